import { randomUUID } from 'node:crypto'
import type { Db, Trx } from '../../db/open.ts'
import { recordAudit } from '../audit/audit.service.ts'
import type { Context } from '../context.ts'
import { accept, type Outcome, type Reason, refuse, refuseFields } from '../http/refusal.ts'
import { hashOfToken, newToken } from '../secrets/token.ts'
import type { Instant } from '../time/clock.ts'
import { localDayOf } from '../time/tokyo.ts'
import type { Audience } from './audience.ts'
import { findCalendar } from './calendar.service.ts'
import type { Calendar, CalendarPath } from './calendar.ts'
import * as feeds from './feed.repository.ts'
import { type Holder, holderOf, inPlaceOf, mayHandle, type Subscriber } from './holder.service.ts'
import { subscriptionsAsShown } from './read-subscriptions.service.ts'
import type { NewSubscription, SubscriptionsView } from './subscription-view.ts'

/** One person needs one for each of their devices; more are forgotten ones. */
const MOST_OF_ONE_HOLDER = 10

type OnePath = CalendarPath & { subscriptionId: string }
type Wishes = { name: string; alarmMinutes: number | null }

type Given = Partial<Wishes> & {
  associationId?: string
  /** Whom it ends with; null: it lives as long as what it is of. */
  membershipId?: string | null
  by?: { accountId: string | null; onBehalf: boolean }
}

/**
 * Adds a calendar subscription and returns its token, which is nowhere else: only its hash is stored, so
 * an address that is lost can be replaced but never shown again.
 */
export async function subscribe(
  trx: Trx,
  now: Instant,
  audience: Audience,
  audienceId: string,
  given: Given = {},
): Promise<{ id: string; token: string }> {
  const [id, token] = [randomUUID(), newToken()]
  await feeds.addSubscription(trx, {
    id,
    audience,
    audience_id: audienceId,
    token_hash: hashOfToken(token),
    created_at: now,
    created_by: given.by?.accountId ?? null,
    on_behalf: given.by?.onBehalf ? 1 : 0,
    name: given.name ?? '',
    alarm_minutes: given.alarmMinutes ?? null,
    association_id: given.associationId ?? null,
    membership_id: given.membershipId ?? null,
    revoked_at: null,
  })
  return { id, token }
}

/** True when every one of the tokens is of a subscription that has not been revoked. */
export const areSubscribed = async (db: Db | Trx, tokens: readonly string[]): Promise<boolean> =>
  (await feeds.countSubscriptions(db, tokens.map(hashOfToken))) === tokens.length

/** Makes a calendar address: by whom it is for, or by the secretariat for them, which is recorded. */
export const makeSubscription = (
  context: Context,
  who: Subscriber,
  path: CalendarPath,
  { membershipId, ...wishes }: Wishes & { membershipId?: string | undefined },
): Promise<
  Outcome<NewSubscription, 'notFound' | 'invalidInput' | 'membershipEnded' | 'tooManySubscriptions'>
> =>
  onCalendar(context, path, async (trx, calendar) => {
    const holder = await holderOf({ db: trx, now: context.clock() }, who, path.associationId, calendar, {
      membershipId,
    })
    if (holder === 'notShared') return refuseFields('invalidInput', ['membershipId'])
    if (holder === null) return refuse('membershipEnded')
    await feeds.takeTurn(trx, path.associationId)
    if (await hasEnough(context, trx, path, holder)) return refuse('tooManySubscriptions')
    const { id, url } = await add(context, trx, { who, path, calendar, holder, wishes })
    const { onBehalfOf } = holder
    await record(context, trx, { who, path, onBehalfOf }, 'subscription.make', id)
    return accept({ ...(await list(context, trx, who, path, calendar)), id, url })
  })

/** Gives a subscription another name or reminder; its address stays. */
export const changeSubscription = (
  context: Context,
  who: Subscriber,
  path: OnePath,
  { revision, ...wishes }: Wishes & { revision: number },
): Promise<Outcome<SubscriptionsView, 'notFound' | 'subscriptionEnded' | 'staleRevision'>> =>
  onSubscription(context, who, path, async (trx, calendar, row) => {
    if (!(await feeds.changeSubscription(trx, row.id, { ...wishes, revision })))
      return refuse('staleRevision')
    const onBehalfOf = inPlaceOf(who, path.associationId, calendar, row)
    await record(context, trx, { who, path, onBehalfOf }, 'subscription.change', row.id)
    return accept(await list(context, trx, who, path, calendar))
  })

/**
 * Gives a subscription a new address; the old one ends at once. Of several who do so, one does: the others are told
 * that it has ended.
 */
