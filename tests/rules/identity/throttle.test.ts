import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ADDRESS,
  type Allowance,
  afterGivingBack,
  afterTry,
  PERSON,
} from '../../../server/identity/throttle.ts'

const MINUTE = 60_000
const QUARTER = 15 * MINUTE

/** Makes a try at each of the instants and returns those that were allowed. */
function allowed(instants: readonly number[], allowance: Allowance): number[] {
  let freeAt: number | null = null
  return instants.filter(now => {
    const after = afterTry(freeAt, now, allowance)
    freeAt = after ?? freeAt
    return after !== null
  })
}

const every = (ms: number, until: number): number[] =>
  Array.from({ length: Math.floor(until / ms) }, (_, i) => i * ms)

describe('tries for one person', () => {
  it('are five at once, then one in three minutes', () => {
    expect(allowed([...Array(8).fill(0), 3 * MINUTE - 1, 3 * MINUTE, 3 * MINUTE], PERSON)).toEqual([
      ...Array(5).fill(0),
      3 * MINUTE,
    ])
  })

  it('are ten in a quarter of an hour to somebody who never stops, both ends included', () => {
    expect(allowed(every(1_000, 2 * QUARTER), PERSON).filter(at => at <= QUARTER)).toHaveLength(10)
  })

  it('are never more than ten in any quarter of an hour', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4 * QUARTER }), { maxLength: 400 }), tries => {
        const at = allowed(
          tries.sort((a, b) => a - b),
          PERSON,
        )
        for (const start of at)
          expect(at.filter(other => other >= start && other <= start + QUARTER).length).toBeLessThanOrEqual(
            10,
          )
      }),
    )
  })

  it('are all there again after a quarter of an hour of rest', () => {
    expect(allowed([...Array(9).fill(0), ...Array(9).fill(QUARTER)], PERSON)).toHaveLength(10)
  })

  it('that were right take nothing', () => {
    let freeAt: number | null = null
    for (let i = 0; i < 20; i++) {
      const after = afterTry(freeAt, 0, PERSON)
      expect(after).not.toBeNull()
      freeAt = afterGivingBack(after, 0, PERSON)
      expect(freeAt).toBeNull()
    }
  })

  it('are not lost when the clock is set back', () => {
    const tomorrow = afterTry(null, 24 * 60 * MINUTE, PERSON)
    expect(afterTry(tomorrow, 0, PERSON)).toBe(3 * MINUTE)
  })
})

it('an address is allowed six times as many at once', () => {
  expect(allowed(Array(40).fill(0), ADDRESS)).toHaveLength(30)
})
