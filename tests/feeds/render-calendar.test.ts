import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CalendarFeed, FeedEvent } from '../../server/feeds/calendar-feed.ts'
import { renderCalendar } from '../../server/feeds/render-calendar.ts'
import { instantOf } from '../../server/time/tokyo.ts'
import { aCalendarFeed, aFeedEvent } from '../builders/calendar-feed.ts'
import { type Component, readDocument, valueIn } from './grammar.ts'

/** The document's tree, after every rule of the grammar has been kept. */
function read(feed: CalendarFeed): Component {
  const { calendar, faults } = readDocument(Buffer.from(renderCalendar(feed)))
  expect(faults).toEqual([])
  if (!calendar) throw new Error('no calendar')
  return calendar
}
const readEvent = (changes: Partial<FeedEvent>, feed: Partial<CalendarFeed> = {}) =>
  read(aCalendarFeed({ ...feed, events: [aFeedEvent(changes)] })).components[0]
const names = (component: Component | undefined) => component?.properties.map(({ name }) => name)

const someUnits = [
  aFeedEvent(),
  aFeedEvent({
    uid: 'rota:2026-05-04:24h@rinban.example.jp',
    start: instantOf('2026-05-04', '00:00'),
    end: instantOf('2026-05-04', '24:00'),
    summary: '当番 葛\u{e0100}城花子',
    description:
      '24時間（00:00〜24:00）\n交代: 山田太郎 → 葛\u{e0100}城花子\nこの予定は輪番表の第2版から作られました。',
    location: '南里町, 西浜町; 離島を除く',
    sequence: 2,
    createdAt: Date.parse('2026-03-01T00:00:00Z'),
  }),
  aFeedEvent({
    uid: 'rota:2026-12-31:24h@rinban.example.jp',
    start: instantOf('2026-12-31', '00:00'),
    end: instantOf('2026-12-31', '24:00'),
    summary: '待機 𠮷田次郎',
    busy: false,
  }),
  aFeedEvent({
    uid: 'rota:2028-02-29:24h@rinban.example.jp',
    start: instantOf('2028-02-29', '00:00'),
    end: instantOf('2028-02-29', '24:00'),
    sequence: 1,
    status: 'cancelled',
  }),
]

describe('the bytes of a feed', () => {
  it.each([
    ['units', aCalendarFeed({ events: someUnits, alarmMinutes: 60 })],
    ['nothing-yet', aCalendarFeed({ events: [] })],
    [
      'download',
      aCalendarFeed({
        method: 'PUBLISH',
        organizer: { name: '北国市医師会 "事務局"', email: 'jimukyoku+rota@kitaguni.example.jp' },
      }),
    ],
    [
      'hostile',
      aCalendarFeed({
        name: '輪番\r\nX-INJECTED:1',
        description: 'a,b;c\\d\nBEGIN:VEVENT\u0007\u202e',
        events: [
          aFeedEvent({
            uid: 'x\r\nSTATUS:CANCELLED',
            summary: `${'葛\u{e0100}'.repeat(30)}👨‍👩‍👧‍👦\ud800`,
            description: '\\n は改行ではない\u2028END:VCALENDAR',
            url: 'https://rinban.example.jp/?q=a,b;c\\d\r\nURL:x',
          }),
        ],
      }),
    ],
  ])('are those kept in golden/%s.ics', async (name, feed) => {
    const document = renderCalendar(feed)
    expect(readDocument(Buffer.from(document)).faults).toEqual([])
    await expect(document).toMatchFileSnapshot(`golden/${name}.ics`)
  })

  it('are the same in whatever order the events come', () => {
    const document = renderCalendar(aCalendarFeed({ events: someUnits }))
    fc.assert(
      fc.property(fc.shuffledSubarray(someUnits, { minLength: someUnits.length }), events => {
        expect(renderCalendar(aCalendarFeed({ events }))).toBe(document)
      }),
    )
  })

  it('have the events by start, and those of the same start by UID', () => {
    const events = [
      aFeedEvent({ uid: 'b', start: 2 }),
      aFeedEvent({ uid: 'a', start: 2 }),
      aFeedEvent({ uid: 'c', start: 1 }),
    ]
    const uids = read(aCalendarFeed({ events })).components.map(event => valueIn(event, 'UID'))
    expect(uids).toEqual(['c', 'a', 'b'])
  })
})

describe('the calendar', () => {
  it('carries the time of its latest change, and none while it is empty', () => {
    const events = [3, 5, 4].map(day =>
      aFeedEvent({ uid: `${day}`, changedAt: Date.parse(`2026-04-0${day}T00:00:00.999Z`) }),
    )
    expect(valueIn(read(aCalendarFeed({ events })), 'LAST-MODIFIED')).toBe('20260405T000000Z')
    expect(valueIn(read(aCalendarFeed({ events: [] })), 'LAST-MODIFIED')).toBeUndefined()
  })

  it('has a method only for a download', () => {
    expect(valueIn(read(aCalendarFeed()), 'METHOD')).toBeUndefined()
    expect(valueIn(read(aCalendarFeed({ method: 'PUBLISH' })), 'METHOD')).toBe('PUBLISH')
  })

  it('leaves out a name and a description that are empty', () => {
    expect(names(read(aCalendarFeed({ name: ' \u0000', description: '' })))).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/NAME|DESC/)]),
    )
  })
})

