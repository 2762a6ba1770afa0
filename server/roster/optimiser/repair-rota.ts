import type { Board } from './board.ts'
import { exact } from './cost.ts'
import { type Draft, draftRepairs, withDraft } from './draft-repairs.ts'
import type { RotaInstance } from './instance.ts'
import { placeRota, slotOf } from './place-rota.ts'
import { OPEN } from './problem.ts'

/** Somebody who cannot hold some units of the published rota after all. */
export type Absence = { person: string; units: readonly string[] }

/** One post that goes from one person to another; `from` is null where it was open. */
type Change = { unit: string; post: string; from: string | null; to: string }

/** What a repair does to one person: units held, and quarter points above the fair burden. */
type Effect = {
  person: string
  units: { before: number; after: number }
  offShare: { before: number; after: number }
}

/** `cost` is how much dearer the rota becomes, nearness to the published one aside; below 0 it becomes fairer. */
export type Repair = { changes: Change[]; cost: number; effects: Effect[] }

/**
 * `fewest`: repairs with the fewest changed posts there can be, the cheapest first. `fairer`: repairs with up to one
 * swap more that cost less than the best of those, the cheapest first. `belowMin`: no repair was found that leaves the
 * absent person the minimum, and these do not. `complete` is false when there were too many ways to try them all.
 */
export type RepairOffers = { fewest: Repair[]; fairer: Repair[]; belowMin: boolean; complete: boolean }

/** Offers of each kind. */
const OFFERS = 5
/** One swap changes two posts. */
const SWAP = 2
/** More posts changed than were vacated that are looked into for want of a repair with fewer. */
const DETOUR = 3

/**
 * Repairs of the `published` rota of an instance for an absence. Nobody comes to hold what a hard rule forbids beside
 * the rest, and nobody falls below a minimum that was kept; what is given stays, and so do pins, except those of
 * the absent person's units.
 */
export function repairRota(instance: RotaInstance, absence: Absence): RepairOffers {
  const { published = [], ...rest } = instance
  const gone = (unit: string, person: string): boolean =>
    person === absence.person && absence.units.includes(unit)
  const without: RotaInstance = {
    ...rest,
    unavailable: [...rest.unavailable, ...absence.units.map(unit => ({ person: absence.person, unit }))],
    pins: rest.pins.filter(({ unit, person }) => !gone(unit, person)),
  }
  const board = placeRota(without, [...(instance.given ?? []), ...published])
  const before = stateOf(board)
  for (const one of published) {
    const slot = slotOf(instance, one)
    if (gone(one.unit, one.person) && board.problem.given[slot] === OPEN) board.lift(slot)
  }
  const vacant = [...board.holder.entries()].flatMap(([slot, holder]) =>
    holder === OPEN ? [{ slot, from: OPEN }] : [],
  )
  const kept = before.counts.map((count, person) => Math.min(count, board.problem.min[person] ?? 0))
  const waived = kept.map((least, person) => (instance.people[person]?.id === absence.person ? 0 : least))

  for (const least of [kept, waived]) {
    const task = { vacant, had: before.counts, least }
    for (let most = vacant.length; most <= vacant.length + DETOUR; most++) {
      const fewest = draftRepairs(board, task, most)
      const best = fewest.drafts[0]
      if (!best) continue
      const more = draftRepairs(board, task, most + SWAP)
      const name = (draft: Draft): Repair => nameRepair(instance, board, before, draft)
      return {
        fewest: fewest.drafts.slice(0, OFFERS).map(name),
        fairer: more.drafts
          .filter(({ cost }) => cost < best.cost - 1e-9)
          .slice(0, OFFERS)
          .map(name),
        belowMin: least === waived,
        complete: fewest.complete,
      }
    }
  }
  return { fewest: [], fairer: [], belowMin: false, complete: false }
}

type BoardState = { cost: number; holder: Int32Array; counts: number[]; loads: number[] }

const stateOf = (board: Board): BoardState => {
  const people = Array.from({ length: board.problem.people }, (_, person) => person)
  return {
    cost: board.cost,
    holder: board.holder.slice(),
    counts: people.map(person => board.countOf(person)),
    loads: people.map(person => board.loadOf(person)),
  }
}

function nameRepair(
  { units, posts, people }: RotaInstance,
  board: Board,
  before: BoardState,
  draft: Draft,
): Repair {
  const idOf = (person: number | undefined): string => people[person ?? OPEN]?.id ?? ''
  const after = withDraft(board, draft, () => stateOf(board))
  const effects = people.flatMap(({ id }, person) => {
    const fair = board.problem.fairBurden[person] ?? 0
    const [was, is] = [before, after].map(state => ({
      units: state.counts[person] ?? 0,
      offShare: exact((state.loads[person] ?? 0) - fair),
    }))
    if (!was || !is || (was.units === is.units && was.offShare === is.offShare)) return []
    return [
      {
        person: id,
        units: { before: was.units, after: is.units },
        offShare: { before: was.offShare, after: is.offShare },
      },
    ]
  })
  const changes = draft.changes.map(({ slot, to }) => ({
    unit: units[Math.floor(slot / posts.length)]?.id ?? '',
    post: posts[slot % posts.length] ?? '',
    from: before.holder[slot] === OPEN ? null : idOf(before.holder[slot]),
    to: idOf(to),
  }))
  return { changes, cost: exact(after.cost - before.cost), effects }
}
