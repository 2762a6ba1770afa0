import type { CallChangeInput, NewCall } from '../../server/patients/calls/call-view.ts'
import type { LocalDay } from '../../server/time/local-day.ts'
import { answerOf } from './answer.ts'
import { server } from './server.ts'

const association = server.associations[':associationId']

/** The calls at the duty desk. */
export const calls = {
  /** Of a day; null: today. */
  of: (associationId: string, day: LocalDay | null) =>
    answerOf(association.calls.$get({ param: { associationId }, query: day === null ? {} : { day } })),
  /** Of a month such as `2026-06`. */
  counts: (associationId: string, month: string) =>
    answerOf(association['call-counts'].$get({ param: { associationId }, query: { month } })),

  receive: (associationId: string, json: NewCall) =>
    answerOf(association.calls.$post({ param: { associationId }, json })),
  change: (param: { associationId: string; callId: string }, json: CallChangeInput) =>
    answerOf(association.calls[':callId'].$post({ param, json })),
}
