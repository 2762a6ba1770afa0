import type { Db, Trx } from '../../../db/open.ts'
import type { Actor } from '../../audit/actor.ts'
import { recordAudit } from '../../audit/audit.service.ts'
import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import type { Context } from '../../context.ts'
import { findScheme } from '../../duty/duty-scheme.service.ts'
import { accept, type Outcome, refuse } from '../../http/refusal.ts'
import { writtenInterval } from '../../time/written-interval.ts'
import type { Duty } from '../follow-publication.ts'
import { rosterId } from '../roster-id.ts'
import { type DutyChange, type StandingDuty, standingRota } from '../standing/standing-rota.ts'
import { differenceOf } from './difference.ts'
import { differenceViews } from './difference-view.ts'
import { isToBeTold, lastConfirmed, ownDuties, standingIn, untold } from './receipt.ts'
import type { NewReceipt, OwnReceipt, Receipts } from './receipt-view.ts'
import { asItEnded, asPublished, type PublishedVersion, versionsOf, wordsOf } from './rota-at.service.ts'
import * as versions from './version.repository.ts'

/** The newest version of a year with who is asked to confirm it. */
type Asking = {
  newest: PublishedVersion
  earlier: PublishedVersion[]
  /** What the newest says, and the changes of it in their order: together the rota as it stands. */
  published: Duty[]
  changes: DutyChange[]
  rota: StandingDuty[]
  asked: Set<string>
}

type ReceiptRefusal = 'notFound' | 'nothingPublished' | 'newerVersion' | 'changedMeanwhile' | 'unknownMember'

/** Whose receipt, and of which year. */
export type ReceiptPath = { schemeId: string; fiscalYear: FiscalYear; physicianId: string }

/** Null while nothing is published. */
async function askingOf(db: Db | Trx, rosterId: string): Promise<Asking | null> {
  const earlier = await versionsOf(db, rosterId)
  const newest = earlier.pop()
  if (!newest) return null
  const before = earlier.at(-1)
  const { published, changes } = await wordsOf(db, newest)
  const rota = standingRota(published, changes)
  const held = before ? await asItEnded(db, before) : []
  const asked = standingIn(rota, await asPublished(db, newest), held)
  return { newest, earlier, published, changes, rota, asked }
}

/**
 * How many are asked to confirm the newest version (whoever has a duty in it, now or as published, or had one before
 * it), and how many have confirmed it as it stands now.
 */
export async function receiptCounts(
  db: Db | Trx,
  rosterId: string,
): Promise<{ asked: number; read: number; accepted: number }> {
  const asking = await askingOf(db, rosterId)
  if (!asking) return { asked: 0, read: 0, accepted: 0 }
  const { published, changes, newest, asked } = asking
  const given = (await receiptsOf(db, rosterId, asking)).filter(
    receipt => receipt.number === newest.number && untold(published, changes, receipt).length === 0,
  )
  return {
    asked: asked.size,
    read: given.length,
    accepted: given.filter(({ acceptedAt }) => acceptedAt !== null).length,
  }
}

/** What a physician is to confirm: their duties as they stand, and what is new to them. */
export async function readOwnReceipt(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { schemeId, fiscalYear, physicianId }: ReceiptPath,
): Promise<Outcome<OwnReceipt, 'notFound' | 'nothingPublished'>> {
  const id = rosterId(schemeId, fiscalYear)
  const asking = await askingOf(db, id)
  if (!asking) return refuse('nothingPublished')
  const [physician] = await versions.listPeople(db, [physicianId])
  if (!physician) return refuse('notFound')
  const { newest, published, changes, rota, asked } = asking
  const receipts = await receiptsOf(db, id, asking)
  const own = receipts.find(one => one.number === newest.number && one.physicianId === physicianId)
  const confirmedBefore = lastConfirmed(receipts, physicianId, newest.number)
  const now = clock()
  return accept({
    physician: { id: physician.id, name: physician.name, clinic: physician.clinic },
    number: newest.number,
    publishedAt: moment(newest.publishedAt),
    asked: asked.has(physicianId),
    changesMade: changes.length,
    ...receiptView(own),
    changedSinceWord: own ? differenceViews(untold(published, changes, own)) : [],
    confirmedBefore,
    changes: differenceViews((await changesSince(db, asking, confirmedBefore)).get(physicianId) ?? []),
    duties: ownDuties(rota, physicianId).map(duty => ({
      unitId: duty.unitId,
      post: duty.post,
      day: duty.day,
      label: duty.label,
      tentative: duty.tentative,
      ...writtenInterval(duty),
      hours: duty.hours.map(writtenInterval),
      begun: duty.start <= now,
    })),
  })
}

