import { z } from '@hono/zod-openapi'
import { HOLIDAY_CLASSES } from '../../calendar/holiday-class.ts'
import { ONE_LINE } from '../../one-line.ts'

/** What pages and programs read of a ledger. Points: 1 is one ordinary 24-hour duty; positive: did more than their share. */

const points = z.number().openapi({ description: 'of burden', example: 1.25 })
const group = z.enum(['goldenWeek', 'yearEnd'])

const saidOfLastYear = z
  .strictObject({ goldenWeek: z.boolean().optional(), yearEnd: z.boolean().optional() })
  .openapi({
    description: 'held in the year before, or not; left out: nothing is said. The newest entry counts',
  })

const MOST_UNITS = 400
const counts = z
  .array(
    z.strictObject({
      holidayClass: z.enum(HOLIDAY_CLASSES),
      count: z.number().int().min(-MOST_UNITS).max(MOST_UNITS),
    }),
  )
  .openapi({ description: 'duties held, each class once' })

/** More than anybody does in a year, and few enough that many entries stay within what a rota can take. */
const MOST_POINTS = 250
const QUARTER = 0.25

/** One line of readable text. */
const reason = z.string().trim().min(1).max(200).regex(ONE_LINE)

const eachOnce = (named: readonly string[]): boolean => new Set(named).size === named.length

export const newEntrySchema = z
  .strictObject({
    id: z
      .string()
      .regex(/^[0-9a-f]{32}$/)
      .openapi({ description: 'made by the sender at random: the same sent twice is entered once' }),
    physicianId: z.string().min(1).max(80),
    points: points.min(-MOST_POINTS).max(MOST_POINTS).multipleOf(QUARTER),
    counts: counts
      .max(HOLIDAY_CLASSES.length)
      .refine(rows => eachOnce(rows.map(({ holidayClass }) => holidayClass)))
      .default([]),
    heldLastYear: saidOfLastYear.default({}),
    reason,
  })
  .openapi('NewLedgerEntry')

const memberSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    clinic: z.string(),
    carried: points
      .nullable()
      .openapi({ description: 'after the year it is carried from; null: no part in it' }),
    entered: points.nullable().openapi({ description: 'the sum of the entries; null: none' }),
    opening: points.openapi({ description: 'what the year opens with' }),
    newcomer: z.boolean().openapi({ description: 'starts at the mean of the others' }),
    heldLastYear: z.array(group).openapi({ description: 'spared them this year' }),
    counts,
  })
  .openapi('LedgerMember')

const entrySchema = z
  .object({
    id: z.string(),
    physician: z.object({ id: z.string(), name: z.string() }),
    fiscalYear: z.number().int(),
    points,
    counts,
    heldLastYear: saidOfLastYear,
    reason: z.string(),
    enteredAt: z.iso.datetime(),
    enteredBy: z.string().nullable().openapi({ description: 'null: the program' }),
  })
  .openapi('LedgerEntry')

export const ledgerSchema = z
  .object({
    association: z.object({ name: z.string(), invented: z.boolean() }),
    scheme: z.object({ name: z.string(), shortName: z.string() }),
    fiscalYear: z.number().int(),
    carriedFrom: z
      .number()
      .int()
      .nullable()
      .openapi({ description: 'the last fiscal year before with a published rota' }),
    members: z.array(memberSchema),
    entries: z.array(entrySchema).openapi({ description: 'of every year and member, newest first' }),
  })
  .openapi('Ledger')

export type NewLedgerEntry = z.infer<typeof newEntrySchema>
export type LedgerView = z.infer<typeof ledgerSchema>
