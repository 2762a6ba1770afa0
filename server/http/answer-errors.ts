import type { Env, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { HTTPException } from 'hono/http-exception'
import { answerRefusal } from './api.ts'
import { type Refusal, refuse, refuseFields } from './refusal.ts'

const limitTo = (maxSize: number, refusal: Refusal) =>
  bodyLimit({ maxSize, onError: c => answerRefusal(c, refusal) })

const limit = limitTo(64 * 1024, refuse('bodyTooLarge'))

/**
 * Where more is read than anywhere else: a few years of a physician's own calendar, and so many wishes, some 10,000,
 * that whoever sends far too many is told of which field.
 */
const OF_A_MEMBER = '^/api/schemes/[^/]+/rosters/\\d+/physicians/[^/]+'
const LARGER = [
  {
    path: new RegExp(`${OF_A_MEMBER}/wishes/import(/preview)?$`),
    limit: limitTo(1_200_000, refuse('calendarTooLarge')),
  },
  {
    path: new RegExp(`${OF_A_MEMBER}/wishes$`),
    limit: limitTo(3_000_000, refuseFields('invalidInput', ['wishes'])),
  },
]

export const limitBody = createMiddleware((c, next) =>
  (LARGER.find(({ path }) => path.test(c.req.path))?.limit ?? limit)(c, next),
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
