import { randomUUID } from 'node:crypto'
import type { Db, Trx } from '../../db/open.ts'
import type { Actor } from '../audit/actor.ts'
import { recordAudit } from '../audit/audit.service.ts'
import type { Context } from '../context.ts'
import { isPhysicianOf } from '../directory/directory.service.ts'
import { accept, type Outcome, refuse } from '../http/refusal.ts'
import { namesOf } from '../identity/people.service.ts'
import { hashOfToken, newToken } from '../secrets/token.ts'
import type { Instant } from '../time/clock.ts'
import type { Audience } from './audience.ts'
import * as feeds from './feed.repository.ts'
import type { NewSubscription, SubscriptionsView } from './subscription-view.ts'

/**
 * Adds a calendar subscription and returns its token, which is nowhere else: only its hash is stored, so
 * an address that is lost can be replaced but never shown again.
 */
export async function subscribe(
  trx: Trx,
  now: Instant,
  audience: Audience,
  audienceId: string,
  by?: { accountId: string | null; onBehalf: boolean },
): Promise<{ id: string; token: string }> {
  const [id, token] = [randomUUID(), newToken()]
  await feeds.addSubscription(trx, {
    id,
    audience,
    audience_id: audienceId,
    token_hash: hashOfToken(token),
    created_at: now,
    created_by: by?.accountId ?? null,
    on_behalf: by?.onBehalf ? 1 : 0,
    revoked_at: null,
  })
  return { id, token }
}

/** True when every one of the tokens is of a subscription that has not been revoked. */
export const areSubscribed = async (db: Db | Trx, tokens: readonly string[]): Promise<boolean> =>
  (await feeds.countSubscriptions(db, tokens.map(hashOfToken))) === tokens.length

type PhysicianPath = { associationId: string; physicianId: string }

/** The subscriptions of a physician of the association that have not been revoked. */
export async function listPhysicianSubscriptions(
  context: Context,
  path: PhysicianPath,
  db: Db | Trx = context.db,
): Promise<Outcome<SubscriptionsView, 'notFound'>> {
  if (!(await isPhysicianOf(db, path.associationId, path.physicianId))) return refuse('notFound')
  const rows = await feeds.listSubscriptionsOf(db, 'physician', path.physicianId)
  const makers = rows.flatMap(row => (row.created_by === null ? [] : [row.created_by]))
  const names = await namesOf({ db, keyring: context.keyring }, makers)
  return accept({
    subscriptions: rows.map(row => ({
      id: row.id,
      createdAt: new Date(row.created_at).toISOString(),
      enteredBy:
        row.created_by === null
          ? null
          : { name: names.get(row.created_by) ?? '', onBehalf: row.on_behalf === 1 },
    })),
  })
}

/** Makes a physician's calendar address: by themselves, or by the secretariat for them, which is recorded. */
export const subscribePhysician = (
  context: Context,
  actor: Actor,
  path: PhysicianPath,
): Promise<Outcome<NewSubscription, 'notFound'>> =>
  context.db.transaction().execute(async trx => {
    if (!(await isPhysicianOf(trx, path.associationId, path.physicianId))) return refuse('notFound')
    const by = { accountId: actor.accountId, onBehalf: actor.onBehalfOf !== undefined }
    const { id, token } = await subscribe(trx, context.clock(), 'physician', path.physicianId, by)
    await record(trx, context, actor, path, 'subscription.make', id)
    const listed = await listPhysicianSubscriptions(context, path, trx)
    return listed.ok
      ? accept({ ...listed.value, url: `${context.config.baseUrl}/feeds/${token}.ics` })
      : listed
  })

/** Ends a calendar address: from now on it answers like one that never was. */
export const revokeSubscription = (
  context: Context,
  actor: Actor,
  path: PhysicianPath & { subscriptionId: string },
): Promise<Outcome<SubscriptionsView, 'notFound'>> =>
  context.db.transaction().execute(async trx => {
    if (!(await isPhysicianOf(trx, path.associationId, path.physicianId))) return refuse('notFound')
    const { physicianId, subscriptionId } = path
    if (!(await feeds.revoke(trx, context.clock(), 'physician', physicianId, subscriptionId)))
      return refuse('notFound')
    await record(trx, context, actor, path, 'subscription.revoke', subscriptionId)
    return listPhysicianSubscriptions(context, path, trx)
  })

const record = (
  trx: Trx,
  { clock }: Context,
  actor: Actor,
  { associationId, physicianId }: PhysicianPath,
  action: string,
  subscriptionId: string,
) =>
  recordAudit(trx, clock(), {
    action,
    actor: { accountId: actor.accountId },
    ...(actor.onBehalfOf === undefined ? {} : { onBehalfOf: actor.onBehalfOf }),
    address: actor.address,
    associationId,
    resource: `subscription:${subscriptionId}`,
    detail: { physician: physicianId },
  })
