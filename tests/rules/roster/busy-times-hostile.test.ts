import { describe, expect, it } from 'vitest'
import { type BusyTimes, busyTimes } from '../../../server/roster/wishes/busy-times.ts'
import { aCalendar, anEvent, aZone, inWords, within, YEAR } from './a-calendar-file.ts'

const ITS_TIME = '2026-04-06T09:00/10:00'
const aDay = (date: number) => `2026-04-0${date}T00:00/2026-04-0${date + 1}T00:00`

/** As many components as a file may hold. */
function full(component: (index: number) => readonly string[]): string {
  const lines: string[] = []
  for (let size = 100, index = 0; ; index += 1) {
    const next = component(index)
    size += next.join('\r\n').length + 2
    if (size > 1_000_000) return aCalendar(lines)
    for (const line of next) lines.push(line)
  }
}

const repeated = (rule: string, ...lines: string[]) => anEvent(`RRULE:${rule}`, ...lines)
const endless = (name: string, rule: string) =>
  aZone(name, [
    'STANDARD',
    'DTSTART:16010101T000000',
    `RRULE:${rule}`,
    'TZOFFSETFROM:+0900',
    'TZOFFSETTO:+0800',
  ])

/** Reads a file in at most a second of this thread's own work: what other processes do does not count. */
function readInTime(text: string): BusyTimes {
  const before = process.threadCpuUsage()
  const read = busyTimes(text, YEAR)
  const { user, system } = process.threadCpuUsage(before)
  expect((user + system) / 1_000).toBeLessThan(1_000)
  return read
}

/** What a file does: refused for a reason, or survived with these busy times and so many unreadable events. */
type Row = [title: string, text: () => string, expected: string | string[], unreadable?: number]

function holds(rows: Row[]): void {
  it.each(rows)('%s', (_title, text, expected, unreadable) => {
    const read = readInTime(text())
    expect(read.ok ? read.busy.map(inWords) : read.reason).toEqual(expected)
    if (unreadable !== undefined) expect(read).toMatchObject({ skipped: { unreadable } })
  })
}

const bytes = (...parts: (string | number[])[]): string =>
  new TextDecoder().decode(
    Buffer.concat(parts.map(part => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part)))),
  )

describe('what is not a calendar', () => {
  holds([
    ['nothing', () => '', 'calendarUnreadable'],
    ['blanks', () => ' '.repeat(999_999), 'calendarUnreadable'],
    ['a page', () => '<!doctype html><html></html>', 'calendarUnreadable'],
    ['a card', () => 'BEGIN:VCARD\r\nFN:x\r\nEND:VCARD\r\n', 'calendarUnreadable'],
    ['an event alone', () => anEvent().join('\r\n'), 'calendarUnreadable'],
    [
      'bytes',
      () => bytes(Array.from({ length: 65_536 }, (_, index) => (index * 7919) % 256)),
      'calendarUnreadable',
    ],
    ['UTF-16', () => bytes([...Buffer.from(aCalendar(anEvent()), 'utf16le')]), 'calendarUnreadable'],
    [
      'over a million characters',
      () => aCalendar(anEvent(`SUMMARY:${'x'.repeat(1_000_000)}`)),
      'calendarTooLarge',
    ],
    [
      '100,000 events',
      () => aCalendar(...Array.from({ length: 100_000 }, () => anEvent())),
      'calendarTooLarge',
    ],
  ])
})

