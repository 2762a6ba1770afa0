import type { Db, Trx } from '../../db/open.ts'
import type { DutyRules } from '../duty/duty-rules.ts'
import { dutiesIn } from '../roster/published-duty.service.ts'
import type { DutyScope, PublishedDuty } from '../roster/published-duty.ts'
import { type Interval, overlaps } from '../time/interval.ts'
import { instantOf } from '../time/tokyo.ts'
import * as audiences from './audience.repository.ts'
import type { Audience } from './audience.ts'

/**
 * The published duties that an audience is shown, each once, in order of time; what went from it since the window's
 * start as gone. A physician, a clinic and a station see all their duties in whatever scheme and association, those who
 * share a rota or stand behind it see the rotas of their association.
 */
export async function dutiesFor(
  db: Db | Trx,
  audience: Audience,
  id: string,
  window: Interval,
): Promise<PublishedDuty[]> {
  if (audience === 'nursingStation') return dutiesForStation(db, id, window)
  return dutiesIn(db, await scopeOf(db, audience, id), window, window.start)
}

const NOTHING: DutyScope = { people: [], schemes: [], rules: [], associationIds: null }

async function scopeOf(
  db: Db | Trx,
  audience: Exclude<Audience, 'nursingStation'>,
  id: string,
): Promise<DutyScope> {
  switch (audience) {
    case 'physician':
      return { ...NOTHING, people: [id] }
    case 'scheme':
      return { ...NOTHING, schemes: [id] }
    case 'association':
      return { ...NOTHING, schemes: idsOf(await audiences.listSchemes(db, [id])) }
    case 'clinic':
      return { ...NOTHING, people: idsOf(await audiences.listPhysiciansOfClinics(db, [id])) }
    case 'clinicGroup': {
      const group = await audiences.findAudience(db, audience, id)
      const people = idsOf(await audiences.listPhysiciansOfGroup(db, id))
      return { ...NOTHING, people, associationIds: group ? [group.association_id] : [] }
    }
    case 'supportBlock':
      return scopeOfBlocks(db, await audiences.listBlock(db, id))
    case 'hospital':
      return scopeOfBlocks(db, await audiences.listBlocksOfHospital(db, id))
  }
}

type Block = Awaited<ReturnType<typeof audiences.listBlock>>[number]

/** Units whose rule names a block, and duties of whoever has a clinic in it (domain.md §2E). */
async function scopeOfBlocks(db: Db | Trx, blocks: readonly Block[]): Promise<DutyScope> {
  if (blocks.length === 0) return NOTHING
  const associationIds = [...new Set(blocks.map(block => block.association_id))]
  const schemes = await audiences.listSchemes(db, associationIds)
  const rules = schemes.flatMap(scheme => {
    const own = blocks.filter(block => block.association_id === scheme.association_id)
    return (JSON.parse(scheme.rules) as DutyRules).rules
      .filter(rule => own.some(block => block.name === rule.block))
      .map(rule => ({ schemeId: scheme.id, key: rule.key }))
  })
  return {
    people: idsOf(await audiences.listPhysiciansOfBlocks(db, idsOf(blocks))),
    schemes: [],
    rules,
    associationIds,
  }
}

/** Duties behind which a link of the station stands, on the days it is valid: of a scheme, a holder or their clinic. */
async function dutiesForStation(db: Db | Trx, stationId: string, window: Interval): Promise<PublishedDuty[]> {
  const links = (await audiences.listLinksOfStation(db, stationId)).map(row => ({
    hours: {
      start: instantOf(row.from_day, '00:00'),
      end: row.to_day === null ? Number.POSITIVE_INFINITY : instantOf(row.to_day, '24:00'),
    },
    schemeId: row.target_kind === 'scheme' ? row.target_id : null,
    physicianId:
      row.target_kind === 'physician' ? row.target_id : row.target_kind === 'clinic' ? row.id : null,
  }))
  const scope: DutyScope = {
    ...NOTHING,
    people: [...new Set(links.flatMap(link => link.physicianId ?? []))],
    schemes: [...new Set(links.flatMap(link => link.schemeId ?? []))],
  }
  const duties = await dutiesIn(db, scope, window, window.start)
  return duties.filter(duty =>
    links.some(
      link =>
        (link.schemeId === duty.scheme.id || link.physicianId === duty.physician.id) &&
        overlaps(link.hours, duty),
    ),
  )
}

const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id)
