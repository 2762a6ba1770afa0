import { describe, expect, it } from 'vitest'
import { hoursOfOverride } from '../../../../server/roster/exchanges/override-hours.ts'
import { HOUR } from '../../../../server/time/interval.ts'
import { aDuty } from '../../../builders/duty.ts'

const MINUTE = 60_000
const { start, end } = aDuty()
const unit = { start, end }
const before = start - HOUR
const hours = (from: number | null, to: number | null, now = before) =>
  hoursOfOverride(unit, { start: from, end: to }, now)

describe('the hours of an override', () => {
  it('are the whole unit unless some are named', () => {
    expect(hoursOfOverride(unit, null, before)).toEqual(unit)
    expect(hours(null, null)).toEqual(unit)
  })

  it('from now on begin with the next full minute', () => {
    expect(hours(null, null, start + HOUR)).toEqual({ start: start + HOUR, end })
    expect(hours(null, null, start + HOUR + 1)).toEqual({ start: start + HOUR + MINUTE, end })
  })

  it.each<[string, number | null, number | null, number]>([
    ['begin before the unit', start - MINUTE, end, before],
    ['end after the unit', start, end + MINUTE, before],
    ['end as they begin', start + HOUR, start + HOUR, before],
    ['end before they begin', start + HOUR, start, before],
    ['are not of full minutes', start + 1, end, before],
    ['are over: eq end', null, null, end],
    ['have less than a minute left', null, null, end - 1],
  ])('are none when they %s', (_title, from, to, now) => {
    expect(hours(from, to, now)).toBe(null)
  })
})
