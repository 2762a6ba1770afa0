import type { Actor } from '../../audit/actor.ts'
import type { Context } from '../../context.ts'
import { accept, type Outcome, refuse } from '../../http/refusal.ts'
import { applyChanges, changesOf, judgeBeforehand } from './apply-changes.service.ts'
import * as exchanges from './exchange.repository.ts'
import { afterEvent, counterpartiesOf, type Exchange, type ExchangeEvent, statusAt } from './exchange.ts'
import type { ExchangeRefusal } from './exchange-refusal.ts'
import { exchangeSettingsOf } from './exchange-settings.service.ts'
import type { ExchangeDecision, PhysiciansEvent } from './exchange-view.ts'
import { whyGivenAlready } from './given-already.service.ts'
import { flawOfLegs } from './new-exchange.ts'
import { inOpenYear, type OpenYear, type YearPath } from './open-year.service.ts'
import { answerByOf } from './propose-exchange.service.ts'
import { recordExchange } from './record-exchange.service.ts'
import { findStoredExchange, type StoredExchange } from './stored-exchange.service.ts'

type ExchangePath = YearPath & { exchangeId: string }

/**
 * What a physician does with an exchange, or the secretariat in their place: propose a draft, accept, decline,
 * withdraw. The acceptance that completes it changes the duties in the same transaction, or is refused with all of it.
 */
export const moveExchange = (
  context: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
  path: ExchangePath & { physicianId: string },
  { event: name, reason }: PhysiciansEvent,
): Promise<Outcome<null, ExchangeRefusal>> =>
  inOpenYear(context, path, async year => {
    const stored = await findStoredExchange(year.trx, year.rosterId, path.exchangeId, year.standing.rota)
    const by = path.physicianId
    // What is not theirs to see is not there.
    if (!stored || !isSeenBy(by, stored.exchange)) return refuse('notFound')
    if (name !== 'propose') return moveTo(year, actor, stored, { name, by }, reason)
    const settings = await exchangeSettingsOf(year.trx, year.scheme.id)
    return moveTo(year, actor, stored, { name, by, answerBy: answerByOf(null, year.now, settings) }, reason)
  })

/** The secretariat's own word on what everybody has accepted. */
export const decideExchange = (
  context: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
  path: ExchangePath,
  { approve, reason }: ExchangeDecision,
): Promise<Outcome<null, ExchangeRefusal>> =>
  inOpenYear(context, path, async year => {
    const stored = await findStoredExchange(year.trx, year.rosterId, path.exchangeId, year.standing.rota)
    return stored
      ? moveTo(year, actor, stored, { name: approve ? 'approve' : 'refuse' }, reason)
      : refuse('notFound')
  })

/** An offer is everybody's to see once it is made; of a swap only those in it know, of a draft its proposer alone. */
export function isSeenBy(physician: string, exchange: Exchange): boolean {
  if (exchange.proposer === physician) return true
  if (exchange.status === 'draft') return false
  return exchange.kind === 'offer' || counterpartiesOf(exchange).includes(physician)
}

async function moveTo(
  year: OpenYear,
  actor: Actor,
  { row, exchange: before }: StoredExchange,
  event: ExchangeEvent,
  reason: string,
): Promise<Outcome<null, ExchangeRefusal>> {
  const { trx, now, scheme } = year
  const moved = afterEvent(before, event, now)
  if (!moved.ok)
    return refuse(moved.reason, moved.reason === 'exchangeMovedOn' ? statusAt(before, now) : undefined)
  const { exchange } = moved

  // Backing out is always possible; whatever leads on must still be so.
  const leadsOn = event.name === 'propose' || event.name === 'accept' || event.name === 'approve'
  const refused = leadsOn ? await whyNotNow(year, actor, row, exchange) : null
  if (refused) return refused

  await exchanges.changeExchange(trx, row.id, {
    status: exchange.status,
    expires_at: exchange.expiresAt,
    ...(['declined', 'withdrawn', 'applied'].includes(exchange.status)
      ? { decided_at: now, decided_by: actor.accountId, decision_reason: reason || null }
      : {}),
  })
  if (event.name === 'accept' || event.name === 'decline') {
    if (before.kind === 'offer') await exchanges.giveLegsTo(trx, row.id, event.by)
    await exchanges.putAnswer(trx, {
      exchange_id: row.id,
      physician_id: event.by,
      answer: event.name === 'accept' ? 'accepted' : 'declined',
      answered_at: now,
      answered_by: actor.accountId,
      on_behalf: actor.onBehalfOf === undefined ? 0 : 1,
    })
  }
  if (exchange.status === 'applied') {
    const changed = await applyChanges(year, actor, changesOfRow(year, actor, row, exchange))
    if (!changed.ok) return changed
  }
  await recordExchange(trx, now, actor, scheme, { id: row.id, legs: exchange.legs }, event.name)
  return accept(null)
}

const changesOfRow = (
  year: OpenYear,
  actor: Actor,
  { id, note }: StoredExchange['row'],
  exchange: Exchange,
) => changesOf(year, exchange, { exchangeId: id, note, accountId: actor.accountId })

/** Why what the exchange asks can not be any more; what is applied at once is judged where it is applied. */
async function whyNotNow(year: OpenYear, actor: Actor, row: StoredExchange['row'], exchange: Exchange) {
  const flaw = flawOfLegs(exchange.legs, year.standing.rota, year.periods, year.now)
  if (flaw) return refuse(flaw.reason, flaw.detail)
  // What is applied at once ends the others that give the same duty.
  if (exchange.status === 'applied') return null
  const given = await whyGivenAlready(year, row.id, exchange)
  if (given) return given
  return judgeBeforehand(year, changesOfRow(year, actor, row, exchange))
}
