import { describe, expect, it } from 'vitest'
import type { Period } from '../../../../server/duty/membership.ts'
import type { ExchangeLeg } from '../../../../server/roster/exchanges/exchange.ts'
import { beginningOf, flawOfLegs, isAskable } from '../../../../server/roster/exchanges/new-exchange.ts'
import { HOUR } from '../../../../server/time/interval.ts'
import { instantOf } from '../../../../server/time/tokyo.ts'
import { aLeg, aStandingDuty } from '../../../builders/exchange.ts'

const NOW = instantOf('2026-05-01', '09:00')
const mine = aStandingDuty()
const theirs = aStandingDuty({ day: '2026-06-14', physicianId: 'p2' })
const ROTA = [mine, theirs]
const MEMBERS = new Map<string, Period[]>(
  ['p1', 'p2'].map(id => [id, [{ joinedOn: '2020-04-01', leftOn: null }]]),
)
const back = aLeg({ unitId: theirs.unitId, from: 'p2', to: 'p1' })

const flaw = (legs: readonly ExchangeLeg[], now = NOW, rota = ROTA, members = MEMBERS) =>
  flawOfLegs(legs, rota, members, now)

describe('what may be asked', () => {
  it.each<[string, 'swap' | 'offer', ExchangeLeg[], boolean]>([
    ['a swap of two duties', 'swap', [aLeg(), back], true],
    ['a duty with nothing in return', 'swap', [aLeg()], true],
    ['an offer to everybody', 'offer', [aLeg({ to: null })], true],
    ['an offer to somebody', 'offer', [aLeg()], false],
    ['a swap with nobody', 'swap', [aLeg({ to: null })], false],
    ['two duties in one offer', 'offer', [aLeg({ to: null }), aLeg({ unitId: 'b', to: null })], false],
    ['what others do among themselves', 'swap', [back], false],
  ])('%s', (_title, kind, legs, expected) => {
    expect(isAskable({ kind, proposer: 'p1', legs })).toBe(expected)
  })
})

describe('duties change hands', () => {
  it('when their holders give them to members', () => {
    expect(flaw([aLeg(), back])).toBe(null)
    expect(flaw([aLeg({ to: null })])).toBe(null)
    expect(beginningOf([back, aLeg()], ROTA)).toBe(mine.start)
  })

  it.each<[string, ExchangeLeg[], string, string | undefined]>([
    ['a unit nobody published', [aLeg({ unitId: 'none' })], 'unknownUnit', undefined],
    ['a post the unit has not', [aLeg({ post: 'chief' })], 'unknownUnit', undefined],
    ['the same unit twice', [aLeg(), aLeg({ to: null })], 'sameUnitTwice', '2026-06-07'],
    ['one’s own duty to oneself', [aLeg({ to: 'p1' })], 'ownDuty', '2026-06-07'],
    ['somebody else’s duty', [aLeg(), { ...back, from: 'p3' }], 'notHeld', '2026-06-14'],
    ['to somebody who is no member', [aLeg({ to: 'p3' })], 'unknownMember', '2026-06-07'],
  ])('but not %s', (_title, legs, reason, detail) => {
    expect(flaw(legs)).toEqual(detail === undefined ? { reason } : { reason, detail })
  })

  it.each([
    ['before it begins', -1, null],
    ['eq start: as it begins', 0, 'alreadyBegun'],
    ['after', 1, 'alreadyBegun'],
  ])('until a duty begins: %s', (_title, late, reason) => {
    expect(flaw([aLeg()], mine.start + late)?.reason ?? null).toBe(reason)
  })

  it('not where several share the hours of one', () => {
    const half = mine.start + 12 * HOUR
    const shared = aStandingDuty({
      parts: [
        { start: mine.start, end: half, physicianId: 'p1' },
        { start: half, end: mine.end, physicianId: 'p2' },
      ],
    })
    expect(flaw([aLeg()], NOW, [shared])?.reason).toBe('notHeld')
  })

  it.each([
    ['who leaves the day before', '2026-06-06', 'unknownMember'],
    ['who leaves at the end of the day', '2026-06-07', null],
  ])('to a member %s', (_title, leftOn, reason) => {
    const leaving = new Map([['p2', [{ joinedOn: '2020-04-01', leftOn }]]])
    expect(flaw([aLeg()], NOW, ROTA, leaving)?.reason ?? null).toBe(reason)
  })
})
