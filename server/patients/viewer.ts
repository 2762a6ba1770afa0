import type { Principal } from '../identity/principal.ts'

/** Whose patients somebody may see in an association: everybody's, or those of teams in which one of these stands. */
export type Viewer = {
  readonly associationId: string
  readonly everyone: boolean
  /** The physicians, stations and hospitals that they act for. */
  readonly facilityIds: readonly string[]
}

export function viewerIn(principal: Principal, associationId: string): Viewer {
  const here =
    principal.kind === 'anonymous'
      ? []
      : principal.memberships.filter(membership => membership.associationId === associationId)
  return {
    associationId,
    everyone: here.some(({ role }) => role === 'secretariat' || role === 'coordinationCentre'),
    facilityIds: here.flatMap(({ facilityId }) => (facilityId === null ? [] : [facilityId])),
  }
}
