import { z } from '@hono/zod-openapi'
import { audiences } from './audience.ts'
import { calendarPrograms } from './calendar-program.ts'
import { oneLine } from './calendar-text.ts'

/** Calendar subscriptions as their pages show them. The address of one is shown once, when it is made. */

/** Minutes before each duty at which a calendar reminds; 0: when it begins. */
const ALARMS = [0, 30, 60, 1440] as const

const LONGEST_NAME = 40

const moment = z.iso.datetime()
const audience = z.enum(audiences)
const calendar = z.object({ audience, id: z.string(), name: z.string(), association: z.string() })
const alarmMinutes = z.literal(ALARMS).nullable().openapi({ description: 'Null: no reminder' })

const name = z
  .string()
  .max(1_000)
  .transform(typed => oneLine(typed).replaceAll(/\s+/gu, ' '))
  .refine(cleaned => cleaned.length > 0 && [...cleaned].length <= LONGEST_NAME)
  .openapi({ type: 'string', minLength: 1, maxLength: LONGEST_NAME, example: 'スマートフォン' })

const subscriptionSchema = z.object({
  id: z.string(),
  name: z.string(),
  alarmMinutes: z.number().int().nullable(),
  createdAt: moment,
  enteredBy: z
    .object({ name: z.string(), onBehalf: z.boolean() })
    .nullable()
    .openapi({ description: 'onBehalf: entered by the secretariat (代行入力)' }),
  holder: z.string().nullable().openapi({ description: 'The member it is for, of a calendar several share' }),
  lastRead: z.object({ at: moment, program: z.enum(calendarPrograms) }).nullable(),
  state: z
    .enum(['reading', 'waiting', 'silent', 'ended'])
    .openapi({ description: 'silent: not read for 7 days; ended: with the membership it was made for' }),
  revision: z.number().int(),
})

export const subscriptionsSchema = z
  .object({
    calendar,
    subscriptions: z.array(subscriptionSchema),
  })
  .openapi('Subscriptions')

export const newSubscriptionSchema = subscriptionsSchema
  .extend({ id: z.string(), url: z.url().openapi({ description: 'Only a hash of its token is kept' }) })
  .openapi('NewSubscription')

export const subscriptionMakingSchema = z
  .strictObject({
    name,
    alarmMinutes,
    membershipId: z
      .string()
      .min(1)
      .max(80)
      .optional()
      .openapi({ description: 'Of a calendar several share: the member for whom the secretariat makes it' }),
  })
  .openapi('SubscriptionMaking')

export const subscriptionChangeSchema = z
  .strictObject({ name, alarmMinutes, revision: z.number().int().min(0).max(2_147_483_646) })
  .openapi('SubscriptionChange')

export const subscriptionEndSchema = z
  .strictObject({
    farewell: z.boolean().openapi({ description: 'Whether it says for 30 days how to subscribe again' }),
  })
  .openapi('SubscriptionEnd')

/** The calendars that whoever asks may subscribe to. */
export const calendarsSchema = z
  .object({
    association: z.string(),
    calendars: z.array(
      z.object({
        audience,
        id: z.string(),
        name: z.string(),
        own: z
          .boolean()
          .openapi({ description: 'Of whoever asks: themselves, their clinic, their facility' }),
      }),
    ),
  })
  .openapi('Calendars')

/** All subscriptions of an association, for the secretariat: those that no calendar reads any more come first. */
export const allSubscriptionsSchema = z
  .object({
    association: z.string(),
    subscriptions: z.array(
      subscriptionSchema.extend({
        calendar,
        phone: z.string().nullable().openapi({ description: 'Of whom to ask about it' }),
      }),
    ),
  })
  .openapi('AllSubscriptions')

export type SubscriptionsView = z.infer<typeof subscriptionsSchema>
export type SubscriptionView = SubscriptionsView['subscriptions'][number]
export type NewSubscription = z.infer<typeof newSubscriptionSchema>
export type SubscriptionMaking = z.input<typeof subscriptionMakingSchema>
export type SubscriptionChange = z.input<typeof subscriptionChangeSchema>
export type CalendarsView = z.infer<typeof calendarsSchema>
export type AllSubscriptions = z.infer<typeof allSubscriptionsSchema>
