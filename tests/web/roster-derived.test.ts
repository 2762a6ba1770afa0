import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Remark } from '../../server/roster/remark.ts'
import {
  byMonth,
  draftIsTheSame,
  dutiesAround,
  dutiesOf,
  dutyCounts,
  hoursTogether,
  intervalOf,
  leastAndMost,
  openUnits,
  remarksOf,
  versionToShow,
} from '../../web/rosters/derived.ts'
import { aDayUnit, aMember, aUnit } from './a-rota.ts'

const publication = (number: number, publishedAt = '2026-02-20T05:00:00.000Z') => ({ number, publishedAt })

describe('the version to show', () => {
  it.each([
    ['nothing yet', null, [], null, null],
    ['only a draft', '2026-01-01T00:00:00.000Z', [], null, 'draft'],
    [
      'the newest published before a draft',
      '2026-03-01T00:00:00.000Z',
      [publication(1), publication(2)],
      null,
      2,
    ],
    ['the draft when asked for', '2026-03-01T00:00:00.000Z', [publication(1)], 'draft', 'draft'],
    ['an earlier version when asked for', null, [publication(1), publication(2)], 1, 1],
    ['no such version: the newest', null, [publication(1), publication(2)], 3, 2],
    ['no draft to show: the newest', null, [publication(1)], 'draft', 1],
  ] as const)('%s', (_title, draftedAt, publications, asked, expected) => {
    expect(versionToShow({ draftedAt, publications: [...publications] }, asked)).toBe(expected)
  })
})

describe('a draft that says what is in force', () => {
  const published = [publication(1, '2026-02-20T05:00:00.000Z')]
  it.each([
    ['no draft', null, false, published, false],
    ['never published', '2026-02-01T00:00:00.000Z', true, [], false],
    ['the one that was published', '2026-02-20T04:59:59.999Z', false, published, false],
    ['published in the instant it was made', '2026-02-20T05:00:00.000Z', false, published, false],
    [
      'changed after the publication, and nobody has another duty',
      '2026-02-20T05:00:00.001Z',
      false,
      published,
      true,
    ],
    ['changed after the publication', '2026-02-20T05:00:00.001Z', true, published, false],
  ])('%s', (_title, draftedAt, draftWaits, publications, expected) => {
    expect(draftIsTheSame({ draftedAt, draftWaits, publications })).toBe(expected)
  })
})

describe('units by month', () => {
  it('puts a unit in the month of its day, not of the eve it begins on', () => {
    const mayday = aUnit({
      day: '2026-05-01',
      start: '2026-04-30T12:00:00+09:00',
      end: '2026-05-02T00:00:00+09:00',
    })
    expect(byMonth([mayday])).toEqual([{ firstDay: '2026-05-01', units: [mayday] }])
  })

  it('loses and invents nothing, and is in order of time', () => {
    const someUnits = fc.array(
      fc.integer({ min: 0, max: 364 }).map(days => {
        const day = new Date(Date.UTC(2026, 3, 1) + days * 86_400_000).toISOString().slice(0, 10)
        return aDayUnit(day)
      }),
    )
    fc.assert(
      fc.property(someUnits, units => {
        const months = byMonth(units)
        const listed = months.flatMap(month => month.units)
        expect(listed.map(unit => unit.day)).toEqual(units.map(unit => unit.day).toSorted())
        expect(
          months.every(({ firstDay, units }) =>
            units.every(unit => unit.day.startsWith(firstDay.slice(0, 7))),
          ),
        ).toBe(true)
        expect(new Set(months.map(({ firstDay }) => firstDay)).size).toBe(months.length)
      }),
    )
  })
})

describe('duties of physicians', () => {
  const units = [
    aDayUnit('2026-05-03', { physician: 'a' }),
    aDayUnit('2026-05-04', { physician: 'b' }),
    aUnit({ day: '2026-05-10', physician: 'a' }),
    aDayUnit('2026-05-17', { physician: null }),
  ]

  it('counts units and hours, and lists who holds none', () => {
    const counts = dutyCounts([aMember('a'), aMember('b'), aMember('c')], units)
    expect(counts.map(({ member, units, hours }) => [member.id, units, hours])).toEqual([
      ['a', 2, 60],
      ['b', 1, 24],
      ['c', 0, 0],
    ])
    expect(leastAndMost(counts)).toEqual({ least: 0, most: 2 })
  })

  it('shows one physician only their own, and nobody chosen all', () => {
    expect(dutiesOf(units, 'a').map(unit => unit.day)).toEqual(['2026-05-03', '2026-05-10'])
    expect(dutiesOf(units, null)).toBe(units)
  })

  it('counts a unit once for a physician, whichever post they hold', () => {
    const second = aDayUnit('2026-05-05', {
      assignments: [
        { post: 'locum', physician: 'b' },
        { post: 'second', physician: 'a' },
      ],
    })
    expect(dutyCounts([aMember('a')], [second])[0]).toMatchObject({ units: 1, hours: 24 })
  })
})

describe('who answers now and next', () => {
  const sunday = aUnit({ day: '2026-04-05' })
  const holiday = aDayUnit('2026-04-29')
  const days = (instant: string) => {
    const { now, next } = dutiesAround([sunday, holiday], Date.parse(instant))
    return [now.map(unit => unit.day), next.map(unit => unit.day)]
  }

  it.each([
    ['a minute before the start', '2026-04-04T11:59:00+09:00', [], ['2026-04-05']],
    ['at the start (eq start)', '2026-04-04T12:00:00+09:00', ['2026-04-05'], ['2026-04-29']],
    ['in the last second', '2026-04-05T23:59:59+09:00', ['2026-04-05'], ['2026-04-29']],
    ['at 24:00 (eq end)', '2026-04-06T00:00:00+09:00', [], ['2026-04-29']],
    ['after everything', '2026-05-01T00:00:00+09:00', [], []],
  ])('%s', (_title, instant, now, next) => {
    expect(days(instant)).toEqual([now, next])
  })

  it('names every unit that begins next together', () => {
    const units = [
      aDayUnit('2026-05-03', { id: 'x' }),
      aDayUnit('2026-05-03', { id: 'y' }),
      aDayUnit('2026-05-04'),
    ]
    const { next } = dutiesAround(units, Date.parse('2026-05-01T00:00:00+09:00'))
    expect(next.map(unit => unit.id)).toEqual(['x', 'y'])
  })
})

describe('findings of a draft', () => {
  const open = aDayUnit('2026-05-03')
  const held = aDayUnit('2026-05-04', { physician: 'a' })

  it('names open units with their open posts', () => {
    const half = aDayUnit('2026-05-05', {
      assignments: [
        { post: 'locum', physician: 'a' },
        { post: 'second', physician: null },
      ],
    })
    expect(openUnits([open, held, half])).toEqual([
      { unit: open, posts: ['locum'] },
      { unit: half, posts: ['second'] },
    ])
  })

  it('says everything but the open units, what is of no day first', () => {
    const about = (kind: Remark['kind'], ...units: string[]): Remark => ({ kind, people: ['a'], units })
    const remarks = [
      about('withinGap', held.id),
      about('unfilled', open.id),
      about('nobodyEligible', open.id),
      about('belowMin'),
    ]
    expect(remarksOf({ units: [held, open], findings: { remarks, uncovered: [] } })).toEqual([
      about('belowMin'),
      about('nobodyEligible', open.id),
      about('withinGap', held.id),
    ])
  })

  it('adds hours up', () => {
    expect(hoursTogether([intervalOf(open), intervalOf(aUnit())])).toBe(60)
    expect(hoursTogether([])).toBe(0)
  })
})
