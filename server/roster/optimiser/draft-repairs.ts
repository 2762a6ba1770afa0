import type { Board } from './board.ts'
import { NEVER_BOTH, OPEN } from './problem.ts'

/** A slot that somebody has given up, `OPEN` where nobody had it. */
type Vacancy = { slot: number; from: number }

/** A repair, or the beginning of one: who takes which slots, and which still need somebody. */
export type Draft = { changes: readonly (Vacancy & { to: number })[]; open: readonly Vacancy[]; cost: number }

export type RepairTask = {
  vacant: readonly Vacancy[]
  /** By person: duties before the repair, and how many there must be after it. */
  had: readonly number[]
  least: readonly number[]
}

/**
 * Beginnings kept after each change, the cheapest: all of them for an absence of a few weeks in an association of some
 * dozens, fewer where each takes longer to go on from, so that an answer never takes more than moments.
 */
const widthFor = (slots: number, vacant: number): number =>
  Math.min(3_000, Math.max(10, Math.floor(220_000 / (slots * Math.max(1, vacant) ** 2))))
/** Beyond so many times the width, the dearest are dropped early, to spare memory. */
const CROWD = 5

/**
 * Lawful ways, at most `most` changes each, to give the vacant slots to somebody and leave everybody the least they
 * must have, the cheapest first; `complete` unless some beginnings had to be dropped. The board has the rest of the
 * rota on it, and has it again afterwards.
 *
 * Change by change: an open slot goes to somebody, for whom what is in the way is given up and is then open; when none
 * is open, somebody who has lost a duty may take one over. Every repair of which no part could be left out is reached
 * so, because its changes are linked by the people who give and take.
 */
export function draftRepairs(
  board: Board,
  task: RepairTask,
  most: number,
): { drafts: Draft[]; complete: boolean } {
  const width = widthFor(board.problem.slots, task.vacant.length)
  const drafts: Draft[] = []
  let complete = true
  let layer: Draft[] = [{ changes: [], open: task.vacant, cost: board.cost }]
  while (layer.length > 0) {
    let next = new Map<string, Draft>()
    for (const draft of layer) {
      if (next.size > CROWD * width) {
        next = new Map([...next].sort(([, a], [, b]) => byCost(a, b)).slice(0, width))
        complete = false
      }
      withDraft(board, draft, () => {
        const enough = task.least.every((least, person) => board.countOf(person) >= least)
        if (draft.open.length === 0 && enough) drafts.push(draft)
        for (const longer of nextOf(board, task, draft, most)) next.set(keyOf(longer), longer)
      })
    }
    const all = [...next.values()].sort(byCost)
    complete &&= all.length <= width
    layer = all.slice(0, width)
  }
  return { drafts: drafts.sort(byCost), complete }
}

/** Shows the board with a draft's changes made and its open slots open, then takes all back. */
export function withDraft<Result>(board: Board, { changes, open }: Draft, look: () => Result): Result {
  const before = board.cost
  const given = [...changes, ...open].filter(({ from }) => from !== OPEN)
  for (const { slot } of given) board.lift(slot)
  for (const { slot, to } of changes) board.place(to, slot)
  const result = look()
  for (const { slot } of changes) board.lift(slot)
  for (const { slot, from } of given) board.place(from, slot)
  board.cost = before
  return result
}

/** The drafts with one change more that still can be finished with `most` changes. */
function nextOf(board: Board, task: RepairTask, draft: Draft, most: number): Draft[] {
  const room = most - draft.changes.length - draft.open.length
  const [vacancy, ...open] = draft.open
  if (vacancy) {
    const rest = { changes: draft.changes, open }
    return [...(board.problem.candidates[vacancy.slot] ?? [])].flatMap(to =>
      take(board, rest, vacancy, to, room),
    )
  }
  return room > 0 ? handovers(board, task, draft, room - 1) : []
}

/** Somebody who has fewer than they had takes over a slot of another. */
function handovers(board: Board, { had }: RepairTask, draft: Draft, room: number): Draft[] {
  const losers = had.flatMap((count, person) => (board.countOf(person) < count ? [person] : []))
  return [...board.problem.free].flatMap(slot => {
    const from = board.holder[slot] ?? OPEN
    if (from === OPEN || !mayChange(board, draft, slot)) return []
    board.lift(slot)
    const drafts = losers.flatMap(to => take(board, draft, { slot, from }, to, room))
    board.place(from, slot)
    return drafts
  })
}

/**
 * The ways for a person to take a vacancy: what is in the way of it is given up, and as they like, one of their other
 * slots too; `room` is how many may be.
 */
function take(board: Board, draft: Omit<Draft, 'cost'>, vacancy: Vacancy, to: number, room: number): Draft[] {
  if (to === vacancy.from) return []
  const inTheWay = slotsInTheWay(board, to, vacancy.slot)
  if (inTheWay.length > room || !inTheWay.every(({ slot }) => mayChange(board, draft, slot))) return []
  const spare = inTheWay.length < room ? slotsOf(board, to).filter(slot => mayChange(board, draft, slot)) : []
  const changes = [...draft.changes, { ...vacancy, to }]
  const giving = (given: readonly Vacancy[]): Draft[] => {
    for (const { slot } of given) board.lift(slot)
    const drafts: Draft[] = []
    if (board.mayTake(to, vacancy.slot)) {
      board.place(to, vacancy.slot)
      drafts.push({ changes, open: [...draft.open, ...given], cost: board.cost })
      board.lift(vacancy.slot)
    }
    for (const { slot, from } of given) board.place(from, slot)
    return drafts
  }
  const others = spare.filter(slot => !inTheWay.some(one => one.slot === slot))
  return [giving(inTheWay), ...others.map(slot => giving([...inTheWay, { slot, from: to }]))].flat()
}

/** What a hard rule forbids beside the slot: units of the person too near or of the same group, people of their clinic. */
function slotsInTheWay(board: Board, person: number, slot: number): Vacancy[] {
  const { unitOf, units, posts, relation, group, clinic } = board.problem
  const unit = unitOf[slot] ?? 0
  const kind = group[unit] ?? -1
  const own = slotsOf(board, person).filter(other => {
    const held = unitOf[other] ?? 0
    return relation[held * units + unit] === NEVER_BOTH || (kind >= 0 && group[held] === kind)
  })
  const together = Array.from({ length: posts }, (_, post) => unit * posts + post).filter(other => {
    const holder = board.holder[other] ?? OPEN
    return holder !== OPEN && holder !== person && clinic[holder] === clinic[person]
  })
  return [...own, ...together].map(other => ({ slot: other, from: board.holder[other] ?? OPEN }))
}

const slotsOf = (board: Board, person: number): number[] =>
  Array.from({ length: board.countOf(person) }, (_, index) => board.heldBy(person, index))

const mayChange = ({ problem }: Board, { changes, open }: Omit<Draft, 'cost'>, slot: number): boolean =>
  problem.pinned[slot] === OPEN && ![...changes, ...open].some(one => one.slot === slot)

const byCost = (a: Draft, b: Draft): number => a.cost - b.cost || a.changes.length - b.changes.length

/** The same changes in another order are the same draft. */
const keyOf = ({ changes, open }: Draft): string =>
  `${changes
    .map(({ slot, to }) => `${slot}:${to}`)
    .sort()
    .join()} ${open
    .map(({ slot }) => slot)
    .sort()
    .join()}`
