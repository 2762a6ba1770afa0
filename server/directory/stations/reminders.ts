import { addDays, daysBetween, type LocalDay } from '../../time/local-day.ts'
import type { Evidence } from './evidence.ts'
import { provenUntil } from './station-state.ts'

/**
 * Days before the end at which somebody is told again: 60 leaves the weeks that a new notification or agreement takes
 * on paper, 30 is a month's rota ahead, 7 is the last week in which a telephone call still helps.
 */
const TOLD_DAYS_BEFORE = [7, 30, 60] as const

/** A station is asked each quarter whether what is kept of it is right, as records in home care are (domain.md §3). */
const CONFIRMED_AT_LEAST_EVERY = 90

export type WatchedStation = {
  readonly id: string
  readonly closedOn: LocalDay | null
  readonly evidence: readonly Evidence[]
  readonly links: readonly {
    readonly id: string
    /** The same for links to one target: a link that goes on in another needs no reminder. */
    readonly target: string
    readonly from: LocalDay
    readonly to: LocalDay | null
  }[]
  /** The day on which the station last said that all is right; null: never. */
  readonly confirmedOn: LocalDay | null
}

/** What somebody should see to. `within` is the step of `TOLD_DAYS_BEFORE` that has been reached. */
export type Reminder = { readonly stationId: string } & (
  | { readonly kind: 'noEvidence' }
  | { readonly kind: 'evidenceExpired'; readonly day: LocalDay }
  | { readonly kind: 'evidenceExpires'; readonly day: LocalDay; readonly within: number }
  | { readonly kind: 'linkEnds'; readonly day: LocalDay; readonly within: number; readonly linkId: string }
  | { readonly kind: 'notConfirmed'; readonly day: LocalDay | null }
)

/** What is due on `today` for stations that are open, the most pressing first. Nobody is told of a closed one. */
export const remindersOn = (stations: readonly WatchedStation[], today: LocalDay): Reminder[] =>
  stations
    .filter(({ closedOn }) => closedOn === null || today < closedOn)
    .flatMap(station => [
      ...ofEvidence(station, today),
      ...ofLinks(station, today),
      ...ofConfirmation(station, today),
    ])
    .toSorted((a, b) => urgency(a) - urgency(b))

function ofEvidence({ id: stationId, evidence, closedOn }: WatchedStation, today: LocalDay): Reminder[] {
  const day = provenUntil(evidence, today)
  if (day === null) return [{ stationId, kind: 'noEvidence' }]
  if (day < today) return [{ stationId, kind: 'evidenceExpired', day }]
  if (closedOn !== null && closedOn <= addDays(day, 1)) return []
  const within = stepBefore(day, today)
  return within === null ? [] : [{ stationId, kind: 'evidenceExpires', day, within }]
}

const ofLinks = ({ id: stationId, links }: WatchedStation, today: LocalDay): Reminder[] =>
  links.flatMap(link => {
    const { id: linkId, to: day } = link
    if (day === null || day < today || links.some(other => goesOn(other, link, day))) return []
    const within = stepBefore(day, today)
    return within === null ? [] : [{ stationId, kind: 'linkEnds', day, within, linkId } satisfies Reminder]
  })

type Link = WatchedStation['links'][number]

/** Whether `other` carries a link on beyond its last day. */
const goesOn = (other: Link, link: Link, lastDay: LocalDay): boolean =>
  other.target === link.target &&
  other.from <= addDays(lastDay, 1) &&
  (other.to === null || other.to > lastDay)

function ofConfirmation({ id: stationId, confirmedOn }: WatchedStation, today: LocalDay): Reminder[] {
  const due = confirmedOn === null || daysBetween(confirmedOn, today) >= CONFIRMED_AT_LEAST_EVERY
  return due ? [{ stationId, kind: 'notConfirmed', day: confirmedOn }] : []
}

/** The smallest number of days before the end that has been reached; null: it is still far away. */
const stepBefore = (day: LocalDay, today: LocalDay): number | null =>
  TOLD_DAYS_BEFORE.find(days => daysBetween(today, day) <= days) ?? null

/** What the gate no longer counts on comes first, then what ends soonest, then what only has to be asked. */
function urgency(reminder: Reminder): number {
  switch (reminder.kind) {
    case 'evidenceExpired':
    case 'noEvidence':
      return 0
    case 'evidenceExpires':
    case 'linkEnds':
      return reminder.within
    case 'notConfirmed':
      return 100
  }
}
