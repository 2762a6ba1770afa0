import type { SessionView } from '../../server/identity/identity-view.ts'
import type { CalendarPath } from '../api/subscriptions.ts'

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

/** The nursing stations somebody is of. */
export const stationsOf = (
  memberships: readonly Membership[],
): { associationId: string; stationId: string; name: string }[] =>
  memberships.flatMap(({ role, association, facilityId }) =>
    role === 'nursingStation' && association && facilityId
      ? [{ associationId: association.id, stationId: facilityId, name: association.name }]
      : [],
  )

const OWN_CALENDARS = {
  physician: 'physician',
  nursingStation: 'nursingStation',
  hospitalLiaison: 'hospital',
} as const satisfies Partial<Record<Membership['role'], string>>

/** The calendars that are somebody's own: of the physician, the station or the hospital they are. */
export const ownCalendarsOf = (
  memberships: readonly Membership[],
): { path: CalendarPath; association: string }[] =>
  memberships.flatMap(({ role, association, facilityId }) =>
    role in OWN_CALENDARS && association && facilityId
      ? [
          {
            path: {
              associationId: association.id,
              audience: OWN_CALENDARS[role as keyof typeof OWN_CALENDARS],
              audienceId: facilityId,
            },
            association: association.name,
          },
        ]
      : [],
  )

/** The associations somebody has a role in, each once. */
export function associationsOf(memberships: readonly Membership[]): { id: string; name: string }[] {
  const held = memberships.flatMap(({ association }) => (association ? [association] : []))
  return [...new Map(held.map(association => [association.id, association])).values()]
}

/** The associations in which somebody has one of these roles, each once. */
export const associationsWith = (
  memberships: readonly Membership[],
  roles: readonly Membership['role'][],
): { id: string; name: string }[] => associationsOf(memberships.filter(({ role }) => roles.includes(role)))

/** The associations somebody is the secretariat of, each once. */
export const officesOf = (memberships: readonly Membership[]): { id: string; name: string }[] =>
  associationsOf(memberships.filter(({ role }) => role === 'secretariat'))
