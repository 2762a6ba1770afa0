import type { Instant } from '../time/clock.ts'
import type { Interval } from '../time/interval.ts'
import { addDays } from '../time/local-day.ts'
import { instantOf, localDayOf } from '../time/tokyo.ts'
import type { CalendarFeed } from './calendar-feed.ts'

/** The day on which an address was ended and the 29 after it, Tokyo time. */
const FAREWELL_DAYS = 30

/** The days on which an ended address says goodbye. */
export function farewellDays(revokedAt: Instant): Interval {
  const day = localDayOf(revokedAt)
  return { start: instantOf(day, '00:00'), end: instantOf(addDays(day, FAREWELL_DAYS), '00:00') }
}

/** The earliest moment of revocation whose goodbye is still said at `now`. */
export const farewellSince = (now: Instant): Instant =>
  instantOf(addDays(localDayOf(now), 1 - FAREWELL_DAYS), '00:00')

/**
 * What an ended address shows to calendars that still read it: no duty, and one event over all its days, which says how
 * to subscribe again. It leaves the time free and never reminds.
 */
export function farewellFeed(
  { id, revokedAt }: { id: string; revokedAt: Instant },
  source: string,
  { baseUrl, identity }: { baseUrl: string; identity: string },
): CalendarFeed {
  return {
    name: '輪番（登録は終了しました）',
    description: 'この登録は終了しました。当番は表示されません。',
    color: 'gray',
    source,
    events: [
      {
        ...farewellDays(revokedAt),
        uid: `farewell/${id}@${identity}`,
        summary: '【輪番】登録し直してください（当番は表示されません）',
        description: [
          'このカレンダーの登録は終了しました。当番は表示されていません。',
          '続けてお使いになるときは、輪番にサインインし、「カレンダー」の画面で新しいアドレスを作成して登録し直してください。',
          'サインインできないときは、医師会の事務局にお申し付けください。事務局が代わりに作成します。',
          'この登録は、お使いのカレンダーから削除してください。',
        ].join('\n'),
        location: '',
        url: `${baseUrl}/account`,
        sequence: 0,
        changedAt: revokedAt,
        createdAt: revokedAt,
        status: 'confirmed',
        busy: false,
      },
    ],
  }
}
