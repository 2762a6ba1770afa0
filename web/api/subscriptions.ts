import { answerOf } from './answer.ts'
import { server } from './server.ts'

export type PhysicianPath = { associationId: string; physicianId: string }

const own = server.associations[':associationId'].physicians[':physicianId'].subscriptions

/** A physician's calendar subscriptions. */
export const subscriptions = {
  list: (param: PhysicianPath) => answerOf(own.$get({ param })),
  make: (param: PhysicianPath) => answerOf(own.$post({ param, json: {} })),
  revoke: (param: PhysicianPath, subscriptionId: string) =>
    answerOf(own[':subscriptionId'].revoke.$post({ param: { ...param, subscriptionId }, json: {} })),
}
