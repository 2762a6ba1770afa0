import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dutyRulesSchema } from '../../../server/duty/duty-rules.ts'
import { type DutyUnit, unitId } from '../../../server/duty/duty-unit.ts'
import { planYear } from '../../../server/duty/plan-year.ts'
import { presets } from '../../../server/duty/presets.ts'
import { wallClockOf } from '../../../server/time/tokyo.ts'
import { aScheme, closed, custom, holiday, night, planned, saturday, weekly, written } from './a-scheme.ts'
import { closedDaysAround, closedHoursAround, hoursIn } from './hour-by-hour.ts'

const overlapsOf = (scheme: ReturnType<typeof aScheme>, year: number): string[] => {
  const plan = planYear(scheme, [], year)
  return plan.ok ? [] : plan.overlaps.map(pair => pair.map(unit => `${unit.rule} ${unit.day}`).join(' and '))
}

describe('rules composed into a scheme', () => {
  it('give their units sorted by start', () => {
    const { units } = planned(aScheme([night({ closedHours: 'leaveToHoliday' }), holiday]), 2016)
    const starts = units.map(unit => unit.start)
    expect(starts).toEqual(starts.toSorted((a, b) => a - b))
    expect(units.slice(0, 3).map(unit => `${unit.rule} ${written(unit)}`)).toEqual([
      'night 2016-04-01T18:00 2016-04-02T08:00',
      'holiday 2016-04-02T12:00 2016-04-04T00:00',
      'night 2016-04-04T00:00 2016-04-04T08:00',
    ])
  })

  it('are refused with both names when units overlap: a Saturday and the eve of its Sunday', () => {
    const overlaps = overlapsOf(aScheme([holiday, saturday()]), 2016)
    expect(overlaps).toContain('saturday 2016-04-02 and holiday 2016-04-03')
    expect(overlaps).not.toContain('saturday 2016-07-16 and holiday 2016-07-17') // the eve of a run
  })

  it.each([
    ['adjacent units', 180, '12:00', 0],
    ['one minute shared', 181, '12:00', 52],
    ['eq start, eq end', 180, '09:00', 52],
  ])('%s: %#', (_title, minutes, start, count) => {
    const scheme = aScheme([custom({ minutes }), custom({ key: 'second', start })])
    expect(overlapsOf(scheme, 2016)).toHaveLength(count)
  })

  it('are refused when a rule overlaps itself, every pair named', () => {
    const scheme = aScheme([custom({ rrule: 'FREQ=DAILY;COUNT=3', minutes: 3 * 24 * 60 })])
    expect(overlapsOf(scheme, 2016)).toEqual([
      'clinic 2016-04-01 and clinic 2016-04-02',
      'clinic 2016-04-01 and clinic 2016-04-03',
      'clinic 2016-04-02 and clinic 2016-04-03',
    ])
  })

  it('are refused for an overlap over the edge of the year in both years, and in no other', () => {
    const scheme = aScheme([
      custom({ rrule: 'FREQ=DAILY;COUNT=1', firstDay: '2016-03-31', minutes: 24 * 60 }),
      custom({ key: 'april', rrule: 'FREQ=DAILY;COUNT=1', firstDay: '2016-04-01', start: '08:00' }),
    ])
    const pair = ['clinic 2016-03-31 and april 2016-04-01']
    expect([2014, 2015, 2016, 2017].map(year => overlapsOf(scheme, year))).toEqual([[], pair, pair, []])
  })
})

