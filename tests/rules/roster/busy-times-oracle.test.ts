import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import nodeIcal from 'node-ical'
import rrule from 'rrule'
import { describe, expect, it } from 'vitest'
import { busyTimes } from '../../../server/roster/wishes/busy-times.ts'
import { DAY, HOUR, type Interval, overlaps, union } from '../../../server/time/interval.ts'
import { aCalendar, anEvent, NEW_YORK, within, YEAR } from './a-calendar-file.ts'

const { RRule } = rrule

/** So many cases in the suite; FUZZ_RUNS=20000 for a long run. */
const cases = (inTheSuite: number) => ({ numRuns: Number(process.env.FUZZ_RUNS ?? inTheSuite) })

/** `20260406T000000Z` */
const written = (instant: number): string => new Date(instant).toISOString().replace(/[-:]|\.000/g, '')
const onClock = (instant: number, hoursAhead: number): string =>
  written(instant + hoursAhead * HOUR).slice(0, -1)

const inYear = (intervals: readonly Interval[]): Interval[] =>
  union(
    intervals
      .filter(interval => overlaps(interval, YEAR))
      .map(({ start, end }) => ({ start: Math.max(start, YEAR.start), end: Math.min(end, YEAR.end) })),
  )

const busyOf = (text: string): Interval[] => {
  const read = busyTimes(text, YEAR)
  expect(read).toMatchObject({ ok: true, skipped: { unreadable: 0 } })
  return read.ok ? read.busy : []
}

describe('calendars whose busy times are known, because they are written from them', () => {
  const QUARTER = HOUR / 4
  const anInterval = fc
    .tuple(fc.integer({ min: -200, max: 366 * 96 }), fc.integer({ min: 1, max: 400 }))
    .map(([from, length]): Interval => {
      const start = YEAR.start + from * QUARTER
      return { start, end: start + length * QUARTER }
    })

  /** The same time as different programs write it. */
  const waysToWrite: ((interval: Interval) => string[])[] = [
    ({ start, end }) => [`DTSTART:${written(start)}`, `DTEND:${written(end)}`],
    ({ start, end }) => [`DTEND:${onClock(end, 9)}`, `DTSTART:${onClock(start, 9)}`],
    ({ start, end }) => [
      `DTSTART;TZID=Asia/Tokyo:${onClock(start, 9)}`,
      `DTEND;VALUE=DATE-TIME;TZID="Tokyo Standard Time":${onClock(end, 9)}`,
    ],
    ({ start, end }) => [
      `DTSTART;X-NOTE="a;b:c";TZID=Singapore Standard Time:${onClock(start, 8)}`,
      `DURATION:PT${(end - start) / 60_000}M`,
    ],
    ({ start, end }) => [
      `DTSTART;TZID=Etc/GMT+5:${onClock(start, -5)}`,
      `DURATION:P${Math.floor((end - start) / DAY)}DT${((end - start) % DAY) / 1_000}S`,
    ],
    ({ start, end }) => ['DTSTART:20200101T000000Z', `RDATE;VALUE=PERIOD:${written(start)}/${written(end)}`],
    ({ start, end }) => [
      `DTSTART:${written(start - 21 * DAY)}`,
      `DURATION:PT${(end - start) / 1_000}S`,
      'RRULE:FREQ=WEEKLY;COUNT=4',
      `EXDATE:${[21, 14, 7].map(days => written(start - days * DAY)).join()}`,
    ],
  ]
  const noise = fc.constantFrom(
    [],
    ['SUMMARY:会議', 'DESCRIPTION:DTSTART:20260406T000000Z'],
    ['SEQUENCE:3', 'X-A;B="c":d', 'STATUS:TENTATIVE'],
    within('VALARM', ['TRIGGER:-PT1H', 'DURATION:P9D']),
  )
  const idle = fc.constantFrom(
    ['TRANSP:TRANSPARENT'],
    ['STATUS:CANCELLED'],
    ['X-MICROSOFT-CDO-BUSYSTATUS:FREE'],
  )
  const aBusyEvent = fc.tuple(anInterval, fc.constantFrom(...waysToWrite), noise)
  const anIdleEvent = fc.tuple(anInterval, fc.constantFrom(...waysToWrite), idle)
  const lineEnds = fc.constantFrom('\r\n', '\n', '\r')
  /** Lines folded at any place after the first character. */
  const folded = (text: string, at: number, lineEnd: string): string =>
    text
      .split('\r\n')
      .map(line => (line.length > at ? `${line.slice(0, at)}${lineEnd} ${line.slice(at)}` : line))
      .join(lineEnd)

  it('are read from it again, however they are written', () => {
    fc.assert(
      fc.property(
        fc.array(aBusyEvent, { maxLength: 12 }),
        fc.array(anIdleEvent, { maxLength: 4 }),
        lineEnds,
        fc.integer({ min: 1, max: 75 }),
        (busy, free, lineEnd, fold) => {
          const events = [...free, ...busy].map(([interval, write, more]) =>
            within('VEVENT', [...write(interval), ...more]),
          )
          const text = folded(aCalendar(...events), fold, lineEnd)
          expect(busyOf(text)).toEqual(inYear(busy.map(([interval]) => interval)))
        },
      ),
      cases(300),
    )
  })
})

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
const someOf = (items: string[]) => fc.subarray(items, { minLength: 1 }).map(list => list.join())
const numbersTo = (most: number, least = 1) =>
  fc
    .uniqueArray(fc.integer({ min: least, max: most }).filter(Boolean), { minLength: 1, maxLength: 4 })
    .map(String)
