import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween, eachDay, isLocalDay, weekdayOf } from '../../../server/time/local-day.ts'
import { instantOf, isLocalTime, localDayOf, localTimeOf, wallClockOf } from '../../../server/time/tokyo.ts'

/** From 1952 on Japan has had no summer time: ICU's Asia/Tokyo is an independent reader of our +9. */
const aDay = fc
  .integer({ min: Date.UTC(1952, 0, 1) / 86_400_000, max: Date.UTC(2101, 11, 31) / 86_400_000 })
  .map(days => new Date(days * 86_400_000).toISOString().slice(0, 10))
const aTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(parts => parts.map(part => String(part).padStart(2, '0')).join(':'))

describe('the process', () => {
  it('really runs in the zone of its project', () => {
    expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(process.env.TZ ?? 'UTC')
  })
})

describe('wall clock in Tokyo', () => {
  it('agrees with ICU for every day and time from 1952 to 2101', () => {
    const reader = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Asia/Tokyo',
      dateStyle: 'short',
      timeStyle: 'short',
    })
    fc.assert(
      fc.property(aDay, aTime, (day, time) => {
        const instant = instantOf(day, time)
        expect(reader.format(instant)).toBe(`${day} ${time}`)
        expect(wallClockOf(instant)).toBe(`${day}T${time}`)
        expect(localDayOf(instant)).toBe(day)
        expect(localTimeOf(instant)).toBe(time)
      }),
    )
  })

  it.each([
    ['24:00 is 00:00 of the next day', '2016-12-31', '24:00', '2017-01-01T00:00'],
    ['24:00 on a leap day', '2016-02-29', '24:00', '2016-03-01T00:00'],
    ['noon', '2016-04-02', '12:00', '2016-04-02T12:00'],
  ])('%s', (_title, day, time, written) => {
    expect(wallClockOf(instantOf(day, time))).toBe(written)
  })

  it.each([
    ['00:00', true],
    ['23:59', true],
    ['24:00', true],
    ['24:01', false],
    ['9:00', false],
    ['12:60', false],
    ['', false],
  ])('%s is a local time: %s', (text, expected) => {
    expect(isLocalTime(text)).toBe(expected)
  })
})

describe('local days', () => {
  it.each([
    ['2016-02-29', true],
    ['2015-02-29', false],
    ['2016-2-9', false],
    ['2016-13-01', false],
    ['2016-00-10', false],
    ['2016-04-31', false],
    [' 2016-04-01', false],
    ['0000-00-00', false],
  ])('%s exists: %s', (text, expected) => {
    expect(isLocalDay(text)).toBe(expected)
  })

  it('counts forward and back to the same day', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: -800, max: 800 }), (day, days) => {
        expect(daysBetween(day, addDays(day, days))).toBe(days)
        expect(weekdayOf(addDays(day, 7))).toBe(weekdayOf(day))
      }),
    )
  })

  it('lists both ends, and nothing when the last day comes first', () => {
    expect(eachDay('2016-02-28', '2016-03-01')).toEqual(['2016-02-28', '2016-02-29', '2016-03-01'])
    expect(eachDay('2016-03-01', '2016-02-28')).toEqual([])
  })
})
