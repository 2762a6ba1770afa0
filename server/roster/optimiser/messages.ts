import type { Comparison } from '../fairness/compare-with-turns.ts'
import type { Explanation } from './explain-rota.ts'
import type { InputError } from './input-error.ts'
import type { Assignment, RotaInstance } from './instance.ts'
import type { Absence, RepairOffers } from './repair-rota.ts'
import type { RotaResult } from './result.ts'

/** What a thread can be asked for, one thing at a time. `control` is the memory of a `Control`. */
export type Job =
  | { kind: 'warm' }
  | { kind: 'check'; instance: RotaInstance }
  | { kind: 'first'; instance: RotaInstance }
  | { kind: 'optimise'; instance: RotaInstance; seconds: number; seed: number; control: SharedArrayBuffer }
  | { kind: 'bound'; instance: RotaInstance; control: SharedArrayBuffer }
  | { kind: 'repair'; instance: RotaInstance; absence: Absence }
  | { kind: 'explain'; instance: RotaInstance; assignments: readonly Assignment[] }
  | { kind: 'compare'; instance: RotaInstance; assignments: readonly Assignment[] }

/** What is wrong with an instance that this program has built, and its hash; see `parseInstance` and `inputHashOf`. */
export type CheckedInput = { errors: InputError[]; inputHash: string }

type Answers = {
  warm: null
  check: CheckedInput
  first: RotaResult
  optimise: RotaResult
  bound: null
  repair: RepairOffers
  explain: Explanation[]
  compare: Comparison
}
export type Answer<Kind extends Job['kind']> = Answers[Kind]

/** What a thread says: any number of the first two, then one of the others. */
export type Message =
  | { kind: 'better'; result: RotaResult }
  | { kind: 'wantsBound' }
  | { kind: 'done'; answer: Answer<Job['kind']> }
  | { kind: 'failed'; error: string }
