import { isDoubleBooking } from '../../db/double-booking.ts'
import type { Db, Trx } from '../../db/open.ts'
import type { Actor } from '../audit/actor.ts'
import { recordAudit } from '../audit/audit.service.ts'
import type { FiscalYear } from '../calendar/fiscal-year.ts'
import type { HolidayClass } from '../calendar/holiday-class.ts'
import type { Context } from '../context.ts'
import { findScheme } from '../duty/duty-scheme.service.ts'
import type { DutyScheme } from '../duty/duty-scheme.ts'
import { accept, type Outcome, refuse } from '../http/refusal.ts'
import type { Instant } from '../time/clock.ts'
import { type Duty, type FollowedDuty, followPublication, freezePast } from './follow-publication.ts'
import { instanceOf } from './instance.service.ts'
import type { Assignment } from './optimiser/instance.ts'
import * as publications from './publication.repository.ts'
import { publishedUnits } from './published-units.ts'
import * as rosters from './roster.repository.ts'
import { rosterId } from './roster-id.ts'

type PublishRefusal = 'notFound' | 'nothingDrafted' | 'openPosts' | 'staleRevision' | 'doubleBooked'

/**
 * Publishes the draft as the next version: immutable from then on, and at once what calendars show.
 * Refused, with nothing changed, when the roster is not at `revision` any more, when a post is open, or
 * when a physician would have two duties at once, in this scheme or another.
 */
export async function publishRoster(
  context: Context,
  actor: Actor,
  schemeId: string,
  year: FiscalYear,
  revision: number,
): Promise<Outcome<{ number: number }, PublishRefusal>> {
  try {
    return await context.db.transaction().execute(async trx => {
      const scheme = await findScheme(trx, schemeId)
      if (!scheme) return refuse('notFound')
      return publishRosterIn(trx, context.clock(), actor, scheme, year, revision)
    })
  } catch (error) {
    if (isDoubleBooking(error)) return refuse('doubleBooked')
    throw error
  }
}

/** The same inside a transaction of the caller, whom a double booking reaches as the database's error. */
export async function publishRosterIn(
  trx: Trx,
  now: Instant,
  actor: Actor,
  scheme: DutyScheme,
  year: FiscalYear,
  revision: number,
): Promise<Outcome<{ number: number }, 'nothingDrafted' | 'openPosts' | 'staleRevision'>> {
  const id = rosterId(scheme.id, year)
  const roster = await rosters.findRoster(trx, id)
  if (!roster?.input_hash || roster.seed === null) return refuse('nothingDrafted')
  const assignments = await rosters.listDraftAssignments(trx, id)
  const current = await currentDuties(trx, id)
  // A post that the draft leaves open is not open when its duty has begun.
  const published = freezePast(current, await draftedDuties(trx, id, assignments), now)
  const open = openUnits(await rosters.listUnits(trx, id), scheme.posts, published)
  if (open.length > 0) return refuse('openPosts', open.map(unit => unit.day).join(', '))
  if (!(await rosters.changeRoster(trx, id, revision))) return refuse('staleRevision')

  const instance = await instanceOf(trx, scheme, year, publishedUnits(scheme.id, published.map(rowOf)), {
    pins: keptPins(assignments, published),
  })
  const number = ((await publications.listPublications(trx, id)).at(-1)?.number ?? 0) + 1
  const publicationId = `${id}/v${number}`
  await publications.addPublication(
    trx,
    {
      id: publicationId,
      roster_id: id,
      number,
      published_at: now,
      seed: roster.seed,
      input_hash: roster.input_hash,
      instance: JSON.stringify(instance),
    },
    published.map(duty => ({ publication_id: publicationId, ...rowOf(duty) })),
  )
  const changed = followPublication(current, published, now)
  await publications.replaceDuties(
    trx,
    changed.map(duty => ({
      ...rowOf(duty),
      roster_id: id,
      sequence: duty.sequence,
      first_published_at: duty.firstPublishedAt,
      changed_at: duty.changedAt,
      cancelled_at: duty.cancelledAt,
    })),
  )
  await recordAudit(trx, now, {
    action: 'roster.publish',
    actor: { accountId: actor.accountId },
    address: actor.address,
    associationId: scheme.association.id,
    resource: `publication:${publicationId}`,
    detail: { number, changed: changed.length },
  })
  return accept({ number })
}

/** The published duties of a roster as the calendars follow them, cancelled ones included. */
export async function currentDuties(db: Db | Trx, rosterId: string): Promise<FollowedDuty[]> {
  const rows = await publications.listDuties(db, rosterId)
  return rows.map(row => ({
    ...dutyOf(row),
    sequence: row.sequence,
    firstPublishedAt: row.first_published_at,
    changedAt: row.changed_at,
    cancelledAt: row.cancelled_at,
  }))
}

type DraftRow = Awaited<ReturnType<typeof rosters.listDraftAssignments>>[number]

async function draftedDuties(
  db: Db | Trx,
  rosterId: string,
  assignments: readonly DraftRow[],
): Promise<Duty[]> {
  const units = new Map((await rosters.listUnits(db, rosterId)).map(unit => [unit.id, unit]))
  return assignments.flatMap(assignment => {
    const unit = units.get(assignment.unit_id)
    return unit ? [dutyOf({ ...unit, ...assignment })] : []
  })
}

/** The pins of a draft that hold in what is published of it. */
const keptPins = (assignments: readonly DraftRow[], published: readonly Duty[]): Assignment[] =>
  assignments
    .filter(({ pinned }) => pinned === 1)
    .filter(row =>
      published.some(
        duty =>
          duty.unitId === row.unit_id && duty.post === row.post && duty.physicianId === row.physician_id,
      ),
    )
    .map(row => ({ unit: row.unit_id, post: row.post, person: row.physician_id }))

const openUnits = <Unit extends { id: string }>(units: Unit[], posts: string[], duties: Duty[]): Unit[] => {
  const held = new Set(duties.map(duty => `${duty.unitId}\n${duty.post}`))
  return units.filter(unit => posts.some(post => !held.has(`${unit.id}\n${post}`)))
}

type DutyRow = ReturnType<typeof rowOf>

const rowOf = (duty: Duty) => ({
  unit_id: duty.unitId,
  post: duty.post,
  physician_id: duty.physicianId,
  start_at: duty.start,
  end_at: duty.end,
  day: duty.day,
  holiday_class: duty.holidayClass as string,
  label: duty.label,
  tentative: duty.tentative ? 1 : 0,
})

const dutyOf = (row: DutyRow): Duty => ({
  unitId: row.unit_id,
  post: row.post,
  physicianId: row.physician_id,
  start: row.start_at,
  end: row.end_at,
  day: row.day,
  holidayClass: row.holiday_class as HolidayClass,
  label: row.label,
  tentative: row.tentative === 1,
})
