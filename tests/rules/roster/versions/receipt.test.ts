import { describe, expect, it } from 'vitest'
import { standingRota } from '../../../../server/roster/standing/standing-rota.ts'
import { lastConfirmed, ownDuties, standingIn } from '../../../../server/roster/versions/receipt.ts'
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
