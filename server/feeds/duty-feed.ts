import type { PublishedDuty } from '../roster/published-duty.ts'
import type { Instant } from '../time/clock.ts'
import { hoursInWords } from '../time/hours-in-words.ts'
import { DAY, type Interval } from '../time/interval.ts'
import { addDays } from '../time/local-day.ts'
import { instantOf, localDayOf } from '../time/tokyo.ts'
import type { CalendarFeed, FeedEvent } from './calendar-feed.ts'

/** How long a duty that was taken away stays in a calendar as cancelled. */
export const CANCELLED_FOR = 30 * DAY

/** 30 days back to 12 months ahead in whole Tokyo days, so that the bytes change once a day at most. */
export function feedWindow(now: Instant): Interval {
  const today = localDayOf(now)
  return { start: instantOf(addDays(today, -30), '00:00'), end: instantOf(addDays(today, 366), '00:00') }
}

const POSTS: Readonly<Record<string, string>> = { locum: '代診医' }

/** The post in Japanese; a post that a scheme named itself is shown as it is. */
const postInWords = (post: string): string => POSTS[post] ?? post

type Stations = readonly { name: string; nightPhone: string }[]

/** What every event of a feed needs beside its duty. */
export type FeedSurroundings = {
  baseUrl: string
  /** The part of UIDs that no other installation shares. */
  identity: string
  /** The visiting-nurse stations by association. */
  stations: ReadonlyMap<string, Stations>
}

/** A physician's own calendar: the summary says what and where, not who. */
export const physicianFeed = (
  name: string,
  duties: readonly PublishedDuty[],
  source: string,
  around: FeedSurroundings,
): CalendarFeed => ({
  name: `輪番 ${name} 先生の当番`,
  description: 'ご自身の当番です。変更は自動で反映されますが、急ぎの変更は電話でお知らせします。',
  color: 'seagreen',
  source,
  events: duties.map(duty =>
    eventOf(duty, `${postInWords(duty.post)}当番（${duty.scheme.shortName}）`, around),
  ),
})

/** The calendar of a whole scheme: the summary says who. */
export const schemeFeed = (
  name: string,
  duties: readonly PublishedDuty[],
  source: string,
  around: FeedSurroundings,
): CalendarFeed => ({
  name: `輪番 ${name}`,
  description: '当番表の全体です。変更は自動で反映されます。',
  color: 'steelblue',
  source,
  events: duties.map(duty => {
    const { name, place } = duty.physician
    return eventOf(duty, `${postInWords(duty.post)}：${name}（${place}）${duty.scheme.shortName}`, around)
  }),
})

function eventOf(duty: PublishedDuty, summary: string, around: FeedSurroundings): FeedEvent {
  const { physician, scheme, association } = duty
  const stations = around.stations.get(association.id) ?? []
  return {
    uid: `${[duty.unitId, duty.post, ...(duty.part > 0 ? [duty.part] : [])].join('/')}@${around.identity}`,
    start: duty.start,
    end: duty.end,
    summary: duty.tentative ? `${summary}【予定】` : summary,
    description: [
      hoursInWords(duty),
      duty.tentative ? `${duty.label}（祝日の公表前のため予定）` : duty.label,
      `${postInWords(duty.post)}：${physician.name}（${physician.clinic}）電話 ${physician.phone}`,
      ...stations.map(station => `訪問看護：${station.name} 夜間 ${station.nightPhone}`),
      scheme.name,
      ...(association.invented ? ['架空の地区（見本）です。'] : []),
    ].join('\n'),
    location: '',
    url: `${around.baseUrl}/schemes/${scheme.id}/${duty.fiscalYear}`,
    sequence: duty.sequence,
    createdAt: duty.firstPublishedAt,
    changedAt: duty.changedAt,
    status: duty.gone ? 'cancelled' : 'confirmed',
    busy: true,
  }
}
