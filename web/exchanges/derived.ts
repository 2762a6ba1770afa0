import type {
  ExchangesView,
  NewExchangeBody,
  Override,
  PhysiciansEvent,
} from '../../server/roster/exchanges/exchange-view.ts'
import type { Instant } from '../../server/time/clock.ts'
import { addDays, isLocalDay, type LocalDay } from '../../server/time/local-day.ts'
import { isLocalTime, localDayOf } from '../../server/time/tokyo.ts'

export type Exchange = ExchangesView['exchanges'][number]
export type Duty = ExchangesView['duties'][number]
type Part = Duty['parts'][number]

/** What was done last, to be said in its place. */
export type Done =
  | PhysiciansEvent['event']
  | 'draft'
  | 'offer'
  | 'applied'
  | 'approve'
  | 'refuse'
  | 'override'

type Place = { unit: string; post: string }

/** A duty by its post, as choices in a list have it. */
export const keyOf = ({ unit, post }: Place): string => `${unit} ${post}`

const beginsAfter = ({ start }: Pick<Duty, 'start'>, now: Instant): boolean => now < Date.parse(start)

const standsAlone = ({ parts }: Duty, physician: string): boolean =>
  parts.length === 1 && parts[0]?.physician === physician

/** The whole duties of a physician that have not begun: those that can be exchanged. */
export const dutiesToGive = (view: ExchangesView, physician: string, now: Instant): Duty[] =>
  view.duties.filter(duty => beginsAfter(duty, now) && standsAlone(duty, physician))

/** The whole duties of others that have not begun: those that can be asked in return. */
export const dutiesOfOthers = (view: ExchangesView, physician: string, now: Instant): Duty[] =>
  view.duties.filter(
    duty => beginsAfter(duty, now) && duty.holder !== physician && standsAlone(duty, duty.holder),
  )

const isOpen = ({ status }: Exchange): boolean => ['draft', 'proposed', 'accepted'].includes(status)

/** An open exchange in which the duty is given. */
export const openExchangeOf = (view: ExchangesView, duty: Place): Exchange | undefined =>
  view.exchanges.find(exchange => isOpen(exchange) && exchange.legs.some(leg => keyOf(leg) === keyOf(duty)))

/** Exchanges by what the physician has to do with them; `office` has those that wait for its approval. */
export type Sorted = {
  asked: Exchange[]
  approving: Exchange[]
  own: Exchange[]
  pool: Exchange[]
  others: Exchange[]
  past: Exchange[]
}

/** Each exchange once, where it concerns the physician most; null: nobody is chosen. */
export function sortExchanges(view: ExchangesView, physician: string | null): Sorted {
  const sorted: Sorted = { asked: [], approving: [], own: [], pool: [], others: [], past: [] }
  for (const exchange of view.exchanges) sorted[groupOf(exchange, physician, view.office)].push(exchange)
  return sorted
}

function groupOf(exchange: Exchange, physician: string | null, office: boolean): keyof Sorted {
  if (!isOpen(exchange)) return 'past'
  if (office && exchange.status === 'accepted') return 'approving'
  if (physician !== null && exchange.proposer === physician) return 'own'
  if (physician !== null && exchange.kind === 'swap' && exchange.awaited.includes(physician)) return 'asked'
  if (exchange.kind === 'offer' && exchange.status === 'proposed') return 'pool'
  return 'others'
}

/**
 * Who takes which duty when these change hands in a ring: the first goes to the holder of the second, and so on, the
 * last to the holder of the first. A duty alone goes to `receiver`.
 */
export function ringOf(duties: readonly Duty[], receiver: string | null): NewExchangeBody['legs'] {
  return duties.map((duty, index) => ({
    unit: duty.unit,
    post: duty.post,
    from: duty.holder,
    to: duties.length === 1 ? receiver : (duties[(index + 1) % duties.length]?.holder ?? null),
  }))
}

export type AskError = 'missing' | 'tooLong' | 'over'

/** What is wrong with the day to answer by; empty: as the scheme has it. */
export const answerByError = (day: string, now: Instant): AskError | undefined =>
  day === '' || (isLocalDay(day) && localDayOf(now) <= day) ? undefined : 'over'

