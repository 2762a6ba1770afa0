import { z } from '@hono/zod-openapi'

/** The board of an association: who answers now, at each post of each scheme, and who is next. */

const wallClock = z.iso.datetime({ offset: true }).openapi({ example: '2026-06-07T03:05:00+09:00' })

const contactSchema = z.object({
  kind: z.enum(['physician', 'hospital']),
  id: z.string(),
  name: z.string(),
  clinic: z.string().nullable(),
  place: z.string().nullable(),
  phone: z.string().openapi({ description: 'the number to call at night' }),
})

const saidSchema = {
  answer: contactSchema
    .nullable()
    .openapi({ description: 'whom to call; with a lack only the final back-up' }),
  lack: z
    .enum(['gap', 'unpublished', 'between'])
    .nullable()
    .openapi({ description: 'gap: somebody should be there; between: nobody is expected at these hours' }),
  away: z.array(contactSchema).openapi({ description: 'who would have been there' }),
}

const comingSchema = z.object({ ...saidSchema, start: wallClock, end: wallClock.nullable() })

const lineSchema = z.object({
  post: z.string(),
  ...saidSchema,
  behind: z.array(contactSchema).openapi({ description: 'who comes next if they do not answer' }),
  until: wallClock.nullable().openapi({ description: 'null: for as far as anybody looks ahead' }),
  next: comingSchema.nullable().openapi({ description: 'the next duty' }),
  gap: comingSchema.nullable().openapi({ description: 'hours before it that nobody has' }),
})

export const boardSchema = z
  .object({
    association: z.object({ id: z.string(), name: z.string(), invented: z.boolean() }),
    asOf: wallClock.openapi({ description: 'the instant it is about' }),
    validUntil: wallClock.openapi({ description: 'when anything of it changes by itself' }),
    schemes: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        block: z.string().nullable(),
        lines: z.array(lineSchema),
        finalBackup: contactSchema.nullable(),
      }),
    ),
    stations: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        nightPhone: z.string(),
        standing: z.enum(['reliable', 'outOfHours', 'unconfirmed']),
        until: wallClock.nullable(),
      }),
    ),
  })
  .openapi('Board')

export type Board = z.infer<typeof boardSchema>
export type BoardContact = z.infer<typeof contactSchema>

/** A minute of the wall clock in Tokyo, between the years for which there is a calendar. */
export const boardQuerySchema = z.object({
  at: z.iso
    .datetime({ offset: true, abort: true })
    .refine(text => '1950-04-01' <= text && text < '2100-04-01')
    .optional()
    .openapi({ description: 'another instant, past or future; now without it' }),
})
