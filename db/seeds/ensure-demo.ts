import { join } from 'node:path'
import { fiscalYearOf } from '../../server/calendar/fiscal-year.ts'
import type { Context } from '../../server/context.ts'
import { listSchemes, membersIn } from '../../server/duty/duty-scheme.service.ts'
import type { DutyScheme } from '../../server/duty/duty-scheme.ts'
import { areSubscribed, subscribe } from '../../server/feeds/subscription.service.ts'
import type { Instant } from '../../server/time/clock.ts'
import { localDayOf } from '../../server/time/tokyo.ts'
import type { Trx } from '../open.ts'
import { type DemoFeed, type DemoFile, readDemoFile, writeDemoFile } from './demo-file.ts'
import { seedDemo } from './seed-demo.ts'

/**
 * Seeds an empty database and writes `DATA_DIR/demo.json`, the only place where the calendar tokens of the
 * demo stand. A file that is missing or does not fit the database is made anew with new tokens, so a start
 * that was killed in between mends itself. Returns what to tell the person at the terminal.
 */
export async function ensureDemo({ db, clock, config }: Context): Promise<string[]> {
  await seedDemo(db, clock)
  const schemes = (await listSchemes(db)).filter(scheme => scheme.association.invented)
  if (schemes.length === 0) return []
  const path = join(config.dataDir, 'demo.json')
  const known = readDemoFile(path)?.everyFeed
  const feeds =
    known && (await areSubscribed(db, known.map(tokenOf)))
      ? known
      : await db.transaction().execute(trx => subscribeAll(trx, clock(), schemes))
  const demo = demoFileOf(config.baseUrl, feeds)
  writeDemoFile(path, demo)
  return [
    `The invented district is in. Open ${demo.baseUrl} in a browser.`,
    `A physician's calendar: ${demo.feeds.physician}`,
    `A scheme's calendar:    ${demo.feeds.scheme}`,
    `All calendars are in ${path}`,
  ]
}

const PATH = /\/feeds\/(.*)\.ics$/

const tokenOf = ({ url }: DemoFeed): string => PATH.exec(url)?.[1] ?? ''

/** A subscription for every scheme and each of its members, with addresses relative to the server. */
async function subscribeAll(trx: Trx, now: Instant, schemes: readonly DutyScheme[]): Promise<DemoFeed[]> {
  const feed = async (audience: DemoFeed['audience'], id: string, name: string): Promise<DemoFeed> => ({
    audience,
    name,
    url: `/feeds/${await subscribe(trx, now, audience, id)}.ics`,
  })
  const feeds: DemoFeed[] = []
  for (const scheme of schemes) {
    feeds.push(await feed('scheme', scheme.id, scheme.name))
    for (const member of await membersIn(trx, scheme.id, fiscalYearOf(localDayOf(now))))
      feeds.push(await feed('physician', member.id, member.name))
  }
  return feeds
}

/** The addresses are written anew at each start: the server may have moved to another port. */
function demoFileOf(baseUrl: string, feeds: readonly DemoFeed[]): DemoFile {
  const everyFeed = feeds.map(feed => ({ ...feed, url: `${baseUrl}/feeds/${tokenOf(feed)}.ics` }))
  const first = (audience: DemoFeed['audience']) =>
    everyFeed.find(feed => feed.audience === audience)?.url ?? ''
  return { baseUrl, feeds: { physician: first('physician'), scheme: first('scheme') }, everyFeed }
}
