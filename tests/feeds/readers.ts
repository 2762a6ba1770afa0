import ICAL from 'ical.js'
import nodeIcal from 'node-ical'
import { convertIcsCalendar, type IcsDuration } from 'ts-ics'
import type { Instant } from '../../server/time/clock.ts'

/** What a calendar program that is not ours understands of an event. */
type ReadEvent = {
  uid: string
  start: Instant
  end: Instant
  summary: string
  description: string
  location: string
  status: string
  sequence: number
  /** Of each reminder, how many minutes before the start. */
  alarms: number[]
}
export type ReadCalendar = { name: string; description: string; events: ReadEvent[] }

/** RFC 7986 came after ical.js: without this it gives the calendar's name undecoded. */
ICAL.design.icalendar.property.name = { defaultType: 'text' }

const text = (value: unknown): string => String(value ?? '')

/** ical.js, the reader of Thunderbird. */
export function readWithIcalJs(document: string): ReadCalendar {
  const calendar = new ICAL.Component(ICAL.parse(document))
  return {
    name: String(calendar.getFirstPropertyValue('name') ?? ''),
    description: String(calendar.getFirstPropertyValue('description') ?? ''),
    events: calendar.getAllSubcomponents('vevent').map(component => {
      const event = new ICAL.Event(component)
      return {
        uid: event.uid,
        start: event.startDate.toJSDate().getTime(),
        end: event.endDate.toJSDate().getTime(),
        summary: event.summary,
        description: event.description ?? '',
        location: event.location ?? '',
        status: text(component.getFirstPropertyValue('status')),
        sequence: event.sequence,
        alarms: component
          .getAllSubcomponents('valarm')
          .map(alarm => alarm.getFirstPropertyValue('trigger'))
          .map(trigger => (trigger instanceof ICAL.Duration ? -trigger.toSeconds() / 60 : Number.NaN)),
      }
    }),
  }
}

/** node-ical, the reader of many home and signage systems. */
export function readWithNodeIcal(document: string): ReadCalendar {
  const parsed = nodeIcal.sync.parseICS(document)
  const calendar = parsed.vcalendar
  return {
    name: text(calendar && 'WR-CALNAME' in calendar ? calendar['WR-CALNAME'] : ''),
    description: text(calendar && 'WR-CALDESC' in calendar ? calendar['WR-CALDESC'] : ''),
    events: Object.values(parsed).flatMap(component =>
      component?.type === 'VEVENT'
        ? [
            {
              uid: component.uid,
              start: component.start.getTime(),
              end: component.end?.getTime() ?? Number.NaN,
              summary: text(component.summary),
              description: text(component.description),
              location: text(component.location),
              status: text(component.status),
              sequence: Number(component.sequence),
              alarms: (component.alarms ?? []).map(
                alarm => -ICAL.Duration.fromString(text(alarm.trigger)).toSeconds() / 60,
              ),
            },
          ]
        : [],
    ),
  }
}

/** ts-ics, the reader of web calendars. */
export function readWithTsIcs(document: string): ReadCalendar {
  const calendar = convertIcsCalendar(undefined, document)
  return {
    name: calendar.name ?? '',
    description: '',
    events: (calendar.events ?? []).map(event => ({
      uid: event.uid,
      start: event.start.date.getTime(),
      end: event.end?.date.getTime() ?? Number.NaN,
      summary: event.summary,
      description: event.description ?? '',
      location: event.location ?? '',
      status: event.status ?? '',
      // RFC 5545 §3.8.7.4: without one it is 0, and so ts-ics says nothing of a 0.
      sequence: event.sequence ?? 0,
      alarms: (event.alarms ?? []).map(({ trigger }) =>
        trigger.type === 'relative' ? minutesBefore(trigger.value) : Number.NaN,
      ),
    })),
  }
}

const minutesBefore = ({
  before = false,
  weeks = 0,
  days = 0,
  hours = 0,
  minutes = 0,
  seconds = 0,
}: IcsDuration) => (before ? 1 : -1) * (((weeks * 7 + days) * 24 + hours) * 60 + minutes + seconds / 60)
