import type { Membership } from './principal.ts'

/**
 * Only a physician's device may stay signed in: the others work at desks that several people use. A physician
 * who also is of the secretariat or runs the machine signs in like those: a telephone in the pocket must not
 * hold their power.
 */
export const mayRemember = (memberships: readonly Membership[]): boolean =>
  memberships.some(({ role }) => role === 'physician') &&
  !memberships.some(({ role }) => role === 'secretariat' || role === 'systemAdministrator')
