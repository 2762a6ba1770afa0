import { randomUUID } from 'node:crypto'
import type { Db, Trx } from '../../../db/open.ts'
import { rosterShownChanged } from '../../directory/shown-revision.service.ts'
import type { Instant } from '../../time/clock.ts'
import { type FollowedDuty, followPublication } from '../follow-publication.ts'
import * as publications from '../publication.repository.ts'
import * as changeRows from './duty-change.repository.ts'
import { dutyOfRow, rowOfDuty } from './duty-row.ts'
import {
  type ChangeKind,
  type DutyChange,
  partsOf,
  type StandingDuty,
  standingRota,
} from './standing-rota.ts'

/** The newest version of a year with the changes made after it, and the rota they come to. */
export type Standing = {
  publication: { id: string; number: number; publishedAt: Instant }
  changes: DutyChange[]
  rota: StandingDuty[]
}

/** Null while nothing is published of the year. */
export async function readStanding(db: Db | Trx, rosterId: string): Promise<Standing | null> {
  const newest = (await publications.listPublications(db, rosterId)).at(-1)
  if (!newest) return null
  const { id, number, published_at: publishedAt } = newest
  const published = (await publications.listPublishedUnits(db, id)).map(dutyOfRow)
  const changes = await listDutyChanges(db, id)
  return { publication: { id, number, publishedAt }, changes, rota: standingRota(published, changes) }
}

/** Every post as it stands, or nothing while nothing is published of the year. */
export const standingDuties = async (db: Db | Trx, rosterId: string): Promise<StandingDuty[]> =>
  (await readStanding(db, rosterId))?.rota ?? []

/** The changes made after a version, in their order. */
export const listDutyChanges = async (db: Db | Trx, publicationId: string): Promise<DutyChange[]> =>
  (await changeRows.listChanges(db, publicationId)).map(changeOfRow)

export const changeOfRow = (row: Awaited<ReturnType<typeof changeRows.listChanges>>[number]): DutyChange => ({
  kind: row.kind as ChangeKind,
  exchangeId: row.exchange_id,
  unitId: row.unit_id,
  post: row.post,
  start: row.start_at,
  end: row.end_at,
  from: row.from_physician_id,
  to: row.to_physician_id,
  reason: row.reason,
  appliedAt: row.applied_at,
  appliedBy: row.applied_by,
})

/** Writes changes down behind those that a version already has. The caller holds the roster. */
export async function addDutyChanges(
  trx: Trx,
  rosterId: string,
  publicationId: string,
  changes: readonly DutyChange[],
): Promise<void> {
  const before = (await changeRows.listChanges(trx, publicationId)).at(-1)?.number ?? 0
  await changeRows.addChanges(
    trx,
    changes.map((change, index) => ({
      id: randomUUID(),
      roster_id: rosterId,
      publication_id: publicationId,
      number: before + 1 + index,
      kind: change.kind,
      exchange_id: change.exchangeId,
      unit_id: change.unitId,
      post: change.post,
      start_at: change.start,
      end_at: change.end,
      from_physician_id: change.from,
      to_physician_id: change.to,
      reason: change.reason,
      applied_at: change.appliedAt,
      applied_by: change.appliedBy,
    })),
  )
}

/**
 * Tells the calendars of the rota as it stands now; unchanged duties are not touched. Two duties of one physician at
 * once reach the caller as the database's error. Returns how many events changed.
 */
export async function tellCalendars(
  trx: Trx,
  rosterId: string,
  rota: readonly StandingDuty[],
  now: Instant,
): Promise<number> {
  const changed = followPublication(await currentDuties(trx, rosterId), partsOf(rota), now)
  await publications.replaceDuties(
    trx,
    changed.map(duty => ({
      ...rowOfDuty(duty),
      part: duty.part,
      roster_id: rosterId,
      sequence: duty.sequence,
      first_published_at: duty.firstPublishedAt,
      changed_at: duty.changedAt,
      cancelled_at: duty.cancelledAt,
    })),
  )
  await rosterShownChanged(trx, rosterId)
  return changed.length
}

/** The duties of a roster as the calendars follow them, cancelled ones included. */
export async function currentDuties(db: Db | Trx, rosterId: string): Promise<FollowedDuty[]> {
  const rows = await publications.listDuties(db, rosterId)
  return rows.map(row => ({
    ...dutyOfRow(row),
    part: row.part,
    sequence: row.sequence,
    firstPublishedAt: row.first_published_at,
    changedAt: row.changed_at,
    cancelledAt: row.cancelled_at,
  }))
}
