import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isMemberDuring, type Period, periodsOverlap } from '../../../server/duty/membership.ts'
import { addDays, eachDay } from '../../../server/time/local-day.ts'
import { instantOf } from '../../../server/time/tokyo.ts'

const from = (joinedOn: string, leftOn: string | null = null): Period => ({ joinedOn, leftOn })

describe('two periods of membership', () => {
  const spring = from('2026-04-01', '2026-06-30')
  it.each([
    ['the day before, eq start', from('2026-01-01', '2026-03-31'), false],
    ['its first day alone', from('2026-01-01', '2026-04-01'), true],
    ['inside', from('2026-05-01', '2026-05-01'), true],
    ['around', from('2026-01-01', '2026-12-31'), true],
    ['its last day alone', from('2026-06-30', '2026-12-31'), true],
    ['the day after, eq end', from('2026-07-01'), false],
    ['no end, from before', from('2026-01-01'), true],
    ['no end, from its last day on', from('2026-06-30'), true],
  ])('share a day or not: %s', (_title, other, expected) => {
    expect(periodsOverlap(spring, other)).toBe(expected)
    expect(periodsOverlap(other, spring)).toBe(expected)
  })

  it('without an end always meet', () => {
    expect(periodsOverlap(from('2020-04-01'), from('2030-04-01'))).toBe(true)
  })

  it('overlap exactly when a day is in both, counted one by one', () => {
    const aDay = fc.nat({ max: 30 }).map(days => addDays('2026-04-01', days))
    const aPeriod = fc.tuple(aDay, fc.option(fc.nat({ max: 10 })))
    const daysOf = ([joinedOn, length]: [string, number | null]) =>
      eachDay(joinedOn, length === null ? '2026-12-31' : addDays(joinedOn, length))
    const written = ([joinedOn, length]: [string, number | null]) =>
      from(joinedOn, length === null ? null : addDays(joinedOn, length))
    fc.assert(
      fc.property(aPeriod, aPeriod, (a, b) => {
        const both = new Set(daysOf(a)).intersection(new Set(daysOf(b)))
        expect(periodsOverlap(written(a), written(b))).toBe(both.size > 0)
      }),
    )
  })
})

describe('a duty of Sunday 4 October from Saturday noon', () => {
  const hours = { start: instantOf('2026-10-03', '12:00'), end: instantOf('2026-10-04', '24:00') }
  it.each([
    ['a period of its two days', [from('2026-10-03', '2026-10-04')], true],
    ['a period from its second day', [from('2026-10-04')], false],
    ['a period to its first day', [from('2026-01-01', '2026-10-03')], false],
    ['two that adjoin within it', [from('2026-01-01', '2026-10-03'), from('2026-10-04')], true],
    ['two that adjoin, in the other order', [from('2026-10-04'), from('2026-01-01', '2026-10-03')], true],
    ['no period at all', [], false],
  ])('is inside %s: %#', (_title, periods, expected) => {
    expect(isMemberDuring(periods, hours)).toBe(expected)
  })
})
