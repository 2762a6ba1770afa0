import type { FairnessOfPerson, FairnessView } from '../../server/roster/fairness/fairness-view.ts'
import { type HolidayClass, PATTERNS } from './patterns.ts'

/** A stretch of the plot, in percent of its width. */
export type Stretch = { readonly at: number; readonly width: number }

/** The plot's scale in points: from and to a little beyond every bar and mark; whole steps are written, zero among them. */
export type Scale = { readonly from: number; readonly to: number; readonly ticks: readonly number[] }

const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500]
const MOST_STEPS = 7
const MARGIN = 0.02

export function scaleOf(people: readonly FairnessOfPerson[]): Scale {
  const values = people.flatMap(({ held, personal }) =>
    personal ? [held, personal.expected, personal.carried] : [held],
  )
  const [lowest, highest] = [Math.min(0, ...values), Math.max(1, ...values)]
  const margin = (highest - lowest) * MARGIN
  const step = STEPS.find(each => (highest - lowest) / each <= MOST_STEPS) ?? 1_000
  const [first, last] = [Math.ceil(lowest / step), Math.floor(highest / step)]
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step + 0)
  return { from: lowest - margin, to: highest + margin, ticks }
}

const exact = (percent: number): number => Math.round(percent * 1000) / 1000

/** Where a number of points stands, in percent of the plot's width. */
export const placeOf = ({ from, to }: Scale, points: number): number =>
  exact(((points - from) / (to - from)) * 100)

/** From zero to so many points, to the left when they are fewer than none. */
export function stretchFromZero(scale: Scale, points: number): Stretch {
  const [zero, end] = [placeOf(scale, 0), placeOf(scale, points)]
  return { at: Math.min(zero, end), width: exact(Math.abs(end - zero)) }
}

export type Segment = Stretch & { readonly holidayClass: HolidayClass }

/** Every class, the common ones first: what begins at zero is compared best. */
const ORDER = Object.keys(PATTERNS) as HolidayClass[]

/** What somebody holds, class after class from zero on. */
export function segmentsOf(scale: Scale, { byClass }: Pick<FairnessOfPerson, 'byClass'>): Segment[] {
  let sum = 0
  return inOrder(byClass).map(({ holidayClass, held }) => {
    const at = placeOf(scale, sum)
    sum += held
    return { holidayClass, at, width: exact(placeOf(scale, sum) - at) }
  })
}

export const inOrder = (byClass: FairnessOfPerson['byClass']): FairnessOfPerson['byClass'] =>
  byClass.toSorted((a, b) => ORDER.indexOf(a.holidayClass) - ORDER.indexOf(b.holidayClass))

/** The classes that anybody holds. */
export const classesOf = (people: readonly FairnessOfPerson[]): HolidayClass[] =>
  ORDER.filter(each =>
    people.some(({ byClass }) => byClass.some(({ holidayClass }) => holidayClass === each)),
  )

/** What is written as 0.00. */
const LESS_THAN_SEEN = 0.005

/** What is known of everybody against their share; null for whoever may not see it. */
type Known = FairnessOfPerson & { personal: NonNullable<FairnessOfPerson['personal']> }
export const withBalances = (people: readonly FairnessOfPerson[]): Known[] | null => {
  const known = people.flatMap(person => (person.personal ? [{ ...person, personal: person.personal }] : []))
  return known.length === people.length ? known : null
}

/** Those who do most beyond what is expected, equal to the hundredth; nobody where all are even. */
export function mostBurdened(people: readonly Known[]): Known[] {
  const most = Math.max(0, ...people.map(({ personal }) => personal.balance))
  return most < LESS_THAN_SEEN
    ? []
    : people.filter(({ personal }) => most - personal.balance < LESS_THAN_SEEN)
}

export const anyWishes = ({ rota }: Pick<FairnessView, 'rota'>): boolean =>
  rota.wants.asked + rota.avoids.asked > 0

/** Whether shares differ, so that they are worth a column. */
export const sharesDiffer = (people: readonly FairnessOfPerson[]): boolean =>
  people.some(({ personal }) => personal?.share !== people[0]?.personal?.share)
