import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { closedDaysOf, YEAR_END } from '../../../server/calendar/closed-days.ts'
import type { DutyUnit } from '../../../server/duty/duty-unit.ts'
import { presets } from '../../../server/duty/presets.ts'
import { hoursOf } from '../../../server/time/interval.ts'
import { eachDay, type LocalDay } from '../../../server/time/local-day.ts'
import { closed, planned, written } from './a-scheme.ts'
import { closedDaysAround, closedHoursAround, hoursIn } from './hour-by-hour.ts'

const literal = presets.nanao
const leadIn = presets['nanao-first-day-lead-in']
const unitsOn = (units: readonly DutyUnit[], first: LocalDay, last: LocalDay): string[] =>
  units.filter(({ day }) => first <= day && day <= last).map(written)

describe('Nanao, fiscal 2016 (the reference case)', () => {
  const { units, uncovered } = planned(literal, 2016)

  it('has 68 units: 51 of 36 hours and 17 of 24', () => {
    expect(units).toHaveLength(68)
    expect(units.filter(unit => hoursOf(unit) === 36)).toHaveLength(51)
    expect(units.filter(unit => hoursOf(unit) === 24)).toHaveLength(17)
  })

  it('begins at noon of Saturday 2 April and ends with 26 March', () => {
    expect(units.map(written).at(0)).toBe('2016-04-02T12:00 2016-04-04T00:00')
    expect(units.map(written).at(-1)).toBe('2017-03-25T12:00 2017-03-27T00:00')
  })

  it('shows the afternoon before each of its 8 runs as uncovered', () => {
    expect(uncovered.map(written)).toEqual([
      '2016-05-02T12:00 2016-05-03T00:00',
      '2016-07-16T12:00 2016-07-17T00:00',
      '2016-09-17T12:00 2016-09-18T00:00',
      '2016-10-08T12:00 2016-10-09T00:00',
      '2016-12-31T12:00 2017-01-01T00:00',
      '2017-01-07T12:00 2017-01-08T00:00',
      '2017-02-10T12:00 2017-02-11T00:00',
      '2017-03-18T12:00 2017-03-19T00:00',
    ])
  })

  it('has the 8 first days of runs as 36 hours and nothing uncovered with the lead-in', () => {
    const plan = planned(leadIn, 2016)
    expect(plan.units.filter(unit => hoursOf(unit) === 36)).toHaveLength(59)
    expect(plan.units.filter(unit => hoursOf(unit) === 24)).toHaveLength(9)
    expect(plan.uncovered).toEqual([])
  })
})

describe('Nanao around the calendar', () => {
  it('has the accession of 2019 as nine days of 24 hours, 28 April to 6 May', () => {
    expect(unitsOn(planned(literal, 2019).units, '2019-04-27', '2019-05-07')).toEqual(
      eachDay('2019-04-28', '2019-05-06').map((day, index, days) =>
        [`${day}T00:00`, `${days[index + 1] ?? '2019-05-07'}T00:00`].join(' '),
      ),
    )
  })

  it('has it as the ten days of the papers when the association closes the Saturday', () => {
    const units = planned(leadIn, 2019, closed('2019-04-27')).units
    expect(unitsOn(units, '2019-04-27', '2019-05-06')).toHaveLength(10)
    expect(unitsOn(units, '2019-04-27', '2019-04-27')).toEqual(['2019-04-26T12:00 2019-04-28T00:00'])
  })

  it.each([
    ['a single closed Wednesday', ['2016-06-15'], '2016-06-15', '2016-06-14T12:00 2016-06-16T00:00'],
    ['29 February', ['2016-02-29'], '2016-02-29', '2016-02-29T00:00 2016-03-01T00:00'],
    ['the Sunday before 29 February', ['2016-02-29'], '2016-02-28', '2016-02-28T00:00 2016-02-29T00:00'],
    ['a closed Saturday before a Sunday', ['2016-06-18'], '2016-06-18', '2016-06-18T00:00 2016-06-19T00:00'],
    [
      'two days with one between',
      ['2016-06-15', '2016-06-17'],
      '2016-06-17',
      '2016-06-16T12:00 2016-06-18T00:00',
    ],
  ])('%s', (_title, days, day, expected) => {
    const year = day < '2016-04-01' ? 2015 : 2016
    expect(unitsOn(planned(literal, year, closed(...days)).units, day, day)).toEqual([expected])
  })

  it('keeps a unit itself when a closed day beside it makes 36 hours of it 24', () => {
    const before = planned(literal, 2016).units.find(({ day }) => day === '2016-06-19')
    const after = planned(literal, 2016, closed('2016-06-20')).units.find(({ day }) => day === '2016-06-19')
    expect(before && hoursOf(before)).toBe(36)
    expect(after && hoursOf(after)).toBe(24)
    expect(after?.rule).toBe(before?.rule)
  })

  it('has the year-end as six days of 24 hours', () => {
    const { units } = planned(literal, 2016, closedDaysOf(YEAR_END, 2016))
    const yearEnd = units.filter(unit => unit.holidayClass === 'yearEnd')
    expect(yearEnd.map(hoursOf)).toEqual([24, 24, 24, 24, 24, 24])
    expect(yearEnd.map(({ label }) => label)).toEqual([
      ...['年末年始', '年末年始', '年末年始'],
      ...['元日', '振替休日', '年末年始'],
    ])
  })

  it('marks every unit of a run as 予定 whose hours hang on a holiday not yet announced', () => {
    const { units } = planned(literal, 2028)
    const tentative = (day: LocalDay) => units.find(unit => unit.day === day)?.tentative
    expect(tentative('2028-04-02')).toBe(false) // Sunday alone
    expect(tentative('2028-04-29')).toBe(true) // 昭和の日, Saturday
    expect(tentative('2028-04-30')).toBe(true) // the Sunday after it
    expect(planned(literal, 2026).units.some(unit => unit.tentative)).toBe(false)
  })
})

