import type { Db, Trx } from '../../db/open.ts'
import { deputyLabelOf } from '../coverage/coverage.service.ts'
import { contactsOf } from '../directory/contact.service.ts'
import type { Contact } from '../directory/contact.ts'
import { hospitalContacts, stationContacts } from '../directory/facility-choice.service.ts'
import { findScheme } from '../duty/duty-scheme.service.ts'
import type { Instant } from '../time/clock.ts'
import { localDayOf } from '../time/tokyo.ts'
import * as teams from './care-team.repository.ts'
import type { EmergencyPlan } from './care-team.ts'
import type { Person, TeamView } from './patient-view.ts'

export type TeamRow = NonNullable<Awaited<ReturnType<typeof teams.findTeam>>>

const FAR = 8.64e15

export const personOf = ({ id, name, clinic, nightPhone }: Contact): Person => ({
  id,
  name,
  clinic,
  phone: nightPhone,
})

/** A team as it stands now, with all that is needed to call whoever stands in it. */
export async function viewOfTeam(
  db: Db | Trx,
  now: Instant,
  row: TeamRow,
  mayChange: boolean,
): Promise<TeamView> {
  const places = Map.groupBy(await teams.listPlaces(db, [row.id]), place => place.role)
  const idsAs = (role: string) =>
    (places.get(role) ?? []).toSorted((a, b) => a.position - b.position).map(place => place.target_id)
  const overrides = (await teams.listOverrides(db, [row.id], { start: now, end: FAR })).filter(
    one => one.withdrawn_at === null,
  )
  const people = await contactsOf(db, [
    ...['attending', 'deputy', 'specialist'].flatMap(idsAs),
    ...overrides.map(one => one.physician_id),
  ])
  const person = (id: string): Person[] => {
    const contact = people.get(id)
    return contact ? [personOf(contact)] : []
  }
  const stations = new Map((await stationContacts(db, idsAs('station'))).map(one => [one.id, one]))
  const [hospital] = await hospitalContacts(db, idsAs('hospital'))
  const [schemeId = null] = idsAs('scheme')
  const scheme = schemeId === null ? null : await findScheme(db, schemeId)
  const today = localDayOf(now)
  return {
    id: row.id,
    revision: row.revision,
    patientId: row.patient_id,
    groupId: row.group_id,
    deputyLabel: await deputyLabelOf(db, schemeId),
    attending: idsAs('attending').flatMap(person)[0] ?? null,
    deputies: idsAs('deputy').flatMap(person),
    specialists: (places.get('specialist') ?? [])
      .toSorted((a, b) => a.position - b.position)
      .flatMap(place => person(place.target_id).map(one => ({ ...one, discipline: place.discipline }))),
    stations: idsAs('station').flatMap(id => {
      const station = stations.get(id)
      if (!station) return []
      const { name, nightPhone, closedOn } = station
      return [{ id, name, nightPhone, closed: closedOn !== null && closedOn <= today }]
    }),
    hospital: hospital ? { id: hospital.id, name: hospital.name, phone: hospital.phone } : null,
    scheme: scheme && { id: scheme.id, name: scheme.name },
    emergencyPlan: planOf(row),
    overrides: overrides
      .toSorted((a, b) => a.start_at - b.start_at)
      .flatMap(one =>
        person(one.physician_id).map(physician => ({
          id: one.id,
          physician,
          start: one.start_at,
          end: one.end_at,
          reason: one.reason,
        })),
      ),
    mayChange,
  }
}

const planOf = ({ emergency_plan }: TeamRow): TeamView['emergencyPlan'] => {
  const plan: EmergencyPlan = JSON.parse(emergency_plan)
  return { ...plan, contacts: [...plan.contacts] }
}
