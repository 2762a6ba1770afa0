import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blocksOf, meet } from '../../../server/duty/block.ts'
import { dutyRulesSchema } from '../../../server/duty/duty-rules.ts'
import { planYear } from '../../../server/duty/plan-year.ts'
import type { UncoveredHours } from '../../../server/duty/uncovered-hours.ts'
import { unitRuleSchema } from '../../../server/duty/unit-rule.ts'
import { aScheme, closed, custom, holiday, night, planned, saturday, weekly, written } from './a-scheme.ts'
import { closedDaysAround, closedHoursAround, hoursIn } from './hour-by-hour.ts'

const EAST = '東ブロック'
const WEST = '西ブロック'

/** On 1 April 2016 alone, from nine to twelve unless told otherwise. */
const once = (key: string, changes: object = {}) =>
  custom({ key, rrule: 'FREQ=DAILY;COUNT=1', firstDay: '2016-04-01', ...changes })

const overlapsOf = (...rules: Parameters<typeof aScheme>[0]): string[] => {
  const plan = planYear(aScheme(rules), [], 2016)
  return plan.ok ? [] : plan.overlaps.map(([a, b]) => `${a.rule} and ${b.rule}`)
}

const named = ({ block, ...hours }: UncoveredHours): string =>
  `${block ?? 'everywhere'} ${written(hours).replaceAll('2016-04-01T', '')}`

describe('units at the same time', () => {
  it.each([
    ['of different blocks are no overlap', EAST, WEST, []],
    ['of one block are', EAST, EAST, ['a and b']],
    ['of a block and of the whole scheme are', EAST, undefined, ['a and b']],
    ['of the whole scheme are', undefined, undefined, ['a and b']],
  ])('%s', (_title, a, b, overlaps) => {
    expect(overlapsOf(once('a', { block: a }), once('b', { block: b }))).toEqual(overlaps)
  })

  it('are each named when one of the whole scheme overlaps those of two blocks', () => {
    const [east, west] = [once('east', { block: EAST }), once('west', { block: WEST })]
    expect(overlapsOf(east, west, once('all', { start: '11:59' }))).toEqual(['east and all', 'west and all'])
    expect(overlapsOf(east, west, once('all', { start: '12:00' }))).toEqual([]) // eq end
  })
})

describe('promised hours', () => {
  /** Promised is the evening of 1 April 2016, a Friday, and of those after it, which are passed over. */
  const uncoveredOf = (...rules: Parameters<typeof aScheme>[0]): string[] => {
    const { uncovered } = planned(
      aScheme(rules, [{ kind: 'everyNight', start: '18:00', end: '24:00', weekdays: [5] }]),
      2016,
    )
    return uncovered.filter(hours => written(hours).startsWith('2016-04-01')).map(named)
  }
  const evening = (key: string, start: string, hours: number, block?: string) =>
    once(key, { start, minutes: hours * 60, block })

  it.each([
    [
      'are kept by a unit of each block',
      [evening('a', '18:00', 6, EAST), evening('b', '18:00', 6, WEST)],
      [],
    ],
    ['are kept by a unit of the whole scheme', [evening('a', '18:00', 6), once('b', { block: EAST })], []],
    [
      'are not kept by a unit of one of two blocks',
      [evening('a', '18:00', 6, EAST), once('b', { block: WEST })],
      [`${WEST} 18:00 2016-04-02T00:00`],
    ],
    [
      'without any unit are named once, not for each block',
      [evening('a', '18:00', 2, EAST), evening('b', '18:00', 4, WEST)],
      [`${EAST} 20:00 22:00`, 'everywhere 22:00 2016-04-02T00:00'],
    ],
    [
      'are kept half by the block and half by the whole scheme',
      [evening('a', '18:00', 3, EAST), evening('b', '18:00', 3, WEST), evening('c', '21:00', 3)],
      [],
    ],
  ])('%s', (_title, rules, uncovered) => {
    expect(uncoveredOf(...rules)).toEqual(uncovered)
  })
})