describe('promised hours', () => {
  it('are all uncovered, merged, where a scheme has no unit for them', () => {
    const scheme = aScheme(
      [custom({ rrule: 'FREQ=DAILY;COUNT=1', firstDay: '2000-01-01' })],
      [{ kind: 'always' }],
    )
    const { units, uncovered } = planned(scheme, 2016)
    expect(units).toEqual([])
    expect(uncovered.map(written)).toEqual(['2016-04-01T00:00 2017-04-01T00:00'])
  })

  it('of closed days begin on the eve only when the promise says so', () => {
    const scheme = (eve: object) =>
      aScheme([weekly({ weekday: 3 })], [{ kind: 'closedDays', ...eve }, { kind: 'always' }])
    expect(planned(scheme({}), 2018).uncovered).toEqual([])
    const bare = aScheme([custom({ rrule: 'FREQ=DAILY;COUNT=1' })], [{ kind: 'closedDays' }])
    expect(planned(bare, 2018).uncovered.map(written).at(0)).toBe('2018-04-01T00:00 2018-04-02T00:00')
    const withEve = aScheme(
      [custom({ rrule: 'FREQ=DAILY;COUNT=1' })],
      [{ kind: 'closedDays', eveFrom: '17:30' }],
    )
    expect(planned(withEve, 2018).uncovered.map(written).at(0)).toBe('2018-03-31T17:30 2018-04-02T00:00')
  })

  it('promised twice are reported once', () => {
    const once = aScheme([holiday], [{ kind: 'closedDays', eveFrom: '12:00' }])
    const twice = aScheme([holiday], [...once.promises, ...once.promises])
    expect(planned(twice, 2016).uncovered).toEqual(planned(once, 2016).uncovered)
  })
})

describe('any scheme, year and closed days', () => {
  const holidayWithLeadIn = { kind: 'holiday', key: 'holiday', leadIn: 'firstDay' } as const
  const leave = { closedHours: 'leaveToHoliday' }
  const schemes = {
    ...presets,
    'holidays and nights': aScheme(
      [holiday, night(leave)],
      [{ kind: 'everyNight', start: '18:00', end: '08:00' }],
    ),
    'holidays and whole days': aScheme(
      [holidayWithLeadIn, night({ ...leave, start: '09:00', end: '09:00' })],
      [{ kind: 'always' }],
    ),
    'holidays and Saturdays': aScheme([holiday, saturday(leave)], [{ kind: 'closedDays', eveFrom: '12:00' }]),
    'holidays, Saturdays and weekday evenings': aScheme(
      [
        holiday,
        saturday(leave),
        night({ ...leave, start: '19:00', end: '24:00', weekdays: [1, 2, 3, 4, 5] }),
      ],
      [{ kind: 'always' }],
    ),
  }
  const aCase = fc.tuple(fc.constantFrom(...Object.keys(schemes)), closedDaysAround)
  const schemeOf = (name: string) => schemes[name as keyof typeof schemes]
  const threeYears = (name: string, year: number, days: string[]): DutyUnit[] =>
    [year - 1, year, year + 1].flatMap(each => planned(schemeOf(name), each, closed(...days)).units)

  it('no hour has two units, not even over the edges of three years', () => {
    fc.assert(
      fc.property(aCase, ([name, { year, days }]) => {
        const hours = threeYears(name, year, days).flatMap(hoursIn)
        expect(new Set(hours).size).toBe(hours.length)
      }),
      { numRuns: 60 },
    )
  })

  it('the uncovered hours are the promised ones without a unit, counted one by one', () => {
    fc.assert(
      fc.property(aCase, ([name, { year, days }]) => {
        const first = Date.UTC(year, 3, 1) / 3_600_000
        const last = Date.UTC(year + 1, 3, 1) / 3_600_000
        const everyHour = Array.from({ length: last - first + 24 }, (_, index) => first + index)
        const promised = schemeOf(name).promises.flatMap(promise => {
          if (promise.kind === 'closedDays') return closedHoursAround(year, days, 'everyRun')
          if (promise.kind === 'always') return everyHour.slice(0, -24)
          return everyHour.slice(8, -16).filter(hour => hour % 24 >= 18 || hour % 24 < 8)
        })
        const covered = new Set(threeYears(name, year, days).flatMap(hoursIn))
        const { uncovered } = planned(schemeOf(name), year, closed(...days))
        expect(uncovered.flatMap(hoursIn)).toEqual(promised.filter(hour => !covered.has(hour)))
      }),
      { numRuns: 60 },
    )
  })

  it('each unit has an identity of its own and belongs to the year of its day', () => {
    fc.assert(
      fc.property(aCase, ([name, { year, days }]) => {
        const units = threeYears(name, year, days)
        const ids = units.map(unit => unitId(name, unit))
        expect(new Set(ids).size).toBe(ids.length)
        for (const { day } of planned(schemeOf(name), year, closed(...days)).units)
          expect(day >= `${year}-04-01` && day <= `${year + 1}-03-31`).toBe(true)
      }),
      { numRuns: 30 },
    )
  })
})