/** rrule counts on from the other end where there are not so many days, so there always are. */
const position = (most: number) => fc.integer({ min: -most, max: most }).filter(Boolean).map(String)
/** Either all with an ordinal or none: of a mixture rrule takes what is both. */
const nth = (most: number) =>
  fc
    .uniqueArray(fc.tuple(position(most), fc.constantFrom(...WEEKDAYS)), {
      minLength: 1,
      maxLength: 4,
    })
    .map(items => items.map(([ordinal, day]) => `${ordinal}${day}`).join())

const maybe = (name: string, values: fc.Arbitrary<string>) =>
  fc.option(values, { nil: '' }).map(value => (value === '' ? [] : [`${name}=${value}`]))
const aRule = (frequency: string, ...parts: fc.Arbitrary<string[]>[]) =>
  fc
    .tuple(
      maybe('INTERVAL', fc.integer({ min: 1, max: 5 }).map(String)),
      maybe('WKST', fc.constantFrom(...WEEKDAYS)),
      ...parts,
    )
    .map(lists => [`FREQ=${frequency}`, ...lists.flat()].join(';'))

const someRule = fc.oneof(
  aRule(
    'DAILY',
    maybe('BYMONTH', numbersTo(12)),
    maybe('BYMONTHDAY', numbersTo(28, -28)),
    maybe('BYDAY', someOf(WEEKDAYS)),
  ),
  aRule(
    'WEEKLY',
    maybe('BYMONTH', numbersTo(12)),
    maybe('BYDAY', someOf(WEEKDAYS)),
    maybe('BYSETPOS', position(1)),
  ),
  aRule(
    'MONTHLY',
    maybe('BYMONTH', numbersTo(12)),
    maybe('BYMONTHDAY', numbersTo(31, -31)),
    maybe('BYSETPOS', position(1)),
  ),
  aRule(
    'MONTHLY',
    maybe('BYMONTHDAY', numbersTo(31, -31)),
    maybe('BYDAY', nth(5)),
    maybe('BYSETPOS', position(1)),
  ),
  aRule(
    'YEARLY',
    maybe('BYMONTH', numbersTo(12)),
    maybe('BYMONTHDAY', numbersTo(31, -31)),
    maybe('BYSETPOS', position(1)),
  ),
  aRule('YEARLY', maybe('BYMONTH', numbersTo(12)), maybe('BYDAY', nth(5)), maybe('BYSETPOS', position(1))),
  aRule('YEARLY', maybe('BYDAY', nth(53))),
  aRule(
    'MONTHLY',
    someOf(WEEKDAYS).map(days => [`BYDAY=${days}`]),
    maybe('BYSETPOS', position(4)),
  ),
  aRule(
    'YEARLY',
    someOf(WEEKDAYS).map(days => [`BYDAY=${days}`]),
    maybe('BYSETPOS', position(52)),
  ),
)
const anEnd = fc.oneof(
  fc.constant(''),
  fc.integer({ min: 1, max: 400 }).map(count => `;COUNT=${count}`),
  fc.integer({ min: 0, max: 800 }).map(days => `;UNTIL=${written(YEAR.start + days * DAY)}`),
)

