import { Board } from './board.ts'
import { dealEvenly } from './deal-evenly.ts'
import type { RotaInstance } from './instance.ts'
import { APART, OPEN, type Problem, problemOf } from './problem.ts'
import { placePins } from './settle.ts'

/**
 * The instance with `min` and `max` set so that people of equal share hold equally many duties, give or take
 * one: the whole numbers on either side of each one's fair count. The instance's minima and maxima are kept where
 * they are tighter, and nobody has fewer than they were given; who can hold fewer (a lower maximum, too often
 * unavailable even if alone) leaves the rest to the others by share.
 *
 * Guaranteed, gaps and overlapping hours aside: if all duties can be dealt within these numbers, they are; if
 * blocks or unavailability forbid it, the numbers of the people concerned are widened to the deal nearest to
 * fair in least squares. So if people of one share can differ by one at most, they will. Where gaps stand in the
 * way of a minimum, `makeRota` names it.
 */
export function balancedCounts(instance: RotaInstance): RotaInstance {
  const problem = problemOf(instance, 'soft')
  const given = instance.people.map((_, index) => givenTo(problem, index))
  const least = given.map((own, index) => Math.max(problem.min[index] ?? 0, own.length))
  const most = given.map((own, index) =>
    Math.min(problem.max[index] ?? 0, reachable(instance, problem, index, own)),
  )
  const fair = fairCounts(instance, least, most)
  const dealt = nearestDeal(problem, most, fair)
  const people = instance.people.map((person, index) => {
    const [count, floor, ceiling] = [dealt[index] ?? 0, ...aroundOf(fair[index] ?? 0)]
    if (count > ceiling) return { ...person, min: count - 1, max: count }
    if (count < floor) return { ...person, min: count, max: count + 1 }
    return { ...person, min: floor, max: ceiling }
  })
  return { ...instance, people }
}

/** The whole numbers on either side, a hair's breadth of rounding aside. */
const aroundOf = (fair: number): [number, number] => [Math.floor(fair + 1e-6), Math.ceil(fair - 1e-6)]

/** The units given to a person. */
const givenTo = ({ given, unitOf }: Problem, person: number): number[] =>
  [...given.entries()].flatMap(([slot, holder]) => (holder === person ? [unitOf[slot] ?? 0] : []))

/** How many units the person could hold with those given, if alone: the earliest possible each time leaves most for later. */
function reachable(
  { units }: RotaInstance,
  problem: Problem,
  person: number,
  given: readonly number[],
): number {
  const { relation, eligible, slots, posts } = problem
  const isApart = (one: number, other: number): boolean => relation[one * units.length + other] === APART
  const takes = (unit: number): boolean =>
    problem.given
      .subarray(unit * posts, (unit + 1) * posts)
      .some((holder, post) => holder === OPEN && eligible[person * slots + unit * posts + post] === 1) &&
    given.every(one => isApart(one, unit))
  const own = [...units.entries()]
    .filter(([unit]) => takes(unit))
    .sort(([, a], [, b]) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
  let [last, held] = [OPEN, given.length]
  for (const [unit] of own) {
    if (last !== OPEN && !isApart(last, unit)) continue
    last = unit
    held++
  }
  return held
}

/** Shares of all duties: `level · share`, never below the least of each or above what each can hold. */
function fairCounts({ units, posts, people }: RotaInstance, least: number[], most: number[]): number[] {
  const duties = units.length * posts.length
  const at = (level: number): number[] =>
    people.map(({ share }, index) => Math.min(Math.max(level * share, least[index] ?? 0), most[index] ?? 0))
  let [low, high] = [0, duties / Math.min(...people.map(({ share }) => share))]
  for (let halving = 0; halving < 100; halving++) {
    const middle = (low + high) / 2
    if (at(middle).reduce((sum, count) => sum + count, 0) < duties) low = middle
    else high = middle
  }
  return at(high)
}

/** Counts of a complete deal, pins kept and gaps aside, nearest to the fair counts in least squares. */
function nearestDeal(problem: Problem, most: number[], fair: number[]): number[] {
  const board = new Board(problem, { open: 0, rule: 0, gap: 0, shortfall: 0 })
  placePins(board)
  const holders = dealEvenly(problem, board.holder, (person, count) =>
    count < (most[person] ?? 0) ? count - (fair[person] ?? 0) : Number.POSITIVE_INFINITY,
  )
  return fair.map((_, person) => holders.filter(holder => holder !== OPEN && holder === person).length)
}
