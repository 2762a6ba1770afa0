import { z } from '@hono/zod-openapi'
import { isLocalDay } from '../../time/local-day.ts'

/** What pages and programs read and send of a repair. Times are Asia/Tokyo wall clock with their offset. */

const id = z.string().min(1).max(120)
const day = z.string().refine(isLocalDay, 'a day that exists, YYYY-MM-DD')
const wallClock = z.iso.datetime({ offset: true }).openapi({ example: '2026-04-04T12:00:00+09:00' })

const absenceFields = { physicianId: id, from: day, to: day }
const isInOrder = ({ from, to }: { from: string; to: string }): boolean => from <= to
const ENDS_FIRST = { path: ['to'], message: 'must not be before from' }

export const memberAbsenceSchema = z
  .strictObject(absenceFields)
  .refine(isInOrder, ENDS_FIRST)
  .openapi('MemberAbsence', { description: 'Both days included' })

const changeSchema = z
  .strictObject({ unit: id, post: id, from: id.nullable(), to: id })
  .openapi('RepairChange')

const standing = z.object({ before: z.number(), after: z.number() })

const repairSchema = z
  .object({
    changes: z.array(changeSchema),
    cost: z.number().openapi({ description: 'how much dearer the rota becomes; below 0 it becomes fairer' }),
    effects: z.array(
      z.object({
        person: z.string(),
        units: standing,
        offShare: standing.openapi({ description: 'quarter points above the fair burden' }),
      }),
    ),
  })
  .openapi('Repair')

const repairUnitSchema = z.object({
  id: z.string(),
  day: z.iso.date(),
  start: wallClock,
  end: wallClock,
  label: z.string(),
})

export const repairOffersSchema = z
  .object({
    number: z.number().int().openapi({ description: 'the published version that is repaired' }),
    revision: z.number().int(),
    vacated: z
      .array(z.object({ unit: z.string(), post: z.string() }))
      .openapi({ description: 'posts the absent physician holds' }),
    units: z.array(repairUnitSchema).openapi({ description: 'every unit the offers speak of' }),
    fewest: z.array(repairSchema).openapi({ description: 'the fewest changes there can be, cheapest first' }),
    fairer: z.array(repairSchema).openapi({ description: 'one swap more, but fairer' }),
    belowMin: z
      .boolean()
      .openapi({ description: 'every offer leaves the absent physician below the minimum' }),
    complete: z.boolean().openapi({ description: 'false: there were too many ways to try them all' }),
    waitingDraft: z.boolean().openapi({ description: 'a draft newer than the version would be replaced' }),
  })
  .openapi('RepairOffers')

export const takenRepairSchema = z
  .strictObject({
    ...absenceFields,
    number: z.number().int().min(1).max(1_000_000),
    revision: z.number().int().min(0).max(2_147_483_646),
    changes: z.array(changeSchema).max(200),
  })
  .refine(isInOrder, ENDS_FIRST)
  .openapi('TakenRepair')

export type MemberAbsence = z.infer<typeof memberAbsenceSchema>
export type RepairOffersView = z.infer<typeof repairOffersSchema>
export type TakenRepair = z.infer<typeof takenRepairSchema>
