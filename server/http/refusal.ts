/**
 * Every reason for which a request is refused, with its HTTP status: the one closed list.
 * Services return them as values; the wording is in `web/wording/`.
 */
export const refusalStatus = {
  invalidInput: 400,
  malformedJson: 400,
  passwordTooShort: 400,
  passwordTooLong: 400,
  passwordCommon: 400,
  passwordRepetitive: 400,
  passwordPersonal: 400,
  signInRequired: 401,
  signInRefused: 401,
  secondFactorRefused: 401,
  passkeyRefused: 401,
  secondFactorRequired: 403,
  notAllowed: 403,
  stepUpRequired: 403,
  invitationForAnother: 403,
  resetByAdministrator: 403,
  crossSite: 403,
  notFound: 404,
  unknownFacility: 400,
  unknownUnit: 400,
  unknownMember: 400,
  sameUnitTwice: 400,
  ownDuty: 400,
  hoursOutside: 400,
  calendarUnreadable: 400,
  calendarTooLarge: 413,
  ownMembership: 409,
  memberElsewhere: 409,
  associationExists: 409,
  inventedPresent: 409,
  staleRevision: 409,
  accountExists: 409,
  alreadyMember: 409,
  lastFactor: 409,
  nothingDrafted: 409,
  noMembers: 409,
  gateClosed: 409,
  waiverMissing: 409,
  breaksRules: 409,
  nurseLinkMissing: 409,
  overlappingUnits: 409,
  doubleBooked: 409,
  wishesClosed: 409,
  quotaExceeded: 409,
  tooManyCalendars: 409,
  tooManySubscriptions: 409,
  subscriptionEnded: 409,
  membershipEnded: 409,
  wishesEntered: 409,
  memberOverlap: 409,
  periodInUse: 409,
  linkOverlap: 409,
  searchUnderWay: 409,
  searchOver: 409,
  changedMeanwhile: 409,
  notHeld: 409,
  alreadyTaken: 409,
  alreadyOffered: 409,
  standsAlready: 409,
  unknownPatient: 404,
  codeInUse: 409,
  teamExists: 409,
  leavesUnanswered: 409,
  groupHasTeam: 409,
  referralDecided: 409,
  referralWaiting: 409,
  exchangeExpired: 409,
  exchangeSuperseded: 409,
  exchangeMovedOn: 409,
  alreadyBegun: 409,
  unknownArea: 400,
  areaInUse: 409,
  unknownReason: 400,
  absenceOverlap: 409,
  absenceOver: 409,
  awayThen: 409,
  notOver: 409,
  newerVersion: 409,
  nothingPublished: 409,
  nothingChanged: 409,
  linkExpired: 410,
  linkUsed: 410,
  bodyTooLarge: 413,
  tooManyTries: 429,
  tooManyBoards: 429,
  unsupportedMediaType: 415,
  internal: 500,
  starting: 503,
} as const

export type Reason = keyof typeof refusalStatus

/** A broken rule by its kind, and which units and people it is about. */
export type RefusedFinding = { kind: string; units: readonly string[]; people: readonly string[] }

/**
 * An expected "no" of a service. `detail` names what stands in the way (units, days), never a person's data; `fields`
 * are the paths of the input in question; `findings` the rules that would be broken, by identifiers.
 */
export type Refusal<R extends Reason = Reason> = {
  ok: false
  reason: R
  detail?: string
  fields?: string[]
  findings?: RefusedFinding[]
}
export type Outcome<Value, R extends Reason> = { ok: true; value: Value } | Refusal<R>

export const refuse = <R extends Reason>(reason: R, detail?: string): Refusal<R> =>
  detail === undefined ? { ok: false, reason } : { ok: false, reason, detail }

/** The same for what is wrong with these fields of the input. */
export const refuseFields = <R extends Reason>(reason: R, fields: string[]): Refusal<R> => ({
  ok: false,
  reason,
  fields,
})

/** The same for rules that would be broken. */
export const refuseFindings = <R extends Reason>(
  reason: R,
  findings: readonly RefusedFinding[],
): Refusal<R> => ({
  ok: false,
  reason,
  findings: findings.map(({ kind, units, people }) => ({ kind, units, people })),
})

export const accept = <Value>(value: Value): { ok: true; value: Value } => ({ ok: true, value })
