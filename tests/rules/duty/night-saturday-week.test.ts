import { describe, expect, it } from 'vitest'
import type { DutyUnit } from '../../../server/duty/duty-unit.ts'
import { presets } from '../../../server/duty/presets.ts'
import type { LocalDay } from '../../../server/time/local-day.ts'
import { aScheme, closed, holiday, night, planned, saturday, weekly, written } from './a-scheme.ts'

const at = (units: readonly DutyUnit[], rule: string, day: LocalDay): string[] =>
  units.filter(unit => unit.rule === rule && unit.day === day).map(written)

describe('every night', () => {
  it.each([
    ['end before start: the next day', '18:00', '08:00', '2016-04-01T18:00 2016-04-02T08:00'],
    ['end after start: the same day', '00:00', '06:00', '2016-04-01T00:00 2016-04-01T06:00'],
    ['end at 24:00', '18:00', '24:00', '2016-04-01T18:00 2016-04-02T00:00'],
    ['end at 00:00, the same instant', '18:00', '00:00', '2016-04-01T18:00 2016-04-02T00:00'],
    ['end eq start: 24 hours', '09:00', '09:00', '2016-04-01T09:00 2016-04-02T09:00'],
  ])('%s', (_title, start, end, expected) => {
    const { units } = planned(aScheme([night({ start, end })]), 2016)
    expect(units.map(written).at(0)).toBe(expected)
    expect(units).toHaveLength(365)
  })

  it('has 366 nights in a year with 29 February, the last one over the edge', () => {
    const { units, uncovered } = planned(presets['every-night'], 2015)
    expect(units).toHaveLength(366)
    expect(at(units, 'night', '2016-02-29')).toEqual(['2016-02-29T18:00 2016-03-01T08:00'])
    expect(units.map(written).at(-1)).toBe('2016-03-31T18:00 2016-04-01T08:00')
    expect(uncovered).toEqual([])
  })

  it('is only on its weekdays, and the other promised nights are uncovered', () => {
    const scheme = aScheme(
      [night({ weekdays: [1, 2, 3, 4] })],
      [{ kind: 'everyNight', start: '18:00', end: '08:00', weekdays: [1, 2, 3, 4, 5] }],
    )
    const { units, uncovered } = planned(scheme, 2016)
    expect(at(units, 'night', '2016-04-07')).toHaveLength(1) // Thursday
    expect(at(units, 'night', '2016-04-08')).toHaveLength(0) // Friday
    expect(uncovered.map(written)).toContain('2016-04-08T18:00 2016-04-09T08:00')
    expect(uncovered.map(written)).not.toContain('2016-04-09T18:00 2016-04-10T08:00') // Saturday
  })

  it('says which night it is, and weighs one of a season as the season', () => {
    const { units } = planned(presets['every-night'], 2016)
    const nightOf = (day: LocalDay) => units.find(unit => unit.day === day)
    expect(nightOf('2016-04-04')).toMatchObject({ label: '月曜日の夜', holidayClass: 'night' })
    expect(nightOf('2016-11-03')).toMatchObject({ label: '文化の日の夜', holidayClass: 'night' })
    expect(nightOf('2017-01-01')).toMatchObject({ label: '元日の夜', holidayClass: 'yearEnd' })
  })

  it('is 予定 where its label is', () => {
    const { units } = planned(presets['every-night'], 2028)
    expect(units.filter(unit => unit.tentative).map(unit => unit.day)).toContain('2028-05-03')
    expect(units.find(unit => unit.day === '2028-05-02')?.tentative).toBe(false)
  })
})

