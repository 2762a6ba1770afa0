import { z } from '@hono/zod-openapi'
import { precedence } from '../coverage/coverage-layers.ts'
import { id, instant, patientCode, teamSchema } from './patient-view.ts'

/** Who answers for a patient or a clinic group, as pages and programs ask for it. Instants are epoch milliseconds. */

export const answerQuestionSchema = z
  .strictObject({
    patientCode: patientCode.optional(),
    patientId: id.optional(),
    groupId: id.optional(),
    at: instant.optional().openapi({ description: 'any instant, past or future; none: now' }),
  })
  .refine(
    asked =>
      [asked.patientCode, asked.patientId, asked.groupId].filter(one => one !== undefined).length === 1,
    {
      path: ['patientCode'],
    },
  )
  .openapi('AnswerQuestion', { description: 'one of the code, the patient and the group' })

const whoSchema = z.object({
  kind: z.enum(['physician', 'hospital']),
  id: z.string(),
  name: z.string(),
  clinic: z.string().openapi({ description: 'empty for a hospital' }),
  phone: z.string(),
})

const answerSchema = whoSchema
  .extend({
    source: z.enum(precedence),
    absent: z.string().nullable().openapi({ description: 'for whose absence they stand in' }),
    note: z.string().nullable().openapi({ description: 'what an override by hand was entered for' }),
  })
  .openapi('WhoAnswers')

const postSchema = z.object({
  post: z.enum(['primary', 'backup']),
  answer: answerSchema.nullable().openapi({ description: 'null: a gap' }),
  next: z.array(answerSchema).openapi({ description: 'in order' }),
  away: z.array(whoSchema).openapi({ description: 'in a gap: who would have answered and is away' }),
})

export const answerViewSchema = z
  .object({
    at: instant,
    association: z.string(),
    patient: z.object({ id: z.string(), code: z.string(), area: z.string().nullable() }).nullable(),
    group: z.object({ id: z.string(), name: z.string() }).nullable(),
    team: teamSchema.nullable().openapi({ description: 'as it is now; null: there is none' }),
    posts: z.array(postSchema),
    stations: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        nightPhone: z.string(),
        reliable: z.boolean().openapi({ description: 'that its nurse can be relied on at the instant' }),
      }),
    ),
    hospital: z
      .object({
        id: z.string(),
        name: z.string(),
        phone: z.string(),
        bed: z.null().openapi({ description: 'no bed is reported yet' }),
      })
      .nullable(),
    segments: z
      .array(postSchema.extend({ start: instant, end: instant }))
      .openapi({ description: 'the 48 hours from the instant, in order of time' }),
  })
  .openapi('PatientAnswer')

export type AnswerQuestion = z.infer<typeof answerQuestionSchema>
export type AnswerView = z.infer<typeof answerViewSchema>
