/** A station's word that what is kept of it is right; entered by itself or by the secretariat on the telephone. Frozen. */
export type StationConfirmationTable = {
  id: string
  station_id: string
  confirmed_at: number
  confirmed_by: string | null
  /** 1: told on the telephone and entered by the secretariat. */
  by_phone: number
  /** Who said so on the telephone; empty when the station confirmed it itself. */
  spoken_with: string
}
