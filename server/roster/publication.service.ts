import { isDoubleBooking } from '../../db/double-booking.ts'
import type { Db, Trx } from '../../db/open.ts'
import type { Actor } from '../audit/actor.ts'
import { recordAudit } from '../audit/audit.service.ts'
import type { FiscalYear } from '../calendar/fiscal-year.ts'
import type { Context } from '../context.ts'
import { findScheme } from '../duty/duty-scheme.service.ts'
import type { DutyScheme } from '../duty/duty-scheme.ts'
import { accept, type Outcome, refuse } from '../http/refusal.ts'
import type { Instant } from '../time/clock.ts'
import type { Duty } from './follow-publication.ts'
import { instanceOf } from './instance.service.ts'
import type { Assignment } from './optimiser/instance.ts'
import * as publications from './publication.repository.ts'
import { publishedUnits } from './published-units.ts'
import * as rosters from './roster.repository.ts'
import { rosterId } from './roster-id.ts'
import { dutyOfRow, rowOfDuty } from './standing/duty-row.ts'
import { addDutyChanges, readStanding, tellCalendars } from './standing/standing-rota.service.ts'
import { standingRota, supersede } from './standing/standing-rota.ts'

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
  const standing = await readStanding(trx, id)
  // A post that the draft leaves open is not open when its duty has begun.
  const { published, carried } = supersede(
    standing?.rota ?? [],
    standing?.changes ?? [],
    await draftedDuties(trx, id, assignments),
    now,
  )
  const open = openUnits(await rosters.listUnits(trx, id), scheme.posts, published)
  if (open.length > 0) return refuse('openPosts', open.map(unit => unit.day).join(', '))
  if (!(await rosters.changeRoster(trx, id, revision))) return refuse('staleRevision')

  const instance = await instanceOf(trx, scheme, year, publishedUnits(scheme.id, published.map(rowOfDuty)), {
    pins: keptPins(assignments, published),
  })
  const number = (standing?.publication.number ?? 0) + 1
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
    published.map(duty => ({ publication_id: publicationId, ...rowOfDuty(duty) })),
  )
  await addDutyChanges(trx, id, publicationId, carried)
  const changed = await tellCalendars(trx, id, standingRota(published, carried), now)
  await recordAudit(trx, now, {
    action: 'roster.publish',
    actor: { accountId: actor.accountId },
    address: actor.address,
    associationId: scheme.association.id,
    resource: `publication:${publicationId}`,
    detail: { number, changed },
  })
  return accept({ number })
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
    return unit ? [dutyOfRow({ ...unit, ...assignment })] : []
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
