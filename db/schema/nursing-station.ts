/** A visiting-nurse station (訪問看護ステーション). */
export type NursingStationTable = {
  id: string
  association_id: string
  name: string
  night_phone: string
}
