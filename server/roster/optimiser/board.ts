import { burdenCost, countCost } from './cost.ts'
import { NEVER_BOTH, OPEN, type Problem, WITHIN_GAP } from './problem.ts'

/** What an engine counts for each broken rule, so that a rota may pass through an unlawful state. */
export type Penalties = {
  /** For each slot that nobody holds. */
  open: number
  /** For each pair of one person's units that may never be together, two people of one clinic in a unit,
   *  each unit of a once-a-year group beyond the first, and each duty above a maximum. */
  rule: number
  /** For each pair of one person's units within a soft gap. */
  gap: number
  /** For each duty below a minimum. */
  shortfall: number
}

/**
 * A rota being made: who holds each slot, and what that costs, kept up to date with every change. The cost
 * is `costOf` plus the penalties; only where a person holds two posts of one unit, which is a broken rule, are
 * spacing and wishes counted for both. The tables behind it are sums that `place` and `lift` keep.
 * Index reads are cast, not defaulted: every index comes from the problem, and this is where the time goes.
 */
export class Board {
  readonly problem: Problem
  /** By slot: the person who holds it, or `OPEN`. To be read only. */
  readonly holder: Int32Array
  cost: number
  readonly #penalties: Penalties
  readonly #pairPenalty: number[]
  /** By person × number: the slots a person holds, in no order, the first `#count` of a row. */
  readonly #held: Int32Array
  readonly #count: Int32Array
  readonly #load: Float64Array
  /** By person × window: the units inside. */
  readonly #inWindow: Int32Array
  /** By person × once-a-year group: the units of the group. */
  readonly #inGroup: Int32Array

  /** Every slot open. */
  constructor(problem: Problem, penalties: Penalties) {
    const { people, slots, windows } = problem
    this.problem = problem
    this.holder = new Int32Array(slots).fill(OPEN)
    this.#penalties = penalties
    this.#pairPenalty = [0, penalties.gap, penalties.rule]
    this.#held = new Int32Array(people * slots)
    this.#count = new Int32Array(people)
    this.#load = new Float64Array(people)
    this.#inWindow = new Int32Array(people * windows)
    this.#inGroup = new Int32Array(people * 2)
    this.cost = problem.unmetCost + penalties.open * slots
    for (let person = 0; person < people; person++) this.cost += this.#countAndBurden(person)
  }

  countOf(person: number): number {
    return this.#count[person] as number
  }

  heldBy(person: number, index: number): number {
    return this.#held[person * this.problem.slots + index] as number
  }

  /** Gives an open slot to a person. */
  place(person: number, slot: number): void {
    const { unitOf, load, group, firstWindow, lastWindow, windows, slots, weights } = this.problem
    const unit = unitOf[slot] as number
    let change = this.#slotCost(person, slot, unit) - this.#penalties.open
    change += this.#clashes(person, slot, unit) - this.#countAndBurden(person)

    this.holder[slot] = person
    this.#held[person * slots + (this.#count[person] as number)] = slot
    this.#count[person] = (this.#count[person] as number) + 1
    this.#load[person] = (this.#load[person] as number) + (load[slot] as number)
    change += this.#countAndBurden(person)

    const last = person * windows + (lastWindow[unit] as number)
    for (let window = person * windows + (firstWindow[unit] as number); window <= last; window++) {
      const inside = this.#inWindow[window] as number
      if (inside > 0) change += weights.spacing
      this.#inWindow[window] = inside + 1
    }
    const kind = group[unit] as number
    if (kind >= 0) {
      const before = this.#inGroup[person * 2 + kind] as number
      if (before > 0) change += this.#penalties.rule
      this.#inGroup[person * 2 + kind] = before + 1
    }
    this.cost += change
  }

