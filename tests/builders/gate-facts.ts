import type { GateFacts } from '../../server/roster/gate/gate-facts.ts'
import { type StandingDuty, standingRota } from '../../server/roster/standing/standing-rota.ts'
import { instantOf } from '../../server/time/tokyo.ts'
import { aDuty } from './duty.ts'
import { aRotaInstance, aRotaPerson, aRotaUnit } from './rota-instance.ts'
import { aLinkedStation } from './station.ts'

/** A duty as it stands, nobody having changed it since. */
export const aStandingDuty = (given: Parameters<typeof aDuty>[0] = {}): StandingDuty => {
  const [duty] = standingRota([aDuty(given)], [])
  if (!duty) throw new Error('one duty stands as one')
  return duty
}

/** One Sunday that `p1` stands, with a linked station, numbers to call, and nothing in the way, looked at on 1 May 2026. */
export function aGateFacts(given: Partial<GateFacts> = {}): GateFacts {
  const rota = given.rota ?? [aStandingDuty()]
  const people = [...new Set(rota.map(({ physicianId }) => physicianId))]
  return {
    now: instantOf('2026-05-01', '09:00'),
    schemeId: 'scheme',
    units: rota.map(({ unitId: id, start, end }) => ({ id, start, end })),
    rota,
    before: { rota: [], changes: [] },
    withdrawn: new Set(),
    instance: aRotaInstance({
      units: rota.map(({ unitId, day }, index) => aRotaUnit(index, { id: unitId, day, ...clockOf(day) })),
      people: people.map(id => aRotaPerson(id)),
    }),
    elsewhere: [],
    away: new Map(),
    uncovered: [],
    links: { ofScheme: [aLinkedStation()], ofPhysician: new Map() },
    physicianPhones: new Map(people.map(id => [id, '0000-11-0001'])),
    stationPhones: new Map([['minato-station-1', '0000-12-0001']]),
    ...given,
  }
}

const clockOf = (day: string) => ({ start: `${day}T00:00`, end: `${day}T23:59` })
