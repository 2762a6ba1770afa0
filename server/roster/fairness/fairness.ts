import { HOLIDAY_CLASSES, type HolidayClass } from '../../calendar/holiday-class.ts'
import { burdenOfYear, fairParts, loadsOf } from '../ledger/fair-part.ts'
import { costOf, exact, fairCountOf } from '../optimiser/cost.ts'
import { violationsOf } from '../optimiser/hard-rules.ts'
import type { Assignment, RotaInstance } from '../optimiser/instance.ts'

/** One person's part in a rota. Burdens are quarter points: 4 = one ordinary 24-hour duty. */
export type PersonalFairness = {
  id: string
  share: number
  /** Duties held, and how many are their share; the latter not rounded. */
  count: number
  fairCount: number
  burden: number
  /** The same by holiday class, without those of which they hold none. */
  byClass: { holidayClass: HolidayClass; count: number; burden: number }[]
  /** Brought along from the years before. */
  opening: number
  /** What they should hold this year so that everybody comes out even. */
  fairPart: number
  /** Above (positive) or below their share of this year alone. */
  deviation: number
  /** The same with what they brought along: what they carry into the next year. */
  balance: number
}

type Granted = { asked: number; granted: number }

/** What a rota is worth as a whole. */
export type RotaTotals = {
  /** Between the highest and the lowest balance, in quarter points. */
  spread: number
  /** The standard deviation of the balances, and the highest of them. */
  deviation: number
  highest: number
  wants: Granted
  /** Granted: not assigned. */
  avoids: Granted
  cost: number
  /** Posts without anybody, and hard rules broken beside that. */
  open: number
  broken: number
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** Everybody's part in a rota, in the order of the instance; `classes` by the ids of its units. */
export function personalFairness(
  instance: RotaInstance,
  assignments: readonly Assignment[],
  classes: ReadonlyMap<string, HolidayClass>,
): PersonalFairness[] {
  const { people } = instance
  const burdenOfAll = burdenOfYear(instance)
  const fairPart = fairParts(burdenOfAll, people)
  const thisYearAlone = fairParts(
    burdenOfAll,
    people.map(({ id, share }) => ({ id, share, opening: 0 })),
  )
  const load = loadsOf(instance)
  const burdenOf = (some: readonly Assignment[]): number => sum(some.map(load))
  const heldBy = Map.groupBy(assignments, ({ person }) => person)
  return people.map(person => {
    const { id, share, opening } = person
    const held = heldBy.get(id) ?? []
    const ofClass = Map.groupBy(held, ({ unit }) => classes.get(unit) ?? 'other')
    const burden = burdenOf(held)
    return {
      id,
      share,
      count: held.length,
      fairCount: fairCountOf(instance, person),
      burden,
      byClass: HOLIDAY_CLASSES.flatMap(holidayClass => {
        const own = ofClass.get(holidayClass) ?? []
        return own.length > 0 ? [{ holidayClass, count: own.length, burden: burdenOf(own) }] : []
      }),
      opening,
      fairPart: exact(fairPart.get(id) ?? 0),
      deviation: exact(burden - (thisYearAlone.get(id) ?? 0)),
      balance: exact(burden - (fairPart.get(id) ?? 0)),
    }
  })
}

/** What a rota is worth as a whole, by the same measures whoever made it. */
export function rotaTotals(instance: RotaInstance, assignments: readonly Assignment[]): RotaTotals {
  const fairPart = fairParts(burdenOfYear(instance), instance.people)
  const load = loadsOf(instance)
  const heldBy = Map.groupBy(assignments, ({ person }) => person)
  const balances = instance.people.map(({ id }) =>
    exact(sum((heldBy.get(id) ?? []).map(load)) - (fairPart.get(id) ?? 0)),
  )
  // Of nobody, every figure is zero.
  const count = Math.max(1, balances.length)
  const mean = sum(balances) / count
  const inOrder = balances.toSorted((a, b) => a - b)
  const [lowest, highest] = [inOrder[0] ?? 0, inOrder.at(-1) ?? 0]
  const broken = violationsOf(instance, assignments)
  const open = broken.filter(({ kind }) => kind === 'unfilled').length
  const pairs = new Set(assignments.map(pairOf))
  const holds = (pair: { person: string; unit: string }): boolean => pairs.has(pairOf(pair))
  return {
    spread: exact(highest - lowest),
    deviation: exact(Math.sqrt(sum(balances.map(balance => (balance - mean) ** 2)) / count)),
    highest,
    wants: { asked: instance.want.length, granted: instance.want.filter(holds).length },
    avoids: {
      asked: instance.avoid.length,
      granted: instance.avoid.filter(pair => !holds(pair)).length,
    },
    cost: costOf(instance, assignments).total,
    open,
    broken: broken.length - open,
  }
}

const pairOf = ({ person, unit }: { person: string; unit: string }): string => `${person}\n${unit}`
