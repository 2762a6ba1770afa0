import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseInstance } from '../../../server/roster/optimiser/parse-instance.ts'
import { inOrder, pinsOf, withPast } from '../../../server/roster/pins.ts'
import { namedFields } from '../../../server/roster/runs/name-input-errors.ts'
import { gapOf, rotaHashOf, SILENT_AFTER, stateOf } from '../../../server/roster/runs/rota-run.ts'
import { aRotaInstance, aRotaPerson, aRotaUnit, assigned } from '../../builders/rota-instance.ts'

describe('what a rota maker leaves as it is', () => {
  it('is what has begun, and of units to come what is settled', () => {
    const begun = assigned('u0 first sato', 'u0 second suzuki')
    const settled = assigned('u7 first sato', 'u0 first suzuki', 'u0 third sato')
    expect(pinsOf(begun, settled)).toEqual(assigned('u0 first sato', 'u0 second suzuki', 'u7 first sato'))
  })

  it('is in the same order however it is read', () => {
    const some = fc.uniqueArray(
      fc.record({
        unit: fc.constantFrom('u0', 'u7', 'u14'),
        post: fc.constantFrom('first', 'second'),
        person: fc.constantFrom('sato', 'suzuki'),
      }),
      { selector: ({ unit, post }) => `${unit} ${post}` },
    )
    const twice = some.chain(list =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    )
    fc.assert(
      fc.property(twice, ([list, shuffled]) => {
        expect(inOrder(shuffled)).toEqual(inOrder(list))
      }),
    )
  })
})

describe('what has begun', () => {
  const instance = aRotaInstance({
    units: [aRotaUnit(0, { group: 'goldenWeek' }), aRotaUnit(7), aRotaUnit(14, { group: 'yearEnd' })],
    people: [aRotaPerson('sato', { notGroups: ['goldenWeek', 'yearEnd'] }), aRotaPerson('suzuki')],
    unavailable: [
      { person: 'sato', unit: 'u0' },
      { person: 'sato', unit: 'u7' },
      { person: 'suzuki', unit: 'u0' },
    ],
  })

  it('bars nobody from the duty they have, and is all that changes', () => {
    const { people, unavailable, ...rest } = withPast(instance, assigned('u0 sato'))
    expect(unavailable).toEqual([
      { person: 'sato', unit: 'u7' },
      { person: 'suzuki', unit: 'u0' },
    ])
    expect(people.map(({ notGroups }) => notGroups)).toEqual([['yearEnd'], []])
    const { people: _people, unavailable: _unavailable, ...same } = instance
    expect(rest).toEqual(same)
  })

  it('is nothing before the year begins', () => {
    expect(withPast(instance, [])).toEqual(instance)
  })
})

describe('fields in question', () => {
  it('are named by what they are of, each once', () => {
    const instance = aRotaInstance({
      people: [
        aRotaPerson('sato', { min: 9, max: 3 }),
        aRotaPerson('suzuki', { share: -1, opening: 99_999 }),
      ],
      units: [aRotaUnit(0, { burden: -1 }), aRotaUnit(7)],
      pins: assigned('u7 sato', 'u7 suzuki'),
      want: [
        { person: 'sato', unit: 'u0' },
        { person: 'sato', unit: 'u0' },
        { person: 'sato', unit: 'u0' },
      ],
      weights: { count: Number.NaN, burden: 4, deadBand: 2, want: 3, change: 6 },
    })
    const parsed = parseInstance(instance)
    expect(!parsed.ok && namedFields(parsed.errors, instance)).toEqual([
      'people.sato.min',
      'people.suzuki.opening',
      'people.suzuki.share',
      'pins.u7',
      'units.u0.burden',
      'want',
      'weights',
    ])
  })

  it('are the list itself where it is empty', () => {
    const instance = aRotaInstance({ people: [], units: [] })
    const parsed = parseInstance(instance)
    expect(!parsed.ok && namedFields(parsed.errors, instance)).toEqual(['people', 'units'])
  })
})

describe('a search', () => {
  const at = 1_000_000
  it.each([
    ['just heard of', 'running', at, 'running'],
    ['silent for 15 seconds', 'running', at - SILENT_AFTER, 'running'],
    ['silent for longer', 'running', at - SILENT_AFTER - 1, 'failed'],
    ['over, however long ago', 'done', at - 10 * SILENT_AFTER, 'done'],
    ['given up', 'failed', at, 'failed'],
  ] as const)('%s', (_title, status, heartbeat_at, state) => {
    expect(stateOf({ status, heartbeat_at }, at)).toBe(state)
  })

  it.each([
    ['at the bound', 20, 20, 0],
    ['a tenth above', 22, 20, 0.1],
    ['of a bound below 1', 0.5, 0, 0.5],
  ])('%s', (_title, best, bound, gap) => {
    expect(gapOf(best, bound)).toBeCloseTo(gap, 12)
  })

  it('has one hash for a rota, whatever its order, and another for every other rota', () => {
    const rota = assigned('u0 sato', 'u7 suzuki')
    expect(rotaHashOf(rota.toReversed())).toBe(rotaHashOf(rota))
    expect(rotaHashOf(assigned('u0 suzuki', 'u7 sato'))).not.toBe(rotaHashOf(rota))
    expect(rotaHashOf(assigned('u0 sato'))).not.toBe(rotaHashOf(rota))
  })
})