describe('components', () => {
  holds([
    ['cut off in an event', () => aCalendar(anEvent(), anEvent()).slice(0, -30), 'calendarUnreadable'],
    [
      'cut off between events',
      () => aCalendar(anEvent()).replace('END:VCALENDAR\r\n', ''),
      'calendarUnreadable',
    ],
    [
      'an event that is not closed',
      () => aCalendar(['BEGIN:VEVENT', 'DTSTART:20260410'], anEvent()),
      [ITS_TIME],
      1,
    ],
    [
      'twenty that are not closed',
      () => aCalendar(Array(20).fill('BEGIN:VEVENT'), anEvent()),
      [ITS_TIME],
      20,
    ],
    [
      'the last event is not closed',
      () => aCalendar(anEvent(), ['BEGIN:VEVENT', 'DTSTART:20260410']),
      [ITS_TIME],
      1,
    ],
    [
      'an alarm that is not closed',
      () => aCalendar(anEvent('BEGIN:VALARM', 'ACTION:AUDIO'), anEvent()),
      [ITS_TIME],
      1,
    ],
    [
      'an event that was not begun',
      () => aCalendar(anEvent(), ['DTSTART:20260410', 'END:VEVENT']),
      [ITS_TIME],
      1,
    ],
    [
      'a calendar in a calendar',
      () => aCalendar(['BEGIN:VCALENDAR', 'END:VCALENDAR'], anEvent()),
      'calendarUnreadable',
    ],
    [
      'closed more often than begun',
      () => aCalendar(anEvent(), Array(50_000).fill('END:VALARM')),
      [ITS_TIME],
      0,
    ],
    ['100,000 levels', () => aCalendar(Array(60_000).fill('BEGIN:X')), 'calendarUnreadable'],
    ['as many empty events as fit', () => full(() => within('VEVENT', [])), 'calendarUnreadable'],
    ['as many events as fit', () => full(() => within('VEVENT', ['DTSTART:20260406'])), [aDay(6)], 0],
    [
      'one readable event among them',
      () => full(index => within('VEVENT', index === 9 ? ['DTSTART:20260406'] : [])),
      [aDay(6)],
    ],
    ['the same UID everywhere', () => full(() => anEvent('UID:a')), [ITS_TIME], 0],
  ])
})

describe('lines', () => {
  holds([
    [
      'a title of nearly a million characters',
      () => aCalendar(anEvent(`SUMMARY:${'あ'.repeat(999_000)}`)),
      [ITS_TIME],
      0,
    ],
    [
      'a list of exceptions too long for a line',
      () => aCalendar(anEvent(`EXDATE:${Array(90_000).fill('20260406').join()}`), anEvent()),
      [ITS_TIME],
      1,
    ],
    [
      '200,000 parameters',
      () => aCalendar(anEvent(`RDATE${';A=B'.repeat(200_000)}:20260406`), anEvent()),
      [ITS_TIME],
      1,
    ],
    [
      'parameters on every event',
      () => full(() => within('VEVENT', [`DTSTART${';A=B'.repeat(3_990)}:20260406`])),
      [aDay(6)],
      0,
    ],
    [
      'quotes that are not closed',
      () => aCalendar(anEvent('RDATE;TZID="Asia:20260406T000000'), anEvent()),
      [ITS_TIME],
      1,
    ],
    ['half a million foldings', () => aCalendar(anEvent(`SUMMARY:${'\n '.repeat(490_000)}`)), [ITS_TIME], 0],
    ['half a million empty lines', () => aCalendar(Array(490_000).fill(''), anEvent()), [ITS_TIME], 0],
    ['a million carriage returns', () => aCalendar(['\r'.repeat(990_000)], anEvent()), [ITS_TIME], 0],
    ['a name without a value', () => aCalendar(anEvent('RRULE'), anEvent()), [ITS_TIME], 1],
    [
      'a rule behind a parameter without a value',
      () => aCalendar(anEvent('RRULE;X:FREQ=DAILY'), anEvent()),
      [ITS_TIME],
      1,
    ],
    [
      'a NUL in a time',
      () => aCalendar(within('VEVENT', ['DTSTART:2026\u00000406']), anEvent()),
      [ITS_TIME],
      1,
    ],
    ['NULs elsewhere', () => aCalendar(anEvent('SUMMARY:\u0000\u0000', '\u0000:\u0000')), [ITS_TIME], 0],
    [
      'folded in the middle of a character',
      () =>
        bytes(
          'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:',
          [0xe4, 0xbc, 0x0d, 0x0a, 0x20, 0x9a],
          '\r\nDTSTART:20260406\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
        ),
      [aDay(6)],
      0,
    ],
    [
      'Shift_JIS',
      () =>
        bytes(
          'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:',
          [0x89, 0xef, 0x8b, 0x63, 0x95, 0x5c],
          '\r\nDTSTART:20260406\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
        ),
      [aDay(6)],
      0,
    ],
  ])
})

