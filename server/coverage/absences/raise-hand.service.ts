import { randomUUID } from 'node:crypto'
import type { Trx } from '../../../db/open.ts'
import type { Actor } from '../../audit/actor.ts'
import type { Context } from '../../context.ts'
import { associationShownChanged } from '../../directory/shown-revision.service.ts'
import { accept, type Outcome, refuse } from '../../http/refusal.ts'
import { allOrNothing } from '../../identity/all-or-nothing.service.ts'
import * as absences from './absence.repository.ts'
import type { AbsencePath } from './absence.service.ts'
import { coversIn } from './association-covers.service.ts'
import { isFree } from './known-of-absence.service.ts'
import { onBehalf, recordAbsence } from './record-absence.service.ts'

type Asked = Pick<Context, 'db' | 'clock'>
type Entered = { id: string }
type Row = NonNullable<Awaited<ReturnType<typeof absences.findAbsence>>>

/** Of a hand: whose it is, and for which request. */
export type HandPath = AbsencePath
export type HandRefusal = 'notFound' | 'alreadyTaken' | 'awayThen' | 'absenceOver'
export type ConfirmationRefusal = HandRefusal | 'staleRevision'

/** Raises the physician's hand for an open request; one that is up already stays as it is. */
export const raiseHand = (
  context: Asked,
  actor: Actor,
  path: HandPath,
): Promise<Outcome<Entered, HandRefusal>> =>
  onOpenRequest<HandRefusal>(context, path, async (trx, row) => {
    const { physicianId } = path
    const { askedFor } = await coversIn(trx, path.associationId)
    const hours = { start: row.start_at, end: row.end_at }
    if (!askedFor({ ...hours, physicianId: row.physician_id }).includes(physicianId))
      return refuse('notFound')
    const up = await handOf(trx, row.id, physicianId)
    if (up) return accept({ id: up.id })
    if (!(await isFree(trx, physicianId, row.physician_id, [hours]))) return refuse('awayThen')
    const id = randomUUID()
    await absences.addHand(trx, {
      id,
      request_kind: 'absence',
      request_id: row.id,
      physician_id: physicianId,
      raised_at: context.clock(),
      raised_by: actor.accountId,
      on_behalf: onBehalf(actor),
      withdrawn_at: null,
    })
    await recordAbsence(trx, context.clock(), actor, path, 'absenceHand.raise', `absence:${row.id}`, {})
    return accept({ id })
  })

/** Takes the hand down again; refused once it was confirmed. */
export const lowerHand = (
  context: Asked,
  actor: Actor,
  path: HandPath,
): Promise<Outcome<Entered, HandRefusal>> =>
  onOpenRequest<HandRefusal>(context, path, async (trx, row) => {
    const up = await handOf(trx, row.id, path.physicianId)
    if (!up) return refuse('notFound')
    await absences.withdrawHand(trx, up.id, context.clock())
    await recordAbsence(trx, context.clock(), actor, path, 'absenceHand.lower', `absence:${row.id}`, {})
    return accept({ id: up.id })
  })

/** Makes one of those who raised a hand the cover. Of several who confirm at once, the first does. */
export const confirmHand = (
  context: Asked,
  actor: Actor,
  path: AbsencePath,
  { handId, revision }: { handId: string; revision: number },
): Promise<Outcome<Entered, ConfirmationRefusal>> =>
  onOpenRequest<ConfirmationRefusal>(context, path, async (trx, row) => {
    if (row.physician_id !== path.physicianId) return refuse('notFound')
    if (row.revision !== revision) return refuse('staleRevision')
    const hand = (await absences.listHands(trx, [row.id])).find(({ id }) => id === handId)
    if (!hand) return refuse('notFound')
    const hours = { start: row.start_at, end: row.end_at }
    if (!(await isFree(trx, hand.physician_id, row.physician_id, [hours]))) return refuse('awayThen')
    await absences.changeAbsence(trx, row.id, revision, { cover_physician_id: hand.physician_id })
    await recordAbsence(trx, context.clock(), actor, path, 'absence.confirm', `absence:${row.id}`, {
      cover: hand.physician_id,
    })
    return accept({ id: row.id })
  })

const handOf = async (trx: Trx, absenceId: string, physicianId: string) =>
  (await absences.listHands(trx, [absenceId])).find(row => row.physician_id === physicianId)

/** In the association's turn: a request that nobody covers yet and that is not over. */
const onOpenRequest = <R extends ConfirmationRefusal>(
  { db, clock }: Asked,
  { associationId, absenceId }: AbsencePath,
  change: (trx: Trx, row: Row) => Promise<Outcome<Entered, R | HandRefusal>>,
): Promise<Outcome<Entered, R | HandRefusal>> =>
  allOrNothing<Entered, R | HandRefusal>(db, async trx => {
    await associationShownChanged(trx, associationId)
    const row = await absences.findAbsence(trx, associationId, absenceId)
    if (row?.cover !== 'request') return refuse('notFound')
    if (row.cover_physician_id !== null) return refuse('alreadyTaken')
    if (row.end_at <= clock()) return refuse('absenceOver')
    return change(trx, row)
  })
