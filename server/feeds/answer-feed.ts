import { parseHttpDate } from './http-date.ts'
import type { PreparedDocument } from './prepare-document.ts'

/** What a calendar program asks; header values as they came. */
export type FeedRequest = {
  method: string
  ifNoneMatch: string | undefined
  ifModifiedSince: string | undefined
  acceptEncoding: string | undefined
}

/** Headers are names and values in turn, as `http.ServerResponse#writeHead` takes them. */
export type FeedAnswer = {
  status: 200 | 304 | 404 | 405
  headers: string[]
  body: Uint8Array<ArrayBuffer> | null
}

const METHODS: FeedAnswer = {
  status: 405,
  headers: ['Allow', 'GET, HEAD', 'Content-Length', '0'],
  body: null,
}

export const isReading = (method: string): boolean => method === 'GET' || method === 'HEAD'

/** The one answer to a request for a calendar; `document` null: there is none, and `notFound` says so. */
export function answerFeed(
  request: FeedRequest,
  document: PreparedDocument | null,
  notFound: () => FeedAnswer,
): FeedAnswer {
  if (!isReading(request.method)) return METHODS
  if (!document) return notFound()
  const shown = acceptsGzip(request.acceptEncoding) ? document.gzip : document.plain
  if (isUnchanged(request, shown.etag, document.lastModified))
    return { status: 304, headers: shown.validators, body: null }
  return { status: 200, headers: shown.headers, body: request.method === 'HEAD' ? null : shown.bytes() }
}

/**
 * RFC 9110 §13.2.2: If-None-Match, when given, alone decides; otherwise If-Modified-Since. A tag counts only for the
 * representation it was given with: who holds the compressed bytes and now asks for plain ones gets them.
 */
function isUnchanged(
  { ifNoneMatch, ifModifiedSince }: FeedRequest,
  etag: string,
  lastModified: number,
): boolean {
  if (ifNoneMatch !== undefined)
    return ifNoneMatch === etag || ifNoneMatch.trim() === '*' || tagsIn(ifNoneMatch).includes(etag)
  const since = ifModifiedSince === undefined ? null : parseHttpDate(ifModifiedSince)
  return since !== null && lastModified <= since
}

/** A proxy that compresses anew makes a tag weak (`W/`); for If-None-Match that is the same tag (§13.1.2). */
const tagsIn = (list: string): string[] => list.match(/"[^"]*"/g) ?? []

/** RFC 9110 §12.5.3: gzip by name or by `*`, unless with weight 0. Without the header: not asked for. */
function acceptsGzip(acceptEncoding: string | undefined): boolean {
  if (acceptEncoding === undefined) return false
  // What nearly all programs send needs no closer look.
  if (/^gzip, ?deflate(, ?br)?$/.test(acceptEncoding)) return true
  const weights = new Map(
    acceptEncoding.split(',').map(part => {
      const [coding = '', ...parameters] = part.split(';').map(text => text.trim().toLowerCase())
      const weight = parameters.find(text => text.startsWith('q='))?.slice(2) ?? '1'
      return [coding, Number(weight)]
    }),
  )
  return (weights.get('gzip') ?? weights.get('x-gzip') ?? weights.get('*') ?? 0) > 0
}
