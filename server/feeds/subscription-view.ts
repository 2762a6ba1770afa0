import { z } from '@hono/zod-openapi'

/** A physician's calendar subscriptions. The address of one is shown once, when it is made. */
export const subscriptionsSchema = z
  .object({
    subscriptions: z.array(
      z.object({
        id: z.string(),
        createdAt: z.iso.datetime(),
        enteredBy: z
          .object({ name: z.string(), onBehalf: z.boolean() })
          .nullable()
          .openapi({ description: 'onBehalf: entered by the secretariat for the physician (代行入力)' }),
      }),
    ),
  })
  .openapi('Subscriptions')

export const newSubscriptionSchema = subscriptionsSchema
  .extend({ url: z.url().openapi({ description: 'Only a hash of its token is kept' }) })
  .openapi('NewSubscription')

export type SubscriptionsView = z.infer<typeof subscriptionsSchema>
export type NewSubscription = z.infer<typeof newSubscriptionSchema>
