import { describe, expect, it } from 'vitest'
import { closedDaysOf, OBON, YEAR_END } from '../../../server/calendar/closed-days.ts'

describe('closed days that come every year', () => {
  it('at year-end go past New Year inside one fiscal year', () => {
    expect(closedDaysOf(YEAR_END, 2016)).toEqual([
      { day: '2016-12-29', label: '年末年始' },
      { day: '2016-12-30', label: '年末年始' },
      { day: '2016-12-31', label: '年末年始' },
      { day: '2017-01-01', label: '年末年始' },
      { day: '2017-01-02', label: '年末年始' },
      { day: '2017-01-03', label: '年末年始' },
    ])
  })

  it('at Obon are 13 to 15 August', () => {
    expect(closedDaysOf(OBON, 2016).map(({ day }) => day)).toEqual(['2016-08-13', '2016-08-14', '2016-08-15'])
  })

  it.each([
    ['first eq last', '08-15', '08-15', ['2016-08-15']],
    ['the first day of the year', '04-01', '04-01', ['2016-04-01']],
    ['the last day of the year', '03-31', '03-31', ['2017-03-31']],
    ['over the edge of the fiscal year', '03-31', '04-01', ['2016-04-01', '2017-03-31']],
    ['29 February in a fiscal year without one', '02-29', '02-29', []],
  ])('%s', (_title, first, last, days) => {
    expect(closedDaysOf({ first, last, label: '休診' }, 2016).map(({ day }) => day)).toEqual(days)
  })

  it('have 29 February in a fiscal year with one', () => {
    const leap = closedDaysOf({ first: '02-28', last: '03-01', label: '休診' }, 2015)
    expect(leap.map(({ day }) => day)).toEqual(['2016-02-28', '2016-02-29', '2016-03-01'])
  })
})
