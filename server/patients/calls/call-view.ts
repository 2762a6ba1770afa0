import { z } from '@hono/zod-openapi'
import { isLocalDay } from '../../time/local-day.ts'
import { id, instant, patientCode, revision } from '../patient-view.ts'
import { CALLERS, OUTCOMES, PARTY_KINDS } from './call.ts'

/** The calls at the duty desk, as pages and programs read and send them. Instants are epoch milliseconds. */

const caller = z.enum(CALLERS)
const outcome = z.enum(OUTCOMES)

const partySchema = z
  .strictObject({ kind: z.enum(PARTY_KINDS), id: id.nullable() })
  .refine(({ kind, id: given }) => (kind === 'ambulance') === (given === null), { path: ['id'] })
  .openapi('CallParty', { description: 'an ambulance has no id, everybody else has one' })

const stepSchema = z
  .strictObject({ party: partySchema, at: instant.optional() })
  .nullable()
  .optional()
  .openapi({ description: 'null takes it back; without `at` it is being taken now' })

/** `id` is made by the page: sent again, as by a double tap, it is the same call. */
export const newCallSchema = z
  .strictObject({
    id: z.uuid(),
    receivedAt: instant.optional().openapi({ description: 'of a call entered afterwards; none: now' }),
  })
  .openapi('NewCall')

export const callChangeSchema = z
  .strictObject({
    revision,
    receivedAt: instant.optional(),
    caller: caller.nullable().optional(),
    patientCode: patientCode.nullable().optional(),
    routed: stepSchema,
    answered: stepSchema,
    outcome: outcome.nullable().optional(),
    closed: z
      .strictObject({ at: instant.optional() })
      .nullable()
      .optional()
      .openapi({ description: 'null opens it again; without `at` it is closed now' }),
  })
  .openapi('CallChange', { description: 'what is left out stays as it is' })

const stepViewSchema = z
  .object({
    party: z.object({
      kind: z.enum(PARTY_KINDS),
      id: z.string().nullable(),
      name: z.string().openapi({ description: 'empty for an ambulance' }),
      phone: z.string(),
    }),
    at: instant,
  })
  .nullable()

export const callSchema = z
  .object({
    id: z.string(),
    revision,
    receivedAt: instant,
    caller: caller.nullable(),
    patientCode: z.string().nullable(),
    patientId: z.string().nullable().openapi({ description: 'null with a code: none of the association' }),
    routed: stepViewSchema,
    answered: stepViewSchema,
    outcome: outcome.nullable(),
    closedAt: instant.nullable().openapi({ description: 'null: it is open' }),
  })
  .openapi('Call')

export const callsSchema = z
  .object({
    association: z.object({ id: z.string(), name: z.string() }),
    day: z.string(),
    today: z.string(),
    calls: z.array(callSchema).openapi({
      description: 'received on the day, the newest first; of today also all that are still open',
    }),
  })
  .openapi('Calls')

const counted = { calls: z.number().int() }
export const callCountsSchema = z
  .object({
    ...counted,
    open: z.number().int(),
    outcomes: z.array(z.object({ outcome: outcome.nullable(), ...counted })),
    callers: z.array(z.object({ caller: caller.nullable(), ...counted })),
    medianMinutesToAnswer: z.number().nullable().openapi({ description: 'from receipt to answer' }),
  })
  .openapi('CallCounts')

/** Within the years that have a calendar day everywhere in the program. */
const day = z.string().refine(text => isLocalDay(text) && '1950-01-01' <= text && text < '2100-01-01', {
  message: 'a day that exists, YYYY-MM-DD',
})
export const callsQuerySchema = z.object({
  day: day.optional().openapi({ description: 'in Tokyo; none: today' }),
})
export const callMonthSchema = z.object({
  month: z
    .string()
    .regex(/^(19[5-9]\d|20\d\d)-(0[1-9]|1[0-2])$/)
    .openapi({ example: '2026-06' }),
})

export type NewCall = z.infer<typeof newCallSchema>
export type CallChangeInput = z.infer<typeof callChangeSchema>
export type CallView = z.infer<typeof callSchema>
export type CallsView = z.infer<typeof callsSchema>
export type CallCountsView = z.infer<typeof callCountsSchema>
