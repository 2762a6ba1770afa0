import { FlowNetwork } from './flow-network.ts'
import { OPEN, type Problem } from './problem.ts'

/**
 * Deals the free slots still open in `start` (by slot its holder, or `OPEN`) by every hard rule except the
 * distance of two units in time: blocks, unavailability, barred and once-a-year groups, one person of a
 * clinic and one post for a person in a unit. Fills as many slots as these rules allow and, among all ways to do so,
 * makes the sum over people of `step(person, 0) + … + step(person, count − 1)` least. `step`, the cost of one
 * more duty, must not fall as the count rises; Infinity makes a maximum.
 *
 * Why: these rules are a flow unit → clinic within the unit → group of the person → person. The counts that
 * it can carry form a polymatroid, on which the greedy is optimal for convex separable costs: one more duty,
 * again and again, to whoever can have one at the least step, along an augmenting path. Who once cannot have
 * one more never can again.
 */
export function dealEvenly(
  problem: Problem,
  start: Int32Array,
  step: (person: number, count: number) => number,
): Int32Array {
  const { network, nodeOf, duties } = networkOf(problem, start)
  const count = new Int32Array(problem.people)
  for (const person of start) if (person !== OPEN) count[person] = (count[person] ?? 0) + 1
  const next = Float64Array.from(count, (held, person) => step(person, held))
  const personAt = new Map(nodeOf.map((node, person) => [node, person]))
  let hopeful = [...nodeOf.keys()]

  for (;;) {
    hopeful = hopeful.filter(person => next[person] !== Number.POSITIVE_INFINITY)
    if (hopeful.length === 0) break
    const least = hopeful.reduce(
      (low, person) => Math.min(low, next[person] ?? low),
      Number.POSITIVE_INFINITY,
    )
    const chosen = new Set(hopeful.filter(person => next[person] === least))
    let taker = OPEN
    const { sent, reached } = network.sendOne(node => {
      taker = personAt.get(node) ?? OPEN
      return chosen.has(taker)
    })
    if (!sent) {
      hopeful = hopeful.filter(person => reached.has(nodeOf[person] ?? 0))
      continue
    }
    count[taker] = (count[taker] ?? 0) + 1
    next[taker] = step(taker, count[taker] ?? 0)
  }
  return holdersOf(
    problem,
    start,
    duties.filter(({ edge }) => network.flowOf(edge) > 0),
  )
}

type Duty = { unit: number; person: number; edge: number }

function networkOf(problem: Problem, start: Int32Array) {
  const { people, posts, candidates, clinic, group, unitOf } = problem
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

  const duties: Duty[] = []
  for (const [unit, slots] of openSlots(problem, start)) {
    const unitNode = network.addNode()
    network.addEdge(0, unitNode, slots.length)
    const present = start.subarray(unit * posts, (unit + 1) * posts).filter(person => person !== OPEN)
    const clinicsThere = new Set(Array.from(present, person => clinic[person]))
    const kind = group[unit] ?? -1
    const clinicNodes = new Map<number, number>()
    for (const person of candidates[slots[0] ?? 0] ?? []) {
      const own = clinic[person] ?? 0
      if (clinicsThere.has(own)) continue
      const clinicNode = clinicNodes.get(own) ?? network.addNode()
      if (!clinicNodes.has(own)) network.addEdge(unitNode, clinicNode, 1)
      clinicNodes.set(own, clinicNode)
      const target = kind < 0 ? (nodeOf[person] ?? 0) : groupNode(person, kind)
      duties.push({ unit, person, edge: network.addEdge(clinicNode, target, 1) })
    }
  }
  return { network, nodeOf, duties }
}

/** By unit, its free slots that nobody holds. */
function openSlots({ free, unitOf }: Problem, start: Int32Array): Map<number, number[]> {
  const open = [...free].filter(slot => start[slot] === OPEN)
  return Map.groupBy(open, slot => unitOf[slot] ?? 0)
}

function holdersOf(problem: Problem, start: Int32Array, dealt: Duty[]): Int32Array {
  const holder = start.slice()
  const open = openSlots(problem, start)
  for (const { unit, person } of dealt) {
    const slot = open.get(unit)?.shift()
    if (slot !== undefined) holder[slot] = person
  }
  return holder
}
