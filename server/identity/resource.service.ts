import type { Context } from '../context.ts'
import { findAssociation, isPhysicianOf } from '../directory/directory.service.ts'
import { associationOfStation } from '../directory/stations/station.service.ts'
import { findScheme, isEverMember } from '../duty/duty-scheme.service.ts'
import { findCalendar } from '../feeds/calendar.service.ts'
import type { Calendar } from '../feeds/calendar.ts'
import type { Resource } from './can.ts'

/** How a route says what it is about: by which parts of its path. */
export type ResourceKind =
  | 'installation'
  | 'association'
  | 'scheme'
  | 'physician'
  | 'nursingStation'
  | 'schemeMember'
  | 'calendar'

export type Path = Readonly<Record<string, string>>

/** How a room that the sign-in knows nothing of, as that of patients, finds what a request is about. */
export type Finder = {
  readonly kind: string
  readonly find: (context: Context, path: Path) => Promise<Resource>
}

/** Belongs to nobody: what is asked for does not exist, and is answered like somebody else's. */
export const NOWHERE: Resource = { associationId: null, demo: false }

/** The resource a request is about, from the named parts of its path. */
export async function findResource(context: Context, kind: ResourceKind, path: Path): Promise<Resource> {
  const { db, config } = context
  const { associationId = '', schemeId = '', physicianId = '', stationId = '' } = path
  switch (kind) {
    case 'calendar': {
      const { audience = '', audienceId = '' } = path
      const calendar = await findCalendar(db, associationId, audience, audienceId)
      const association = calendar && (await findAssociation(db, associationId))
      return association ? calendarResource(resourceOf(config, association), calendar) : NOWHERE
    }
    case 'installation':
      return NOWHERE
    case 'association':
      return ofAssociation(config, await findAssociation(db, associationId))
    case 'scheme':
      return ofAssociation(config, (await findScheme(db, schemeId))?.association ?? null)
    case 'physician': {
      if (!(await isPhysicianOf(db, associationId, physicianId))) return NOWHERE
      const association = ofAssociation(config, await findAssociation(db, associationId))
      return { ...association, facilityId: physicianId }
    }
    case 'nursingStation': {
      if ((await associationOfStation(db, stationId)) !== associationId) return NOWHERE
      const association = ofAssociation(config, await findAssociation(db, associationId))
      return { ...association, facilityId: stationId }
    }
    case 'schemeMember': {
      if (!(await isEverMember(db, schemeId, physicianId))) return NOWHERE
      const association = ofAssociation(config, (await findScheme(db, schemeId))?.association ?? null)
      return { ...association, facilityId: physicianId }
    }
  }
}

const ofAssociation = (
  config: Context['config'],
  association: { id: string; invented: boolean } | null,
): Resource => (association ? resourceOf(config, association) : NOWHERE)

/** A calendar of an association as a resource. */
export const calendarResource = (association: Resource, calendar: Calendar): Resource => ({
  ...association,
  audience: calendar.audience,
  facilityId: calendar.id,
  facilityIds: calendar.physicianIds,
})

/** An association as a resource. */
export const resourceOf = (
  { demo }: Context['config'],
  { id, invented }: { id: string; invented: boolean },
): Resource => ({ associationId: id, demo: demo && invented })
