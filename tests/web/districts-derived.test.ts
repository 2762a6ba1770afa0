import { describe, expect, it } from 'vitest'
import { stateOf, yearsToShow } from '../../web/districts/derived.ts'

describe('the years of a scheme', () => {
  it('always has this year and the next, in order, with what is there kept', () => {
    const old = { fiscalYear: 2024, drafted: true, published: 3 }
    const next = { fiscalYear: 2027, drafted: true, published: null }
    expect(yearsToShow([next, old], 2026)).toEqual([
      old,
      { fiscalYear: 2026, drafted: false, published: null },
      next,
    ])
  })
})

describe('how far a year is', () => {
  it.each([
    ['nothing', { drafted: false, published: null }, { kind: 'notDrafted' }],
    ['a draft', { drafted: true, published: null }, { kind: 'drafted' }],
    [
      'published, with or without a newer draft',
      { drafted: true, published: 2 },
      { kind: 'published', number: 2 },
    ],
  ])('%s', (_title, year, state) => {
    expect(stateOf({ fiscalYear: 2026, ...year })).toEqual(state)
  })
})
