import type { Env, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { HTTPException } from 'hono/http-exception'
import { answerRefusal } from './api.ts'
import { refuse } from './refusal.ts'

const LARGEST_BODY = 64 * 1024

const limit = bodyLimit({
  maxSize: LARGEST_BODY,
  onError: c => answerRefusal(c, refuse('bodyTooLarge')),
})

/** Where a physician's own calendar is read: a few years of one are larger than anything else. */
const CALENDAR_PATH = /^\/api\/schemes\/[^/]+\/rosters\/\d+\/physicians\/[^/]+\/wishes\/import(\/preview)?$/
const LARGEST_CALENDAR = 1_200_000

const limitCalendar = bodyLimit({
  maxSize: LARGEST_CALENDAR,
  onError: c => answerRefusal(c, refuse('calendarTooLarge')),
})

export const limitBody = createMiddleware((c, next) =>
  (CALENDAR_PATH.test(c.req.path) ? limitCalendar : limit)(c, next),
)

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
