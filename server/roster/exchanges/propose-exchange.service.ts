import type { Actor } from '../../audit/actor.ts'
import type { Context } from '../../context.ts'
import { accept, type Outcome, refuse, refuseFields } from '../../http/refusal.ts'
import type { Instant } from '../../time/clock.ts'
import { DAY } from '../../time/interval.ts'
import type { LocalDay } from '../../time/local-day.ts'
import { instantOf } from '../../time/tokyo.ts'
import { changesOf, judgeBeforehand } from './apply-changes.service.ts'
import * as exchanges from './exchange.repository.ts'
import type { ExchangeLeg } from './exchange.ts'
import type { ExchangeRefusal } from './exchange-refusal.ts'
import { exchangeSettingsOf } from './exchange-settings.service.ts'
import type { ExchangeSettings } from './exchange-settings.ts'
import type { NewExchangeBody } from './exchange-view.ts'
import { whyGivenAlready } from './given-already.service.ts'
import { beginningOf, flawOfLegs, isAskable } from './new-exchange.ts'
import { inOpenYear, type OpenYear, type YearPath } from './open-year.service.ts'
import { recordExchange } from './record-exchange.service.ts'
import { findStoredExchange, type StoredExchange } from './stored-exchange.service.ts'

/** Until when those asked may answer: 24:00 of the day named, or as many days from now as the scheme says. */
export const answerByOf = (day: LocalDay | null, now: Instant, { answerWithinDays }: ExchangeSettings) =>
  day === null ? now + answerWithinDays * DAY : instantOf(day, '24:00')

/**
 * Asks others for an exchange in the name of a physician, or keeps it as a draft. Refused, with nothing stored, is what
 * could not be applied now, and a duty that its holder already gives in another open one. One that was sent already (a
 * second click, a request repeated) is stored no second time; under its id nothing else is.
 */
export const proposeExchange = (
  context: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
  path: YearPath & { physicianId: string },
  asked: NewExchangeBody,
): Promise<Outcome<null, ExchangeRefusal>> =>
  inOpenYear(context, path, year => proposeIn(year, actor, path.physicianId, asked))

async function proposeIn(
  year: OpenYear,
  actor: Actor,
  proposer: string,
  asked: NewExchangeBody,
): Promise<Outcome<null, ExchangeRefusal>> {
  const { trx, now, scheme, rosterId, standing, periods } = year
  const { id, kind, note } = asked
  const legs = asked.legs.map(({ unit, post, from, to }): ExchangeLeg => ({ unitId: unit, post, from, to }))
  const known = await findStoredExchange(trx, rosterId, id, standing.rota)
  if (known?.row.proposer_id === proposer)
    return saysTheSame(known, asked, legs, await exchangeSettingsOf(trx, scheme.id))
      ? accept(null)
      : refuse('changedMeanwhile')
  if (known) return refuseFields('invalidInput', ['id'])
  if (!isAskable({ kind, proposer, legs })) return refuseFields('invalidInput', ['legs'])
  const flaw = flawOfLegs(legs, standing.rota, periods, now)
  if (flaw) return refuse(flaw.reason, flaw.detail)

  const given = await whyGivenAlready(year, id, { legs, proposer, answers: [] })
  if (given) return given

  const settings = await exchangeSettingsOf(trx, scheme.id)
  const begins = beginningOf(legs, standing.rota)
  const answerBy = answerByOf(asked.answerBy, now, settings)
  if (answerBy <= now) return refuseFields('invalidInput', ['answerBy'])
  const changes = changesOf(year, { kind, legs }, { exchangeId: id, note, accountId: actor.accountId })
  const verdict = await judgeBeforehand(year, changes)
  if (verdict) return verdict

  const row = {
    id,
    roster_id: rosterId,
    kind,
    status: asked.draft ? 'draft' : 'proposed',
    proposer_id: proposer,
    note,
    created_at: now,
    created_by: actor.accountId,
    on_behalf: actor.onBehalfOf === undefined ? 0 : 1,
    expires_at: asked.draft ? begins : Math.min(answerBy, begins),
    approval_needed: settings.approvalNeeded ? 1 : 0,
    revision: 0,
  }
  const added = await exchanges.addExchange(
    trx,
    row,
    legs.map((leg, position) => ({
      exchange_id: id,
      position,
      unit_id: leg.unitId,
      post: leg.post,
      from_physician_id: leg.from,
      to_physician_id: leg.to,
    })),
  )
  // Of another rota: ids are the sender's own, and this one was not new.
  if (!added) return refuseFields('invalidInput', ['id'])
  await recordExchange(trx, now, actor, scheme, { id, legs }, asked.draft ? 'draft' : 'propose')
  return accept(null)
}

/** Whether what was stored is what is asked now, however far it has gone since. */
function saysTheSame(
  { row, exchange }: StoredExchange,
  { kind, note, draft, answerBy }: NewExchangeBody,
  legs: readonly ExchangeLeg[],
  settings: ExchangeSettings,
): boolean {
  // An offer is to nobody, whoever has taken it.
  const written = (each: readonly ExchangeLeg[]) =>
    JSON.stringify(
      each.map(({ unitId, post, from, to }) => [unitId, post, from, kind === 'offer' ? null : to]),
    )
  const until = Math.min(answerByOf(answerBy, row.created_at, settings), exchange.begins)
  return (
    exchange.kind === kind &&
    row.note === note &&
    written(exchange.legs) === written(legs) &&
    (draft || exchange.status !== 'draft') &&
    // A draft has no such time yet, and an acceptance moves it on.
    (draft || exchange.status !== 'proposed' || row.expires_at === until)
  )
}
