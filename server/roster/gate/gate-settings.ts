import { z } from 'zod'
import {
  CHECK_MODES,
  CHECKS,
  type CheckName,
  DEFAULT_GATE_SETTINGS,
  type GateSettings,
  MODES_OF,
} from './gate.ts'

const modeOf = (check: CheckName) =>
  z.enum(CHECK_MODES).refine(mode => MODES_OF[check].includes(mode), { error: 'cannot be softened so far' })

/** All of a scheme's checks with their modes. */
export const gateSettingsSchema = z.strictObject(
  Object.fromEntries(CHECKS.map(check => [check, modeOf(check)])) as Record<
    CheckName,
    ReturnType<typeof modeOf>
  >,
)

/** Settings from their stored JSON, in which what was never set is not there and has its default. */
export const storedGateSettings = (json: string): GateSettings =>
  gateSettingsSchema.parse({ ...DEFAULT_GATE_SETTINGS, ...JSON.parse(json) })
