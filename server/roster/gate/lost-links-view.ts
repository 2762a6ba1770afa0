import { z } from '@hono/zod-openapi'
import { hoursSchema } from '../versions/difference-view.ts'

/** What pages and programs read of published duties whose nurse link no longer holds. */
export const lostLinksSchema = z
  .object({
    units: z
      .array(
        z.object({
          unitId: z.string(),
          day: z.iso.date(),
          label: z.string(),
          hours: z.array(hoursSchema).openapi({ description: 'without any station, sorted' }),
        }),
      )
      .openapi({ description: 'that have not begun, in order of time' }),
  })
  .openapi('LostLinks')

export type LostLinksView = z.infer<typeof lostLinksSchema>
