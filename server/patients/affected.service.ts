import type { Actor } from '../audit/actor.ts'
import { recordAudit } from '../audit/audit.service.ts'
import { hoursOfAbsence } from '../coverage/absences/read-absences.service.ts'
import { accept, type Outcome, refuse } from '../http/refusal.ts'
import type { AffectedView } from './affected-view.ts'
import { coverageOfTeam } from './answer.service.ts'
import type { Asked } from './care-team.service.ts'
import { teamsOf } from './teams-of.service.ts'
import type { Viewer } from './viewer.ts'

/**
 * The patients and groups in whose teams an absent physician stands, each with the hours of the absence in which nobody
 * answers for them; recorded as a reading of patient data. An office sees those of its association, physicians all of
 * their own.
 */
export async function affectedBy(
  { db, clock }: Asked,
  actor: Actor,
  viewer: Viewer,
  path: { associationId: string; physicianId: string; absenceId: string },
): Promise<Outcome<AffectedView, 'notFound'>> {
  const { associationId, physicianId, absenceId } = path
  return db.transaction().execute(async trx => {
    const hours = await hoursOfAbsence(trx, path)
    if (!hours) return refuse('notFound')
    const standing = (await teamsOf(trx, [physicianId], hours)).filter(
      team => !viewer.everyone || team.associationId === associationId,
    )
    const teams: AffectedView['teams'] = []
    for (const { teamId, patient, group, role, start, end } of standing) {
      const { gaps } = await coverageOfTeam(trx, teamId, { start, end })
      const unanswered = gaps.filter(({ post }) => post === 'primary')
      teams.push({
        ...{ teamId, patient, group, role, start, end },
        gaps: unanswered.map(gap => ({ start: gap.start, end: gap.end })),
      })
    }
    await recordAudit(trx, clock(), {
      action: 'absence.affected',
      actor: { accountId: actor.accountId },
      address: actor.address,
      associationId,
      resource: `absence:${absenceId}`,
      detail: { teams: teams.length },
    })
    return accept({ teams })
  })
}
