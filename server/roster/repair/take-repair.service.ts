import { randomUUID } from 'node:crypto'
import { isDoubleBooking } from '../../../db/double-booking.ts'
import type { Trx } from '../../../db/open.ts'
import type { Actor } from '../../audit/actor.ts'
import { recordAudit } from '../../audit/audit.service.ts'
import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import type { Context } from '../../context.ts'
import { findScheme, membersIn } from '../../duty/duty-scheme.service.ts'
import type { DutyScheme, SchemeMember } from '../../duty/duty-scheme.ts'
import { type DutyUnit, unitId } from '../../duty/duty-unit.ts'
import { isMemberDuring } from '../../duty/membership.ts'
import { accept, type Outcome, refuse, refuseFields } from '../../http/refusal.ts'
import type { Instant } from '../../time/clock.ts'
import { inputHashOf } from '../optimiser/input-hash.ts'
import { putRota } from '../put-rota.service.ts'
import * as rosters from '../roster.repository.ts'
import { rosterId } from '../roster-id.ts'
import { unitRows } from '../unit-rows.ts'
import * as wishes from '../wishes/wish.repository.ts'
import { daysForYear, unitsDuring } from './absence.ts'
import { instanceOfPublished, publishedRotaOf } from './published-rota.service.ts'
import { repairPublished } from './repair-published.ts'
import type { MemberAbsence, TakenRepair } from './repair-view.ts'

type TakingRefusal =
  | 'notFound'
  | 'invalidInput'
  | 'nothingPublished'
  | 'unknownUnit'
  | 'unknownMember'
  | 'alreadyBegun'
  | 'changedMeanwhile'
  | 'staleRevision'
  | 'doubleBooked'

/**
 * Makes a repair of the published rota the draft, to be looked at and published as the next version. What the absent
 * member still holds in these days is left open, and the days are kept as 不可, so that whatever is made later heeds
 * them. Refused, with nothing changed, when a duty would go to whom it is taken from or who is away, and when the
 * published rota is no longer the one that was repaired.
 */
export async function takeRepair(
  { db, clock }: Context,
  actor: Actor,
  schemeId: string,
  year: FiscalYear,
  repair: TakenRepair,
): Promise<Outcome<null, TakingRefusal>> {
  try {
    return await db.transaction().execute(async trx => {
      const scheme = await findScheme(trx, schemeId)
      return scheme ? takeRepairIn(trx, clock(), actor, scheme, year, repair) : refuse('notFound')
    })
  } catch (error) {
    if (isDoubleBooking(error)) return refuse('doubleBooked')
    throw error
  }
}

async function takeRepairIn(
  trx: Trx,
  now: Instant,
  actor: Actor,
  scheme: DutyScheme,
  year: FiscalYear,
  repair: TakenRepair,
): Promise<Outcome<null, TakingRefusal>> {
  const { physicianId, number, revision, changes } = repair
  const days = daysForYear(repair, year)
  if (!days) return refuseFields('invalidInput', ['from', 'to'])
  const found = await publishedRotaOf(trx, now, scheme, year)
  if (!found.ok) return found
  const { units, assignments, begun, settled } = found.value
  if (number !== found.value.number) return refuse('changedMeanwhile')

  const named = new Map(units.map(unit => [unitId(scheme.id, unit), unit]))
  const fieldsWhere = (
    field: string,
    isWrong: (change: TakenRepair['changes'][number]) => boolean,
  ): string[] => changes.flatMap((change, index) => (isWrong(change) ? [`changes.${index}.${field}`] : []))
  const unknown = [
    ...fieldsWhere('unit', ({ unit }) => !named.has(unit)),
    ...fieldsWhere('post', ({ post }) => !scheme.posts.includes(post)),
  ]
  if (unknown.length > 0) return refuseFields('unknownUnit', unknown)
  const periods = Map.groupBy(await membersIn(trx, scheme.id, year), ({ id }) => id)
  const strangers = [
    ...(periods.has(physicianId) ? [] : ['physicianId']),
    ...fieldsWhere('to', ({ unit, to }) => !belongs(periods.get(to), named.get(unit))),
  ]
  if (strangers.length > 0) return refuseFields('unknownMember', strangers)

  const daysOf = (posts: readonly { unit: string }[]): string =>
    [...new Set(posts.map(({ unit }) => named.get(unit)?.day))].join(', ')
  const past = new Set(begun.map(({ unit }) => unit))
  const tooLate = changes.filter(({ unit }) => past.has(unit))
  if (tooLate.length > 0) return refuse('alreadyBegun', daysOf(tooLate))
  const away = unitsDuring(units, days, now).map(unit => unitId(scheme.id, unit))
  const isVain = ({ unit, from, to }: TakenRepair['changes'][number]): boolean =>
    to === from || (to === physicianId && away.includes(unit))
  const vain = fieldsWhere('to', isVain)
  if (vain.length > 0) return refuseFields('invalidInput', vain)
  const repaired = repairPublished(assignments, { person: physicianId, units: away }, changes)
  if (!repaired.ok) return refuse('changedMeanwhile', daysOf(repaired.mismatched))

  const id = rosterId(scheme.id, year)
  // The revision decides between two clerks: nothing is written before it is taken.
  if (!(await rosters.changeRoster(trx, id, revision, { drafted_at: now, proof: null })))
    return refuse('staleRevision')
  await keepAbsence(trx, now, actor, scheme.id, year, { physicianId, ...days })
  const instance = await instanceOfPublished(trx, scheme, year, found.value)
  await rosters.describeDraft(trx, id, inputHashOf(instance), JSON.stringify(instance))
  const rows = unitRows(scheme.id, id, units)
  await rosters.replaceUnits(trx, id, rows)
  await putRota(trx, id, rows, repaired.assignments, settled)
  await recordAudit(trx, now, {
    action: 'rota.repair',
    actor: { accountId: actor.accountId },
    address: actor.address,
    associationId: scheme.association.id,
    resource: `roster:${id}`,
    detail: { physician: physicianId, version: number, changes: changes.length },
  })
  return accept(null)
}

/** Whether somebody with these periods of membership may stand the unit as far as membership goes. */
const belongs = (periods: readonly SchemeMember[] | undefined, unit: DutyUnit | undefined): boolean =>
  periods !== undefined && unit !== undefined && isMemberDuring(periods, unit)

/** Keeps the days as 不可, once however often the same absence is repaired. */
async function keepAbsence(
  trx: Trx,
  now: Instant,
  { accountId }: Actor,
  schemeId: string,
  fiscalYear: FiscalYear,
  { physicianId, from, to }: MemberAbsence,
): Promise<void> {
  const pattern = JSON.stringify({ form: 'days', from, to, hours: null })
  const own = await wishes.listWishesOf(trx, { schemeId, fiscalYear, physicianId })
  if (own.some(wish => wish.kind === 'unavailable' && wish.pattern === pattern)) return
  await wishes.addWishes(trx, [
    {
      id: randomUUID(),
      scheme_id: schemeId,
      physician_id: physicianId,
      fiscal_year: fiscalYear,
      kind: 'unavailable',
      pattern,
      entered_at: now,
      entered_by: accountId,
      on_behalf: 1,
    },
  ])
}
