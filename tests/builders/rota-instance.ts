import type { RotaInstance, RotaPerson, RotaUnit } from '../../server/roster/optimiser/instance.ts'
import { addDays } from '../../server/time/local-day.ts'

const FIRST_DAY = '2026-04-01'

/** An ordinary 24-hour duty `day` days after 1 April 2026, unless the test says otherwise. */
export const aRotaUnit = (day: number, changes: Partial<RotaUnit> = {}): RotaUnit => ({
  id: `u${day}`,
  day: addDays(FIRST_DAY, day),
  start: `${addDays(FIRST_DAY, day)}T00:00`,
  end: `${addDays(FIRST_DAY, day + 1)}T00:00`,
  burden: 4,
  block: 'north',
  group: null,
  ...changes,
})

/** A physician with a clinic of their own, a full share, and no history or wish. */
export const aRotaPerson = (id: string, changes: Partial<RotaPerson> = {}): RotaPerson => ({
  id,
  clinic: `clinic of ${id}`,
  share: 1,
  blocks: ['north'],
  opening: 0,
  min: 0,
  max: 100,
  notGroups: [],
  ...changes,
})

/** Four weekly duties for two physicians: 10 points for each count off the share, everything else as usual. */
export const aRotaInstance = (changes: Partial<RotaInstance> = {}): RotaInstance => ({
  format: 'rinban-rota/1',
  firstDay: FIRST_DAY,
  days: 364,
  posts: ['locum'],
  postShare: [1],
  minGapDays: 2,
  spacing: { weeks: 5, cost: 2 },
  units: [0, 7, 14, 21].map(day => aRotaUnit(day)),
  people: [aRotaPerson('sato'), aRotaPerson('suzuki')],
  unavailable: [],
  want: [],
  avoid: [],
  pins: [],
  weights: { count: 10, burden: 4, deadBand: 2, want: 3, change: 6 },
  ...changes,
})

/** Assignments from `unit post person` in words, the post `locum` when left out. */
export const assigned = (...lines: string[]): { unit: string; post: string; person: string }[] =>
  lines.map(line => {
    const [unit = '', second = '', third] = line.split(' ')
    return third === undefined
      ? { unit, post: 'locum', person: second }
      : { unit, post: second, person: third }
  })
