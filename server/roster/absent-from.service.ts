import type { Db, Trx } from '../../db/open.ts'
import { absenceHoursOf } from '../duty/absence-hours.service.ts'
import type { DutyScheme } from '../duty/duty-scheme.ts'
import { type DutyUnit, unitId } from '../duty/duty-unit.ts'
import type { WishedUnit } from './rota-instance.ts'
import { unitsTouched } from './wishes/units-of-wish.ts'

/** The units, sorted by start, that these members cannot stand because an absence (不在) of theirs touches them. */
export async function absentFrom(
  db: Db | Trx,
  scheme: DutyScheme,
  members: readonly { readonly id: string }[],
  units: readonly DutyUnit[],
): Promise<WishedUnit[]> {
  const [first] = units
  if (!first) return []
  const window = { start: first.start, end: units.reduce((last, { end }) => Math.max(last, end), first.end) }
  const absences = await absenceHoursOf(
    db,
    members.map(({ id }) => id),
    window,
  )
  return [...absences].flatMap(([person, hours]) =>
    unitsTouched('unavailable', [{ form: 'busy', times: [...hours] }], units).map(
      (unit): WishedUnit => ({ kind: 'unavailable', person, unit: unitId(scheme.id, unit) }),
    ),
  )
}
