import holidayJp from '@holiday-jp/holiday_jp'
import { describe, expect, it } from 'vitest'
import { LAST_ANNOUNCED_YEAR, nationalHolidaysOf } from '../../../server/calendar/national-holidays.ts'
import { isLocalDay } from '../../../server/time/local-day.ts'
import { equinoxDay, lawfulHolidays } from './the-holiday-law.ts'

const years = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index)
const named = (year: number): string[] => nationalHolidaysOf(year).map(({ day, name }) => `${day} ${name}`)

describe('national holidays', () => {
  it('are the days another list has, in every year from 1970 to 2050', () => {
    const others = Object.keys(holidayJp.holidays)
    const ours = years(1970, 2050).flatMap(year => nationalHolidaysOf(year).map(({ day }) => day))
    expect(ours).toEqual(others.filter(day => day < '2051'))
  })

  it('have the names of that list, but for the words of six', () => {
    const differing = Object.entries<{ name: string }>(holidayJp.holidays).flatMap(([day, { name }]) => {
      const ours = nationalHolidaysOf(Number(day.slice(0, 4))).find(holiday => holiday.day === day)?.name
      const theirs = name.endsWith('振替休日') ? '振替休日' : name
      return ours === theirs ? [] : [`${ours}, there ${theirs}`]
    })
    expect([...new Set(differing)]).toEqual([
      '国民の休日, there 休日',
      '昭和天皇の大喪の礼, there 大喪の礼',
      '皇太子徳仁親王の結婚の儀, there 結婚の儀',
      '即位の日, there 休日（祝日扱い）',
      '体育の日, there 体育の日（スポーツの日）',
      '即位礼正殿の儀, there 休日（祝日扱い）',
    ])
  })

  it('are the days of the law as it stands, read afresh, to 2101', () => {
    for (const year of years(2022, 2101))
      expect(nationalHolidaysOf(year).map(({ day }) => day)).toEqual(lawfulHolidays(year))
  })

  it('have the equinoxes on the day of the sun in Tokyo in every year from 1949 to 2101', () => {
    for (const year of years(1949, 2101)) {
      expect(named(year)).toContain(`${equinoxDay(year, 'spring')} 春分の日`)
      expect(named(year)).toContain(`${equinoxDay(year, 'autumn')} 秋分の日`)
    }
  })

  it('are sorted days that exist, each once, named without a gap', () => {
    for (const year of years(1949, 2101)) {
      const days = nationalHolidaysOf(year).map(({ day }) => day)
      expect(days.every(isLocalDay)).toBe(true)
      expect(days).toEqual([...new Set(days)].sort())
      expect(nationalHolidaysOf(year).every(({ name }) => name.length > 1)).toBe(true)
    }
  })

  it('had ten days in a row with the Saturday before the accession of 2019', () => {
    expect(named(2019).filter(line => line.startsWith('2019-04') || line.startsWith('2019-05'))).toEqual([
      '2019-04-29 昭和の日',
      '2019-04-30 国民の休日',
      '2019-05-01 即位の日',
      '2019-05-02 国民の休日',
      '2019-05-03 憲法記念日',
      '2019-05-04 みどりの日',
      '2019-05-05 こどもの日',
      '2019-05-06 振替休日',
    ])
    expect(named(2019)).toContain('2019-10-22 即位礼正殿の儀')
  })

  it.each([
    ['2020-07-23 海の日'],
    ['2020-07-24 スポーツの日'],
    ['2020-08-10 山の日'],
    ['2021-07-22 海の日'],
    ['2021-07-23 スポーツの日'],
    ['2021-08-08 山の日'],
    ['2021-08-09 振替休日'],
    ['2026-05-06 振替休日'], // Wednesday: 3 May is the Sunday, 4 and 5 May are taken
    ['2026-09-22 国民の休日'],
    ['2032-09-21 国民の休日'],
  ])('have %s', line => {
    expect(named(Number(line.slice(0, 4)))).toContain(line)
  })

  it.each(['2020-07-20', '2020-08-11', '2020-10-12', '2021-07-19', '2021-08-11', '2021-10-11'])(
    'left %s an ordinary day when the Olympic years moved the holiday',
    day => {
      expect(nationalHolidaysOf(Number(day.slice(0, 4))).map(holiday => holiday.day)).not.toContain(day)
    },
  )

  it.each([
    ['the last announced year', LAST_ANNOUNCED_YEAR, false],
    ['the year after it', LAST_ANNOUNCED_YEAR + 1, true],
    ['the last year served', 2101, true],
    ['the first year of the law', 1949, false],
  ])('are 予定 only beyond the announced year: %s', (_title, year, tentative) => {
    expect(nationalHolidaysOf(year).map(holiday => holiday.tentative)).toEqual(
      nationalHolidaysOf(year).map(() => tentative),
    )
  })

  it('do not exist before the law of July 1948', () => {
    expect(nationalHolidaysOf(1947)).toEqual([])
    expect(named(1948)).toEqual(['1948-09-23 秋分の日', '1948-11-03 文化の日', '1948-11-23 勤労感謝の日'])
  })
})
