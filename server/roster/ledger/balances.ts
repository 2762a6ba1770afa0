import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import type { HolidayClass } from '../../calendar/holiday-class.ts'
import { exact } from '../optimiser/cost.ts'
import type { Assignment, OnceAYear, RotaInstance } from '../optimiser/instance.ts'
import { burdenOfYear, fairParts, loadsOf } from './fair-part.ts'

/** Duties held, by the holiday class of their unit. */
export type ClassCounts = Partial<Record<HolidayClass, number>>

/** A year with a published rota: the instance it was made from, and who held what in the end. */
export type PublishedYear = {
  year: FiscalYear
  instance: Pick<RotaInstance, 'units' | 'posts' | 'postShare' | 'people'>
  duties: readonly HeldDuty[]
}

type HeldDuty = Assignment & { holidayClass: HolidayClass }

/** What somebody entered: an opening balance or a correction. */
export type LedgerEntry = {
  person: string
  /** The year that opens with it. */
  year: FiscalYear
  quarterPoints: number
  counts: ClassCounts
  heldLastYear: SaidOfLastYear
}

/** Of each class had once a year: that it was held in the year before (true), that it was not, or nothing. */
export type SaidOfLastYear = { readonly [group in OnceAYear]?: boolean | undefined }

/** What a member brings into a year. */
export type BroughtIn = {
  /** In total; positive: did more than their share. */
  quarterPoints: number
  /** The balance after the last published year; null: they had no part in it. */
  carried: number | null
  /** The sum of the entries that count; null: there is none. */
  entered: number | null
  /** Of the year before alone: whoever had one is spared it now. */
  heldLastYear: OnceAYear[]
}

/** Of which nobody has two years running, in the order of a fiscal year. */
const ONCE_A_YEAR: readonly OnceAYear[] = ['goldenWeek', 'yearEnd']

/** The most that an instance takes, in quarter points either way. */
const MOST = 10_000

type Balances = ReadonlyMap<string, number>

/**
 * What the members of `year` bring into it, in quarter points (4 = one ordinary 24-hour duty); `shares` are theirs
 * in that year. Source: `opening` and `notGroups` in roster-model.md §1.
 *
 * - After a published year everybody's balance is what they held, by the rota as it is now, less their fair part of
 *   it (`fairParts`), to which they brought their balance of the year before. Balances add up to zero.
 * - A year opens with the balances after the last published year before it, whichever that is: a year without a
 *   publication is passed over, and its entries count for the next one.
 * - To these come the entries for the year. A change or an entry that comes late, after the next year was published,
 *   is carried on from there: nothing is lost.
 * - A newcomer, who has neither balance nor entry, starts at the mean of the others: `share · Σ balance / Σ share`.
 *   So they do their share of this year's burden, and owe nobody for the years before.
 * - Whoever had no part in the last published year carries nothing: leavers' balances leave with them.
 * - Of what was held in the year before, the newest entry for `year` that speaks of it decides, then the rota.
 *
 * The entries come newest first.
 */
export function broughtInto(
  year: FiscalYear,
  shares: ReadonlyMap<string, number>,
  published: readonly PublishedYear[],
  entries: readonly LedgerEntry[],
): Map<string, BroughtIn> {
  const past = published.filter(one => one.year < year).toSorted((a, b) => a.year - b.year)
  let balances: Balances = new Map()
  let opened: FiscalYear = Number.NEGATIVE_INFINITY
  for (const one of past) {
    const own = new Map(one.instance.people.map(({ id, share }) => [id, share]))
    balances = balancesAfter(one, opening(own, balances, entriesAfter(opened, one.year, entries)))
    opened = one.year
  }
  const counting = entriesAfter(opened, year, entries)
  const held = heldBefore(year, past, entries)
  return new Map(
    [...opening(shares, balances, counting)].map(([person, quarterPoints]) => [
      person,
      {
        quarterPoints: Math.max(-MOST, Math.min(MOST, quarterPoints)),
        carried: balances.get(person) ?? null,
        entered: enteredOf(counting, person),
        heldLastYear: ONCE_A_YEAR.filter(group => held(person, group)),
      },
    ]),
  )
}

