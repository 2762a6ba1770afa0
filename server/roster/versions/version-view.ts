import { z } from '@hono/zod-openapi'
import { oneLine } from '../../one-line.ts'
import { CHECKS } from '../gate/gate.ts'
import { hoursSchema, moment, physicianSchema } from './difference-view.ts'

/** What pages and programs read and send of a year's versions. */

const checkSchema = z.object({
  check: z.enum(CHECKS),
  state: z.enum(['met', 'toMend', 'toWaive', 'notChecked']),
  findings: z.number().int(),
})

const waiverSchema = z.object({
  check: z.enum(CHECKS),
  reason: z.string(),
  signedBy: z.string(),
  signedAt: moment,
  expiresOn: z.iso.date().openapi({ description: 'the last day it holds' }),
  expired: z.boolean(),
})

const changeSchema = hoursSchema.extend({
  kind: z.enum(['override', 'swap', 'offer']),
  unitId: z.string(),
  post: z.string(),
  day: z.iso.date(),
  whole: z.boolean().openapi({ description: 'the whole unit, not hours of it' }),
  from: z.string(),
  to: z.string(),
  reason: z.string().nullable().openapi({ description: 'for the secretariat alone' }),
  appliedAt: moment,
})

const versionSchema = z.object({
  number: z.number().int(),
  kind: z.enum(['publication', 'withdrawal']),
  publishedAt: moment,
  publishedBy: z.string().nullable().openapi({ description: 'null: the program' }),
  reason: z.string().nullable().openapi({ description: 'why units were withdrawn' }),
  checks: z.array(checkSchema).nullable().openapi({ description: 'null: nothing was checked' }),
  waivers: z.array(waiverSchema),
  carried: z
    .array(changeSchema)
    .openapi({ description: 'hours passed on before it, which it took over from the version before' }),
  changes: z.array(changeSchema).openapi({ description: 'made after it, in their order' }),
  receipts: z.object({
    asked: z.number().int().nullable().openapi({ description: 'null: of a version that is not the newest' }),
    read: z.number().int(),
    accepted: z.number().int(),
  }),
})

const comingUnitSchema = hoursSchema.extend({
  id: z.string(),
  day: z.iso.date(),
  label: z.string(),
  physicians: z.array(z.string()),
})

export const versionsSchema = z
  .object({
    association: z.object({ id: z.string(), name: z.string(), invented: z.boolean() }),
    scheme: z.object({ id: z.string(), name: z.string(), shortName: z.string(), posts: z.array(z.string()) }),
    fiscalYear: z.number().int(),
    drafted: z.boolean(),
    mayWithdraw: z.boolean(),
    physicians: z.array(physicianSchema).openapi({ description: 'everybody named' }),
    versions: z.array(versionSchema).openapi({ description: 'the newest first' }),
    coming: z
      .array(comingUnitSchema)
      .openapi({ description: 'units that can be withdrawn, for those who may; in order' }),
  })
  .openapi('RosterVersions')

const MOST_UNITS = 4_000

export const withdrawalSchema = z
  .strictObject({
    number: z
      .number()
      .int()
      .min(1)
      .max(1_000_000)
      .openapi({ description: 'the newest version, as it was seen' }),
    units: z
      .union([z.literal('all'), z.array(z.string().min(1).max(200)).min(1).max(MOST_UNITS)])
      .openapi({ description: '`all`: whatever has not begun' }),
    reason: oneLine.trim().min(1).max(200),
  })
  .openapi('Withdrawal')

export type VersionsView = z.infer<typeof versionsSchema>
export type Withdrawal = z.infer<typeof withdrawalSchema>
