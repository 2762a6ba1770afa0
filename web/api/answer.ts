import type { Problem } from '../../server/http/api.ts'
import { type Reason, refusalStatus } from '../../server/http/refusal.ts'

/** What the server said, or why nothing came: every reason has its words in `wording/`. */
export type Failure = {
  reason: Reason | 'connectionLost'
  detail?: string
  /** The paths of the fields in question. */
  fields?: readonly string[]
  /** The rules that would be broken, by kind, units and people. */
  findings?: Problem['findings']
}
export type Answer<Value> = { ok: true; value: Value } | { ok: false; failure: Failure }

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'reason' in body && String(body.reason) in refusalStatus

/** Reads a refusal. A body that is none of ours (a proxy's page, half an answer) counts as `internal`. */
function failureOf(body: unknown): Failure {
  if (!isProblem(body)) return { reason: 'internal' }
  const { reason, detail, fields, findings } = body
  return {
    reason,
    ...(detail === undefined ? {} : { detail }),
    ...(fields === undefined ? {} : { fields: fields.map(({ path }) => path) }),
    ...(findings === undefined ? {} : { findings }),
  }
}

/** A response of the typed client, which knows the body of every status. */
type Readable = { ok: boolean; json(): Promise<unknown> }
type BodyOf<Response extends Readable> = Awaited<ReturnType<Extract<Response, { ok: true }>['json']>>

/** Waits for an answer. A request that fails or is given up on is `connectionLost`, never an exception. */
export async function answerOf<Response extends Readable>(
  request: Promise<Response>,
): Promise<Answer<BodyOf<Response>>> {
  const response = await request.catch(() => null)
  if (!response) return { ok: false, failure: { reason: 'connectionLost' } }
  const body = await response.json().catch(() => null)
  if (response.ok && body !== null) return { ok: true, value: body as BodyOf<Response> }
  return { ok: false, failure: failureOf(body) }
}