/** Duties of each person by holiday class, in all the published years before `year` and by the entries up to it. */
export function countsBefore(
  year: FiscalYear,
  published: readonly PublishedYear[],
  entries: readonly LedgerEntry[],
): Map<string, ClassCounts> {
  const counts = new Map<string, ClassCounts>()
  const add = (person: string, holidayClass: HolidayClass, count: number): void => {
    const own = counts.get(person) ?? {}
    counts.set(person, { ...own, [holidayClass]: (own[holidayClass] ?? 0) + count })
  }
  for (const { duties } of published.filter(one => one.year < year))
    for (const { person, holidayClass } of duties) add(person, holidayClass, 1)
  for (const { person, counts } of entries.filter(entry => entry.year <= year))
    for (const [holidayClass, count] of Object.entries(counts))
      add(person, holidayClass as HolidayClass, count)
  return counts
}

/** Who has neither a balance nor an entry, and starts at the mean. */
export const isNew = ({ carried, entered }: BroughtIn): boolean => carried === null && entered === null

/** The last year before `year` with a publication, whose balances it opens with; null: none yet. */
export const carriedFrom = (year: FiscalYear, published: readonly FiscalYear[]): FiscalYear | null =>
  published.filter(one => one < year).toSorted((a, b) => b - a)[0] ?? null

/**
 * Everybody's balance after a published year that opened with `openings`. Who held duties without a share in it (they
 * came later, and took one over) did all of that for others.
 */
export function balancesAfter({ instance, duties }: PublishedYear, openings: Balances): Map<string, number> {
  const people = instance.people.map(({ id, share }) => ({ id, share, opening: openings.get(id) ?? 0 }))
  const parts = fairParts(burdenOfYear(instance), people)
  const load = loadsOf(instance)
  const heldBy = Map.groupBy(duties, ({ person }) => person)
  const held = (id: string): number => sum((heldBy.get(id) ?? []).map(load))
  const everybody = new Set([...parts.keys(), ...heldBy.keys()])
  return new Map([...everybody].map(id => [id, exact(held(id) - (parts.get(id) ?? 0))]))
}

function opening(
  shares: ReadonlyMap<string, number>,
  balances: Balances,
  entries: readonly LedgerEntry[],
): Map<string, number> {
  const known = new Map(
    [...shares.keys()].flatMap(person => {
      const [carried, entered] = [balances.get(person), enteredOf(entries, person)]
      return carried === undefined && entered === null ? [] : [[person, (carried ?? 0) + (entered ?? 0)]]
    }),
  )
  const level = sum([...known.values()]) / sum([...known.keys()].map(person => shares.get(person) ?? 0))
  const mean = known.size === 0 ? 0 : level
  return new Map([...shares].map(([person, share]) => [person, exact(known.get(person) ?? share * mean)]))
}

/** Entries for the years after `opened` up to `year`. */
const entriesAfter = (opened: FiscalYear, year: FiscalYear, entries: readonly LedgerEntry[]): LedgerEntry[] =>
  entries.filter(entry => opened < entry.year && entry.year <= year)

function enteredOf(entries: readonly LedgerEntry[], person: string): number | null {
  const own = entries.filter(entry => entry.person === person)
  return own.length === 0 ? null : sum(own.map(({ quarterPoints }) => quarterPoints))
}

/** Whether somebody held a class in the year before `year`, by the entries for `year`, newest first, and its rota. */
function heldBefore(
  year: FiscalYear,
  published: readonly PublishedYear[],
  entries: readonly LedgerEntry[],
): (person: string, group: OnceAYear) => boolean {
  const duties = published.find(one => one.year === year - 1)?.duties ?? []
  const said = entries.filter(entry => entry.year === year)
  return (person, group) =>
    said.find(entry => entry.person === person && entry.heldLastYear[group] !== undefined)?.heldLastYear[
      group
    ] ?? duties.some(duty => duty.person === person && duty.holidayClass === group)
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
