import type { Db, Trx } from '../../db/open.ts'
import type { Actor } from '../audit/actor.ts'
import { recordAudit } from '../audit/audit.service.ts'
import type { Context } from '../context.ts'
import { accept, type Outcome, refuse } from '../http/refusal.ts'
import { allOrNothing } from '../identity/all-or-nothing.service.ts'
import * as contacts from './contact-numbers.repository.ts'
import type { ContactNumbers, ContactNumbersChange } from './contact-numbers-view.ts'
import { findAssociation } from './directory.service.ts'
import { clinicShownChanged } from './shown-revision.service.ts'

/** The association's physicians with their clinics and numbers, by kana. */
export async function readContactNumbers(
  db: Db | Trx,
  associationId: string,
): Promise<Outcome<ContactNumbers, 'notFound'>> {
  const association = await findAssociation(db, associationId)
  if (!association) return refuse('notFound')
  const rows = await contacts.listNumbers(db, associationId)
  return accept({
    association: association.name,
    physicians: rows.map(row => ({
      id: row.id,
      name: row.name,
      clinic: { id: row.clinic_id, name: row.clinic },
      numbers: { clinicPhone: row.phone, dutyPhone: row.duty_phone },
    })),
  })
}

/**
 * Changes the number of a physician's clinic, which others of the clinic share, and their own at night, if both still
 * are as they were read. The audit keeps that they changed, never a number.
 */
export const changeContactNumbers = (
  { db, clock }: Context,
  actor: Actor,
  { associationId, physicianId }: { associationId: string; physicianId: string },
  { clinicPhone, dutyPhone, was }: ContactNumbersChange,
): Promise<Outcome<ContactNumbers, 'notFound' | 'staleRevision'>> =>
  allOrNothing<ContactNumbers, 'notFound' | 'staleRevision'>(db, async trx => {
    const before = await readContactNumbers(trx, associationId)
    if (!before.ok) return before
    const physician = before.value.physicians.find(({ id }) => id === physicianId)
    if (!physician) return refuse('notFound')
    const same =
      (await contacts.changeClinicPhone(trx, physician.clinic.id, {
        from: was.clinicPhone,
        to: clinicPhone,
      })) && (await contacts.changeDutyPhone(trx, physicianId, { from: was.dutyPhone, to: dutyPhone }))
    if (!same) return refuse('staleRevision')
    await clinicShownChanged(trx, physician.clinic.id)
    await recordAudit(trx, clock(), {
      action: 'contacts.change',
      actor: { accountId: actor.accountId },
      address: actor.address,
      associationId,
      resource: `physician:${physicianId}`,
      detail: {
        clinic: physician.clinic.id,
        clinicPhoneChanged: was.clinicPhone !== clinicPhone,
        dutyPhoneChanged: was.dutyPhone !== dutyPhone,
      },
    })
    return readContactNumbers(trx, associationId)
  })
