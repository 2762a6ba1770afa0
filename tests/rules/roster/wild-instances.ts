import fc from 'fast-check'
import type {
  Assignment,
  RotaInstance,
  RotaPerson,
  RotaUnit,
} from '../../../server/roster/optimiser/instance.ts'
import { HOUR } from '../../../server/time/interval.ts'
import { addDays } from '../../../server/time/local-day.ts'
import { instantOf, wallClockOf } from '../../../server/time/tokyo.ts'
import { around, plant } from './plant-rota.ts'

/*
 * Instances at the edges of what `parseInstance` lets in: units in any order, several on a day and some reaching
 * into the next, odd shares and weights, maxima and minima that pull against each other.
 */

type Size = { units: number; people: number; posts: number }
type Pair = { person: string; unit: string }

/** Hours of a unit, counted from 0:00 of its day: a holiday, one standing alone, an eve, a night, and odd ones. */
const HOURS: [number, number][] = [
  [0, 24],
  [-12, 24],
  [12, 24],
  [18, 33],
  [9, 17],
  [17, 41],
  [-24, 48],
]

const aDay = fc.oneof({ weight: 3, arbitrary: fc.nat(90) }, { weight: 1, arbitrary: fc.nat(6) })
const aUnit = fc.record({
  day: aDay,
  hours: fc.constantFrom(...HOURS),
  burden: fc.constantFrom(4, 4, 6, 8, 12, 0, 1, 5),
  block: fc.constantFrom('b0', 'b0', 'b0', 'b1', 'b2'),
  group: fc.constantFrom(null, null, null, 'yearEnd', 'goldenWeek', 'obon'),
})
type UnitDraw = typeof aUnit extends fc.Arbitrary<infer Draw> ? Draw : never

const unitOf = (firstDay: string, { day: after, hours, ...rest }: UnitDraw, index: number): RotaUnit => {
  const day = addDays(firstDay, after)
  const midnight = instantOf(day, '00:00')
  const [start, end] = hours.map(hour => wallClockOf(midnight + hour * HOUR))
  return { id: `u${index}`, day, start: start ?? '', end: end ?? '', ...rest }
}

const aPerson = fc
  .record({
    clinic: fc.constantFrom('c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7'),
    share: fc.constantFrom(1, 1, 1, 0.5, 0.5, 0.75, 0.1, 1 / 3, 2),
    blocks: fc.oneof(
      { weight: 4, arbitrary: fc.constant<string[]>(['b0', 'b1', 'b2']) },
      { weight: 1, arbitrary: fc.subarray<string>(['b0', 'b1', 'b2']) },
    ),
    posts: fc.oneof(
      { weight: 4, arbitrary: fc.constant(undefined) },
      { weight: 1, arbitrary: fc.subarray<string>(['primary', 'backup', 'third']) },
    ),
    opening: fc.constantFrom(0, 0, 1, 4, -3, -8, 2.5, -0.5, 30),
    limits: fc.constantFrom<[number, number]>(
      [0, 20],
      [0, 20],
      [1, 4],
      [0, 2],
      [2, 3],
      [1, 1],
      [0, 0],
      [3, 9],
    ),
    notGroups: fc.oneof(
      { weight: 3, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.subarray(['yearEnd', 'goldenWeek', 'obon'] as const) },
    ),
  })
  .map(({ limits: [min, max], posts, ...rest }) => ({ ...rest, ...(posts ? { posts } : {}), min, max }))

const aWeight = fc.constantFrom(0, 0.3, 1, 7.25, 40)
const weights = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ count: 10, burden: 4, deadBand: 2, want: 3, change: 6 }) },
  {
    weight: 1,
    arbitrary: fc.record({
      count: aWeight,
      burden: aWeight,
      deadBand: fc.constantFrom(0, 0.5, 3, 100),
      want: aWeight,
      change: aWeight,
    }),
  },
)

/** Some of one thing and of another, by number. */
const somePairs = (most: number) => fc.array(fc.tuple(fc.nat(97), fc.nat(97)), { maxLength: most })
const at = <Item>(items: readonly [Item, ...Item[]], index: number): Item =>
  items[index % items.length] ?? items[0]

const unique = <Item>(items: readonly Item[], key: (item: Item) => string): Item[] => [
  ...new Map(items.map(item => [key(item), item])).values(),
]

