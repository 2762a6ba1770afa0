import { z } from '@hono/zod-openapi'
import { rotaSettingsSchema } from './rota-settings.ts'

/** How a scheme's rota is made, as the secretariat reads and changes it. */

// Made anew: what was made before the library's start cannot be described.
const settings = z.strictObject(rotaSettingsSchema.shape).openapi('RotaSettings', {
  description: 'weights, burdens in quarter points (4 = one ordinary 24-hour duty), strict order, seconds',
})
const minGapDays = z.number().int().min(0).max(365).openapi({
  description: 'two duties of one physician are at least so many days apart',
})

/** All of it: what is left out is refused. `revision`: the one that was read; it counts members' changes too. */
export const rotaSettingsChangeSchema = z.strictObject({
  minGapDays,
  settings,
  revision: z.number().int().min(0).max(2_147_483_646),
})

export const schemeRotaSettingsSchema = z
  .object({
    scheme: z.object({ id: z.string(), name: z.string(), shortName: z.string() }),
    posts: z.array(z.string()),
    minGapDays,
    settings,
    defaults: settings.openapi({ description: 'what holds where nothing was ever set' }),
    revision: z.number().int(),
  })
  .openapi('SchemeRotaSettings')

export type RotaSettingsChange = z.infer<typeof rotaSettingsChangeSchema>
export type SchemeRotaSettings = z.infer<typeof schemeRotaSettingsSchema>
