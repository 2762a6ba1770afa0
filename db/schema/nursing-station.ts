import type { Generated } from 'kysely'

/** A visiting-nurse station (訪問看護ステーション). */
export type NursingStationTable = {
  id: string
  association_id: string
  name: string
  night_phone: string
  /** JSON of `StationCover`: the hours of its 24-hour system by weekday and date, Asia/Tokyo. */
  cover: Generated<string>
  /** The first day it is no longer there; null: it is. */
  closed_on: string | null
  revision: Generated<number>
}
