import { setImmediate } from 'node:timers/promises'
import type { FiscalYear } from '../calendar/fiscal-year.ts'
import type { Context } from '../context.ts'
import { listDirectory } from '../directory/directory.service.ts'
import type { AssociationView } from '../directory/directory-view.ts'
import { findScheme, listSchemes, membersIn } from '../duty/duty-scheme.service.ts'
import type { UncoveredHours } from '../duty/uncovered-hours.ts'
import { accept, type Outcome, refuse } from '../http/refusal.ts'
import { can } from '../identity/can.ts'
import type { Principal } from '../identity/principal.ts'
import { resourceOf } from '../identity/resource.service.ts'
import type { Instant } from '../time/clock.ts'
import { hoursOf, type Interval } from '../time/interval.ts'
import { wallClockOf } from '../time/tokyo.ts'
import { changesNothing, draftedPublication } from './drafted-publication.service.ts'
import { begunDuties } from './editing/draft-edit.service.ts'
import { readDraftedRota } from './instance.service.ts'
import { begunIn, withPast } from './pins.ts'
import * as publications from './publication.repository.ts'
import { remarksOn } from './remarks-on.ts'
import * as rosters from './roster.repository.ts'
import { rosterId } from './roster-id.ts'
import type { RosterDraft, RosterPublication, RosterSummary, UnitView } from './roster-view.ts'
import { readProof } from './runs/read-proof.service.ts'

/** Every association whose rotas `principal` may read, with its schemes and how far each year's rota has come. */
export async function readDistricts(
  { db, config }: Context,
  principal: Principal,
): Promise<AssociationView[]> {
  const schemes = Map.groupBy(await listSchemes(db), scheme => scheme.association.id)
  const years = Map.groupBy(await rosters.listRosterYears(db), row => row.scheme_id)
  const readable = (await listDirectory(db)).filter(entry =>
    can(principal, 'roster.read', resourceOf(config, entry)),
  )
  return readable.map(entry => ({
    ...entry,
    schemes: (schemes.get(entry.id) ?? []).map(({ id, name, shortName }) => ({
      id,
      name,
      shortName,
      years: (years.get(id) ?? []).map(row => ({
        fiscalYear: row.fiscal_year,
        drafted: row.drafted_at !== null,
        published: row.published,
      })),
    })),
  }))
}

/** A year's rota without its units: who is in it, how far it is, and whether it may be changed here. */
export async function readRoster(
  { db, clock, config }: Context,
  principal: Principal,
  schemeId: string,
  fiscalYear: FiscalYear,
): Promise<Outcome<RosterSummary, 'notFound'>> {
  const scheme = await findScheme(db, schemeId)
  if (!scheme) return refuse('notFound')
  const id = rosterId(schemeId, fiscalYear)
  const roster = await rosters.findRoster(db, id)
  const published = await publications.listPublications(db, id)
  const resource = resourceOf(config, scheme.association)
  const isRevised = (roster?.drafted_at ?? 0) > (published.at(-1)?.published_at ?? 0)
  const drafted =
    isRevised && can(principal, 'draft.read', resource)
      ? await draftedPublication(db, clock(), schemeId, fiscalYear)
      : null
  // Who has left still holds what was not passed on; who leaves and comes back in a year is one person.
  const people = [...(await membersIn(db, schemeId, fiscalYear)), ...(await rosters.listHolders(db, id))]
  return accept({
    association: scheme.association,
    scheme: { id: scheme.id, name: scheme.name, shortName: scheme.shortName, posts: scheme.posts },
    fiscalYear,
    revision: roster?.revision ?? 0,
    draftedAt: roster?.drafted_at ? moment(roster.drafted_at) : null,
    draftWaits: drafted !== null && !changesNothing(drafted),
    publications: published.map(row => ({
      number: row.number,
      publishedAt: moment(row.published_at),
    })),
    members: [...new Map(people.map(person => [person.id, person])).values()].map(
      ({ id, name, clinic, place, phone }) => ({ id, name, clinic, place, phone }),
    ),
    mayEdit: can(principal, 'draft.make', resource),
  })
}

/** The draft of a year with what it leaves open or breaks, by the members, wishes and settings of now. */
export async function readDraft(
  { db, clock }: Context,
  schemeId: string,
  fiscalYear: FiscalYear,
): Promise<Outcome<RosterDraft, 'notFound'>> {
  const id = rosterId(schemeId, fiscalYear)
  const scheme = await findScheme(db, schemeId)
  const roster = await rosters.findRoster(db, id)
  const rota = scheme && (await readDraftedRota(db, scheme, fiscalYear))
  if (!rota || !roster?.drafted_at) return refuse('notFound')
  const begun = await begunDuties(db, id, clock())
  // A large district takes milliseconds for each step: others get their turn in between.
  await setImmediate()
  const holders = Map.groupBy(rota.assignments, ({ unit }) => unit)
  const { uncovered }: { uncovered: UncoveredHours[] } = JSON.parse(roster.findings)
  return accept({
    revision: rota.revision,
    draftedAt: moment(roster.drafted_at),
    units: (await rosters.listUnits(db, id)).map(unit =>
      unitView(
        unit,
        scheme.posts.map(post => {
          const holder = holders.get(unit.id)?.find(one => one.post === post)
          return { post, physician: holder?.person ?? null }
        }),
      ),
    ),
    findings: {
      remarks: remarksOn(withPast(rota.instance, begunIn(rota.assignments, begun)), rota.assignments),
      uncovered: uncovered.map(hours => ({ ...hours, ...writtenInterval(hours) })),
    },
    proof: await readProof(db, scheme, roster, rota.assignments),
  })
}

/** Published version `number` of a year, exactly as it was published. */
export async function readPublication(
  { db }: Context,
  schemeId: string,
  fiscalYear: FiscalYear,
  number: number,
): Promise<Outcome<RosterPublication, 'notFound'>> {
  const publication = await publications.findPublication(db, rosterId(schemeId, fiscalYear), number)
  const scheme = await findScheme(db, schemeId)
  if (!publication || !scheme) return refuse('notFound')
  const rows = await publications.listPublishedUnits(db, publication.id)
  return accept({
    number,
    publishedAt: moment(publication.published_at),
    units: [...Map.groupBy(rows, row => row.unit_id).values()].flatMap(holders => {
      const [unit] = holders
      return unit ? [unitView({ ...unit, id: unit.unit_id }, assignmentsOf(scheme.posts, holders))] : []
    }),
  })
}

const assignmentsOf = (
  posts: readonly string[],
  holders: readonly { post: string; physician_id: string }[],
) =>
  posts.map(post => ({ post, physician: holders.find(holder => holder.post === post)?.physician_id ?? null }))

type UnitRow = {
  id: string
  day: string
  start_at: Instant
  end_at: Instant
  holiday_class: string
  label: string
  tentative: number
}

const unitView = (row: UnitRow, assignments: UnitView['assignments']): UnitView => {
  const interval = { start: row.start_at, end: row.end_at }
  return {
    id: row.id,
    day: row.day,
    ...writtenInterval(interval),
    hours: hoursOf(interval),
    holidayClass: row.holiday_class,
    label: row.label,
    tentative: row.tentative === 1,
    assignments,
  }
}

const moment = (instant: Instant): string => new Date(instant).toISOString()

/** Asia/Tokyo wall clock with its offset, as RFC 3339 writes it. */
const writtenInterval = ({ start, end }: Interval) => ({
  start: `${wallClockOf(start)}:00+09:00`,
  end: `${wallClockOf(end)}:00+09:00`,
})
