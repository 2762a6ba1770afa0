import { createMiddleware } from 'hono/factory'
import { answerRefusal } from './api.ts'
import { refuse } from './refusal.ts'

/** U+0000 as addresses and JSON write it. */
const NUL = /%00|\\u0000|\0/i

/** PostgreSQL has no text with U+0000 in it, and nobody has an id or a name with one: refused before any look-up. */
export const refuseNul = createMiddleware(async (c, next) => {
  if (NUL.test(c.req.url)) return answerRefusal(c, refuse('notFound'))
  if (c.req.method !== 'POST') return next()
  const body = await c.req.text().catch(() => null)
  // Whoever hangs up in the middle has sent nothing that can be read.
  if (body === null) return answerRefusal(c, refuse('malformedJson'))
  return NUL.test(body) ? answerRefusal(c, refuse('invalidInput')) : next()
})
