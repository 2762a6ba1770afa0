import type { Generated } from 'kysely'

/** A medical association (郡市医師会) or the ward association that runs a scheme in its place. */
export type AssociationTable = {
  id: string
  name: string
  short_name: string
  /** 1: an invented district of the demo; every page and feed says so. */
  invented: number
  /** Counts changes of the settings (optimistic lock). */
  revision: Generated<number>
  /** Counts changes of what calendars show of it: duties, names, numbers, links. */
  shown_revision: Generated<number>
}
