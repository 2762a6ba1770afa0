import { createMiddleware } from 'hono/factory'
import { answerRefusal } from './api.ts'
import { refuse } from './refusal.ts'

/** U+0000 as addresses and JSON write it. */
const NUL = /%00|\\u0000|\0/i

/** PostgreSQL has no text with U+0000 in it, and nobody has an id or a name with one: refused before any look-up. */
export const refuseNul = createMiddleware(async (c, next) => {
  if (NUL.test(c.req.url)) return answerRefusal(c, refuse('notFound'))
  if (c.req.method === 'POST' && NUL.test(await c.req.text())) return answerRefusal(c, refuse('invalidInput'))
  return next()
})
