import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dealByHand, HAND_METHODS } from '../../../server/roster/optimiser/hand-methods.ts'
import type { RotaInstance } from '../../../server/roster/optimiser/instance.ts'
import { aRotaInstance, aRotaPerson, aRotaUnit } from '../../builders/rota-instance.ts'
import { oracleBroken } from './oracle.ts'
import { randomInstances } from './random-instances.ts'

const { roundRobin, leastRecentlyServed, leastLoaded } = HAND_METHODS

const three = ['sato', 'suzuki', 'tanaka'].map(id => aRotaPerson(id))
const dealt = (changes: Partial<RotaInstance>, method = roundRobin): string[] =>
  dealByHand(aRotaInstance({ people: three, ...changes }), method).map(
    ({ unit, person }) => `${unit} ${person}`,
  )

describe('a rota made by hand', () => {
  it.each(Object.entries(HAND_METHODS))(
    'in the manner of %s breaks no rule but what it lacks',
    (_name, method) => {
      fc.assert(
        fc.property(randomInstances, instance => {
          const broken = oracleBroken(instance, dealByHand(instance, method))
          expect(broken.filter(kind => !['unfilled', 'belowMin', 'pinBroken'].includes(kind))).toEqual([])
        }),
        { numRuns: 60 },
      )
    },
  )

  it('goes down the list in turn, and skips who cannot until the next time round', () => {
    expect(dealt({})).toEqual(['u0 sato', 'u7 suzuki', 'u14 tanaka', 'u21 sato'])
    expect(dealt({ unavailable: [{ person: 'suzuki', unit: 'u7' }] })).toEqual([
      'u0 sato',
      'u7 tanaka',
      'u14 sato',
      'u21 suzuki',
    ])
  })

  it('gives to whoever has waited longest', () => {
    const unavailable = [{ person: 'suzuki', unit: 'u7' }]
    expect(dealt({ unavailable }, leastRecentlyServed)).toEqual([
      'u0 sato',
      'u7 tanaka',
      'u14 suzuki',
      'u21 sato',
    ])
  })

  it('gives to whoever has the least burden for their share, what was carried over counted', () => {
    const people = [
      aRotaPerson('sato', { opening: 8 }),
      aRotaPerson('suzuki'),
      aRotaPerson('tanaka', { share: 0.5 }),
    ]
    const units = [0, 7, 14, 21].map(day => aRotaUnit(day))
    expect(dealt({ people, units }, leastLoaded)).toEqual([
      'u0 suzuki',
      'u7 tanaka',
      'u14 suzuki',
      'u21 sato',
    ])
  })

  it('leaves a post open that nobody may take', () => {
    const unavailable = three.map(({ id }) => ({ person: id, unit: 'u7' }))
    expect(dealt({ unavailable })).toEqual(['u0 sato', 'u14 suzuki', 'u21 tanaka'])
  })
})
