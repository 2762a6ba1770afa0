import type { Db, Trx } from '../../db/open.ts'
import type { Interval } from '../time/interval.ts'
import * as teams from './care-team.repository.ts'

/** A physician's place in a team within a window: what their absence would touch. Of a patient or of a group. */
export type StandingIn = Interval & {
  teamId: string
  associationId: string
  patient: { id: string; code: string } | null
  group: { id: string; name: string } | null
  role: 'attending' | 'deputy' | 'specialist'
  physicianId: string
  /** The order among deputies, from 0. */
  position: number
}

/** The places of these physicians in care teams of any association, cut to the window, team by team. */
export async function teamsOf(
  db: Db | Trx,
  physicianIds: readonly string[],
  window: Interval,
): Promise<StandingIn[]> {
  return (await teams.listPlacesOf(db, physicianIds, window)).map(row => ({
    teamId: row.team_id,
    associationId: row.association_id,
    patient: row.patient_id === null ? null : { id: row.patient_id, code: row.code ?? '' },
    group: row.group_id === null ? null : { id: row.group_id, name: row.group_name ?? '' },
    role: row.role as StandingIn['role'],
    physicianId: row.target_id,
    position: row.position,
    start: Math.max(row.from_at, window.start),
    end: Math.min(row.to_at ?? window.end, window.end),
  }))
}
