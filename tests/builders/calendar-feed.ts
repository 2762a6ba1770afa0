import type { CalendarFeed, FeedEvent } from '../../server/feeds/calendar-feed.ts'
import { instantOf } from '../../server/time/tokyo.ts'

/** Sunday 3 May 2026, a 36-hour unit from noon of the eve, unless the test says otherwise. */
export const aFeedEvent = (changes: Partial<FeedEvent> = {}): FeedEvent => ({
  uid: 'rota:2026-05-03:36h@rinban.example.jp',
  start: instantOf('2026-05-02', '12:00'),
  end: instantOf('2026-05-03', '24:00'),
  summary: '当番 山田太郎',
  description: '36時間（前日12:00〜当日24:00）',
  location: '北国市医師会',
  url: 'https://rinban.example.jp/duty/2026-05-03',
  sequence: 0,
  changedAt: Date.parse('2026-03-20T01:23:45.678Z'),
  status: 'confirmed',
  busy: true,
  ...changes,
})

export const aCalendarFeed = (changes: Partial<CalendarFeed> = {}): CalendarFeed => ({
  name: '代診医の輪番',
  description: '公開された輪番表から',
  color: 'seagreen',
  source: 'https://rinban.example.jp/feeds/4f2a.ics',
  events: [aFeedEvent()],
  ...changes,
})
