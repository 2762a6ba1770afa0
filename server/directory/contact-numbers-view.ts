import { z } from '@hono/zod-openapi'
import { phoneNumber } from './stations/station-view.ts'

/** The numbers on which physicians are called: the clinic's, and their own at night. */

const numbersSchema = z.object({ clinicPhone: z.string(), dutyPhone: z.string().nullable() })

export const contactNumbersSchema = z
  .object({
    association: z.string(),
    physicians: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        clinic: z.object({ id: z.string(), name: z.string() }),
        numbers: numbersSchema,
      }),
    ),
  })
  .openapi('ContactNumbers')

export const contactNumbersChangeSchema = z.strictObject({
  clinicPhone: phoneNumber,
  dutyPhone: phoneNumber.nullable().openapi({ description: "null: at night the clinic's" }),
  was: z
    .strictObject({ clinicPhone: z.string().max(80), dutyPhone: z.string().max(80).nullable() })
    .openapi({ description: 'the numbers as they were read; others by now: somebody else was quicker' }),
})

export type ContactNumbers = z.infer<typeof contactNumbersSchema>
export type ContactNumbersChange = z.infer<typeof contactNumbersChangeSchema>
