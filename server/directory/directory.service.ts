import type { Db, Trx } from '../../db/open.ts'
import type { ClosedDay } from '../calendar/closed-days.ts'
import * as directory from './directory.repository.ts'
import type { AssociationView } from './directory-view.ts'

/** An association with what its pages show of it, as far as the directory knows. */
type DirectoryEntry = Omit<AssociationView, 'schemes'>

/** Every association of the installation, real ones before invented ones. */
export async function listDirectory(db: Db | Trx): Promise<DirectoryEntry[]> {
  const physicians = new Map(
    (await directory.countPhysicians(db)).map(row => [row.association_id, row.physicians]),
  )
  const clinics = new Map((await directory.countBlockClinics(db)).map(row => [row.block_id, row.clinics]))
  const blockHospitals = Map.groupBy(await directory.listBlockHospitals(db), row => row.block_id)
  const stations = Map.groupBy(await directory.listNursingStations(db), row => row.association_id)
  const hospitals = Map.groupBy(await directory.listHospitals(db), row => row.association_id)
  const blocks = Map.groupBy(await directory.listSupportBlocks(db), row => row.association_id)
  return (await directory.listAssociations(db)).map(({ id, name, short_name, invented }) => ({
    id,
    name,
    shortName: short_name,
    invented: invented === 1,
    physicians: physicians.get(id) ?? 0,
    nursingStations: (stations.get(id) ?? []).map(row => ({ name: row.name, nightPhone: row.night_phone })),
    hospitals: (hospitals.get(id) ?? []).map(row => ({ name: row.name, phone: row.phone })),
    supportBlocks: (blocks.get(id) ?? []).map(row => ({
      name: row.name,
      status: row.status,
      clinics: clinics.get(row.id) ?? 0,
      hospitals: (blockHospitals.get(row.id) ?? []).map(hospital => hospital.name),
    })),
  }))
}

/** The association's name and whether it is invented; null when there is none of that id. */
export async function findAssociation(
  db: Db | Trx,
  associationId: string,
): Promise<{ id: string; name: string; shortName: string; invented: boolean } | null> {
  const row = await directory.findAssociation(db, associationId)
  return row ? { id: row.id, name: row.name, shortName: row.short_name, invented: row.invented === 1 } : null
}

/** The association's own closed days, of all years, in order. */
export const closedDaysOf = (db: Db | Trx, associationId: string): Promise<ClosedDay[]> =>
  directory.listClosedDays(db, associationId)

type Facility = { id: string; name: string }
export type Facilities = { physicians: Facility[]; hospitals: Facility[]; nursingStations: Facility[] }

/** Whom and what an account of the association can be of. */
export const facilitiesOf = async (db: Db | Trx, associationId: string): Promise<Facilities> => ({
  physicians: await directory.listPhysiciansOf(db, associationId),
  hospitals: await directory.listNamesOf(db, 'hospital', associationId),
  nursingStations: await directory.listNamesOf(db, 'nursing_station', associationId),
})

export const isPhysicianOf = async (
  db: Db | Trx,
  associationId: string,
  physicianId: string,
): Promise<boolean> => (await directory.findPhysicianOf(db, associationId, physicianId)) !== undefined

/** Adds a real association, with nothing in it yet. False when its id is taken. */
export const addAssociation = (
  trx: Trx,
  association: { id: string; name: string; shortName: string },
): Promise<boolean> => directory.addAssociation(trx, association)