/** Every kind of instance up to a size; most of them have no lawful rota. */
const instancesUpTo = ({ units, people, posts }: Size): fc.Arbitrary<RotaInstance> =>
  fc
    .record({
      // A leap day, a change to summer time and back elsewhere, a turn of the year.
      firstDay: fc.constantFrom('2026-04-01', '2028-02-27', '2026-10-28', '2026-12-20'),
      daysAfter: fc.nat(15),
      posts: fc.integer({ min: 1, max: posts }),
      postShare: fc.constantFrom([1, 0.5, 0.25], [1, 1, 1], [1, 0, 1 / 3]),
      minGapDays: fc.constantFrom(0, 0, 1, 2, 3, 7, 25),
      spacing: fc.record({
        weeks: fc.constantFrom(1, 2, 3, 5, 40),
        cost: fc.constantFrom(2, 2, 0, 0.75),
      }),
      units: fc.array(aUnit, { minLength: 1, maxLength: units }),
      people: fc.array(aPerson, { minLength: 1, maxLength: people }),
      unavailable: somePairs(12),
      want: somePairs(5),
      avoid: fc.array(fc.tuple(fc.nat(97), fc.nat(97), fc.constantFrom(0, 1, 2.5, 10)), { maxLength: 8 }),
      pins: fc.oneof(fc.constant([]), somePairs(3)),
      published: fc.option(somePairs(units * 2), { nil: undefined }),
      weights,
    })
    .map(({ firstDay, daysAfter, posts: postCount, published, ...draw }) => {
      const drawn = draw.units.map((unit, index) => unitOf(firstDay, unit, index)) as [
        RotaUnit,
        ...RotaUnit[],
      ]
      const blocks = new Set(drawn.map(({ block }) => block))
      const posts = ['primary', 'backup', 'third'].slice(0, postCount) as [string, ...string[]]
      const people = draw.people.map((person, index) => ({
        id: `d${index}`,
        ...person,
        blocks: person.blocks.filter(block => blocks.has(block)),
        ...(person.posts ? { posts: person.posts.filter(post => posts.includes(post)) } : {}),
      })) as [RotaPerson, ...RotaPerson[]]
      const pair = ([person, unit]: readonly [number, number, ...unknown[]]): Pair => ({
        person: at(people, person).id,
        unit: at(drawn, unit).id,
      })
      const pairs = <Draw extends readonly [number, number, ...unknown[]]>(draws: readonly Draw[]) =>
        unique(draws, one => JSON.stringify(pair(one)))
      const placed = (draws: readonly (readonly [number, number])[]): Assignment[] =>
        unique(
          draws.map(one => ({ ...pair(one), post: at(posts, one[0] + one[1]) })),
          ({ unit, post }) => `${unit} ${post}`,
        )
      return {
        format: 'rinban-rota/1',
        firstDay,
        days: Math.max(...draw.units.map(({ day }) => day)) + 1 + daysAfter,
        posts,
        postShare: draw.postShare.slice(0, postCount),
        minGapDays: draw.minGapDays,
        spacing: draw.spacing,
        units: drawn,
        people,
        unavailable: pairs(draw.unavailable).map(pair),
        want: pairs(draw.want).map(pair),
        avoid: pairs(draw.avoid).map(one => ({ ...pair(one), cost: one[2] })),
        pins: unique(placed(draw.pins), ({ unit, person }) => `${unit} ${person}`),
        ...(published ? { published: placed(published) } : {}),
        weights: draw.weights,
      } satisfies RotaInstance
    })

/** Instances with a rota that is known to be lawful; in the tight ones everybody has minimum = maximum. */
const plantedUpTo = (size: Size) =>
  fc
    .tuple(instancesUpTo(size), fc.array(fc.nat(97), { minLength: 1, maxLength: 20 }), fc.boolean())
    .map(([instance, dice, tight]) => {
      const planted = plant(instance, dice)
      return { instance: around(instance, planted, tight), planted }
    })
    .filter(({ planted }) => planted.length > 0)

/** The instance with anybody given any of its posts, whatever the rules say. */
const withSomeGiven = (instances: fc.Arbitrary<RotaInstance>) =>
  fc.tuple(instances, somePairs(10)).map(([instance, draws]): RotaInstance => {
    const [units, people] = [instance.units, instance.people] as [[RotaUnit], [RotaPerson]]
    const placed = draws.map(([person, unit]) => ({
      unit: at(units, unit).id,
      post: at(instance.posts as [string], person + unit),
      person: at(people, person).id,
    }))
    const oncePerPost = unique(placed, ({ unit, post }) => `${unit} ${post}`)
    const given = unique(oncePerPost, ({ unit, person }) => `${unit} ${person}`)
    const pins = instance.pins.filter(pin =>
      given.every(one => one.unit !== pin.unit || (one.post !== pin.post && one.person !== pin.person)),
    )
    return { ...instance, given, pins }
  })

const SMALL: Size = { units: 16, people: 8, posts: 3 }
const TINY: Size = { units: 6, people: 4, posts: 2 }

export const wildInstances = instancesUpTo(SMALL)
export const wildPlanted = plantedUpTo(SMALL)

/** The year has begun, whatever it began with. */
export const wildBegun = withSomeGiven(
  fc.oneof(
    wildInstances,
    wildPlanted.map(({ instance }) => instance),
  ),
)

const isTriable = ({ units, posts, people }: RotaInstance): boolean =>
  people.length ** (units.length * posts.length) <= 1_024

/** With or without a lawful rota, and so few rotas that all can be tried. */
export const wildTiny = fc
  .oneof(
    instancesUpTo(TINY),
    plantedUpTo(TINY).map(({ instance }) => instance),
  )
  .filter(isTriable)

/** The same, begun. */
export const wildTinyBegun = withSomeGiven(wildTiny)
