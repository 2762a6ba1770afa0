import ICAL from 'ical.js'
import { expect } from 'vitest'
import type { Instant } from '../../server/time/clock.ts'

/** An event as a calendar program keeps it. */
export type KeptEvent = {
  uid: string
  sequence: number
  start: Instant
  end: Instant
  summary: string
  cancelled: boolean
}

/**
 * A calendar program that merges: it keeps an event until one of the same UID and a higher SEQUENCE comes, whatever has
 * gone from the feed meanwhile (RFC 5546 §2.1.5). The strictest reader there is.
 */
export class CalendarProgram {
  readonly #kept = new Map<string, KeptEvent>()

  /** Takes over what a document says; fails when a UID's SEQUENCE went back. */
  merge(document: string): void {
    for (const event of eventsIn(document)) this.take(event)
  }

  take(event: KeptEvent): void {
    const known = this.#kept.get(event.uid)
    if (known) expect(event.sequence, event.uid).toBeGreaterThanOrEqual(known.sequence)
    if (!known || event.sequence > known.sequence) this.#kept.set(event.uid, event)
  }

  /** The hours that it shows as taken after an instant, with their UID, in order. */
  shownAfter(instant: Instant): string[] {
    return [...this.#kept.values()]
      .filter(event => !event.cancelled && event.end > instant)
      .map(hoursOf)
      .sort()
  }
}

export const hoursOf = ({ uid, start, end }: Pick<KeptEvent, 'uid' | 'start' | 'end'>): string =>
  `${new Date(start).toISOString()} ${new Date(end).toISOString()} ${uid}`

export const eventsIn = (document: string): KeptEvent[] =>
  new ICAL.Component(ICAL.parse(document)).getAllSubcomponents('vevent').map(component => {
    const event = new ICAL.Event(component)
    return {
      uid: event.uid,
      sequence: event.sequence,
      start: event.startDate.toJSDate().getTime(),
      end: event.endDate.toJSDate().getTime(),
      summary: event.summary,
      cancelled: component.getFirstPropertyValue('status') === 'CANCELLED',
    }
  })
