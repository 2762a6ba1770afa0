import { isDoubleBooking } from '../../db/double-booking.ts'
import type { Trx } from '../../db/open.ts'
import type { Actor } from '../audit/actor.ts'
import { recordAudit } from '../audit/audit.service.ts'
import type { FiscalYear } from '../calendar/fiscal-year.ts'
import type { Context } from '../context.ts'
import { findScheme } from '../duty/duty-scheme.service.ts'
import type { DutyScheme } from '../duty/duty-scheme.ts'
import { accept, type Outcome, refuse } from '../http/refusal.ts'
import { allOrNothing } from '../identity/all-or-nothing.service.ts'
import type { Instant } from '../time/clock.ts'
import { addVersion } from './add-version.service.ts'
import { changesNothing, type DraftedPublication, draftedPublication } from './drafted-publication.service.ts'
import { supersedeExchanges } from './exchanges/supersede-exchanges.service.ts'
import type { Duty } from './follow-publication.ts'
import { passGate, signWaivers } from './gate/pass-gate.service.ts'
import type { Waiver } from './gate/waiver.ts'
import type { Assignment } from './optimiser/instance.ts'
import * as rosters from './roster.repository.ts'
import { rosterId } from './roster-id.ts'
import { standingRota } from './standing/standing-rota.ts'

type PublishRefusal =
  | 'nothingDrafted'
  | 'staleRevision'
  | 'nothingChanged'
  | 'invalidInput'
  | 'gateClosed'
  | 'waiverMissing'

/**
 * Publishes the draft as the next version: immutable from then on, and at once what calendars show.
 * Refused, with nothing changed, when the roster is not at `revision` any more, when the draft says what the published
 * rota says already (everybody would be asked to confirm anew), when the gate is closed (`detail` names the checks), or when a physician comes to have two duties at once just then, in this scheme or another.
 */
export async function publishRoster(
  context: Context,
  actor: Actor,
  schemeId: string,
  year: FiscalYear,
  revision: number,
  waivers: readonly Waiver[] = [],
): Promise<Outcome<{ number: number }, PublishRefusal | 'notFound' | 'doubleBooked'>> {
  try {
    return await allOrNothing(context.db, async trx => {
      const scheme = await findScheme(trx, schemeId)
      if (!scheme) return refuse('notFound')
      return publishRosterIn(trx, context.clock(), actor, scheme, year, revision, waivers)
    })
  } catch (error) {
    if (isDoubleBooking(error)) return refuse('doubleBooked')
    throw error
  }
}

/**
 * The same inside a transaction of the caller, whom a double booking reaches as the database's error, and who undoes
 * what was done when it is refused.
 */
export async function publishRosterIn(
  trx: Trx,
  now: Instant,
  actor: Actor,
  scheme: DutyScheme,
  year: FiscalYear,
  revision: number,
  waivers: readonly Waiver[] = [],
): Promise<Outcome<{ number: number }, PublishRefusal>> {
  const id = rosterId(scheme.id, year)
  // The roster is held before anything of it is read: a change of the published rota waits, or comes first and is seen.
  const claimed = await rosters.changeRoster(trx, id, revision)
  const drafted = await draftedPublication(trx, now, scheme.id, year)
  if (!drafted) return refuse('nothingDrafted')
  if (!claimed) return refuse('staleRevision')
  const { roster, standing, published, carried } = drafted
  if (changesNothing(drafted)) return refuse('nothingChanged')
  const passed = await passGate(trx, now, scheme, year, drafted, waivers)
  if (!passed.ok) return passed

  const number = (standing?.publication.number ?? 0) + 1
  const { publicationId, changed } = await addVersion(trx, now, actor, scheme, year, {
    number,
    kind: 'publication',
    reason: null,
    seed: roster.seed,
    inputHash: roster.input_hash,
    checks: JSON.stringify(passed.value),
    pins: keptPins(drafted.assignments, published),
    published,
    carried,
  })
  await signWaivers(trx, now, actor, publicationId, waivers)
  await supersedeExchanges(trx, now, actor, scheme, id, {
    before: standing?.rota ?? [],
    after: standingRota(published, carried),
  })
  await recordAudit(trx, now, {
    action: 'roster.publish',
    actor: { accountId: actor.accountId },
    address: actor.address,
    associationId: scheme.association.id,
    resource: `publication:${publicationId}`,
    detail: { number, changed, waived: waivers.map(({ check }) => check).join(',') },
  })
  return accept({ number })
}

/** The pins of a draft that hold in what is published of it. */
const keptPins = (assignments: DraftedPublication['assignments'], published: readonly Duty[]): Assignment[] =>
  assignments
    .filter(({ pinned }) => pinned === 1)
    .filter(row =>
      published.some(
        duty =>
          duty.unitId === row.unit_id && duty.post === row.post && duty.physicianId === row.physician_id,
      ),
    )
    .map(row => ({ unit: row.unit_id, post: row.post, person: row.physician_id }))
