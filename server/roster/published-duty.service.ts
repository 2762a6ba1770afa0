import type { Db, Trx } from '../../db/open.ts'
import type { Instant } from '../time/clock.ts'
import type { Interval } from '../time/interval.ts'
import * as published from './published-duty.repository.ts'
import type { PublishedDuty } from './published-duty.ts'

/** All published duties of a scheme that touch the window; gone ones when that happened at `since` or later. */
export async function dutiesOfScheme(
  db: Db | Trx,
  schemeId: string,
  window: Interval,
  since: Instant,
): Promise<PublishedDuty[]> {
  return (await published.listDutiesOfScheme(db, schemeId, window, since)).map(fromRow)
}

/** The same for one physician, in all schemes and associations, with what was passed on to others. */
export async function dutiesOfPhysician(
  db: Db | Trx,
  physicianId: string,
  window: Interval,
  since: Instant,
): Promise<PublishedDuty[]> {
  const own = await published.listDutiesOfPhysician(db, physicianId, window, since)
  const passedOn = await published.listDutiesPassedOn(db, physicianId, window, since)
  return [...own.map(fromRow), ...passedOn.map(row => ({ ...fromRow(row), gone: true }))].sort(
    (a, b) => a.start - b.start,
  )
}

const fromRow = (row: Awaited<ReturnType<typeof published.listDutiesOfScheme>>[number]): PublishedDuty => ({
  start: row.start_at,
  end: row.end_at,
  unitId: row.unit_id,
  post: row.post,
  part: row.part,
  label: row.label,
  tentative: row.tentative === 1,
  physician: {
    id: row.physician_id,
    name: row.physician,
    clinic: row.clinic,
    place: row.place,
    phone: row.phone,
  },
  scheme: { id: row.scheme_id, name: row.scheme, shortName: row.scheme_short },
  association: { id: row.association_id, name: row.association, invented: row.invented === 1 },
  fiscalYear: row.fiscal_year,
  sequence: row.sequence,
  firstPublishedAt: row.first_published_at,
  changedAt: row.changed_at,
  gone: row.cancelled_at !== null,
})
