import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { Db, Trx } from '../../../db/open.ts'
import type { Actor } from '../../audit/actor.ts'
import { recordAudit } from '../../audit/audit.service.ts'
import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import type { Context } from '../../context.ts'
import type { DutyScheme } from '../../duty/duty-scheme.ts'
import { type DutyUnit, unitId } from '../../duty/duty-unit.ts'
import { holdMember } from '../../duty/scheme-member.service.ts'
import { accept, type Outcome, refuse, refuseFields } from '../../http/refusal.ts'
import { can } from '../../identity/can.ts'
import type { Principal } from '../../identity/principal.ts'
import { resourceOf } from '../../identity/resource.service.ts'
import type { Instant } from '../../time/clock.ts'
import type { WishedUnit } from '../rota-instance.ts'
import { enterWishes } from './enter-wishes.ts'
import { newWishesSchema } from './new-wish.ts'
import { unitsTouched } from './units-of-wish.ts'
import * as wishes from './wish.repository.ts'
import { type NewWish, WISH_KINDS, type Wish } from './wish.ts'
import { isOpen, quotaOf } from './wish-round.ts'
import { unitsFor, type WishYear, wishYearOf, withUnits } from './wish-year.service.ts'

/** Whose wishes for which year. */
export type MemberPath = { schemeId: string; fiscalYear: FiscalYear; physicianId: string }

/** Who enters: what the audit is told, and what they may do. */
export type Entering = { actor: Actor; principal: Principal }

export type StoredWish = Wish & { enteredBy: string | null }
type TouchingWish = StoredWish & { units: DutyUnit[] }

/** A member with their units of the year and their wishes, oldest first. */
export type MemberYear = {
  year: WishYear
  member: WishYear['members'][number]
  units: DutyUnit[]
  wishes: TouchingWish[]
}

export type ReadingRefusal = 'notFound' | 'overlappingUnits' | 'unknownMember'
export type EnteringRefusal =
  | ReadingRefusal
  | 'wishesClosed'
  | 'unknownUnit'
  | 'quotaExceeded'
  | 'invalidInput'

const fromRow = (row: Awaited<ReturnType<typeof wishes.listWishes>>[number]): StoredWish => ({
  id: row.id,
  physicianId: row.physician_id,
  fiscalYear: row.fiscal_year,
  kind: row.kind,
  pattern: JSON.parse(row.pattern),
  enteredAt: row.entered_at,
  enteredBy: row.entered_by,
  onBehalf: row.on_behalf === 1,
})

/** Refused for somebody who does not belong to the scheme in that year. */
export async function memberYearOf(
  db: Db | Trx,
  path: MemberPath,
): Promise<Outcome<MemberYear, ReadingRefusal>> {
  const year = await wishYearOf(db, path.schemeId, path.fiscalYear)
  if (!year.ok) return year
  const member = year.value.members.find(({ id }) => id === path.physicianId)
  if (!member) return refuse('unknownMember')
  const units = unitsFor(year.value, member)
  const stored = (await wishes.listWishesOf(db, path)).map(fromRow)
  return accept({ year: year.value, member, units, wishes: await withUnits(stored, units) })
}

/** Every wish of a scheme for a year, oldest first. */
export const allWishes = async (
  db: Db | Trx,
  path: { schemeId: string; fiscalYear: FiscalYear },
): Promise<StoredWish[]> => (await wishes.listWishes(db, path)).map(fromRow)

/** What the rota maker is told of the wishes for these units, which come sorted by start: each unit once for each kind. */
export async function wishedUnitsOf(
  db: Db | Trx,
  scheme: DutyScheme,
  year: FiscalYear,
  units: readonly DutyUnit[],
): Promise<WishedUnit[]> {
  const all = await allWishes(db, { schemeId: scheme.id, fiscalYear: year })
  const ids = new Map(units.map(unit => [unit, unitId(scheme.id, unit)]))
  const wished: WishedUnit[] = []
  for (const [person, own] of Map.groupBy(all, ({ physicianId }) => physicianId)) {
    for (const kind of WISH_KINDS) {
      const patterns = own.flatMap(wish => (wish.kind === kind ? [wish.pattern] : []))
      for (const unit of unitsTouched(kind, patterns, units))
        wished.push({ kind, person, unit: ids.get(unit) ?? '' })
    }
    // A member of a large district takes a moment: others get their turn in between.
    await setImmediate()
  }
  return wished
}

/** The secretariat may at any time, physicians until the deadline. */
export const mayEnter = (
  { clock, config }: Pick<Context, 'clock' | 'config'>,
  principal: Principal,
  { scheme, round }: Pick<WishYear, 'scheme' | 'round'>,
): boolean =>
  can(principal, 'wishRound.change', resourceOf(config, scheme.association)) || isOpen(round, clock())

