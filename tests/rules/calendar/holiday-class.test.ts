import { describe, expect, it } from 'vitest'
import { closedDaysOf, OBON, YEAR_END } from '../../../server/calendar/closed-days.ts'
import { dutyCalendar } from '../../../server/calendar/duty-calendar.ts'
import { fiscalYearOf } from '../../../server/calendar/fiscal-year.ts'
import { holidayClassOf } from '../../../server/calendar/holiday-class.ts'

describe('the class of a closed day', () => {
  it.each([
    ['a Sunday', '2016-06-05', 'sunday'],
    ['a national holiday', '2016-11-03', 'nationalHoliday'],
    ['a national holiday on a Sunday', '2018-02-11', 'nationalHoliday'],
    ['a single day of the association', '2016-06-15', 'closedDay'],
    ['an open day', '2016-06-16', 'other'],
    ['the eve of year-end', '2016-12-28', 'other'],
    ['the first day of year-end', '2016-12-29', 'yearEnd'],
    ['New Year, though a Sunday and a holiday', '2017-01-01', 'yearEnd'],
    ['the last day of year-end', '2017-01-03', 'yearEnd'],
    ['the day after year-end, when closed', '2017-01-04', 'closedDay'],
    ['a day of the run of 3–5 May', '2016-05-04', 'goldenWeek'],
    ['the first day of the run that touches 3 May', '2019-04-28', 'goldenWeek'],
    ['the last day of that run', '2019-05-06', 'goldenWeek'],
    ['29 April apart from the run', '2016-04-29', 'nationalHoliday'],
    ['the day before Obon, a holiday', '2016-08-11', 'nationalHoliday'],
    ['the first day of Obon', '2016-08-13', 'obon'],
    ['a Sunday the association names in Obon', '2016-08-14', 'obon'],
    ['the last day of Obon', '2016-08-16', 'obon'],
    ['17 August, when closed', '2016-08-17', 'closedDay'],
    ['a Sunday in Obon the association does not name', '2017-08-13', 'sunday'],
  ])('%s', (_title, day, expected) => {
    const closedDays = [
      ...closedDaysOf({ ...YEAR_END, last: '01-04' }, 2016),
      ...closedDaysOf({ ...OBON, last: '08-17' }, 2016),
      { day: '2016-06-15', label: '創立記念日' },
    ]
    expect(holidayClassOf(dutyCalendar(fiscalYearOf(day), closedDays), day)).toBe(expected)
  })

  it('is the own class of a rule on any day but one of a season', () => {
    const calendar = dutyCalendar(2016, [])
    expect(holidayClassOf(calendar, '2016-06-05', 'night')).toBe('night')
    expect(holidayClassOf(calendar, '2016-06-06', 'night')).toBe('night')
    expect(holidayClassOf(calendar, '2016-05-03', 'night')).toBe('goldenWeek')
  })
})
