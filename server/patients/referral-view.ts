import { z } from '@hono/zod-openapi'
import { capabilities } from '../directory/areas/area-view.ts'
import { areaRefSchema, id, instant, patientCode, personSchema, revision } from './patient-view.ts'

/**
 * Patients whom hospitals have sent and who wait for an attending physician (挙手). Whoever may only offer sees the
 * association, the area and what is needed; who the patient is, only who was confirmed (domain.md §2H).
 */

const capabilitySchema = z.enum(capabilities)

const referralSchema = z
  .object({
    id: z.string(),
    association: z.string(),
    area: areaRefSchema,
    capabilities: z.array(capabilitySchema),
    receivedAt: instant,
    status: z.enum(['waiting', 'assigned']),
    revision,
    patient: z
      .object({ id: z.string(), code: z.string() })
      .nullable()
      .openapi({ description: 'null: not disclosed' }),
    hospital: z.string().nullable(),
    physician: personSchema.nullable().openapi({ description: 'who became the attending physician' }),
    hands: z
      .array(z.object({ physician: personSchema, raisedAt: instant, onBehalf: z.boolean() }))
      .openapi({ description: 'of whom the reader may know, the first raised first' }),
    candidates: z.array(personSchema).openapi({ description: 'in whose name the reader can offer' }),
    may: z.object({ confirm: z.boolean(), withdraw: z.boolean() }),
  })
  .openapi('Referral')

export const referralsSchema = z
  .object({
    association: z.object({ id: z.string(), name: z.string() }),
    referrals: z.array(referralSchema).openapi({ description: 'those that wait, then the last assigned' }),
    areas: z.array(z.object({ id: z.string(), name: z.string() })),
    hospitals: z
      .array(z.object({ id: z.string(), name: z.string() }))
      .openapi({ description: 'in whose name the reader can enter one' }),
    may: z.object({ enter: z.boolean(), confirm: z.boolean() }),
  })
  .openapi('Referrals')

export const newReferralSchema = z
  .strictObject({
    code: patientCode,
    areaId: id,
    capabilities: z
      .array(capabilitySchema)
      .min(1)
      .max(capabilities.length)
      .refine(list => new Set(list).size === list.length),
    hospitalId: id.nullable(),
  })
  .openapi('NewReferral')

export const handSchema = z.strictObject({ physicianId: id }).openapi('RaisedHand')
export const confirmationSchema = z
  .strictObject({ physicianId: id, revision })
  .openapi('ReferralConfirmation')
export const referralWithdrawalSchema = z.strictObject({ revision })

export type ReferralsView = z.infer<typeof referralsSchema>
export type NewReferral = z.infer<typeof newReferralSchema>
