import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { busyTimes } from '../../../server/roster/wishes/busy-times.ts'
import windowsZones from '../../../server/roster/wishes/calendar-file/windows-zones.json' with {
  type: 'json',
}
import { instantOf } from '../../../server/time/tokyo.ts'
import { aCalendar, anEvent, aZone, busyIn, NEW_YORK, within, YEAR } from './a-calendar-file.ts'

const exportOf = (program: string): string =>
  readFileSync(new URL(`calendars/${program}.ics`, import.meta.url), 'utf8')

/** The first days of a series of whole days that begins on 6 April 2026, a Monday. */
const daysOf = (...lines: string[]): string[] => {
  const read = busyTimes(aCalendar(anEvent('DTSTART:20260406T120000', 'DURATION:PT1M', ...lines)), YEAR)
  if (!read.ok) return [read.reason]
  return read.busy.map(({ start }) => new Date(start).toISOString().slice(5, 10))
}

describe('exports of the calendars that physicians use', () => {
  it('Google: UTC times, a fortnightly series with a moved and a dropped day, days away, a birthday', () => {
    expect(busyIn(exportOf('google'))).toEqual([
      '2026-04-01T14:00/17:00',
      '2026-04-08T19:00/20:30',
      '2026-04-14T13:00/15:00',
      '2026-05-02T00:00/2026-05-06T00:00',
      '2026-05-13T14:00/17:00',
      '2027-03-31T21:00/2027-04-01T00:00',
    ])
    expect(busyTimes(exportOf('google'), YEAR)).toMatchObject({
      events: 7,
      skipped: { free: 1, cancelled: 1, unreadable: 0 },
    })
  })

  it('Apple: the last day of each month, a meeting in New York, a duration, periods, a yearly day', () => {
    expect(busyIn(exportOf('apple'))).toEqual([
      '2026-04-03T07:30/08:30',
      '2026-04-17T07:30/08:30',
      '2026-04-30T19:00/20:00',
      '2026-05-31T19:00/20:00',
      '2026-06-30T19:00/20:00',
      '2026-07-31T19:00/20:00',
      '2026-08-13T00:00/2026-08-16T00:00',
      '2026-09-20T23:30/2026-09-21T00:30',
      '2026-09-22T08:00/08:30',
      '2026-09-23T08:00/08:45',
      '2026-11-03T00:00/2026-11-04T00:00',
    ])
  })

  it('Outlook: its own names of zones, the second Thursday, a congress over the end of summer time', () => {
    expect(busyIn(exportOf('outlook'))).toEqual([
      '2026-04-09T11:30/12:30',
      '2026-05-14T11:30/12:30',
      '2026-06-11T11:30/12:30',
      '2026-06-16T17:00/18:00',
      '2026-07-09T11:30/12:30',
      '2026-10-31T22:00/2026-11-03T07:00',
      '2027-03-29T17:00/18:00',
    ])
    expect(busyTimes(exportOf('outlook'), YEAR)).toMatchObject({ events: 6, skipped: { free: 2 } })
  })

  it.each(['google', 'apple', 'outlook'])('%s: nothing but numbers and counts comes back', program => {
    const text = exportOf(program)
    expect(text).toContain('秘密')
    expect(JSON.stringify(busyTimes(text, YEAR))).toMatch(
      /^\{"ok":true,"busy":\[(\{"start":\d+,"end":\d+\},?)+\],"events":\d+,"skipped":\{"free":\d+,"cancelled":\d+,"unreadable":\d+\}\}$/,
    )
  })
})

