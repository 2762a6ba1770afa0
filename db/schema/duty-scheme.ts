/** A duty scheme (輪番) with its settings; a preset of domain.md §2 fills them. */
export type DutySchemeTable = {
  id: string
  association_id: string
  name: string
  short_name: string
  /** JSON of `DutyRules`: how the calendar is cut into units and which hours are promised. */
  rules: string
  /** JSON array of posts in order, e.g. `["locum"]`. */
  posts: string
  min_gap_days: number
}
