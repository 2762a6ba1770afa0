import type { Db, Trx } from '../../db/open.ts'
import type { Audience } from './audience.ts'
import * as calendars from './calendar.repository.ts'
import type { Calendar } from './calendar.ts'

type Row = { id: string; name: string; phone?: string }

/** Every calendar of the association: those that several share before those of one. */
export async function calendarsOf(db: Db | Trx, associationId: string): Promise<Calendar[]> {
  const physicians = await calendars.listPhysicians(db, associationId)
  const of = (audience: Audience, rows: readonly Row[]): Calendar[] =>
    rows.map(({ id, name, phone = null }) => ({
      ...{ audience, id, name, phone },
      physicianIds:
        audience === 'clinic' ? physicians.filter(one => one.clinic_id === id).map(one => one.id) : [],
    }))
  const phoned = physicians.map(({ duty_phone, clinic_phone, ...one }) => ({
    ...one,
    phone: duty_phone ?? clinic_phone,
  }))
  return [
    ...of('scheme', await calendars.listNames(db, 'duty_scheme', associationId)),
    ...of('association', await calendars.listAssociation(db, associationId)),
    ...of('supportBlock', await calendars.listNames(db, 'support_block', associationId)),
    ...of('clinicGroup', await calendars.listNames(db, 'clinic_group', associationId)),
    ...of('physician', phoned),
    ...of('clinic', await calendars.listClinics(db, associationId)),
    ...of('nursingStation', await calendars.listStations(db, associationId)),
    ...of('hospital', await calendars.listHospitals(db, associationId)),
  ]
}

/** One of them; null when the association has none of that id. */
export const findCalendar = async (
  db: Db | Trx,
  associationId: string,
  audience: string,
  id: string,
): Promise<Calendar | null> =>
  (await calendarsOf(db, associationId)).find(one => one.audience === audience && one.id === id) ?? null
