import { z } from '@hono/zod-openapi'
import { isLocalDay } from '../time/local-day.ts'

/** Who belongs to a scheme from when to when, and what they take of it. */

const EARLIEST_DAY = '1949-04-01'
const LATEST_DAY = '2101-03-31'
const MOST_UNITS = 2_000
const MOST_NAMES = 40

const id = z.string().min(1).max(80)
const day = z
  .string()
  .refine(text => isLocalDay(text) && EARLIEST_DAY <= text && text <= LATEST_DAY)
  .openapi({ format: 'date' })
const units = z.number().int().min(0).max(MOST_UNITS).nullable()
/** Kept in 32 bits, of which the next revision must be one too. */
const revision = z.number().int().min(0).max(2_147_483_646)

const names = z
  .array(id)
  .min(1)
  .max(MOST_NAMES, { abort: true })
  .superRefine((given, context) => {
    for (const [index, name] of given.entries())
      if (given.indexOf(name) < index) context.addIssue({ code: 'custom', path: [index], message: 'twice' })
  })
  .nullable()

const ordered = z.object({ joinedOn: day, leftOn: day })
const bounded = z.object({ minUnits: units, maxUnits: units })

/** What two fields say against each other is told beside what is wrong with any other. */
const periodSchema = z
  .strictObject({
    joinedOn: day.openapi({ description: 'included', example: '2026-04-01' }),
    leftOn: day.nullable().openapi({ description: 'included; null: no end is known' }),
    posts: names.openapi({ description: 'posts they may take; null: all' }),
    blocks: names.openapi({ description: 'blocks (ブロック) they serve; null: all' }),
    minUnits: units.openapi({ description: 'units a year at least; null: no bound of their own' }),
    maxUnits: units.openapi({ description: 'units a year at most' }),
    sharePercent: z.number().int().min(1).max(100).openapi({ description: '100 full, 50 half' }),
  })
  .refine(({ joinedOn, leftOn }) => leftOn === null || joinedOn <= leftOn, {
    path: ['leftOn'],
    when: ({ value }) => ordered.safeParse(value).success,
  })
  .refine(({ minUnits, maxUnits }) => minUnits === null || maxUnits === null || minUnits <= maxUnits, {
    path: ['maxUnits'],
    when: ({ value }) => bounded.safeParse(value).success,
  })
  .openapi('MembershipPeriod')

export const newMemberSchema = z.strictObject({ physicianId: id, period: periodSchema })
export const memberChangeSchema = z.strictObject({ period: periodSchema, revision })
export const memberEndSchema = z.strictObject({ leftOn: day, revision })
export const memberRemovalSchema = z.strictObject({ revision })

const anyList = z.array(z.unknown()).max(MOST_NAMES).catch([])
const noNames = { posts: [], blocks: [] }

/** The names in what was sent for a new member or a change, whatever form all else has. */
export const namedByMemberSchema = z
  .object({
    physicianId: z.string().optional().catch(undefined),
    period: z.object({ posts: anyList, blocks: anyList }).catch(noNames),
  })
  .catch({ period: noNames })

const physicianSchema = z.object({ id: z.string(), name: z.string(), clinic: z.string() })

export const schemeMembersSchema = z
  .object({
    scheme: z.object({ id: z.string(), name: z.string(), shortName: z.string() }),
    posts: z.array(z.string()),
    blocks: z.array(z.string()),
    members: z
      .array(
        z.object({
          physician: physicianSchema,
          period: periodSchema,
          revision: z.number().int(),
          removable: z
            .boolean()
            .openapi({ description: 'has not begun, and neither a wish nor a duty is in it' }),
        }),
      )
      .openapi({ description: 'every period, past and future, by name and first day' }),
    candidates: z
      .array(physicianSchema)
      .openapi({ description: 'physicians of the association who can be added' }),
    toPassOn: z
      .array(z.object({ physician: physicianSchema, fiscalYear: z.number().int(), units: z.number().int() }))
      .openapi({
        description:
          'duties not begun, drafted or published, whose holder is no member then: somebody else has to take them',
      }),
  })
  .openapi('SchemeMembers')

export type MembershipPeriod = z.infer<typeof periodSchema>
export type NewMember = z.infer<typeof newMemberSchema>
export type MemberChange = z.infer<typeof memberChangeSchema>

export type SchemeMembers = z.infer<typeof schemeMembersSchema>
