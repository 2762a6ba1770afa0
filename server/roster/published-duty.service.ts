import type { Db, Trx } from '../../db/open.ts'
import { contactsOf } from '../directory/contact.service.ts'
import { blockOfUnits } from '../duty/block.ts'
import type { DutyRules } from '../duty/duty-rules.ts'
import type { Instant } from '../time/clock.ts'
import type { Interval } from '../time/interval.ts'
import { type DutyScope, isLinked } from './duty-scope.ts'
import type { DutyPart } from './follow-publication.ts'
import { type PassedOn, type PostInVersion, passedOn } from './passed-on.ts'
import * as published from './published-duty.repository.ts'
import type { DutyPlan, PublishedDuty } from './published-duty.ts'
import { dutyOfRow } from './standing/duty-row.ts'
import { changeOfRow } from './standing/standing-rota.service.ts'
import { placeOf } from './standing/standing-rota.ts'

type Row = Awaited<ReturnType<typeof published.listDutiesOfSchemes>>[number]

/**
 * The published duties in the scope that touch the window, each once, in order of time; with those that went from it at
 * `since` or later, because they were cancelled or passed on to somebody who is not in it.
 */
export async function dutiesIn(
  db: Db | Trx,
  scope: DutyScope,
  window: Interval,
  since: Instant,
): Promise<PublishedDuty[]> {
  const { people, schemes, rules, associationIds, links } = scope
  const rows: Row[] = []
  if (people.length > 0)
    rows.push(...(await published.listDutiesOfPeople(db, people, window, since, associationIds)))
  if (schemes.length > 0) rows.push(...(await published.listDutiesOfSchemes(db, schemes, window, since)))
  for (const rule of rules) rows.push(...(await published.listDutiesOfRule(db, rule, window, since)))
  const shown = (row: Row) => !links || isLinked(links, linkableOf(row))
  const duties = new Map(rows.filter(shown).map(row => [partKeyOf(row), fromRow(row)]))
  // A link may stand behind whoever had a duty, and not behind who has it now, though both are in the scope.
  const once = rows.filter(row => !shown(row) && row.changed_at >= since)
  if (people.length > 0)
    once.push(...(await published.listDutiesOnceOf(db, people, window, since, associationIds)))
  for (const { key, duty } of await passedOnOf(db, once, scope, since))
    if (!duties.has(key)) duties.set(key, duty)
  return [...duties.values()].sort((a, b) => a.start - b.start)
}

const linkableOf = (row: Row) => ({
  schemeId: row.scheme_id,
  physicianId: row.physician_id,
  start: row.start_at,
  end: row.end_at,
})

/** The same for one physician, in all schemes and associations. */
export const dutiesOfPhysician = (
  db: Db | Trx,
  physicianId: string,
  window: Interval,
  since: Instant,
): Promise<PublishedDuty[]> =>
  dutiesIn(db, { people: [physicianId], schemes: [], rules: [], associationIds: null }, window, since)

/** One post of a published unit as it stands, in its parts; nothing when it is not published, or withdrawn. */
export const findPublishedDuty = async (
  db: Db | Trx,
  place: { rosterId: string; unitId: string; post: string },
): Promise<PublishedDuty[]> => (await published.findDuty(db, place)).map(fromRow)

/** Every post and part of the units of these duties, as they stand, by unit. */
export const dutiesBeside = async (
  db: Db | Trx,
  duties: readonly PublishedDuty[],
): Promise<ReadonlyMap<string, PublishedDuty[]>> => {
  const rows = await published.listDutiesOfUnits(db, [...new Set(duties.map(({ unitId }) => unitId))])
  return Map.groupBy(rows.map(fromRow), ({ unitId }) => unitId)
}

