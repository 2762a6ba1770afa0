/** A unit of a year, derived from the scheme's rules and then kept. Its id is scheme, local day and rule. */
export type DutyUnitTable = {
  id: string
  roster_id: string
  day: string
  rule: string
  start_at: number
  end_at: number
  holiday_class: string
  label: string
  /** 1: rests on a holiday the Cabinet Office has not announced yet (予定). */
  tentative: number
}