describe('times', () => {
  it.each([
    ['UTC', ['DTSTART:20260406T000000Z', 'DTEND:20260406T010000Z'], '2026-04-06T09:00/10:00'],
    ['floating is Tokyo', ['DTSTART:20260406T090000', 'DTEND:20260406T100000'], '2026-04-06T09:00/10:00'],
    ['to the second', ['DTSTART:20260406T085930', 'DTEND:20260406T100030'], '2026-04-06T08:59/10:00'],
    ['a date lasts its day', ['DTSTART;VALUE=DATE:20260406'], '2026-04-06T00:00/2026-04-07T00:00'],
    ['a date without VALUE', ['DTSTART:20260406'], '2026-04-06T00:00/2026-04-07T00:00'],
    [
      'the end date is not included',
      ['DTSTART:20260406', 'DTEND:20260408'],
      '2026-04-06T00:00/2026-04-08T00:00',
    ],
    [
      'a date that ends on itself',
      ['DTSTART:20260406', 'DTEND:20260406'],
      '2026-04-06T00:00/2026-04-07T00:00',
    ],
    ['hours and minutes', ['DTSTART:20260406T090000', 'DURATION:PT1H30M'], '2026-04-06T09:00/10:30'],
    ['weeks', ['DTSTART:20260406', 'DURATION:P1W'], '2026-04-06T00:00/2026-04-13T00:00'],
    ['days and hours', ['DTSTART:20260406T090000', 'DURATION:P1DT1H'], '2026-04-06T09:00/2026-04-07T10:00'],
    [
      'small letters',
      ['dtstart;tzid=Asia/Tokyo:20260406T090000', 'dtend:20260406T010000Z'],
      '2026-04-06T09:00/10:00',
    ],
    [
      'from New York to Tokyo',
      ['DTSTART;TZID=America/New_York:20260406T120000', 'DTEND;TZID=Asia/Tokyo:20260407T150000'],
      '2026-04-07T01:00/15:00',
    ],
  ])('%s', (_title, lines, expected) => {
    expect(busyIn(aCalendar(within('VEVENT', lines)))).toEqual([expected])
  })

  it.each([
    ['no end and no duration', ['DTSTART:20260406T090000']],
    ['an end at the start', ['DTSTART:20260406T090000', 'DTEND:20260406T090000']],
  ])('%s: the event takes no time', (_title, lines) => {
    expect(busyTimes(aCalendar(within('VEVENT', lines)), YEAR)).toEqual({
      ok: true,
      busy: [],
      events: 1,
      skipped: { free: 0, cancelled: 0, unreadable: 0 },
    })
  })

  it.each([
    ['no start', ['DTEND:20260406T100000']],
    ['two starts', ['DTSTART:20260406T090000', 'DTSTART:20260407T090000']],
    ['30 February', ['DTSTART:20260230']],
    ['24:00', ['DTSTART:20260406T240000']],
    ['an offset that is not of this format', ['DTSTART:20260406T090000+0900']],
    ['the end before the start', ['DTSTART:20260406T090000', 'DTEND:20260406T085959']],
    ['a negative duration', ['DTSTART:20260406T090000', 'DURATION:-PT1H']],
    ['a duration of nothing', ['DTSTART:20260406T090000', 'DURATION:PT']],
    ['end and duration', ['DTSTART:20260406T090000', 'DTEND:20260406T100000', 'DURATION:PT1H']],
    ['a weekly rule of the month', ['RRULE:FREQ=WEEKLY;BYMONTHDAY=1']],
    ['an excluding rule', ['RRULE:FREQ=DAILY', 'EXRULE:FREQ=WEEKLY']],
    ['a period of three parts', ['RDATE:20260407T090000/PT1H/PT1H']],
    ['an unreadable exception', ['RRULE:FREQ=DAILY', 'EXDATE:soon']],
  ])('%s: the event is counted as unreadable and the others are read', (_title, lines) => {
    const event = lines[0]?.startsWith('DT') ? within('VEVENT', lines) : anEvent(...lines)
    const other = anEvent('DTSTART:20260501', 'DURATION:P1D')
    expect(busyTimes(aCalendar(event, other), YEAR)).toEqual({
      ok: true,
      busy: [{ start: instantOf('2026-05-01', '00:00'), end: instantOf('2026-05-01', '24:00') }],
      events: 2,
      skipped: { free: 0, cancelled: 0, unreadable: 1 },
    })
  })
})

