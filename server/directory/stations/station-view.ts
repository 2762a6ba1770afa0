import { z } from '@hono/zod-openapi'
import { ONE_LINE } from '../../one-line.ts'
import { isLocalDay } from '../../time/local-day.ts'
import { EVIDENCE_KINDS } from './evidence.ts'
import { readPatientReference } from './patient-reference.ts'
import { readPhoneNumber } from './phone-number.ts'
import { problemsOfCover } from './station-cover.ts'

/** Visiting-nurse stations, their hours, what proves them, and whom they stand behind. */

const EARLIEST_DAY = '1949-04-01'
const LATEST_DAY = '2101-03-31'

const id = z.string().min(1).max(80)
const day = z
  .string()
  .refine(text => isLocalDay(text) && EARLIEST_DAY <= text && text <= LATEST_DAY)
  .openapi({ format: 'date' })
/** Kept in 32 bits, of which the next revision must be one too. */
const revision = z.number().int().min(0).max(2_147_483_646)

/** One line of readable text: no line break or control character may reach a print-out. */
const line = (longest: number) => z.string().trim().min(1).max(longest).regex(ONE_LINE)

/** Read as it is typed and kept in one form. */
export const phoneNumber = z
  .string()
  .max(40)
  .transform((typed, context) => {
    const number = readPhoneNumber(typed)
    if (number !== null) return number
    context.addIssue({ code: 'custom', message: 'no telephone number of Japan' })
    return z.NEVER
  })
  .openapi({ type: 'string', example: '0120-000-000' })

const time = z.string().max(5)
const hours = { from: time, to: time }

const coverSchema = z
  .strictObject({
    weekly: z.array(
      z.strictObject({
        weekday: z.literal([1, 2, 3, 4, 5, 6, 7]).openapi({ type: 'integer', description: '1 = Monday' }),
        ...hours,
      }),
    ),
    dates: z.array(
      z.strictObject({ from: z.string(), to: z.string(), hours: z.array(z.strictObject(hours)) }),
    ),
  })
  .superRefine((cover, context) => {
    for (const { field, reason } of problemsOfCover(cover))
      context.addIssue({ code: 'custom', path: field.split('.'), message: reason })
  })
  .openapi('StationCover')

const stateSchema = z.enum(['valid', 'expired', 'unknown', 'closed'])
const targetKind = z.enum(['scheme', 'physician', 'clinic', 'patient'])

const rowFields = {
  id: z.string(),
  name: z.string(),
  nightPhone: z.string(),
  cover: coverSchema,
  state: stateSchema,
  provenUntil: z
    .string()
    .nullable()
    .openapi({ description: 'the last day that evidence proves, also one that has passed' }),
  closedOn: z.string().nullable().openapi({ description: 'the first day it is no longer there' }),
}

const linkSchema = z.object({
  id: z.string(),
  station: z.object({ id: z.string(), name: z.string() }),
  association: z.string().openapi({ description: 'whose link it is' }),
  target: z.object({ kind: targetKind, id: z.string(), name: z.string() }),
  from: z.string(),
  to: z.string().nullable(),
  revision: z.number().int(),
})

const reminderSchema = z.object({
  stationId: z.string(),
  station: z.string(),
  kind: z.enum(['noEvidence', 'evidenceExpired', 'evidenceExpires', 'linkEnds', 'notConfirmed']),
  day: z.string().nullable().openapi({ description: 'the last valid day, or of the last confirmation' }),
  within: z.number().int().nullable().openapi({ description: '7, 30 or 60 days before it ends' }),
  target: z.string().nullable().openapi({ description: 'whom the link is to' }),
})

export const stationListSchema = z
  .object({
    association: z.string(),
    stations: z.array(
      z.object({
        ...rowFields,
        association: z.string().nullable().openapi({ description: 'where it is of another' }),
        confirmed: z.object({ at: z.number().int(), byPhone: z.boolean() }).nullable(),
        links: z.number().int().openapi({ description: 'in force or to come' }),
      }),
    ),
  })
  .openapi('StationList')

