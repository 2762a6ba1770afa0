import type { RotaInstance } from './instance.ts'
import type { Absence, RepairOffers } from './repair-rota.ts'
import type { RotaResult } from './result.ts'

/** What a thread can be asked for, one thing at a time. `control` is the memory of a `Control`. */
export type Job =
  | { kind: 'warm' }
  | { kind: 'optimise'; instance: RotaInstance; seconds: number; seed: number; control: SharedArrayBuffer }
  | { kind: 'bound'; instance: RotaInstance; control: SharedArrayBuffer }
  | { kind: 'repair'; instance: RotaInstance; absence: Absence }

type Answers = { warm: null; optimise: RotaResult; bound: null; repair: RepairOffers }
export type Answer<Kind extends Job['kind']> = Answers[Kind]

/** What a thread says: any number of the first two, then one of the others. */
export type Message =
  | { kind: 'better'; result: RotaResult }
  | { kind: 'wantsBound' }
  | { kind: 'done'; answer: Answer<Job['kind']> }
  | { kind: 'failed'; error: string }
