/**
 * Has the board's own files ready, so that it is on the screen at once and without a connection. They are those of one
 * build, put in place whole: the browser fetches this file anew now and then, and it differs with every build. What the
 * board says is never kept here.
 */

type Waiting = Event & { waitUntil(done: Promise<unknown>): void }
type Fetching = Waiting & { request: Request; respondWith(answer: Promise<Response>): void }
type Keeper = {
  addEventListener(type: 'install' | 'activate', handle: (event: Waiting) => void): void
  addEventListener(type: 'fetch', handle: (event: Fetching) => void): void
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
}

/** Put in by the build: its name, the files that the board is made of, and those it may want later. */
declare const BOARD_BUILD: string
declare const BOARD_FILES: readonly string[]
declare const BOARD_LATER: readonly string[]

const SHELL = '/board'
const IS_BOARD = /^\/(?:board|associations\/[^/]+\/board)$/

const worker = self as unknown as Keeper

worker.addEventListener('install', event => event.waitUntil(takeIn().then(() => worker.skipWaiting())))
worker.addEventListener('activate', event => event.waitUntil(clearOut().then(() => worker.clients.claim())))
worker.addEventListener('fetch', event => {
  const { pathname, origin } = new URL(event.request.url)
  if (event.request.method !== 'GET' || origin !== location.origin) return
  const wanted = event.request.mode === 'navigate' && IS_BOARD.test(pathname) ? SHELL : pathname
  const isOurs = wanted === SHELL || BOARD_FILES.includes(wanted) || BOARD_LATER.includes(wanted)
  if (isOurs) event.respondWith(answer(wanted, event.request))
})

async function takeIn(): Promise<void> {
  const cache = await caches.open(BOARD_BUILD)
  await cache.addAll([SHELL, ...BOARD_FILES].map(path => new Request(path, { cache: 'no-cache' })))
}

async function clearOut(): Promise<void> {
  const former = (await caches.keys()).filter(name => name !== BOARD_BUILD)
  await Promise.all(former.map(name => caches.delete(name)))
}

async function answer(path: string, request: Request): Promise<Response> {
  const cache = await caches.open(BOARD_BUILD)
  const kept = await cache.match(path)
  if (kept) return kept
  const fetched = await fetch(request)
  if (fetched.ok && BOARD_LATER.includes(path)) await cache.put(path, fetched.clone())
  return fetched
}

export {}
