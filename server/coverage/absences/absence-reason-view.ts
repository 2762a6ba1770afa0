import { z } from '@hono/zod-openapi'

/** The reasons for absences (不在理由) that an association offers, in order. */

const id = z.string().min(1).max(80)

const label = z
  .string()
  .trim()
  .min(1)
  .max(20)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u)

const MOST_REASONS = 30

const revision = z.number().int().min(0).max(2_147_483_646)

const isFirstOf = (labels: readonly { label: string }[], index: number): boolean =>
  labels.findIndex(other => other.label === labels[index]?.label) === index

export const absenceReasonsSchema = z
  .object({ reasons: z.array(z.object({ id, label: z.string() })), revision })
  .openapi('AbsenceReasons')

/** The list as it shall be; `id` null: a new one. What is left out is no longer offered; old absences keep it. */
export const absenceReasonsChangeSchema = z
  .strictObject({
    reasons: z
      .array(z.strictObject({ id: id.nullable(), label }))
      .min(1)
      .max(MOST_REASONS)
      .superRefine((reasons, context) => {
        for (const index of reasons.keys())
          if (!isFirstOf(reasons, index))
            context.addIssue({ code: 'custom', path: [index, 'label'], message: 'twice' })
      }),
    revision,
  })
  .openapi('AbsenceReasonsChange')

export type AbsenceReasons = z.infer<typeof absenceReasonsSchema>
export type AbsenceReasonsChange = z.infer<typeof absenceReasonsChangeSchema>