describe('nights that leave the closed hours to the holiday rule', () => {
  const scheme = aScheme(
    [holiday, night({ closedHours: 'leaveToHoliday' })],
    [{ kind: 'everyNight', start: '18:00', end: '08:00' }],
  )
  const { units, uncovered } = planned(scheme, 2016)

  it.each([
    ['before an open day: the whole night', '2016-04-07', ['2016-04-07T18:00 2016-04-08T08:00']],
    ['the eve of a Sunday alone: nothing', '2016-04-09', []],
    ['the Sunday: the morning after', '2016-04-10', ['2016-04-11T00:00 2016-04-11T08:00']],
    ['the eve of a run: the evening', '2016-05-02', ['2016-05-02T18:00 2016-05-03T00:00']],
    ['inside a run: nothing', '2016-05-03', []],
    ['the last day of a run: the morning after', '2016-05-05', ['2016-05-06T00:00 2016-05-06T08:00']],
  ])('%s', (_title, day, expected) => {
    expect(at(units, 'night', day)).toEqual(expected)
  })

  it('leave no promised night uncovered', () => {
    expect(uncovered).toEqual([])
  })

  it('weigh the morning after a season as a night, for it is an open day', () => {
    const morning = units.find(unit => unit.rule === 'night' && unit.day === '2016-05-05')
    expect(morning?.holidayClass).toBe('night')
  })

  it('are 予定 where a holiday not yet announced takes hours from them', () => {
    const later = planned(scheme, 2028).units.filter(unit => unit.rule === 'night')
    const nightOf = (day: LocalDay) => later.find(unit => unit.day === day)
    expect(nightOf('2028-05-02')).toMatchObject({ tentative: true, label: '火曜日の夜' })
    expect(nightOf('2028-05-01')?.tentative).toBe(false)
  })
})

describe('Saturday afternoons', () => {
  const { units, uncovered } = planned(presets['saturday-afternoon'], 2016)

  it('are noon to 24:00, and nothing more is promised', () => {
    expect(units.map(written).at(0)).toBe('2016-04-02T12:00 2016-04-03T00:00')
    expect(units.at(0)).toMatchObject({ holidayClass: 'saturday', label: '土曜日の午後', tentative: false })
    expect(uncovered).toEqual([])
  })

  it('are not on a Saturday that is closed, by law or by the association', () => {
    expect(at(units, 'saturday', '2017-02-11')).toEqual([])
    expect(at(units, 'saturday', '2016-06-18')).toHaveLength(1)
    const fewer = planned(presets['saturday-afternoon'], 2016, closed('2016-06-18')).units
    expect(at(fewer, 'saturday', '2016-06-18')).toEqual([])
    expect(fewer).toHaveLength(units.length - 1)
  })

  it('left to the holiday rule remain before a run only, and before noon if they begin there', () => {
    const scheme = aScheme([holiday, saturday({ from: '09:00', closedHours: 'leaveToHoliday' })])
    const mixed = planned(scheme, 2016).units
    expect(at(mixed, 'saturday', '2016-04-02')).toEqual(['2016-04-02T09:00 2016-04-02T12:00'])
    expect(at(mixed, 'saturday', '2016-07-16')).toEqual(['2016-07-16T09:00 2016-07-17T00:00'])
  })
})

describe('weekly', () => {
  it('goes from handoff to handoff and leaves no hour of the year uncovered', () => {
    const { units, uncovered } = planned(presets.weekly, 2016)
    expect(units.map(written).at(0)).toBe('2016-04-04T09:00 2016-04-11T09:00')
    expect(units.map(written).at(-1)).toBe('2017-03-27T09:00 2017-04-03T09:00')
    expect(units).toHaveLength(52)
    expect(uncovered).toEqual([])
  })

  it.each([
    ['the handoff on 1 April belongs to the new year', 2019, '2019-04-01T09:00 2019-04-08T09:00', 0],
    ['the handoff on 31 March belongs to the old year', 2013, '2014-03-31T09:00 2014-04-07T09:00', -1],
  ])('%s', (_title, year, expected, index) => {
    expect(planned(presets.weekly, year).units.map(written).at(index)).toBe(expected)
  })

  it('may be handed over at midnight', () => {
    const { units } = planned(aScheme([weekly({ weekday: 0, handoff: '00:00' })]), 2016)
    expect(units.map(written).at(0)).toBe('2016-04-03T00:00 2016-04-10T00:00')
  })
})
