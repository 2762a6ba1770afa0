import { dealByHand, HAND_METHODS } from '../optimiser/hand-methods.ts'
import type { Assignment, RotaInstance } from '../optimiser/instance.ts'
import { type RotaTotals, rotaTotals } from './fairness.ts'

/** A rota as a whole, beside one that is dealt out in turn from the same input (round robin). */
export type Comparison = { rota: RotaTotals; inTurn: RotaTotals }

export const compareWithTurns = (instance: RotaInstance, assignments: readonly Assignment[]): Comparison => ({
  rota: rotaTotals(instance, assignments),
  inTurn: rotaTotals(instance, dealByHand(instance, HAND_METHODS.roundRobin)),
})
