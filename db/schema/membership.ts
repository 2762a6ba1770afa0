/** A role of an account, from `from_day` to `to_day`, both days included (Asia/Tokyo). */
export type MembershipTable = {
  id: string
  account_id: string
  /** Null for the system administrator alone; the database checks it. */
  association_id: string | null
  role: string
  /** The physician, hospital, station or centre the person acts for. */
  facility_id: string | null
  from_day: string
  to_day: string | null
}
