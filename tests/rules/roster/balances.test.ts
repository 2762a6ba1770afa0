import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  balancesAfter,
  broughtInto,
  carriedFrom,
  countsBefore,
  type LedgerEntry,
  type PublishedYear,
} from '../../../server/roster/ledger/balances.ts'
import { aRotaPerson, aRotaUnit } from '../../builders/rota-instance.ts'

/** A published year in which each person named holds units of the burdens given, in quarter points. */
function aPublishedYear(
  year: number,
  held: Record<string, number[]>,
  given: { shares?: Record<string, number>; classes?: PublishedYear['duties'][number]['holidayClass'] } = {},
): PublishedYear {
  const duties = Object.entries(held).flatMap(([person, burdens]) =>
    burdens.map((burden, index) => ({ person, burden, unit: `${year} ${person} ${index}` })),
  )
  return {
    year,
    instance: {
      units: duties.map(({ unit, burden }, day) => aRotaUnit(day, { id: unit, burden })),
      posts: ['locum'],
      postShare: [1],
      people: Object.keys(held).map(id => aRotaPerson(id, { share: given.shares?.[id] ?? 1 })),
    },
    duties: duties.map(({ person, unit }) => ({
      person,
      unit,
      post: 'locum',
      holidayClass: given.classes ?? 'sunday',
    })),
  }
}

const anEntry = (person: string, year: number, given: Partial<LedgerEntry> = {}): LedgerEntry => ({
  person,
  year,
  quarterPoints: 0,
  counts: {},
  heldLastYear: {},
  ...given,
})

const full = (...people: string[]) => new Map(people.map(person => [person, 1]))

const quarterPointsOf = (brought: ReturnType<typeof broughtInto>) =>
  Object.fromEntries([...brought].map(([person, { quarterPoints }]) => [person, quarterPoints]))

describe('what a year leaves behind', () => {
  it('is what each held less their share: 20 of 32 quarter points are 4 above a half', () => {
    const year = aPublishedYear(2025, { sato: [6, 6, 8], suzuki: [6, 6] })
    expect(Object.fromEntries(balancesAfter(year, new Map()))).toEqual({ sato: 4, suzuki: -4 })
  })

  it('counts a half share as half', () => {
    const year = aPublishedYear(2025, { sato: [6, 6, 6], suzuki: [6] }, { shares: { suzuki: 0.5 } })
    expect(Object.fromEntries(balancesAfter(year, new Map()))).toEqual({ sato: 2, suzuki: -2 })
  })

  it('counts later posts by their factor', () => {
    const year = aPublishedYear(2025, { sato: [8], suzuki: [] })
    const unit = year.instance.units[0]?.id ?? ''
    const instance = { ...year.instance, posts: ['primary', 'backup'], postShare: [1, 0.5] }
    const duties = [
      { unit, post: 'primary', person: 'sato', holidayClass: 'night' as const },
      { unit, post: 'backup', person: 'suzuki', holidayClass: 'night' as const },
    ]
    expect(Object.fromEntries(balancesAfter({ ...year, instance, duties }, new Map()))).toEqual({
      sato: 2,
      suzuki: -2,
    })
  })

  it('sets off what was brought into it: whoever had done 4 more and now does 4 less is even', () => {
    const year = aPublishedYear(2025, { sato: [4], suzuki: [4, 8] })
    const even = balancesAfter(year, new Map(Object.entries({ sato: 4, suzuki: -4 })))
    expect(Object.fromEntries(even)).toEqual({ sato: 0, suzuki: 0 })
  })

  it('counts all of a duty for somebody without a share in that year: they took it over from others', () => {
    const year = aPublishedYear(2025, { sato: [6], suzuki: [6] })
    const [first, ...rest] = year.duties
    const duties = first ? [{ ...first, person: 'tanaka' }, ...rest] : []
    expect(Object.fromEntries(balancesAfter({ ...year, duties }, new Map()))).toEqual({
      sato: -6,
      suzuki: 0,
      tanaka: 6,
    })
  })
})

