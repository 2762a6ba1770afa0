import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Call,
  type CallChange,
  changedCall,
  minutesBetween,
  type Party,
  wrongTimes,
} from '../../../server/patients/calls/call.ts'
import { instantOf } from '../../../server/time/tokyo.ts'

const MINUTE = 60_000
/** Three in the morning. */
const THREE = instantOf('2026-06-07', '03:00')
const at = (minutes: number) => THREE + minutes * MINUTE
const AOBA: Party = { kind: 'physician', id: 'aoba' }
const MORI: Party = { kind: 'physician', id: 'mori' }

const aCall = (given: Partial<Call> = {}): Call => ({
  receivedAt: THREE,
  caller: null,
  routed: null,
  answered: null,
  outcome: null,
  closedAt: null,
  ...given,
})

describe('a step of a call', () => {
  it.each<[string, Partial<Call>, CallChange, Partial<Call>]>([
    [
      'is now where no time is given',
      {},
      { routed: { party: AOBA } },
      { routed: { party: AOBA, at: at(9) } },
    ],
    [
      'has the time that is given',
      {},
      { answered: { party: AOBA, at: at(4) } },
      { answered: { party: AOBA, at: at(4) } },
    ],
    [
      'routed to the next before anybody answered is now',
      { routed: { party: AOBA, at: at(1) } },
      { routed: { party: MORI } },
      { routed: { party: MORI, at: at(9) } },
    ],
    [
      'routed, corrected after the answer, keeps its time',
      { routed: { party: AOBA, at: at(1) }, answered: { party: AOBA, at: at(3) } },
      { routed: { party: MORI } },
      { routed: { party: MORI, at: at(1) } },
    ],
    [
      'routed, entered after the answer, was at the answer at the latest',
      { answered: { party: AOBA, at: at(3) } },
      { routed: { party: AOBA } },
      { routed: { party: AOBA, at: at(3) } },
    ],
    [
      'answered, corrected, keeps its time',
      { answered: { party: AOBA, at: at(3) } },
      { answered: { party: MORI } },
      { answered: { party: MORI, at: at(3) } },
    ],
    [
      'answered, entered when the call is closed, was at its end',
      { closedAt: at(5) },
      { answered: { party: AOBA } },
      { answered: { party: AOBA, at: at(5) } },
    ],
    ['is taken back by null', { routed: { party: AOBA, at: at(1) } }, { routed: null }, { routed: null }],
    ['closes the call now', {}, { closed: {} }, { closedAt: at(9) }],
    ['closes a closed call no later than it was', { closedAt: at(5) }, { closed: {} }, { closedAt: at(5) }],
    ['opens it again', { closedAt: at(5) }, { closed: null }, { closedAt: null }],
    [
      'is a word',
      { outcome: 'houseCall' },
      { caller: 'family', outcome: null },
      { caller: 'family', outcome: null },
    ],
    ['is when it was received', {}, { receivedAt: at(-2) }, { receivedAt: at(-2) }],
  ])('%s', (_, before, change, expected) => {
    expect(changedCall(aCall(before), change, at(9))).toEqual(aCall({ ...before, ...expected }))
  })

  it('that is left out stays as it is', () => {
    const call = aCall({ caller: 'family', routed: { party: AOBA, at: at(1) }, outcome: 'other' })
    expect(changedCall(call, {}, at(9))).toEqual(call)
  })

  it('entered at its own time, in whatever order, is never at a wrong one', () => {
    const changes: CallChange[] = [
      { routed: { party: AOBA } },
      { routed: { party: MORI } },
      { routed: null },
      { answered: { party: AOBA } },
      { answered: null },
      { closed: {} },
    ]
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...changes), fc.nat({ max: 3 * MINUTE })), { maxLength: 12 }),
        steps => {
          let [call, now] = [aCall(), THREE]
          for (const [change, later] of steps) {
            now += later
            call = changedCall(call, change, now)
            expect(wrongTimes(call, now)).toEqual([])
          }
        },
      ),
    )
  })
})

describe('the times of a call', () => {
  const routed = (minutes: number) => ({ party: AOBA, at: at(minutes) })
  it.each<[string, Partial<Call>, string[]]>([
    ['in their order', { routed: routed(1), answered: routed(2), closedAt: at(9) }, []],
    ['all at once', { routed: routed(0), answered: routed(0), closedAt: THREE }, []],
    ['now', { receivedAt: at(10) }, []],
    ['in the minute before, by the clock on the wall', { receivedAt: THREE + 30_000, routed: routed(0) }, []],
    ['received in the future', { receivedAt: at(11) }, ['receivedAt']],
    ['routed before it was received', { routed: routed(-1) }, ['routed.at']],
    ['answered before it was routed', { routed: routed(3), answered: routed(2) }, ['answered.at']],
    ['answered before it was received', { answered: routed(-1) }, ['answered.at']],
    ['closed before it was answered', { answered: routed(3), closedAt: at(2) }, ['closed.at']],
    ['closed in the future', { closedAt: at(11) }, ['closed.at']],
  ])('%s', (_, given, fields) => {
    expect(wrongTimes(aCall(given), at(10))).toEqual(fields)
  })

  it('are minutes apart, and never less than none', () => {
    expect(minutesBetween(THREE, THREE + 90_000)).toBe(1.5)
    expect(minutesBetween(THREE + 30_000, THREE)).toBe(0)
  })
})
