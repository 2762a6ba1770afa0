import { z } from 'zod'
import { type BurdenSettings, DEFAULT_BURDEN } from '../../duty/burden.ts'
import { COST_KINDS } from '../optimiser/cost-kind.ts'

const weight = z.number().min(0).max(1_000)
const quarterPoints = z.number().int().min(0).max(1_000)

/** How a scheme's rota is made, as a whole; burdens are in quarter points (4 = one ordinary 24-hour duty). */
export const rotaSettingsSchema = z.strictObject({
  weights: z.strictObject({
    count: weight,
    burden: weight,
    deadBand: quarterPoints,
    want: weight,
    avoid: weight,
    change: weight,
  }),
  spacing: z.strictObject({ weeks: z.number().int().min(1).max(26), cost: weight }),
  burden: z.strictObject({
    yearEnd: quarterPoints,
    goldenWeek: quarterPoints,
    obon: quarterPoints,
    closedDay: quarterPoints,
    closedDayWithEve: quarterPoints,
    saturday: quarterPoints,
    night: quarterPoints,
    week: quarterPoints,
    other: quarterPoints,
  }) satisfies z.ZodType<BurdenSettings>,
  /** Burden of every post but the first, as a factor of the unit's. */
  laterPostShare: z.number().min(0).max(10),
  /** Each kind strictly before the next, those not named last and by their weights; null: by weights alone. */
  precedence: z
    .array(z.enum(COST_KINDS))
    .min(1)
    .max(COST_KINDS.length)
    .refine(kinds => new Set(kinds).size === kinds.length, { error: 'names a kind twice' })
    .nullable(),
  /** Seconds a search may take; an early proof ends it. */
  seconds: z.number().int().min(1).max(600),
})

export type RotaSettings = z.infer<typeof rotaSettingsSchema>

/** Those of roster-model.md §1 and of its reference instances. */
export const DEFAULT_ROTA_SETTINGS: RotaSettings = {
  weights: { count: 10, burden: 4, deadBand: 2, want: 3, avoid: 4, change: 6 },
  spacing: { weeks: 5, cost: 2 },
  burden: DEFAULT_BURDEN,
  laterPostShare: 0.5,
  precedence: null,
  seconds: 20,
}

/** Settings from their stored JSON, in which what was never set is not there and has its default. */
export function storedRotaSettings(json: string): RotaSettings {
  const stored = JSON.parse(json)
  const { weights, spacing, burden } = DEFAULT_ROTA_SETTINGS
  return rotaSettingsSchema.parse({
    ...DEFAULT_ROTA_SETTINGS,
    ...stored,
    weights: { ...weights, ...stored.weights },
    spacing: { ...spacing, ...stored.spacing },
    burden: { ...burden, ...stored.burden },
  })
}
