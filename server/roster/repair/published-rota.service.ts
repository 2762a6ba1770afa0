import type { Db, Trx } from '../../../db/open.ts'
import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import { membersIn } from '../../duty/duty-scheme.service.ts'
import type { DutyScheme } from '../../duty/duty-scheme.ts'
import { type DutyUnit, unitId } from '../../duty/duty-unit.ts'
import { accept, type Outcome, refuse } from '../../http/refusal.ts'
import type { Instant } from '../../time/clock.ts'
import { instanceOf } from '../instance.service.ts'
import type { Assignment, RotaInstance } from '../optimiser/instance.ts'
import { inOrder, withPast } from '../pins.ts'
import * as publications from '../publication.repository.ts'
import { publishedUnits } from '../published-units.ts'
import { rosterId } from '../roster-id.ts'
import { rowOfDuty } from '../standing/duty-row.ts'
import { readStanding } from '../standing/standing-rota.service.ts'

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
  const standing = await readStanding(db, id)
  if (!standing) return refuse('nothingPublished')
  const { publication, rota } = standing
  const stored = await publications.findInstance(db, publication.id)
  const instance: RotaInstance | null = stored === null ? null : JSON.parse(stored)
  const assignmentsOf = (duties: typeof rota): Assignment[] =>
    inOrder(duties.map(({ unitId, post, physicianId }) => ({ unit: unitId, post, person: physicianId })))
  return accept({
    number: publication.number,
    publishedAt: publication.publishedAt,
    units: publishedUnits(scheme.id, rota.map(rowOfDuty)),
    assignments: assignmentsOf(rota),
    begun: assignmentsOf(rota.filter(duty => duty.start <= now)),
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
  const fixed = { pins: inOrder(settled), published: assignments }
  return withPast(await instanceOf(db, scheme, year, known, fixed), begun)
}
