import type { Trx } from '../../../db/open.ts'
import type { Actor } from '../../audit/actor.ts'
import { recordAudit } from '../../audit/audit.service.ts'
import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import type { Context } from '../../context.ts'
import { findScheme } from '../../duty/duty-scheme.service.ts'
import type { DutyScheme } from '../../duty/duty-scheme.ts'
import { accept, type Outcome, type Refusal, refuse, refuseFields } from '../../http/refusal.ts'
import { allOrNothing } from '../../identity/all-or-nothing.service.ts'
import type { Instant } from '../../time/clock.ts'
import { addVersion } from '../add-version.service.ts'
import { supersedeExchanges } from '../exchanges/supersede-exchanges.service.ts'
import type { Assignment, RotaInstance } from '../optimiser/instance.ts'
import { rosterId } from '../roster-id.ts'
import { claimRoster } from '../standing/duty-change.repository.ts'
import { readStanding } from '../standing/standing-rota.service.ts'
import { type StandingDuty, standingRota, supersede } from '../standing/standing-rota.ts'
import * as versions from './version.repository.ts'
import type { Withdrawal } from './version-view.ts'

type WithdrawalRefusal = 'nothingPublished' | 'changedMeanwhile' | 'unknownUnit' | 'alreadyBegun'

/**
 * Takes units that have not begun back from the published rota (取り下げ): the next version is the rota as it stands
 * without them, calendars are told, and open exchanges of them end. The draft still has them: it is what would be
 * published next. Refused, with nothing changed, when `number` is not the newest version any more.
 */
export const withdrawUnits = (
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
  schemeId: string,
  year: FiscalYear,
  withdrawal: Withdrawal,
): Promise<Outcome<{ number: number }, WithdrawalRefusal | 'notFound'>> =>
  allOrNothing(db, async trx => {
    const scheme = await findScheme(trx, schemeId)
    return scheme ? withdrawUnitsIn(trx, clock(), actor, scheme, year, withdrawal) : refuse('notFound')
  })

async function withdrawUnitsIn(
  trx: Trx,
  now: Instant,
  actor: Actor,
  scheme: DutyScheme,
  year: FiscalYear,
  { number: seen, units, reason }: Withdrawal,
): Promise<Outcome<{ number: number }, WithdrawalRefusal>> {
  const id = rosterId(scheme.id, year)
  // Held from here on, so that no version or change comes in between.
  await claimRoster(trx, id)
  const standing = await readStanding(trx, id)
  if (!standing) return refuse('nothingPublished')
  const { publication, changes, rota } = standing
  if (publication.number !== seen) return refuse('changedMeanwhile')
  const coming = new Set(rota.filter(duty => duty.start > now).map(({ unitId }) => unitId))
  const withdrawn = units === 'all' ? coming : new Set(units)
  const flaw = flawOf(rota, withdrawn, coming)
  if (flaw) return flaw

  const kept = rota.filter(duty => !withdrawn.has(duty.unitId)).map(({ parts, ...duty }) => duty)
  const { published, carried } = supersede(rota, changes, kept, now)
  const origin = await versions.findOrigin(trx, publication.id)
  const instance: RotaInstance | null = origin.instance === null ? null : JSON.parse(origin.instance)
  const holders = new Map(published.map(duty => [`${duty.unitId}\n${duty.post}`, duty.physicianId]))
  const holds = ({ unit, post, person }: Assignment) => holders.get(`${unit}\n${post}`) === person
  const number = seen + 1
  const { publicationId, changed } = await addVersion(trx, now, actor, scheme, year, {
    number,
    kind: 'withdrawal',
    reason,
    seed: origin.seed,
    inputHash: origin.input_hash,
    checks: null,
    pins: (instance?.pins ?? []).filter(holds),
    published,
    carried,
  })
  await supersedeExchanges(trx, now, actor, scheme, id, {
    before: rota,
    after: standingRota(published, carried),
  })
  await recordAudit(trx, now, {
    action: 'roster.withdraw',
    actor: { accountId: actor.accountId },
    address: actor.address,
    associationId: scheme.association.id,
    resource: `publication:${publicationId}`,
    detail: { number, withdrawn: withdrawn.size, changed },
  })
  return accept({ number })
}

/** Why these units can not be withdrawn; null: they can. */
function flawOf(
  rota: readonly StandingDuty[],
  withdrawn: ReadonlySet<string>,
  coming: ReadonlySet<string>,
): Refusal<'unknownUnit' | 'alreadyBegun'> | null {
  const days = new Map(rota.map(duty => [duty.unitId, duty.day]))
  const unknown = [...withdrawn].flatMap((unit, index) => (days.has(unit) ? [] : [`units.${index}`]))
  if (withdrawn.size === 0) return refuseFields('unknownUnit', ['units'])
  if (unknown.length > 0) return refuseFields('unknownUnit', unknown)
  const begun = [...withdrawn].filter(unit => !coming.has(unit)).map(unit => days.get(unit))
  return begun.length > 0 ? refuse('alreadyBegun', begun.join(', ')) : null
}
