import { z } from 'zod'

/** How duties are exchanged in a scheme after its rota is published. */
export const exchangeSettingsSchema = z.strictObject({
  /** Whether the secretariat has to agree once everybody has. */
  approvalNeeded: z.boolean(),
  /** How long those asked have where the proposer names no day. */
  answerWithinDays: z.number().int().min(1).max(60),
})

export type ExchangeSettings = z.infer<typeof exchangeSettingsSchema>

export const DEFAULT_EXCHANGE_SETTINGS: ExchangeSettings = { approvalNeeded: false, answerWithinDays: 7 }

/** Settings from their stored JSON, in which what was never set is not there and has its default. */
export const storedExchangeSettings = (json: string): ExchangeSettings =>
  exchangeSettingsSchema.parse({ ...DEFAULT_EXCHANGE_SETTINGS, ...JSON.parse(json) })
