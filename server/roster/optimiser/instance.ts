import { z } from 'zod'
import { isLocalDay } from '../../time/local-day.ts'
import { isLocalTime } from '../../time/tokyo.ts'
import { COST_KINDS } from './cost-kind.ts'
import { GROUPS } from './group.ts'

export type { OnceAYear } from './group.ts'

/**
 * Most units, people, posts and rows of one list that one instance may have. `builtRows`: of one that this program
 * builds from its own data, where every member may be kept from every unit (100 people, 1,095 units: 109,500 rows).
 */
export const LIMITS = {
  units: 4_000,
  people: 1_000,
  posts: 8,
  rows: 10_000,
  builtRows: 250_000,
  days: 800,
} as const

const isWallClock = (text: string): boolean => {
  const [day = '', time = '', ...rest] = text.split('T')
  return rest.length === 0 && isLocalDay(day) && isLocalTime(time) && time !== '24:00'
}

const id = z.string().min(1).max(100)
const day = z.string().refine(isLocalDay, 'a day that exists, YYYY-MM-DD')
const wallClock = z.string().refine(isWallClock, 'an Asia/Tokyo wall clock, YYYY-MM-DDTHH:MM')
const weight = z.number().min(0).max(1_000_000)
const wholeNumber = z.int().min(0).max(10_000)
const group = z.enum(GROUPS)

const unit = z.strictObject({
  id,
  day,
  start: wallClock,
  end: wallClock,
  burden: wholeNumber,
  block: id,
  group: group.nullable(),
})

const person = z.strictObject({
  id,
  clinic: id,
  share: z.number().positive().max(100),
  blocks: z.array(id).max(100),
  posts: z.array(id).max(LIMITS.posts).optional(),
  opening: z.number().min(-10_000).max(10_000),
  min: wholeNumber,
  max: wholeNumber,
  notGroups: z.array(group).max(3),
})

const wish = z.strictObject({ person: id, unit: id })
const absence = wish.extend({ outside: z.literal(true).optional() })
const avoidance = z.strictObject({ person: id, unit: id, cost: weight })
const assignment = z.strictObject({ unit: id, post: id, person: id })

const shapeWith = (rows: number) =>
  z.strictObject({
    format: z.literal('rinban-rota/1'),
    name: z.string().max(200).optional(),
    firstDay: day,
    days: z.int().min(1).max(LIMITS.days),
    posts: z.array(id).min(1).max(LIMITS.posts),
    postShare: z.array(z.number().min(0).max(100)),
    minGapDays: z.int().min(0).max(LIMITS.days),
    spacing: z.strictObject({ weeks: z.int().min(1).max(200), cost: weight }),
    units: z.array(unit).min(1).max(LIMITS.units),
    people: z.array(person).min(1).max(LIMITS.people),
    unavailable: z.array(absence).max(rows),
    notPosts: z.array(assignment).max(rows).optional(),
    want: z.array(wish).max(rows),
    avoid: z.array(avoidance).max(rows),
    pins: z.array(assignment).max(rows),
    given: z.array(assignment).max(rows).optional(),
    published: z.array(assignment).max(rows).optional(),
    weights: z.strictObject({
      count: weight,
      burden: weight,
      deadBand: weight,
      want: weight,
      change: weight,
    }),
    precedence: z.array(z.enum(COST_KINDS)).max(COST_KINDS.length).optional(),
  })

/** The shape of `rinban-rota/1` alone; what its fields say of each other is in `check-instance.ts`. */
export const instanceShape = shapeWith(LIMITS.rows)
export const builtInstanceShape = shapeWith(LIMITS.builtRows)

/**
 * One year to be dealt out. Days are Asia/Tokyo `YYYY-MM-DD`, `start` and `end` its wall clock with
 * `end` exclusive, burdens quarter points (4 = one ordinary 24-hour duty), `opening` quarter points
 * carried over (positive = did more than their share). A person's `posts` are those they may take, all unless given;
 * `notPosts` are those of them that are not theirs in single units. Who is `unavailable` may be asked all the same where
 * there is no rota, but not `outside` their membership. For `given`, duties that have happened, see `given.ts`, for
 * `precedence` see `precedence.ts`.
 */
export type RotaInstance = z.infer<typeof instanceShape>
export type RotaUnit = RotaInstance['units'][number]
export type RotaPerson = RotaInstance['people'][number]

/** Who holds which post of which unit, by identifiers. */
export type Assignment = z.infer<typeof assignment>