describe('names of the language', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype']

  holds([
    ['as properties', () => aCalendar(anEvent(...names.map(name => `${name}:x`))), [ITS_TIME], 0],
    [
      'as parameters',
      () => aCalendar(anEvent(`RDATE${names.map(name => `;${name}=x`).join('')}:20260410`)),
      [ITS_TIME, '2026-04-10T00:00/01:00'],
      0,
    ],
    [
      'as types of values',
      () => aCalendar(...names.map(name => anEvent(`RDATE;VALUE=${name}:20260410`))),
      [ITS_TIME, '2026-04-10T00:00/01:00'],
      0,
    ],
    [
      'as parts of rules',
      () => aCalendar(...names.map(name => repeated(`FREQ=DAILY;${name}=1`)), anEvent()),
      [ITS_TIME],
      names.length,
    ],
    [
      'as components',
      () => aCalendar(...names.map(name => within(name, ['DTSTART:20260410'])), anEvent()),
      [ITS_TIME],
      0,
    ],
    [
      'as zones',
      () =>
        aCalendar(
          ...names.map(name => within('VEVENT', [`DTSTART;TZID=${name}:20260406T090000`, 'DURATION:PT1H'])),
        ),
      [ITS_TIME],
      0,
    ],
    [
      'as UIDs',
      () =>
        aCalendar(
          ...names.flatMap(name => [
            anEvent(`UID:${name}`),
            anEvent(`UID:${name}`, 'RECURRENCE-ID:20260406T090000', 'STATUS:CANCELLED'),
          ]),
        ),
      [],
      0,
    ],
  ])

  it('and nothing of the language has changed', () => {
    expect(Object.keys(Object.prototype)).toEqual([])
    expect({}).not.toHaveProperty('tzid')
  })
})

