import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'

/**
 * The built page in `folder`: its files, and its index for every other address outside the API, so that
 * deep links work. Hashed files never change; the index is always asked for again.
 */
export function page(folder: string): Hono {
  const index = readFileSync(join(folder, 'index.html'), 'utf8')
  return new Hono()
    .get(
      '/assets/*',
      serveStatic({
        root: folder,
        onFound: (_path, c) => c.header('Cache-Control', 'public, max-age=31536000, immutable'),
      }),
    )
    .get('/:file{[^/]+\\.(?:svg|png|ico|webmanifest)}', serveStatic({ root: folder }))
    .get('*', async (c, next) => {
      if (/^\/(api|feeds|assets)(\/|$)/.test(c.req.path)) return next()
      return c.html(index, 200, { 'Cache-Control': 'no-cache' })
    })
}
