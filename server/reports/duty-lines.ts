import type { Contact } from '../directory/contact.ts'
import type { StandingDuty } from '../roster/standing/standing-rota.ts'
import type { Instant } from '../time/clock.ts'
import { type Interval, overlaps } from '../time/interval.ts'
import type { LocalDay } from '../time/local-day.ts'
import { instantOf } from '../time/tokyo.ts'
import type { Month } from './dates-in-words.ts'

/** Hours in which each post of a unit has one holder; `holders` in the order of the posts, null: nobody. */
export type DutyLine = Interval & {
  unitId: string
  day: LocalDay
  label: string
  tentative: boolean
  holders: readonly (Contact | null)[]
}

/**
 * The rota as it stands as lines in order of time: one for each unit, or several where a post passes from one physician
 * to another within it.
 */
export function dutyLines(
  rota: readonly StandingDuty[],
  posts: readonly string[],
  contacts: ReadonlyMap<string, Contact>,
): DutyLine[] {
  return [...Map.groupBy(rota, duty => duty.unitId).values()]
    .flatMap(duties => linesOfUnit(duties, posts, contacts))
    .toSorted((a, b) => a.start - b.start || (a.unitId < b.unitId ? -1 : a.unitId > b.unitId ? 1 : 0))
}

function linesOfUnit(
  duties: readonly StandingDuty[],
  posts: readonly string[],
  contacts: ReadonlyMap<string, Contact>,
): DutyLine[] {
  const [unit] = duties
  if (!unit) return []
  const parts = duties.flatMap(duty => duty.parts.map(part => ({ ...part, post: duty.post })))
  const turns = [...new Set(parts.flatMap(({ start, end }) => [start, end]))].toSorted((a, b) => a - b)
  return turns.slice(1).map((end, index) => {
    const hours = { start: turns[index] ?? end, end }
    const holderOf = (post: string) => {
      const part = parts.find(one => one.post === post && overlaps(one, hours))
      return (part && contacts.get(part.physicianId)) ?? null
    }
    const { unitId, day, label, tentative } = unit
    return { ...hours, unitId, day, label, tentative, holders: posts.map(holderOf) }
  })
}

/** Everybody who stands a duty of these rotas. */
export const holdersOf = (rota: readonly StandingDuty[]): string[] =>
  rota.flatMap(duty => duty.parts.map(part => part.physicianId))

/** From 00:00 of the month's first day to 24:00 of its last. */
export const hoursOfMonth = (month: Month): Interval => ({
  start: firstInstantOf(month),
  end: firstInstantOf(nextMonth(month)),
})

/** Lines that share hours with the month: a week across its edge is on the sheets of both months. */
export const linesIn = (lines: readonly DutyLine[], month: Month): DutyLine[] =>
  lines.filter(line => overlaps(line, hoursOfMonth(month)))

const firstInstantOf = (month: Month): Instant => instantOf(`${month}-01`, '00:00')

function nextMonth(month: Month): Month {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
}
