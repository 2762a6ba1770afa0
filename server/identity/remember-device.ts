import type { Membership } from './principal.ts'

/** Only a physician's device may stay signed in: the others work at desks that several people use. */
export const mayRemember = (memberships: readonly Membership[]): boolean =>
  memberships.some(({ role }) => role === 'physician')