describe('free and cancelled', () => {
  it.each([
    ['TRANSP:TRANSPARENT', 'free'],
    ['transp:transparent', 'free'],
    ['X-MICROSOFT-CDO-BUSYSTATUS:FREE', 'free'],
    ['STATUS:CANCELLED', 'cancelled'],
  ])('%s is left out and counted', (line, how) => {
    const none = { free: 0, cancelled: 0, unreadable: 0 }
    expect(busyTimes(aCalendar(anEvent(line)), YEAR)).toEqual({
      ok: true,
      busy: [],
      events: 1,
      skipped: { ...none, [how]: 1 },
    })
  })

  it.each(['TRANSP:OPAQUE', 'X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE', 'STATUS:TENTATIVE', 'STATUS:CONFIRMED'])(
    '%s is busy',
    line => {
      expect(busyIn(aCalendar(anEvent(line)))).toEqual(['2026-04-06T09:00/10:00'])
    },
  )

  it('what is said of an alarm is not said of its event', () => {
    const alarm = within('VALARM', [
      'TRIGGER:-PT5M',
      'DURATION:P9D',
      'STATUS:CANCELLED',
      'TRANSP:TRANSPARENT',
    ])
    const event = anEvent('DTSTART:20260406T090000', 'DTEND:20260406T100000', ...alarm)
    expect(busyIn(aCalendar(event))).toEqual(['2026-04-06T09:00/10:00'])
  })

  it('tasks, notes and free-busy blocks are not events', () => {
    const others = ['VTODO', 'VJOURNAL', 'VFREEBUSY'].map(name => within(name, ['DTSTART:20260406']))
    expect(busyTimes(aCalendar(...others), YEAR)).toMatchObject({ busy: [], events: 0 })
  })
})