describe('recurrences, held against rrule', () => {
  /** Some time of the four years before the window and the months after its start, UTC. */
  const aStart = fc.integer({ min: -4 * 365 * 24, max: 100 * 24 }).map(hours => YEAR.start + hours * HOUR)

  /** rrule searches on to the year 9999; nearer to it, in the same years of the 400-year cycle, it is quick. */
  const LATER = 19 * 146_097 * DAY
  const asRrule = (rule: string, start: number): number[] => {
    const options = RRule.parseString(rule)
    const until = Math.min(options.until?.getTime() ?? YEAR.end, YEAR.end)
    return new RRule({ ...options, dtstart: new Date(start + LATER), until: new Date(until + LATER) })
      .all()
      .map(date => date.getTime() - LATER)
  }

  it('have the same days in the year', () => {
    fc.assert(
      fc.property(someRule, anEnd, aStart, (rule, end, after) => {
        // A series begins on a day of its own: what else it does is not defined (RFC 5545 §3.8.5.3).
        const [start] = asRrule(rule, after)
        fc.pre(start !== undefined)
        const expected = asRrule(rule + end, start).filter(time => time >= YEAR.start && time < YEAR.end)
        const event = anEvent(`DTSTART:${written(start)}`, 'DURATION:PT1M', `RRULE:${rule}${end}`)
        expect(busyOf(aCalendar(event)).map(interval => interval.start)).toEqual(expected)
      }),
      cases(300),
    )
  })
})

