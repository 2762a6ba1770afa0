import type { Evidence } from '../../server/directory/stations/evidence.ts'
import type { LinkedStation } from '../../server/directory/stations/nurse-cover.ts'
import { ROUND_THE_CLOCK, type StationCover } from '../../server/directory/stations/station-cover.ts'

export const anEvidence = (given: Partial<Evidence> = {}): Evidence => ({
  kind: 'system24h',
  checkedOn: '2026-04-01',
  validUntil: '2028-03-31',
  withdrawnAt: null,
  ...given,
})

/** A station of the invented port town that is there day and night, proven and linked without an end. */
export const aLinkedStation = (given: Partial<LinkedStation> = {}): LinkedStation => ({
  id: 'minato-station-1',
  name: '潮風訪問看護ステーション',
  cover: ROUND_THE_CLOCK,
  evidence: [anEvidence()],
  closedOn: null,
  link: { from: '2026-04-01', to: null },
  ...given,
})

/** Hours from Monday to Friday. */
export const onWorkdays = (from: string, to: string): StationCover => ({
  weekly: ([1, 2, 3, 4, 5] as const).map(weekday => ({ weekday, from, to })),
  dates: [],
})
