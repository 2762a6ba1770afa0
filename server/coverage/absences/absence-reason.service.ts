import { randomUUID } from 'node:crypto'
import type { Db, Trx } from '../../../db/open.ts'
import type { Actor } from '../../audit/actor.ts'
import { recordAudit } from '../../audit/audit.service.ts'
import type { Context } from '../../context.ts'
import { countSettingsChange } from '../../directory/association-settings.service.ts'
import { accept, type Outcome, refuse, refuseFields } from '../../http/refusal.ts'
import { allOrNothing } from '../../identity/all-or-nothing.service.ts'
import * as reasons from './absence-reason.repository.ts'
import type { AbsenceReasons, AbsenceReasonsChange } from './absence-reason-view.ts'
import { DEFAULT_ABSENCE_REASONS } from './absence-reasons.ts'

/** The reasons that the association offers now, in order. */
export const reasonsOffered = (
  db: Db | Trx,
  associationId: string,
): Promise<{ id: string; label: string }[]> => reasons.listReasons(db, associationId)

/** Gives a new association its first reasons. */
export async function addDefaultReasons(trx: Trx, associationId: string): Promise<void> {
  for (const [position, label] of DEFAULT_ABSENCE_REASONS.entries())
    await reasons.addReason(trx, { id: randomUUID(), association_id: associationId, label, position })
}

/** Puts this list in the place of the present one. A reason that is left out stays with the absences that have it. */
export const changeReasons = (
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
  associationId: string,
  change: AbsenceReasonsChange,
): Promise<Outcome<AbsenceReasons, 'staleRevision' | 'unknownReason'>> =>
  allOrNothing<AbsenceReasons, 'staleRevision' | 'unknownReason'>(db, async trx => {
    if (!(await countSettingsChange(trx, associationId, change.revision))) return refuse('staleRevision')
    const before = await reasons.listReasons(trx, associationId)
    const known = new Set(before.map(({ id }) => id))
    const strangers = change.reasons.flatMap(({ id }, index) =>
      id === null || known.has(id) ? [] : [`reasons.${index}.id`],
    )
    if (strangers.length > 0) return refuseFields('unknownReason', strangers)
    const kept = new Set(change.reasons.map(({ id }) => id))
    const gone = before.filter(({ id }) => !kept.has(id))
    for (const { id } of gone) await reasons.retireReason(trx, id, clock())
    for (const [position, { id, label }] of change.reasons.entries())
      if (id === null)
        await reasons.addReason(trx, { id: randomUUID(), association_id: associationId, label, position })
      else await reasons.changeReason(trx, id, { label, position })
    await recordAudit(trx, clock(), {
      action: 'absenceReasons.change',
      actor: { accountId: actor.accountId },
      address: actor.address,
      associationId,
      resource: `association:${associationId}`,
      detail: { reasons: change.reasons.length, removed: gone.length },
    })
    return accept({ reasons: await reasons.listReasons(trx, associationId), revision: change.revision + 1 })
  })
