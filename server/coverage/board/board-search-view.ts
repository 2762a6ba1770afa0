import { z } from '@hono/zod-openapi'
import { capabilities } from '../../directory/areas/area-view.ts'

/** Who is looked for on the board: when they are on duty or away, where they go, and how to call. */

const wallClock = z.iso.datetime({ offset: true }).openapi({ example: '2026-06-07T03:05:00+09:00' })
const hours = { start: wallClock, end: wallClock }

export const boardSearchSchema = z.strictObject({
  text: z.string().trim().min(1).max(60).openapi({ description: 'a name, reading, clinic, town or area' }),
})

export const boardFindingsSchema = z
  .object({
    physicians: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        clinic: z.string(),
        place: z.string(),
        phone: z.string().openapi({ description: "the clinic's" }),
        nightPhone: z.string(),
        duties: z
          .array(z.object({ scheme: z.string(), post: z.string(), ...hours }))
          .openapi({ description: 'the one of now and the next' }),
        away: z.array(z.object(hours)),
        areas: z.array(z.object({ name: z.string(), capabilities: z.array(z.enum(capabilities)) })),
      }),
    ),
    more: z.boolean().openapi({ description: 'there are others; a longer text finds fewer' }),
  })
  .openapi('BoardFindings')

export type BoardFindings = z.infer<typeof boardFindingsSchema>
