import { createHash } from 'node:crypto'
import type { Instant } from '../../time/clock.ts'
import type { Assignment } from '../optimiser/instance.ts'
import type { RotaResult } from '../optimiser/result.ts'

/** Ms between two signs of life of a search. */
export const HEARTBEAT = 500
/** After so many ms without one, its server is taken to be gone. */
export const SILENT_AFTER = 15_000

export const RUN_STATES = ['running', 'done', 'failed'] as const
export type RunState = (typeof RUN_STATES)[number]

/** How a search stands at `now`: one that is silent has lost its server, whatever it said last. */
export const stateOf = (run: { status: RunState; heartbeat_at: Instant }, now: Instant): RunState =>
  run.status === 'running' && now - run.heartbeat_at > SILENT_AFTER ? 'failed' : run.status

/** The part of the way from the bound to the best that is left: (best − bound) / max(1, |bound|). */
export const gapOf = (best: number, bound: number): number => (best - bound) / Math.max(1, Math.abs(bound))

/** How good the rota of a draft is and how good one can be at all: what its search has found out. */
export type RotaProof = Omit<RotaResult, 'assignments' | 'conflicts' | 'remedies' | 'explanation'> & {
  runId: string
  madeAt: Instant
  /** The instant as of which the input was read. */
  asOf: Instant
  /** Of the assignments as they were found, so that later changes by hand show. */
  rotaHash: string
}

export function proofOf(
  { assignments, conflicts: _lacks, remedies: _waysOut, explanation: _reasons, ...found }: RotaResult,
  made: Pick<RotaProof, 'runId' | 'madeAt' | 'asOf'>,
): RotaProof {
  return { ...found, ...made, rotaHash: rotaHashOf(assignments) }
}

/** The SHA-256 of who holds which post, whatever their order. */
export const rotaHashOf = (assignments: readonly Assignment[]): string =>
  createHash('sha256')
    .update(
      JSON.stringify(assignments.map(({ unit, post, person }) => [unit, post, person].join('\n')).sort()),
    )
    .digest('hex')
