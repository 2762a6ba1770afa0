import { z } from '@hono/zod-openapi'
import { dutyDifferenceSchema, hoursSchema, moment, physicianSchema } from './difference-view.ts'
import { RECEIPT_WORDS } from './receipt.ts'

/** What pages and programs read and send of receipts (既読・承諾) of the newest version. */

const receipt = {
  readAt: moment.nullable(),
  acceptedAt: moment.nullable(),
  onBehalf: z.boolean().openapi({ description: 'told to the secretariat, which entered it' }),
}

const changesMade = z.number().int().openapi({ description: 'changes of the version that this speaks of' })
const SINCE_WORD = 'what was overridden for them after their word on this version: they are asked again'

const confirmedBefore = z
  .number()
  .int()
  .nullable()
  .openapi({ description: 'the last version before this one that was confirmed; null: none' })

const ownDutySchema = hoursSchema.extend({
  unitId: z.string(),
  post: z.string(),
  day: z.iso.date(),
  label: z.string(),
  tentative: z.boolean(),
  hours: z.array(hoursSchema).openapi({ description: 'what of it is theirs' }),
  begun: z.boolean(),
})

export const ownReceiptSchema = z
  .object({
    physician: physicianSchema,
    number: z.number().int().openapi({ description: 'the newest version' }),
    publishedAt: moment,
    asked: z.boolean().openapi({ description: 'false: has no duty in it, and had none before' }),
    changesMade,
    ...receipt,
    changedSinceWord: z.array(dutyDifferenceSchema).openapi({ description: SINCE_WORD }),
    confirmedBefore,
    changes: z
      .array(dutyDifferenceSchema)
      .openapi({ description: 'since that version, up to the rota as it stands now' }),
    duties: z.array(ownDutySchema),
  })
  .openapi('OwnReceipt')

export const receiptsSchema = z
  .object({
    number: z.number().int(),
    publishedAt: moment,
    changesMade,
    physicians: z
      .array(
        physicianSchema.extend({
          phone: z.string(),
          duties: z.number().int().openapi({ description: 'that they stand, all or part of' }),
          ...receipt,
          changedSinceWord: z.number().int().openapi({ description: SINCE_WORD }),
          confirmedBefore,
          changes: z.number().int(),
        }),
      )
      .openapi({ description: 'who is asked, in the order of their kana' }),
  })
  .openapi('Receipts')

export const newReceiptSchema = z
  .strictObject({
    number: z.number().int().min(1).max(1_000_000).openapi({ description: 'the version that was seen' }),
    changesSeen: z.number().int().min(0).max(1_000_000).optional().openapi({
      description:
        '`changesMade` as it was seen; refused when there are later ones that they have to be told of',
    }),
    word: z.enum(RECEIPT_WORDS).openapi({ description: '`accepted` says `read` as well' }),
  })
  .openapi('NewReceipt')

export type OwnReceipt = z.infer<typeof ownReceiptSchema>
export type Receipts = z.infer<typeof receiptsSchema>
export type NewReceipt = z.infer<typeof newReceiptSchema>
