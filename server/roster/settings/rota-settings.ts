import { z } from 'zod'
import { type BurdenSettings, DEFAULT_BURDEN } from '../../duty/burden.ts'

/** What a rota costs by kind, in the order in which a strict precedence may name them. */
export const COST_KINDS = ['counts', 'burden', 'wants', 'avoids', 'spacing', 'changes'] as const

const weight = z.number().min(0).max(1_000)
const quarterPoints = z.number().int().min(0).max(1_000)

const burdenFields = Object.fromEntries(
  Object.entries(DEFAULT_BURDEN).map(([name, points]) => [name, quarterPoints.default(points)]),
) as Record<keyof BurdenSettings, z.ZodDefault<typeof quarterPoints>>

/**
 * How a scheme's rota is made. Defaults are those of roster-model.md §1 and of its reference instances;
 * burdens are in quarter points (4 = one ordinary 24-hour duty).
 */
export const rotaSettingsSchema = z.strictObject({
  weights: z
    .strictObject({
      count: weight.default(10),
      burden: weight.default(4),
      deadBand: quarterPoints.default(2),
      want: weight.default(3),
      avoid: weight.default(4),
      change: weight.default(6),
    })
    .prefault({}),
  spacing: z
    .strictObject({ weeks: z.number().int().min(1).max(26).default(5), cost: weight.default(2) })
    .prefault({}),
  burden: z.strictObject(burdenFields).prefault({}),
  /** Burden of every post but the first, as a factor of the unit's. */
  laterPostShare: z.number().min(0).max(10).default(0.5),
  /** Each kind strictly before the next, those not named last and by their weights; null: by weights alone. */
  precedence: z
    .array(z.enum(COST_KINDS))
    .max(COST_KINDS.length)
    .refine(kinds => new Set(kinds).size === kinds.length, { error: 'names a kind twice' })
    .nullable()
    .default(null),
  /** Seconds a search may take; an early proof ends it. */
  seconds: z.number().int().min(1).max(600).default(20),
})

export type RotaSettings = z.infer<typeof rotaSettingsSchema>

export const DEFAULT_ROTA_SETTINGS: RotaSettings = rotaSettingsSchema.parse({})
