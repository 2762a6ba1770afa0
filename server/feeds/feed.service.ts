import { createHash } from 'node:crypto'
import type { Db } from '../../db/open.ts'
import type { Context } from '../context.ts'
import { callableStations, type LinkTarget } from '../directory/stations/night-station.ts'
import { nightStationsOf } from '../directory/stations/night-stations.service.ts'
import { dutiesBeside, plansOf } from '../roster/published-duty.service.ts'
import type { PublishedDuty } from '../roster/published-duty.ts'
import type { Instant } from '../time/clock.ts'
import type { LocalDay } from '../time/local-day.ts'
import { localDayOf } from '../time/tokyo.ts'
import { findAudience } from './audience.repository.ts'
import type { Audience } from './audience.ts'
import type { CalendarFeed } from './calendar-feed.ts'
import { dutiesFor } from './duties-for.service.ts'
import { dutyFeed, type FeedSurroundings } from './duty-feed.ts'
import { farewellFeed } from './farewell.ts'
import * as feeds from './feed.repository.ts'
import { renderCalendar } from './render-calendar.ts'

/** The document with its strong entity tag (RFC 9110 §8.8.3). */
export type FeedDocument = { body: string; etag: string }

/** Whom a document is for, and the secret in its address. */
export type Subscription = NonNullable<Awaited<ReturnType<typeof feeds.findSubscription>>> & { token: string }

/** What a subscription shows at `now`; null when whom it was for is gone. */
export async function renderFeed(
  context: Context,
  subscription: Subscription,
  now: Instant,
): Promise<FeedDocument | null> {
  const source = `${context.config.baseUrl}/feeds/${subscription.token}.ics`
  const feed =
    subscription.revoked_at === null
      ? await feedOf(context, subscription, source, now)
      : farewellFeed({ id: subscription.id, revokedAt: subscription.revoked_at }, source, {
          baseUrl: context.config.baseUrl,
          identity: await feeds.installationIdentity(context.db),
        })
  if (!feed) return null
  const body = renderCalendar(feed)
  return { body, etag: `"${createHash('sha256').update(body).digest('base64url')}"` }
}

/** The calendar of whom it is for, from the rotas as they stand at `now`; null when there is nobody of that id. */
export async function feedOf(
  { db, config }: Pick<Context, 'db' | 'config'>,
  { audience, audience_id: id, alarm_minutes: alarmMinutes }: Subscribed,
  source: string,
  now: Instant,
): Promise<CalendarFeed | null> {
  const found = await findAudience(db, audience as Audience, id)
  if (!found) return null
  const duties = await dutiesFor(db, audience as Audience, id, now)
  const around = await surroundings(db, config.baseUrl, duties, localDayOf(now))
  const feed = dutyFeed(audience as Audience, found.name, duties, source, around)
  return alarmMinutes === null ? feed : { ...feed, alarmMinutes }
}

type Subscribed = { audience: string; audience_id: string; alarm_minutes: number | null }

/** What events say beside their duties: the other posts of their units, and the stations behind them. */
export async function surroundings(
  db: Db,
  baseUrl: string,
  duties: readonly PublishedDuty[],
  today: LocalDay,
): Promise<FeedSurroundings> {
  const standing = duties.filter(({ gone }) => !gone)
  const plans = await plansOf(db, new Set(duties.map(({ scheme }) => scheme.id)))
  const several = standing.filter(({ scheme }) => (plans.get(scheme.id)?.posts.length ?? 0) > 1)
  const stations = await nightStationsOf(db, standing.map(targetOf))
  const span = {
    start: Math.min(...standing.map(({ start }) => start)),
    end: Math.max(...standing.map(({ end }) => end)),
  }
  const stationsDuring = callableStations(stations, span, today)
  return {
    baseUrl,
    identity: await feeds.installationIdentity(db),
    plans,
    beside: await dutiesBeside(db, several),
    stationsDuring: duty => stationsDuring(targetOf(duty), duty),
  }
}

const targetOf = ({ scheme, physician }: PublishedDuty): LinkTarget => ({
  schemeId: scheme.id,
  physicianId: physician.id,
  clinicId: physician.clinicId,
})
