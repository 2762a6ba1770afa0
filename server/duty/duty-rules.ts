import { z } from 'zod'
import { meet } from './block.ts'
import { endTime, startTime, weekday } from './hours-of-day.ts'
import { type UnitRule, unitRuleSchema } from './unit-rule.ts'

/** Hours a scheme promises somebody for; whatever no unit covers of them is reported, never silent. */
const coveragePromise = z.discriminatedUnion('kind', [
  /** Every closed day, with `eveFrom` also the open eve before it from that time. */
  z.strictObject({ kind: z.literal('closedDays'), eveFrom: startTime.optional() }),
  /** The nights from `start` to `end` as in the `everyNight` rule, whatever the day. */
  z.strictObject({
    kind: z.literal('everyNight'),
    start: startTime,
    end: endTime,
    weekdays: z.array(weekday).min(1).max(7).optional(),
  }),
  /** Every hour of the year. */
  z.strictObject({ kind: z.literal('always') }),
])

const leavesToHoliday = (rule: UnitRule): boolean =>
  'closedHours' in rule && rule.closedHours === 'leaveToHoliday'

/** The rules of one scheme, which compose into its units, and what the scheme promises to cover. */
export const dutyRulesSchema = z
  .strictObject({
    rules: z.array(unitRuleSchema).min(1).max(12),
    promises: z.array(coveragePromise).max(6),
  })
  .superRefine(({ rules }, context) => {
    const hasHoliday = (block: string | undefined) =>
      rules.some(rule => rule.kind === 'holiday' && meet(rule.block ?? null, block ?? null))
    rules.forEach((rule, index) => {
      if (rules.findIndex(other => other.key === rule.key) < index)
        context.addIssue({ code: 'custom', path: ['rules', index, 'key'], message: 'is used twice' })
      if (leavesToHoliday(rule) && !hasHoliday(rule.block))
        context.addIssue({
          code: 'custom',
          path: ['rules', index, 'closedHours'],
          message: `leaves hours to a holiday rule, and ${rule.block ? 'its block' : 'the scheme'} has none`,
        })
    })
  })

export type DutyRules = z.infer<typeof dutyRulesSchema>
export type CoveragePromise = z.infer<typeof coveragePromise>
