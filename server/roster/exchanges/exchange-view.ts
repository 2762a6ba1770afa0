import { z } from '@hono/zod-openapi'
import { oneLine } from '../../one-line.ts'
import { isLocalDay } from '../../time/local-day.ts'
import { EXCHANGE_KINDS, EXCHANGE_STATUSES } from './exchange.ts'

/** What pages and programs read and send of exchanges. Times are Asia/Tokyo wall clock with their offset. */

const id = z.string().min(1).max(120)
const wallClock = z.iso.datetime({ offset: true }).openapi({ example: '2026-04-04T12:00:00+09:00' })
const moment = z.iso.datetime().openapi({ description: 'UTC', example: '2026-02-20T05:00:00.000Z' })
const day = z.string().refine(isLocalDay, 'a day that exists, YYYY-MM-DD')

/** So short that no story of a patient fits in. */
const words = oneLine.trim().max(200)

const legSchema = z.strictObject({ unit: id, post: id, from: id, to: id.nullable() })

export const newExchangeSchema = z
  .strictObject({
    id: z.uuid().openapi({ description: "the sender's own: the same one again is stored no second time" }),
    kind: z.enum(EXCHANGE_KINDS),
    legs: z
      .array(legSchema)
      .min(1)
      .max(6)
      .openapi({ description: 'who gives which duty to whom; of an offer one, to null' }),
    note: words.openapi({ description: 'no names of patients' }),
    answerBy: day.nullable().openapi({ description: 'until its 24:00; null: as the scheme has it' }),
    draft: z.boolean().openapi({ description: 'kept, but asked of nobody yet' }),
  })
  .openapi('NewExchange')

export const physiciansEventSchema = z
  .strictObject({ event: z.enum(['propose', 'accept', 'decline', 'withdraw']), reason: words.default('') })
  .openapi('ExchangeEvent')

export const exchangeDecisionSchema = z
  .strictObject({ approve: z.boolean(), reason: words.default('') })
  .openapi('ExchangeDecision')

export const overrideSchema = z
  .strictObject({
    unit: id,
    post: id,
    from: id.openapi({
      description: 'who stands these hours, as it was seen; of the whole or the rest, some of them',
    }),
    to: id,
    hours: z
      .strictObject({
        start: wallClock.nullable().openapi({ description: 'null: from now on' }),
        end: wallClock.nullable().openapi({ description: "null: the rest, to the unit's end" }),
      })
      .nullable()
      .openapi({ description: 'null: the whole unit' }),
    reason: words.min(1),
  })
  .openapi('Override')

const partSchema = z.object({ start: wallClock, end: wallClock, physician: z.string() })

const dutySchema = z
  .object({
    unit: z.string(),
    post: z.string(),
    day: z.iso.date(),
    start: wallClock,
    end: wallClock,
    label: z.string(),
    holder: z.string(),
    parts: z.array(partSchema).openapi({ description: 'who stands which hours, together the whole unit' }),
  })
  .openapi('StandingDuty')

const exchangeSchema = z
  .object({
    id: z.string(),
    kind: z.enum(EXCHANGE_KINDS),
    status: z.enum(EXCHANGE_STATUSES),
    proposer: z.string(),
    note: z.string(),
    createdAt: moment,
    expiresAt: moment,
    onBehalf: z.boolean().openapi({ description: 'entered by the secretariat (代行入力)' }),
    approvalNeeded: z.boolean(),
    legs: z.array(
      z.object({
        unit: z.string(),
        post: z.string(),
        day: z.iso.date(),
        start: wallClock,
        end: wallClock,
        label: z.string(),
        from: z.string(),
        to: z.string().nullable(),
        responsible: z.string().openapi({ description: 'who answers for the duty in this state' }),
      }),
    ),
    answers: z.array(
      z.object({
        physician: z.string(),
        answer: z.enum(['accepted', 'declined']),
        answeredAt: moment,
        onBehalf: z.boolean(),
      }),
    ),
    awaited: z.array(z.string()).openapi({ description: 'who was asked and has not accepted yet' }),
    decidedAt: moment.nullable(),
    decisionReason: z.string().nullable(),
  })
  .openapi('Exchange')

export const exchangesSchema = z
  .object({
    association: z.object({ id: z.string(), name: z.string(), invented: z.boolean() }),
    scheme: z.object({ id: z.string(), name: z.string(), shortName: z.string(), posts: z.array(z.string()) }),
    fiscalYear: z.number().int(),
    published: z.number().int().nullable().openapi({ description: 'the version that stands; null: none' }),
    physicianId: z.string().nullable().openapi({ description: 'the member of the scheme who asks' }),
    office: z.boolean().openapi({ description: 'whether the one who asks enters for others' }),
    settings: z.object({ approvalNeeded: z.boolean(), answerWithinDays: z.number().int() }),
    members: z.array(z.object({ id: z.string(), name: z.string(), clinic: z.string() })),
    duties: z.array(dutySchema).openapi({ description: 'all that are not over, as they stand' }),
    exchanges: z.array(exchangeSchema).openapi({ description: 'those one may see, newest first' }),
    debts: z
      .array(
        z.object({ debtor: z.string(), creditor: z.string(), units: z.number().int(), points: z.number() }),
      )
      .openapi({ description: 'of all years; 1 point is an ordinary 24-hour duty' }),
  })
  .openapi('Exchanges')

export type NewExchangeBody = z.infer<typeof newExchangeSchema>
export type PhysiciansEvent = z.infer<typeof physiciansEventSchema>
export type ExchangeDecision = z.infer<typeof exchangeDecisionSchema>
export type Override = z.infer<typeof overrideSchema>
export type ExchangesView = z.infer<typeof exchangesSchema>
