import type { ChangeMark } from '../../db/open.ts'
import type { Context } from '../context.ts'
import { problemIn } from '../http/api.ts'
import { refuse } from '../http/refusal.ts'
import { hashOfToken, looksLikeToken } from '../secrets/token.ts'
import type { Instant } from '../time/clock.ts'
import { DAY, type Interval } from '../time/interval.ts'
import { instantOf, localDayOf } from '../time/tokyo.ts'
import { answerFeed, type FeedAnswer, isReading } from './answer-feed.ts'
import type { CalendarDesk, CalendarRequest } from './calendar-desk.ts'
import * as feeds from './feed.repository.ts'
import { renderFeed, type Subscription } from './feed.service.ts'
import { type KeptFeed, KeptFeeds } from './kept-feeds.ts'
import { Lanes } from './lanes.ts'
import { LastReads } from './last-reads.ts'
import { prepareDocument } from './prepare-document.ts'
import { UnknownTokens } from './unknown-tokens.ts'

/** Some 30,000 calendars: all of a prefecture, in a quarter of the memory of a small machine. */
const MOST_BYTES = 256 * 1024 * 1024

/** Documents made at a time: enough for PostgreSQL to have work while we write, and a dozen milliseconds at the most. */
const LANES = 4

/** How old the list of all tokens may be that stands in for look-ups while somebody guesses. */
const ROLL_MS = 10_000

const READS_EVERY_MS = 60_000
/** A prefecture has 300 a minute. After a start all come at once, and must not hold up those who read. */
const MOST_READS = 1_000
/** One statement of a few milliseconds. */
const READS_AT_ONCE = 100

/**
 * Where calendar programs read. A document is kept with what the database said of it, and answers without asking again
 * as long as nothing has been committed; otherwise one look-up tells whether it still is what the subscription shows.
 */
export class FeedDesk implements CalendarDesk {
  readonly #context: Context
  readonly #changeMark: ChangeMark
  readonly #kept = new KeptFeeds(MOST_BYTES)
  readonly #unknown = new UnknownTokens()
  readonly #reads = new LastReads()
  readonly #lanes = new Lanes(LANES)
  readonly #underWay = new Map<string, { mark: number; feed: Promise<KeptFeed | null> }>()
  #roll: { at: Instant; hashes: Promise<Set<string>> } | null = null

  constructor(context: Context, changeMark: ChangeMark) {
    this.#context = context
    this.#changeMark = changeMark
  }

