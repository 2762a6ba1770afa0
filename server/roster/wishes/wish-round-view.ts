import { z } from '@hono/zod-openapi'
import { isLocalDay } from '../../time/local-day.ts'
import { wishQuotasSchema } from './wish.ts'

const deadline = z.string().refine(isLocalDay).nullable().openapi({
  description: 'the last day, until its 24:00; null: physicians cannot enter yet',
  example: '2027-01-31',
})

/** One line: it is printed on every sheet. */
const returnTo = z
  .string()
  .trim()
  .max(120)
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u)
  .openapi({ description: 'where sheets on paper go back to; may be empty' })

/** Kept in 32 bits, of which the next revision must be one too. */
const revision = z.number().int().min(0).max(2_147_483_646)

export const wishRoundChangeSchema = z
  .object({ deadline, returnTo, quotas: wishQuotasSchema, revision })
  .openapi('WishRoundChange')

const nobody = { members: {} }

/** What a change sent says about the year, whatever form all else has. */
export const sentRoundSchema = z
  .object({
    deadline: deadline.catch(null),
    quotas: z.object({ members: z.record(z.string(), z.unknown()) }).catch(nobody),
  })
  .catch({ deadline: null, quotas: nobody })

export const wishRoundSchema = wishRoundChangeSchema
  .extend({
    association: z.object({ id: z.string(), name: z.string(), invented: z.boolean() }),
    scheme: z.object({ id: z.string(), name: z.string(), shortName: z.string() }),
    fiscalYear: z.number().int(),
    open: z.boolean().openapi({ description: 'whether physicians may enter now' }),
    mayChange: z.boolean(),
    physicianId: z
      .string()
      .nullable()
      .openapi({ description: 'the member the one who asks is; null: none of the year' }),
  })
  .openapi('WishRound')

export type WishRoundChange = z.infer<typeof wishRoundChangeSchema>
export type SentRound = z.infer<typeof sentRoundSchema>
export type WishRoundView = z.infer<typeof wishRoundSchema>