describe('rules', () => {
  const refused = (rule: string): Row => [rule, () => aCalendar(repeated(rule), anEvent()), [ITS_TIME], 1]

  holds(
    [
      'FREQ=SECONDLY',
      'FREQ=MINUTELY;COUNT=1',
      'FREQ=HOURLY',
      'FREQ=FORTNIGHTLY',
      'FREQ=DAILY;BYHOUR=9',
      'FREQ=DAILY;INTERVAL=0',
      'FREQ=DAILY;INTERVAL=-1',
      'FREQ=DAILY;INTERVAL=10000000',
      'FREQ=DAILY;COUNT=0',
      'FREQ=DAILY;COUNT=-3',
      'FREQ=DAILY;COUNT=1e9',
      'FREQ=DAILY;COUNT=99999999999999999999',
      'FREQ=DAILY;COUNT=2;UNTIL=20260501',
      'FREQ=DAILY;UNTIL=never',
      'FREQ=DAILY;UNTIL=20260231',
      'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=0',
      'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1,x',
      'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=999',
      'FREQ=MONTHLY;BYDAY=6MO',
      'FREQ=MONTHLY;BYDAY=0MO',
      'FREQ=MONTHLY;BYDAY=XX',
      'FREQ=WEEKLY;BYDAY=1MO',
      'FREQ=MONTHLY;BYMONTHDAY=32',
      'FREQ=MONTHLY;BYMONTHDAY=0',
      'FREQ=YEARLY;BYMONTH=13',
      'FREQ=YEARLY;BYWEEKNO=20',
      'FREQ=YEARLY;BYYEARDAY=100',
      'FREQ=WEEKLY;WKST=XX',
      'FREQ=DAILY;FREQ=WEEKLY',
      'FREQ=DAILY;RSCALE=CHINESE',
      'FREQ=DAILY;=',
      'FREQ',
      'COUNT=3',
      `FREQ=MONTHLY;BYMONTHDAY=${Array(100).fill('31').join()}`,
    ].map(refused),
  )

  const never = (rule: string): Row => [`never: ${rule}`, () => aCalendar(repeated(rule)), [ITS_TIME], 0]
  holds(
    [
      'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
      'FREQ=WEEKLY;INTERVAL=9999',
      'FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31',
      'FREQ=MONTHLY;BYDAY=1TU;BYMONTHDAY=15',
      'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31',
      'FREQ=YEARLY;BYMONTH=4;BYDAY=1MO;BYMONTHDAY=15',
      'FREQ=YEARLY;BYDAY=53MO;BYSETPOS=366',
      'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=999999999',
    ].map(never),
  )

  it.each([
    ['without an end', 'FREQ=DAILY'],
    ['until the year 9999', 'FREQ=DAILY;UNTIL=99991231T235959Z'],
    ['a billion times', 'FREQ=DAILY;COUNT=999999999'],
  ])('%s: on each day from 6 April to 31 March', (_title, rule) => {
    const read = readInTime(aCalendar(repeated(rule)))
    expect(read.ok && read.busy).toHaveLength(360)
  })

  holds([
    [
      'more days to count than an event may',
      () => aCalendar(anEvent('DTSTART:19000101', 'RRULE:FREQ=DAILY;COUNT=99999'), anEvent()),
      [ITS_TIME],
      1,
    ],
    [
      'more of it than an event may',
      () => aCalendar(anEvent('DURATION:P99999D', 'RRULE:FREQ=DAILY'), anEvent()),
      ['2026-04-06T09:00/2027-04-01T00:00'],
      0,
    ],
    [
      'a step more than an event may',
      () => aCalendar(anEvent('DTSTART:17000101', 'DURATION:P99999D', 'RRULE:FREQ=DAILY'), anEvent()),
      [ITS_TIME],
      1,
    ],
    [
      'many rules on one event',
      () => aCalendar(anEvent(...Array(500).fill('RRULE:FREQ=DAILY')), anEvent()),
      [ITS_TIME],
      1,
    ],
  ])

  it.each([
    'FREQ=DAILY',
    'FREQ=YEARLY;BYDAY=1MO,-1FR',
    'FREQ=MONTHLY;BYDAY=MO,TU,WE;BYSETPOS=-1',
    'FREQ=WEEKLY',
  ])('as many %s as fit: those beyond the bound of the file are counted, not shortened', rule => {
    const read = readInTime(full(() => repeated(rule)))
    const one = busyTimes(aCalendar(repeated(rule)), YEAR)
    expect(read).toMatchObject({ ok: true, busy: one.ok && one.busy })
    expect(read.ok && read.skipped.unreadable).toBeGreaterThan(1_000)
    expect(read.ok && read.events - read.skipped.unreadable).toBeGreaterThan(500)
  })
})