describe('series', () => {
  it.each([
    ['daily', ['RRULE:FREQ=DAILY;COUNT=3'], ['04-06', '04-07', '04-08']],
    ['every third day', ['RRULE:FREQ=DAILY;INTERVAL=3;COUNT=3'], ['04-06', '04-09', '04-12']],
    ['until a day, that day included', ['RRULE:FREQ=DAILY;UNTIL=20260408'], ['04-06', '04-07', '04-08']],
    ['until an instant, eq', ['RRULE:FREQ=DAILY;UNTIL=20260408T030000Z'], ['04-06', '04-07', '04-08']],
    ['until an instant, 1 s less', ['RRULE:FREQ=DAILY;UNTIL=20260408T025959Z'], ['04-06', '04-07']],
    ['until a floating time, eq', ['RRULE:FREQ=DAILY;UNTIL=20260408T120000'], ['04-06', '04-07', '04-08']],
    ['until before the start: none', ['RRULE:FREQ=DAILY;UNTIL=20260405'], []],
    ['the weekday of the start', ['RRULE:FREQ=WEEKLY;COUNT=3'], ['04-06', '04-13', '04-20']],
    [
      'Mondays and Wednesdays',
      ['RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=4'],
      ['04-06', '04-08', '04-13', '04-15'],
    ],
    [
      'fortnightly, weeks from Monday',
      ['RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;COUNT=4'],
      ['04-06', '04-12', '04-20', '04-26'],
    ],
    [
      'fortnightly, weeks from Sunday',
      ['RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU;COUNT=4'],
      ['04-06', '04-19', '04-20', '05-03'],
    ],
    ['the day of the month', ['RRULE:FREQ=MONTHLY;COUNT=3'], ['04-06', '05-06', '06-06']],
    ['the second Tuesday', ['RRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=3'], ['04-06', '04-14', '05-12']],
    ['the last Friday', ['RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=3'], ['04-06', '04-24', '05-29']],
    [
      'the last workday',
      ['RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=3'],
      ['04-06', '04-30', '05-29'],
    ],
    ['the last day', ['RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3'], ['04-06', '04-30', '05-31']],
    [
      'the 31st, where there is one',
      ['RRULE:FREQ=MONTHLY;BYMONTHDAY=31;COUNT=4'],
      ['04-06', '05-31', '07-31', '08-31'],
    ],
    ['Friday the 13th', ['RRULE:FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13'], ['04-06', '11-13']],
    ['yearly in two months', ['RRULE:FREQ=YEARLY;BYMONTH=4,5;BYMONTHDAY=6'], ['04-06', '05-06']],
    ['the first Monday of May', ['RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=1MO'], ['04-06', '05-04']],
    ['the 20th Monday of the year', ['RRULE:FREQ=YEARLY;BYDAY=20MO'], ['04-06', '05-18']],
    ['a semicolon at the end', ['RRULE:FREQ=DAILY;COUNT=2;'], ['04-06', '04-07']],
    ['further dates', ['RDATE:20260410T120000,20260501T120000'], ['04-06', '04-10', '05-01']],
    [
      'exceptions on several lines',
      ['RRULE:FREQ=DAILY;COUNT=4', 'EXDATE:20260407T120000', 'EXDATE:20260409T030000Z'],
      ['04-06', '04-08'],
    ],
    [
      'an exception for a whole day',
      ['RRULE:FREQ=DAILY;COUNT=3', 'EXDATE;VALUE=DATE:20260407'],
      ['04-06', '04-08'],
    ],
    [
      'an exception does not shorten the count',
      ['RRULE:FREQ=DAILY;COUNT=3', 'EXDATE:20260406T120000'],
      ['04-07', '04-08'],
    ],
  ])('%s', (_title, lines, expected) => {
    expect(daysOf(...lines)).toEqual(expected)
  })

  it('until an instant that is a day later in Tokyo, eq', () => {
    const text = aCalendar(
      anEvent('DTSTART:20260406T080000', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;UNTIL=20260406T230000Z'),
    )
    expect(busyIn(text)).toEqual(['2026-04-06T08:00/09:00', '2026-04-07T08:00/09:00'])
  })

  it('on 29 February comes in leap years only', () => {
    const text = aCalendar(anEvent('DTSTART:20240229', 'RRULE:FREQ=YEARLY'))
    expect(busyIn(text)).toEqual([])
    const leapYear = { start: instantOf('2027-04-01', '00:00'), end: instantOf('2028-04-01', '00:00') }
    expect(busyIn(text, leapYear)).toEqual(['2028-02-29T00:00/2028-03-01T00:00'])
  })

  it.each([
    ['weekly since 1990', 'DTSTART:19900104T090000', 'RRULE:FREQ=WEEKLY', 52],
    ['daily since 1930, counted', 'DTSTART:19300101T090000', 'RRULE:FREQ=DAILY;COUNT=36000', 365],
    ['monthly since 1601', 'DTSTART:16010115T090000', 'RRULE:FREQ=MONTHLY', 12],
  ])('%s still comes', (_title, start, rule, times) => {
    const text = aCalendar(anEvent(start, rule, 'DURATION:PT1H'))
    expect(busyIn(text)).toHaveLength(times)
  })

  it('the night before the year begins, and the one after it ends, are cut at midnight', () => {
    const nights = anEvent('DTSTART:20260301T200000', 'DURATION:PT12H', 'RRULE:FREQ=DAILY')
    const busy = busyIn(aCalendar(nights))
    expect(busy.at(0)).toBe('2026-04-01T00:00/08:00')
    expect(busy.at(-1)).toBe('2027-03-31T20:00/2027-04-01T00:00')
    expect(busy).toHaveLength(366)
  })

  it('overlapping and adjacent times become one', () => {
    const text = aCalendar(
      anEvent('DTSTART:20260406T100000', 'DURATION:PT1H'),
      anEvent('DTSTART:20260406T090000', 'DURATION:PT1H'),
      anEvent('DTSTART:20260406T093000', 'DURATION:PT10M'),
    )
    expect(busyIn(text)).toEqual(['2026-04-06T09:00/11:00'])
  })
})

describe('single occurrences that were changed', () => {
  const series = (...lines: string[]) => anEvent('UID:a', 'RRULE:FREQ=DAILY;COUNT=3', ...lines)
  const [first, second, third] = [
    '2026-04-06T09:00/10:00',
    '2026-04-07T09:00/10:00',
    '2026-04-08T09:00/10:00',
  ]

  it.each([
    [
      'moved',
      ['DTSTART:20260407T150000', 'DURATION:PT1H'],
      'RECURRENCE-ID:20260407T090000',
      [first, '2026-04-07T15:00/16:00', third],
    ],
    [
      'named in UTC',
      ['DTSTART:20260407T150000', 'DURATION:PT1H'],
      'RECURRENCE-ID:20260407T000000Z',
      [first, '2026-04-07T15:00/16:00', third],
    ],
    [
      'named by the day',
      ['DTSTART:20260407T150000', 'DURATION:PT1H'],
      'RECURRENCE-ID;VALUE=DATE:20260407',
      [first, '2026-04-07T15:00/16:00', third],
    ],
    [
      'left where it was',
      ['DTSTART:20260407T090000', 'DURATION:PT1H'],
      'RECURRENCE-ID:20260407T090000',
      [first, second, third],
    ],
    ['cancelled', ['STATUS:CANCELLED'], 'RECURRENCE-ID:20260407T090000', [first, third]],
    ['freed', ['TRANSP:TRANSPARENT'], 'RECURRENCE-ID:20260407T090000', [first, third]],
    [
      'one that is not in the series',
      ['DTSTART:20260501T090000', 'DURATION:PT1H'],
      'RECURRENCE-ID:20260501T090000',
      [first, second, third, '2026-05-01T09:00/10:00'],
    ],
    [
      'all that follow: not read, so the series stays',
      ['DTSTART:20260407T150000'],
      'RECURRENCE-ID;RANGE=THISANDFUTURE:20260407T090000',
      [first, second, third],
    ],
    [
      'unreadable: the series stays',
      ['DTSTART:someday'],
      'RECURRENCE-ID:20260407T090000',
      [first, second, third],
    ],
  ])('%s', (_title, lines, id, expected) => {
    const change = anEvent('UID:a', id, ...lines)
    expect(busyIn(aCalendar(series(), change))).toEqual(expected)
    expect(busyIn(aCalendar(change, series()))).toEqual(expected)
  })

  it('a change belongs to the series of its UID, and without a UID to none', () => {
    const change = (uid: string[]) => anEvent(...uid, 'RECURRENCE-ID:20260407T090000', 'STATUS:CANCELLED')
    expect(busyIn(aCalendar(series(), change(['UID:b'])))).toEqual([first, second, third])
    expect(busyIn(aCalendar(anEvent('RRULE:FREQ=DAILY;COUNT=3'), change([])))).toEqual([first, second, third])
  })

  it('a changed day of a series of whole days', () => {
    const text = aCalendar(
      anEvent('UID:a', 'DTSTART;VALUE=DATE:20260406', 'RRULE:FREQ=DAILY;COUNT=3'),
      anEvent('UID:a', 'DTSTART;VALUE=DATE:20260410', 'RECURRENCE-ID;VALUE=DATE:20260407'),
    )
    expect(busyIn(text)).toEqual([
      '2026-04-06T00:00/2026-04-07T00:00',
      '2026-04-08T00:00/2026-04-09T00:00',
      '2026-04-10T00:00/2026-04-11T00:00',
    ])
  })
})

describe('time zones', () => {
  const at = (zone: string, time: string) => anEvent(`DTSTART;TZID=${zone}:${time}`, 'DURATION:PT1H')

  it.each([
    ['in summer', '20260701T090000', '2026-07-01T22:00/23:00'],
    ['in winter', '20261201T090000', '2026-12-01T23:00/2026-12-02T00:00'],
    ['1 s before summer time', '20270314T015959', '2027-03-14T15:59/16:59'],
    ['in the hour that is skipped: counts on from before', '20270314T023000', '2027-03-14T16:30/17:30'],
    ['eq the first moment of summer time', '20270314T030000', '2027-03-14T16:00/17:00'],
    ['in the hour that comes twice: the first', '20261101T013000', '2026-11-01T14:30/15:30'],
    ['eq the end of the hour that comes twice', '20261101T020000', '2026-11-01T16:00/17:00'],
  ])('New York %s, defined by the file or by its name alone', (_title, time, expected) => {
    const event = at('America/New_York', time)
    expect(busyIn(aCalendar(NEW_YORK, event))).toEqual([expected])
    expect(busyIn(aCalendar(event))).toEqual([expected])
  })

  it.each([
    ['Asia/Tokyo', '09:00'],
    ['Japan', '09:00'],
    ['Tokyo Standard Time', '09:00'],
    ['"Tokyo Standard Time"', '09:00'],
    ['"(UTC+09:00) Osaka, Sapporo, Tokyo"', '09:00'],
    ['UTC', '18:00'],
    ['Korea Standard Time', '09:00'],
    ['Singapore Standard Time', '10:00'],
    ['Asia/Kathmandu', '12:15'],
    ['of nobody', '09:00'],
    ['__proto__', '09:00'],
  ])('the name %s needs no definition', (zone, start) => {
    expect(busyIn(aCalendar(at(zone, '20260406T090000')))).toEqual([
      `2026-04-06T${start}/${String(Number(start.slice(0, 2)) + 1).padStart(2, '0')}${start.slice(2)}`,
    ])
  })

  it("Outlook's names are those of node-ical's table, and the machine knows every one", () => {
    const theirs: Record<string, { iana: string[] }> = createRequire(import.meta.url)(
      'node-ical/windowsZones.json',
    )
    for (const [name, zone] of Object.entries(windowsZones)) {
      expect([name, theirs[name]?.iana[0]]).toEqual([name, zone])
      expect(() => new Intl.DateTimeFormat('en', { timeZone: zone })).not.toThrow()
    }
    const short = Object.keys(theirs).filter(name => !name.startsWith('('))
    expect(Object.keys(windowsZones).sort()).toEqual(short.sort())
  })

  it('what the file defines comes before what the name says, and ends with the file', () => {
    const half = aZone('Asia/Tokyo', [
      'STANDARD',
      'DTSTART:19700101T000000',
      'TZOFFSETFROM:+0830',
      'TZOFFSETTO:+0830',
    ])
    const event = at('Asia/Tokyo', '20260406T090000')
    expect(busyIn(aCalendar(half, event))).toEqual(['2026-04-06T09:30/10:30'])
    expect(busyIn(aCalendar(event, half))).toEqual(['2026-04-06T09:30/10:30'])
    expect(busyIn(aCalendar(event))).toEqual(['2026-04-06T09:00/10:00'])
  })

  it('changes by list, and a rule that ended long ago, leave the offset that holds', () => {
    const zone = aZone(
      'somewhere',
      [
        'DAYLIGHT',
        'DTSTART:19500507T000000',
        'RRULE:FREQ=YEARLY;UNTIL=19510505T150000Z;BYMONTH=5;BYDAY=1SU',
        'TZOFFSETFROM:+0900',
        'TZOFFSETTO:+1000',
      ],
      [
        'STANDARD',
        'DTSTART:19480911T010000',
        'RRULE:FREQ=YEARLY;UNTIL=19510907T150000Z;BYMONTH=9;BYDAY=2SA',
        'TZOFFSETFROM:+1000',
        'TZOFFSETTO:+0900',
      ],
    )
    const listed = aZone(
      'listed',
      [
        'STANDARD',
        'DTSTART:20000101T000000',
        'RDATE:20260601T000000',
        'TZOFFSETFROM:+0900',
        'TZOFFSETTO:+0800',
      ],
      ['STANDARD', 'DTSTART:20100101T000000', 'TZOFFSETFROM:+0800', 'TZOFFSETTO:+0900'],
    )
    expect(busyIn(aCalendar(zone, at('somewhere', '20260406T090000')))).toEqual(['2026-04-06T09:00/10:00'])
    expect(
      busyIn(aCalendar(listed, at('listed', '20260531T090000'), at('listed', '20260601T090000'))),
    ).toEqual(['2026-05-31T09:00/10:00', '2026-06-01T10:00/11:00'])
  })

  it('a definition that cannot be read leaves the name; without a known name the event is unreadable', () => {
    const broken = (name: string) => aZone(name, ['STANDARD', 'DTSTART:19700101T000000', 'TZOFFSETTO:+0100'])
    expect(busyIn(aCalendar(broken('UTC'), at('UTC', '20260406T000000')))).toEqual(['2026-04-06T09:00/10:00'])
    expect(busyIn(aCalendar(broken('ours'), at('ours', '20260406T000000')))).toBe('calendarUnreadable')
  })

  it('a series keeps the hour of its own zone through summer time, and its length', () => {
    const series = anEvent(
      'DTSTART;TZID=America/New_York:20261025T200000',
      'DTEND;TZID=America/New_York:20261025T210000',
      'RRULE:FREQ=WEEKLY;UNTIL=20261109T000000Z',
    )
    expect(busyIn(aCalendar(NEW_YORK, series))).toEqual(['2026-10-26T09:00/10:00', '2026-11-02T10:00/11:00'])
  })

  it('a day of duration is a day on the clock, 24 hours are 24 hours', () => {
    const lasting = (duration: string) =>
      busyIn(aCalendar(anEvent('DTSTART;TZID=America/New_York:20261031T120000', `DURATION:${duration}`)))
    expect(lasting('P1D')).toEqual(['2026-11-01T01:00/2026-11-02T02:00'])
    expect(lasting('PT24H')).toEqual(['2026-11-01T01:00/2026-11-02T01:00'])
  })
})

describe('the file', () => {
  const text = aCalendar(anEvent('UID:a', 'RRULE:FREQ=DAILY;COUNT=2'))
  const expected = ['2026-04-06T09:00/10:00', '2026-04-07T09:00/10:00']

  it.each([
    ['CRLF', text],
    ['LF', text.replaceAll('\r\n', '\n')],
    ['CR', text.replaceAll('\r\n', '\r')],
    ['CRCRLF', text.replaceAll('\r\n', '\r\r\n')],
    ['a byte order mark', `\uFEFF${text}`],
    ['empty lines', `\r\n\r\n${text.replaceAll('\r\n', '\r\n\r\n')}`],
    ['no line end at the end', text.trimEnd()],
    ['small letters', text.toLowerCase()],
    ['a line folded by a blank', text.replace('COUNT', '\r\n COUNT')],
    ['a line folded by a tab', text.replace('COUNT', '\n\tCOUNT')],
    ['a line folded in its name', text.replace('RRULE', 'RR\r\n ULE')],
    ['a line folded after CRCRLF', text.replace('COUNT', '\r\r\n COUNT')],
    ['two calendars, one after the other', text + text],
    ['parameters nobody knows', text.replace('RRULE', 'RRULE;X-A="b;c:d";X-E=f')],
  ])('%s', (_title, written) => {
    expect(busyIn(written)).toEqual(expected)
  })

  it('a calendar without events is readable, and nobody is busy', () => {
    expect(busyTimes(aCalendar(), YEAR)).toEqual({
      ok: true,
      busy: [],
      events: 0,
      skipped: { free: 0, cancelled: 0, unreadable: 0 },
    })
  })

  it('of 2,000 busy times all are told, of 2,001 none', () => {
    const minutes = (count: number) =>
      aCalendar(
        ...Array.from({ length: count }, (_, index) => {
          const start = new Date(Date.UTC(2026, 3, 6, 0, index * 2)).toISOString().replace(/[-:]|\.\d+/g, '')
          return anEvent(`DTSTART:${start}`, 'DURATION:PT1M')
        }),
      )
    expect(busyIn(minutes(2_000))).toHaveLength(2_000)
    expect(busyIn(minutes(2_001))).toBe('calendarTooLarge')
  })
})
