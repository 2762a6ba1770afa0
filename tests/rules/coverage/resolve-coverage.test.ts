import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { precedence, type Stand } from '../../../server/coverage/coverage-layers.ts'
import { answersAt, resolveCoverage } from '../../../server/coverage/resolve-coverage.ts'
import { HOUR } from '../../../server/time/interval.ts'
import { instantOf } from '../../../server/time/tokyo.ts'
import { awayFrom, hospital, layers, physician, stand, YEAR_END } from '../../builders/coverage.ts'
import { answersByMinute, MINUTE } from './answers-by-minute.ts'

const NOON = YEAR_END.start
const MIDNIGHT = instantOf('2026-12-31', '24:00')
const END = YEAR_END.end

const answers = (stands: readonly Stand[], at: number) =>
  answersAt(layers({ posts: ['primary'], stands }), at).map(word =>
    'answer' in word ? word.answer.who.id : null,
  )

describe('who answers', () => {
  it('is nobody where nobody stands, and says so for each post', () => {
    expect(resolveCoverage(layers(), YEAR_END)).toEqual({
      segments: [],
      gaps: [
        { ...YEAR_END, post: 'primary', away: [] },
        { ...YEAR_END, post: 'backup', away: [] },
      ],
    })
  })

  it.each(precedence.slice(1).map((lower, index) => ({ lower, higher: precedence[index] ?? lower })))(
    'is $higher before $lower',
    ({ lower, higher }) => {
      const [first, second] = [
        stand({ source: higher, who: physician('first') }),
        stand({ source: lower, who: physician('second') }),
      ]
      const { segments } = resolveCoverage(layers({ posts: ['primary'], stands: [second, first] }), YEAR_END)
      expect(segments).toMatchObject([
        {
          ...YEAR_END,
          answer: { who: first.who, source: higher },
          next: [{ who: second.who, source: lower }],
        },
      ])
    },
  )

  it('is the deputy of the lower number first', () => {
    const deputies = [2, 0, 1].map(order =>
      stand({ source: 'deputy', order, who: physician(`deputy-${order}`) }),
    )
    const [word] = answersAt(layers({ stands: deputies }), NOON)
    expect(word).toMatchObject({
      answer: { who: { id: 'deputy-0' } },
      next: [{ who: { id: 'deputy-1' } }, { who: { id: 'deputy-2' } }],
    })
  })

  it('passes over who is away, and names them where nobody is left', () => {
    const aoki = stand({ source: 'attending' })
    const mori = stand({ source: 'deputy', who: physician('mori') })
    const away = [awayFrom('aoki'), awayFrom('mori', { start: MIDNIGHT, end: END })]
    expect(
      resolveCoverage(layers({ posts: ['primary'], stands: [aoki, mori], away }), YEAR_END),
    ).toMatchObject({
      segments: [{ start: NOON, end: MIDNIGHT, answer: { who: mori.who }, next: [] }],
      gaps: [{ start: MIDNIGHT, end: END, away: [aoki.who, mori.who] }],
    })
  })

  it('names each person once, at their first place', () => {
    const stands = [stand({ source: 'attending' }), stand({ source: 'rota' }), stand({ source: 'backup' })]
    expect(answersAt(layers({ posts: ['primary'], stands }), NOON)).toMatchObject([
      { answer: { source: 'attending' }, next: [] },
    ])
  })

  it('is never the same person at a later post: nobody stands behind themselves', () => {
    const stands = [stand(), stand({ post: 'backup' })]
    expect(resolveCoverage(layers({ stands }), YEAR_END)).toMatchObject({
      segments: [{ post: 'primary' }],
      gaps: [{ post: 'backup', away: [] }],
    })
  })

  it('knows a gap at the first post from one at the second', () => {
    const stands = [stand({ post: 'backup', who: physician('mori') })]
    expect(resolveCoverage(layers({ stands }), YEAR_END)).toMatchObject({
      segments: [{ post: 'backup', answer: { who: { id: 'mori' } } }],
      gaps: [{ post: 'primary' }],
    })
  })

  it('can be the hospital that the scheme names, which is never away', () => {
    const stands = [stand({ source: 'backup', who: hospital('aoki') })]
    const [word] = answersAt(layers({ stands, away: [awayFrom('aoki')] }), NOON)
    expect(word).toMatchObject({ answer: { who: hospital('aoki') } })
  })

  it('is one segment across two duties of one person only while the reason is the same', () => {
    const [eve, day] = [stand({ end: MIDNIGHT }), stand({ start: MIDNIGHT })]
    const two = resolveCoverage(layers({ posts: ['primary'], stands: [eve, day] }), YEAR_END)
    expect(two.segments).toMatchObject([YEAR_END])
    const other = { ...day, reason: { of: 'scheme', schemeId: 'nanao' } as const }
    const apart = resolveCoverage(layers({ posts: ['primary'], stands: [eve, other] }), YEAR_END)
    expect(apart.segments).toHaveLength(2)
  })
})