/** Who is asked to confirm the newest version and who has, with where to call them. */
export async function readReceipts(
  { db }: Pick<Context, 'db'>,
  schemeId: string,
  fiscalYear: FiscalYear,
): Promise<Outcome<Receipts, 'nothingPublished'>> {
  const id = rosterId(schemeId, fiscalYear)
  const asking = await askingOf(db, id)
  if (!asking) return refuse('nothingPublished')
  const { newest, published, changes: made, rota, asked } = asking
  const receipts = await receiptsOf(db, id, asking)
  const people = await versions.listPeople(db, [...asked])
  const since = new Map<number | null, Awaited<ReturnType<typeof changesSince>>>()
  const physicians: Receipts['physicians'] = []
  for (const { id, name, clinic, phone } of people) {
    const confirmedBefore = lastConfirmed(receipts, id, newest.number)
    const changes = since.get(confirmedBefore) ?? (await changesSince(db, asking, confirmedBefore))
    since.set(confirmedBefore, changes)
    const given = receipts.find(one => one.number === newest.number && one.physicianId === id)
    physicians.push({
      ...{ id, name, clinic, phone },
      duties: ownDuties(rota, id).length,
      ...receiptView(given),
      changedSinceWord: given ? untold(published, made, given).length : 0,
      confirmedBefore,
      changes: changes.get(id)?.length ?? 0,
    })
  }
  return accept({
    number: newest.number,
    publishedAt: moment(newest.publishedAt),
    changesMade: made.length,
    physicians,
  })
}

/**
 * Keeps a physician's word on the newest version, said by themselves or told to the secretariat. Said again, it is
 * accepted and changes nothing, unless a duty of theirs was overridden since: then it counts anew, and what was accepted
 * before is no longer. Refused when a newer version than the one they saw is out, when a duty of theirs was overridden
 * after the `changesSeen` changes that they saw (`changedMeanwhile`), or when they are not asked.
 */
export const giveReceipt = (
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
  { schemeId, fiscalYear, physicianId }: ReceiptPath,
  { number, changesSeen, word }: NewReceipt,
): Promise<Outcome<null, ReceiptRefusal>> =>
  db.transaction().execute(async trx => {
    const now = clock()
    const scheme = await findScheme(trx, schemeId)
    if (!scheme) return refuse('notFound')
    const asking = await askingOf(trx, rosterId(schemeId, fiscalYear))
    if (!asking) return refuse('nothingPublished')
    const { newest, published, changes, asked } = asking
    if (newest.number !== number) return refuse('newerVersion')
    if (!asked.has(physicianId)) return refuse('unknownMember')
    const unseen = changesSeen === undefined ? [] : changes.slice(changesSeen)
    if (unseen.some(change => isToBeTold(change, physicianId))) return refuse('changedMeanwhile')
    const by = {
      accepted_at: word === 'accepted' ? now : null,
      account_id: actor.accountId,
      on_behalf: actor.onBehalfOf === undefined ? 0 : 1,
    }
    const path = { publicationId: newest.id, physicianId }
    const given = await versions.findReceipt(trx, path)
    const isOvertaken =
      given !== undefined && untold(published, changes, { physicianId, readAt: given.read_at }).length > 0
    const row = { publication_id: newest.id, physician_id: physicianId, read_at: now, ...by }
    const isNew =
      (isOvertaken
        ? await versions.renewReceipt(trx, path, given.read_at, { read_at: now, ...by })
        : await versions.addReceipt(trx, row)) ||
      (by.accepted_at !== null &&
        (await versions.acceptReceipt(trx, path, { ...by, accepted_at: by.accepted_at })))
    if (!isNew) return accept(null)
    await recordAudit(trx, now, {
      action: 'receipt.give',
      actor: { accountId: actor.accountId },
      ...(actor.onBehalfOf === undefined ? {} : { onBehalfOf: actor.onBehalfOf }),
      address: actor.address,
      associationId: scheme.association.id,
      resource: `publication:${newest.id}`,
      detail: { physician: physicianId, word },
    })
    return accept(null)
  })

type Receipt = Awaited<ReturnType<typeof receiptsOf>>[number]

/** The receipts of every version of a year, each with the number of its version. */
async function receiptsOf(db: Db | Trx, rosterId: string, { newest, earlier }: Asking) {
  const numbers = new Map([...earlier, newest].map(({ id, number }) => [id, number]))
  return (await versions.listReceipts(db, rosterId)).map(row => ({
    number: numbers.get(row.publication_id) ?? 0,
    physicianId: row.physician_id,
    readAt: row.read_at,
    acceptedAt: row.accepted_at,
    onBehalf: row.on_behalf === 1,
  }))
}

const receiptView = (receipt: Receipt | undefined) => ({
  readAt: receipt ? moment(receipt.readAt) : null,
  acceptedAt: receipt?.acceptedAt == null ? null : moment(receipt.acceptedAt),
  onBehalf: receipt?.onBehalf ?? false,
})

/** What has changed for each physician from a version to the rota as it stands; nothing, without a version. */
async function changesSince(db: Db | Trx, { earlier, rota }: Asking, number: number | null) {
  const version = earlier.find(one => one.number === number)
  const people = version ? differenceOf(await asPublished(db, version), rota).people : []
  return new Map(people.map(({ physicianId, duties }) => [physicianId, duties]))
}

const moment = (instant: number): string => new Date(instant).toISOString()
