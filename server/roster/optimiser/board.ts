import { burdenCost, countCost } from './cost.ts'
import { APART, NEVER_BOTH, OPEN, type Problem, WITHIN_GAP } from './problem.ts'

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

/** For a board that is lawful anyway: its cost is `costOf`. */
export const NO_PENALTIES: Penalties = { open: 0, rule: 0, gap: 0, shortfall: 0 }

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
  readonly penalties: Penalties
  /** By person × number: the slots a person holds, in no order, the first `#count` of a row. */
  readonly #held: Int32Array
  readonly #count: Int32Array
  readonly #load: Float64Array
  /** By person: what count and burden cost now. */
  readonly #fairness: Float64Array
  /** By person × unit: how many held units may never be with it, and how many lie within a soft gap. */
  readonly #never: Uint16Array
  readonly #within: Uint16Array
  /** By person × window: the units inside. */
  readonly #inWindow: Uint16Array
  /** By person × once-a-year group: the units of the group. */
  readonly #inGroup: Uint16Array

  /** Every slot open. */
  constructor(problem: Problem, penalties: Penalties) {
    const { people, units, slots, windows } = problem
    this.problem = problem
    this.holder = new Int32Array(slots).fill(OPEN)
    this.penalties = penalties
    this.#held = new Int32Array(people * slots)
    this.#count = new Int32Array(people)
    this.#load = new Float64Array(people)
    this.#fairness = new Float64Array(people)
    this.#never = new Uint16Array(people * units)
    this.#within = new Uint16Array(people * units)
    this.#inWindow = new Uint16Array(people * windows)
    this.#inGroup = new Uint16Array(people * 2)
    this.cost = problem.unmetCost + penalties.open * slots
    for (let person = 0; person < people; person++) {
      this.#fairness[person] = this.#countAndBurden(person, 0, 0)
      this.cost += this.#fairness[person] as number
    }
  }

  countOf(person: number): number {
    return this.#count[person] as number
  }

  /** Quarter points of the slots a person holds. */
  loadOf(person: number): number {
    return this.#load[person] as number
  }

  heldBy(person: number, index: number): number {
    return this.#held[person * this.problem.slots + index] as number
  }

  /** What count and burden of a person cost. */
  fairnessOf(person: number): number {
    return this.#fairness[person] as number
  }

  /** How many of a person's units lie in a spacing window. */
  insideWindow(person: number, window: number): number {
    return this.#inWindow[person * this.problem.windows + window] as number
  }

  /** Gives an open slot to a person. */
  place(person: number, slot: number): void {
    const { slots } = this.problem
    const count = this.#count[person] as number
    this.cost += this.gain(person, OPEN, slot) - this.penalties.open
    this.cost += this.penalties.rule * this.clinicsInUnit(person, slot)
    this.#setFairness(person, 1, this.problem.load[slot] as number)

    this.holder[slot] = person
    this.#held[person * slots + count] = slot
    this.#count[person] = count + 1
    this.#load[person] = (this.#load[person] as number) + (this.problem.load[slot] as number)
    this.#record(person, slot, 1)
  }

  /** Takes a slot from its holder: `place` backwards. */
  lift(slot: number): void {
    const { slots } = this.problem
    const person = this.holder[slot] as number
    const last = person * slots + (this.#count[person] as number) - 1
    this.cost += this.#loss(person, slot) + this.penalties.open
    this.cost -= this.penalties.rule * this.clinicsInUnit(person, slot)
    this.#setFairness(person, -1, -(this.problem.load[slot] as number))

    this.holder[slot] = OPEN
    let place = person * slots
    while (this.#held[place] !== slot) place++
    this.#held[place] = this.#held[last] as number
    this.#count[person] = (this.#count[person] as number) - 1
    this.#load[person] = (this.#load[person] as number) - (this.problem.load[slot] as number)
    this.#record(person, slot, -1)
  }

  /**
   * How much the cost would rise for one person who gave up a slot and took another, `OPEN` for neither: all
   * but the penalties between people, of clinics and open slots.
   */
  rise(person: number, lost: number, gained: number): number {
    const { load } = this.problem
    const duties = (gained === OPEN ? 0 : 1) - (lost === OPEN ? 0 : 1)
    let weight = 0
    let rise = 0
    if (lost !== OPEN) {
      weight -= load[lost] as number
      rise += this.#loss(person, lost)
    }
    if (gained !== OPEN) {
      weight += load[gained] as number
      rise += this.gain(person, lost, gained)
    }
    if (duties === 0 && weight === 0) return rise
    return rise + this.#countAndBurden(person, duties, weight) - (this.#fairness[person] as number)
  }

  /** Wishes, spacing, clashes and groups of a slot that a person takes, having given up `lost`. */
  gain(person: number, lost: number, slot: number): number {
    const { unitOf, units, relation, group, firstWindow, lastWindow, windows, weights } = this.problem
    const unit = unitOf[slot] as number
    const before = lost === OPEN ? OPEN : (unitOf[lost] as number)
    const row = person * units + unit
    const related = before === OPEN ? APART : (relation[before * units + unit] as number)
    const rules = (this.#never[row] as number) - (related === NEVER_BOTH ? 1 : 0)
    const gaps = (this.#within[row] as number) - (related === WITHIN_GAP ? 1 : 0)
    let cost = this.#wishes(person, slot, row) + this.penalties.rule * rules + this.penalties.gap * gaps

    const from = before === OPEN ? 0 : (firstWindow[before] as number)
    const to = before === OPEN ? -1 : (lastWindow[before] as number)
    for (let window = firstWindow[unit] as number; window <= (lastWindow[unit] as number); window++) {
      const left = window >= from && window <= to ? 1 : 0
      if ((this.#inWindow[person * windows + window] as number) > left) cost += weights.spacing
    }
    const kind = group[unit] as number
    if (kind >= 0) {
      const left = before !== OPEN && group[before] === kind ? 1 : 0
      if ((this.#inGroup[person * 2 + kind] as number) > left) cost += this.penalties.rule
    }
    return cost
  }

  /** True when the person may take the open slot beside everything on the board, by every hard rule but the minimum. */
  mayTake(person: number, slot: number): boolean {
    const { unitOf, units, slots, eligible, pinned, group, max } = this.problem
    const unit = unitOf[slot] as number
    const kind = group[unit] as number
    return (
      eligible[person * slots + slot] === 1 &&
      (pinned[slot] === OPEN || pinned[slot] === person) &&
      this.countOf(person) < (max[person] as number) &&
      (kind < 0 || this.#inGroup[person * 2 + kind] === 0) &&
      this.#never[person * units + unit] === 0 &&
      this.clinicsInUnit(person, slot) === 0
    )
  }

  /** Open slots, units within a soft gap and duties below a minimum, what even a lawful board may lack. */
  lacks(): { open: number; shortfall: number; withinGap: number } {
    const { people, units, unitOf, min } = this.problem
    let [open, shortfall, pairs] = [0, 0, 0]
    for (const [slot, person] of this.holder.entries()) {
      if (person === OPEN) open++
      else pairs += this.#within[person * units + (unitOf[slot] as number)] as number
    }
    for (let person = 0; person < people; person++) {
      shortfall += Math.max(0, (min[person] as number) - this.countOf(person))
    }
    return { open, shortfall, withinGap: pairs / 2 }
  }

  /** How many other people of the person's clinic hold another post of the unit. */
  clinicsInUnit(person: number, slot: number): number {
    const { posts, clinic, unitOf } = this.problem
    if (posts === 1) return 0
    let found = 0
    const first = (unitOf[slot] as number) * posts
    for (let other = first; other < first + posts; other++) {
      const holder = this.holder[other] as number
      if (other !== slot && holder !== OPEN && holder !== person && clinic[holder] === clinic[person]) found++
    }
    return found
  }

  /** Wishes, clashes, spacing and groups of a slot that its holder gives up. */
  #loss(person: number, slot: number): number {
    const { unitOf, units, group, firstWindow, lastWindow, windows, weights } = this.problem
    const unit = unitOf[slot] as number
    const row = person * units + unit
    // The unit itself is among those that may never be with it.
    const rules = (this.#never[row] as number) - 1
    let saved = this.#wishes(person, slot, row)
    saved += this.penalties.rule * rules + this.penalties.gap * (this.#within[row] as number)
    const last = person * windows + (lastWindow[unit] as number)
    for (let window = person * windows + (firstWindow[unit] as number); window <= last; window++) {
      if ((this.#inWindow[window] as number) > 1) saved += weights.spacing
    }
    const kind = group[unit] as number
    if (kind >= 0 && (this.#inGroup[person * 2 + kind] as number) > 1) saved += this.penalties.rule
    return -saved
  }

  #wishes(person: number, slot: number, row: number): number {
    const { wishCost, published, weights } = this.problem
    const cost = wishCost[row] as number
    return published[slot] === person ? cost - weights.change : cost
  }

  /** Count and burden of a person with so many duties and quarter points more than now. */
  #countAndBurden(person: number, duties: number, weight: number): number {
    const { min, max, fairCount, fairBurden, weights } = this.problem
    const count = (this.#count[person] as number) + duties
    const deviation = (this.#load[person] as number) + weight - (fairBurden[person] as number)
    let cost = countCost(weights.count, fairCount[person] as number, count)
    cost += burdenCost(weights.burden, weights.deadBand, deviation)
    if (count < (min[person] as number)) cost += this.penalties.shortfall * ((min[person] as number) - count)
    if (count > (max[person] as number)) cost += this.penalties.rule * (count - (max[person] as number))
    return cost
  }

  #setFairness(person: number, duties: number, weight: number): void {
    const fairness = this.#countAndBurden(person, duties, weight)
    this.cost += fairness - (this.#fairness[person] as number)
    this.#fairness[person] = fairness
  }

  /** Keeps the tables of neighbours, windows and groups: `by` 1 for a slot taken, −1 for one given up. */
  #record(person: number, slot: number, by: 1 | -1): void {
    const { unitOf, units, neverWith, withinGapOf, group, firstWindow, lastWindow, windows } = this.problem
    const unit = unitOf[slot] as number
    const row = person * units
    for (const other of neverWith[unit] as Int32Array) add(this.#never, row + other, by)
    for (const other of withinGapOf[unit] as Int32Array) add(this.#within, row + other, by)
    const last = person * windows + (lastWindow[unit] as number)
    for (let window = person * windows + (firstWindow[unit] as number); window <= last; window++) {
      add(this.#inWindow, window, by)
    }
    const kind = group[unit] as number
    if (kind >= 0) add(this.#inGroup, person * 2 + kind, by)
  }
}

function add(table: Uint16Array, index: number, by: 1 | -1): void {
  table[index] = (table[index] as number) + by
}
