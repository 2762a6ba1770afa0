import type { Board } from '../../server/coverage/board/board-view.ts'
import type { AnswerView } from '../../server/patients/answer-view.ts'
import { minutesBetween, type Party } from '../../server/patients/calls/call.ts'
import type { CallChangeInput, CallView } from '../../server/patients/calls/call-view.ts'
import type { Instant } from '../../server/time/clock.ts'
import { isLocalDay } from '../../server/time/local-day.ts'
import { instantOf, isLocalTime, wallClockOf } from '../../server/time/tokyo.ts'

type Source = NonNullable<AnswerView['posts'][number]['answer']>['source']

/** Somebody to whom a call can be routed, and why: who they are in the patient's team, or on duty for a scheme; not `reliable`: a station whose nurse cannot be relied on then. */
export type Choice = Party & {
  readonly id: string
  readonly name: string
  readonly clinic: string
  readonly phone: string
  readonly why:
    | { of: 'answer'; source: Source; first: boolean }
    | { of: 'duty'; scheme: string }
    | { of: 'place'; reliable: boolean }
}

/** Whom to call for a patient: who answers now, whoever is next, the nurses, the hospital behind. Each once. */
export function choicesFor({ posts, stations, hospital }: AnswerView): Choice[] {
  const people = posts.flatMap(({ answer, next }) => (answer ? [answer, ...next] : []))
  return once([
    ...people.map(
      ({ kind, id, name, clinic, phone, source }, index): Choice => ({
        kind,
        id,
        name,
        clinic,
        phone,
        why: { of: 'answer', source, first: index === 0 && posts[0]?.answer?.id === id },
      }),
    ),
    ...stations.map(({ id, name, nightPhone, reliable }) =>
      placeOf('station', id, name, nightPhone, reliable),
    ),
    ...(hospital ? [placeOf('hospital', hospital.id, hospital.name, hospital.phone)] : []),
  ])
}

/** Whom to call where the patient is not known: who is on duty in each scheme, and the nurses who can be relied on. */
export function choicesOnBoard({ schemes, stations }: Board): Choice[] {
  return once([
    ...schemes.flatMap(({ name: scheme, block, lines, finalBackup }) =>
      [...lines.flatMap(({ answer, behind }) => [answer, ...behind]), finalBackup].flatMap(person =>
        person
          ? [
              {
                kind: person.kind,
                id: person.id,
                name: person.name,
                clinic: person.clinic ?? '',
                phone: person.phone,
                why: { of: 'duty', scheme: block ?? scheme } as const,
              },
            ]
          : [],
      ),
    ),
    ...stations
      .filter(({ standing }) => standing === 'reliable')
      .map(({ id, name, nightPhone }) => placeOf('station', id, name, nightPhone)),
  ])
}

const placeOf = (
  kind: 'station' | 'hospital',
  id: string,
  name: string,
  phone: string,
  reliable = true,
): Choice => ({
  kind,
  id,
  name,
  clinic: '',
  phone,
  why: { of: 'place', reliable },
})

/** Nobody answers for a patient without a team, or in a gap: then whoever is on duty is offered besides. */
export const isAnswered = ({ posts }: AnswerView): boolean => posts.some(({ answer }) => answer !== null)

export const once = (choices: readonly Choice[]): Choice[] =>
  choices.filter((one, index) => choices.findIndex(other => isSame(one, other)) === index)

export const isSame = (a: Party | null | undefined, b: Party | null | undefined): boolean =>
  a?.kind === b?.kind && a?.id === b?.id

/** What has happened in a call, in order, and the minutes from each step to the next. */
export type StepOfCall = {
  step: 'received' | 'routed' | 'answered' | 'closed'
  at: Instant
  party: NonNullable<CallView['routed']>['party'] | null
  minutes: number | null
}

export function stepsOf({ receivedAt, routed, answered, closedAt }: CallView): StepOfCall[] {
  const steps = [
    { step: 'received', at: receivedAt, party: null } as const,
    ...(routed ? [{ step: 'routed', ...routed } as const] : []),
    ...(answered ? [{ step: 'answered', ...answered } as const] : []),
    ...(closedAt === null ? [] : [{ step: 'closed', at: closedAt, party: null } as const]),
  ]
  return steps.map((one, index) => {
    const before = steps[index - 1]
    return { ...one, minutes: before ? Math.round(minutesBetween(before.at, one.at)) : null }
  })
}

/** The open ones and the closed ones of a list, each as they came. */
export const sorted = (calls: readonly CallView[]) => ({
  open: calls.filter(({ closedAt }) => closedAt === null),
  closed: calls.filter(({ closedAt }) => closedAt !== null),
})

/** A list with this call in the place of the one it was, or first of all. */
export const withCall = (calls: readonly CallView[], call: CallView): CallView[] =>
  calls.some(({ id }) => id === call.id)
    ? calls.map(one => (one.id === call.id ? call : one))
    : [call, ...calls]

/** The instant of a field for day and time such as `2026-06-07T03:05`, in Tokyo; null: it is none. */
export function instantTyped(typed: string): Instant | null {
  const [day = '', time = ''] = typed.split('T')
  const minute = time.slice(0, 5)
  return isLocalDay(day) && isLocalTime(minute) ? instantOf(day, minute) : null
}

/** The day of an address; null: today. */
export function dayOf(query: string): string | null {
  const day = new URLSearchParams(query).get('day')
  return day !== null && isLocalDay(day) ? day : null
}

/** How long a call has been open; a clock of this device that is behind makes it no less than nothing. */
export const minutesOpen = ({ receivedAt }: CallView, now: Instant): number =>
  Math.floor(minutesBetween(receivedAt, now))

/** The field of a request in which the time of a step is sent. */
export const WRITTEN_AS = {
  received: 'receivedAt',
  routed: 'routed.at',
  answered: 'answered.at',
  closed: 'closed.at',
} as const satisfies Record<StepOfCall['step'], string>

/** The times that were typed in the place of others, by step; what was left as it was keeps its seconds. Null: nothing to send. */
export function correctionOf(
  call: CallView,
  typed: Readonly<Record<string, string>>,
): Omit<CallChangeInput, 'revision'> | null {
  const timeOf = (step: StepOfCall['step'], before: Instant | undefined) =>
    before === undefined || typed[step] === wallClockOf(before) ? null : instantTyped(typed[step] ?? '')
  const received = timeOf('received', call.receivedAt)
  const routed = timeOf('routed', call.routed?.at)
  const answered = timeOf('answered', call.answered?.at)
  const closed = timeOf('closed', call.closedAt ?? undefined)
  const correction = {
    ...(received === null ? {} : { receivedAt: received }),
    ...(routed === null || !call.routed ? {} : { routed: { party: partyOf(call.routed.party), at: routed } }),
    ...(answered === null || !call.answered
      ? {}
      : { answered: { party: partyOf(call.answered.party), at: answered } }),
    ...(closed === null ? {} : { closed: { at: closed } }),
  }
  return Object.keys(correction).length === 0 ? null : correction
}

/** Somebody by kind and id, as they are sent. */
export const partyOf = ({ kind, id }: Party): Party => ({ kind, id })
