import type {
  AllSubscriptions,
  CalendarsView,
  SubscriptionsView,
  SubscriptionView,
} from '../../server/feeds/subscription-view.ts'
import type { Wording } from '../wording/wording.ts'

type Calendar = CalendarsView['calendars'][number]

/** Programs open an address of this kind as a subscription, and not as a file to be read once. */
export const webcalOf = (url: string): string => url.replace(/^https?:/, 'webcal:')

/** What a calendar is called in an address and in a list to choose from. */
export const keyOf = ({ audience, id }: Pick<Calendar, 'audience' | 'id'>): string => `${audience}/${id}`

/** The calendar that the query asks for (`?of=scheme/…`), else somebody's own, else the first. */
export function chosenCalendar(calendars: readonly Calendar[], query: string): Calendar | null {
  const asked = new URLSearchParams(query).get('of')
  return (
    calendars.find(calendar => keyOf(calendar) === asked) ??
    calendars.find(({ own }) => own) ??
    calendars[0] ??
    null
  )
}

/** Whether several read it, each with addresses of their own. */
export const isShared = (audience: SubscriptionsView['calendar']['audience']): boolean =>
  ['scheme', 'association', 'supportBlock', 'clinicGroup'].includes(audience)

/** What is typed about a subscription; the reminder as a choice has it. */
export type Draft = { name: string; alarm: string }

export const draftOf = ({ name, alarmMinutes }: Pick<SubscriptionView, 'name' | 'alarmMinutes'>): Draft => ({
  name,
  alarm: alarmMinutes === null ? 'none' : String(alarmMinutes),
})

const ALARMS = { none: null, '0': 0, '30': 30, '60': 60, '1440': 1440 } as const
type Alarm = keyof typeof ALARMS

/** The reminders in the order in which they are offered. */
export const alarmChoices: readonly Alarm[] = ['none', '0', '30', '60', '1440']

const isAlarm = (text: string): text is Alarm => Object.hasOwn(ALARMS, text)

export const alarmMinutesOf = ({ alarm }: Draft) => (isAlarm(alarm) ? ALARMS[alarm] : null)

export const alarmInWords = (words: Wording, alarmMinutes: number | null): string => {
  const key = alarmMinutes === null ? 'none' : String(alarmMinutes)
  return isAlarm(key) ? words.feeds.alarms[key] : words.feeds.alarms.none
}

/** When and by which program it was read last; null: never. */
export const lastReadInWords = (words: Wording, { lastRead }: SubscriptionView): string | null =>
  lastRead &&
  words.feeds.lastRead(words.dates.moment(Date.parse(lastRead.at)), words.feeds.programs[lastRead.program])

/** How many somebody should ask about. */
export const silentCount = ({ subscriptions }: AllSubscriptions): number =>
  subscriptions.filter(({ state }) => state === 'silent').length
