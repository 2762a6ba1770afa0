import { z } from 'zod'

/**
 * How a scheme stands in for absent physicians. Fukuoka's four shapes (domain.md §2E) differ in who is asked; its
 * source gives no rules, so each is a pattern that proposes covers, and every setting can be changed.
 */
export const topologies = [
  'hospitalCentred',
  'hospitalWithClinics',
  'clinicCentred',
  'clinicNetwork',
] as const
export type Topology = (typeof topologies)[number]

/** Who answers while a physician is away: a deputy, a locum named, the rota, or whoever raises a hand. */
export const covers = ['deputy', 'locum', 'rota', 'request'] as const
export type Cover = (typeof covers)[number]

/** What each topology proposes, the first as the default. */
export const coversOf: Record<Topology, readonly Cover[]> = {
  hospitalCentred: ['rota', 'request'],
  hospitalWithClinics: ['deputy', 'rota', 'request'],
  clinicCentred: ['deputy', 'locum', 'request'],
  clinicNetwork: ['deputy', 'locum', 'rota', 'request'],
}

const label = z
  .string()
  .trim()
  .min(1)
  .max(12)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u)

export const coverageSettingsSchema = z.strictObject({
  topology: z.enum(topologies),
  /** The covers an absence may have, the first proposed. */
  covers: z
    .array(z.enum(covers))
    .min(1)
    .refine(chosen => new Set(chosen).size === chosen.length),
  /** Who answers when nobody else does; null: nobody is named. */
  finalBackup: z
    .strictObject({ kind: z.enum(['physician', 'hospital']), id: z.string().min(1).max(80) })
    .nullable(),
  /** What the scheme calls its deputies: 副主治医 or 協力医 (domain.md §2 B and C). */
  deputyLabel: label,
})

export type CoverageSettings = z.infer<typeof coverageSettingsSchema>

export const DEFAULT_COVERAGE_SETTINGS: CoverageSettings = {
  topology: 'clinicNetwork',
  covers: [...coversOf.clinicNetwork],
  finalBackup: null,
  deputyLabel: '副主治医',
}

/** Settings from their stored JSON, in which what was never set is not there and has its default. */
export const storedCoverageSettings = (json: string): CoverageSettings =>
  coverageSettingsSchema.parse({ ...DEFAULT_COVERAGE_SETTINGS, ...JSON.parse(json) })
