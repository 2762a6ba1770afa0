import { z } from '@hono/zod-openapi'
import { exchangeSettingsSchema } from './exchange-settings.ts'

/** How duties are exchanged in a scheme, as the secretariat reads and changes it. */

// Made anew: what was made before the library's start cannot be described.
const settings = z.strictObject(exchangeSettingsSchema.shape).openapi('ExchangeSettings', {
  description: 'whether the secretariat approves, and days to answer where none is named',
})

/** `revision`: the one that was read; it counts every change of the scheme and of its members. */
export const exchangeSettingsChangeSchema = z.strictObject({
  settings,
  revision: z.number().int().min(0).max(2_147_483_646),
})

export const schemeExchangeSettingsSchema = z
  .object({
    scheme: z.object({ id: z.string(), name: z.string(), shortName: z.string() }),
    settings,
    revision: z.number().int(),
  })
  .openapi('SchemeExchangeSettings')

export type ExchangeSettingsChange = z.infer<typeof exchangeSettingsChangeSchema>
export type SchemeExchangeSettings = z.infer<typeof schemeExchangeSettingsSchema>
