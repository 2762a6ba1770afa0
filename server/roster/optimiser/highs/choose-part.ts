import type { Board } from '../board.ts'
import type { Random } from '../random.ts'

/** Slots to deal anew, and the people who may have them, everybody unless given. */
export type Part = { opened: readonly number[]; among?: ReadonlySet<number> }

/** A place where a rota costs something that another might not: who would be concerned, and around which unit. */
type Fault = { people: readonly number[]; unit: number }

/** Days on either side of a fault for a part of both people and time. */
const AROUND = 21

/**
 * A part of a complete rota, of about `size` choices, around one of its faults by chance: everybody's duties for some days, all duties of some
 * people, or their duties for some weeks, the last two dealt among those people only.
 */
export function choosePart(board: Board, size: number, random: Random): Part {
  const faults = faultsOf(board)
  const fault = faults[random.below(faults.length)] ?? anywhere(board, random)
  switch (random.below(4)) {
    case 0:
      return daysAround(board, fault, size)
    case 1:
      return peopleAround(board, fault, size, random, Number.POSITIVE_INFINITY)
    default:
      return peopleAround(board, fault, size, random, AROUND)
  }
}

function anywhere({ problem, holder }: Board, random: Random): Fault {
  const slot = problem.free[random.below(problem.free.length)] ?? 0
  return { people: [holder[slot] ?? 0], unit: problem.unitOf[slot] ?? 0 }
}

/** Wishes not granted, avoided units taken, and units in crowded weeks. */
function faultsOf(board: Board): Fault[] {
  const { people, units, posts, slots, eligible, wishCost } = board.problem
  const faults: Fault[] = []
  for (let unit = 0; unit < units; unit++) {
    const holders = [...board.holder.subarray(unit * posts, (unit + 1) * posts)]
    for (let person = 0; person < people; person++) {
      const pair = person * units + unit
      const holds = holders.includes(person)
      const first = person * slots + unit * posts
      const wanted = (wishCost[pair] ?? 0) < 0 && eligible.subarray(first, first + posts).includes(1)
      const avoided = (wishCost[pair] ?? 0) > 0
      if (wanted && !holds) faults.push({ people: [person, ...holders], unit })
      if (holds && (avoided || isCrowded(board, person, unit))) faults.push({ people: [person], unit })
    }
  }
  return faults
}

function isCrowded(board: Board, person: number, unit: number): boolean {
  const { firstWindow, lastWindow, weights } = board.problem
  if (weights.spacing === 0) return false
  for (let window = firstWindow[unit] ?? 0; window <= (lastWindow[unit] ?? -1); window++) {
    if (board.insideWindow(person, window) > 1) return true
  }
  return false
}

function daysAround({ problem }: Board, { unit }: Fault, size: number): Part {
  const { free, candidates } = problem
  const nearest = [...free].sort((a, b) => distance(problem, a, unit) - distance(problem, b, unit) || a - b)
  const opened: number[] = []
  let choices = 0
  for (const slot of nearest) {
    choices += candidates[slot]?.length ?? 0
    if (choices > size && opened.length > 0) break
    opened.push(slot)
  }
  return { opened }
}

function peopleAround(
  { problem, holder }: Board,
  fault: Fault,
  size: number,
  random: Random,
  days: number,
): Part {
  const near = [...problem.free].filter(slot => distance(problem, slot, fault.unit) <= days)
  const among = new Set(fault.people)
  const heldByThem = () => near.filter(slot => among.has(holder[slot] ?? 0))
  let opened = heldByThem()
  for (let tries = 0; tries < problem.people; tries++) {
    among.add(random.below(problem.people))
    const more = heldByThem()
    if (more.length * among.size > size) break
    opened = more
  }
  return { opened, among }
}

const distance = ({ day, unitOf }: Board['problem'], slot: number, unit: number): number =>
  Math.abs((day[unitOf[slot] ?? 0] ?? 0) - (day[unit] ?? 0))