describe('what a year opens with', () => {
  const lastYear = aPublishedYear(2025, { sato: [6, 6, 8], suzuki: [6, 6] })

  it('is nothing before the first rota', () => {
    const brought = broughtInto(2026, full('sato', 'suzuki'), [], [])
    expect(Object.fromEntries(brought)).toEqual({
      sato: { quarterPoints: 0, carried: null, entered: null, heldLastYear: [] },
      suzuki: { quarterPoints: 0, carried: null, entered: null, heldLastYear: [] },
    })
  })

  it('is the balance after the year before, with what was entered', () => {
    const brought = broughtInto(
      2026,
      full('sato', 'suzuki'),
      [lastYear],
      [
        anEntry('sato', 2026, { quarterPoints: 3 }),
        anEntry('sato', 2026, { quarterPoints: -1 }),
        anEntry('suzuki', 2027, { quarterPoints: 40 }),
      ],
    )
    expect(brought.get('sato')).toEqual({ quarterPoints: 6, carried: 4, entered: 2, heldLastYear: [] })
    expect(brought.get('suzuki')).toMatchObject({ quarterPoints: -4, entered: null })
  })

  it('goes on over the years: two years unevenly the other way round are even', () => {
    const theOtherWay = aPublishedYear(2026, { sato: [6, 6], suzuki: [6, 6, 8] })
    const brought = broughtInto(2027, full('sato', 'suzuki'), [theOtherWay, lastYear], [])
    expect(quarterPointsOf(brought)).toEqual({ sato: 0, suzuki: 0 })
  })

  it('passes over a year without a publication, whose entries count for the next', () => {
    const entries = [anEntry('sato', 2026, { quarterPoints: 2 })]
    const brought = broughtInto(2027, full('sato', 'suzuki'), [lastYear], entries)
    expect(quarterPointsOf(brought)).toEqual({ sato: 6, suzuki: -4 })
    expect(carriedFrom(2027, [2025, 2024])).toBe(2025)
    expect(carriedFrom(2025, [2025, 2026])).toBeNull()
  })

  it('counts what is entered for a year that is published already: the years after it carry it on', () => {
    const thisYear = aPublishedYear(2026, { sato: [6], suzuki: [6] })
    const late = [anEntry('suzuki', 2026, { quarterPoints: 8 })]
    const brought = broughtInto(2027, full('sato', 'suzuki'), [lastYear, thisYear], late)
    expect(quarterPointsOf(brought)).toEqual({ sato: 0, suzuki: 0 })
  })

  it('leaves out whoever has left, with their balance', () => {
    const brought = broughtInto(2026, full('suzuki'), [lastYear], [])
    expect(quarterPointsOf(brought)).toEqual({ suzuki: -4 })
  })

  it('lets whoever comes back after a year away start like a newcomer', () => {
    const without = aPublishedYear(2026, { suzuki: [6], tanaka: [10] })
    const brought = broughtInto(2027, full('sato', 'suzuki', 'tanaka'), [lastYear, without], [])
    // Suzuki opened 2026 with −4, Tanaka as a newcomer with the same: 16 − 8 to share, 4 each.
    expect(quarterPointsOf(brought)).toEqual({ sato: 0, suzuki: -2, tanaka: 2 })
    expect(brought.get('sato')?.carried).toBeNull()
  })

  it('lets a newcomer start at the mean of the others, in proportion to their share', () => {
    const entries = [
      anEntry('sato', 2026, { quarterPoints: 4 }),
      anEntry('suzuki', 2026, { quarterPoints: 2 }),
    ]
    const shares = new Map(Object.entries({ sato: 1, suzuki: 0.5, tanaka: 1, ueda: 0.5 }))
    expect(quarterPointsOf(broughtInto(2026, shares, [], entries))).toEqual({
      sato: 4,
      suzuki: 2,
      tanaka: 4,
      ueda: 2,
    })
  })

  it('takes an entry of no points at its word: no newcomer any more', () => {
    const entries = [anEntry('sato', 2026, { quarterPoints: 8 }), anEntry('tanaka', 2026)]
    const brought = broughtInto(2026, full('sato', 'tanaka'), [], entries)
    expect(brought.get('tanaka')).toMatchObject({ quarterPoints: 0, entered: 0 })
  })

  it.each([
    [10_000, 10_000], // the most an instance takes
    [10_004, 10_000],
    [-10_004, -10_000],
  ])('keeps %i quarter points within what an instance takes: %i', (quarterPoints, taken) => {
    const brought = broughtInto(2026, full('sato'), [], [anEntry('sato', 2026, { quarterPoints })])
    expect(brought.get('sato')?.quarterPoints).toBe(taken)
  })
})

