import { createHash } from 'node:crypto'
import type { Db } from '../../db/open.ts'
import type { Context } from '../context.ts'
import { findPhysician, nursingStationsOf } from '../directory/directory.service.ts'
import { findScheme } from '../duty/duty-scheme.service.ts'
import { dutiesOfPhysician, dutiesOfScheme } from '../roster/published-duty.service.ts'
import type { PublishedDuty } from '../roster/published-duty.ts'
import { hashOfToken, looksLikeToken } from '../secrets/token.ts'
import type { Instant } from '../time/clock.ts'
import type { Audience } from './audience.ts'
import type { CalendarFeed } from './calendar-feed.ts'
import { CANCELLED_FOR, type FeedSurroundings, feedWindow, physicianFeed, schemeFeed } from './duty-feed.ts'
import * as feeds from './feed.repository.ts'
import { renderCalendar } from './render-calendar.ts'

/** The document with the validators of RFC 9110: a strong entity tag, and whole seconds of last change. */
export type FeedDocument = { body: string; etag: string; lastModified: Instant }

/** The document behind a token; null for a token that is unknown or revoked, without telling which. */
export async function readFeed(context: Context, token: string): Promise<FeedDocument | null> {
  if (!looksLikeToken(token)) return null
  const subscription = await feeds.findSubscription(context.db, hashOfToken(token))
  if (!subscription) return null
  const now = context.clock()
  const feed = await feedOf(context, subscription, `${context.config.baseUrl}/feeds/${token}.ics`, now)
  if (!feed) return null
  const body = renderCalendar(feed)
  const changes = feed.events.map(event => event.changedAt)
  return {
    body,
    etag: `"${createHash('sha256').update(body).digest('base64url')}"`,
    // The window moves each day, which may change the document without a change of a duty.
    lastModified: Math.max(feedWindow(now).start, ...changes),
  }
}

async function feedOf(
  { db, config }: Context,
  { audience, audience_id: id }: { audience: string; audience_id: string },
  source: string,
  now: Instant,
): Promise<CalendarFeed | null> {
  const window = feedWindow(now)
  const since = now - CANCELLED_FOR
  const around = async (duties: PublishedDuty[]) => surroundings(db, config.baseUrl, duties)
  switch (audience as Audience) {
    case 'physician': {
      const physician = await findPhysician(db, id)
      if (!physician) return null
      const duties = await dutiesOfPhysician(db, id, window, since)
      return physicianFeed(physician.name, duties, source, await around(duties))
    }
    case 'scheme': {
      const scheme = await findScheme(db, id)
      if (!scheme) return null
      const duties = await dutiesOfScheme(db, id, window, since)
      return schemeFeed(scheme.name, duties, source, await around(duties))
    }
  }
}

async function surroundings(
  db: Db,
  baseUrl: string,
  duties: readonly PublishedDuty[],
): Promise<FeedSurroundings> {
  const associations = [...new Set(duties.map(duty => duty.association.id))]
  const stations = await Promise.all(
    associations.map(async id => [id, await nursingStationsOf(db, id)] as const),
  )
  return { baseUrl, identity: await feeds.installationIdentity(db), stations: new Map(stations) }
}
