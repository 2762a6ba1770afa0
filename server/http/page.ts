import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import { Hono } from 'hono'
import { createMiddleware } from 'hono/factory'

/**
 * The built page in `folder`: its files, as they were packed when it was built, and its index for every other
 * address outside the API, so that deep links work. Hashed files never change; the index is always asked for again, and
 * is that of the newest build, whose files are the ones in the folder.
 */
export function page(folder: string): Hono {
  return new Hono()
    .get('/assets/*', keptForGood, serveStatic({ root: folder, precompressed: true }))
    .get('/:file{[^/]+\\.(?:svg|png|ico|webmanifest)}', serveStatic({ root: folder }))
    .get('/:file{sw\\.js}', askedForAgain, serveStatic({ root: folder }))
    .get('*', async (c, next) => {
      if (/^\/(api|feeds|assets)(\/|$)/.test(c.req.path)) return next()
      const index = await readFile(join(folder, 'index.html'), 'utf8')
      return c.html(index, 200, { 'Cache-Control': 'no-cache' })
    })
}

/** The board's own keeper of files is of the newest build too. */
const askedForAgain = createMiddleware(async (c, next) => {
  await next()
  c.header('Cache-Control', 'no-cache')
})

/** A file that is not there may be there after the next build. */
const keptForGood = createMiddleware(async (c, next) => {
  await next()
  if (c.res.ok) c.header('Cache-Control', 'public, max-age=31536000, immutable')
})
