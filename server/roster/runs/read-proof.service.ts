import { setImmediate } from 'node:timers/promises'
import type { Db, Trx } from '../../../db/open.ts'
import type { DutyScheme } from '../../duty/duty-scheme.ts'
import { layOutYear } from '../lay-out-year.service.ts'
import { inputHashOf } from '../optimiser/input-hash.ts'
import type { Assignment, RotaInstance } from '../optimiser/instance.ts'
import type { ProofView } from './rota-proof-view.ts'
import { type RotaProof, rotaHashOf } from './rota-run.ts'

/** How good the draft's rota is, as its search has found out, and what has changed since; null: it is of no search. */
export async function readProof(
  db: Db | Trx,
  scheme: DutyScheme,
  roster: { id: string; fiscal_year: number; proof: string | null; instance: string | null },
  drafted: readonly Assignment[],
): Promise<ProofView | null> {
  if (!roster.proof || !roster.instance) return null
  const { rotaHash, asOf, madeAt, status, ...proof }: RotaProof = JSON.parse(roster.proof)
  if (status === 'infeasible') throw new Error(`the draft of ${roster.id} claims a proof that there is none`)
  const { pins, published }: RotaInstance = JSON.parse(roster.instance)
  // The same question about the year as it is now: what was to stay then is no change.
  const now = await layOutYear(db, asOf, scheme, roster.fiscal_year, {
    settled: pins,
    near: published ?? null,
  })
  // A large district takes milliseconds for each step: others get their turn in between.
  await setImmediate()
  return {
    ...proof,
    status,
    madeAt: new Date(madeAt).toISOString(),
    edited: rotaHashOf(drafted) !== rotaHash,
    inputChanged: !now.ok || inputHashOf(now.value.instance) !== proof.inputHash,
  }
}
