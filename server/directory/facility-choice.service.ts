import type { Db, Trx } from '../../db/open.ts'
import type { LocalDay } from '../time/local-day.ts'
import * as choice from './facility-choice.repository.ts'

/** Whom a care team can be put together from: physicians, stations and hospitals of any association (domain.md §2 D and J). */

export type FoundPhysician = { id: string; name: string; clinic: string; association: string }

/** More than anybody reads through: whoever is not among them is searched for by more of the name. */
const MOST_FOUND = 20

/**
 * The physicians of the installation with these letters in their name, kana or clinic, by kana. Full width or half,
 * hiragana or katakana: as it is typed.
 */
export async function searchPhysicians(db: Db | Trx, typed: string): Promise<FoundPhysician[]> {
  const part = typed.normalize('NFKC').replace(/\s/g, '')
  const kana = part.replace(/[ァ-ヶ]/g, letter =>
    String.fromCharCode(letter.charCodeAt(0) - KATAKANA_AFTER_HIRAGANA),
  )
  return part === '' ? [] : choice.searchPhysicians(db, { part, kana }, MOST_FOUND)
}

/** How far each katakana stands behind its hiragana in Unicode. */
const KATAKANA_AFTER_HIRAGANA = 0x60

/** Which of these ids are physicians. */
export const physiciansAmong = async (db: Db | Trx, ids: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set(await choice.listIds(db, 'physician', ids))

/** Which of these ids are hospitals. */
export const hospitalsAmong = async (db: Db | Trx, ids: readonly string[]): Promise<ReadonlySet<string>> =>
  new Set(await choice.listIds(db, 'hospital', ids))

export type HospitalContact = { id: string; name: string; phone: string; association: string }

/** Every hospital, or these. */
export const hospitalContacts = async (db: Db | Trx, ids?: readonly string[]): Promise<HospitalContact[]> =>
  ids?.length === 0 ? [] : choice.listHospitals(db, ids)

export type StationContact = {
  id: string
  name: string
  nightPhone: string
  association: string
  /** The first day it is no longer there; null: it is. */
  closedOn: LocalDay | null
}

/** Every station, or these, closed ones among them. */
export const stationContacts = async (db: Db | Trx, ids?: readonly string[]): Promise<StationContact[]> =>
  (ids?.length === 0 ? [] : await choice.listStations(db, ids)).map(({ night_phone, closed_on, ...row }) => ({
    ...row,
    nightPhone: night_phone,
    closedOn: closed_on,
  }))