  answer(request: CalendarRequest): FeedAnswer | Promise<FeedAnswer> {
    const token = tokenIn(request.file)
    if (token === null || !isReading(request.method)) return this.#answerWith(request, null)
    const hash = hashOfToken(token)
    const [now, mark] = [this.#context.clock(), this.#changeMark()]
    const kept = this.#kept.get(hash)
    if (kept && kept.mark === mark && isWithin(kept.day, now)) return this.#answerWith(request, kept, now)
    // Two requests for the same calendar share a look-up, unless something was committed in between.
    const underWay = this.#underWay.get(hash)
    const feed = underWay?.mark === mark ? underWay.feed : this.#begin(token, hash, mark, request)
    return feed.then(found => this.#answerWith(request, found))
  }

  /** Writes down what was read since the last time. What is lost when the program is killed is an hour of one line. */
  async writeReads(): Promise<void> {
    for (let written = 0; written < MOST_READS; written += READS_AT_ONCE) {
      const reads = this.#reads.take(READS_AT_ONCE)
      if (reads.length === 0) return
      await this.#lanes.run(() => feeds.writeReads(this.#context.db, reads))
    }
  }

  /** Does so every minute; returns how to end that. `report` hears when it fails. */
  follow(report: (line: string) => void): () => Promise<void> {
    const write = () =>
      this.writeReads().catch((error: Error) => report(`reading times: ${error.stack ?? error.message}`))
    const timer = setInterval(write, READS_EVERY_MS)
    return () => {
      clearInterval(timer)
      return write()
    }
  }

  #answerWith(request: CalendarRequest, feed: KeptFeed | null, now = this.#context.clock()): FeedAnswer {
    if (feed) this.#reads.note(feed, now, request.userAgent ?? '')
    return answerFeed(request, feed?.document ?? null, () => notFoundIn(request.acceptLanguage))
  }

  #begin(token: string, hash: string, mark: number, request: CalendarRequest): Promise<KeptFeed | null> {
    const feed = this.#find(token, hash, request).finally(() => {
      if (this.#underWay.get(hash)?.feed === feed) this.#underWay.delete(hash)
    })
    this.#underWay.set(hash, { mark, feed })
    return feed
  }

  /** Null when the token is unknown or revoked, or is taken for unknown without a look-up. */
  async #find(token: string, hash: string, request: CalendarRequest): Promise<KeptFeed | null> {
    const now = this.#context.clock()
    if (this.#kept.get(hash)) return this.#lanes.run(() => this.#lookUp(token, hash))
    const address = request.address()
    const charged = this.#unknown.mayLookUp(address, now)
    if (!charged && !(await this.#isOnRoll(hash, now))) return null
    const found = await this.#lanes.run(() => this.#lookUp(token, hash))
    if (charged && found) this.#unknown.giveBack(address, now)
    return found
  }

  /** The document as it is now, made anew only when something it shows has changed. */
  async #lookUp(token: string, hash: string): Promise<KeptFeed | null> {
    const [now, mark] = [this.#context.clock(), this.#changeMark()]
    const kept = this.#kept.get(hash)
    const row = await feeds.findSubscription(this.#context.db, hash, now)
    if (!row) {
      this.#kept.delete(hash)
      return null
    }
    const { last_read_at, last_read_by, ...shown } = row
    const stamp = JSON.stringify(shown)
    const readAlready = { at: last_read_at ?? 0, by: last_read_by ?? '' }
    const lastRead = kept && kept.lastRead.at > readAlready.at ? kept.lastRead : readAlready
    const stillRight = kept?.stamp === stamp && isWithin(kept.day, now)
    const document = stillRight ? kept.document : await this.#make({ ...row, token }, now)
    if (!document) {
      this.#kept.delete(hash)
      return null
    }
    const feed = { id: row.id, lastRead, document, day: dayOf(now), stamp, mark }
    this.#kept.set(hash, feed)
    return feed
  }

  async #make(subscription: Subscription, now: Instant) {
    try {
      const document = await renderFeed(this.#context, subscription, now)
      return document && prepareDocument(document, now)
    } catch (error) {
      throw withoutSecret(error as Error, subscription.token)
    }
  }

  /** Stands in for a look-up when too many were in vain: whoever has a real address is found all the same. */
  async #isOnRoll(hash: string, now: Instant): Promise<boolean> {
    if (!this.#roll || now >= this.#roll.at + ROLL_MS) {
      const hashes = feeds.listTokenHashes(this.#context.db).then(all => new Set(all))
      this.#roll = { at: now, hashes }
      hashes.catch(() => {
        this.#roll = null
      })
    }
    return (await this.#roll.hashes).has(hash)
  }
}

const EXTENSION = '.ics'

/** The token that a path behind `/feeds/` names; null for anything that can not be one, which costs nothing more. */
function tokenIn(file: string): string | null {
  if (!file.endsWith(EXTENSION)) return null
  const token = file.slice(0, -EXTENSION.length)
  return looksLikeToken(token) ? token : null
}

function dayOf(now: Instant): Interval {
  const start = instantOf(localDayOf(now), '00:00')
  return { start, end: start + DAY }
}

const isWithin = ({ start, end }: Interval, now: Instant): boolean => start <= now && now < end

/** Unknown and revoked answer alike, and like every other address that does not exist. */
function notFoundIn(acceptLanguage: string | undefined): FeedAnswer {
  const body = Buffer.from(JSON.stringify(problemIn(acceptLanguage, refuse('notFound'))))
  return {
    status: 404,
    headers: ['Content-Type', 'application/json', 'Content-Length', String(body.length)],
    body,
  }
}

/** The address of a calendar is in its document, and so may be in what is said of a fault of the document. */
function withoutSecret(error: Error, secret: string): Error {
  error.message = error.message.replaceAll(secret, '…')
  if (error.stack !== undefined) error.stack = error.stack.replaceAll(secret, '…')
  return error
}
