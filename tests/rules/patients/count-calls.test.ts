import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CALLERS, OUTCOMES } from '../../../server/patients/calls/call.ts'
import { countCalls } from '../../../server/patients/calls/count-calls.ts'

type Counted = Parameters<typeof countCalls>[0][number]
const MINUTE = 60_000

const aCall = (given: Partial<Counted> = {}): Counted => ({
  receivedAt: 0,
  caller: 'family',
  answered: null,
  outcome: null,
  closedAt: null,
  ...given,
})
const answeredAfter = (minutes: number) =>
  aCall({ answered: { party: { kind: 'physician', id: 'aoba' }, at: minutes * MINUTE } })

describe('the counts of calls', () => {
  it('name every outcome and every caller in their order, with none, and what was not entered last', () => {
    const counts = countCalls([
      aCall({ outcome: 'houseCall', closedAt: 1 }),
      aCall({ outcome: 'houseCall', caller: 'ambulance' }),
      aCall({ caller: null }),
    ])
    expect(counts.outcomes.map(({ outcome }) => outcome)).toEqual([...OUTCOMES, null])
    expect(counts.outcomes.filter(({ calls }) => calls > 0)).toEqual([
      { outcome: 'houseCall', calls: 2 },
      { outcome: null, calls: 1 },
    ])
    expect(counts.callers.map(({ caller }) => caller)).toEqual([...CALLERS, null])
    expect(counts.callers.filter(({ calls }) => calls > 0)).toEqual([
      { caller: 'family', calls: 1 },
      { caller: 'ambulance', calls: 1 },
      { caller: null, calls: 1 },
    ])
    expect([counts.calls, counts.open]).toEqual([3, 2])
  })

  it.each([
    ['none answered', [], null],
    ['one', [4], 4],
    ['two: the mean', [1, 4], 2.5],
    ['three: the middle one, in whatever order', [9, 1, 4], 4],
    ['four', [100, 1, 3, 2], 2.5],
  ])('say how long one waits for an answer: %s', (_, minutes, median) => {
    const counts = countCalls([...minutes.map(answeredAfter), aCall()])
    expect(counts.medianMinutesToAnswer).toBe(median)
  })

  it('add up, and as many waited longer as shorter', () => {
    const call = fc.record({
      receivedAt: fc.constant(0),
      caller: fc.constantFrom(...CALLERS, null),
      outcome: fc.constantFrom(...OUTCOMES, null),
      closedAt: fc.constantFrom(null, 1),
      answered: fc.option(fc.nat({ max: 90 }), { nil: null }).map(minutes => {
        return minutes === null ? null : answeredAfter(minutes).answered
      }),
    })
    fc.assert(
      fc.property(fc.array(call), calls => {
        const { outcomes, callers, medianMinutesToAnswer: median } = countCalls(calls)
        const sum = (rows: { calls: number }[]) => rows.reduce((total, row) => total + row.calls, 0)
        expect([sum(outcomes), sum(callers)]).toEqual([calls.length, calls.length])
        const waited = calls.flatMap(({ answered }) => (answered ? [answered.at / MINUTE] : []))
        expect(median === null).toBe(waited.length === 0)
        const half = waited.length / 2
        expect(waited.filter(minutes => minutes < (median ?? 0)).length).toBeLessThanOrEqual(half)
        expect(waited.filter(minutes => minutes > (median ?? 0)).length).toBeLessThanOrEqual(half)
      }),
    )
  })
})
