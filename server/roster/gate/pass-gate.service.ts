import type { Trx } from '../../../db/open.ts'
import type { Actor } from '../../audit/actor.ts'
import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import type { DutyScheme } from '../../duty/duty-scheme.ts'
import { accept, type Outcome, refuse, refuseFields } from '../../http/refusal.ts'
import type { Instant } from '../../time/clock.ts'
import { localDayOf } from '../../time/tokyo.ts'
import type { DraftedPublication } from '../drafted-publication.service.ts'
import * as gate from './gate.repository.ts'
import { holdFacts } from './hold-facts.service.ts'
import { judgeDraft, rotaOf } from './judge-draft.service.ts'
import { type ListedCheck, listedCheck } from './listed-check.ts'
import { problemsOfWaivers, unmet, type Waiver } from './waiver.ts'

/**
 * Lets a draft through to its publication, inside the transaction that publishes it, or says what keeps it back:
 * `invalidInput` names the fields of waivers that cannot stand, `gateClosed` the checks that must be mended first,
 * `waiverMissing` those that want a waiver. The checks are returned as they are kept with the version.
 */
export async function passGate(
  trx: Trx,
  now: Instant,
  scheme: DutyScheme,
  year: FiscalYear,
  drafted: DraftedPublication,
  waivers: readonly Waiver[],
): Promise<Outcome<ListedCheck[], 'invalidInput' | 'gateClosed' | 'waiverMissing'>> {
  await holdFacts(trx, scheme.id, rotaOf(drafted))
  const results = await judgeDraft(trx, now, scheme, year, drafted)
  const fields = problemsOfWaivers(waivers, results, localDayOf(now))
  if (fields.length > 0) return refuseFields('invalidInput', fields)
  const { toMend, toWaive } = unmet(results, waivers)
  if (toMend.length > 0) return refuse('gateClosed', toMend.join(', '))
  if (toWaive.length > 0) return refuse('waiverMissing', toWaive.join(', '))
  return accept(results.map(listedCheck))
}

/** Keeps the waivers with the version they let through. */
export const signWaivers = (
  trx: Trx,
  now: Instant,
  { accountId }: Actor,
  publicationId: string,
  waivers: readonly Waiver[],
): Promise<void> =>
  gate.addWaivers(
    trx,
    waivers.map(({ check, reason, signedBy, expiresOn }) => ({
      publication_id: publicationId,
      check_name: check,
      reason: reason.trim(),
      signed_by: signedBy.trim(),
      signed_at: now,
      account_id: accountId,
      expires_on: expiresOn,
    })),
  )
