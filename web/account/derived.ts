import type { SessionView } from '../../server/identity/identity-view.ts'

type Membership = SessionView['memberships'][number]

/** The physicians somebody is, one in each association they are a physician of. */
export const physiciansOf = (
  memberships: readonly Membership[],
): { associationId: string; physicianId: string; name: string }[] =>
  memberships.flatMap(({ role, association, facilityId }) =>
    role === 'physician' && association && facilityId
      ? [{ associationId: association.id, physicianId: facilityId, name: association.name }]
      : [],
  )

/** The associations somebody is the secretariat of, each once. */
export function officesOf(memberships: readonly Membership[]): { id: string; name: string }[] {
  const held = memberships.flatMap(({ role, association }) =>
    role === 'secretariat' && association ? [association] : [],
  )
  return [...new Map(held.map(association => [association.id, association])).values()]
}
