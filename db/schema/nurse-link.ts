import type { Generated } from 'kysely'

/** A 24-hour link (24時間連携) from a station to a scheme, a physician, a clinic or a patient reference. */
export type NurseLinkTable = {
  id: string
  station_id: string
  /** Whose link it is: the association in which it was made; the station may be of another. */
  association_id: string
  target_kind: string
  target_id: string
  /** Both days included; null: until further notice. */
  from_day: string
  to_day: string | null
  entered_at: number
  entered_by: string | null
  revision: Generated<number>
}
