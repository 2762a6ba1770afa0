import { z } from '@hono/zod-openapi'
import { coverageSettingsSchema, covers, topologies } from './coverage-settings.ts'

/** How a scheme stands in for absent physicians, as the secretariat reads and changes it. */

// Made anew: what was made before the library's start cannot be described.
const settings = z.strictObject(coverageSettingsSchema.shape).openapi('CoverageSettings', {
  description:
    'the topology, the covers of an absence in order, the final back-up, and the word for deputies',
})

const named = z.object({ id: z.string(), name: z.string() })

/** `revision`: the one that was read; it counts every change of the scheme and of its members. */
export const coverageSettingsChangeSchema = z.strictObject({
  settings,
  revision: z.number().int().min(0).max(2_147_483_646),
})

export const schemeCoverageSettingsSchema = z
  .object({
    association: named,
    scheme: z.object({ id: z.string(), name: z.string(), shortName: z.string() }),
    settings,
    proposed: z
      .record(z.enum(topologies), z.array(z.enum(covers)))
      .openapi({ description: 'the covers that each topology proposes, in order' }),
    physicians: z.array(named),
    hospitals: z.array(named),
    revision: z.number().int(),
  })
  .openapi('SchemeCoverageSettings')

export type CoverageSettingsChange = z.infer<typeof coverageSettingsChangeSchema>
export type SchemeCoverageSettings = z.infer<typeof schemeCoverageSettingsSchema>