export const renewSubscription = (
  context: Context,
  who: Subscriber,
  path: OnePath,
): Promise<Outcome<NewSubscription, 'notFound' | 'membershipEnded' | 'subscriptionEnded'>> =>
  onSubscription(context, who, path, async (trx, calendar, row) => {
    const now = context.clock()
    const holder = await holderOf({ db: trx, now }, who, path.associationId, calendar, {
      before: row.membership_id,
    })
    if (holder === null || holder === 'notShared') return refuse('membershipEnded')
    if (!(await feeds.revoke(trx, now, row.id, false))) return refuse('subscriptionEnded')
    const wishes = { name: row.name, alarmMinutes: row.alarm_minutes }
    const { id, url } = await add(context, trx, { who, path, calendar, holder, wishes })
    const { onBehalfOf } = holder
    await record(context, trx, { who, path, onBehalfOf, instead: row.id }, 'subscription.renew', id)
    return accept({ ...(await list(context, trx, who, path, calendar)), id, url })
  })

/**
 * Ends a calendar address: from now on it answers like one that never was, or, with `farewell`, says for 30 days how to
 * subscribe again.
 */
export const revokeSubscription = (
  context: Context,
  who: Subscriber,
  path: OnePath,
  { farewell }: { farewell: boolean },
): Promise<Outcome<SubscriptionsView, 'notFound' | 'subscriptionEnded'>> =>
  onSubscription(context, who, path, async (trx, calendar, row) => {
    if (!(await feeds.revoke(trx, context.clock(), row.id, farewell))) return refuse('subscriptionEnded')
    const onBehalfOf = inPlaceOf(who, path.associationId, calendar, row)
    await record(context, trx, { who, path, onBehalfOf, farewell }, 'subscription.revoke', row.id)
    return accept(await list(context, trx, who, path, calendar))
  })

/** Loads the calendar and changes something of it, in one transaction. */
const onCalendar = <Value, R extends Reason>(
  { db }: Context,
  path: CalendarPath,
  change: (trx: Trx, calendar: Calendar) => Promise<Outcome<Value, R>>,
): Promise<Outcome<Value, R | 'notFound'>> =>
  db.transaction().execute(async trx => {
    const calendar = await findCalendar(trx, path.associationId, path.audience, path.audienceId)
    return calendar ? change(trx, calendar) : refuse('notFound')
  })

type Row = NonNullable<Awaited<ReturnType<typeof feeds.findSubscriptionOf>>>

/** The same for one of its subscriptions, as far as it is theirs and has not been revoked. */
const onSubscription = <Value, R extends Reason>(
  context: Context,
  who: Subscriber,
  path: OnePath,
  change: (trx: Trx, calendar: Calendar, row: Row) => Promise<Outcome<Value, R>>,
): Promise<Outcome<Value, R | 'notFound' | 'subscriptionEnded'>> =>
  onCalendar<Value, R | 'notFound' | 'subscriptionEnded'>(context, path, async (trx, calendar) => {
    const row = await feeds.findSubscriptionOf(trx, path.associationId, path, path.subscriptionId)
    if (!row || !mayHandle(who, path.associationId, calendar, row)) return refuse('notFound')
    if (row.revoked_at !== null) return refuse('subscriptionEnded')
    return change(trx, calendar, row)
  })

/** Whether whoever a new one would be for has as many as anybody may have. */
async function hasEnough({ clock }: Context, trx: Trx, path: CalendarPath, holder: Holder): Promise<boolean> {
  const rows = await feeds.listSubscriptionsOf(trx, path.associationId, path, localDayOf(clock()))
  const live = rows.filter(row => row.in_force === 1)
  const theirs = holder.shared ? live.filter(row => row.membership_id === holder.membershipId) : live
  return theirs.length >= MOST_OF_ONE_HOLDER
}

type Adding = { who: Subscriber; path: CalendarPath; calendar: Calendar; holder: Holder; wishes: Wishes }

async function add({ clock, config }: Context, trx: Trx, { who, path, calendar, holder, wishes }: Adding) {
  const { id, token } = await subscribe(trx, clock(), calendar.audience, calendar.id, {
    ...wishes,
    associationId: path.associationId,
    membershipId: holder.membershipId,
    by: { accountId: who.accountId, onBehalf: holder.onBehalf },
  })
  return { id, url: `${config.baseUrl}/feeds/${token}.ics` }
}

async function list(
  context: Context,
  trx: Trx,
  who: Subscriber,
  path: CalendarPath,
  calendar: Calendar,
): Promise<SubscriptionsView> {
  return subscriptionsAsShown({ ...context, db: trx }, who, path.associationId, calendar)
}

const record = (
  { clock }: Context,
  trx: Trx,
  what: {
    who: Subscriber
    path: CalendarPath
    onBehalfOf: string | undefined
    instead?: string
    farewell?: boolean
  },
  action: string,
  subscriptionId: string,
) => {
  const { who, path, onBehalfOf, instead, farewell } = what
  return recordAudit(trx, clock(), {
    action,
    actor: { accountId: who.accountId },
    ...(onBehalfOf === undefined ? {} : { onBehalfOf }),
    address: who.address,
    associationId: path.associationId,
    resource: `subscription:${subscriptionId}`,
    detail: {
      [path.audience]: path.audienceId,
      ...(instead === undefined ? {} : { instead }),
      ...(farewell === undefined ? {} : { farewell }),
    },
  })
}
