import type { Instant } from '../time/clock.ts'
import type { Interval } from '../time/interval.ts'

/**
 * A published duty with its people named. `gone`: cancelled, or (in a physician's own list) passed on to
 * somebody else; it is still told so that whoever counted on it learns of it.
 */
export type PublishedDuty = Interval & {
  unitId: string
  post: string
  /** Minutes from the unit's start to this part's; 0: the whole unit, or its first part. */
  part: number
  label: string
  tentative: boolean
  physician: { id: string; name: string; clinic: string; place: string; phone: string }
  scheme: { id: string; name: string; shortName: string }
  association: { id: string; name: string; invented: boolean }
  fiscalYear: number
  sequence: number
  firstPublishedAt: Instant
  changedAt: Instant
  gone: boolean
}
