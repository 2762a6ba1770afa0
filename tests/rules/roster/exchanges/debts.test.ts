import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { debtsOf, type Favour } from '../../../../server/roster/exchanges/debts.ts'

const aFavour = (from: string, to: string, quarterPoints = 4): Favour => ({ from, to, quarterPoints })

describe('who owes whom', () => {
  it('is whose duty another has stood', () => {
    expect(debtsOf([aFavour('a', 'b')])).toEqual([{ debtor: 'a', creditor: 'b', units: 1, quarterPoints: 4 }])
  })

  it('is nobody after a fair swap, or where nothing was exchanged', () => {
    expect(debtsOf([aFavour('a', 'b'), aFavour('b', 'a')])).toEqual([])
    expect(debtsOf([])).toEqual([])
  })

  it('goes by the burden where a heavier duty was swapped for a lighter one', () => {
    expect(debtsOf([aFavour('a', 'b', 4), aFavour('b', 'a', 12)])).toEqual([
      { debtor: 'b', creditor: 'a', units: 0, quarterPoints: 8 },
    ])
    expect(debtsOf([aFavour('a', 'b', 4), aFavour('a', 'b', 4), aFavour('b', 'a', 12)])).toEqual([
      { debtor: 'b', creditor: 'a', units: -1, quarterPoints: 4 },
    ])
  })

  it('is of each two: a ring of three leaves three debts of one duty', () => {
    const ring = debtsOf([aFavour('a', 'b'), aFavour('b', 'c'), aFavour('c', 'a')])
    expect(ring.map(({ debtor, creditor }) => `${debtor}${creditor}`)).toEqual(['ab', 'bc', 'ca'])
  })

  it('agrees with a plain account of everybody, and does not depend on the order', () => {
    const person = fc.constantFrom('a', 'b', 'c', 'd')
    const favour = fc
      .record({ from: person, to: person, quarterPoints: fc.integer({ min: 0, max: 30 }) })
      .filter(({ from, to }) => from !== to)
    fc.assert(
      fc.property(fc.array(favour, { maxLength: 30 }), favours => {
        const debts = debtsOf(favours)
        for (const one of 'abcd')
          for (const other of 'abcd') {
            const owed = (part: (favour: Favour) => number, from: string, to: string) =>
              favours.reduce((sum, it) => sum + (it.from === from && it.to === to ? part(it) : 0), 0)
            const net = (part: (favour: Favour) => number) => owed(part, one, other) - owed(part, other, one)
            const found = debts.find(({ debtor, creditor }) => debtor === one && creditor === other)
            const reverse = debts.find(({ debtor, creditor }) => debtor === other && creditor === one)
            const said = (part: 'units' | 'quarterPoints') => (found?.[part] ?? 0) - (reverse?.[part] ?? 0)
            expect([said('units'), said('quarterPoints')]).toEqual([
              net(() => 1),
              net(it => it.quarterPoints),
            ])
          }
        expect(debtsOf(favours.toReversed())).toEqual(debts)
        for (const { units, quarterPoints } of debts) expect(quarterPoints || units).toBeGreaterThan(0)
      }),
    )
  })
})
