import type { Db, Trx } from '../../db/open.ts'
import type { DutyRules } from '../duty/duty-rules.ts'
import type { DutyScope } from '../roster/duty-scope.ts'
import * as audiences from './audience.repository.ts'
import type { Audience } from './audience.ts'

const NOTHING: DutyScope = { people: [], schemes: [], rules: [], associationIds: null }

/**
 * Whose duties an audience is shown. A physician, a clinic and a station see all their duties in whatever scheme and
 * association, those who share a rota or stand behind it see the rotas of their association. The same links, groups and
 * blocks give the same value, to the letter.
 */
export async function scopeOf(db: Db | Trx, audience: Audience, id: string): Promise<DutyScope> {
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
    case 'nursingStation':
      return scopeOfStation(db, id)
  }
}

type Block = Awaited<ReturnType<typeof audiences.listBlock>>[number]

/** Units whose rule names a block, and duties of whoever has a clinic in it (domain.md §2E). */
async function scopeOfBlocks(db: Db | Trx, blocks: readonly Block[]): Promise<DutyScope> {
  if (blocks.length === 0) return NOTHING
  const associationIds = [...new Set(blocks.map(block => block.association_id))].sort()
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
async function scopeOfStation(db: Db | Trx, stationId: string): Promise<DutyScope> {
  const links = (await audiences.listLinksOfStation(db, stationId)).map(row => ({
    schemeId: row.target_kind === 'scheme' ? row.target_id : null,
    physicianId:
      row.target_kind === 'physician' ? row.target_id : row.target_kind === 'clinic' ? row.id : null,
    from: row.from_day,
    to: row.to_day,
  }))
  return {
    ...NOTHING,
    people: [...new Set(links.flatMap(link => link.physicianId ?? []))].sort(),
    schemes: [...new Set(links.flatMap(link => link.schemeId ?? []))].sort(),
    links,
  }
}

const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id)
