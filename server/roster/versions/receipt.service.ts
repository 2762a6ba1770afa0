import type { Db, Trx } from '../../../db/open.ts'
import type { Actor } from '../../audit/actor.ts'
import { recordAudit } from '../../audit/audit.service.ts'
import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import type { Context } from '../../context.ts'
import { findScheme } from '../../duty/duty-scheme.service.ts'
import { accept, type Outcome, refuse } from '../../http/refusal.ts'
import { writtenInterval } from '../../time/written-interval.ts'
import { rosterId } from '../roster-id.ts'
import { standingDuties } from '../standing/standing-rota.service.ts'
import type { StandingDuty } from '../standing/standing-rota.ts'
import { differenceOf } from './difference.ts'
import { differenceViews } from './difference-view.ts'
import { lastConfirmed, ownDuties, standingIn } from './receipt.ts'
import type { NewReceipt, OwnReceipt, Receipts } from './receipt-view.ts'
import { asItEnded, asPublished, type PublishedVersion, versionsOf } from './rota-at.service.ts'
import * as versions from './version.repository.ts'

/** The newest version of a year with who is asked to confirm it. */
type Asking = {
  newest: PublishedVersion
  earlier: PublishedVersion[]
  rota: StandingDuty[]
  asked: Set<string>
}

/** Whose receipt, and of which year. */
export type ReceiptPath = { schemeId: string; fiscalYear: FiscalYear; physicianId: string }

/** Null while nothing is published. */
async function askingOf(db: Db | Trx, rosterId: string): Promise<Asking | null> {
  const earlier = await versionsOf(db, rosterId)
  const newest = earlier.pop()
  if (!newest) return null
  const before = earlier.at(-1)
  const rota = await standingDuties(db, rosterId)
  const held = before ? await asItEnded(db, before) : []
  return { newest, earlier, rota, asked: standingIn(rota, await asPublished(db, newest), held) }
}

/** Who is asked to confirm the newest version: whoever has a duty in it, now or as published, or had one before it. */
export const askedForReceipts = async (db: Db | Trx, rosterId: string): Promise<Set<string>> =>
  (await askingOf(db, rosterId))?.asked ?? new Set()

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
  const { newest, rota, asked } = asking
  const receipts = await receiptsOf(db, id, asking)
  const own = receipts.find(one => one.number === newest.number && one.physicianId === physicianId)
  const confirmedBefore = lastConfirmed(receipts, physicianId, newest.number)
  const now = clock()
  return accept({
    physician: { id: physician.id, name: physician.name, clinic: physician.clinic },
    number: newest.number,
    publishedAt: moment(newest.publishedAt),
    asked: asked.has(physicianId),
    ...receiptView(own),
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
  const { newest, rota, asked } = asking
  const receipts = await receiptsOf(db, id, asking)
  const people = await versions.listPeople(db, [...asked])
  const since = new Map<number | null, Awaited<ReturnType<typeof changesSince>>>()
  const physicians: Receipts['physicians'] = []
  for (const { id, name, clinic, phone } of people) {
    const confirmedBefore = lastConfirmed(receipts, id, newest.number)
    const changes = since.get(confirmedBefore) ?? (await changesSince(db, asking, confirmedBefore))
    since.set(confirmedBefore, changes)
    physicians.push({
      ...{ id, name, clinic, phone },
      duties: ownDuties(rota, id).length,
      ...receiptView(receipts.find(one => one.number === newest.number && one.physicianId === id)),
      confirmedBefore,
      changes: changes.get(id)?.length ?? 0,
    })
  }
  return accept({ number: newest.number, publishedAt: moment(newest.publishedAt), physicians })
}

/**
 * Keeps a physician's word on the newest version, said by themselves or told to the secretariat. Said again, it is
 * accepted and changes nothing. Refused when a newer version than the one they saw is out, or when they are not asked.
 */
export const giveReceipt = (
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
  { schemeId, fiscalYear, physicianId }: ReceiptPath,
  { number, word }: NewReceipt,
): Promise<Outcome<null, 'notFound' | 'nothingPublished' | 'newerVersion' | 'unknownMember'>> =>
  db.transaction().execute(async trx => {
    const now = clock()
    const scheme = await findScheme(trx, schemeId)
    if (!scheme) return refuse('notFound')
    const asking = await askingOf(trx, rosterId(schemeId, fiscalYear))
    if (!asking) return refuse('nothingPublished')
    const { newest, asked } = asking
    if (newest.number !== number) return refuse('newerVersion')
    if (!asked.has(physicianId)) return refuse('unknownMember')
    const by = {
      accepted_at: word === 'accepted' ? now : null,
      account_id: actor.accountId,
      on_behalf: actor.onBehalfOf === undefined ? 0 : 1,
    }
    const path = { publicationId: newest.id, physicianId }
    const isNew =
      (await versions.addReceipt(trx, {
        publication_id: newest.id,
        physician_id: physicianId,
        read_at: now,
        ...by,
      })) ||
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
