import type { Trx } from '../../db/open.ts'
import { PROGRAM } from '../audit/actor.ts'
import { recordAudit } from '../audit/audit.service.ts'
import type { Context } from '../context.ts'
import { addDefaultReasons } from '../coverage/absences/absence-reason.service.ts'
import { addAssociation, listDirectory } from '../directory/directory.service.ts'
import { accept, type Outcome, refuse } from '../http/refusal.ts'
import { localDayOf } from '../time/tokyo.ts'
import { allOrNothing } from './all-or-nothing.service.ts'
import { type IssuedLink, inviteIn } from './invitation.service.ts'

type Founder = { email: string; name: string }

/** Adds an association and invites the first person of its secretariat, who invites everybody else. */
export const foundAssociation = (
  context: Context,
  association: { id: string; name: string; shortName: string },
  secretariat: Founder,
): Promise<Outcome<IssuedLink, 'associationExists' | 'inventedPresent'>> =>
  allOrNothing(context.db, async trx => {
    if (await hasInvented(trx)) return refuse('inventedPresent')
    if (!(await addAssociation(trx, association))) return refuse('associationExists')
    await addDefaultReasons(trx, association.id)
    await recordAudit(trx, context.clock(), {
      action: 'association.found',
      actor: { accountId: PROGRAM.accountId },
      address: PROGRAM.address,
      associationId: association.id,
      resource: `association:${association.id}`,
    })
    return accept(
      await inviteIn(trx, context, PROGRAM, {
        ...secretariat,
        associationId: association.id,
        role: 'secretariat',
        facilityId: null,
        fromDay: localDayOf(context.clock()),
        toDay: null,
      }),
    )
  })

/** Invites somebody to run the machine. */
export const inviteAdministrator = (
  context: Context,
  administrator: Founder,
): Promise<Outcome<IssuedLink, 'inventedPresent'>> =>
  allOrNothing(context.db, async trx => {
    if (await hasInvented(trx)) return refuse('inventedPresent')
    return accept(
      await inviteIn(trx, context, PROGRAM, {
        ...administrator,
        associationId: null,
        role: 'systemAdministrator',
        facilityId: null,
        fromDay: localDayOf(context.clock()),
        toDay: null,
      }),
    )
  })

/** The passwords of an invented district are printed at each start: no real association may share its database. */
const hasInvented = async (trx: Trx): Promise<boolean> =>
  (await listDirectory(trx)).some(association => association.invented)
