import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Stand } from '../../../server/coverage/coverage-layers.ts'
import { type DistrictYear, dayStates, layYear, worstOf } from '../../../server/coverage/year/lay-year.ts'
import { HOUR } from '../../../server/time/interval.ts'
import { eachDay } from '../../../server/time/local-day.ts'
import { instantOf, localDayOf } from '../../../server/time/tokyo.ts'
import { awayFrom, hospital, layers, physician, stand } from '../../builders/coverage.ts'
import { answersByMinute } from './answers-by-minute.ts'

const DAYS = eachDay('2026-12-30', '2027-01-02')
const WINDOW = { start: instantOf('2026-12-30', '00:00'), end: instantOf('2027-01-02', '24:00') }
/** From noon of New Year's Eve to the end of New Year's Day. */
const UNIT = { start: instantOf('2026-12-31', '12:00'), end: instantOf('2027-01-01', '24:00'), unitId: 'u' }

const district = (given: Partial<DistrictYear> = {}): DistrictYear => ({
  layers: layers(),
  units: [UNIT],
  uncovered: [],
  published: true,
  ...given,
})

const both = [stand(), stand({ post: 'backup', who: physician('mori') })]
const statesOf = (given: Partial<DistrictYear>) => [...layYear(district(given), DAYS, WINDOW).days.values()]

describe('a day', () => {
  it.each([
    ['with both posts held is covered', both, ['free', 'covered', 'covered', 'free']],
    ['without the first post is a gap', both.slice(1), ['free', 'gap', 'gap', 'free']],
    ['without the second is thin, not a gap', both.slice(0, 1), ['free', 'thin', 'thin', 'free']],
    [
      'on which only the final back-up answers is a gap',
      [stand({ source: 'backup', who: hospital('h') })],
      ['free', 'gap', 'gap', 'free'],
    ],
  ])('%s', (_, stands, expected) => {
    expect(statesOf({ layers: layers({ stands }) })).toEqual(expected)
  })

  it('of a scheme with one post is covered when the final back-up stands behind it, and thin without', () => {
    const posts = ['primary']
    const backup = stand({ source: 'backup', who: hospital('h') })
    expect(statesOf({ layers: layers({ posts, stands: [stand(), backup] }) })[1]).toBe('covered')
    expect(statesOf({ layers: layers({ posts, stands: [stand()] }) })[1]).toBe('thin')
  })

  it('is not published yet where no rota is, and then has no gaps', () => {
    const laid = layYear(district({ published: false }), DAYS, WINDOW)
    expect([...laid.days.values()]).toEqual(['free', 'unpublished', 'unpublished', 'free'])
    expect(laid.gaps).toEqual([])
  })

  it.each([
    ['ends at 24:00: the next day is not touched', '2026-12-30', '24:00', ['gap', 'covered']],
    ['ends a minute later: it is', '2026-12-31', '00:01', ['gap', 'gap']],
  ])('of a gap that %s', (_, day, time, expected) => {
    const uncovered = [{ start: instantOf('2026-12-30', '18:00'), end: instantOf(day, time) }]
    expect(statesOf({ layers: layers({ stands: both }), uncovered }).slice(0, 2)).toEqual(expected)
  })
})

describe('the gaps', () => {
  it('name the unit, the post, the hours, and who has the duty and is away', () => {
    const hours = { start: UNIT.start, end: UNIT.start + 6 * HOUR }
    const { gaps } = layYear(
      district({ layers: layers({ stands: both, away: [awayFrom('aoki', hours)] }) }),
      DAYS,
      WINDOW,
    )
    expect(gaps).toEqual([{ ...hours, post: 'primary', unitId: 'u', away: [physician('aoki')] }])
  })

  it('of two units one after the other are two, as each is mended by itself', () => {
    const units = [
      { start: UNIT.start, end: UNIT.start + HOUR, unitId: 'a' },
      { start: UNIT.start + HOUR, end: UNIT.end, unitId: 'b' },
    ]
    const { gaps } = layYear(district({ units, layers: layers({ posts: ['primary'] }) }), DAYS, WINDOW)
    expect(gaps.map(({ unitId }) => unitId)).toEqual(['a', 'b'])
  })

  it('of promised hours without a unit are named once', () => {
    const uncovered = [{ start: UNIT.start - 6 * HOUR, end: UNIT.start }]
    const { gaps } = layYear(district({ uncovered, layers: layers({ stands: both }) }), DAYS, WINDOW)
    expect(gaps).toEqual([{ ...uncovered[0], post: 'primary', unitId: null, away: [] }])
  })
})

const hour = fc.integer({ min: 0, max: 96 }).map(count => WINDOW.start + count * HOUR)
const hours = fc.tuple(hour, hour).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) + HOUR }))
const anyStand = fc
  .record({
    hours,
    post: fc.constantFrom('primary', 'backup'),
    source: fc.constantFrom<Stand['source']>('rota', 'backup'),
    who: fc.constantFrom('aoki', 'mori', 'sato').map(physician),
  })
  .map(({ hours, ...one }) => stand({ ...one, ...hours }))

describe('any district', () => {
  it('stands each day as its worst hour, asked hour by hour', () => {
    fc.assert(
      fc.property(
        fc.array(anyStand, { maxLength: 8 }),
        fc.array(hours, { maxLength: 3 }),
        fc.array(hours, { maxLength: 2 }),
        (stands, away, owed) => {
          const given = layers({ stands, away: away.map(when => awayFrom('aoki', when)) })
          const expected = new Map<string, (typeof dayStates)[number]>(DAYS.map(day => [day, 'free']))
          const worsen = (day: string, state: (typeof dayStates)[number]) => {
            const before = expected.get(day)
            if (before && dayStates.indexOf(state) > dayStates.indexOf(before)) expected.set(day, state)
          }
          for (let at = WINDOW.start; at < WINDOW.end; at += HOUR) {
            if (!owed.some(({ start, end }) => start <= at && at < end)) continue
            const [first, second] = answersByMinute(given, at)
            const isHeld = (word: typeof first) =>
              word?.answer !== undefined && word.answer.source !== 'backup'
            const isBacked =
              isHeld(second) && (first?.next ?? []).length + (second?.answer === undefined ? 0 : 1) > 0
            worsen(localDayOf(at), !isHeld(first) ? 'gap' : isBacked ? 'covered' : 'thin')
          }
          const units = owed.map((one, index) => ({ ...one, unitId: `u${index}` }))
          const { days } = layYear(district({ layers: given, units }), DAYS, WINDOW)
          expect(days).toEqual(expected)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('together stand as the worst of each day', () => {
    const [good, bad] = [new Map([['d', 'covered' as const]]), new Map([['d', 'gap' as const]])]
    expect(worstOf([good, bad], ['d', 'e'])).toEqual(
      new Map([
        ['d', 'gap'],
        ['e', 'free'],
      ]),
    )
  })
})
