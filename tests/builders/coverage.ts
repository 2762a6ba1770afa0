import type { Away, CoverageLayers, Stand } from '../../server/coverage/coverage-layers.ts'
import type { Interval } from '../../server/time/interval.ts'
import { instantOf } from '../../server/time/tokyo.ts'

/** New Year's Eve, noon to the end of New Year's Day: 36 hours across a year's end. */
export const YEAR_END: Interval = {
  start: instantOf('2026-12-31', '12:00'),
  end: instantOf('2027-01-01', '24:00'),
}

/** Somebody at the first post for the whole of `YEAR_END`. */
export const stand = (stand: Partial<Stand> = {}): Stand => ({
  ...YEAR_END,
  post: 'primary',
  who: { kind: 'physician', id: 'aoki' },
  source: 'rota',
  order: 0,
  reason: { of: 'duty', schemeId: 'nanao', unitId: 'nanao/2027-01-01/holiday' },
  ...stand,
})

export const physician = (id: string) => ({ kind: 'physician', id }) as const
export const hospital = (id: string) => ({ kind: 'hospital', id }) as const

export const awayFrom = (physicianId: string, hours: Interval = YEAR_END): Away => ({ physicianId, ...hours })

export const layers = (layers: Partial<CoverageLayers> = {}): CoverageLayers => ({
  posts: ['primary', 'backup'],
  stands: [],
  away: [],
  ...layers,
})
