import type { SubscriptionChange, SubscriptionMaking } from '../../server/feeds/subscription-view.ts'
import { answerOf } from './answer.ts'
import { server } from './server.ts'

const association = server.associations[':associationId']
const ofCalendar = association.calendars[':audience'][':audienceId'].subscriptions
const one = ofCalendar[':subscriptionId']

/** Where a calendar is: in which association, and for whom of it. */
export type CalendarPath = { associationId: string; audience: string; audienceId: string }
type SubscriptionPath = CalendarPath & { subscriptionId: string }

/** Calendars that people subscribe to. */
export const subscriptions = {
  calendars: (associationId: string) => answerOf(association.calendars.$get({ param: { associationId } })),
  all: (associationId: string) => answerOf(association.subscriptions.$get({ param: { associationId } })),
  list: (param: CalendarPath) => answerOf(ofCalendar.$get({ param })),
  make: (param: CalendarPath, json: SubscriptionMaking) => answerOf(ofCalendar.$post({ param, json })),
  change: (param: SubscriptionPath, json: SubscriptionChange) => answerOf(one.$post({ param, json })),
  renew: (param: SubscriptionPath) => answerOf(one.renew.$post({ param, json: {} })),
  revoke: (param: SubscriptionPath, json: { farewell: boolean }) =>
    answerOf(one.revoke.$post({ param, json })),
}