describe('who is spared', () => {
  const heldIn = (year: number, classes: 'yearEnd' | 'goldenWeek' | 'obon') =>
    aPublishedYear(year, { sato: [12], suzuki: [] }, { classes })

  it.each([
    ['a year-end of the year before', heldIn(2025, 'yearEnd'), ['yearEnd']],
    ['a Golden Week of the year before', heldIn(2025, 'goldenWeek'), ['goldenWeek']],
    ['an Obon, which may come again', heldIn(2025, 'obon'), []],
    ['a year-end two years ago', heldIn(2024, 'yearEnd'), []],
    ['a year-end of the year itself', heldIn(2026, 'yearEnd'), []],
  ])('%s', (_title, published, spared) => {
    const brought = broughtInto(2026, full('sato', 'suzuki'), [published], [])
    expect(brought.get('sato')?.heldLastYear).toEqual(spared)
    expect(brought.get('suzuki')?.heldLastYear).toEqual([])
  })

  it('and by an entry for the year beside what the rota says', () => {
    const entries = [
      anEntry('sato', 2026, { heldLastYear: { yearEnd: true, goldenWeek: true } }),
      anEntry('suzuki', 2025, { heldLastYear: { yearEnd: true } }),
    ]
    const brought = broughtInto(2026, full('sato', 'suzuki'), [heldIn(2025, 'yearEnd')], entries)
    expect(brought.get('sato')?.heldLastYear).toEqual(['goldenWeek', 'yearEnd'])
    expect(brought.get('suzuki')?.heldLastYear).toEqual([])
  })

  const [held, not] = [{ yearEnd: true }, { yearEnd: false }]
  it.each([
    ['not held takes an entry back', [not, held], []],
    ['held again after that', [held, not, held], ['yearEnd']],
    ['not held, though the rota says so', [not], []],
    ['said of the other season', [{ goldenWeek: false }], ['yearEnd']],
    ['nothing said since', [{}, not], []],
  ])('the newest entry that speaks of a season decides: %s', (_title, said, spared) => {
    const entries = said.map(heldLastYear => anEntry('sato', 2026, { heldLastYear }))
    const brought = broughtInto(2026, full('sato'), [heldIn(2025, 'yearEnd')], entries)
    expect(brought.get('sato')?.heldLastYear).toEqual(spared)
  })

  it('an entry of somebody else or for another year decides nothing', () => {
    const entries = [
      anEntry('suzuki', 2026, { heldLastYear: not }),
      anEntry('sato', 2027, { heldLastYear: not }),
    ]
    const brought = broughtInto(2026, full('sato', 'suzuki'), [heldIn(2025, 'yearEnd')], entries)
    expect(brought.get('sato')?.heldLastYear).toEqual(['yearEnd'])
  })
})

describe('the counts of holiday classes', () => {
  it('add up all published years before and the entries up to the year', () => {
    const published = [
      aPublishedYear(2023, { sato: [12] }, { classes: 'yearEnd' }),
      aPublishedYear(2025, { sato: [6, 6], suzuki: [6] }),
      aPublishedYear(2026, { sato: [6] }),
    ]
    const entries = [
      anEntry('sato', 2026, { counts: { yearEnd: 2, obon: 1 } }),
      anEntry('sato', 2027, { counts: { obon: 5 } }),
    ]
    expect(Object.fromEntries(countsBefore(2026, published, entries))).toEqual({
      sato: { sunday: 2, yearEnd: 3, obon: 1 },
      suzuki: { sunday: 1 },
    })
  })
})

