import { z } from '@hono/zod-openapi'
import { gateSettingsSchema } from './gate-settings.ts'

/** How strict the checks of a scheme are, as the secretariat reads and changes them. */

// Made anew: what was made before the library's start cannot be described.
const settings = z.strictObject(gateSettingsSchema.shape).openapi('GateSettings', {
  description: 'block: not published; warn: published with a signed waiver; off: for information only',
})

/** All of it: what is left out is refused. `revision`: the one that was read; it counts members' changes too. */
export const gateSettingsChangeSchema = z.strictObject({
  settings,
  revision: z.number().int().min(0).max(2_147_483_646),
})

export const schemeGateSettingsSchema = z
  .object({
    scheme: z.object({ id: z.string(), name: z.string(), shortName: z.string() }),
    settings,
    defaults: settings.openapi({ description: 'what holds where nothing was ever set' }),
    revision: z.number().int(),
  })
  .openapi('SchemeGateSettings')

export type GateSettingsChange = z.infer<typeof gateSettingsChangeSchema>
export type SchemeGateSettings = z.infer<typeof schemeGateSettingsSchema>
