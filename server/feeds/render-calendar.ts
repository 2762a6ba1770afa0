import {
  escape as escapeText,
  formatDate,
  ICalAlarmType,
  ICalCalendar,
  ICalEvent,
  type ICalEventData,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator'
import type { Instant } from '../time/clock.ts'
import type { CalendarFeed, FeedEvent } from './calendar-feed.ts'
import { cleanText, mailAddress, oneLine, webAddress } from './calendar-text.ts'
import { finishDocument } from './finish-document.ts'

const REFRESH = 'PT1H'

/**
 * The iCalendar document (RFC 5545, RFC 7986) of a feed, ready to be sent as UTF-8. The same feed gives
 * the same bytes, in whatever order its events come: nothing is read from the clock or the time zone,
 * every instant is written in UTC, and events are sorted by start.
 *
 * Text is cleaned first (`cleanText`); names, titles and places are put on one line. Empty text writes
 * no property, except that every event has a SUMMARY.
 *
 * @throws on what only a bug can make: a UID that is empty or used twice, an event that does not end
 *   after it starts, a sequence or reminder that is not a whole number from 0, an address or colour
 *   that is none
 */
export function renderCalendar(feed: CalendarFeed): string {
  const { alarmMinutes } = feed
  if (alarmMinutes !== undefined && !isCount(alarmMinutes)) throw new Error(`reminder of ${alarmMinutes} min`)
  const events = [...feed.events].sort(byStart)
  refuseSharedUids(events)
  return finishDocument([
    'BEGIN:VCALENDAR',
    ...calendarProperties(feed),
    ...events.flatMap(event => eventLines(event, feed)),
    'END:VCALENDAR',
  ])
}

/** Written here and not by ical-generator, which neither escapes a calendar's name nor knows COLOR. */
function calendarProperties({ name, description, color, source, method, events }: CalendarFeed): string[] {
  if (!/^[a-z]+$/i.test(color)) throw new Error(`not a colour name: ${color}`)
  const title = escapeText(oneLine(name), false)
  const about = escapeText(cleanText(description), false)
  const lines = ['VERSION:2.0', 'PRODID:-//Rinban//Rinban//JA', 'CALSCALE:GREGORIAN']
  if (method) lines.push(`METHOD:${method}`)
  if (title) lines.push(`NAME:${title}`, `X-WR-CALNAME:${title}`)
  if (about) lines.push(`DESCRIPTION:${about}`, `X-WR-CALDESC:${about}`)
  lines.push(`COLOR:${color}`, `SOURCE;VALUE=URI:${webAddress(source)}`)
  lines.push(`REFRESH-INTERVAL;VALUE=DURATION:${REFRESH}`, `X-PUBLISHED-TTL:${REFRESH}`)
  if (events.length > 0) lines.push(`LAST-MODIFIED:${utcOf(Math.max(...events.map(e => e.changedAt)))}`)
  return lines
}

/** What events are of for ical-generator; it has no time zone, so they are written in UTC. */
const IN_UTC = new ICalCalendar()

const eventLines = (event: FeedEvent, feed: CalendarFeed): string[] =>
  new ICalEvent(componentOf(event, feed), IN_UTC).toString().trimEnd().split('\r\n')

function componentOf(event: FeedEvent, { organizer, alarmMinutes }: CalendarFeed): ICalEventData {
  if (event.end <= event.start) throw new Error(`${event.uid} does not end after it starts`)
  if (!isCount(event.sequence)) throw new Error(`${event.uid} has sequence ${event.sequence}`)
  const cancelled = event.status === 'cancelled'
  const component: ICalEventData = {
    // ical-generator escapes every text but this one.
    id: escapeText(oneLine(event.uid), false),
    sequence: event.sequence,
    stamp: new Date(event.changedAt),
    lastModified: new Date(event.changedAt),
    start: new Date(event.start),
    end: new Date(event.end),
    summary: cancelled ? `【取消】${oneLine(event.summary)}` : oneLine(event.summary),
    description: cleanText(event.description) || null,
    location: oneLine(event.location) || null,
    url: event.url === '' ? null : webAddress(event.url),
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: event.busy && !cancelled ? ICalEventTransparency.OPAQUE : ICalEventTransparency.TRANSPARENT,
  }
  if (event.createdAt !== undefined) component.created = new Date(event.createdAt)
  if (organizer) {
    const email = mailAddress(organizer.email)
    component.organizer = { name: oneLine(organizer.name) || email, email }
  }
  if (alarmMinutes !== undefined && !cancelled) {
    component.alarms = [{ type: ICalAlarmType.display, triggerBefore: alarmMinutes * 60 }]
  }
  return component
}

function refuseSharedUids(events: readonly FeedEvent[]): void {
  const seen = new Set<string>()
  for (const event of events) {
    const uid = oneLine(event.uid)
    // Without a UID, ical-generator would draw a new random one at each reading.
    if (uid === '') throw new Error('an event has no UID')
    if (seen.has(uid)) throw new Error(`two events have the UID ${uid}`)
    seen.add(uid)
  }
}

const isCount = (value: number): boolean => Number.isInteger(value) && value >= 0

const utcOf = (instant: Instant): string => formatDate(null, new Date(instant))

const byStart = (a: FeedEvent, b: FeedEvent): number =>
  a.start - b.start || (a.uid < b.uid ? -1 : a.uid > b.uid ? 1 : 0)
