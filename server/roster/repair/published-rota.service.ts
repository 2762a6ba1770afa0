import type { Db, Trx } from '../../../db/open.ts'
import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import { membersIn } from '../../duty/duty-scheme.service.ts'
import type { DutyScheme } from '../../duty/duty-scheme.ts'
import { type DutyUnit, unitId } from '../../duty/duty-unit.ts'
import { accept, type Outcome, refuse } from '../../http/refusal.ts'
import type { Instant } from '../../time/clock.ts'
import { instanceOf } from '../instance.service.ts'
import type { Assignment, RotaInstance } from '../optimiser/instance.ts'
import { inOrder, pinsOf, withPast } from '../pins.ts'
import * as publications from '../publication.repository.ts'
import { publishedUnits } from '../published-units.ts'
import { rosterId } from '../roster-id.ts'

/** What is published of a year, as the calendars show it. */
export type PublishedRota = {
  number: number
  publishedAt: Instant
  units: DutyUnit[]
  assignments: Assignment[]
  /** Assignments that have begun: whatever is repaired, these stay. */
  begun: Assignment[]
  /** Assignments that were pinned (固定) when they were published. */
  settled: Assignment[]
}

/** Refused while nothing is published of the year. */
export async function publishedRotaOf(
  db: Db | Trx,
  now: Instant,
  scheme: DutyScheme,
  year: FiscalYear,
): Promise<Outcome<PublishedRota, 'nothingPublished'>> {
  const id = rosterId(scheme.id, year)
  const newest = (await publications.listPublications(db, id)).at(-1)
  if (!newest) return refuse('nothingPublished')
  const duties = (await publications.listDuties(db, id)).filter(duty => duty.cancelled_at === null)
  const stored = await publications.findInstance(db, newest.id)
  const instance: RotaInstance | null = stored === null ? null : JSON.parse(stored)
  const assignmentsOf = (rows: typeof duties): Assignment[] =>
    inOrder(rows.map(({ unit_id, post, physician_id }) => ({ unit: unit_id, post, person: physician_id })))
  return accept({
    number: newest.number,
    publishedAt: newest.published_at,
    units: publishedUnits(scheme.id, duties),
    assignments: assignmentsOf(duties),
    begun: assignmentsOf(duties.filter(duty => duty.start_at <= now)),
    settled: instance?.pins ?? [],
  })
}

/**
 * The instance of what is published, by the members, wishes and settings of now. Units that have begun are left out
 * where their holder is no member of the year any more: they would pass for open.
 */
export async function instanceOfPublished(
  db: Db | Trx,
  scheme: DutyScheme,
  year: FiscalYear,
  { units, assignments, begun, settled }: PublishedRota,
): Promise<RotaInstance> {
  const members = new Set((await membersIn(db, scheme.id, year)).map(({ id }) => id))
  const lost = new Set(begun.filter(({ person }) => !members.has(person)).map(({ unit }) => unit))
  const known = units.filter(unit => !lost.has(unitId(scheme.id, unit)))
  const fixed = { pins: pinsOf(begun, settled), published: assignments }
  return withPast(await instanceOf(db, scheme, year, known, fixed), begun)
}
