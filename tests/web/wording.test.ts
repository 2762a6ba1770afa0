import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instantOf } from '../../server/time/tokyo.ts'
import { en } from '../../web/wording/en.ts'
import { ja } from '../../web/wording/ja.ts'
import { eraFiscalYear, eraYear } from '../../web/wording/japanese-era.ts'
import { writtenEnd } from '../../web/wording/written-end.ts'

const between = (day: string, from: string, until: string, to: string) => ({
  start: instantOf(day, from),
  end: instantOf(until, to),
})

describe('Japanese years', () => {
  it('agree with ICU for every day of the fiscal years served', () => {
    const icu = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', {
      era: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    })
    const aDay = fc.date({ min: new Date('1949-04-01'), max: new Date('2101-03-31'), noInvalidDate: true })
    fc.assert(
      fc.property(aDay, date => {
        // ICU writes the first year as 元年 in some versions and as 1年 in others.
        const expected = icu.format(date).replace(/(?<=\D)1年$/, '元年')
        expect(eraYear(date.toISOString().slice(0, 10))).toBe(expected)
      }),
    )
  })

  it.each([
    ['the last day of 平成', '2019-04-30', '平成31年'],
    ['the first day of 令和', '2019-05-01', '令和元年'],
    ['the last day of 昭和', '1989-01-07', '昭和64年'],
    ['the first day of 平成', '1989-01-08', '平成元年'],
  ])('%s', (_title, day, written) => {
    expect(eraYear(day)).toBe(written)
  })

  it.each([
    [1988, '昭和63年度'],
    [1989, '平成元年度'],
    [2018, '平成30年度'],
    [2019, '令和元年度'],
    [2026, '令和8年度'],
  ])('fiscal %i is %s', (year, written) => {
    expect(eraFiscalYear(year)).toBe(written)
  })
})

describe('hours of duties', () => {
  it('write midnight as 24:00 of the day it closes, never as 00:00', () => {
    expect(writtenEnd(instantOf('2017-01-01', '00:00'))).toEqual({ day: '2016-12-31', time: '24:00' })
    expect(writtenEnd(instantOf('2017-01-01', '00:01'))).toEqual({ day: '2017-01-01', time: '00:01' })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), seconds => {
        const end = writtenEnd(seconds * 1000 - (seconds % 60) * 1000)
        expect(end.time).not.toBe('00:00')
        expect(instantOf(end.day, end.time)).toBe(seconds * 1000 - (seconds % 60) * 1000)
      }),
    )
  })

  const sunday = between('2026-04-04', '12:00', '2026-04-05', '24:00')
  const holiday = between('2026-05-04', '00:00', '2026-05-04', '24:00')
  const newYear = between('2026-12-31', '18:00', '2027-01-01', '08:00')

  it('are said in Japanese in phrases that no line breaks', () => {
    expect(ja.dates.span(sunday)).toEqual(['4月4日（土）12:00～', '4月5日（日）24:00', '（36時間）'])
    expect(ja.dates.span(holiday)).toEqual(['5月4日（月）00:00～', '24:00', '（24時間）'])
  })

  it('are short in the list of a month, which names any other month', () => {
    expect(ja.dates.shortSpan(sunday)).toBe('4日12:00～5日24:00')
    expect(ja.dates.shortSpan(holiday)).toBe('4日00:00～24:00')
    expect(ja.dates.shortSpan(newYear)).toBe('31日18:00～1月1日08:00')
    expect(ja.dates.shortDay('2026-04-05')).toBe('5日（日）')
  })

  it('are said in English', () => {
    expect(en.dates.span(sunday).join('')).toBe('Sat 4 Apr, 12:00 – Sun 5 Apr, 24:00 (36 hours)')
    expect(en.dates.span(holiday).join('')).toBe('Mon 4 May, 00:00 – 24:00 (24 hours)')
    expect(en.dates.shortSpan(newYear)).toBe('31 Dec 18:00 – 1 Jan 08:00')
  })

  it('give the moment of a publication in Tokyo', () => {
    const moment = Date.parse('2026-02-20T15:00:00.000Z')
    expect(ja.dates.moment(moment)).toBe('2026年2月21日 00:00')
    expect(en.dates.moment(moment)).toBe('21 Feb 2026, 00:00')
  })
})

describe('both languages', () => {
  it('say something everywhere', () => {
    for (const words of [ja, en]) {
      const empty = Object.entries(words).flatMap(([part, entries]) =>
        Object.entries(entries)
          .filter(([, text]) => text === '')
          .map(([key]) => `${part}.${key}`),
      )
      expect(empty).toEqual([])
    }
  })
})
