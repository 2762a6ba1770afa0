import { describe, expect, it } from 'vitest'
import { closedDaysOf, OBON, YEAR_END } from '../../../server/calendar/closed-days.ts'
import { burdenOf, DEFAULT_BURDEN } from '../../../server/duty/burden.ts'
import { presets } from '../../../server/duty/presets.ts'
import { aScheme, custom, planned } from './a-scheme.ts'

const closedDays = [...closedDaysOf(YEAR_END, 2016), ...closedDaysOf(OBON, 2016)]

describe('the burden of a unit in quarter points', () => {
  it.each([
    ['a Sunday alone, 36 hours', '2016-04-03', 6],
    ['a holiday alone, 36 hours', '2016-11-03', 6],
    ['a day of an ordinary run', '2016-07-17', 4],
    ['Golden Week', '2016-05-04', 8],
    ['Obon', '2016-08-14', 8],
    ['year-end', '2016-12-31', 12],
    ['New Year on a Sunday', '2017-01-01', 12],
  ])('%s', (_title, day, expected) => {
    const unit = planned(presets.nanao, 2016, closedDays).units.find(unit => unit.day === day)
    expect(unit && burdenOf(unit)).toBe(expected)
  })

  it('counts a season before the length', () => {
    const unit = planned(presets['nanao-first-day-lead-in'], 2016, closedDays).units.find(
      unit => unit.day === '2016-05-03',
    )
    expect(unit && burdenOf(unit)).toBe(8)
  })

  it.each([
    ['a night', presets['every-night'], 4],
    ['a Saturday afternoon, the eve’s half of 36 hours', presets['saturday-afternoon'], 2],
    ['a week, seven ordinary duties', presets.weekly, 28],
    ['a custom unit', aScheme([custom()]), 4],
  ])('%s', (_title, scheme, expected) => {
    const unit = planned(scheme, 2016).units.at(0)
    expect(unit && burdenOf(unit)).toBe(expected)
  })

  it('is what the scheme says where it says otherwise', () => {
    const unit = planned(presets.nanao, 2016).units.at(0)
    expect(unit && burdenOf(unit, { ...DEFAULT_BURDEN, closedDayWithEve: 5 })).toBe(5)
  })
})
