import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { burdenCost, costOf, countCost } from '../../../server/roster/optimiser/cost.ts'
import { violationsOf } from '../../../server/roster/optimiser/hard-rules.ts'
import type { RotaInstance } from '../../../server/roster/optimiser/instance.ts'
import { aRotaInstance, aRotaPerson, aRotaUnit, assigned } from '../../builders/rota-instance.ts'
import { oracleBroken, oracleCost } from './oracle.ts'
import { withAnyAssignments } from './random-instances.ts'

const evenly = assigned('u0 sato', 'u7 suzuki', 'u14 sato', 'u21 suzuki')
const twoPosts: Partial<RotaInstance> = { posts: ['primary', 'backup'], postShare: [1, 0.5] }

describe('the cost of a rota', () => {
  it('agrees with the model written out a second time, for any rota, lawful or not', () => {
    fc.assert(
      fc.property(withAnyAssignments, ({ instance, assignments }) => {
        expect(costOf(instance, assignments).total).toBeCloseTo(oracleCost(instance, assignments), 6)
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    ['at a whole fair count', 5, 5, 0],
    ['one above', 5, 6, 10],
    ['two below', 5, 3, 40],
    ['at the nearest of a fraction', 5.2, 5, 0],
    ['beyond the fraction: (6 − 5.2)² − (5 − 5.2)² = 0.6', 5.2, 6, 6],
    ['half way, either is nearest', 5.5, 5, 0],
    ['half way, either is nearest', 5.5, 6, 0],
  ])('of a count %s', (_title, fair, count, cost) => {
    expect(countCost(10, fair, count)).toBeCloseTo(cost, 9)
  })

  it.each([
    ['within the dead band', -1, 0],
    ['eq dead band', 2, 0],
    ['one quarter point beyond', 3, 1],
    ['eq the end of the first step', -6, 4],
    ['half the second step', 8, 10],
    ['three whole steps cost 4 · 3²', 14, 36],
    ['half a quarter point', 2.5, 0.5],
  ])('of a burden %s', (_title, deviation, cost) => {
    expect(burdenCost(4, 2, deviation)).toBe(cost)
  })

  it('counts crowded weeks once for every window that sees both units', () => {
    const spaced = (days: number) => aRotaInstance({ days, spacing: { weeks: 3, cost: 2 } })
    const both = assigned('u0 sato', 'u14 sato', 'u7 suzuki', 'u21 suzuki')
    expect(costOf(spaced(364), both).spacing, 'u0 and u14 in one window, u7 and u21 in one').toBe(4)
    expect(costOf(spaced(22), both).spacing, 'weeks 0 to 3: the last is a part of a week').toBe(4)
    expect(costOf(spaced(21), both).spacing, 'weeks 0 to 2 only').toBe(2)
    expect(costOf(spaced(14), both).spacing, 'no window of three weeks inside the year').toBe(0)
  })

  it('adds unmet wishes, avoided units taken and every published post that differs or is open', () => {
    const instance = aRotaInstance({
      want: [
        { person: 'sato', unit: 'u0' },
        { person: 'sato', unit: 'u7' },
      ],
      avoid: [
        { person: 'suzuki', unit: 'u7', cost: 4 },
        { person: 'suzuki', unit: 'u0', cost: 9 },
      ],
      published: assigned('u0 sato', 'u7 sato', 'u21 suzuki'),
    })
    const { wants, avoids, changes } = costOf(instance, evenly.slice(0, 3))
    expect({ wants, avoids, changes }).toEqual({ wants: 3, avoids: 4, changes: 12 })
  })

  it('weighs a post by its share and takes what was carried over off the fair burden', () => {
    const instance = aRotaInstance({
      ...twoPosts,
      units: [aRotaUnit(0, { burden: 12 })],
      people: [aRotaPerson('sato', { opening: 6 }), aRotaPerson('suzuki')],
    })
    expect(
      costOf(instance, assigned('u0 backup sato', 'u0 primary suzuki')).burden,
      '6 and 12 points: both exactly fair',
    ).toBe(0)
    expect(
      costOf(instance, assigned('u0 primary sato', 'u0 backup suzuki')).burden,
      'both 6 off: 4 each',
    ).toBe(8)
  })
})

describe('hard rules', () => {
  it('agree with the model written out a second time, for any rota', () => {
    fc.assert(
      fc.property(withAnyAssignments, ({ instance, assignments }) => {
        const kinds = new Set(violationsOf(instance, assignments).map(({ kind }) => kind))
        expect([...kinds].sort()).toEqual(oracleBroken(instance, assignments))
      }),
      { numRuns: 300 },
    )
  })

  it('have nothing to say of a complete lawful rota', () => {
    expect(violationsOf(aRotaInstance(), evenly)).toEqual([])
  })

  it.each([
    ['an open post', {}, evenly.slice(1), [{ kind: 'unfilled', unit: 'u0', post: 'locum' }]],
    [
      'a post filled twice',
      {},
      [...evenly, ...assigned('u0 suzuki')],
      [{ kind: 'filledTwice', unit: 'u0', post: 'locum', people: ['sato', 'suzuki'] }],
    ],
    [
      'somebody unknown, who fills nothing',
      {},
      [...evenly.slice(1), ...assigned('u0 tanaka')],
      [
        { kind: 'unknownAssignment', unit: 'u0', post: 'locum', person: 'tanaka' },
        { kind: 'unfilled', unit: 'u0', post: 'locum' },
      ],
    ],
    [
      'units one day closer than the gap',
      { minGapDays: 15 },
      evenly,
      [
        { kind: 'withinGap', person: 'sato', unit: 'u14', otherUnit: 'u0', daysApart: 14 },
        { kind: 'withinGap', person: 'suzuki', unit: 'u21', otherUnit: 'u7', daysApart: 14 },
      ],
    ],
    ['units exactly the gap apart', { minGapDays: 14 }, evenly, []],
    [
      'hours that overlap although the days are far enough apart',
      {
        minGapDays: 1,
        units: [aRotaUnit(0), aRotaUnit(1, { start: '2026-04-01T12:00' })],
      },
      assigned('u0 sato', 'u1 sato'),
      [{ kind: 'atTheSameTime', person: 'sato', unit: 'u1', otherUnit: 'u0' }],
    ],
    [
      'hours that only touch',
      { minGapDays: 1, units: [aRotaUnit(0), aRotaUnit(1)] },
      assigned('u0 sato', 'u1 sato'),
      [],
    ],
    [
      'two of one clinic in a unit',
      {
        ...twoPosts,
        units: [aRotaUnit(0)],
        people: [aRotaPerson('sato', { clinic: 'ekimae' }), aRotaPerson('suzuki', { clinic: 'ekimae' })],
      },
      assigned('u0 primary sato', 'u0 backup suzuki'),
      [{ kind: 'sameClinic', unit: 'u0', clinic: 'ekimae', people: ['sato', 'suzuki'] }],
    ],
    [
      'one person in both posts',
      { ...twoPosts, units: [aRotaUnit(0)] },
      assigned('u0 primary sato', 'u0 backup sato'),
      [{ kind: 'twoPosts', unit: 'u0', person: 'sato' }],
    ],
    [
      'two units of the year-end',
      { units: [aRotaUnit(270, { group: 'yearEnd' }), aRotaUnit(275, { group: 'yearEnd' })] },
      assigned('u270 sato', 'u275 sato'),
      [{ kind: 'groupTwice', person: 'sato', group: 'yearEnd', units: ['u270', 'u275'] }],
    ],
    [
      'two units of Obon, which may be',
      { units: [aRotaUnit(134, { group: 'obon' }), aRotaUnit(137, { group: 'obon' })] },
      assigned('u134 sato', 'u137 sato'),
      [],
    ],
    [
      'a count below the minimum and one above the maximum',
      { people: [aRotaPerson('sato', { max: 1 }), aRotaPerson('suzuki', { min: 3 })] },
      evenly,
      [
        { kind: 'aboveMax', person: 'sato', count: 2, max: 1 },
        { kind: 'belowMin', person: 'suzuki', count: 2, min: 3 },
      ],
    ],
    [
      'a pin given to another',
      { pins: assigned('u0 suzuki') },
      evenly,
      [{ kind: 'pinBroken', unit: 'u0', post: 'locum', person: 'suzuki' }],
    ],
    [
      'a post that the person may not take, and not one they may',
      {
        ...twoPosts,
        units: [aRotaUnit(0)],
        people: [aRotaPerson('sato', { posts: ['backup'] }), aRotaPerson('suzuki', { posts: ['backup'] })],
      },
      assigned('u0 primary sato', 'u0 backup suzuki'),
      [{ kind: 'otherPost', unit: 'u0', post: 'primary', person: 'sato' }],
    ],
    [
      'a post that is not theirs in this unit, and not in the next',
      {
        ...twoPosts,
        units: [aRotaUnit(0), aRotaUnit(7)],
        notPosts: [{ person: 'sato', unit: 'u0', post: 'primary' }],
      },
      assigned('u0 primary sato', 'u0 backup suzuki', 'u7 primary sato', 'u7 backup suzuki'),
      [{ kind: 'otherPost', unit: 'u0', post: 'primary', person: 'sato' }],
    ],
    [
      'another block, an unavailable day and a barred group',
      {
        units: [aRotaUnit(0, { block: 'south' }), aRotaUnit(7), aRotaUnit(32, { group: 'goldenWeek' })],
        people: [aRotaPerson('sato', { notGroups: ['goldenWeek'] })],
        unavailable: [{ person: 'sato', unit: 'u7' }],
      } satisfies Partial<RotaInstance>,
      assigned('u0 sato', 'u7 sato', 'u32 sato'),
      [
        { kind: 'otherBlock', unit: 'u0', person: 'sato' },
        { kind: 'unavailable', unit: 'u7', person: 'sato' },
        { kind: 'barredGroup', unit: 'u32', person: 'sato' },
      ],
    ],
  ] satisfies [string, Partial<RotaInstance>, ReturnType<typeof assigned>, object[]][])(
    'name %s',
    (_title, changes, assignments, expected) => {
      expect(violationsOf(aRotaInstance(changes), assignments)).toEqual(expected)
    },
  )
})
