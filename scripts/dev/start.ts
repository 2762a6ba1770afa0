/** `npm start`: the page is built when it is stale, then the server starts. */
await import('./build-page.ts')
await import('../../server/main.ts')
