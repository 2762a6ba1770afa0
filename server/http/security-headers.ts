import { createMiddleware } from 'hono/factory'

/** No page loads anything from another site, and none runs inline script or style sheets. */
const CONTENT = [
  "default-src 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
]

/** What every answer carries, whoever gives it. A 304 does not: it says no more than it must (RFC 9110 §15.4.5), and the
 * answer it stands for has them. */
export const SECURITY_HEADERS: readonly (readonly [name: string, value: string])[] = [
  ['Content-Security-Policy', CONTENT.join('; ')],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Origin-Agent-Cluster', '?1'],
  ['Referrer-Policy', 'no-referrer'],
  ['Strict-Transport-Security', 'max-age=15552000; includeSubDomains'],
  ['X-Content-Type-Options', 'nosniff'],
  ['X-DNS-Prefetch-Control', 'off'],
  ['X-Download-Options', 'noopen'],
  ['X-Frame-Options', 'DENY'],
  ['X-Permitted-Cross-Domain-Policies', 'none'],
  ['X-XSS-Protection', '0'],
]

export const securityHeaders = createMiddleware(async (c, next) => {
  await next()
  if (c.res.status === 304) return
  for (const [name, value] of SECURITY_HEADERS) c.res.headers.set(name, value)
})
