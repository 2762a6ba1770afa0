import { setImmediate } from 'node:timers/promises'
import type { Db } from '../../../db/open.ts'
import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import type { HolidayClass } from '../../calendar/holiday-class.ts'
import type { ServerContext } from '../../context.ts'
import { findScheme } from '../../duty/duty-scheme.service.ts'
import type { DutyScheme } from '../../duty/duty-scheme.ts'
import { accept, type Outcome, refuse } from '../../http/refusal.ts'
import { can } from '../../identity/can.ts'
import type { Principal } from '../../identity/principal.ts'
import { resourceOf } from '../../identity/resource.service.ts'
import { instanceOf, readDraftedRota } from '../instance.service.ts'
import type { Assignment, RotaInstance } from '../optimiser/instance.ts'
import * as publications from '../publication.repository.ts'
import { publishedUnits } from '../published-units.ts'
import * as rosters from '../roster.repository.ts'
import { rosterId } from '../roster-id.ts'
import { compareWithTurns } from './compare-with-turns.ts'
import * as people from './fairness.repository.ts'
import { personalFairness, type RotaTotals } from './fairness.ts'
import type { FairnessView, TotalsView } from './fairness-view.ts'

/** How fair the draft of a year is, by members, wishes and balances as they are now. */
export async function readDraftFairness(
  context: ServerContext,
  principal: Principal,
  schemeId: string,
  year: FiscalYear,
): Promise<Outcome<FairnessView, 'notFound'>> {
  const { db } = context
  const scheme = await findScheme(db, schemeId)
  const drafted = scheme && (await readDraftedRota(db, scheme, year))
  if (!scheme || !drafted) return refuse('notFound')
  const units = await rosters.listUnits(db, rosterId(schemeId, year))
  const classes = new Map(units.map(unit => [unit.id, unit.holiday_class as HolidayClass]))
  const personal = seesBalances(context, principal, scheme, drafted.instance)
  return accept(await fairnessView(context, drafted.instance, drafted.assignments, classes, personal))
}

/** How fair version `number` of a year is, by what it was made from when it was published. */
export async function readPublicationFairness(
  context: ServerContext,
  principal: Principal,
  schemeId: string,
  year: FiscalYear,
  number: number,
): Promise<Outcome<FairnessView, 'notFound'>> {
  const { db } = context
  const scheme = await findScheme(db, schemeId)
  const publication = await publications.findPublication(db, rosterId(schemeId, year), number)
  if (!scheme || !publication) return refuse('notFound')
  const duties = await publications.listPublishedUnits(db, publication.id)
  const instance = await publishedInstance(db, scheme, year, publication.id, duties)
  const assignments = duties.map(({ unit_id, post, physician_id }) => ({
    unit: unit_id,
    post,
    person: physician_id,
  }))
  const classes = new Map(duties.map(duty => [duty.unit_id, duty.holiday_class as HolidayClass]))
  const personal = seesBalances(context, principal, scheme, instance)
  return accept(await fairnessView(context, instance, assignments, classes, personal))
}

/** What somebody carries over is for those who make the rota and those who share it out; others see who holds what. */
const seesBalances = (
  { config }: ServerContext,
  principal: Principal,
  { association }: DutyScheme,
  { people }: RotaInstance,
): boolean =>
  can(principal, 'balance.read', resourceOf(config, association)) ||
  (principal.kind === 'account' &&
    principal.memberships.some(
      ({ role, facilityId }) => role === 'physician' && people.some(({ id }) => id === facilityId),
    ))

type PublishedRows = Awaited<ReturnType<typeof publications.listPublishedUnits>>

/** The instance stored with a publication; of one from before that was done, as it would be now. */
async function publishedInstance(
  db: Db,
  scheme: DutyScheme,
  year: FiscalYear,
  publicationId: string,
  duties: PublishedRows,
): Promise<RotaInstance> {
  const stored = await publications.findInstance(db, publicationId)
  if (stored) return JSON.parse(stored)
  return instanceOf(db, scheme, year, publishedUnits(scheme.id, duties), { pins: [] })
}

async function fairnessView(
  context: ServerContext,
  instance: RotaInstance,
  assignments: readonly Assignment[],
  classes: ReadonlyMap<string, HolidayClass>,
  personal: boolean,
): Promise<FairnessView> {
  // Reading a large year has held this thread for a moment: others get their turn before it goes on.
  await setImmediate()
  const { rota, inTurn } = isLarge(instance)
    ? await context.optimiser.compare(instance, assignments)
    : compareWithTurns(instance, assignments)
  const ids = instance.people.map(({ id }) => id)
  const named = new Map((await people.listPhysicians(context.db, ids)).map(row => [row.id, row]))
  return {
    people: personalFairness(instance, assignments, classes).map(person => ({
      id: person.id,
      name: named.get(person.id)?.name ?? '',
      clinic: named.get(person.id)?.clinic ?? '',
      count: person.count,
      held: person.burden / 4,
      byClass: person.byClass.map(({ holidayClass, count, burden }) => ({
        holidayClass,
        count,
        held: burden / 4,
      })),
      personal: personal
        ? {
            share: person.share,
            fairCount: person.fairCount,
            carried: person.opening / 4,
            expected: person.fairPart / 4,
            deviation: person.deviation / 4,
            balance: person.balance / 4,
          }
        : null,
    })),
    rota: totalsView(rota),
    inTurn: totalsView(inTurn),
  }
}

/** Dealing out a larger year would hold this thread too long for others. */
const MOST_CANDIDATES = 10_000

const isLarge = ({ people, units, posts }: RotaInstance): boolean =>
  people.length * units.length * posts.length > MOST_CANDIDATES

const totalsView = ({ spread, deviation, highest, ...others }: RotaTotals): TotalsView => ({
  spread: spread / 4,
  deviation: deviation / 4,
  highest: highest / 4,
  ...others,
})
