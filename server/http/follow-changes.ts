import { createMiddleware } from 'hono/factory'
import { followAuditHead } from '../audit/audit-head.service.ts'
import type { Context } from '../context.ts'

/**
 * Brings the file with the end of the audit chain up to date after each request that may have recorded
 * something. The answer does not wait for it: the file may lag behind the chain, never lead it.
 */
export const followChanges = (context: Context, report: (line: string) => void) =>
  createMiddleware(async (c, next) => {
    await next()
    if (c.req.method === 'POST')
      void followAuditHead(context).catch((error: Error) => report(`audit head: ${error.message}`))
  })
