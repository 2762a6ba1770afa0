import type { Highs } from 'highs'
import { addDays } from '../../../time/local-day.ts'
import type { RotaInstance } from '../instance.ts'
import { Search } from '../search.ts'
import { proveOptimum } from './prove-optimum.ts'

/** Solves a small year, so that the solver's code is compiled by the time somebody waits for it. */
export function warmUp(highs: Highs): void {
  const search = new Search(SMALL_YEAR, {
    seconds: 5,
    seed: 1,
    clock: () => 0,
    cancelled: () => false,
    otherBound: () => Number.NEGATIVE_INFINITY,
    report: () => undefined,
  })
  proveOptimum(highs, search)
}

const dayOf = (unit: number): string => addDays('2026-04-05', 7 * unit)

/** Ten people, 40 Sundays, wishes enough that the optimum is not obvious. */
const SMALL_YEAR: RotaInstance = {
  format: 'rinban-rota/1',
  firstDay: '2026-04-01',
  days: 365,
  posts: ['locum'],
  postShare: [1],
  minGapDays: 14,
  spacing: { weeks: 5, cost: 2 },
  units: Array.from({ length: 40 }, (_, unit) => ({
    id: `u${unit}`,
    day: dayOf(unit),
    start: `${dayOf(unit)}T00:00`,
    end: `${dayOf(unit)}T23:59`,
    burden: unit % 7 === 0 ? 6 : 4,
    block: 'all',
    group: null,
  })),
  people: Array.from({ length: 10 }, (_, person) => ({
    id: `p${person}`,
    clinic: `c${person}`,
    share: person % 4 === 0 ? 0.5 : 1,
    blocks: ['all'],
    opening: (person % 5) - 2,
    min: 2,
    max: 7,
    notGroups: [],
  })),
  unavailable: Array.from({ length: 60 }, (_, one) => ({
    person: `p${one % 10}`,
    unit: `u${(one * 7 + Math.floor(one / 40)) % 40}`,
  })),
  want: Array.from({ length: 12 }, (_, one) => ({
    person: `p${(one * 3) % 10}`,
    unit: `u${(one * 11) % 40}`,
  })),
  avoid: Array.from({ length: 60 }, (_, one) => ({
    person: `p${(one * 7) % 10}`,
    unit: `u${(one * 13) % 40}`,
    cost: 4,
  })),
  pins: [],
  weights: { count: 10, burden: 4, deadBand: 2, want: 3, change: 6 },
}
