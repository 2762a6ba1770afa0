import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Hono } from 'hono'

/** The folder of the self-hosted Swagger UI; loaded when the page is first read, not at start. */
const folder = (): string =>
  join(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'), '..')

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Rinban API</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body><main id="docs"></main>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`

/** Reading only: trying out would need the page to send what the origin check is there to refuse. */
const START = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#docs', supportedSubmitMethods: [] })\n`

const TYPES = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' } as const

/** A page to read the API description, with nothing from another site. */
export const apiDocs = () =>
  new Hono()
    .get('/', c => c.html(PAGE))
    .get('/start.js', c => c.body(START, 200, { 'Content-Type': TYPES.js }))
    .get('/:file{swagger-ui(-bundle)?\\.(css|js)}', async c => {
      const file = c.req.param('file')
      const content = await readFile(join(folder(), file))
      return c.body(content, 200, { 'Content-Type': file.endsWith('css') ? TYPES.css : TYPES.js })
    })
