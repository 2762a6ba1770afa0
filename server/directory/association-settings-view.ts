import { z } from '@hono/zod-openapi'
import { ONE_LINE } from '../one-line.ts'
import { isLocalDay } from '../time/local-day.ts'

/** One line of readable text: no line break or control character may reach a calendar or a print-out. */
const line = (longest: number) => z.string().trim().min(1).max(longest).regex(ONE_LINE)

const closedDay = z.object({
  day: z.string().refine(day => isLocalDay(day) && day >= '1949-01-01' && day <= '2101-12-31'),
  label: line(20),
})

const MOST_CLOSED_DAYS = 1_000

const isFirstOfItsDay = (days: readonly { day: string }[], index: number): boolean =>
  days.findIndex(other => other.day === days[index]?.day) === index

export const associationSettingsSchema = z
  .object({
    name: line(80),
    shortName: line(20),
    closedDays: z
      .array(closedDay)
      .max(MOST_CLOSED_DAYS)
      .superRefine((days, context) => {
        for (const index of days.keys())
          if (!isFirstOfItsDay(days, index))
            context.addIssue({ code: 'custom', path: [index, 'day'], message: 'twice' })
      })
      .openapi({ description: "The association's own closed days of all years" }),
    revision: z.number().int().min(0).max(2_147_483_646).openapi({ description: 'kept in 32 bits' }),
  })
  .openapi('AssociationSettings')

export type AssociationSettings = z.infer<typeof associationSettingsSchema>
