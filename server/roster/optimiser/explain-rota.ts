import type { Board } from './board.ts'
import { exact } from './cost.ts'
import { takesPost } from './hard-rules.ts'
import type { Assignment, RotaInstance } from './instance.ts'
import { placeRota, slotOf } from './place-rota.ts'
import { NEVER_BOTH, OPEN } from './problem.ts'

/** Why somebody cannot have an assignment, not even in exchange for one of theirs. */
type Hindrance =
  | 'otherPost'
  | 'unavailable'
  | 'barredGroup'
  | 'aboveMax'
  | 'groupTwice'
  | 'withinGap'
  | 'sameClinic'
  /** The one who has it would fall below their minimum. */
  | 'belowMin'

/** Somebody who could: the rota would cost so much more, with `exchange` going the other way where that is cheaper. */
type Candidate = { person: string; cost: number; exchange: { unit: string; post: string } | null }

/**
 * Why a person has an assignment: it is pinned, or these others could have it at this cost, the cheapest first, and
 * those could not. People of other blocks are left out.
 */
export type Explanation = {
  unit: string
  post: string
  person: string
  pinned: boolean
  could: Candidate[]
  couldNot: { person: string; because: Hindrance }[]
}

/**
 * Who else could have each assignment of a lawful rota, alone or in exchange for one of theirs, and what the
 * rota would cost more; a cost below 0 is an improvement. Everything else stays as it is.
 */
export function explainRota(instance: RotaInstance, assignments: readonly Assignment[]): Explanation[] {
  const board = placeRota(instance, assignments)
  return [...board.holder.keys()].flatMap(slot => explain(instance, board, slot) ?? [])
}

/** The same for one post after another, null for one that is open: where they are not needed all at once. */
export function explainerOf(
  instance: RotaInstance,
  assignments: readonly Assignment[],
): (post: { unit: string; post: string }) => Explanation | null {
  const board = placeRota(instance, assignments)
  return post => explain(instance, board, slotOf(instance, post))
}

/** The explanation of one post alone, null when it is open. */
export const explainOne = (
  instance: RotaInstance,
  assignments: readonly Assignment[],
  post: { unit: string; post: string },
): Explanation | null => explainerOf(instance, assignments)(post)

function explain(instance: RotaInstance, board: Board, slot: number): Explanation | null {
  const { people } = instance
  const holder = board.holder[slot] ?? OPEN
  if (holder === OPEN) return null
  const about = { ...nameOf(instance, slot), person: people[holder]?.id ?? '' }
  if (board.problem.pinned[slot] !== OPEN) return { ...about, pinned: true, could: [], couldNot: [] }
  const block = instance.units[board.problem.unitOf[slot] ?? 0]?.block ?? ''
  const could: Candidate[] = []
  const couldNot: Explanation['couldNot'] = []
  for (const [person, { id, blocks }] of people.entries()) {
    if (person === holder || !blocks.includes(block)) continue
    const ways = waysToHave(board, person, slot, holder).sort((a, b) => a.cost - b.cost)
    const best = ways[0]
    if (best) {
      const exchange = best.given === OPEN ? null : nameOf(instance, best.given)
      could.push({ person: id, cost: exact(best.cost), exchange })
    } else couldNot.push({ person: id, because: hindranceOf(instance, board, person, slot) })
  }
  return { ...about, pinned: false, could: could.sort((a, b) => a.cost - b.cost), couldNot }
}

function nameOf({ units, posts }: RotaInstance, slot: number): { unit: string; post: string } {
  const unit = units[Math.floor(slot / posts.length)]?.id ?? ''
  return { unit, post: posts[slot % posts.length] ?? '' }
}

type Way = { cost: number; given: number }

/** Lawful ways for a person to have a slot: simply, or for each slot of theirs in exchange. Leaves the board as it was. */
function waysToHave(board: Board, person: number, slot: number, holder: number): Way[] {
  const { pinned, min } = board.problem
  const before = board.cost
  const ways: Way[] = []
  const own = slotsOf(board, person)
  board.lift(slot)
  if (board.countOf(holder) >= (min[holder] ?? 0) && board.mayTake(person, slot)) {
    board.place(person, slot)
    ways.push({ cost: board.cost - before, given: OPEN })
    board.lift(slot)
  }
  for (const given of own.filter(one => pinned[one] === OPEN)) {
    board.lift(given)
    if (board.mayTake(person, slot)) {
      board.place(person, slot)
      if (board.mayTake(holder, given)) {
        board.place(holder, given)
        ways.push({ cost: board.cost - before, given })
        board.lift(given)
      }
      board.lift(slot)
    }
    board.place(person, given)
  }
  board.place(holder, slot)
  return ways
}

const slotsOf = (board: Board, person: number): number[] =>
  Array.from({ length: board.countOf(person) }, (_, index) => board.heldBy(person, index))

/** The first rule in the way of somebody who can have the slot in no way. */
function hindranceOf(instance: RotaInstance, board: Board, person: number, slot: number): Hindrance {
  const { unitOf, units, posts, slots, eligible, relation, max, group } = board.problem
  const unit = unitOf[slot] ?? 0
  if (eligible[person * slots + slot] !== 1) {
    const [who, what] = [instance.people[person], instance.units[unit]]
    const post = instance.posts[slot % posts] ?? ''
    const notHere = instance.notPosts?.some(
      one => one.person === who?.id && one.unit === what?.id && one.post === post,
    )
    if (notHere || (who && !takesPost(who, post))) return 'otherPost'
    const away = instance.unavailable.some(one => one.person === who?.id && one.unit === what?.id)
    return away ? 'unavailable' : 'barredGroup'
  }
  const held = slotsOf(board, person).map(one => unitOf[one] ?? 0)
  if (held.some(other => relation[other * units + unit] === NEVER_BOTH)) return 'withinGap'
  const kind = group[unit] ?? -1
  if (kind >= 0 && held.some(other => group[other] === kind)) return 'groupTwice'
  if (board.clinicsInUnit(person, slot) > 0) return 'sameClinic'
  return held.length >= (max[person] ?? 0) ? 'aboveMax' : 'belowMin'
}
