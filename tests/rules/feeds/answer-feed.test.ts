import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { answerFeed, type FeedAnswer, type FeedRequest } from '../../../server/feeds/answer-feed.ts'
import { type PreparedDocument, prepareDocument } from '../../../server/feeds/prepare-document.ts'

const BODY = `BEGIN:VCALENDAR\r\n${'SUMMARY:代診医\r\n'.repeat(50)}END:VCALENDAR\r\n`
const MADE = Date.UTC(2026, 5, 1, 3, 4, 5, 678)
const NOT_FOUND: FeedAnswer = { status: 404, headers: [], body: null }
const document = prepareDocument({ body: BODY, etag: '"abc"' }, MADE)

const ask = (given: Partial<FeedRequest> = {}, of: PreparedDocument | null = document) => {
  const request = {
    method: 'GET',
    ifNoneMatch: undefined,
    ifModifiedSince: undefined,
    acceptEncoding: undefined,
    ...given,
  }
  const { status, headers, body } = answerFeed(request, of, () => NOT_FOUND)
  const named: Record<string, string> = {}
  for (let at = 0; at < headers.length; at += 2) named[headers[at] ?? ''] = headers[at + 1] ?? ''
  return { status, headers: named, body }
}

describe('the document', () => {
  it('plain, to who does not ask for gzip', () => {
    const { status, headers, body } = ask()
    expect(status).toBe(200)
    expect(Buffer.from(body ?? []).toString()).toBe(BODY)
    expect(headers).toEqual({
      ETag: '"abc"',
      'Last-Modified': 'Mon, 01 Jun 2026 03:04:05 GMT',
      'Cache-Control': 'private, must-revalidate',
      Vary: 'Accept-Encoding',
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'inline; filename="rinban.ics"',
      'Content-Length': String(Buffer.byteLength(BODY)),
    })
  })

  it('compressed, under a tag of its own: a strong tag promises the same bytes', () => {
    const { headers, body } = ask({ acceptEncoding: 'gzip' })
    expect(headers).toMatchObject({ ETag: '"abc-gzip"', 'Content-Encoding': 'gzip', Vary: 'Accept-Encoding' })
    expect(headers['Content-Length']).toBe(String(body?.length))
    expect(gunzipSync(body ?? Buffer.alloc(0)).toString()).toBe(BODY)
  })

  it.each([
    ['gzip, deflate, br', true],
    ['br;q=1.0, gzip;q=0.2', true],
    ['GZIP', true],
    ['x-gzip', true],
    ['*', true],
    ['gzip;q=0', false],
    ['gzip;q=0.000, *', false],
    ['*;q=0', false],
    ['identity', false],
    ['deflate, br', false],
    ['gzip;q=abc', false],
    ['', false],
  ])('Accept-Encoding %j: gzip %s', (acceptEncoding, gzip) => {
    expect(ask({ acceptEncoding }).headers['Content-Encoding'] === 'gzip').toBe(gzip)
  })

  it('HEAD: the headers of GET, its length too, and no body', () => {
    for (const acceptEncoding of [undefined, 'gzip']) {
      const [head, get] = [ask({ method: 'HEAD', acceptEncoding }), ask({ acceptEncoding })]
      expect(head).toEqual({ ...get, body: null })
    }
  })
})

describe('who has it already', () => {
  const BEFORE = 'Mon, 01 Jun 2026 03:04:04 GMT'
  const SAME = 'Mon, 01 Jun 2026 03:04:05 GMT'
  const rows: [title: string, given: Partial<FeedRequest>, status: number][] = [
    ['the tag', { ifNoneMatch: '"abc"' }, 304],
    ['the tag made weak by a proxy', { ifNoneMatch: 'W/"abc"' }, 304],
    ['one of several tags', { ifNoneMatch: '"x", "abc" ,"y"' }, 304],
    ['any', { ifNoneMatch: ' * ' }, 304],
    ['another tag', { ifNoneMatch: '"abcd"' }, 200],
    ['the tag without quotes', { ifNoneMatch: 'abc' }, 200],
    ['nothing', { ifNoneMatch: '' }, 200],
    ['the tag of the compressed bytes, asking for plain ones', { ifNoneMatch: '"abc-gzip"' }, 200],
    [
      'the tag of the plain bytes, asking for compressed ones',
      { ifNoneMatch: '"abc"', acceptEncoding: 'gzip' },
      200,
    ],
    ['the tag of the compressed bytes', { ifNoneMatch: '"abc-gzip"', acceptEncoding: 'gzip' }, 304],
    ['the second of the change', { ifModifiedSince: SAME }, 304],
    ['the second before', { ifModifiedSince: BEFORE }, 200],
    ['no date', { ifModifiedSince: 'Mon' }, 200],
    ['another tag decides, not the date', { ifNoneMatch: '"x"', ifModifiedSince: SAME }, 200],
    ['the tag decides, not the date', { ifNoneMatch: '"abc"', ifModifiedSince: BEFORE }, 304],
  ]
  it.each(rows)('%s', (_, given, status) => {
    for (const method of ['GET', 'HEAD']) expect(ask({ ...given, method }).status).toBe(status)
  })

  it('304 has the validators of 200, and nothing of a body', () => {
    for (const acceptEncoding of [undefined, 'gzip']) {
      const whole = ask({ acceptEncoding })
      const { headers, body } = ask({ acceptEncoding, ifNoneMatch: '*' })
      expect(body).toBeNull()
      const { ETag, Vary } = whole.headers
      expect(headers).toEqual({
        ETag,
        Vary,
        'Last-Modified': whole.headers['Last-Modified'],
        'Cache-Control': whole.headers['Cache-Control'],
      })
    }
  })
})

describe('what is not read', () => {
  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PROPFIND'])('%s is told what is possible', method => {
    const known = ask({ method })
    expect([known.status, known.headers.Allow]).toEqual([405, 'GET, HEAD'])
    // Whether the address exists is not told either.
    expect(ask({ method }, null)).toEqual(known)
  })

  it('no document: not found, whatever the conditions', () => {
    for (const given of [{}, { ifNoneMatch: '*' }, { method: 'HEAD' }])
      expect(ask(given, null).status).toBe(404)
  })
})
