import fc from 'fast-check'
import type { Assignment, RotaInstance } from '../../../server/roster/optimiser/instance.ts'
import { aRotaInstance, aRotaPerson, aRotaUnit } from '../../builders/rota-instance.ts'

/** A seed becomes a small instance: fast-check draws and shrinks seeds and sizes, this fills in the rest. */
function dice(seed: number) {
  let state = seed >>> 0
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
  const pick = <T>(values: readonly [T, ...T[]]): T => values[below(values.length)] ?? values[0]
  return { below, pick, chance: (percent: number) => below(100) < percent }
}

function randomInstance(seed: number, unitCount: number, peopleCount: number): RotaInstance {
  const { below, pick, chance } = dice(seed)
  const posts = chance(30) ? ['primary', 'backup'] : ['locum']
  let day = 0
  const units = Array.from({ length: unitCount }, (_, index) => {
    day += chance(20) ? 0 : 1 + below(8)
    return aRotaUnit(day, {
      id: `u${index}`,
      burden: pick([4, 6, 8, 12]),
      block: chance(80) ? 'north' : 'south',
      group: pick([null, null, null, 'yearEnd', 'goldenWeek', 'obon']),
    })
  })
  const people = Array.from({ length: peopleCount }, (_, index) =>
    aRotaPerson(`d${index}`, {
      clinic: `c${below(peopleCount + 2)}`,
      share: pick([1, 1, 0.5]),
      blocks: chance(60) ? ['north', 'south'] : ['north'],
      opening: below(13) - 6,
      min: below(2),
      max: chance(30) ? 1 + below(4) : 20,
      notGroups: chance(20) ? ['yearEnd'] : [],
    }),
  )
  const pairs = people.flatMap(({ id: person }) => units.map(({ id: unit }) => ({ person, unit })))
  const some = (percent: number) => pairs.filter(() => chance(percent))
  const anyone = () => people[below(people.length)]?.id ?? ''
  const everySlot = units.flatMap(({ id: unit }) => posts.map(post => ({ unit, post })))
  const instance = aRotaInstance({
    days: day + 1 + below(20),
    posts,
    postShare: posts.map((_, index) => (index === 0 ? 1 : 0.5)),
    minGapDays: below(8),
    spacing: { weeks: 1 + below(4), cost: below(4) },
    units,
    people,
    unavailable: some(15),
    want: some(5),
    avoid: some(10).map(pair => ({ ...pair, cost: 1 + below(10) })),
    pins: units
      .filter(() => chance(5))
      .map(({ id }) => ({ unit: id, post: posts[0] ?? '', person: anyone() })),
    ...(chance(30)
      ? { published: everySlot.filter(() => chance(80)).map(slot => ({ ...slot, person: anyone() })) }
      : {}),
  })
  const onlyOnePost = posts.length > 1 && chance(50)
  const notInUnits = posts.length > 1 && chance(50)
  return {
    ...instance,
    ...(notInUnits
      ? { notPosts: some(15).map(pair => ({ ...pair, post: pick(['primary', 'backup']) })) }
      : {}),
    people: people.map(person =>
      onlyOnePost && chance(30) ? { ...person, posts: [posts[below(posts.length)] ?? ''] } : person,
    ),
  }
}

/** Drops every rule of a random instance that a random lawful-by-decree rota would break. */
function around(instance: RotaInstance, planted: Assignment[]): RotaInstance {
  const held = Map.groupBy(planted, ({ person }) => person)
  const isPlanted = (pair: { person: string; unit: string }): boolean =>
    planted.some(({ person, unit }) => person === pair.person && unit === pair.unit)
  return {
    ...instance,
    minGapDays: 1,
    units: instance.units.map((unit, index) => ({
      ...unit,
      ...aRotaUnit(index * 2, { id: unit.id, group: null }),
    })),
    days: instance.units.length * 2 + 10,
    people: instance.people.map((person, index) => {
      const own = held.get(person.id) ?? []
      const count = own.length
      return {
        ...person,
        posts: person.posts && [...new Set([...person.posts, ...own.map(({ post }) => post)])],
        clinic: `own ${index}`,
        blocks: ['north'],
        min: Math.max(0, count - 1),
        max: count + 1,
      }
    }),
    unavailable: instance.unavailable.filter(pair => !isPlanted(pair)),
    ...(instance.notPosts ? { notPosts: instance.notPosts.filter(one => !isPlanted(one)) } : {}),
    pins: planted.slice(0, 1),
  }
}

const sizes = fc.tuple(fc.nat(2 ** 31), fc.integer({ min: 1, max: 14 }), fc.integer({ min: 1, max: 7 }))

/** Small instances of every kind, many of them infeasible. */
export const randomInstances = sizes.map(([seed, units, people]) => randomInstance(seed, units, people))

/** Instances with a known lawful rota: its holders are dealt first, the rules then drawn around them. */
export const plantedInstances = sizes.map(([seed, units, extra]) => {
  const instance = randomInstance(seed, units, extra + 2)
  const { below } = dice(seed + 1)
  const planted = instance.units.flatMap(({ id: unit }) => {
    const first = below(instance.people.length)
    return instance.posts.map((post, index) => ({
      unit,
      post,
      person: instance.people[(first + index) % instance.people.length]?.id ?? '',
    }))
  })
  return { instance: around(instance, planted), planted }
})

/** An instance and any placements at all, lawful or not, with some slots left open. */
export const withAnyAssignments = fc.tuple(randomInstances, fc.nat(2 ** 31)).map(([instance, seed]) => {
  const { below, chance } = dice(seed)
  const assignments = instance.units.flatMap(({ id: unit }) =>
    instance.posts.flatMap(post =>
      chance(90) ? [{ unit, post, person: instance.people[below(instance.people.length)]?.id ?? '' }] : [],
    ),
  )
  return { instance, assignments }
})

/** Instances of every kind so small that all their rotas can be tried, many of them infeasible. */
export const tinyInstances = fc
  .tuple(
    fc.nat(2 ** 31),
    fc.constantFrom<[number, number]>([1, 3], [2, 4], [3, 3], [3, 5], [4, 3], [4, 4], [6, 2], [8, 2], [5, 3]),
  )
  .map(([seed, [units, people]]) => randomInstance(seed, units, people))
  .filter(({ people, units, posts }) => people.length ** (units.length * posts.length) <= 300)