describe('whole calendars, held against node-ical', () => {
  const zones = ['Asia/Tokyo', 'America/New_York', 'Europe/Berlin', 'Australia/Sydney']
  const aTime = fc
    .record({
      day: fc.integer({ min: -300, max: 364 }),
      hour: fc.integer({ min: 4, max: 23 }),
      minute: fc.integer({ min: 0, max: 59 }),
    })
    .map(({ day, hour, minute }) => onClock(Date.UTC(2026, 3, 1 + day, hour, minute), 0))
    // node-ical counts months without such a day, RFC 5545 §3.3.10 does not.
    .filter(time => time.slice(6, 8) <= '28')
  const aSeries = fc.record({
    zone: fc.constantFrom(...zones),
    start: aTime,
    minutes: fc.integer({ min: 1, max: 3 * 24 * 60 }),
    rule: fc.option(
      fc.tuple(
        fc.constantFrom(
          'FREQ=DAILY',
          'FREQ=DAILY;INTERVAL=3',
          'FREQ=WEEKLY',
          'FREQ=WEEKLY;INTERVAL=2',
          'FREQ=MONTHLY',
          'FREQ=YEARLY',
        ),
        fc.integer({ min: 1, max: 60 }),
      ),
    ),
    dropped: fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { maxLength: 3 }),
    moved: fc.option(fc.tuple(fc.integer({ min: 21, max: 40 }), aTime)),
  })

  it('have the same busy times', () => {
    const asNodeIcal = (text: string): Interval[] =>
      Object.values(nodeIcal.sync.parseICS(text)).flatMap(event =>
        event?.type === 'VEVENT'
          ? nodeIcal
              .expandRecurringEvent(event, {
                from: new Date(YEAR.start - 400 * DAY),
                to: new Date(YEAR.end + 400 * DAY),
              })
              .map(({ start, end }) => ({ start: start.getTime(), end: end.getTime() }))
          : [],
      )

    fc.assert(
      fc.property(fc.array(aSeries, { minLength: 1, maxLength: 4 }), series => {
        const events = series.flatMap(({ zone, start, minutes, rule, dropped, moved }, index) => {
          const uid = `UID:${index}`
          const length = `DURATION:PT${minutes}M`
          const daysLater = (days: number) =>
            onClock(
              Date.UTC(
                +start.slice(0, 4),
                +start.slice(4, 6) - 1,
                +start.slice(6, 8) + days,
                +start.slice(9, 11),
                +start.slice(11, 13),
              ),
              0,
            )
          if (!rule) return [within('VEVENT', [uid, `DTSTART;TZID=${zone}:${start}`, length])]
          const [repeat, count] = rule
          const master = within('VEVENT', [
            uid,
            `DTSTART;TZID=${zone}:${start}`,
            length,
            `RRULE:${repeat};COUNT=${count}`,
            ...dropped.map(days => `EXDATE;TZID=${zone}:${daysLater(days)}`),
          ])
          const isDay = moved && repeat === 'FREQ=DAILY' && moved[0] < count
          return isDay
            ? [
                master,
                within('VEVENT', [
                  uid,
                  `RECURRENCE-ID;TZID=${zone}:${daysLater(moved[0])}`,
                  `DTSTART;TZID=${zone}:${moved[1]}`,
                  length,
                ]),
              ]
            : [master]
        })
        const text = aCalendar(...events)
        const expected = inYear(asNodeIcal(text))
        expect(busyOf(text)).toEqual(expected)
        expect(busyOf(aCalendar(NEW_YORK, ...events))).toEqual(expected)
      }),
      cases(100),
    )
  })
})

describe('damaged exports', () => {
  const exports = ['google', 'apple', 'outlook'].map(program =>
    readFileSync(new URL(`calendars/${program}.ics`, import.meta.url), 'utf8'),
  )
  const aPiece = fc.oneof(
    fc.constantFrom(
      '',
      '\n',
      '\r\n ',
      ':',
      ';',
      '=',
      '"',
      ',',
      'T',
      'Z',
      '-',
      '9',
      '秘密',
      '\u0000',
      '\uFEFF',
    ),
    fc.constantFrom('BEGIN:VEVENT', 'END:VEVENT', 'END:VCALENDAR', 'BEGIN:VALARM', '\nRRULE:FREQ=DAILY\n'),
    fc.string({ unit: 'binary', maxLength: 5 }),
  )
  const aDamage = fc.record({ at: fc.nat(3_000), length: fc.nat(40), piece: aPiece })

  it('never throw, and let out nothing but numbers or a reason', () => {
    fc.assert(
      fc.property(fc.constantFrom(...exports), fc.array(aDamage, { maxLength: 6 }), (text, damages) => {
        const damaged = damages.reduce(
          (whole, { at, length, piece }) => whole.slice(0, at) + piece + whole.slice(at + length),
          text,
        )
        expect(JSON.stringify(busyTimes(damaged, YEAR))).toMatch(
          /^\{"ok":(true|false),("busy":\[[^a-z秘密]*("start":\d+,"end":\d+[^a-z秘密]*)*\],"events":\d+,"skipped":\{"free":\d+,"cancelled":\d+,"unreadable":\d+\}|"reason":"calendar(Unreadable|TooLarge)")\}$/,
        )
      }),
      cases(1_000),
    )
  })
})
