import type { Db, Trx } from '../../db/open.ts'
import type { Context } from '../context.ts'
import { hospitalsAmong, physiciansAmong, stationContacts } from '../directory/facility-choice.service.ts'
import { findScheme } from '../duty/duty-scheme.service.ts'
import type { Instant } from '../time/clock.ts'
import { localDayOf } from '../time/tokyo.ts'
import { NOBODY_YET, repeatedFields, type TeamDraft } from './care-team.ts'

/** What is wrong with a draft, by field, all at once. */
export async function wrongFields(
  db: Db | Trx,
  now: Instant,
  associationId: string,
  draft: TeamDraft,
): Promise<string[]> {
  const { attendingId, deputyIds, specialists, stationIds, hospitalId, schemeId } = draft
  const asked = [attendingId, ...deputyIds, ...specialists.map(one => one.physicianId)].filter(
    id => id !== null,
  )
  const physicians = await physiciansAmong(db, asked)
  const hospitals = await hospitalsAmong(db, hospitalId === null ? [] : [hospitalId])
  const today = localDayOf(now)
  const stations = new Set(
    (await stationContacts(db, stationIds))
      .filter(({ closedOn }) => closedOn === null || today < closedOn)
      .map(({ id }) => id),
  )
  const scheme = schemeId === null ? null : await findScheme(db, schemeId)
  const strangers = [
    ...(attendingId === null || physicians.has(attendingId) ? [] : ['attendingId']),
    ...deputyIds.flatMap((id, index) => (physicians.has(id) ? [] : [`deputyIds.${index}`])),
    ...specialists.flatMap(({ physicianId }, index) =>
      physicians.has(physicianId) ? [] : [`specialists.${index}.physicianId`],
    ),
    ...stationIds.flatMap((id, index) => (stations.has(id) ? [] : [`stationIds.${index}`])),
    ...(hospitalId === null || hospitals.has(hospitalId) ? [] : ['hospitalId']),
    ...(schemeId === null || scheme?.association.id === associationId ? [] : ['schemeId']),
  ]
  return [...new Set([...strangers, ...repeatedFields(draft)])]
}

/**
 * The same for a body whose form is wrong elsewhere, so that everything is said at once: whatever of its team can be read
 * is judged, and what cannot is left to the form.
 */
export async function wrongInBody(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  associationId: string,
  body: unknown,
): Promise<string[]> {
  const team = partOf(body, 'team')
  const ids = (name: string) => listIn(team, name).map(one => (typeof one === 'string' ? one : ''))
  const id = (name: string) => {
    const given = partOf(team, name)
    return typeof given === 'string' ? given : null
  }
  const draft: TeamDraft = {
    attendingId: id('attendingId'),
    deputyIds: ids('deputyIds'),
    specialists: listIn(team, 'specialists').map(one => ({
      physicianId: String(partOf(one, 'physicianId') ?? ''),
      discipline: String(partOf(one, 'discipline') ?? ''),
    })),
    stationIds: ids('stationIds'),
    hospitalId: id('hospitalId'),
    schemeId: id('schemeId'),
    emergencyPlan: NOBODY_YET.emergencyPlan,
  }
  return underTeam(await wrongFields(db, clock(), associationId, draft))
}

const partOf = (whole: unknown, name: string): unknown =>
  typeof whole === 'object' && whole !== null
    ? Object.entries(whole).find(([key]) => key === name)?.[1]
    : undefined

/** As far as a list of this length would be taken at all. */
const listIn = (whole: unknown, name: string): unknown[] => {
  const list = partOf(whole, name)
  return Array.isArray(list) ? list.slice(0, LONGEST_LIST) : []
}

const LONGEST_LIST = 20

export const underTeam = (fields: readonly string[]): string[] => fields.map(field => `team.${field}`)
