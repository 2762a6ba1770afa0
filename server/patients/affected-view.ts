import { z } from '@hono/zod-openapi'
import { instant } from './patient-view.ts'

/** Whom an absence touches. Instants are epoch milliseconds. */

const hours = z.object({ start: instant, end: instant })

export const affectedSchema = z
  .object({
    teams: z.array(
      hours.extend({
        teamId: z.string(),
        patient: z.object({ id: z.string(), code: z.string() }).nullable(),
        group: z.object({ id: z.string(), name: z.string() }).nullable(),
        role: z.enum(['attending', 'deputy', 'specialist']),
        gaps: z.array(hours).openapi({ description: 'hours of the absence in which nobody answers' }),
      }),
    ),
  })
  .openapi('AffectedByAbsence')

export type AffectedView = z.infer<typeof affectedSchema>
