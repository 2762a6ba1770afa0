import type { Db, Trx } from '../../../db/open.ts'
import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import type { Instant } from '../../time/clock.ts'
import { draftedPublication } from '../drafted-publication.service.ts'
import type { Duty } from '../follow-publication.ts'
import * as publications from '../publication.repository.ts'
import { rosterId } from '../roster-id.ts'
import { dutyOfRow } from '../standing/duty-row.ts'
import { listDutyChanges, readStanding } from '../standing/standing-rota.service.ts'
import { type DutyChange, type StandingDuty, standingRota } from '../standing/standing-rota.ts'

/** A version by its number, the rota as it stands now, or the draft as it would be published now. */
export type RotaRef = number | 'now' | 'draft'

/** A version as the publication's row names it. */
export type PublishedVersion = { id: string; number: number; publishedAt: Instant }

/** The versions of a year, the oldest first. */
export const versionsOf = async (db: Db | Trx, rosterId: string): Promise<PublishedVersion[]> =>
  (await publications.listPublications(db, rosterId)).map(({ id, number, published_at: publishedAt }) => ({
    id,
    number,
    publishedAt,
  }))

/** Null where there is no such version, nothing published, or no draft. */
export async function rotaAt(
  db: Db | Trx,
  { schemeId, year }: { schemeId: string; year: FiscalYear },
  ref: RotaRef,
  now: Instant,
): Promise<StandingDuty[] | null> {
  if (ref === 'draft') {
    const drafted = await draftedPublication(db, now, schemeId, year)
    return drafted && standingRota(drafted.published, drafted.carried)
  }
  const id = rosterId(schemeId, year)
  if (ref === 'now') return (await readStanding(db, id))?.rota ?? null
  const version = (await versionsOf(db, id)).find(({ number }) => number === ref)
  return version ? asPublished(db, version) : null
}

/** A version as it was on the day it was published, with the parts that it took over from the one before. */
export async function asPublished(
  db: Db | Trx,
  { id, publishedAt }: PublishedVersion,
): Promise<StandingDuty[]> {
  const changes = await listDutyChanges(db, id)
  return standingRota(
    await dutiesOf(db, id),
    changes.filter(change => !isMadeAfter(change, publishedAt)),
  )
}

/** What a version says, and every change of it in its order. */
export const wordsOf = async (
  db: Db | Trx,
  { id }: PublishedVersion,
): Promise<{ published: Duty[]; changes: DutyChange[] }> => ({
  published: await dutiesOf(db, id),
  changes: await listDutyChanges(db, id),
})

/** A version with everything that was changed after it, until the next one came. */
export async function asItEnded(db: Db | Trx, version: PublishedVersion): Promise<StandingDuty[]> {
  const { published, changes } = await wordsOf(db, version)
  return standingRota(published, changes)
}

/** Whether a change was made after its version; the others were taken over from the version before. */
export const isMadeAfter = ({ appliedAt }: DutyChange, publishedAt: Instant): boolean =>
  appliedAt >= publishedAt

const dutiesOf = async (db: Db | Trx, publicationId: string) =>
  (await publications.listPublishedUnits(db, publicationId)).map(dutyOfRow)
