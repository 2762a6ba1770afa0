import type { CostKind } from './cost-kind.ts'
import type { Explanation } from './explain-rota.ts'
import type { Assignment } from './instance.ts'
import type { Remedy } from './remedy.ts'

/** Rules that may be needed, each of them, for there to be no rota; `groups`: the year-end and the like, once a year. */
export const RULES_TOGETHER = ['gap', 'unavailable', 'groups', 'minima', 'maxima'] as const
export type RuleTogether = (typeof RULES_TOGETHER)[number]

/**
 * Why a rota is not complete and lawful. `capacity`, `minima`, `nobodyEligible`, `pinImpossible` and `together` are
 * proven from the instance; the others say what the best rota found still lacks.
 */
export type Conflict =
  /** More duties than the maxima of the people who may take them; `block` null for the whole rota, `post` when of one alone. */
  | { kind: 'capacity'; block: string | null; post?: string; duties: number; maxima: number }
  /** The minima promise more duties than there are. */
  | { kind: 'minima'; duties: number; minima: number }
  /** Everybody is of another block, may not take the post, is away, or barred from the unit's group. */
  | { kind: 'nobodyEligible'; unit: string; post: string }
  /** The pinned person may not take the unit, or not beside the other pins; the post stays open. */
  | { kind: 'pinImpossible'; unit: string; post: string; person: string }
  /** No rota keeps all of these rules and there is one without any single of them; with a gap of `possible` days, too. */
  | { kind: 'together'; rules: RuleTogether[]; gap: { days: number; possible: number } | null }
  | { kind: 'unfilled'; unit: string; post: string }
  | { kind: 'belowMin'; person: string; count: number; min: number }
  /** Only with `gap: 'soft'`: taken within the minimum gap of another unit of the same person. */
  | { kind: 'withinGap'; person: string; unit: string; otherUnit: string; daysApart: number }

/** What ended the search: a proof, the end of what was planned, the seconds allowed, or the caller. */
export type Stopped = 'proof' | 'plan' | 'time' | 'cancelled'

/** What the rota costs in one stage of the precedence, and what no rota as good in the earlier stages can go below. */
export type StageResult = { kind: CostKind | 'rest'; cost: number; bound: number }

/**
 * The answer to one instance. `objective` is `costOf` of the assignments, `bound` a proven lower bound
 * for complete rotas, `gap` = (objective − bound) / max(1, |bound|), `seconds` by the clock passed in,
 * `inputHash` the SHA-256 of the canonical instance. Assignments are in the order of units and posts.
 *
 * `reproducible`: the same instance, seed and seconds give the same rota on every machine; false where the clock
 * had a say in it, or in how far remedies were looked for, so that a faster machine may come further.
 *
 * `infeasible` means no lawful complete rota was found, and with `stopped: 'proof'` that there is none: its
 * assignments are lawful but some post is open, some minimum is missed or (only with `gap: 'soft'`) some gap
 * is too short, each a conflict. `remedies` are the cheapest ways out, where they were looked for.
 *
 * With a `precedence` there are `stages`, in its order, and `optimal` means that every one of them is proven. `objective`,
 * `bound` and `gap` are still about the weighted total of all rotas, so that the gap of an optimal one may be above 0.
 */
export type RotaResult = {
  status: 'optimal' | 'feasible' | 'infeasible'
  objective: number
  bound: number
  gap: number
  seconds: number
  stopped: Stopped
  reproducible: boolean
  seed: number
  inputHash: string
  assignments: Assignment[]
  conflicts: Conflict[]
  stages?: StageResult[]
  remedies?: Remedy[]
  explanation?: Explanation[]
}