describe('Nanao at the edges of the year', () => {
  const overTheEdge = closed('2019-04-01')

  it('gives each day of a run over the edge to its own year, 24 hours each', () => {
    expect(planned(literal, 2018, overTheEdge).units.map(written).at(-1)).toBe(
      '2019-03-31T00:00 2019-04-01T00:00',
    )
    expect(planned(literal, 2019, overTheEdge).units.map(written).at(0)).toBe(
      '2019-04-01T00:00 2019-04-02T00:00',
    )
  })

  it('has the eve of a closed 1 April in the new year, with hours of March', () => {
    expect(planned(literal, 2018).units.map(written).at(0)).toBe('2018-03-31T12:00 2018-04-02T00:00')
    expect(planned(literal, 2017).units.map(written).at(-1)).toBe('2018-03-24T12:00 2018-03-26T00:00')
    expect(planned(leadIn, 2017).uncovered).toEqual([])
  })

  it('shows the eve of a run over the edge once, in the year of its first day', () => {
    const eve = '2019-03-30T12:00 2019-03-31T00:00'
    expect(planned(literal, 2018, overTheEdge).uncovered.map(written)).toContain(eve)
    expect(planned(literal, 2019, overTheEdge).uncovered.map(written)).not.toContain(eve)
  })
})

describe('Nanao for any year and any closed days, hour by hour', () => {
  it('covers each closed day, and the noon to midnight before each that stands alone, once', () => {
    fc.assert(
      fc.property(closedDaysAround, ({ year, days }) => {
        const hours = planned(literal, year, closed(...days)).units.flatMap(hoursIn)
        expect(hours).toEqual(closedHoursAround(year, days, 'standingAlone'))
      }),
    )
  })

  it('covers with the lead-in each closed day and the noon to midnight before each run, once', () => {
    fc.assert(
      fc.property(closedDaysAround, ({ year, days }) => {
        const plan = planned(leadIn, year, closed(...days))
        expect(plan.units.flatMap(hoursIn)).toEqual(closedHoursAround(year, days, 'everyRun'))
        expect(plan.uncovered).toEqual([])
      }),
    )
  })

  it('leaves uncovered exactly what the lead-in would add', () => {
    fc.assert(
      fc.property(closedDaysAround, ({ year, days }) => {
        const hours = new Set(planned(leadIn, year, closed(...days)).units.flatMap(hoursIn))
        const plan = planned(literal, year, closed(...days))
        expect(new Set(plan.uncovered.flatMap(hoursIn))).toEqual(
          hours.difference(new Set(plan.units.flatMap(hoursIn))),
        )
      }),
    )
  })

  it('is the same whatever the order of the closed days, and when one is listed twice', () => {
    fc.assert(
      fc.property(closedDaysAround, ({ year, days }) => {
        const again = [...days, ...days].reverse()
        expect(planned(literal, year, closed(...again))).toEqual(planned(literal, year, closed(...days)))
      }),
    )
  })
})
