import { join } from 'node:path'
import { fiscalYearOf } from '../../server/calendar/fiscal-year.ts'
import type { Context } from '../../server/context.ts'
import { listSchemes, membersIn } from '../../server/duty/duty-scheme.service.ts'
import type { DutyScheme } from '../../server/duty/duty-scheme.ts'
import { areSubscribed, subscribe } from '../../server/feeds/subscription.service.ts'
import type { Instant } from '../../server/time/clock.ts'
import { localDayOf } from '../../server/time/tokyo.ts'
import type { Trx } from '../open.ts'
import { demoAccountsIn } from './demo-accounts.ts'
import { type DemoAccount, type DemoFeed, type DemoFile, readDemoFile, writeDemoFile } from './demo-file.ts'
import { seedDemoIn } from './seed-demo.ts'

/**
 * Seeds an empty database and writes `DATA_DIR/demo.json`, the only place where the calendar tokens and the
 * passwords of the demo stand; one start at a time, all or nothing. A file that is missing or does not fit the database is
 * made anew with new tokens. Returns what to tell the person at the terminal. Throws what the file system says.
 */
export const ensureDemo = ({ db, clock, config, keyring }: Context): Promise<string[]> =>
  db.transaction().execute(async trx => {
    await takeTurn(trx)
    await seedDemoIn(trx, clock)
    const schemes = (await listSchemes(trx)).filter(scheme => scheme.association.invented)
    if (schemes.length === 0) return []
    const path = join(config.dataDir, 'demo.json')
    const file = readDemoFile(path)
    const known = file?.everyFeed
    const fits = known !== undefined && (await areSubscribed(trx, known.map(tokenOf)))
    const feeds = fits ? known : await subscribeAll(trx, clock(), schemes)
    const today = localDayOf(clock())
    const accounts = await demoAccountsIn(trx, { keyring, clock }, file?.accounts ?? [], today)
    const demo = demoFileOf(config.baseUrl, feeds, accounts)
    // Before the commit: a file without its tokens is made anew, but tokens without their file stay for ever.
    writeDemoFile(path, demo)
    return [
      `The invented district is in. Open ${demo.baseUrl} in a browser.`,
      `A physician's calendar: ${demo.feeds.physician}`,
      `A scheme's calendar:    ${demo.feeds.scheme}`,
      `To sign in: ${signInOf(demo)}`,
      `Accounts of every role and all calendars are in ${path}`,
    ]
  })

/** Makes whoever else starts wait until this transaction ends. */
const takeTurn = (trx: Trx) =>
  trx
    .updateTable('installation')
    .set(eb => ({ id: eb.ref('id') }))
    .execute()

const PATH = /\/feeds\/(.*)\.ics$/

const tokenOf = ({ url }: DemoFeed): string => PATH.exec(url)?.[1] ?? ''

/** A subscription for every scheme and each of its members, with addresses relative to the server. */
async function subscribeAll(trx: Trx, now: Instant, schemes: readonly DutyScheme[]): Promise<DemoFeed[]> {
  const feeds: DemoFeed[] = []
  for (const scheme of schemes) {
    const given = { associationId: scheme.association.id, name: '見本' }
    const feed = async (audience: DemoFeed['audience'], id: string, name: string): Promise<DemoFeed> => ({
      audience,
      name,
      url: `/feeds/${(await subscribe(trx, now, audience, id, given)).token}.ics`,
    })
    feeds.push(await feed('scheme', scheme.id, scheme.name))
    for (const member of await membersIn(trx, scheme.id, fiscalYearOf(localDayOf(now))))
      feeds.push(await feed('physician', member.id, member.name))
  }
  return feeds
}

/** How the secretariat of the first district signs in, in one line. */
const signInOf = ({ accounts: [account] }: DemoFile): string =>
  account ? `${account.email}, password ${account.password}, authenticator secret ${account.totpSecret}` : ''

/** The addresses are written anew at each start: the server may have moved to another port. */
function demoFileOf(baseUrl: string, feeds: readonly DemoFeed[], accounts: readonly DemoAccount[]): DemoFile {
  const everyFeed = feeds.map(feed => ({ ...feed, url: `${baseUrl}/feeds/${tokenOf(feed)}.ics` }))
  const first = (audience: DemoFeed['audience']) =>
    everyFeed.find(feed => feed.audience === audience)?.url ?? ''
  return {
    baseUrl,
    feeds: { physician: first('physician'), scheme: first('scheme') },
    everyFeed,
    accounts: [...accounts],
  }
}
