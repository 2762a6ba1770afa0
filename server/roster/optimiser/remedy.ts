import type { Assignment } from './instance.ts'

/** A rule given up for one person or post, so that a rota becomes possible. */
export type Relaxation =
  /** Ask somebody who said they cannot. */
  | { kind: 'ask'; person: string; unit: string }
  /** Leave the post open. */
  | { kind: 'leaveOpen'; unit: string; post: string }
  /** Two units of one person closer than the minimum gap. */
  | { kind: 'shortGap'; person: string; unit: string; otherUnit: string; daysApart: number }
  /** A unit of a group that the person had last year, or a second one of it this year. */
  | { kind: 'groupAgain'; person: string; unit: string; group: string }
  | { kind: 'aboveMax'; person: string; count: number; max: number }
  | { kind: 'belowMin'; person: string; count: number; min: number }

/**
 * A way out of an infeasible instance: everything to be given up, what that is worth by the prices, and a rota then,
 * which keeps every other hard rule, fills every post not left open, and is as cheap as a short annealing makes it.
 * `proven`: no way out is worth less but those before it.
 */
export type Remedy = {
  price: number
  proven: boolean
  relaxations: Relaxation[]
  assignments: Assignment[]
}

/**
 * What giving up a rule costs, relative to each other (roster-model.md §2). Below a minimum or above a maximum, the
 * k-th duty costs `limit · (2k − 1)`, so that several people bear one each rather than one several. A minimum missed by more than five is taken for a
 * mistake, for whose sake no other rule is given up: `wrongMinimum` once, and next to nothing for each duty.
 */
export const PRICES = {
  ask: 20,
  leaveOpen: 100,
  shortGap: 10,
  groupAgain: 12,
  limit: 8,
  wrongMinimum: 200,
  belowWrongMinimum: 1,
} as const

/** What everything given up is worth together. */
export const priceOf = (relaxations: readonly Relaxation[]): number =>
  relaxations.reduce((sum, one) => sum + priceOfOne(one), 0)

function priceOfOne(one: Relaxation): number {
  if (one.kind === 'aboveMax') return PRICES.limit * (one.count - one.max) ** 2
  if (one.kind !== 'belowMin') return PRICES[one.kind]
  const missed = one.min - one.count
  return Math.min(PRICES.limit * missed ** 2, PRICES.wrongMinimum + PRICES.belowWrongMinimum * missed)
}