export const noteError = (note: string): AskError | undefined =>
  note.trim().length > 200 ? 'tooLong' : undefined

/**
 * Hours of a duty that are not over, which can be given to another: those of one physician, or where several stand it,
 * also all that is left of it (`shared`), told by its first part.
 */
export type Hours = { duty: Duty; part: Part; running: boolean; shared: boolean }

export const hoursToGive = (view: ExchangesView, now: Instant): Hours[] =>
  view.duties.flatMap(duty => {
    const each = duty.parts
      .filter(part => now < Date.parse(part.end))
      .map(part => ({ duty, part, running: Date.parse(part.start) <= now, shared: false }))
    return [...each.slice(0, each.length > 1 ? 1 : 0).map(first => ({ ...first, shared: true })), ...each]
  })

export const hoursKey = ({ duty, part, shared }: Hours): string =>
  `${keyOf(duty)} ${shared ? 'all' : part.start}`

export type OverrideDraft = {
  hours: string
  to: string
  reason: string
  /** Only some of the hours, as days and times of Tokyo. */
  partly: boolean
  fromDay: string
  fromTime: string
  toDay: string
  toTime: string
}

export type OverrideErrors = {
  [field in keyof OverrideDraft]?: 'missing' | 'tooLong' | 'time' | 'notLater' | 'outside'
}

/** What is wrong with an override of `part` before it is sent; null: nothing is chosen yet. */
export function overrideErrors(draft: OverrideDraft, part: Part | null): OverrideErrors {
  const reason = draft.reason.trim()
  const times = timesOf(draft)
  return {
    ...(times && part && times.start < Date.parse(part.start) ? { fromTime: 'outside' } : {}),
    ...(times && part && times.end > Date.parse(part.end) ? { toTime: 'outside' } : {}),
    ...(times && times.end <= times.start ? { toTime: 'notLater' } : {}),
    ...(draft.hours ? {} : { hours: 'missing' }),
    ...(draft.to ? {} : { to: 'missing' }),
    ...(reason === '' ? { reason: 'missing' } : reason.length > 200 ? { reason: 'tooLong' } : {}),
    ...(!draft.partly || isLocalDay(draft.fromDay) ? {} : { fromDay: 'missing' }),
    ...(!draft.partly || isLocalTime(draft.fromTime) ? {} : { fromTime: 'time' }),
    ...(!draft.partly || isLocalDay(draft.toDay) ? {} : { toDay: 'missing' }),
    ...(!draft.partly || isLocalTime(draft.toTime) ? {} : { toTime: 'time' }),
  }
}

/** The hours that are typed, where they are meant and can be read. */
function timesOf({ partly, fromDay, fromTime, toDay, toTime }: OverrideDraft) {
  const canBeRead = [fromDay, toDay].every(isLocalDay) && [fromTime, toTime].every(isLocalTime)
  return partly && canBeRead
    ? { start: Date.parse(written(fromDay, fromTime)), end: Date.parse(written(toDay, toTime)) }
    : null
}

/** `24:00` of a day is 00:00 of the next. */
const written = (day: LocalDay, time: string): string =>
  time === '24:00' ? `${addDays(day, 1)}T00:00:00+09:00` : `${day}T${time}:00+09:00`

/** What is sent: the whole unit or what is left of it where all of that is meant, otherwise the hours. */
export function overrideOf({ duty, part, running, shared }: Hours, draft: OverrideDraft): Override {
  const isWhole = !running && (duty.parts.length === 1 || shared) && part.start === duty.start
  const hours = draft.partly
    ? { start: written(draft.fromDay, draft.fromTime), end: written(draft.toDay, draft.toTime) }
    : isWhole
      ? null
      : { start: running ? null : part.start, end: shared ? null : part.end }
  return {
    unit: duty.unit,
    post: duty.post,
    from: part.physician,
    to: draft.to,
    hours,
    reason: draft.reason.trim(),
  }
}

/** The debts in which somebody is, or all of them for null. */
export const debtsOfPhysician = (view: ExchangesView, physician: string | null) =>
  view.debts.filter(debt => physician === null || [debt.debtor, debt.creditor].includes(physician))
