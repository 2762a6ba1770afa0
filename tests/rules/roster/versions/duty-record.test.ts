import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faultsIn } from '../../../../server/roster/versions/duty-record.ts'
import { HOUR } from '../../../../server/time/interval.ts'
import { aDuty } from '../../../builders/duty.ts'

const unit = aDuty()
const stood = (from: number, to: number, physicianId = 'p1') => ({
  physicianId,
  start: unit.start + from * HOUR,
  end: unit.start + to * HOUR,
})

describe('who really stood a duty of 24 hours', () => {
  it.each([
    ['nobody', [], []],
    ['eq start and eq end: one for all of it', [stood(0, 24)], []],
    ['hours of it, the rest by nobody', [stood(3, 5)], []],
    ['adjacent hours', [stood(0, 8), stood(8, 24, 'p2')], []],
    ['in any order', [stood(8, 24), stood(0, 8)], []],
    ['a moment too early', [stood(-0.001, 24)], ['stood.0.start']],
    ['a moment too late', [stood(0, 24.001)], ['stood.0.end']],
    ['eq end: begins when the unit is over', [stood(24, 25)], ['stood.0.start']],
    ['no hours', [stood(3, 3)], ['stood.0.end']],
    ['ends before it begins', [stood(5, 3)], ['stood.0.end']],
    ['two at once', [stood(0, 9), stood(8, 24, 'p2')], ['stood.1.start']],
    ['the same twice', [stood(0, 24), stood(0, 24)], ['stood.1.start']],
    ['several faults at once', [stood(-1, 2), stood(0, 30)], ['stood.0.start', 'stood.1.end']],
  ])('%s', (_title, hours, faults) => {
    expect(faultsIn(hours, unit)).toEqual(faults)
  })

  it('is without fault exactly when each hour is inside and has at most one', () => {
    const anHour = fc.integer({ min: -2, max: 26 })
    const aLine = fc.tuple(anHour, anHour).map(([from, to]) => stood(from, to))
    fc.assert(
      fc.property(fc.array(aLine, { maxLength: 4 }), lines => {
        const holds = Array.from({ length: 28 }, (_, index) => {
          const hour = unit.start + (index - 2) * HOUR
          const here = lines.filter(({ start, end }) => start <= hour && hour < end).length
          return here <= (hour >= unit.start && hour < unit.end ? 1 : 0)
        }).every(Boolean)
        const isWhole = lines.every(({ start, end }) => start < end)
        expect(faultsIn(lines, unit).length === 0).toBe(holds && isWhole)
      }),
      { numRuns: 1000 },
    )
  })
})
