import type { Contact } from '../directory/contact.ts'
import type { Instant } from '../time/clock.ts'
import type { Interval } from '../time/interval.ts'

/**
 * A published duty with its people named. `gone`: cancelled, or passed on to somebody else by whoever the list is of;
 * it is still told, with the hours and the physician it had last, so that whoever counted on it learns of it.
 */
export type PublishedDuty = Interval & {
  unitId: string
  post: string
  /** Minutes from the unit's start to this part's; 0: the whole unit, or its first part. */
  part: number
  label: string
  tentative: boolean
  physician: Contact
  scheme: { id: string; name: string; shortName: string }
  association: { id: string; name: string; invented: boolean }
  fiscalYear: number
  sequence: number
  firstPublishedAt: Instant
  changedAt: Instant
  gone: boolean
}

/** What a duty's scheme tells beside its name. */
export type DutyPlan = {
  associationShortName: string
  /** In order: the first is the duty itself, the others stand behind it. */
  posts: readonly string[]
  /** The block (ブロック) that a unit is for; null: the whole scheme. */
  blockOf(unitId: string): string | null
}
