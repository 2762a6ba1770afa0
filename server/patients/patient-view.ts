import { z } from '@hono/zod-openapi'
import { readPatientReference } from '../directory/stations/patient-reference.ts'
import { oneLine } from '../one-line.ts'
import { CONTACTS, EMERGENCY_MEANS } from './care-team.ts'

/** What pages and programs read and send of patient references and care teams. Instants are epoch milliseconds. */

export const id = z.string().min(1).max(80)
/** Kept in 32 bits, of which the next revision must be one too. */
export const revision = z.number().int().min(0).max(2_147_483_646)
/** Within the years that have a calendar day everywhere in the program. */
export const instant = z.number().int().min(Date.UTC(1950)).max(Date.UTC(2100))

/** Initials and a number, read as they are typed: a name may not stand here. */
export const patientCode = z
  .string()
  .max(40)
  .transform((typed, context) => {
    const code = readPatientReference(typed)
    if (code !== null) return code
    context.addIssue({ code: 'custom', message: 'no patient code' })
    return z.NEVER
  })
  .openapi({ type: 'string', example: 'K-102' })

export const personSchema = z
  .object({ id: z.string(), name: z.string(), clinic: z.string(), phone: z.string() })
  .openapi('CarePhysician', { description: '`phone`: the number to call at night' })

export const areaRefSchema = z.object({ id: z.string(), name: z.string() }).nullable()

/** More than ever stand in one team; they bound what one team costs. */
const MOST_DEPUTIES = 20
const MOST_OTHERS = 20

const emergencyPlanSchema = z.strictObject({
  means: z.enum(EMERGENCY_MEANS),
  contacts: z
    .array(z.enum(CONTACTS))
    .max(CONTACTS.length)
    .refine(list => new Set(list).size === list.length)
    .openapi({ description: 'in the order in which they are called, each once' }),
  wishes: z
    .enum(['yes', 'no', 'unknown'])
    .openapi({ description: "whether the patient's wishes are written down" }),
})

const teamDraftSchema = z
  .strictObject({
    attendingId: id.nullable(),
    deputyIds: z.array(id).max(MOST_DEPUTIES).openapi({ description: 'in order' }),
    specialists: z
      .array(z.strictObject({ physicianId: id, discipline: oneLine.trim().min(1).max(20) }))
      .max(MOST_OTHERS),
    stationIds: z.array(id).max(MOST_OTHERS),
    hospitalId: id.nullable(),
    schemeId: id
      .nullable()
      .openapi({ description: 'of the association; its rota and final back-up stand behind the team' }),
    emergencyPlan: emergencyPlanSchema,
  })
  .openapi('CareTeamDraft')

const confirmUnanswered = z
  .boolean()
  .optional()
  .openapi({ description: 'that neither an attending physician nor a deputy is left, on purpose' })

const newTeam = { team: teamDraftSchema, confirmUnanswered }

export const newPatientSchema = z
  .strictObject({
    code: patientCode,
    areaId: id.nullable(),
    team: teamDraftSchema.nullable(),
    confirmUnanswered,
  })
  .openapi('NewPatient')
export const patientClosingSchema = z.strictObject({ revision })

export const newTeamSchema = z
  .strictObject({ patientId: id.optional(), groupId: id.optional(), ...newTeam })
  .refine(({ patientId, groupId }) => (patientId === undefined) !== (groupId === undefined), {
    path: ['patientId'],
  })
  .openapi('NewCareTeam', { description: 'of a patient or of a clinic group, one of the two' })
export const teamChangeSchema = z.strictObject({ ...newTeam, revision }).openapi('CareTeamChange')
export const teamEndSchema = z.strictObject({ revision })

export const newOverrideSchema = z
  .strictObject({ physicianId: id, start: instant, end: instant, reason: oneLine.trim().min(1).max(60) })
  .refine(({ start, end }) => start < end, { path: ['end'] })
  .openapi('NewAnswerOverride')

export const teamSchema = z
  .object({
    id: z.string(),
    revision,
    patientId: z.string().nullable(),
    groupId: z.string().nullable(),
    deputyLabel: z.string(),
    attending: personSchema.nullable(),
    deputies: z.array(personSchema),
    specialists: z.array(personSchema.extend({ discipline: z.string() })),
    stations: z.array(
      z.object({ id: z.string(), name: z.string(), nightPhone: z.string(), closed: z.boolean() }),
    ),
    hospital: z.object({ id: z.string(), name: z.string(), phone: z.string() }).nullable(),
    scheme: z.object({ id: z.string(), name: z.string() }).nullable(),
    emergencyPlan: emergencyPlanSchema,
    overrides: z
      .array(
        z.object({
          id: z.string(),
          physician: personSchema,
          start: instant,
          end: instant,
          reason: z.string(),
        }),
      )
      .openapi({ description: 'that are not over, the first to begin first' }),
    mayChange: z.boolean(),
  })
  .openapi('CareTeam')

const summary = {
  team: z
    .object({ id: z.string(), attending: z.string().nullable(), deputies: z.array(z.string()) })
    .nullable(),
}

export const patientsSchema = z
  .object({
    association: z.object({ id: z.string(), name: z.string() }),
    patients: z.array(
      z.object({
        id: z.string(),
        code: z.string(),
        area: areaRefSchema,
        association: z.string().nullable().openapi({ description: 'null: the association itself' }),
        revision,
        ...summary,
      }),
    ),
    groups: z.array(z.object({ id: z.string(), name: z.string(), ...summary })),
    may: z.object({
      enter: z.boolean(),
      everyone: z.boolean().openapi({ description: 'sees and sets the teams of all patients' }),
    }),
    ownPhysicians: z.array(personSchema).openapi({ description: 'whom the reader is' }),
  })
  .openapi('Patients')

export const choicesSchema = z
  .object({
    stations: z.array(z.object({ id: z.string(), name: z.string(), association: z.string() })),
    hospitals: z.array(z.object({ id: z.string(), name: z.string(), association: z.string() })),
    schemes: z.array(z.object({ id: z.string(), name: z.string(), deputyLabel: z.string() })),
    areas: z.array(z.object({ id: z.string(), name: z.string() })),
  })
  .openapi('CareTeamChoices')

export const foundPhysiciansSchema = z
  .object({
    physicians: z.array(
      z.object({ id: z.string(), name: z.string(), clinic: z.string(), association: z.string() }),
    ),
  })
  .openapi('FoundPhysicians')

export type TeamView = z.infer<typeof teamSchema>
export type PatientsView = z.infer<typeof patientsSchema>
export type NewPatient = z.infer<typeof newPatientSchema>
export type NewTeam = z.infer<typeof newTeamSchema>
export type TeamChange = z.infer<typeof teamChangeSchema>
export type NewOverride = z.infer<typeof newOverrideSchema>
export type TeamChoices = z.infer<typeof choicesSchema>
export type FoundPhysicians = z.infer<typeof foundPhysiciansSchema>
export type Person = z.infer<typeof personSchema>