describe('times', () => {
  const event = (...lines: string[]) => within('VEVENT', lines)
  const unreadable = (title: string, ...lines: string[]): Row => [
    title,
    () => aCalendar(event(...lines), anEvent()),
    [ITS_TIME],
    1,
  ]

  holds([
    unreadable('the year 0001', 'DTSTART:00010101'),
    unreadable('the year 0001, repeated', 'DTSTART:00010101', 'RRULE:FREQ=DAILY'),
    unreadable('the year 99999', 'DTSTART:999990101'),
    unreadable('an endless duration', 'DTSTART:20260406', 'DURATION:P99999999999999999999D'),
    unreadable('a duration of many parts', 'DTSTART:20260406', `DURATION:P${'1D'.repeat(5_000)}`),
    ['the year 9999', () => aCalendar(event('DTSTART:99991231', 'RRULE:FREQ=DAILY')), [], 0],
    [
      'from 1600 to 9999',
      () => aCalendar(event('DTSTART:16000101', 'DTEND:99991231')),
      ['2026-04-01T00:00/2027-04-01T00:00'],
      0,
    ],
    [
      'as many further dates as fit',
      () => aCalendar(event('DTSTART:20260406', ...Array(60_000).fill('RDATE:20260406'))),
      [aDay(6)],
      0,
    ],
    [
      'lists of further dates',
      () =>
        aCalendar(
          event('DTSTART:20260406', ...Array(60).fill(`RDATE:${Array(1_700).fill('20260406').join()}`)),
        ),
      [aDay(6)],
      0,
    ],
    [
      'as many exceptions as fit',
      () =>
        aCalendar(
          event('DTSTART:20260406', 'RRULE:FREQ=DAILY;COUNT=2', ...Array(55_000).fill('EXDATE:20260406')),
        ),
      [aDay(7)],
      0,
    ],
    [
      'changes that replace each other',
      () =>
        aCalendar(
          ...['06', '07'].map(day =>
            event('UID:a', `DTSTART:202604${day}`, `RECURRENCE-ID:202604${day === '06' ? '07' : '06'}`),
          ),
        ),
      ['2026-04-06T00:00/2026-04-08T00:00'],
      0,
    ],
    [
      'a change that repeats',
      () =>
        aCalendar(
          event('UID:a', 'DTSTART:20260406', 'RECURRENCE-ID:20260406', 'RRULE:FREQ=DAILY'),
          anEvent(),
        ),
      [ITS_TIME],
      1,
    ],
    [
      'as many series and changes as fit, all of one UID',
      () =>
        full(index => event('UID:a', 'DTSTART:20260406', ...(index % 2 ? ['RECURRENCE-ID:20260406'] : []))),
      [aDay(6)],
      0,
    ],
  ])
})

describe('zones', () => {
  const at = (name: string) => within('VEVENT', [`DTSTART;TZID=${name}:20260406T090000`, 'DURATION:PT1H'])

  holds([
    [
      'changed every second',
      () => aCalendar(endless('z', 'FREQ=SECONDLY'), at('z'), anEvent()),
      [ITS_TIME],
      1,
    ],
    [
      'changed on days that never come',
      () => aCalendar(endless('z', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'), at('z')),
      ['2026-04-06T10:00/11:00'],
      0,
    ],
    [
      'changed daily since 1601',
      () => aCalendar(endless('z', 'FREQ=DAILY;COUNT=999999'), at('z'), anEvent()),
      [ITS_TIME],
      1,
    ],
    [
      'an offset of 99 hours',
      () =>
        aCalendar(
          aZone('z', ['STANDARD', 'DTSTART:19700101T000000', 'TZOFFSETFROM:+9900', 'TZOFFSETTO:+9900']),
          at('z'),
          anEvent(),
        ),
      [ITS_TIME],
      1,
    ],
    ['without a side', () => aCalendar(aZone('z'), at('z'), anEvent()), [ITS_TIME], 1],
    ['not closed', () => aCalendar(['BEGIN:VTIMEZONE', 'TZID:z'], at('z'), anEvent()), [ITS_TIME], 1],
    [
      'as many definitions as fit',
      () => full(index => [...endless(`z${index}`, 'FREQ=YEARLY;BYMONTH=3;BYDAY=2SU'), ...at(`z${index}`)]),
      ['2026-04-06T10:00/11:00'],
    ],
    ['as many names as fit', () => full(index => at(`n${index}`)), [ITS_TIME]],
    [
      'as many events in one that changes daily as fit',
      () => {
        const zone = endless('z', 'FREQ=DAILY')
        return full(index => (index === 0 ? zone : at('z')))
      },
      ['2026-04-06T10:00/11:00'],
      0,
    ],
  ])
})
