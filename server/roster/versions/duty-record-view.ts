import { z } from '@hono/zod-openapi'
import { oneLine } from '../../one-line.ts'
import { hoursSchema, moment, partSchema, physicianSchema } from './difference-view.ts'

/** What pages and programs read and send of who really stood duty (実施の記録). */

const recordSchema = z
  .object({
    number: z.number().int(),
    stood: z.array(partSchema).openapi({ description: 'empty: nobody' }),
    note: z.string(),
    recordedAt: moment,
    recordedBy: z.string().nullable(),
  })
  .openapi('DutyRecord')

export const dutyRecordsSchema = z
  .object({
    association: z.object({ id: z.string(), name: z.string(), invented: z.boolean() }),
    scheme: z.object({ id: z.string(), name: z.string(), shortName: z.string(), posts: z.array(z.string()) }),
    fiscalYear: z.number().int(),
    physicians: z
      .array(physicianSchema)
      .openapi({ description: 'everybody named or to choose from, in the order of their kana' }),
    duties: z
      .array(
        hoursSchema.extend({
          unitId: z.string(),
          post: z.string(),
          day: z.iso.date(),
          label: z.string(),
          planned: z.array(partSchema),
          records: z.array(recordSchema).openapi({ description: 'the newest, which counts, first' }),
        }),
      )
      .openapi({ description: 'that are over, the newest first' }),
  })
  .openapi('DutyRecords')

/** More than ever relieve each other in one duty. */
const MOST_PARTS = 12

export const newDutyRecordSchema = z
  .strictObject({
    unitId: z.string().min(1).max(200),
    post: z.string().min(1).max(120),
    number: z
      .number()
      .int()
      .min(0)
      .max(1_000_000)
      .openapi({ description: 'of the newest record that was seen; 0: none' }),
    stood: z
      .array(z.strictObject({ physicianId: z.string().min(1).max(80), ...hoursSchema.shape }))
      .max(MOST_PARTS),
    note: oneLine.trim().max(200).openapi({ description: 'never the name of a patient' }),
  })
  .openapi('NewDutyRecord')

export type DutyRecordsView = z.infer<typeof dutyRecordsSchema>
export type NewDutyRecord = z.infer<typeof newDutyRecordSchema>
