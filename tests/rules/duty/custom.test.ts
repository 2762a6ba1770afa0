import fc from 'fast-check'
import rrule from 'rrule'
import { describe, expect, it } from 'vitest'
import { unitRuleSchema } from '../../../server/duty/unit-rule.ts'
import { addDays, eachDay, type LocalDay, weekdayOf } from '../../../server/time/local-day.ts'
import { aScheme, custom, planned, written } from './a-scheme.ts'

const reasonsFor = (changes: object): string[] =>
  unitRuleSchema
    .safeParse(custom(changes))
    .error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? []
const daysOf = (rrule: string, firstDay: LocalDay, year = 2016): LocalDay[] =>
  planned(aScheme([custom({ rrule, firstDay })]), year).units.map(({ day }) => day)

describe('a custom rule', () => {
  it('has one unit from its start for its minutes on each day of the recurrence', () => {
    const { units } = planned(aScheme([custom()]), 2016)
    expect(units.map(written).slice(0, 2)).toEqual([
      '2016-04-03T09:00 2016-04-03T12:00',
      '2016-04-10T09:00 2016-04-10T12:00',
    ])
    expect(units.at(0)).toMatchObject({ rule: 'clinic', label: '休日診療所', holidayClass: 'other' })
  })

  it('may last seven days, over the edge of the year', () => {
    const { units } = planned(
      aScheme([custom({ rrule: 'FREQ=WEEKLY;BYDAY=WE', minutes: 7 * 24 * 60 })]),
      2016,
    )
    expect(units.map(written).at(-1)).toBe('2017-03-29T09:00 2017-04-05T09:00')
  })

  it.each([
    ['the second Sunday of a month', 'FREQ=MONTHLY;BYDAY=2SU', ['2016-04-10', '2016-05-08', '2016-06-12']],
    ['the last Friday of a month', 'FREQ=MONTHLY;BYDAY=-1FR', ['2016-04-29', '2016-05-27', '2016-06-24']],
    ['the last day of a month', 'FREQ=MONTHLY;BYMONTHDAY=-1', ['2016-04-30', '2016-05-31', '2016-06-30']],
    [
      'the 31st, where there is one',
      'FREQ=MONTHLY;BYMONTHDAY=31',
      ['2016-05-31', '2016-07-31', '2016-08-31'],
    ],
    [
      'the last weekday of a month',
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
      ['2016-04-29', '2016-05-31', '2016-06-30'],
    ],
    ['every other week', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=SA', ['2016-04-02', '2016-04-16', '2016-04-30']],
    ['a day each year', 'FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=3', ['2016-11-03']],
    ['29 February of the leap years', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', []],
    ['eq COUNT', 'FREQ=DAILY;COUNT=2', ['2016-04-01', '2016-04-02']],
    ['eq UNTIL, that day included', 'FREQ=DAILY;UNTIL=20160402', ['2016-04-01', '2016-04-02']],
  ])('%s: %s', (_title, rrule, days) => {
    expect(daysOf(rrule, '2016-04-01').slice(0, 3)).toEqual(days)
  })

  it('begins with its first day, in whatever year that is', () => {
    expect(daysOf('FREQ=DAILY;INTERVAL=100', '2010-04-01', 2010).at(0)).toBe('2010-04-01')
    expect(daysOf('FREQ=DAILY;INTERVAL=100', '2010-04-01', 2016).at(0)).toBe(addDays('2010-04-01', 2200))
    expect(daysOf('FREQ=DAILY', '2018-01-01', 2016)).toEqual([])
  })

  it('has the days a reader of the calendar picks one by one, for any weekdays, months and first day', () => {
    const names = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']
    const some = (most: number) => fc.uniqueArray(fc.nat({ max: most }), { minLength: 1, maxLength: 4 })
    const firstDay = fc.integer({ min: -20_000, max: 364 }).map(days => addDays('2016-04-01', days))
    fc.assert(
      fc.property(some(6), some(11), firstDay, (weekdays, months, first) => {
        const byDay = weekdays.map(day => names[day]).join(',')
        const byMonth = months.map(month => month + 1).join(',')
        const expected = eachDay('2016-04-01', '2017-03-31').filter(
          day =>
            day >= first && weekdays.includes(weekdayOf(day)) && months.includes(Number(day.slice(5, 7)) - 1),
        )
        expect(daysOf(`FREQ=WEEKLY;BYDAY=${byDay};BYMONTH=${byMonth}`, first)).toEqual(expected)
      }),
      { numRuns: 50 },
    )
  })

  it('has the days the package itself finds in the years of the rule', () => {
    const rules = [
      'FREQ=MONTHLY;BYDAY=2SU,4SU',
      'FREQ=YEARLY;BYDAY=20MO',
      'FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-2',
    ]
    for (const text of rules) {
      const own = rrule.RRule.fromString(`DTSTART:19990115T000000Z\nRRULE:${text}`)
        .between(new Date('2016-04-01T00:00:00Z'), new Date('2017-03-31T00:00:00Z'), true)
        .map(date => date.toISOString().slice(0, 10))
      expect(daysOf(text, '1999-01-15')).toEqual(own)
      expect(own.length).toBeGreaterThan(0)
    }
  })
})

describe('a custom rule is refused', () => {
  it.each([
    ['no FREQ', 'INTERVAL=2', 'needs FREQ'],
    ['empty', '', 'NAME=VALUE'],
    ['faster than a day', 'FREQ=SECONDLY', 'needs FREQ'],
    ['lower case', 'freq=daily', 'needs FREQ'],
    ['a name of every object', 'FREQ=constructor', 'needs FREQ'],
    ['a second line', 'FREQ=DAILY\nDTSTART;TZID=America/New_York:20160401T000000', 'needs FREQ'],
    ['a time zone', 'FREQ=DAILY;TZID=America/New_York', 'TZID is not allowed'],
    ['its own start', 'FREQ=DAILY;DTSTART=20160401', 'DTSTART is not allowed'],
    ['hours', 'FREQ=DAILY;BYHOUR=1', 'BYHOUR is not allowed'],
    ['week numbers', 'FREQ=YEARLY;BYWEEKNO=53', 'BYWEEKNO is not allowed'],
    ['Easter', 'FREQ=YEARLY;BYEASTER=0', 'BYEASTER is not allowed'],
    ['a part twice', 'FREQ=DAILY;FREQ=DAILY', 'twice'],
    ['interval 0', 'FREQ=DAILY;INTERVAL=0', 'INTERVAL must be'],
    ['interval above the bound', 'FREQ=DAILY;INTERVAL=367', 'INTERVAL must be'],
    ['two intervals', 'FREQ=DAILY;INTERVAL=1,2', 'INTERVAL must be'],
    ['count 0', 'FREQ=DAILY;COUNT=0', 'COUNT must be'],
    ['count above the bound', 'FREQ=DAILY;COUNT=5001', 'COUNT must be'],
    ['count and until', 'FREQ=DAILY;COUNT=1;UNTIL=20170101', 'not both'],
    ['until with a time', 'FREQ=DAILY;UNTIL=20170101T000000Z', 'UNTIL must be'],
    ['until a day that does not exist', 'FREQ=DAILY;UNTIL=20170229', 'UNTIL must be'],
    ['month 13', 'FREQ=YEARLY;BYMONTH=13', 'BYMONTH must be'],
    ['month day 0', 'FREQ=MONTHLY;BYMONTHDAY=0', 'BYMONTHDAY must be'],
    ['month day 32', 'FREQ=MONTHLY;BYMONTHDAY=32', 'BYMONTHDAY must be'],
    ['a month day twice', 'FREQ=MONTHLY;BYMONTHDAY=1,1', 'BYMONTHDAY must be'],
    ['month days of a week', 'FREQ=WEEKLY;BYMONTHDAY=1', 'BYMONTHDAY is not allowed'],
    ['a sixth Monday', 'FREQ=MONTHLY;BYDAY=6MO', 'BYDAY must be'],
    ['an ordinal in a week', 'FREQ=WEEKLY;BYDAY=1MO', 'BYDAY must be'],
    ['an unknown day', 'FREQ=WEEKLY;BYDAY=XX', 'BYDAY must be'],
    ['a position without days', 'FREQ=MONTHLY;BYSETPOS=1', 'BYSETPOS needs'],
    ['a position in a day', 'FREQ=DAILY;BYDAY=MO;BYSETPOS=2', 'BYSETPOS is not allowed'],
    ['every seventh day on another weekday', 'FREQ=DAILY;INTERVAL=7;BYDAY=MO', 'not both'],
    ['30 February', 'FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30', 'never happens'],
    ['a fifth Monday on the 1st', 'FREQ=MONTHLY;BYDAY=5MO;BYMONTHDAY=1', 'never happens'],
    ['a tenth Monday of a month', 'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=10', 'never happens'],
    ['a month its interval never meets', 'FREQ=MONTHLY;INTERVAL=2;BYMONTH=5;BYMONTHDAY=1', 'never happens'],
    ['over before its first day', 'FREQ=DAILY;UNTIL=20160331', 'never happens'],
    ['very long', `FREQ=DAILY;BYMONTH=${'1,'.repeat(100_000)}1`, 'longer than 200'],
  ])('at once: %s', (_title, rrule, reason) => {
    const before = performance.now()
    expect(reasonsFor({ rrule }).join()).toContain(reason)
    expect(performance.now() - before).toBeLessThan(1000)
  })

  it('with all its reasons together', () => {
    expect(reasonsFor({ rrule: 'FREQ=DAILY;INTERVAL=0;TZID=UTC', start: '24:00', minutes: 10_081 })).toEqual([
      'rrule INTERVAL must be 1 to 366',
      'rrule TZID is not allowed',
      'start must be a time from 00:00 to 23:59',
      expect.stringContaining('minutes'),
    ])
  })

  it.each(['', '二'.repeat(41), '休日\n診療所'])('with label %j', label => {
    expect(reasonsFor({ label })).toEqual(['label must be 1 to 40 characters on one line'])
  })

  it('and never thrown at, whatever its fields are', () => {
    const part = fc.stringMatching(
      /^(FREQ|BYDAY|BYMONTHDAY|UNTIL|COUNT)=(MONTHLY|2SU|-1|20170101|[0-9A-Z,-]{0,4})$/,
    )
    const rrule = fc.oneof(
      fc.string(),
      fc.array(part).map(parts => ['FREQ=MONTHLY', ...parts].join(';')),
    )
    const text = fc.oneof(fc.string(), fc.constant('2016-04-01'))
    fc.assert(
      fc.property(rrule, text, fc.anything(), (rrule, firstDay, start) => {
        expect(unitRuleSchema.safeParse(custom({ rrule, firstDay, start })).success).toBeTypeOf('boolean')
      }),
    )
  })

  it.each(['2015-02-29', '1947-12-31', '2102-01-01', '0000-01-01', ''])('with first day %j', firstDay => {
    expect(reasonsFor({ firstDay })).toEqual([expect.stringContaining('firstDay must be a day')])
  })
})
