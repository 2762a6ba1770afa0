import { z } from '@hono/zod-openapi'
import { capabilities } from '../../directory/areas/area-view.ts'

/** A fiscal year of an association: how each day stands, where nobody answers, and where nobody goes. */

const wallClock = z.iso.datetime({ offset: true }).openapi({ example: '2026-06-07T00:00:00+09:00' })

const dayStateSchema = z
  .enum(['free', 'covered', 'thin', 'unpublished', 'gap'])
  .openapi({ description: 'the worst hour of the day; free: nobody is owed; thin: nobody stands behind' })

const physician = z.object({ id: z.string(), name: z.string(), clinic: z.string() })

const gapSchema = z.object({
  post: z.string(),
  start: wallClock,
  end: wallClock,
  unitId: z
    .string()
    .nullable()
    .openapi({ description: 'null: promised hours for which the rules make no unit' }),
  away: z.array(physician).openapi({ description: 'who has the duty and is away' }),
  proposals: z
    .array(physician.extend({ units: z.number().int().openapi({ description: 'units held in the year' }) }))
    .openapi({ description: 'members who could take it, the best first' }),
})

export const coverageYearSchema = z
  .object({
    association: z.object({ id: z.string(), name: z.string(), invented: z.boolean() }),
    fiscalYear: z.number().int(),
    days: z.array(z.string()).openapi({ description: 'every day of the year, YYYY-MM-DD' }),
    whole: z.array(dayStateSchema).openapi({ description: 'the worst of all schemes, day by day' }),
    districts: z.array(
      z.object({
        scheme: z.object({ id: z.string(), name: z.string() }),
        block: z.string().nullable(),
        states: z.array(dayStateSchema),
        gaps: z.array(gapSchema),
      }),
    ),
    areas: z
      .array(z.object({ id: z.string(), name: z.string(), lacking: z.array(z.enum(capabilities)) }))
      .openapi({ description: 'areas in which no physician does one of these' }),
  })
  .openapi('CoverageYear')

export type CoverageYear = z.infer<typeof coverageYearSchema>
