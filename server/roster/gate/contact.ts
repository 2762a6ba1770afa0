import { jointCover } from '../../directory/stations/nurse-cover.ts'
import { localDayOf } from '../../time/tokyo.ts'
import { type Finding, finding } from './gate.ts'
import { type GateFacts, partsToCome } from './gate-facts.ts'
import { stationsBehind } from './nurse-link.ts'

/** Everybody who stands a duty, and every station that stands behind one, has a number to call at night. */
export function contact(facts: GateFacts): Finding[] {
  const { now, physicianPhones, stationPhones } = facts
  const parts = partsToCome(facts)
  const people = [...new Set(parts.map(({ physicianId }) => physicianId))]
  const coming = { start: now, end: Math.max(now, ...parts.map(({ end }) => end)) }
  const stations = new Map(people.flatMap(person => stationsBehind(facts, person)).map(one => [one.id, one]))
  const relied = [...stations.values()].filter(one => jointCover([one], coming, localDayOf(now)).length > 0)
  return [
    ...people
      .filter(person => !isNumber(physicianPhones.get(person)))
      .map(person =>
        finding('noPhysicianPhone', { page: 'contacts', physician: person }, { people: [person] }),
      ),
    ...relied
      .filter(({ id }) => !isNumber(stationPhones.get(id)))
      .map(({ id }) => finding('noStationPhone', { page: 'stations', stations: [id] }, { stations: [id] })),
  ]
}

/** What has no digit in it (`なし`, `未定`) cannot be dialled. */
const isNumber = (phone = ''): boolean => /\p{Nd}/u.test(phone)