describe('whatever the years were like', () => {
  const names = ['a', 'b', 'c', 'd', 'e']
  const aYear = fc.record({
    held: fc.array(fc.array(fc.constantFrom(4, 6, 8, 12), { maxLength: 6 }), {
      minLength: names.length,
      maxLength: names.length,
    }),
    shares: fc.array(fc.constantFrom(0.25, 0.5, 1), { minLength: names.length, maxLength: names.length }),
  })
  const years = fc.array(aYear, { minLength: 1, maxLength: 5 })
  const publishedFrom = (drawn: { held: number[][]; shares: number[] }[]): PublishedYear[] =>
    drawn.map(({ held, shares }, index) =>
      aPublishedYear(2020 + index, Object.fromEntries(names.map((name, at) => [name, held[at] ?? []])), {
        shares: Object.fromEntries(names.map((name, at) => [name, shares[at] ?? 1])),
      }),
    )
  const close = (value: number) => expect.closeTo(value, 6)

  it('balances add up to zero', () => {
    fc.assert(
      fc.property(years, drawn => {
        const brought = broughtInto(2030, full(...names), publishedFrom(drawn), [])
        const sum = [...brought.values()].reduce((total, { quarterPoints }) => total + quarterPoints, 0)
        expect(sum).toEqual(close(0))
      }),
    )
  })

  it('each is what a person brought and held, less their share of what all brought and held', () => {
    fc.assert(
      fc.property(years, drawn => {
        const balance: Record<string, number> = {}
        for (const { held, shares } of drawn) {
          const pot = names.map(
            (name, at) => (balance[name] ?? 0) + (held[at] ?? []).reduce((a, b) => a + b, 0),
          )
          const level = pot.reduce((a, b) => a + b, 0) / shares.reduce((a, b) => a + b, 0)
          names.forEach((name, at) => {
            balance[name] = (pot[at] ?? 0) - (shares[at] ?? 0) * level
          })
        }
        expect(quarterPointsOf(broughtInto(2030, full(...names), publishedFrom(drawn), []))).toEqual(
          Object.fromEntries(names.map(name => [name, close(balance[name] ?? 0)])),
        )
      }),
    )
  })

  it('a year in which everybody holds their fair part leaves everybody at zero', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.constantFrom(4, 6, 12), (units, burden) => {
        const held = Object.fromEntries(names.map(name => [name, Array<number>(units).fill(burden)]))
        const brought = broughtInto(2030, full(...names), [aPublishedYear(2029, held)], [])
        for (const { quarterPoints } of brought.values()) expect(quarterPoints).toBe(0)
      }),
    )
  })

  it('the same for everybody, in proportion to their share, changes nothing', () => {
    fc.assert(
      fc.property(years, fc.integer({ min: -400, max: 400 }), (drawn, each) => {
        const published = publishedFrom(drawn)
        const shares = drawn[0]?.shares ?? []
        const entries = names.map((person, at) =>
          anEntry(person, 2020, { quarterPoints: each * (shares[at] ?? 1) }),
        )
        const plain = quarterPointsOf(broughtInto(2030, full(...names), published, []))
        const shifted = quarterPointsOf(broughtInto(2030, full(...names), published, entries))
        expect(shifted).toEqual(
          Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, close(value)])),
        )
      }),
    )
  })

  it('a newcomer has to do their share of the year’s burden, neither more nor less', () => {
    fc.assert(
      fc.property(
        years,
        fc.constantFrom(0.5, 1),
        fc.integer({ min: 0, max: 400 }),
        (drawn, share, burden) => {
          const entries = [anEntry('a', 2030, { quarterPoints: 10 })]
          const shares = new Map([...full(...names), ['newcomer', share] as const])
          const brought = broughtInto(2030, shares, publishedFrom(drawn), entries)
          const all = [...shares.values()].reduce((a, b) => a + b, 0)
          const openings = [...brought.values()].reduce(
            (total, { quarterPoints }) => total + quarterPoints,
            0,
          )
          const part = (share * (burden + openings)) / all - (brought.get('newcomer')?.quarterPoints ?? 0)
          expect(part).toEqual(close((share * burden) / all))
        },
      ),
    )
  })
})