/**
 * Adds wishes of one member, one or several, all or none; a new word on a unit takes the place of the old one. `typed`
 * is what was sent. Wishes of days that touch no unit are accepted: rules and closed days may still change.
 */
export async function addWishes(
  context: Context,
  by: Entering,
  path: MemberPath,
  typed: readonly unknown[],
): Promise<Outcome<{ added: string[] }, EnteringRefusal>> {
  const read = newWishesSchema(path.fiscalYear).safeParse(typed)
  if (!read.success)
    return refuseFields(
      'invalidInput',
      read.error.issues.map(issue => ['wishes', ...issue.path].join('.')),
    )
  return context.db.transaction().execute(async trx => {
    const before = await memberYearToChange(trx, context, by, path)
    return before.ok ? addWishesIn(trx, context, by, before.value, read.data) : before
  })
}

/** The same inside a transaction of the caller. `leaving`: wishes that these take the place of in any case. */
export async function addWishesIn(
  trx: Trx,
  { clock }: Context,
  { actor }: Entering,
  { year, member, units, wishes: existing }: MemberYear,
  added: readonly NewWish[],
  { action = 'wish.add', leaving = [] }: { action?: string; leaving?: readonly Wish[] } = {},
): Promise<Outcome<{ added: string[] }, 'unknownUnit' | 'quotaExceeded' | 'invalidInput'>> {
  const quota = quotaOf(year.round.quotas, member.id)
  const entered = enterWishes(existing, await withUnits(added, units), quota, leaving)
  if (!entered.ok)
    return entered.reason === 'tooManyWishes'
      ? refuseFields('invalidInput', ['wishes'])
      : refuse(entered.reason, entered.detail)

  const path = { schemeId: year.scheme.id, fiscalYear: year.fiscalYear, physicianId: member.id }
  const now = clock()
  const rows = added.map(({ kind, pattern }) => ({
    id: randomUUID(),
    scheme_id: path.schemeId,
    physician_id: path.physicianId,
    fiscal_year: path.fiscalYear,
    kind,
    pattern: JSON.stringify(pattern),
    entered_at: now,
    entered_by: actor.accountId,
    on_behalf: actor.onBehalfOf === undefined ? 0 : 1,
  }))
  const replaced = entered.replaced.map(({ id }) => id)
  await wishes.removeWishes(trx, path, replaced)
  await wishes.addWishes(trx, rows)
  const none = (await wishes.removeAnswer(trx, path)) ? { none: 'takenBack' } : {}
  await recordWishes(trx, now, actor, year, member.id, action, {
    added: rows.map(({ id }) => id).join(','),
    removed: replaced.join(','),
    ...none,
  })
  return accept({ added: rows.map(({ id }) => id) })
}

/** Takes a wish back. One that is gone already, on another device, is no refusal. */
export const removeWish = (
  context: Context,
  by: Entering,
  path: MemberPath,
  wishId: string,
): Promise<Outcome<null, ReadingRefusal | 'wishesClosed'>> =>
  context.db.transaction().execute(async trx => {
    const before = await memberYearToChange(trx, context, by, path)
    if (!before.ok) return before
    const removed = await wishes.removeWishes(trx, path, [wishId])
    if (removed > 0)
      await recordWishes(trx, context.clock(), by.actor, before.value.year, path.physicianId, 'wish.remove', {
        removed: wishId,
      })
    return accept(null)
  })

/** The member's year, in a transaction that nobody else changes their wishes in; refused when they may not enter. */
export async function memberYearToChange(
  trx: Trx,
  context: Context,
  { principal }: Entering,
  path: MemberPath,
): Promise<Outcome<MemberYear, ReadingRefusal | 'wishesClosed'>> {
  await holdMember(trx, path.schemeId, path.physicianId)
  const before = await memberYearOf(trx, path)
  if (!before.ok) return before
  return mayEnter(context, principal, before.value.year) ? before : refuse('wishesClosed')
}

export const recordWishes = (
  trx: Trx,
  now: Instant,
  actor: Actor,
  { scheme, fiscalYear }: WishYear,
  physicianId: string,
  action: string,
  detail: Record<string, string>,
) =>
  recordAudit(trx, now, {
    action,
    actor: { accountId: actor.accountId },
    ...(actor.onBehalfOf === undefined ? {} : { onBehalfOf: actor.onBehalfOf }),
    address: actor.address,
    associationId: scheme.association.id,
    resource: `wishes:${scheme.id}/${fiscalYear}`,
    detail: { physician: physicianId, ...detail },
  })
