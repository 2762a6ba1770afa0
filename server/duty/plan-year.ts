import type { ClosedDay } from '../calendar/closed-days.ts'
import { dutyCalendar } from '../calendar/duty-calendar.ts'
import { type FiscalYear, fiscalYearOf } from '../calendar/fiscal-year.ts'
import { overlaps } from '../time/interval.ts'
import { blockOfUnits, blocksOf, meet } from './block.ts'
import { deriveUnits } from './derive-units.ts'
import type { DutyRules } from './duty-rules.ts'
import type { DutyUnit } from './duty-unit.ts'
import { promisedHours } from './promised-hours.ts'
import { type UncoveredHours, uncoveredHours } from './uncovered-hours.ts'

type Overlap = readonly [DutyUnit, DutyUnit]

export type YearPlan =
  | { readonly ok: true; readonly units: DutyUnit[]; readonly uncovered: UncoveredHours[] }
  | { readonly ok: false; readonly overlaps: Overlap[] }

/**
 * The duty units of a scheme in a fiscal year (1949–2100), sorted by start, and the promised hours no
 * unit covers, merged. A unit belongs to the year of its `day`. The units of both neighbouring years
 * count as cover at the edges, and as overlaps. Units that overlap are the one refusal, all pairs named;
 * units of different blocks may be at the same time.
 */
export function planYear(
  { rules, promises }: DutyRules,
  closedDays: readonly ClosedDay[],
  fiscalYear: FiscalYear,
): YearPlan {
  const calendar = dutyCalendar(fiscalYear, closedDays)
  const known = deriveUnits(rules, calendar)
  const isOfYear = (unit: DutyUnit): boolean => fiscalYearOf(unit.day) === fiscalYear
  const blockOf = blockOfUnits(rules)

  const overlapping = overlapsAmong(known).filter(
    pair => pair.some(isOfYear) && meet(blockOf(pair[0]), blockOf(pair[1])),
  )
  if (overlapping.length > 0) return { ok: false, overlaps: overlapping }
  const promised = promises.flatMap(promise => promisedHours(promise, calendar))
  const inBlocks = known.map(unit => ({ ...unit, block: blockOf(unit) }))
  return {
    ok: true,
    units: known.filter(isOfYear),
    uncovered: uncoveredHours(promised, inBlocks, blocksOf(rules)),
  }
}

/** Every pair of units that share an instant; the units come sorted by start. */
const overlapsAmong = (units: readonly DutyUnit[]): Overlap[] =>
  units.flatMap((unit, index) => {
    const later = units.slice(index + 1)
    const after = later.findIndex(other => other.start >= unit.end)
    return later
      .slice(0, after === -1 ? undefined : after)
      .filter(other => overlaps(unit, other))
      .map((other): Overlap => [unit, other])
  })
