import type { RotaInstance, RotaPerson, RotaUnit } from '../../server/roster/optimiser/instance.ts'
import { type Random, randomOf } from '../../server/roster/optimiser/random.ts'
import { addDays, daysBetween } from '../../server/time/local-day.ts'

/** Sizes of associations, from 14 physicians on Sundays and holidays to 100 on three blocks' nights. */
export const SIZES = {
  A: { people: 14, blocks: 1, nights: false, posts: ['locum'], gap: 14, spacing: 5, fewer: 0, obon: false },
  B: { people: 30, blocks: 2, nights: false, posts: ['locum'], gap: 14, spacing: 5, fewer: 0, obon: true },
  C: {
    people: 50,
    blocks: 1,
    nights: true,
    posts: ['primary', 'backup'],
    gap: 7,
    spacing: 3,
    fewer: 15,
    obon: true,
  },
  D: {
    people: 100,
    blocks: 3,
    nights: true,
    posts: ['primary', 'backup'],
    gap: 5,
    spacing: 2,
    fewer: 25,
    obon: true,
  },
} as const

export type Size = keyof typeof SIZES

const FIRST_DAY = '2026-04-01'
const DAYS = 365
const GOLDEN_WEEK = ['2026-04-29', '2026-05-03', '2026-05-04', '2026-05-05']
const OBON = ['2026-08-13', '2026-08-14', '2026-08-15']
const YEAR_END = ['2026-12-29', '2026-12-30', '2026-12-31', '2027-01-01', '2027-01-02', '2027-01-03']
const OTHER_HOLIDAYS = [
  ...['2026-05-06', '2026-07-20', '2026-08-11', '2026-09-21', '2026-09-22', '2026-09-23', '2026-10-12'],
  ...['2026-11-03', '2026-11-23', '2027-01-11', '2027-02-11', '2027-02-23', '2027-03-22'],
]

/**
 * A year of one of the sizes, the same for the same seed, for which a lawful rota is known to exist: one is dealt out
 * first, then absences and pins are drawn so that it stays lawful.
 */
export function plantedInstance(size: Size, seed: number): RotaInstance {
  const random = randomOf(seed * 1_000 + size.charCodeAt(0))
  for (;;) {
    const empty = emptyInstance(size, seed, random)
    const planted = plant(empty, random)
    if (planted) return wishesAround(empty, planted, random)
  }
}

function emptyInstance(size: Size, seed: number, random: Random): RotaInstance {
  const { people: count, blocks, nights, posts, gap, spacing, fewer, obon } = SIZES[size]
  const blockIds = Array.from({ length: blocks }, (_, block) => `b${block}`)
  const units = Array.from({ length: DAYS }, (_, day) => addDays(FIRST_DAY, day))
    .filter(day => nights || (isFree(day) && (obon || !OBON.includes(day))))
    .flatMap(day => blockIds.map(block => unitOn(day, block, nights)))
    .map((unit, index) => ({ ...unit, id: `u${index}` }))
  const shares = Array.from({ length: count }, () => (random.below(7) === 0 ? 0.5 : 1))
  const all = shares.reduce((sum, share) => sum + share, 0)
  const people = shares.map((share, index): RotaPerson => {
    const fair = (share * units.length * posts.length) / all
    const leeway = Math.max(2.5, 0.25 * fair)
    const own = blockIds[index % blocks] ?? ''
    const other = blockIds[random.below(blocks)] ?? ''
    return {
      id: `d${index}`,
      clinic: `c${index < fewer * 2 ? Math.floor(index / 2) : index}`,
      share,
      blocks: random.below(3) === 0 ? [...new Set([own, other])] : [own],
      opening: random.below(13) - 6,
      min: Math.max(0, Math.round(fair - leeway)),
      max: Math.round(fair + leeway),
      notGroups: [],
    }
  })
  return {
    format: 'rinban-rota/1',
    name: `${size} ${seed}`,
    firstDay: FIRST_DAY,
    days: DAYS,
    posts: [...posts],
    postShare: posts.map((_, index) => (index === 0 ? 1 : 0.5)),
    minGapDays: gap,
    spacing: { weeks: spacing, cost: 2 },
    units,
    people,
    unavailable: [],
    want: [],
    avoid: [],
    pins: [],
    weights: { count: 10, burden: 4, deadBand: 2, want: 3, change: 6 },
  }
}