describe('a block with nights and holidays', () => {
  const nights = (key: string, block?: string) => night({ key, block, closedHours: 'leaveToHoliday' })

  it('leaves its nights to its own holidays, not to those of another block', () => {
    const { units } = planned(
      aScheme([
        { ...holiday, block: EAST },
        nights('east-night', EAST),
        night({ key: 'west-night', block: WEST }),
      ]),
      2016,
    )
    const nightsOn = (day: string) => units.filter(unit => unit.day === day).map(unit => unit.rule)
    expect(nightsOn('2016-04-02')).toEqual(['west-night']) // the eve of a Sunday
    expect(nightsOn('2016-04-05')).toEqual(['east-night', 'west-night'])
  })

  it('has the nights of the whole scheme left to it where it has a holiday', () => {
    const { units } = planned(aScheme([{ ...holiday, block: EAST }, nights('night')]), 2016)
    expect(units.filter(unit => unit.day === '2016-04-02').map(written)).toEqual([])
  })

  it('is refused nights that leave hours to a holiday rule of another block', () => {
    const read = dutyRulesSchema.safeParse({
      rules: [{ ...holiday, block: EAST }, nights('night', WEST)],
      promises: [],
    })
    expect(read.error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`)).toEqual([
      'rules.1.closedHours leaves hours to a holiday rule, and its block has none',
    ])
  })
})

describe('the label of a unit', () => {
  it('begins with its block, so that two at the same time can be told apart', () => {
    const rules = [
      weekly({ key: 'east', block: EAST }),
      weekly({ key: 'west', block: WEST }),
      once('all', { block: undefined, start: '00:00', minutes: 1 }),
    ]
    const labels = (which: typeof rules) =>
      planned(aScheme(which), 2016)
        .units.slice(0, 2)
        .map(unit => unit.label)
    expect(labels(rules.slice(0, 2))).toEqual([`${EAST} 週番`, `${WEST} 週番`])
    expect(labels(rules.slice(2))).toEqual(['休日診療所'])
  })
})

describe('the blocks of some rules', () => {
  it('are each named once, in the order of the rules', () => {
    const blocks = [WEST, undefined, EAST, WEST].map((block, index) => once(`r${index}`, { block }))
    expect(blocksOf(aScheme(blocks).rules)).toEqual([WEST, EAST])
  })

  it.each([
    ['a blank', ' '],
    ['a line break', '東\n西'],
    ['21 characters', '東'.repeat(21)],
  ])('are refused: %s', (_title, block) => {
    const refused = unitRuleSchema.safeParse(once('a', { block })).error?.issues
    expect(refused?.map(({ path, message }) => `${path.join('.')} ${message}`)).toEqual([
      'block must be 1 to 20 characters on one line',
    ])
  })
})

describe('any rules in any blocks', () => {
  const aBlock = fc.constantFrom(EAST, WEST, undefined)
  const aScheme3 = fc.tuple(aBlock, aBlock, aBlock).map(([a, b, c]) => {
    // Who shares people with the holidays leaves their hours to them.
    const beside = (block: string | undefined) => ({
      block,
      closedHours: meet(a ?? null, block ?? null) ? 'leaveToHoliday' : 'keep',
    })
    return {
      rules: [
        { ...holiday, key: 'holiday', block: a },
        saturday(beside(b)),
        night({ ...beside(a), start: '19:00', end: '24:00', weekdays: [1, 2, 3] }),
        night({ ...beside(c), key: 'day', start: '08:00', end: '18:00', weekdays: [0, 1, 4] }),
      ],
      promises: [{ kind: 'closedDays' as const, eveFrom: '12:00' }],
    }
  })

  it('name the hours without a unit that a reader counts one by one, for each block', () => {
    fc.assert(
      fc.property(aScheme3, closedDaysAround, ({ rules, promises }, { year, days }) => {
        const scheme = aScheme(rules, promises)
        const plans = [year - 1, year, year + 1].map(each => planYear(scheme, closed(...days), each))
        fc.pre(plans.every(plan => plan.ok))
        const units = plans.flatMap(plan => (plan.ok ? plan.units : []))
        const blockOf = new Map(rules.map(rule => [rule.key, rule.block]))
        const blocks = [...new Set(rules.flatMap(({ block }) => block ?? []))]
        const serving = new Map<number, (string | undefined)[]>()
        for (const unit of units)
          for (const hour of hoursIn(unit))
            serving.set(hour, [...(serving.get(hour) ?? []), blockOf.get(unit.rule)])
        const expected = closedHoursAround(year, days, 'everyRun').flatMap(hour => {
          const here = serving.get(hour) ?? []
          if (here.length === 0) return [`everywhere ${hour}`]
          return blocks
            .filter(block => !here.includes(block) && !here.includes(undefined))
            .map(block => `${block} ${hour}`)
        })
        const { uncovered } = planned(scheme, year, closed(...days))
        const found = uncovered.flatMap(({ block, ...hours }) =>
          hoursIn(hours).map(hour => `${block ?? 'everywhere'} ${hour}`),
        )
        expect(found.toSorted()).toEqual(expected.toSorted())
      }),
      { numRuns: 40 },
    )
  })

  it('never have two units at the same hour for the same people', () => {
    fc.assert(
      fc.property(aScheme3, closedDaysAround, ({ rules }, { year, days }) => {
        const plan = planYear(aScheme(rules), closed(...days), year)
        fc.pre(plan.ok)
        const blockOf = new Map(rules.map(rule => [rule.key, rule.block]))
        const places = plan.units.flatMap(unit => {
          const block = blockOf.get(unit.rule)
          return hoursIn(unit).flatMap(hour => (block ? [block] : [EAST, WEST]).map(at => `${at} ${hour}`))
        })
        expect(new Set(places).size).toBe(places.length)
      }),
      { numRuns: 40 },
    )
  })
})
