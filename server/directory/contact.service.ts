import type { Db, Trx } from '../../db/open.ts'
import * as contacts from './contact.repository.ts'
import type { Contact } from './contact.ts'

type Row = Awaited<ReturnType<typeof contacts.listContacts>>[number]

const fromRow = (row: Row): Contact => ({
  id: row.id,
  name: row.name,
  clinicId: row.clinic_id,
  clinic: row.clinic,
  place: row.place,
  phone: row.phone,
  nightPhone: row.duty_phone ?? row.phone,
})

/** How these physicians are reached, by their id. Unknown ids are left out. */
export async function contactsOf(
  db: Db | Trx,
  physicianIds: Iterable<string>,
): Promise<ReadonlyMap<string, Contact>> {
  const rows = await contacts.listContacts(db, [...new Set(physicianIds)])
  return new Map(rows.map(row => [row.id, fromRow(row)]))
}

/** How these hospitals are reached, by their id. Unknown ids are left out. */
export async function hospitalPhonesOf(
  db: Db | Trx,
  hospitalIds: Iterable<string>,
): Promise<ReadonlyMap<string, { id: string; name: string; phone: string }>> {
  const ids = [...new Set(hospitalIds)]
  const rows = ids.length === 0 ? [] : await contacts.listHospitals(db, ids)
  return new Map(rows.map(row => [row.id, row]))
}

/** The physicians of an association and those of others who serve in its schemes, with their kana, in its order. */
export const physiciansServing = async (
  db: Db | Trx,
  associationId: string,
): Promise<(Contact & { kana: string })[]> =>
  (await contacts.listPhysiciansServing(db, associationId)).map(row => ({ ...fromRow(row), kana: row.kana }))

/** The association that a physician's clinic belongs to; null when there is nobody of that id. */
export async function associationOfPhysician(db: Db | Trx, physicianId: string): Promise<string | null> {
  const [row] = await contacts.listContacts(db, [physicianId])
  return row?.association_id ?? null
}

/**
 * A clinic as its patients' families reach it: its physicians, the hospitals of its blocks (domain.md §2E), and those
 * of its association.
 */
export type ClinicContacts = {
  physicians: Contact[]
  hospitals: { name: string; phone: string }[]
  nearby: { name: string; phone: string }[]
}

export async function clinicContacts(db: Db | Trx, clinicId: string): Promise<ClinicContacts> {
  return {
    physicians: (await contacts.listContactsOfClinic(db, clinicId)).map(fromRow),
    hospitals: await contacts.listHospitalsBehind(db, clinicId),
    nearby: await contacts.listHospitalsNear(db, clinicId),
  }
}

export type StationPhone = { id: string; name: string; nightPhone: string }

const phoneOf = (row: { id: string; name: string; night_phone: string }): StationPhone => ({
  id: row.id,
  name: row.name,
  nightPhone: row.night_phone,
})

/** How these stations, of whatever association, are called at night. */
export const stationPhonesOf = async (db: Db | Trx, ids: readonly string[]): Promise<StationPhone[]> =>
  ids.length === 0 ? [] : (await contacts.listNightPhonesOf(db, ids)).map(phoneOf)

/** How the stations of an association that are not closed are called at night. */
export const stationPhonesIn = async (db: Db | Trx, associationId: string): Promise<StationPhone[]> =>
  (await contacts.listNightPhones(db, associationId)).map(phoneOf)