describe('the first and the last year served', () => {
  it.each(Object.entries(presets))('have the units of preset %s', (_name, preset) => {
    for (const year of [1949, 2100]) expect(planned(preset, year).units.length).toBeGreaterThan(50)
    expect(() => planYear(preset, [], 1948)).toThrow(RangeError)
    expect(() => planYear(preset, [], 2101)).toThrow(RangeError)
  })
})

describe('the identity of a unit', () => {
  it('is scheme, local date and rule, whatever its hours', () => {
    const sunday = (days: string[]) =>
      planned(presets.nanao, 2016, closed(...days)).units.filter(unit => unit.day === '2016-06-19')
    const [alone, inRun] = [sunday([]), sunday(['2016-06-20'])]
    expect(alone.map(unit => wallClockOf(unit.start))).not.toEqual(inRun.map(unit => wallClockOf(unit.start)))
    expect(alone.map(unit => unitId('nanao-2016', unit))).toEqual(['nanao-2016/2016-06-19/holiday'])
    expect(inRun.map(unit => unitId('nanao-2016', unit))).toEqual(['nanao-2016/2016-06-19/holiday'])
  })
})

describe('the rules of a scheme', () => {
  const refusals = (scheme: object): string[] =>
    dutyRulesSchema
      .safeParse(scheme)
      .error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? []

  it.each(Object.entries(presets))(
    'preset %s is one the schema itself accepts, unchanged',
    (_name, preset) => {
      expect(dutyRulesSchema.parse(preset)).toEqual(preset)
    },
  )

  it('read literally by default', () => {
    expect(aScheme([holiday, saturday()]).rules).toEqual([
      { kind: 'holiday', key: 'holiday', leadIn: 'none', eveFrom: '12:00' },
      { kind: 'saturdayAfternoon', key: 'saturday', from: '12:00', to: '24:00', closedHours: 'keep' },
    ])
  })

  it('are refused with field and reason, all together', () => {
    expect(
      refusals({
        rules: [night({ closedHours: 'leaveToHoliday' }), weekly({ key: 'night' })],
        promises: [],
      }),
    ).toEqual([
      'rules.0.closedHours leaves hours to a holiday rule, and the scheme has none',
      'rules.1.key is used twice',
    ])
  })

  it.each([
    ['no rule', { rules: [], promises: [] }, 'rules'],
    ['an unknown kind', { rules: [{ kind: 'sometimes', key: 'a' }], promises: [] }, 'rules.0.kind'],
    ['an unknown field', { rules: [{ ...holiday, eve: 1 }], promises: [] }, 'rules.0'],
    ['a key with a slash', { rules: [{ ...holiday, key: 'a/b' }], promises: [] }, 'rules.0.key'],
    ['a start at 24:00', { rules: [night({ start: '24:00' })], promises: [] }, 'rules.0.start'],
    ['weekday 7', { rules: [weekly({ weekday: 7 })], promises: [] }, 'rules.0.weekday'],
    ['a Saturday that ends as it begins', { rules: [saturday({ to: '12:00' })], promises: [] }, 'rules.0.to'],
    ['an unknown promise', { rules: [holiday], promises: [{ kind: 'never' }] }, 'promises.0.kind'],
  ])('are refused: %s', (_title, scheme, field) => {
    expect(refusals(scheme)).toEqual([expect.stringContaining(`${field} `)])
  })
})
