import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Interval, overlaps, subtract, union } from '../../../server/time/interval.ts'

const anInterval = fc
  .tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 6 }))
  .map(([start, length]): Interval => ({ start, end: start + length }))
const someIntervals = fc.array(anInterval, { maxLength: 8 })

/** The oracle: every instant one by one. */
const instants = (intervals: readonly Interval[]) =>
  new Set(intervals.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, i) => start + i)))

describe('intervals [start, end)', () => {
  it.each([
    ['adjacent', { start: 0, end: 5 }, { start: 5, end: 9 }, false],
    ['one instant shared', { start: 0, end: 6 }, { start: 5, end: 9 }, true],
    ['one inside the other', { start: 0, end: 9 }, { start: 3, end: 4 }, true],
    ['eq start, eq end', { start: 3, end: 4 }, { start: 3, end: 4 }, true],
  ])('%s: overlap %#', (_title, a, b, expected) => {
    expect(overlaps(a, b)).toBe(expected)
    expect(overlaps(b, a)).toBe(expected)
  })

  it('the union has the same instants in the fewest intervals', () => {
    fc.assert(
      fc.property(someIntervals, parts => {
        const merged = union(parts)
        expect(instants(merged)).toEqual(instants(parts))
        merged.slice(1).forEach((next, index) => {
          expect(next.start).toBeGreaterThan(merged[index]?.end ?? Number.NaN)
        })
      }),
    )
  })

  it('what is left after taking the parts away is exactly the other instants', () => {
    fc.assert(
      fc.property(someIntervals, someIntervals, (whole, parts) => {
        expect(instants(subtract(whole, parts))).toEqual(instants(whole).difference(instants(parts)))
      }),
    )
  })
})
