/**
 * Every reason for which a request is refused, with its HTTP status: the one closed list.
 * Services return them as values; the wording is in `web/wording/`.
 */
export const refusalStatus = {
  invalidInput: 400,
  malformedJson: 400,
  crossSite: 403,
  readOnly: 403,
  notFound: 404,
  staleRevision: 409,
  nothingDrafted: 409,
  openPosts: 409,
  overlappingUnits: 409,
  doubleBooked: 409,
  bodyTooLarge: 413,
  unsupportedMediaType: 415,
  internal: 500,
  starting: 503,
} as const

export type Reason = keyof typeof refusalStatus

/** An expected "no" of a service. `detail` names what stands in the way (units, days), never a person's data. */
export type Refusal<R extends Reason = Reason> = { ok: false; reason: R; detail?: string }
export type Outcome<Value, R extends Reason> = { ok: true; value: Value } | Refusal<R>

export const refuse = <R extends Reason>(reason: R, detail?: string): Refusal<R> =>
  detail === undefined ? { ok: false, reason } : { ok: false, reason, detail }

export const accept = <Value>(value: Value): { ok: true; value: Value } => ({ ok: true, value })
