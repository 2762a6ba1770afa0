import { describe, expect, it } from 'vitest'
import {
  type ChangeKind,
  type DutyChange,
  standingRota,
} from '../../../../server/roster/standing/standing-rota.ts'
import { lastConfirmed, ownDuties, standingIn, untold } from '../../../../server/roster/versions/receipt.ts'
import { HOUR } from '../../../../server/time/interval.ts'
import { aDuty } from '../../../builders/duty.ts'
import { aDutyChange } from '../../../builders/duty-change.ts'

const duty = aDuty()
const handedOver = { start: duty.start + 8 * HOUR, end: duty.start + 12 * HOUR }

describe('who is asked to confirm a version', () => {
  it('is whoever stands any hour of it, or stood one of the version before', () => {
    const now = standingRota([duty], [aDutyChange(handedOver)])
    const before = standingRota([aDuty({ physicianId: 'p3' })], [])
    expect([...standingIn(now, before)].toSorted()).toEqual(['p1', 'p2', 'p3'])
    expect(standingIn([], []).size).toBe(0)
  })
})

describe('the last version that was confirmed', () => {
  const receipts = [
    { number: 1, physicianId: 'p1' },
    { number: 3, physicianId: 'p1' },
    { number: 2, physicianId: 'p2' },
  ]
  it.each([
    ['of several the newest', 'p1', 4, 3],
    ['eq number: before this one, not this one', 'p1', 3, 1],
    ['none before the first', 'p1', 1, null],
    ['of somebody who never confirmed', 'p3', 4, null],
  ])('%s', (_title, physician, number, last) => {
    expect(lastConfirmed(receipts, physician, number)).toBe(last)
  })
})

describe('what was changed for a physician after their word', () => {
  const at = (hour: number) => duty.start - 1000 * HOUR + hour * HOUR
  const read = (physicianId: string) => ({ physicianId, readAt: at(5) })
  const change = (kind: ChangeKind, hour: number, from = 'p1', to = 'p2') =>
    aDutyChange({ kind, from, to, appliedAt: at(hour) })
  const kinds = (physicianId: string, changes: DutyChange[]) =>
    untold([duty], changes, read(physicianId)).map(({ kind }) => kind)

  it.each<[string, string, DutyChange[], string[]]>([
    ['an override takes their duty', 'p1', [change('override', 6)], ['lost']],
    ['an override gives them one', 'p2', [change('override', 6)], ['gained']],
    ['of somebody else', 'p3', [change('override', 6)], []],
    ['before their word', 'p1', [change('override', 4)], []],
    ['eq their word: they cannot have seen it', 'p1', [change('override', 5)], ['lost']],
    ['a swap to which they agreed', 'p1', [change('swap', 6)], []],
    ['an offer that they took', 'p2', [change('offer', 6)], []],
    ['taken and given back', 'p1', [change('override', 6), change('override', 7, 'p2', 'p1')], []],
    [
      'given away by agreement, then given back by an override',
      'p1',
      [change('offer', 6), change('override', 7, 'p2', 'p1')],
      ['gained'],
    ],
    [
      'taken by an override, then passed on among others',
      'p1',
      [change('override', 6), change('swap', 7, 'p2', 'p3')],
      ['lost'],
    ],
  ])('%s', (_title, physician, changes, expected) => {
    expect(kinds(physician, changes)).toEqual(expected)
  })
})

describe('a physician’s own duties', () => {
  it('are in order of time, each with the hours that are theirs', () => {
    const later = aDuty({ day: '2026-06-14' })
    const rota = standingRota([later, duty], [aDutyChange(handedOver)])
    expect(ownDuties(rota, 'p1').map(({ day, hours }) => [day, hours.length])).toEqual([
      ['2026-06-07', 2],
      ['2026-06-14', 1],
    ])
    expect(ownDuties(rota, 'p2')).toEqual([{ ...duty, hours: [handedOver] }])
    expect(ownDuties(rota, 'p3')).toEqual([])
  })
})