export const stationSchema = z
  .object({
    ...rowFields,
    association: z.string(),
    revision: z.number().int(),
    evidence: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(EVIDENCE_KINDS),
        checkedOn: z.string(),
        checkedBy: z.string(),
        nightPhone: z.string(),
        validUntil: z.string(),
        standing: z.enum(['holds', 'expired', 'future', 'withdrawn']),
      }),
    ),
    confirmations: z.array(z.object({ at: z.number().int(), byPhone: z.boolean(), spokenWith: z.string() })),
    links: z.array(linkSchema),
    reminders: z.array(reminderSchema),
  })
  .openapi('Station')

export const stationRemindersSchema = z
  .object({ reminders: z.array(reminderSchema) })
  .openapi('StationReminders')

export const nurseLinksSchema = z
  .object({
    links: z.array(linkSchema),
    choices: z.object({
      stations: z.array(z.object({ id: z.string(), name: z.string(), association: z.string() })),
      schemes: z.array(z.object({ id: z.string(), name: z.string() })),
      physicians: z.array(z.object({ id: z.string(), name: z.string(), clinic: z.string() })),
      clinics: z.array(z.object({ id: z.string(), name: z.string() })),
    }),
  })
  .openapi('NurseLinks')

export const newStationSchema = z.strictObject({ name: line(60), nightPhone: phoneNumber })
export const stationNameSchema = z.strictObject({ name: line(60), revision })
export const stationHoursSchema = z.strictObject({ nightPhone: phoneNumber, cover: coverSchema, revision })
export const stationClosingSchema = z.strictObject({ closedOn: day.nullable(), revision })
export const stationRevisionSchema = z.strictObject({ revision })
export const phoneConfirmationSchema = z.strictObject({ spokenWith: line(40), revision })

const bothDays = z.object({ checkedOn: day, validUntil: day })

/** What two fields say against each other is told beside what is wrong with any other. */
export const newEvidenceSchema = z
  .strictObject({
    kind: z.enum(EVIDENCE_KINDS),
    checkedOn: day,
    checkedBy: line(40),
    nightPhone: phoneNumber,
    validUntil: day,
    revision,
  })
  .refine(({ checkedOn, validUntil }) => checkedOn <= validUntil, {
    path: ['validUntil'],
    when: ({ value }) => bothDays.safeParse(value).success,
  })

const fromTo = z.object({ from: day, to: day })

/** Initials and a number: a patient's name may not stand here. */
const patientReference = z
  .string()
  .max(40)
  .transform((typed, context) => {
    const reference = readPatientReference(typed)
    if (reference !== null) return reference
    context.addIssue({ code: 'custom', message: 'no reference' })
    return z.NEVER
  })
  .openapi({ type: 'string', example: 'K-102' })

export const newNurseLinkSchema = z
  .strictObject({
    stationId: id,
    target: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('scheme'), id }),
      z.strictObject({ kind: z.literal('physician'), id }),
      z.strictObject({ kind: z.literal('clinic'), id }),
      z.strictObject({ kind: z.literal('patient'), id: patientReference }),
    ]),
    from: day,
    to: day.nullable(),
  })
  .refine(({ from, to }) => to === null || from <= to, {
    path: ['to'],
    when: ({ value }) => fromTo.safeParse(value).success,
  })

export const nurseLinkEndSchema = z.strictObject({ to: day, revision })

export type StationList = z.infer<typeof stationListSchema>
export type Station = z.infer<typeof stationSchema>
export type NurseLinks = z.infer<typeof nurseLinksSchema>
export type NurseLink = z.infer<typeof linkSchema>
export type StationReminder = z.infer<typeof reminderSchema>
export type NewStation = z.infer<typeof newStationSchema>
export type StationHours = z.infer<typeof stationHoursSchema>
export type NewEvidence = z.infer<typeof newEvidenceSchema>
export type NewNurseLink = z.infer<typeof newNurseLinkSchema>