/** What the schemes of duties tell of them, by scheme. */
export async function plansOf(
  db: Db | Trx,
  schemeIds: ReadonlySet<string>,
): Promise<ReadonlyMap<string, DutyPlan>> {
  if (schemeIds.size === 0) return new Map()
  const rows = await published.listPlans(db, [...schemeIds])
  return new Map(
    rows.map(row => {
      const { rules }: DutyRules = JSON.parse(row.rules)
      const blockOf = blockOfUnits(rules)
      const plan: DutyPlan = {
        associationShortName: row.short_name,
        posts: JSON.parse(row.posts),
        blockOf: unitId => blockOf({ rule: unitId.slice(unitId.lastIndexOf('/') + 1) }),
      }
      return [row.id, plan]
    }),
  )
}

/** Which of these were once in the scope and went from it at `since` or later, as their holders there had them last. */
async function passedOnOf(
  db: Db | Trx,
  rows: readonly Row[],
  { people, links }: DutyScope,
  since: Instant,
): Promise<{ key: string; duty: PublishedDuty }[]> {
  if (rows.length === 0) return []
  const ours = new Set(people)
  const histories = await historiesOf(db, rows)
  const schemes = new Map(rows.map(row => [placeOfRow(row), row.scheme_id]))
  const lost = new Map<string, PassedOn>()
  for (const [place, versions] of histories) {
    const schemeId = schemes.get(place) ?? ''
    const inScope = (part: DutyPart) =>
      links ? isLinked(links, { ...part, schemeId }) : ours.has(part.physicianId)
    for (const part of passedOn(versions, inScope))
      if (part.lostAt >= since) lost.set(`${place}\n${part.part}`, part)
  }
  const holders = await contactsOf(
    db,
    [...lost.values()].map(part => part.physicianId),
  )
  return rows.flatMap(row => {
    const key = partKeyOf(row)
    const part = lost.get(key)
    const physician = part && holders.get(part.physicianId)
    if (!physician) return []
    const { start, end, label, tentative } = part
    return [{ key, duty: { ...fromRow(row), start, end, label, tentative, physician, gone: true } }]
  })
}

/** Every version of the posts of these units, by place. */
async function historiesOf(db: Db | Trx, rows: readonly Row[]): Promise<Map<string, PostInVersion[]>> {
  const rosterIds = [...new Set(rows.map(row => row.roster_id))]
  const unitIds = [...new Set(rows.map(row => row.unit_id))]
  const versions = await published.listVersionsOf(db, rosterIds)
  const said = Map.groupBy(
    await published.listUnitsInVersions(
      db,
      versions.map(({ id }) => id),
      unitIds,
    ),
    row => `${row.publication_id}\n${placeOfRow(row)}`,
  )
  const changes = Map.groupBy(
    await published.listChangesOfUnits(db, rosterIds, unitIds),
    row => `${row.publication_id}\n${placeOfRow(row)}`,
  )
  const places = new Map(rows.map(row => [placeOfRow(row), row.roster_id]))
  return new Map(
    [...places].map(([place, rosterId]) => [
      place,
      versions
        .filter(version => version.roster_id === rosterId)
        .map(version => ({
          publishedAt: version.published_at,
          duty: said.get(`${version.id}\n${place}`)?.map(dutyOfRow)[0] ?? null,
          changes: (changes.get(`${version.id}\n${place}`) ?? []).map(changeOfRow),
        })),
    ]),
  )
}

const placeOfRow = (row: { unit_id: string; post: string }): string =>
  placeOf({ unitId: row.unit_id, post: row.post })

const partKeyOf = (row: Row): string => `${placeOfRow(row)}\n${row.part}`

const fromRow = (row: Row): PublishedDuty => ({
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
    clinicId: row.clinic_id,
    clinic: row.clinic,
    place: row.place,
    phone: row.phone,
    nightPhone: row.duty_phone ?? row.phone,
  },
  scheme: { id: row.scheme_id, name: row.scheme, shortName: row.scheme_short },
  association: { id: row.association_id, name: row.association, invented: row.invented === 1 },
  fiscalYear: row.fiscal_year,
  sequence: row.sequence,
  firstPublishedAt: row.first_published_at,
  changedAt: row.changed_at,
  gone: row.cancelled_at !== null,
})
