import type { Instant } from '../../time/clock.ts'

/** Who calls the duty desk. */
export const CALLERS = [
  'family',
  'facility',
  'station',
  'ambulance',
  'hospital',
  'physician',
  'other',
] as const
export type Caller = (typeof CALLERS)[number]

/** What a call came to: 電話で助言, 往診, 訪問看護, 後方病床へ, 救急搬送, 看取り, その他. */
export const OUTCOMES = [
  'telephoneAdvice',
  'houseCall',
  'nurseVisit',
  'backBed',
  'ambulance',
  'deathAttended',
  'other',
] as const
export type Outcome = (typeof OUTCOMES)[number]

/** To whom a call is routed and who answers it; of ambulances there is no list, so theirs has no id. */
export const PARTY_KINDS = ['physician', 'station', 'hospital', 'ambulance'] as const
export type Party = { readonly kind: (typeof PARTY_KINDS)[number]; readonly id: string | null }

/** Somebody's part in a call and since when. */
export type Step = { readonly party: Party; readonly at: Instant }

/** A call from its receipt on; null: not entered, or not come to that yet. It is open until it is closed. */
export type Call = {
  readonly receivedAt: Instant
  readonly caller: Caller | null
  readonly routed: Step | null
  readonly answered: Step | null
  readonly outcome: Outcome | null
  readonly closedAt: Instant | null
}

/** A step as it is entered; without `at` it is being taken now. */
type EnteredStep = { readonly party: Party; readonly at?: Instant | undefined }

/** What is entered of a call at once: what is left out stays as it is, null takes back. */
export type CallChange = {
  readonly receivedAt?: Instant | undefined
  readonly caller?: Caller | null | undefined
  readonly routed?: EnteredStep | null | undefined
  readonly answered?: EnteredStep | null | undefined
  readonly outcome?: Outcome | null | undefined
  readonly closed?: { readonly at?: Instant | undefined } | null | undefined
}

/** The call with what was entered in it, at `now` where no time was. */
export function changedCall(call: Call, change: CallChange, now: Instant): Call {
  const answered =
    change.answered === undefined
      ? call.answered
      : change.answered && { party: change.answered.party, at: change.answered.at ?? answeredThen(call, now) }
  const routed =
    change.routed === undefined
      ? call.routed
      : change.routed && { party: change.routed.party, at: change.routed.at ?? routedThen(call, now) }
  return {
    receivedAt: change.receivedAt ?? call.receivedAt,
    caller: change.caller === undefined ? call.caller : change.caller,
    routed,
    answered,
    outcome: change.outcome === undefined ? call.outcome : change.outcome,
    closedAt:
      change.closed === undefined
        ? call.closedAt
        : change.closed && (change.closed.at ?? call.closedAt ?? now),
  }
}

/** Another name in the place of who answered is a correction: the time stays. */
const answeredThen = ({ answered, closedAt }: Call, now: Instant): Instant => answered?.at ?? closedAt ?? now

/** Until somebody answers, whoever the call is routed to next is called now; afterwards it is a correction. */
const routedThen = ({ routed, answered, closedAt }: Call, now: Instant): Instant =>
  answered || closedAt !== null ? (routed?.at ?? answered?.at ?? closedAt ?? now) : now

const MINUTE = 60_000
const minuteOf = (instant: Instant): number => Math.floor(instant / MINUTE)

/** The times that come before the step they follow, or after now. Entered to the minute, they are judged to the minute. */
export function wrongTimes(call: Call, now: Instant): string[] {
  const steps = [
    { field: 'receivedAt', at: call.receivedAt },
    { field: 'routed.at', at: call.routed?.at },
    { field: 'answered.at', at: call.answered?.at },
    { field: 'closed.at', at: call.closedAt ?? undefined },
  ].flatMap(({ field, at }) => (at === undefined ? [] : [{ field, minute: minuteOf(at) }]))
  return steps
    .filter(({ minute }, index) => minute > minuteOf(now) || minute < (steps[index - 1]?.minute ?? minute))
    .map(({ field }) => field)
}

/** The minutes from one step to a later one, with their fraction. */
export const minutesBetween = (from: Instant, to: Instant): number => Math.max(0, (to - from) / MINUTE)
