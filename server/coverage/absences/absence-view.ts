import { z } from '@hono/zod-openapi'
import { covers } from '../coverage-settings.ts'

/** Absences (不在) as pages and programs read and send them. Times are Asia/Tokyo wall clock with their offset. */

const id = z.string().min(1).max(80)
const wallClock = z.iso.datetime({ offset: true }).openapi({ example: '2026-06-12T13:00:00+09:00' })
const moment = z.iso.datetime().openapi({ description: 'UTC', example: '2026-06-01T05:00:00.000Z' })
const cover = z.enum(covers)
const revision = z.number().int().min(0).max(2_147_483_646)

const person = z.object({ id: z.string(), name: z.string(), clinic: z.string() })

const handSchema = z
  .object({ id: z.string(), physician: person, raisedAt: moment, onBehalf: z.boolean() })
  .openapi('AbsenceHand')

/** A published duty in the hours of an absence. */
const hitDutySchema = z
  .object({
    scheme: z.object({ id: z.string(), shortName: z.string() }),
    fiscalYear: z.number().int(),
    unitId: z.string(),
    post: z.string(),
    label: z.string(),
    start: wallClock,
    end: wallClock,
  })
  .openapi('DutyDuringAbsence')

const absenceSchema = z
  .object({
    id: z.string(),
    physician: person,
    start: wallClock,
    end: wallClock,
    reason: z.object({ id: z.string(), label: z.string() }),
    cover,
    coverPhysician: person
      .nullable()
      .openapi({ description: 'the locum named, or who was confirmed of those who raised a hand' }),
    seriesId: z.string().nullable(),
    onBehalf: z.boolean(),
    revision,
    hands: z.array(handSchema).openapi({ description: 'in the order in which they went up' }),
    asked: z.array(z.string()).openapi({ description: 'of an open request: who may raise a hand' }),
    duties: z.array(hitDutySchema),
    settled: z.boolean().openapi({ description: 'too long over to be changed' }),
  })
  .openapi('Absence')

const seriesSchema = z
  .object({
    id: z.string(),
    physician: person,
    reason: z.object({ id: z.string(), label: z.string() }),
    cover,
    coverPhysician: person.nullable(),
    weekdays: z.array(z.number().int()).openapi({ description: '1 Monday … 7 Sunday' }),
    fromTime: z.string(),
    toTime: z.string(),
    fromDay: z.iso.date(),
    toDay: z.iso.date(),
    note: z.string(),
    revision,
  })
  .openapi('AbsenceSeries')

/** Somebody else's absence for which hands are asked for; why they are away is not told. */
const requestSchema = z
  .object({
    id: z.string(),
    physician: person,
    start: wallClock,
    end: wallClock,
    hand: z.string().nullable().openapi({ description: 'the own hand that is up' }),
  })
  .openapi('AbsenceRequest')

export const absencesSchema = z
  .object({
    association: z.object({ id: z.string(), name: z.string() }),
    physicians: z
      .array(person.extend({ covers: z.array(cover) }))
      .openapi({ description: 'for whom absences are entered, with the covers offered, the first proposed' }),
    absences: z.array(absenceSchema).openapi({ description: 'in order of time' }),
    series: z.array(seriesSchema),
    requests: z.array(requestSchema),
    reasons: z.array(z.object({ id: z.string(), label: z.string() })),
    locums: z.array(person).openapi({ description: 'of the association; any other may be named too' }),
    revision: revision.openapi({ description: "counts the changes of the association's settings" }),
  })
  .openapi('Absences')

const stated = {
  start: wallClock,
  end: wallClock,
  reasonId: id,
  cover,
  coverPhysicianId: id.nullable().openapi({ description: 'of the cover `locum`; null otherwise' }),
}

export const newAbsenceSchema = z.strictObject(stated).openapi('NewAbsence')
export const absenceChangeSchema = z.strictObject({ ...stated, revision }).openapi('AbsenceChange')
export const absenceRevisionSchema = z.strictObject({ revision })
export const confirmationSchema = z.strictObject({ handId: id, revision }).openapi('AbsenceConfirmation')
export const handRaisingSchema = z.strictObject({ raised: z.boolean() })

export const enteredSchema = z.object({ id: z.string() })

export type AbsencesView = z.infer<typeof absencesSchema>
export type AbsenceView = z.infer<typeof absenceSchema>
export type NewAbsence = z.infer<typeof newAbsenceSchema>
export type AbsenceChange = z.infer<typeof absenceChangeSchema>
