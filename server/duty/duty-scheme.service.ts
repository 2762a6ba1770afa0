import type { Db, Trx } from '../../db/open.ts'
import { type FiscalYear, firstDayOf, lastDayOf } from '../calendar/fiscal-year.ts'
import { dutyRulesSchema } from './duty-rules.ts'
import * as schemes from './duty-scheme.repository.ts'
import type { DutyScheme, SchemeMember } from './duty-scheme.ts'

type SchemeRow = Awaited<ReturnType<typeof schemes.listSchemes>>[number]

const fromRow = (row: SchemeRow): DutyScheme => ({
  id: row.id,
  name: row.name,
  shortName: row.short_name,
  association: { id: row.association_id, name: row.association_name, invented: row.invented === 1 },
  rules: dutyRulesSchema.parse(JSON.parse(row.rules)),
  posts: JSON.parse(row.posts),
  minGapDays: row.min_gap_days,
})

export const listSchemes = async (db: Db | Trx): Promise<DutyScheme[]> =>
  (await schemes.listSchemes(db)).map(fromRow)

/** The schemes of one association. */
export const schemesOf = async (db: Db | Trx, associationId: string): Promise<DutyScheme[]> =>
  (await schemes.listSchemesOf(db, associationId)).map(fromRow)

export async function findScheme(db: Db | Trx, schemeId: string): Promise<DutyScheme | null> {
  const row = await schemes.findScheme(db, schemeId)
  return row ? fromRow(row) : null
}

/** Whether the physician belongs to the scheme at any time, past or future. */
export const isEverMember = async (db: Db | Trx, schemeId: string, physicianId: string): Promise<boolean> =>
  (await schemes.findMembership(db, schemeId, physicianId)) !== undefined

/** Who belongs to the scheme on at least one day of the fiscal year, in the order of their kana. */
export async function membersIn(db: Db | Trx, schemeId: string, year: FiscalYear): Promise<SchemeMember[]> {
  const rows = await schemes.listMembers(db, schemeId, firstDayOf(year), lastDayOf(year))
  return rows.map(row => ({
    id: row.id,
    name: row.name,
    clinicId: row.clinic_id,
    clinic: row.clinic,
    place: row.place,
    phone: row.phone,
    joinedOn: row.joined_on,
    leftOn: row.left_on,
    minUnits: row.min_units,
    maxUnits: row.max_units,
    share: row.share_percent / 100,
    posts: row.posts === null ? null : JSON.parse(row.posts),
    blocks: row.blocks === null ? null : JSON.parse(row.blocks),
  }))
}