describe('an event', () => {
  it.each([
    ['duty blocks the time', { busy: true }, 'CONFIRMED', 'OPAQUE', '当番'],
    ['standby leaves it free', { busy: false }, 'CONFIRMED', 'TRANSPARENT', '当番'],
    ['cancelled duty', { busy: true, status: 'cancelled' }, 'CANCELLED', 'TRANSPARENT', '【取消】当番'],
    ['cancelled standby', { busy: false, status: 'cancelled' }, 'CANCELLED', 'TRANSPARENT', '【取消】当番'],
  ] as const)('%s', (_title, changes, status, transparency, summary) => {
    const event = readEvent({ ...changes, summary: '当番' })
    expect(valueIn(event, 'STATUS')).toBe(status)
    expect(valueIn(event, 'TRANSP')).toBe(transparency)
    expect(valueIn(event, 'SUMMARY')).toBe(summary)
  })

  it('is stamped by its own change, never by the clock', () => {
    const event = readEvent({ sequence: 7, changedAt: Date.parse('2026-03-20T23:59:59.999Z'), createdAt: 0 })
    expect(valueIn(event, 'SEQUENCE')).toBe('7')
    expect(valueIn(event, 'DTSTAMP')).toBe('20260320T235959Z')
    expect(valueIn(event, 'LAST-MODIFIED')).toBe('20260320T235959Z')
    expect(valueIn(event, 'CREATED')).toBe('19700101T000000Z')
  })

  it('leaves out a place, a description and an address that are empty', () => {
    const left = names(readEvent({ summary: '', description: '\n', location: '', url: '' }))
    expect(left).toContain('SUMMARY')
    expect(left).not.toEqual(expect.arrayContaining([expect.stringMatching(/DESCRIPTION|LOCATION|URL/)]))
  })

  it.each([
    ['a day before', 1440, '-P1D'],
    ['an hour and a half before', 90, '-PT1H30M'],
    ['at the start', 0, 'PT0S'],
  ])('reminds %s', (_title, alarmMinutes, trigger) => {
    const alarms = readEvent({}, { alarmMinutes })?.components
    expect(alarms?.map(alarm => valueIn(alarm, 'TRIGGER'))).toEqual([trigger])
  })

  it('does not remind of what is cancelled, or unless asked', () => {
    expect(readEvent({ status: 'cancelled' }, { alarmMinutes: 60 })?.components).toEqual([])
    expect(readEvent({})?.components).toEqual([])
  })

  it.each([
    ['a plus', 'a+b@example.jp', 'mailto:a+b@example.jp'],
    ['what would end the property', 'a\r\nb;c,"d"@example.jp', 'mailto:a%20b%3Bc%2C%22d%22@example.jp'],
  ])('names its organizer by mail address: %s', (_title, email, written) => {
    const organizer = readEvent({}, { organizer: { name: '', email } })?.properties.find(
      ({ name }) => name === 'ORGANIZER',
    )
    expect(organizer?.value).toBe(written)
    expect(organizer?.parameters.CN).toBe(written.slice('mailto:'.length))
  })
})

describe('a bug is refused loudly', () => {
  const twice = [aFeedEvent({ uid: 'a' }), aFeedEvent({ uid: 'a', start: 0 })]
  const start = aFeedEvent().start
  it.each([
    ['a UID used twice', { events: twice }, 'two events have the UID a'],
    [
      'UIDs that differ only in what is left out',
      { events: [twice[0], aFeedEvent({ uid: 'a\u0000' })] },
      'two',
    ],
    ['an empty UID', { events: [aFeedEvent({ uid: '' })] }, 'no UID'],
    ['end eq start', { events: [aFeedEvent({ end: start })] }, 'does not end'],
    ['end before start', { events: [aFeedEvent({ end: start - 1 })] }, 'does not end'],
    ['no instant at all', { events: [aFeedEvent({ changedAt: Number.NaN })] }, 'valid date'],
    ['a negative sequence', { events: [aFeedEvent({ sequence: -1 })] }, 'sequence -1'],
    ['half a sequence', { events: [aFeedEvent({ sequence: 0.5 })] }, 'sequence 0.5'],
    ['a reminder after the start', { alarmMinutes: -1 }, 'reminder of -1'],
    ['half a minute', { alarmMinutes: 0.5 }, 'reminder of 0.5'],
    ['a colour by number', { color: '#2e8b57' }, 'not a colour'],
    ['a colour with a second line', { color: 'red\nX-A:1' }, 'not a colour'],
    ['no mail address', { organizer: { name: '事務局', email: '@example.jp' } }, 'not a mail address'],
    ['an address that runs', { source: 'javascript:alert(1)' }, 'not a web address'],
    ['an address that is none', { events: [aFeedEvent({ url: 'duty/1' })] }, 'Invalid URL'],
  ])('%s', (_title, changes, message) => {
    expect(() => renderCalendar(aCalendarFeed(changes as Partial<CalendarFeed>))).toThrow(message)
  })
})
