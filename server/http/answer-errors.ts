import type { Env, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { answerRefusal } from './api.ts'
import { refuse } from './refusal.ts'

const LARGEST_BODY = 64 * 1024

export const limitBody = bodyLimit({
  maxSize: LARGEST_BODY,
  onError: c => answerRefusal(c, refuse('bodyTooLarge')),
})

/**
 * Answers what no route did. An unexpected error is a bug: its stack goes to `report` with the route's
 * pattern, because the path itself may hold a secret; the client learns only that it failed.
 */
export function answerErrors<E extends Env>(app: Hono<E>, report: (line: string) => void): void {
  app.notFound(c => answerRefusal(c, refuse('notFound')))
  app.onError((error, c) => {
    // hono's body reader is the only thrower here: the body is not JSON, or does not claim to be.
    if (error instanceof HTTPException && error.status === 400)
      return answerRefusal(c, refuse('malformedJson'))
    if (error instanceof HTTPException && error.status === 415)
      return answerRefusal(c, refuse('unsupportedMediaType'))
    report(`${c.req.method} ${c.req.routePath}: ${error.stack ?? error.message}`)
    return answerRefusal(c, refuse('internal'))
  })
}