/** 5 April 2026 is a Sunday. */
const isSunday = (day: string): boolean => daysBetween('2026-04-05', day) % 7 === 0
const isFree = (day: string): boolean =>
  isSunday(day) || [...GOLDEN_WEEK, ...OBON, ...YEAR_END, ...OTHER_HOLIDAYS].includes(day)

function unitOn(day: string, block: string, nights: boolean): RotaUnit {
  const group = YEAR_END.includes(day)
    ? ('yearEnd' as const)
    : GOLDEN_WEEK.includes(day)
      ? ('goldenWeek' as const)
      : OBON.includes(day)
        ? ('obon' as const)
        : null
  const burden = group === 'yearEnd' ? 12 : group ? 8 : isSunday(day) ? 6 : 4
  const [start, end] = nights ? ['18:00', '09:00'] : ['00:00', '00:00']
  return { id: '', day, start: `${day}T${start}`, end: `${addDays(day, 1)}T${end}`, burden, block, group }
}

/** Holders by unit and post, dealt to whoever has least for their share, or null where that leads nowhere. */
function plant({ units, posts, people, minGapDays }: RotaInstance, random: Random): number[][] | null {
  const held = people.map(() => [] as RotaUnit[])
  const planted: number[][] = []
  for (const unit of units) {
    const holders: number[] = []
    for (const _ of posts) {
      const able = people.flatMap((person, index) => {
        const own = held[index] ?? []
        const free =
          person.blocks.includes(unit.block) &&
          own.length < person.max &&
          own.every(other => daysBetween(other.day, unit.day) >= Math.max(1, minGapDays)) &&
          !own.some(other => other.group !== null && other.group !== 'obon' && other.group === unit.group) &&
          !holders.some(other => people[other]?.clinic === person.clinic)
        return free ? [{ index, need: own.length / person.share + random.next() }] : []
      })
      const taker = able.sort((a, b) => a.need - b.need)[0]
      if (!taker) return null
      held[taker.index]?.push(unit)
      holders.push(taker.index)
    }
    planted.push(holders)
  }
  return people.every(({ min }, index) => (held[index]?.length ?? 0) >= min) ? planted : null
}

/** Absences beside the planted rota, wishes anywhere, a few pins from the planted rota. */
function wishesAround(empty: RotaInstance, planted: number[][], random: Random): RotaInstance {
  const { units, posts, people } = empty
  const instance = { ...empty, people: people.map(person => ({ ...person })) }
  for (const [unit, { id, block }] of units.entries()) {
    for (const [index, person] of people.entries()) {
      if (!person.blocks.includes(block)) continue
      const pair = { person: person.id, unit: id }
      const draw = random.below(1_000)
      if (draw < 150 && !planted[unit]?.includes(index)) instance.unavailable.push(pair)
      else if (draw < 215) instance.avoid.push({ ...pair, cost: 4 })
      else if (draw < 240) instance.avoid.push({ ...pair, cost: 10 })
      else if (draw < 240 + Math.round((1_500 * people.length) / (units.length * people.length))) {
        instance.want.push(pair)
      }
    }
    const [holder] = planted[unit] ?? []
    const person = people[holder ?? 0]?.id ?? ''
    if (random.below(60) === 0) instance.pins.push({ unit: id, post: posts[0] ?? '', person })
  }
  for (const [index, person] of instance.people.entries()) {
    const hadLastYear = random.below(4) === 0
    const holds = units.some(({ group }, unit) => group === 'yearEnd' && planted[unit]?.includes(index))
    if (hadLastYear && !holds) person.notGroups.push('yearEnd')
  }
  return instance
}
