import type { Db, Trx } from '../../db/open.ts'
import type { FiscalYear } from '../calendar/fiscal-year.ts'
import type { Instant } from '../time/clock.ts'
import type { Duty } from './follow-publication.ts'
import * as rosters from './roster.repository.ts'
import { rosterId } from './roster-id.ts'
import { dutyOfRow } from './standing/duty-row.ts'
import { readStanding, type Standing } from './standing/standing-rota.service.ts'
import { type DutyChange, standingRota, supersede } from './standing/standing-rota.ts'
import { differenceOf } from './versions/difference.ts'

type RosterRow = NonNullable<Awaited<ReturnType<typeof rosters.findRoster>>>
type UnitRow = Awaited<ReturnType<typeof rosters.listUnits>>[number]
type DraftRow = Awaited<ReturnType<typeof rosters.listDraftAssignments>>[number]

/** The draft of a year, and what its publication at some moment would say. */
export type DraftedPublication = {
  roster: RosterRow & { seed: number; input_hash: string }
  units: UnitRow[]
  assignments: DraftRow[]
  /** The version in whose place it would come; null: it would be the first. */
  standing: Standing | null
  published: Duty[]
  carried: DutyChange[]
}

/** Null while nothing is drafted of the year. */
export async function draftedPublication(
  db: Db | Trx,
  now: Instant,
  schemeId: string,
  year: FiscalYear,
): Promise<DraftedPublication | null> {
  const id = rosterId(schemeId, year)
  const roster = await rosters.findRoster(db, id)
  if (!roster?.input_hash || roster.seed === null) return null
  const units = await rosters.listUnits(db, id)
  const assignments = await rosters.listDraftAssignments(db, id)
  const standing = await readStanding(db, id)
  const known = new Map(units.map(unit => [unit.id, unit]))
  const drafted = assignments.flatMap(assignment => {
    const unit = known.get(assignment.unit_id)
    return unit ? [dutyOfRow({ ...unit, ...assignment })] : []
  })
  return {
    roster: { ...roster, seed: roster.seed, input_hash: roster.input_hash },
    units,
    assignments,
    standing,
    ...supersede(standing?.rota ?? null, standing?.changes ?? [], drafted, now),
  }
}

/**
 * Whether its publication would leave the published rota as it is, so that there is nothing to publish: as of a draft
 * in which duties are only settled (固定), which is kept in the draft.
 */
export const changesNothing = ({ standing, published, carried }: DraftedPublication): boolean =>
  standing !== null && differenceOf(standing.rota, standingRota(published, carried)).units.length === 0
