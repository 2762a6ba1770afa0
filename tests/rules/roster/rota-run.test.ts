import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fairBurdenOf } from '../../../server/roster/optimiser/cost.ts'
import { firstRota } from '../../../server/roster/optimiser/first-rota.ts'
import { parseInstance } from '../../../server/roster/optimiser/parse-instance.ts'
import { begunIn, collidingPins, inOrder, withoutPlace, withPast } from '../../../server/roster/pins.ts'
import { namedFields } from '../../../server/roster/runs/name-input-errors.ts'
import { gapOf, rotaHashOf, SILENT_AFTER, stateOf } from '../../../server/roster/runs/rota-run.ts'
import { aRotaInstance, aRotaPerson, aRotaUnit, assigned } from '../../builders/rota-instance.ts'

describe('a list of assignments', () => {
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
  const pins = assigned('u0 suzuki', 'u7 sato')
  const instance = aRotaInstance({ pins, published: assigned('u0 sato') })

  it('is given, in place of what is pinned there, and is all that changes', () => {
    expect(withPast(instance, assigned('u7 suzuki', 'u0 sato'))).toEqual({
      ...instance,
      given: assigned('u0 sato', 'u7 suzuki'),
      pins: [],
    })
    expect(withPast(instance, assigned('u0 sato')).pins).toEqual(assigned('u7 sato'))
  })

  it('stays with somebody who is no member of the year any more, and gets nothing else', () => {
    const past = withPast(instance, assigned('u0 tanaka'))
    expect(parseInstance(past)).toMatchObject({ ok: true })
    expect(past.people.slice(0, -1)).toEqual(instance.people)
    expect(past.people.at(-1)).toMatchObject({ id: 'tanaka', blocks: [], max: 0 })
    const rota = firstRota({ ...past, pins: [] }, () => 0)
    expect(rota.conflicts).toEqual([])
    expect(rota.assignments.filter(({ person }) => person === 'tanaka')).toEqual(assigned('u0 tanaka'))
    const shares = [past, instance].map(one => fairBurdenOf(one, aRotaPerson('sato')))
    expect(shares).toEqual([8, 8])
  })

  it('is left out where the year has no such unit or post', () => {
    expect(withPast(instance, assigned('u99 sato', 'u0 backup sato'))).toEqual(instance)
  })

  it('is nothing before the year begins', () => {
    expect(withPast(instance, [])).toEqual(instance)
  })

  it('is in a draft only as far as the draft has it so', () => {
    const draft = assigned('u0 sato', 'u7 suzuki', 'u14 sato')
    expect(begunIn(draft, assigned('u0 sato', 'u7 sato'))).toEqual(assigned('u0 sato'))
  })
})

describe('what is settled', () => {
  it('has no place where the unit, the post or the member is gone, unless something has begun there', () => {
    const instance = aRotaInstance({ given: assigned('u0 suzuki') })
    const settled = assigned('u0 tanaka', 'u7 sato', 'u8 sato', 'u14 backup sato', 'u21 tanaka')
    expect(withoutPlace(settled, instance)).toEqual(settled.slice(2))
  })

  it.each([
    ['another pin', '2026-04-01T23:59', {}, true],
    ['eq start = end of another pin', '2026-04-02T00:00', {}, false],
    ['another person', '2026-04-01T23:59', { pins: assigned('u0 sato', 'u1 suzuki') }, false],
    ['what is given', '2026-04-01T23:59', { given: assigned('u0 sato'), pins: assigned('u1 sato') }, true],
  ])('collides by its hours with %s', (_title, start, changes, collides) => {
    const instance = aRotaInstance({
      units: [aRotaUnit(0), aRotaUnit(1, { start })],
      pins: assigned('u0 sato', 'u1 sato'),
      ...changes,
    })
    expect(collidingPins(instance)).toEqual(collides ? assigned('u1 sato') : [])
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
