import { FlowNetwork } from './flow-network.ts'
import { OPEN, type Problem } from './problem.ts'

/**
 * Deals the free slots still open in `start` (by slot its holder, or `OPEN`) by every hard rule except the
 * distance of two units in time: blocks, posts, unavailability, barred and once-a-year groups, one person of a
 * clinic and one post for a person in a unit. Fills as many slots as these rules allow and, among all ways to do so,
 * makes the sum over people of `step(person, 0) + … + step(person, count − 1)` least. `step`, the cost of one
 * more duty, must not fall as the count rises; Infinity makes a maximum.
 *
 * Why: these rules are a flow slot → clinic within the unit → group of the person → person. The counts that
 * it can carry form a polymatroid, on which the greedy is optimal for convex separable costs: one more duty,
 * again and again, to whoever can have one at the least step, along an augmenting path. Who once cannot have
 * one more never can again. People of one clinic who may take different posts are no flow any more: they count as
 * of several clinics here, so that two of them may come to be in one unit.
 */
export function dealEvenly(
  problem: Problem,
  start: Int32Array,
  step: (person: number, count: number) => number,
): Int32Array {
  const { network, nodeOf, seats } = networkOf(problem, start)
  const count = new Int32Array(problem.people)
  for (const person of start) if (person !== OPEN) count[person] = (count[person] ?? 0) + 1
  const next = Float64Array.from(count, (held, person) => step(person, held))
  let hopeful = [...nodeOf.keys()]

  for (;;) {
    hopeful = hopeful.filter(person => next[person] !== Number.POSITIVE_INFINITY)
    if (hopeful.length === 0) break
    const least = hopeful.reduce(
      (low, person) => Math.min(low, next[person] ?? low),
      Number.POSITIVE_INFINITY,
    )
    const chosen = hopeful.filter(person => next[person] === least)
    const reached = network.sendOne(new Set(chosen.map(person => nodeOf[person] ?? 0)))
    if (reached === null) {
      hopeful = hopeful.filter(person => network.wasReached(nodeOf[person] ?? 0))
      continue
    }
    const taker = nodeOf.indexOf(reached)
    count[taker] = (count[taker] ?? 0) + 1
    next[taker] = step(taker, count[taker] ?? 0)
  }
  const holder = start.slice()
  for (const { slots, people } of seats) {
    const flows = ({ edge }: { edge: number }): boolean => network.flowOf(edge) > 0
    const [taken, person] = [slots.find(flows)?.slot, people.find(flows)?.person]
    if (taken !== undefined && person !== undefined) holder[taken] = person
  }
  return holder
}

/** One of several people for one of several slots of a unit, at most. */
type Seat = { slots: { slot: number; edge: number }[]; people: { person: number; edge: number }[] }

function networkOf(problem: Problem, start: Int32Array) {
  const { people, posts, clinic, group, unitOf, free } = problem
  const network = new FlowNetwork()
  const nodeOf = Array.from({ length: people }, () => network.addNode())
  const groupTaken = new Set(
    [...start.entries()]
      .filter(([, person]) => person !== OPEN)
      .map(([slot, person]) => `${person}:${group[unitOf[slot] ?? 0]}`),
  )
  const groupNodes = new Map<string, number>()
  const groupNode = (person: number, kind: number): number => {
    const key = `${person}:${kind}`
    const node = groupNodes.get(key) ?? network.addNode()
    if (!groupNodes.has(key)) network.addEdge(node, nodeOf[person] ?? 0, groupTaken.has(key) ? 0 : 1)
    groupNodes.set(key, node)
    return node
  }

  const open = Map.groupBy(
    [...free].filter(slot => start[slot] === OPEN),
    slot => unitOf[slot] ?? 0,
  )
  const seats = [...open].flatMap(([unit, slots]) => {
    const slotNodes = slots.map(slot => ({ slot, node: network.addNode() }))
    for (const { node } of slotNodes) network.addEdge(0, node, 1)
    const present = start.subarray(unit * posts, (unit + 1) * posts).filter(person => person !== OPEN)
    const clinicsThere = new Set(Array.from(present, person => clinic[person]))
    const kind = group[unit] ?? -1
    return [...alike(problem, slots)].flatMap((together): Seat[] => {
      const [first = 0] = together
      if (clinicsThere.has(clinic[first])) return []
      const [arrived, seated] = [network.addNode(), network.addNode()]
      network.addEdge(arrived, seated, 1)
      return [
        {
          slots: slotNodes
            .filter(({ slot }) => mayTake(problem, first, slot))
            .map(({ slot, node }) => ({ slot, edge: network.addEdge(node, arrived, 1) })),
          people: together.map(person => ({
            person,
            edge: network.addEdge(seated, kind < 0 ? (nodeOf[person] ?? 0) : groupNode(person, kind), 1),
          })),
        },
      ]
    })
  })
  return { network, nodeOf, seats }
}

const mayTake = ({ eligible, slots }: Problem, person: number, slot: number): boolean =>
  eligible[person * slots + slot] === 1

/** People who may take any of the slots of a unit, together when of one clinic and for the same slots. */
function alike(problem: Problem, slots: readonly number[]): Iterable<number[]> {
  const able = new Set(slots.flatMap(slot => [...(problem.candidates[slot] ?? [])]))
  const likeness = (person: number): string =>
    [problem.clinic[person], ...slots.filter(slot => mayTake(problem, person, slot))].join()
  return Map.groupBy(able, likeness).values()
}
