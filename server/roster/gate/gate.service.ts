import type { Db, Trx } from '../../../db/open.ts'
import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import type { Context } from '../../context.ts'
import { contactsOf } from '../../directory/contact.service.ts'
import { findScheme } from '../../duty/duty-scheme.service.ts'
import { accept, type Outcome, refuse } from '../../http/refusal.ts'
import type { Instant } from '../../time/clock.ts'
import type { Interval } from '../../time/interval.ts'
import { wallClockOf } from '../../time/tokyo.ts'
import { draftedPublication } from '../drafted-publication.service.ts'
import * as gate from './gate.repository.ts'
import type { CheckName, Finding } from './gate.ts'
import type { GateCheckView, GateFindingView, GateView } from './gate-view.ts'
import { judgeDraft } from './judge-draft.service.ts'
import { type ListedCheck, listedCheck } from './listed-check.ts'

/** What stands between the draft of a year and its publication now, with everybody and everything in it named. */
export async function readGate(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  schemeId: string,
  year: FiscalYear,
): Promise<Outcome<GateView, 'notFound'>> {
  const scheme = await findScheme(db, schemeId)
  const now = clock()
  const drafted = scheme && (await draftedPublication(db, now, schemeId, year))
  if (!drafted) return refuse('notFound')
  const checks = (await judgeDraft(db, now, scheme, year, drafted)).map(listedCheck)
  const { roster, units, standing, published } = drafted
  return accept({
    association: scheme.association,
    scheme: { id: scheme.id, name: scheme.name, shortName: scheme.shortName, posts: scheme.posts },
    revision: roster.revision,
    draftedAt: moment(roster.drafted_at ?? 0),
    newest: standing && {
      number: standing.publication.number,
      publishedAt: moment(standing.publication.publishedAt),
      waivers: await waiversOf(db, standing.publication.id),
    },
    duties: { total: published.length, begun: published.filter(({ start }) => start <= now).length },
    checks: checks.map(viewOf),
    ...(await namesIn(db, roster.id, checks, [
      ...units.map(row => ({
        id: row.id,
        day: row.day,
        start: row.start_at,
        end: row.end_at,
        label: row.label,
      })),
      ...published.map(({ unitId: id, day, start, end, label }) => ({ id, day, start, end, label })),
    ])),
  })
}

/** What was waived for a version, in the order of the checks. */
export const waiversOf = async (db: Db | Trx, publicationId: string) =>
  (await gate.listWaivers(db, publicationId)).map(row => ({
    check: row.check_name as CheckName,
    reason: row.reason,
    signedBy: row.signed_by,
    expiresOn: row.expires_on,
    signedAt: moment(row.signed_at),
  }))

type NamedUnit = Interval & { id: string; day: string; label: string }

async function namesIn(
  db: Db,
  rosterId: string,
  checks: readonly ListedCheck[],
  units: readonly NamedUnit[],
) {
  const findings = checks.flatMap(({ groups }) => groups.flatMap(group => group.findings))
  const named = new Set(findings.flatMap(one => one.units))
  const each = new Map(units.map(unit => [unit.id, unit]))
  const people = await contactsOf(
    db,
    findings.flatMap(one => one.people),
  )
  const stations = await gate.listStationsNamed(db, [...new Set(findings.flatMap(one => one.stations))])
  const schemes = await gate.listSchemesNamed(db, [...new Set(findings.flatMap(one => one.elsewhere ?? []))])
  return {
    units: [...each.values()]
      .filter(({ id }) => named.has(id))
      .map(unit => ({ id: unit.id, day: unit.day, ...written(unit), label: unit.label })),
    people: [...people.values()].map(({ id, name }) => ({ id, name })),
    stations: stations.map(row => ({
      id: row.id,
      name: row.name,
      association: { id: row.association_id, name: row.association_name },
    })),
    withdrawn: (await gate.listWithdrawn(db, rosterId))
      .filter(row => named.has(row.unit_id))
      .map(row => ({ unitId: row.unit_id, number: row.number, reason: row.reason ?? '' })),
    schemes: schemes.map(row => ({ id: row.id, shortName: row.short_name })),
  }
}

const viewOf = (listed: ListedCheck): GateCheckView => ({
  ...listed,
  groups: listed.groups.map(group => ({ ...group, findings: group.findings.map(findingView) })),
})

const findingView = ({ remedy, ...found }: Finding): GateFindingView => ({
  ...found,
  units: [...found.units],
  people: [...found.people],
  stations: [...found.stations],
  hours: found.hours.map(written),
  remedy: remedy?.page === 'stations' ? { ...remedy, stations: [...remedy.stations] } : remedy,
})

const moment = (instant: Instant): string => new Date(instant).toISOString()

/** Asia/Tokyo wall clock with its offset, as RFC 3339 writes it. */
const written = ({ start, end }: Interval) => ({
  start: `${wallClockOf(start)}:00+09:00`,
  end: `${wallClockOf(end)}:00+09:00`,
})