describe('the borders of a stand', () => {
  it.each([
    ['one millisecond before the start', NOON - 1, null],
    ['eq start', NOON, 'aoki'],
    ['one millisecond before the end', MIDNIGHT - 1, 'aoki'],
    ['eq end, written 24:00', MIDNIGHT, null],
  ])('%s', (_, at, expected) => {
    expect(answers([stand({ start: NOON, end: MIDNIGHT })], at)).toEqual([expected])
  })

  it.each([
    ['the last second of the year', instantOf('2027-01-01', '00:00') - 1_000, 'aoki'],
    ['the first second of the next', instantOf('2027-01-01', '00:00'), 'mori'],
  ])('at the end of the year: %s', (_, at, expected) => {
    const stands = [stand({ end: MIDNIGHT }), stand({ start: MIDNIGHT, who: physician('mori') })]
    expect(answers(stands, at)).toEqual([expected])
  })

  it.each([
    ['empty window', { start: NOON, end: NOON }],
    ['window turned round', { start: END, end: NOON }],
  ])('%s: nothing is said', (_, window) => {
    expect(resolveCoverage(layers({ stands: [stand()] }), window)).toEqual({ segments: [], gaps: [] })
  })

  it('a stand that ends where it starts, or before, is none', () => {
    expect(answers([stand({ end: NOON }), stand({ start: MIDNIGHT, end: NOON })], NOON)).toEqual([null])
  })
})

const WINDOW = { start: NOON, end: NOON + 2 * HOUR }
const minutes = Array.from({ length: 120 }, (_, index) => WINDOW.start + index * MINUTE)
const minute = fc.integer({ min: -60, max: 180 }).map(count => NOON + count * MINUTE)
const hours = fc.tuple(minute, minute).map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) }))
const person = fc.constantFrom('aoki', 'mori', 'sato', 'ueda', 'kondo')
const anyStand = fc
  .record({
    hours,
    post: fc.constantFrom('primary', 'backup'),
    source: fc.constantFrom(...precedence),
    order: fc.integer({ min: 0, max: 3 }),
    who: fc.oneof(
      { weight: 5, arbitrary: person.map(physician) },
      { weight: 1, arbitrary: fc.constantFrom('aoki', 'centre').map(hospital) },
    ),
    reason: fc.constantFrom<Stand['reason']>(
      { of: 'team', teamId: 't' },
      { of: 'scheme', schemeId: 'nanao' },
    ),
  })
  .map(({ hours, ...one }): Stand => ({ ...one, ...hours }))
const anyLayers = fc
  .record({
    stands: fc.array(anyStand, { maxLength: 14 }),
    away: fc.array(
      fc.tuple(person, hours).map(([id, when]) => awayFrom(id, when)),
      { maxLength: 5 },
    ),
  })
  .map(some => layers(some))

describe('any district', () => {
  it('is answered as minute by minute, each instant of each post exactly once', () => {
    fc.assert(
      fc.property(anyLayers, district => {
        const { segments, gaps } = resolveCoverage(district, WINDOW)
        const told = [...segments, ...gaps]
        const wordsAt = (at: number) =>
          district.posts.map(post =>
            told
              .filter(one => one.post === post && one.start <= at && at < one.end)
              .map(({ start, end, ...word }) => word),
          )
        const asked = minutes.map(at => JSON.stringify(wordsAt(at)))
        const expected = minutes.map(at => JSON.stringify(answersByMinute(district, at).map(word => [word])))
        expect(asked).toEqual(expected)
      }),
      { numRuns: 1_000 },
    )
  })

  it('is answered at an instant as in the second that begins with it', () => {
    fc.assert(
      fc.property(anyLayers, minute, (district, at) => {
        const { segments, gaps } = resolveCoverage(district, { start: at, end: at + 1_000 })
        const said = district.posts.map(post => {
          const { start, end, ...word } = [...segments, ...gaps].find(one => one.post === post) ?? {
            start: at,
            end: at,
          }
          return word
        })
        expect(answersAt(district, at)).toEqual(said)
      }),
      { numRuns: 1_000 },
    )
  })

  it('is told in as few pieces as there are changes, in order of time', () => {
    fc.assert(
      fc.property(anyLayers, district => {
        const { segments, gaps } = resolveCoverage(district, WINDOW)
        for (const post of district.posts) {
          const told = [...segments, ...gaps]
            .filter(one => one.post === post)
            .sort((a, b) => a.start - b.start)
          for (const [index, { start, end, ...word }] of told.entries()) {
            const after = told[index + 1]
            if (!after) continue
            expect(after.start).toBe(end)
            const { start: _, end: __, ...nextWord } = after
            expect(nextWord).not.toEqual(word)
          }
        }
        expect(segments).toEqual([...segments].sort((a, b) => a.start - b.start))
      }),
      { numRuns: 300 },
    )
  })
})
