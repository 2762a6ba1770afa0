import type { Insertable } from 'kysely'
import type { Db, Trx } from '../../db/open.ts'
import { inPortions } from '../../db/portions.ts'
import type { AnswerOverrideTable } from '../../db/schema/answer-override.ts'
import type { CareTeamTable } from '../../db/schema/care-team.ts'
import type { CareTeamMemberTable } from '../../db/schema/care-team-member.ts'
import type { Instant } from '../time/clock.ts'
import type { Interval } from '../time/interval.ts'

/** Care teams, whoever stands in them, and overrides by hand. SQL only. */

const teams = (db: Db | Trx) =>
  db
    .selectFrom('care_team as team')
    .leftJoin('patient_reference as patient', 'patient.id', 'team.patient_id')
    .leftJoin('clinic_group as held', 'held.id', 'team.group_id')
    .selectAll('team')
    .select(['patient.code', 'patient.area_id', 'held.name as group_name'])

export const findTeam = (db: Db | Trx, teamId: string) =>
  teams(db).where('team.id', '=', teamId).executeTakeFirst()

/** The teams that stand in an association. */
export const listTeams = (db: Db | Trx, associationId: string) =>
  teams(db).where('team.association_id', '=', associationId).where('team.ended_at', 'is', null).execute()

/** The teams that stand, of any association, in which one of these has a place now. */
export const listTeamsWith = (db: Db | Trx, targetIds: readonly string[]) =>
  targetIds.length === 0
    ? Promise.resolve([])
    : teams(db)
        .where('team.ended_at', 'is', null)
        .where('team.id', 'in', eb =>
          eb
            .selectFrom('care_team_member')
            .where('target_id', 'in', targetIds)
            .where('to_at', 'is', null)
            .select('team_id'),
        )
        .execute()

/** Every team there was of a patient or a group, the latest last. */
export const listTeamsOf = (db: Db | Trx, subject: 'patient_id' | 'group_id', id: string) =>
  teams(db).where(`team.${subject}`, '=', id).orderBy('team.entered_at').orderBy('team.id').execute()

/** Places taken now in these teams. */
export async function listPlaces(db: Db | Trx, teamIds: readonly string[]) {
  const rows = []
  for (const ids of inPortions(teamIds))
    rows.push(
      ...(await db
        .selectFrom('care_team_member')
        .selectAll()
        .where('team_id', 'in', ids)
        .where('to_at', 'is', null)
        .orderBy('role')
        .orderBy('position')
        .execute()),
    )
  return rows
}

/** Places taken at any time of the window. */
export const listPlacesWithin = (db: Db | Trx, teamIds: readonly string[], { start, end }: Interval) =>
  teamIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('care_team_member')
        .selectAll()
        .where('team_id', 'in', teamIds)
        .where('from_at', '<', end)
        .where(eb => eb.or([eb('to_at', 'is', null), eb('to_at', '>', start)]))
        .orderBy('from_at')
        .orderBy('position')
        .execute()

/** The places of these physicians, in whatever team, at any time of the window. */
export const listPlacesOf = (db: Db | Trx, physicianIds: readonly string[], { start, end }: Interval) =>
  physicianIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('care_team_member as place')
        .innerJoin('care_team as team', 'team.id', 'place.team_id')
        .leftJoin('patient_reference as patient', 'patient.id', 'team.patient_id')
        .leftJoin('clinic_group as held', 'held.id', 'team.group_id')
        .where('place.target_id', 'in', physicianIds)
        .where('place.role', 'in', ['attending', 'deputy', 'specialist'])
        .where('place.from_at', '<', end)
        .where(eb => eb.or([eb('place.to_at', 'is', null), eb('place.to_at', '>', start)]))
        .select(['place.role', 'place.target_id', 'place.position', 'place.from_at', 'place.to_at'])
        .select(['team.id as team_id', 'team.association_id', 'team.patient_id', 'team.group_id'])
        .select(['patient.code', 'held.name as group_name'])
        .orderBy('team.id')
        .orderBy('place.from_at')
        .execute()

/** Those not withdrawn before they began, in the order in which they were entered. */
export const listOverrides = (db: Db | Trx, teamIds: readonly string[], { start, end }: Interval) =>
  teamIds.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('answer_override')
        .selectAll()
        .where('team_id', 'in', teamIds)
        .where('start_at', '<', end)
        .where('end_at', '>', start)
        .where(eb => eb.or([eb('withdrawn_at', 'is', null), eb('withdrawn_at', '>', eb.ref('start_at'))]))
        .orderBy('entered_at')
        .orderBy('id')
        .execute()

export const addTeam = (trx: Trx, row: Insertable<CareTeamTable>) =>
  trx
    .insertInto('care_team')
    .values(row)
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()

/** Counts a team up that still is at `revision`; false when somebody else was quicker. Whoever changes it does so first. */
export async function changeTeam(
  trx: Trx,
  teamId: string,
  revision: number,
  change: { emergency_plan?: string; ended_at?: Instant },
): Promise<boolean> {
  const result = await trx
    .updateTable('care_team')
    .set({ ...change, revision: revision + 1 })
    .where('id', '=', teamId)
    .where('revision', '=', revision)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export const addPlaces = (trx: Trx, rows: Insertable<CareTeamMemberTable>[]) =>
  rows.length === 0 ? Promise.resolve([]) : trx.insertInto('care_team_member').values(rows).execute()

export const endPlaces = (trx: Trx, ids: readonly string[], now: Instant) =>
  ids.length === 0
    ? Promise.resolve([])
    : trx.updateTable('care_team_member').set({ to_at: now }).where('id', 'in', ids).execute()

export const addOverride = (trx: Trx, row: Insertable<AnswerOverrideTable>) =>
  trx.insertInto('answer_override').values(row).execute()

/** False when there is no such override of the team, it is over, or it was withdrawn before. */
export async function withdrawOverride(
  trx: Trx,
  teamId: string,
  overrideId: string,
  now: Instant,
): Promise<boolean> {
  const result = await trx
    .updateTable('answer_override')
    .set({ withdrawn_at: now })
    .where('id', '=', overrideId)
    .where('team_id', '=', teamId)
    .where('withdrawn_at', 'is', null)
    .where('end_at', '>', now)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
