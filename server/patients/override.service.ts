import { randomUUID } from 'node:crypto'
import type { Actor } from '../audit/actor.ts'
import { recordAudit } from '../audit/audit.service.ts'
import { physiciansAmong } from '../directory/facility-choice.service.ts'
import { type Outcome, refuse, refuseFields } from '../http/refusal.ts'
import { allOrNothing } from '../identity/all-or-nothing.service.ts'
import { DAY } from '../time/interval.ts'
import * as teams from './care-team.repository.ts'
import { type Asked, readTeam } from './care-team.service.ts'
import type { NewOverride, TeamView } from './patient-view.ts'

/** Another physician answers for a team for some hours, set by hand (今夜は別の医師が対応). */

/** Longer than this, the team itself has changed. */
const LONGEST = 31 * DAY

/** Hours that are over already stay as they were: an override begins now at the earliest. */
export const overrideAnswer = (
  { db, clock }: Asked,
  actor: Actor,
  teamId: string,
  { physicianId, start, end, reason }: NewOverride,
): Promise<Outcome<TeamView, 'notFound' | 'invalidInput'>> =>
  allOrNothing<TeamView, 'notFound' | 'invalidInput'>(db, async trx => {
    const now = clock()
    const row = await teams.findTeam(trx, teamId)
    if (!row || row.ended_at !== null) return refuse('notFound')
    const from = Math.max(start, now)
    const wrong = [
      ...((await physiciansAmong(trx, [physicianId])).has(physicianId) ? [] : ['physicianId']),
      ...(end <= from || end - from > LONGEST ? ['end'] : []),
    ]
    if (wrong.length > 0) return refuseFields('invalidInput', wrong)
    const overrideId = randomUUID()
    await teams.addOverride(trx, {
      id: overrideId,
      team_id: teamId,
      physician_id: physicianId,
      start_at: from,
      end_at: end,
      reason,
      entered_at: now,
      entered_by: actor.accountId,
      withdrawn_at: null,
    })
    await recordAudit(trx, now, {
      action: 'careTeam.override',
      actor: { accountId: actor.accountId },
      address: actor.address,
      associationId: row.association_id,
      resource: `careTeam:${teamId}`,
      detail: { override: overrideId, physician: physicianId, start: from, end },
    })
    return readTeam(trx, now, teamId)
  })

/** Takes an override back: from now on the team answers as without it. */
export const withdrawOverride = (
  { db, clock }: Asked,
  actor: Actor,
  { teamId, overrideId }: { teamId: string; overrideId: string },
): Promise<Outcome<TeamView, 'notFound'>> =>
  allOrNothing<TeamView, 'notFound'>(db, async trx => {
    const now = clock()
    const row = await teams.findTeam(trx, teamId)
    if (!row || !(await teams.withdrawOverride(trx, teamId, overrideId, now))) return refuse('notFound')
    await recordAudit(trx, now, {
      action: 'careTeam.withdrawOverride',
      actor: { accountId: actor.accountId },
      address: actor.address,
      associationId: row.association_id,
      resource: `careTeam:${teamId}`,
      detail: { override: overrideId },
    })
    return readTeam(trx, now, teamId)
  })