  /** Takes a slot from its holder: `place` backwards. */
  lift(slot: number): void {
    const { unitOf, load, group, firstWindow, lastWindow, windows, slots, weights } = this.problem
    const unit = unitOf[slot] as number
    const person = this.holder[slot] as number
    let change = this.#penalties.open - this.#slotCost(person, slot, unit) - this.#countAndBurden(person)

    this.holder[slot] = OPEN
    const last = person * slots + (this.#count[person] as number) - 1
    let place = person * slots
    while (this.#held[place] !== slot) place++
    this.#held[place] = this.#held[last] as number
    this.#count[person] = (this.#count[person] as number) - 1
    this.#load[person] = (this.#load[person] as number) - (load[slot] as number)
    change += this.#countAndBurden(person) - this.#clashes(person, slot, unit)

    const lastOf = person * windows + (lastWindow[unit] as number)
    for (let window = person * windows + (firstWindow[unit] as number); window <= lastOf; window++) {
      const inside = this.#inWindow[window] as number
      if (inside > 1) change -= weights.spacing
      this.#inWindow[window] = inside - 1
    }
    const kind = group[unit] as number
    if (kind >= 0) {
      const before = this.#inGroup[person * 2 + kind] as number
      if (before > 1) change -= this.#penalties.rule
      this.#inGroup[person * 2 + kind] = before - 1
    }
    this.cost += change
  }

  /** True when the person may take the open slot beside everything on the board, by every hard rule but the minimum. */
  mayTake(person: number, slot: number): boolean {
    const { unitOf, units, eligible, pinned, group, max } = this.problem
    const unit = unitOf[slot] as number
    const kind = group[unit] as number
    return (
      eligible[person * units + unit] === 1 &&
      (pinned[slot] === OPEN || pinned[slot] === person) &&
      this.countOf(person) < (max[person] as number) &&
      (kind < 0 || this.#inGroup[person * 2 + kind] === 0) &&
      !this.#clinicInUnit(person, slot, unit) &&
      this.pairsOf(person, slot, NEVER_BOTH) === 0
    )
  }

  /** How many of the slots a person holds, other than this one, stand to it in a given relation. */
  pairsOf(person: number, slot: number, wanted: number): number {
    const { unitOf, units, relation } = this.problem
    const row = (unitOf[slot] as number) * units
    let found = 0
    for (let index = 0; index < this.countOf(person); index++) {
      const other = this.heldBy(person, index)
      if (other !== slot && relation[row + (unitOf[other] as number)] === wanted) found++
    }
    return found
  }

  /** Open slots, units within a soft gap and duties below a minimum, what even a lawful board may lack. */
  lacks(): { open: number; shortfall: number; withinGap: number } {
    const { people, min } = this.problem
    let [open, shortfall, pairs] = [0, 0, 0]
    for (let slot = 0; slot < this.holder.length; slot++) {
      const person = this.holder[slot] as number
      if (person === OPEN) open++
      else pairs += this.pairsOf(person, slot, WITHIN_GAP)
    }
    for (let person = 0; person < people; person++) {
      shortfall += Math.max(0, (min[person] as number) - this.countOf(person))
    }
    return { open, shortfall, withinGap: pairs / 2 }
  }

  /** The wishes of one placement. */
  #slotCost(person: number, slot: number, unit: number): number {
    const { wishCost, units, published, weights } = this.problem
    const cost = wishCost[person * units + unit] as number
    return published[slot] === person ? cost - weights.change : cost
  }

  /** Penalties between a slot and the rest of what its person and its unit have; the slot itself not on the board. */
  #clashes(person: number, slot: number, unit: number): number {
    const { unitOf, units, relation, slots } = this.problem
    let penalty = this.#clinicInUnit(person, slot, unit) * this.#penalties.rule
    const row = unit * units
    const first = person * slots
    const end = first + (this.#count[person] as number)
    for (let index = first; index < end; index++) {
      const other = unitOf[this.#held[index] as number] as number
      penalty += this.#pairPenalty[relation[row + other] as number] as number
    }
    return penalty
  }

  /** How many other people of the person's clinic hold another post of the unit. */
  #clinicInUnit(person: number, slot: number, unit: number): number {
    const { posts, clinic } = this.problem
    let found = 0
    const end = (unit + 1) * posts
    for (let other = unit * posts; other < end; other++) {
      const holder = this.holder[other] as number
      if (other !== slot && holder !== OPEN && holder !== person && clinic[holder] === clinic[person]) found++
    }
    return found
  }

  #countAndBurden(person: number): number {
    const { min, max, fairCount, fairBurden, weights } = this.problem
    const count = this.#count[person] as number
    const deviation = (this.#load[person] as number) - (fairBurden[person] as number)
    let cost = countCost(weights.count, fairCount[person] as number, count)
    cost += burdenCost(weights.burden, weights.deadBand, deviation)
    if (count < (min[person] as number)) cost += this.#penalties.shortfall * ((min[person] as number) - count)
    if (count > (max[person] as number)) cost += this.#penalties.rule * (count - (max[person] as number))
    return cost
  }
}
