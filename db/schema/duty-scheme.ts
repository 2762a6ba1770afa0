import type { Generated } from 'kysely'

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
  /** JSON of `RotaSettings`; what is not there has its default. */
  rota_settings: Generated<string>
  /** JSON of `GateSettings`: how strict each check before publication is. */
  gate_settings: Generated<string>
  /** JSON of `ExchangeSettings`: approval and time to answer. */
  exchange_settings: Generated<string>
  /** JSON of `CoverageSettings`: topology, names of the posts, final back-up. */
  coverage_settings: Generated<string>
  /** Counts changes of the settings and of the members (optimistic lock). */
  revision: Generated<number>
}
