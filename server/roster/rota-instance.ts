import { type FiscalYear, firstDayOf, lastDayOf } from '../calendar/fiscal-year.ts'
import type { HolidayClass } from '../calendar/holiday-class.ts'
import { burdenOf } from '../duty/burden.ts'
import type { DutyScheme, SchemeMember } from '../duty/duty-scheme.ts'
import { type DutyUnit, unitId } from '../duty/duty-unit.ts'
import type { Interval } from '../time/interval.ts'
import { daysBetween, eachDay } from '../time/local-day.ts'
import { localDayOf, wallClockOf } from '../time/tokyo.ts'
import type { Duty } from './follow-publication.ts'
import type { RotaInstance } from './optimiser/instance.ts'

/** Until a scheme names blocks of its own, everybody may take every unit of it. */
const WHOLE_SCHEME = 'all'

/** Defaults of roster-model.md §1 and of its reference instances. */
const WEIGHTS = { count: 10, burden: 4, deadBand: 2, want: 3, change: 6 }
const SPACING = { weeks: 5, cost: 2 }
const LATER_POST_SHARE = 0.5

const GROUPS = ['yearEnd', 'goldenWeek', 'obon'] as const

const groupOf = (holidayClass: HolidayClass) => GROUPS.find(group => group === holidayClass) ?? null

/**
 * The instance of one scheme and fiscal year for the rota maker. Members are unavailable for units outside
 * their membership; duties that have begun are pinned to whom they were published for.
 */
export function rotaInstance(
  scheme: DutyScheme,
  year: FiscalYear,
  units: readonly DutyUnit[],
  members: readonly SchemeMember[],
  begun: readonly Duty[],
): RotaInstance {
  const ids = new Set(units.map(unit => unitId(scheme.id, unit)))
  const people = new Set(members.map(member => member.id))
  return {
    format: 'rinban-rota/1',
    firstDay: firstDayOf(year),
    days: daysBetween(firstDayOf(year), lastDayOf(year)) + 1,
    posts: scheme.posts,
    postShare: scheme.posts.map((_, index) => (index === 0 ? 1 : LATER_POST_SHARE)),
    minGapDays: scheme.minGapDays,
    spacing: SPACING,
    units: units.map(unit => ({
      id: unitId(scheme.id, unit),
      day: unit.day,
      start: wallClockOf(unit.start),
      end: wallClockOf(unit.end),
      burden: burdenOf(unit),
      block: WHOLE_SCHEME,
      group: groupOf(unit.holidayClass),
    })),
    people: members.map(member => ({
      id: member.id,
      clinic: member.clinicId,
      share: member.share,
      blocks: [WHOLE_SCHEME],
      opening: 0,
      min: member.minUnits ?? 0,
      max: member.maxUnits ?? units.length * scheme.posts.length,
      notGroups: [],
    })),
    unavailable: members.flatMap(member =>
      units
        .filter(unit => !isMemberThroughout(member, unit))
        .map(unit => ({ person: member.id, unit: unitId(scheme.id, unit) })),
    ),
    want: [],
    avoid: [],
    pins: begun
      .filter(duty => ids.has(duty.unitId) && people.has(duty.physicianId))
      .map(duty => ({ unit: duty.unitId, post: duty.post, person: duty.physicianId })),
    weights: WEIGHTS,
  }
}

/** A unit ending at 24:00 ends on that day: its last instant counts, not the 00:00 after it. */
const isMemberThroughout = ({ joinedOn, leftOn }: SchemeMember, unit: Interval): boolean =>
  eachDay(localDayOf(unit.start), localDayOf(unit.end - 1)).every(
    day => joinedOn <= day && (leftOn === null || day <= leftOn),
  )
