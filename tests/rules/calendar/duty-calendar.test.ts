import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ClosedDay } from '../../../server/calendar/closed-days.ts'
import { dayIn, dutyCalendar, runOf } from '../../../server/calendar/duty-calendar.ts'
import { nationalHolidaysOf } from '../../../server/calendar/national-holidays.ts'
import { eachDay, type LocalDay, weekdayOf } from '../../../server/time/local-day.ts'

const closed = (...days: LocalDay[]): ClosedDay[] => days.map(day => ({ day, label: '創立記念日' }))
const runAround = (day: LocalDay, fiscalYear: number, closedDays: ClosedDay[] = []): LocalDay[] =>
  runOf(dutyCalendar(fiscalYear, closedDays), day)?.map(({ day }) => day) ?? []

describe('a day of the duty calendar', () => {
  it.each([
    ['an ordinary Monday', '2016-04-04', false, null, '月曜日'],
    ['an ordinary Saturday', '2016-04-02', false, null, '土曜日'],
    ['a Sunday', '2016-04-03', true, 'sunday', '日曜日'],
    ['a holiday', '2016-04-29', true, 'nationalHoliday', '昭和の日'],
    ['a holiday on a Sunday', '2017-01-01', true, 'nationalHoliday', '元日'],
    ['a substitute holiday', '2017-01-02', true, 'nationalHoliday', '振替休日'],
    ['a day of the association', '2016-06-15', true, 'association', '創立記念日'],
    ['a day of the association on a Sunday', '2016-06-19', true, 'sunday', '日曜日'],
    ['a day of the association on a holiday', '2016-11-03', true, 'nationalHoliday', '文化の日'],
  ])('%s', (_title, day, isClosed, closedBy, label) => {
    const calendar = dutyCalendar(2016, closed('2016-06-15', '2016-06-19', '2016-11-03'))
    expect(dayIn(calendar, day)).toMatchObject({ closed: isClosed, closedBy, label })
  })

  it('knows that the association lists it whatever else closes it', () => {
    const calendar = dutyCalendar(2016, closed('2016-06-15', '2016-06-19'))
    expect(dayIn(calendar, '2016-06-19').listed).toBe(true)
    expect(dayIn(calendar, '2016-06-26').listed).toBe(false)
  })

  it('is 予定 when it is a holiday of a year not yet announced, and no Sunday is', () => {
    const calendar = dutyCalendar(2027, [])
    expect(dayIn(calendar, '2027-11-23').tentative).toBe(false)
    expect(dayIn(calendar, '2028-01-01').tentative).toBe(true)
    expect(dayIn(calendar, '2028-01-02').tentative).toBe(false)
  })
})

describe('the duty calendar', () => {
  it('has the days of the year and two weeks on each side, without a gap', () => {
    const days = [...dutyCalendar(2015, []).days.keys()]
    expect(days).toEqual(eachDay('2015-03-18', '2016-04-14'))
    expect(days).toContain('2016-02-29')
  })

  it('is silent about no day: asking beyond it is a bug', () => {
    expect(() => dayIn(dutyCalendar(2016, []), '2015-12-31')).toThrow(RangeError)
  })

  it.each([1949, 2100])('serves fiscal %i', year => {
    expect(dutyCalendar(year, []).runs.length).toBeGreaterThan(50)
  })

  it.each([1948, 2101, 2016.5, Number.NaN])('refuses fiscal %d', year => {
    expect(() => dutyCalendar(year, [])).toThrow(RangeError)
  })

  it.each([
    ['Sunday 31 March and a closed 1 April, seen from before', '2019-03-31', 2018, '2019-04-01'],
    ['Sunday 31 March and a closed 1 April, seen from after', '2019-04-01', 2019, '2019-04-01'],
    ['Sunday 1 April and a closed 31 March, seen from after', '2018-04-01', 2018, '2018-03-31'],
    ['Sunday 1 April and a closed 31 March, seen from before', '2018-03-31', 2017, '2018-03-31'],
  ])('sees a run over the edge of the year whole: %s', (_title, day, year, added) => {
    expect(runAround(day, year, closed(added))).toHaveLength(2)
  })

  it('sees a run over the edge whole however long it is', () => {
    const months = eachDay('2018-02-01', '2018-05-31')
    expect(runAround('2018-04-10', 2018, closed(...months))).toEqual(months)
    expect(runAround('2018-03-10', 2017, closed(...months))).toEqual(months)
  })

  it('has one run from 28 April to 6 May in 2019', () => {
    expect(runAround('2019-05-01', 2019)).toEqual(eachDay('2019-04-28', '2019-05-06'))
  })

  it('has the year-end as one run', () => {
    const yearEnd = eachDay('2016-12-29', '2017-01-03')
    expect(runAround('2017-01-01', 2016, closed(...yearEnd))).toEqual(yearEnd)
  })

  it('cuts the days into runs exactly where an open day lies between, for any closed days', () => {
    const aDay = fc.constantFrom(...eachDay('2017-03-01', '2018-04-30'))
    const holidays = [2017, 2018].flatMap(nationalHolidaysOf).map(({ day }) => day)
    fc.assert(
      fc.property(fc.array(aDay, { maxLength: 60 }), days => {
        const calendar = dutyCalendar(2017, closed(...days))
        const isClosed = (day: LocalDay) => weekdayOf(day) === 0 || [...holidays, ...days].includes(day)
        // The oracle: the days as a line of x and ., cut at every dot.
        const line = [...calendar.days.keys()].map(day => (isClosed(day) ? 'x' : '.')).join('')
        const lengths = line.split('.').flatMap(xs => (xs.length > 0 ? [xs.length] : []))
        expect(calendar.runs.map(run => run.length)).toEqual(lengths)
        expect(calendar.runs.flat().map(({ day }) => isClosed(day))).not.toContain(false)
      }),
    )
  })
})
