/** Proof of a station's 24-hour system (domain.md §3): holds from `checked_on` to `valid_until`, both days included. */
export type NurseEvidenceTable = {
  id: string
  station_id: string
  /** `system24h` 24時間対応体制加算, `urgentVisit` 緊急時訪問看護加算, `agreement` a written agreement. */
  kind: string
  checked_on: string
  checked_by: string
  night_phone: string
  valid_until: string
  entered_at: number
  entered_by: string | null
  withdrawn_at: number | null
}
