import type { Instant } from '../time/clock.ts'

/**
 * What a calendar subscription shows. It holds duty and people on duty, never a patient (domain.md §4).
 * Text may be whatever people typed; `renderCalendar` says how it is cleaned.
 */
export type CalendarFeed = {
  readonly name: string
  readonly description: string
  /** A CSS3 colour name, as RFC 7986 §5.9 asks: `seagreen`, not `#2e8b57`. */
  readonly color: string
  /** The https address the subscription is read from. */
  readonly source: string
  /** Who keeps the calendar: the secretariat. RFC 5546 §3.2.1 asks for one beside `method`. */
  readonly organizer?: { readonly name: string; readonly email: string }
  /** Only for a file downloaded once: a method makes the document a message, which readers import. */
  readonly method?: 'PUBLISH'
  readonly events: readonly FeedEvent[]
  /** One reminder this many minutes before each event that is not cancelled; 0 rings at the start. */
  readonly alarmMinutes?: number
}

/** One event `[start, end)`. Instants are written to the whole second below. */
export type FeedEvent = {
  /** The same for the whole life of the event, and of no other event. */
  readonly uid: string
  readonly start: Instant
  readonly end: Instant
  readonly summary: string
  readonly description: string
  readonly location: string
  /** An https address, or empty for none. */
  readonly url: string
  /** 0 at first; the store counts it up at each change, so that readers replace what they hold. */
  readonly sequence: number
  readonly changedAt: Instant
  readonly createdAt?: Instant
  /** A cancelled event stays in the feed, or readers would never learn that it is gone. */
  readonly status: 'confirmed' | 'cancelled'
  /** True for duty, which blocks the time; false for standby, which leaves it free. */
  readonly busy: boolean
}
