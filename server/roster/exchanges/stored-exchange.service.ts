import type { Db, Trx } from '../../../db/open.ts'
import type { StandingDuty } from '../standing/standing-rota.ts'
import * as exchanges from './exchange.repository.ts'
import type { Exchange, ExchangeKind, ExchangeLeg, ExchangeStatus } from './exchange.ts'
import { beginningOf } from './new-exchange.ts'

type ExchangeRow = Awaited<ReturnType<typeof exchanges.listExchanges>>[number]
type AnswerRow = Awaited<ReturnType<typeof exchanges.listAnswers>>[number]

/** An exchange with all that was stored of it. */
export type StoredExchange = { row: ExchangeRow; exchange: Exchange; answers: readonly AnswerRow[] }

/** Rows of exchanges with their legs and answers, in the same order. */
export async function withParts(
  db: Db | Trx,
  rows: readonly ExchangeRow[],
  rota: readonly StandingDuty[],
): Promise<StoredExchange[]> {
  const ids = rows.map(({ id }) => id)
  const legs = Map.groupBy(await exchanges.listLegs(db, ids), leg => leg.exchange_id)
  const answers = Map.groupBy(await exchanges.listAnswers(db, ids), answer => answer.exchange_id)
  return rows.map(row => {
    const own = (legs.get(row.id) ?? []).map(
      (leg): ExchangeLeg => ({
        unitId: leg.unit_id,
        post: leg.post,
        from: leg.from_physician_id,
        to: leg.to_physician_id,
      }),
    )
    const said = answers.get(row.id) ?? []
    return { row, exchange: exchangeOf(row, own, said, rota), answers: said }
  })
}

const exchangeOf = (
  row: ExchangeRow,
  legs: readonly ExchangeLeg[],
  answers: readonly AnswerRow[],
  rota: readonly StandingDuty[],
): Exchange => ({
  kind: row.kind as ExchangeKind,
  status: row.status as ExchangeStatus,
  proposer: row.proposer_id,
  legs,
  answers: answers.map(({ physician_id, answer }) => ({
    physician: physician_id,
    answer: answer as 'accepted' | 'declined',
  })),
  expiresAt: row.expires_at,
  begins: beginningOf(legs, rota),
  approvalNeeded: row.approval_needed === 1,
})

export async function findStoredExchange(
  db: Db | Trx,
  rosterId: string,
  id: string,
  rota: readonly StandingDuty[],
): Promise<StoredExchange | null> {
  const row = await exchanges.findExchange(db, rosterId, id)
  return row ? ((await withParts(db, [row], rota))[0] ?? null) : null
}
