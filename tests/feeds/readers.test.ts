import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderCalendar } from '../../server/feeds/render-calendar.ts'
import { HOUR } from '../../server/time/interval.ts'
import { instantOf } from '../../server/time/tokyo.ts'
import { aCalendarFeed, aFeedEvent } from '../builders/calendar-feed.ts'
import { readWithIcalJs, readWithNodeIcal, readWithTsIcs } from './readers.ts'

describe.each([
  ['ical.js', readWithIcalJs],
  ['node-ical', readWithNodeIcal],
  ['ts-ics', readWithTsIcs],
])('%s', (_reader, read) => {
  it.each([
    ['36 hours to 24:00', instantOf('2026-05-02', '12:00'), instantOf('2026-05-03', '24:00'), 36],
    ['24 hours', instantOf('2026-05-04', '00:00'), instantOf('2026-05-04', '24:00'), 24],
    ['over the end of the year', instantOf('2026-12-31', '12:00'), instantOf('2027-01-01', '24:00'), 36],
    ['to the end of the year', instantOf('2026-12-31', '00:00'), instantOf('2026-12-31', '24:00'), 24],
    ['a leap day', instantOf('2028-02-29', '00:00'), instantOf('2028-02-29', '24:00'), 24],
    [
      'when Los Angeles loses an hour',
      instantOf('2026-03-08', '12:00'),
      instantOf('2026-03-09', '24:00'),
      36,
    ],
    [
      'when Los Angeles has one twice',
      instantOf('2026-11-01', '12:00'),
      instantOf('2026-11-02', '24:00'),
      36,
    ],
  ])('reads the same instants: %s', (_title, start, end, hours) => {
    const [event] = read(renderCalendar(aCalendarFeed({ events: [aFeedEvent({ start, end })] }))).events
    expect(event).toMatchObject({ start, end })
    expect(end - start).toBe(hours * HOUR)
  })

  it('reads what an event says: words, state, SEQUENCE', () => {
    const said = {
      summary: '当番：山田, 太郎; 𠮷野 "先生"',
      description: '36時間\n電話 0767-00-0000；夜間, 可',
    }
    const events = [
      aFeedEvent({ ...said, uid: 'a', sequence: 0 }),
      aFeedEvent({ ...said, uid: 'b', sequence: 12, status: 'cancelled' }),
    ]
    expect(read(renderCalendar(aCalendarFeed({ events }))).events).toMatchObject([
      { ...said, uid: 'a', sequence: 0, status: 'CONFIRMED' },
      { ...said, uid: 'b', sequence: 12, status: 'CANCELLED', summary: `【取消】${said.summary}` },
    ])
  })

  it.each([0, 30, 60, 1440])('reads a reminder %i minutes before, and none of what is cancelled', minutes => {
    const events = [aFeedEvent({ uid: 'a' }), aFeedEvent({ uid: 'b', status: 'cancelled' })]
    const document = renderCalendar(aCalendarFeed({ alarmMinutes: minutes, events }))
    expect(read(document).events.map(({ uid, alarms }) => [uid, alarms.map(before => before + 0)])).toEqual([
      ['a', [minutes]],
      ['b', []],
    ])
  })

  it('reads the same instants for any second from 1950 to 2100', () => {
    const aSecond = fc.integer({ min: Date.UTC(1950, 0) / 1000, max: Date.UTC(2100, 0) / 1000 })
    fc.assert(
      fc.property(aSecond, fc.integer({ min: 1, max: 400_000 }), (second, length) => {
        const [start, end] = [second * 1000, (second + length) * 1000]
        const [event] = read(renderCalendar(aCalendarFeed({ events: [aFeedEvent({ start, end })] }))).events
        expect(event).toMatchObject({ start, end })
      }),
    )
  })
})

/** ts-ics leaves the escapes in a calendar's name as they are. */
describe.each([
  ['ical.js', readWithIcalJs],
  ['node-ical', readWithNodeIcal],
])('%s', (_reader, read) => {
  it('reads a name of 2,000 characters as one name', () => {
    const name = '輪番𠮷,;\\"'.repeat(250)
    expect(read(renderCalendar(aCalendarFeed({ name }))).name).toBe(name)
  })
})
