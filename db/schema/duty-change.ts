/**
 * A change of one post of a published unit, or of part of it, after version `publication_id`: the version and its
 * changes in the order of `number` are the rota as it stands. Immutable.
 */
export type DutyChangeTable = {
  id: string
  roster_id: string
  publication_id: string
  number: number
  /** `override` by the secretariat, `swap` agreed between physicians, `offer` given away to who took it. */
  kind: string
  exchange_id: string | null
  unit_id: string
  post: string
  start_at: number
  end_at: number
  from_physician_id: string
  to_physician_id: string
  reason: string
  applied_at: number
  applied_by: string | null
}
