import type { Db, Trx } from '../../db/open.ts'
import type { FiscalYear } from '../calendar/fiscal-year.ts'
import type { HolidayClass } from '../calendar/holiday-class.ts'
import { membersIn } from '../duty/duty-scheme.service.ts'
import type { DutyScheme } from '../duty/duty-scheme.ts'
import type { DutyUnit } from '../duty/duty-unit.ts'
import { absentFrom } from './absent-from.service.ts'
import { openingsInto } from './ledger/openings.service.ts'
import type { Assignment, RotaInstance } from './optimiser/instance.ts'
import * as rosters from './roster.repository.ts'
import { rosterId } from './roster-id.ts'
import { rotaInstance } from './rota-instance.ts'
import { rotaSettingsOf } from './settings/rota-settings.service.ts'
import { wishedUnitsOf } from './wishes/wish.service.ts'

type Fixed = { pins: readonly Assignment[]; published?: readonly Assignment[] }

/**
 * The instance of these units with the members, wishes, absences, settings and balances as they are now. `fixed`: what
 * the rota maker is to leave as it is, and the published rota it is to stay near to.
 */
export async function instanceOf(
  db: Db | Trx,
  scheme: DutyScheme,
  year: FiscalYear,
  units: readonly DutyUnit[],
  fixed: Fixed,
): Promise<RotaInstance> {
  const members = await membersIn(db, scheme.id, year)
  const wishes = await wishedUnitsOf(db, scheme, year, units)
  return rotaInstance({
    scheme,
    settings: await rotaSettingsOf(db, scheme.id),
    year,
    units,
    members,
    wishes: [...wishes, ...(await absentFrom(db, scheme, members, units))],
    openings: await openingsInto(db, scheme, year),
    ...fixed,
  })
}

/** The draft of a year with its instance as of now; null when nothing is drafted. */
export async function readDraftedRota(
  db: Db | Trx,
  scheme: DutyScheme,
  year: FiscalYear,
): Promise<{ revision: number; instance: RotaInstance; assignments: Assignment[] } | null> {
  const id = rosterId(scheme.id, year)
  const roster = await rosters.findRoster(db, id)
  if (!roster?.drafted_at) return null
  const held = await rosters.listDraftAssignments(db, id)
  const assignmentOf = (row: (typeof held)[number]): Assignment => ({
    unit: row.unit_id,
    post: row.post,
    person: row.physician_id,
  })
  return {
    revision: roster.revision,
    instance: await instanceOf(db, scheme, year, (await rosters.listUnits(db, id)).map(unitOfRow), {
      pins: held.filter(({ pinned }) => pinned === 1).map(assignmentOf),
    }),
    assignments: held.map(assignmentOf),
  }
}

const unitOfRow = (row: Awaited<ReturnType<typeof rosters.listUnits>>[number]): DutyUnit => ({
  day: row.day,
  rule: row.rule,
  start: row.start_at,
  end: row.end_at,
  holidayClass: row.holiday_class as HolidayClass,
  label: row.label,
  tentative: row.tentative === 1,
})
