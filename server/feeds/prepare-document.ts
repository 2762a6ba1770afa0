import { gunzipSync, gzipSync } from 'node:zlib'
import type { Instant } from '../time/clock.ts'
import { httpDate } from './http-date.ts'

/** One way to send a document. Headers are names and values in turn. */
type Representation = {
  etag: string
  /** What a 304 says too. */
  validators: string[]
  headers: string[]
  bytes(): Uint8Array<ArrayBuffer>
}

/** A document ready to be sent, of which only the compressed bytes are kept. */
export type PreparedDocument = {
  lastModified: Instant
  plain: Representation
  gzip: Representation
  /** Bytes it takes in memory, roughly. */
  size: number
}

/** Objects, headers and tags beside the bytes. */
const OVERHEAD = 3_000

/**
 * Prepares the answers to come. The two representations have tags of their own, since a strong tag promises the same
 * bytes (RFC 9110 §8.8.3). `madeAt` is the date of change: whoever knows dates alone loads once too often rather than
 * once too seldom, because a changed telephone number carries no date.
 */
export function prepareDocument(
  { body, etag }: { body: string; etag: string },
  madeAt: Instant,
): PreparedDocument {
  // A fifth of a millisecond: to hand it to another thread takes longer.
  const compressed = gzipSync(body)
  const lastModified = Math.floor(madeAt / 1_000) * 1_000
  const representation = (tag: string, length: number, ...encoding: string[]) => {
    const validators = [
      ...['ETag', tag],
      ...['Last-Modified', httpDate(lastModified)],
      ...['Cache-Control', 'private, must-revalidate'],
      ...['Vary', 'Accept-Encoding'],
    ]
    const headers = [
      ...validators,
      ...encoding,
      ...['Content-Type', 'text/calendar; charset=utf-8'],
      ...['Content-Disposition', 'inline; filename="rinban.ics"'],
      ...['Content-Length', String(length)],
    ]
    return { etag: tag, validators, headers }
  }
  return {
    lastModified,
    plain: {
      ...representation(etag, Buffer.byteLength(body)),
      // The few programs that do not know gzip wait a tenth of a millisecond for it.
      bytes: () => gunzipSync(compressed),
    },
    gzip: {
      ...representation(etag.replace(/"$/, '-gzip"'), compressed.length, 'Content-Encoding', 'gzip'),
      bytes: () => compressed,
    },
    size: compressed.length + OVERHEAD,
  }
}
