import { describe, expect, it } from 'vitest'
import { layersOfBlock, linesOf } from '../../../server/coverage/board/lay-board.ts'
import type { Stand } from '../../../server/coverage/coverage-layers.ts'
import { DAY, HOUR, type Interval } from '../../../server/time/interval.ts'
import { instantOf } from '../../../server/time/tokyo.ts'
import { awayFrom, hospital, layers, physician, stand, YEAR_END } from '../../builders/coverage.ts'

const { start, end } = YEAR_END
const WHOLE: Interval = { start: start - DAY, end: end + 7 * DAY }

/** A second unit, a day after the first. */
const NEXT = { start: end + DAY, end: end + 2 * DAY }
const next = (given: Partial<Stand> = {}) =>
  stand({
    ...NEXT,
    who: physician('baba'),
    reason: { of: 'duty', schemeId: 'nanao', unitId: 'next' },
    ...given,
  })
const backup = (given: Partial<Stand> = {}) =>
  stand({
    ...WHOLE,
    who: hospital('central'),
    source: 'backup',
    reason: { of: 'scheme', schemeId: 'nanao' },
    ...given,
  })

const district = (
  stands: Stand[],
  given: { away?: ReturnType<typeof awayFrom>[]; published?: Interval[] } = {},
) => ({
  layers: layers({ posts: ['primary'], stands, away: given.away ?? [] }),
  onDuty: [YEAR_END, NEXT],
  published: given.published ?? [WHOLE],
})

/** The one post as it is said from an instant on. */
const lineAt = (instant: number, of: ReturnType<typeof district>) => {
  const [line] = linesOf(of, { start: instant, end: WHOLE.end })
  if (!line) throw new Error('the district has a post')
  return line
}

describe('a post of the board', () => {
  it.each([
    ['a millisecond before the unit', start - 1, null, 'between'],
    ['at its start', start, 'aoki', null],
    ['a millisecond before its end', end - 1, 'aoki', null],
    ['at its end', end, null, 'between'],
  ])('%s', (_, instant, who, lack) => {
    const { now } = lineAt(instant, district([stand(), next()]))
    expect([now.answer?.who.id ?? null, now.lack]).toEqual([who, lack])
  })

  it('is said until its unit ends, and who is next with their start', () => {
    const { now, next: coming, changesAt } = lineAt(start, district([stand(), next()]))
    expect(now).toMatchObject({ end, behind: [], away: [] })
    expect(coming).toMatchObject({ ...NEXT, answer: { who: physician('baba') }, lack: null })
    expect(changesAt).toBe(end)
  })

  it('nobody is expected between two units: that is no gap', () => {
    const { now, next: coming, gap } = lineAt(end, district([stand(), next()]))
    expect(now).toMatchObject({ answer: null, lack: 'between', end: NEXT.start })
    expect(gap).toBeNull()
    expect(coming?.start).toBe(NEXT.start)
  })

  it('names a unit that nobody holds a gap, now and to come', () => {
    expect(lineAt(start, district([next()])).now).toMatchObject({ answer: null, lack: 'gap', end })
    const line = lineAt(start, district([stand()]))
    expect(line).toMatchObject({ next: null, gap: { answer: null, lack: 'gap', ...NEXT } })
  })

  it('names who would have been there but is away', () => {
    const hours = { start, end: start + HOUR }
    const { now, next: coming } = lineAt(start, district([stand()], { away: [awayFrom('aoki', hours)] }))
    expect(now).toMatchObject({ answer: null, lack: 'gap', away: [physician('aoki')], end: hours.end })
    expect(coming).toMatchObject({ start: hours.end, answer: { who: physician('aoki') } })
  })

  it('is a gap where an absent physician had a duty, even at hours the rules no longer ask for', () => {
    const extra = { start: end, end: end + HOUR }
    const of = district([stand(extra)], { away: [awayFrom('aoki', extra)] })
    expect(lineAt(end, of).now).toMatchObject({ lack: 'gap', end: extra.end })
  })

  it('has nobody yet where nothing is published, which is no gap either', () => {
    const { now, gap } = lineAt(start, district([], { published: [] }))
    expect([now.lack, now.end, gap]).toEqual(['unpublished', end, null])
  })

  it.each([
    ['where nobody else is', start, [next(), backup()], 'gap'],
    ['between two units', end, [stand(), backup()], 'between'],
  ] as const)('names the final back-up %s, and still says what the rota lacks', (_, at, stands, lack) => {
    expect(lineAt(at, district([...stands])).now).toMatchObject({
      answer: { who: hospital('central'), source: 'backup' },
      lack,
    })
  })

  it('tells of a gap only as far as the next duty', () => {
    const away = [awayFrom('baba', { start: NEXT.start, end: NEXT.start + HOUR })]
    const { next: coming, gap } = lineAt(start, district([stand(), next()], { away }))
    expect(gap).toMatchObject({ start: NEXT.start, end: NEXT.start + HOUR, away: [physician('baba')] })
    expect(coming?.start).toBe(NEXT.start + HOUR)
    const later = [awayFrom('baba', { start: NEXT.end - HOUR, end: NEXT.end })]
    expect(lineAt(start, district([stand(), next()], { away: later })).gap).toBeNull()
  })

  it('has the final back-up behind whoever is on duty', () => {
    const { now } = lineAt(start, district([stand(), backup()]))
    expect(now).toMatchObject({ lack: null, behind: [{ who: hospital('central') }] })
  })

  it('does not end where only what stands behind it changes, but is read anew there', () => {
    const half = backup({ start, end: start + HOUR })
    const { now, changesAt } = lineAt(start, district([stand(), half]))
    expect([now.end, changesAt]).toEqual([end, start + HOUR])
  })

  it('tells two units of one physician running from each other', () => {
    const second = next({ start: end, end: end + DAY, who: physician('aoki') })
    const { now, next: coming } = lineAt(start, district([stand(), second]))
    expect([now.end, coming?.start, coming?.answer?.who.id]).toEqual([end, end, 'aoki'])
  })
})

describe('blocks', () => {
  const blockOf = (unitId: string) =>
    unitId.startsWith('east') ? 'east' : unitId.startsWith('west') ? 'west' : null
  const of = (unitId: string, id: string) =>
    stand({ who: physician(id), reason: { of: 'duty', schemeId: 'ward', unitId } })
  const all = layers({
    stands: [of('east/1', 'asahi'), of('west/1', 'nagai'), of('all/1', 'mori'), backup()],
  })

  it('each have their own duties, those of the whole scheme and its final back-up', () => {
    const named = (block: string | null) => layersOfBlock(all, blockOf, block).stands.map(({ who }) => who.id)
    expect(named('east')).toEqual(['asahi', 'mori', 'central'])
    expect(named('west')).toEqual(['nagai', 'mori', 'central'])
    expect(named(null)).toEqual(['asahi', 'nagai', 'mori', 'central'])
  })
})

it('says the same of every instant whether it is asked for alone or looked forward to', () => {
  const away = [awayFrom('baba', { start: NEXT.start + HOUR, end: NEXT.start + 2 * HOUR })]
  const of = district([stand(), next(), stand({ ...NEXT, who: physician('chiba'), order: 1 })], { away })
  for (let at = instantOf('2026-12-31', '00:00'); at < WHOLE.end; ) {
    const { now } = lineAt(at, of)
    for (const inside of [at, now.end - 1])
      expect(lineAt(inside, of).now).toMatchObject({ end: now.end, lack: now.lack, answer: now.answer })
    at = now.end
  }
})
