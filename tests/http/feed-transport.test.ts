import { connect } from 'node:net'
import type { QueryResult, RootOperationNode, UnknownRow } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OpenDatabase } from '../../db/open.ts'
import { PROGRAM } from '../../server/audit/actor.ts'
import type { ServerContext } from '../../server/context.ts'
import { changeSettings, readSettings } from '../../server/directory/association-settings.service.ts'
import { changeContactNumbers, readContactNumbers } from '../../server/directory/contact-numbers.service.ts'
import { closeStation, renameStation } from '../../server/directory/stations/change-station.service.ts'
import { addLink, endLink } from '../../server/directory/stations/nurse-link.service.ts'
import { readLinks, readStation } from '../../server/directory/stations/station.service.ts'
import type { Audience } from '../../server/feeds/audience.ts'
import { FeedDesk } from '../../server/feeds/feed-desk.service.ts'
import { subscribe } from '../../server/feeds/subscription.service.ts'
import { feedListener } from '../../server/http/feed-listener.ts'
import { type Listener, listen } from '../../server/http/listener.ts'
import { draftRoster } from '../../server/roster/draft.service.ts'
import { publishRoster } from '../../server/roster/publication.service.ts'
import { hashOfToken, newToken } from '../../server/secrets/token.ts'
import { DAY, HOUR } from '../../server/time/interval.ts'
import { aContext, anApp } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { yes } from '../setup/signed-in.ts'

const SCHEME = 'minato-locum'
const PHYSICIAN = 'minato-physician-1'
const actor = { ...PROGRAM }

/** Counts the queries that go through a database, and lets them go. */
class Counter {
  queries = 0
  transformQuery({ node }: { node: RootOperationNode }): RootOperationNode {
    this.queries++
    return node
  }
  async transformResult({ result }: { result: QueryResult<UnknownRow> }) {
    return result
  }
}

onEachDatabase('how calendars are carried', ({ seeded }) => {
  let open: OpenDatabase
  let context: ServerContext
  let time: { now: number }
  beforeEach(async () => {
    open = await seeded()
    ;({ context, time } = aContext(open))
  })

  const subscribed = async (audience: Audience, id: string) =>
    open.db
      .transaction()
      .execute(trx => subscribe(trx, time.now, audience, id, { associationId: 'minato', name: '' }))
  const request = (file: string, given: object = {}) => ({
    method: 'GET',
    file,
    ifNoneMatch: undefined,
    ifModifiedSince: undefined,
    acceptEncoding: undefined,
    acceptLanguage: undefined,
    userAgent: 'Google-Calendar-Importer',
    address: () => '203.0.113.1',
    ...given,
  })
  /** A desk whose mark stands still until the test says so, with a count of its queries. */
  const aDesk = () => {
    const counter = new Counter()
    const state = { mark: 1 }
    const desk = new FeedDesk({ ...context, db: open.db.withPlugin(counter) }, () => state.mark)
    return { desk, counter, state }
  }

  describe('straight from the socket and through the routes', () => {
    let listeners: Listener[]
    let reports: string[]
    beforeEach(async () => {
      const { app, reports: told } = anApp(context)
      reports = told
      listeners = await Promise.all([
        listen({ host: '127.0.0.1', port: 0 }),
        listen({ host: '127.0.0.1', port: 0 }),
      ])
      const shortcut = feedListener(context.feeds, context.config, line => reports.push(line))
      listeners[0]?.answerWith(app.fetch, shortcut)
      listeners[1]?.answerWith(app.fetch)
    })
    afterEach(() => Promise.all(listeners.map(listener => listener.close())))

    /** What a server answers, byte by byte, but for the time of day. */
    const raw = (port: number, method: string, path: string, headers: Record<string, string>) =>
      new Promise<{ head: string[]; body: string }>((resolve, reject) => {
        const lines = Object.entries({ Host: 'rinban.test', Connection: 'close', ...headers })
        const socket = connect(port, '127.0.0.1', () =>
          socket.write(
            [`${method} ${path} HTTP/1.1`, ...lines.map(([name, value]) => `${name}: ${value}`), '', ''].join(
              '\r\n',
            ),
          ),
        )
        const chunks: Buffer[] = []
        socket.on('data', chunk => chunks.push(chunk)).on('error', reject)
        socket.on('end', () => {
          const [head = '', ...body] = Buffer.concat(chunks).toString('latin1').split('\r\n\r\n')
          const [status = '', ...named] = head.split('\r\n')
          const told = named
            .filter(line => !/^date:/i.test(line))
            .map(line => line.replace(/^[^:]+/, name => name.toLowerCase()))
          resolve({ head: [status, ...told.sort()], body: body.join('\r\n\r\n') })
        })
      })

    it('answers are the same, header by header and byte by byte', async () => {
      const { token } = await subscribed('scheme', SCHEME)
      const path = `/feeds/${token}.ics`
      const etag =
        (await raw(listeners[0]?.port ?? 0, 'GET', path, {})).head
          .find(line => line.startsWith('etag:'))
          ?.slice(6) ?? ''
      const requests: [method: string, path: string, headers?: Record<string, string>][] = [
        ['GET', path],
        ['GET', path, { 'Accept-Encoding': 'gzip' }],
        ['HEAD', path],
        ['HEAD', path, { 'Accept-Encoding': 'gzip' }],
        ['GET', path, { 'If-None-Match': etag }],
        ['HEAD', path, { 'If-None-Match': etag }],
        ['GET', path, { 'If-Modified-Since': new Date(time.now).toUTCString() }],
        ['GET', `${path}?cached=no`],
        ['POST', path, { 'Content-Length': '2' }],
        ['DELETE', path, { Origin: 'https://elsewhere.example' }],
        ['OPTIONS', path],
        ['GET', `/feeds/${newToken()}.ics`],
        ['HEAD', `/feeds/${newToken()}.ics`],
        ['GET', `/feeds/${newToken()}.ics`, { 'Accept-Language': 'en' }],
        ['GET', '/feeds/short.ics'],
        ['GET', `/feeds/${token}`],
        ['GET', `/feeds/${token}.ics/`],
        ['GET', `/feeds//${token}.ics`],
        ['GET', `/feeds/x/${token}.ics`],
        ['GET', `/feeds/%2e%2e%2f${token}.ics`],
        ['GET', `/feeds/a%2F${token}.ics`],
        ['GET', `/feeds/%00${token}.ics`],
        ['GET', '/feeds/'],
      ]
      const statuses = new Set<string>()
      for (const [method, address, headers = {}] of requests) {
        const [first, second] = await Promise.all(
          listeners.map(({ port }) => raw(port, method, address, headers)),
        )
        expect([method, address, first]).toEqual([method, address, second])
        statuses.add(first?.head[0]?.slice(9, 12) ?? '')
      }
      expect([...statuses].sort()).toEqual(['200', '304', '404', '405'])
      expect(reports).toEqual([])
    })

    it('every answer is under the same guard as the rest of the program', async () => {
      const { token } = await subscribed('scheme', SCHEME)
      const base = `http://127.0.0.1:${listeners[0]?.port}`
      for (const path of [`/feeds/${token}.ics`, '/feeds/none', '/'])
        expect((await fetch(base + path)).headers.get('content-security-policy')).toContain(
          "default-src 'self'",
        )
    })

    it('a fault is reported without the address, and answered without a word of it', async () => {
      const { token } = await subscribed('scheme', SCHEME)
      Object.assign(context.config, { baseUrl: 'ftp://not-the-web' })
      for (const { port } of listeners) {
        const answer = await fetch(`http://127.0.0.1:${port}/feeds/${token}.ics`)
        expect(answer.status).toBe(500)
        expect(await answer.json()).toMatchObject({ reason: 'internal' })
      }
      expect(reports).toHaveLength(2)
      for (const report of reports) expect(report).toMatch(/^GET \/feeds\/\{?:?file\}?: /)
      expect(reports.join()).not.toContain(token)
    })
  })

  describe('kept ready', () => {
    it('a second reading asks nothing, and after a commit one look-up', async () => {
      const { token } = await subscribed('physician', PHYSICIAN)
      const { desk, counter, state } = aDesk()
      const first = await desk.answer(request(`${token}.ics`))
      expect(counter.queries).toBeGreaterThan(1)
      counter.queries = 0
      expect(await desk.answer(request(`${token}.ics`))).toEqual(first)
      expect(counter.queries).toBe(0)
      state.mark++
      expect(await desk.answer(request(`${token}.ics`))).toEqual(first)
      expect(counter.queries).toBe(1)
    })

    it('many at once share one look-up', async () => {
      const { token } = await subscribed('physician', PHYSICIAN)
      const { desk, counter } = aDesk()
      await desk.answer(request(`${token}.ics`))
      const alone = counter.queries
      const other = aDesk()
      await Promise.all(Array.from({ length: 50 }, () => other.desk.answer(request(`${token}.ics`))))
      expect(other.counter.queries).toBe(alone)
    })

    it('is made anew at midnight in Tokyo, though nothing was written', async () => {
      const { token } = await subscribed('scheme', SCHEME)
      const { desk, counter } = aDesk()
      const before = await desk.answer(request(`${token}.ics`))
      time.now += 15 * HOUR - 1 // the last millisecond of the day that began at 09:00
      counter.queries = 0
      expect(await desk.answer(request(`${token}.ics`))).toEqual(before)
      expect(counter.queries).toBe(0)
      time.now += 1 // eq midnight
      const after = await desk.answer(request(`${token}.ics`))
      expect(counter.queries).toBeGreaterThan(1)
      const dated = ({ headers }: typeof after) => headers[headers.indexOf('Last-Modified') + 1]
      expect([dated(before), dated(after)]).toEqual([
        'Mon, 01 Jun 2026 00:00:00 GMT',
        'Mon, 01 Jun 2026 15:00:00 GMT',
      ])
    })

    it('what another subscription is told stays its own', async () => {
      const [one, other] = [
        await subscribed('physician', PHYSICIAN),
        await subscribed('physician', PHYSICIAN),
      ]
      const { desk } = aDesk()
      for (const { token } of [one, other, one]) {
        const { body } = await desk.answer(request(`${token}.ics`))
        const unfolded = Buffer.from(body ?? [])
          .toString()
          .replaceAll('\r\n ', '')
        expect(unfolded).toContain(`/feeds/${token}.ics`)
      }
    })

    it('a revoked address ends at once, also when another server revoked it', async () => {
      const { token, id } = await subscribed('physician', PHYSICIAN)
      const { desk, state } = aDesk()
      expect((await desk.answer(request(`${token}.ics`))).status).toBe(200)
      await open.db
        .updateTable('feed_subscription')
        .set({ revoked_at: time.now })
        .where('id', '=', id)
        .execute()
      state.mark++
      expect((await desk.answer(request(`${token}.ics`))).status).toBe(404)
      const own = await subscribed('physician', PHYSICIAN)
      expect((await context.feeds.answer(request(`${own.token}.ics`))).status).toBe(200)
      await open.db
        .transaction()
        .execute(trx =>
          trx
            .updateTable('feed_subscription')
            .set({ revoked_at: time.now })
            .where('id', '=', own.id)
            .execute(),
        )
      expect((await context.feeds.answer(request(`${own.token}.ics`))).status).toBe(404)
    })
  })

  /** Every change of what calendars show; a document that is kept must be the one that would be made now. */
  describe('a kept document is never behind', () => {
    const station = async () => {
      const path = { stationId: 'minato-station-1', own: false }
      return { path, ...yes(await readStation(context, path)) }
    }
    const changes: [title: string, change: () => Promise<unknown>][] = [
      [
        'a publication',
        async () => {
          await open.db
            .transaction()
            .execute(trx =>
              trx
                .updateTable('scheme_member')
                .set({ left_on: '2026-06-30' })
                .where('physician_id', '=', PHYSICIAN)
                .execute(),
            )
          yes(await draftRoster(context, PROGRAM, SCHEME, 2026, 2))
          return publishRoster(context, PROGRAM, SCHEME, 2026, 3)
        },
      ],
      [
        'a telephone number',
        async () => {
          const { physicians } = yes(await readContactNumbers(open.db, 'minato'))
          const was = physicians.find(({ id }) => id === PHYSICIAN)?.numbers ?? {
            clinicPhone: '',
            dutyPhone: null,
          }
          return changeContactNumbers(
            context,
            actor,
            { associationId: 'minato', physicianId: PHYSICIAN },
            {
              clinicPhone: '0999-99-9999',
              dutyPhone: '0999-99-9998',
              was,
            },
          )
        },
      ],
      [
        'the names of the association',
        async () => {
          const settings = yes(await readSettings(context, 'minato'))
          return changeSettings(context, actor, 'minato', {
            ...settings,
            name: '新しい医師会',
            shortName: '新',
          })
        },
      ],
      [
        'the name of a station',
        async () => {
          const { path, revision } = await station()
          return renameStation(context, actor, path, { name: '新しいステーション', revision })
        },
      ],
      [
        'the end of a station',
        async () => {
          const { path, revision } = await station()
          return closeStation(context, actor, path, { closedOn: '2026-06-02', revision })
        },
      ],
      [
        'a link to a physician',
        async () =>
          addLink(context, actor, 'minato', {
            stationId: 'ward-kita-station-1',
            target: { kind: 'physician', id: PHYSICIAN },
            from: '2026-04-01',
            to: null,
          }),
      ],
      [
        'the end of a link',
        async () => {
          const [link] = (await readLinks(context, 'minato')).links
          return endLink(
            context,
            actor,
            { associationId: 'minato', linkId: link?.id ?? '' },
            { to: '2026-06-01', revision: link?.revision ?? 0 },
          )
        },
      ],
    ]
    const watched: [Audience, string][] = [
      ['physician', PHYSICIAN],
      ['scheme', SCHEME],
      ['association', 'minato'],
      ['nursingStation', 'minato-station-1'],
    ]

    it.each(changes)('after %s', async (_, change) => {
      const tokens: string[] = []
      for (const [audience, id] of watched) tokens.push((await subscribed(audience, id)).token)
      const { desk, state } = aDesk()
      const read = async (at: FeedDesk) => {
        const bodies = []
        for (const token of tokens) {
          const { body } = await at.answer(request(`${token}.ics`))
          bodies.push(Buffer.from(body ?? []).toString())
        }
        return bodies
      }
      const before = await read(desk)
      expect(yes((await change()) as Parameters<typeof yes>[0])).toBeDefined()
      state.mark++
      const now = await read(new FeedDesk(context, open.changeMark))
      expect(await read(desk)).toEqual(now)
      expect(before.every(body => body.startsWith('BEGIN:VCALENDAR'))).toBe(true)
      expect(now).not.toEqual(before)
    })
  })

  describe('addresses that are none', () => {
    it('what can not be a token costs no query', async () => {
      const { token } = await subscribed('physician', PHYSICIAN)
      const { desk, counter } = aDesk()
      const files = [
        '',
        '.ics',
        'short.ics',
        token,
        `${token}x.ics`,
        `/${token}.ics`,
        `..%2f${token}.ics`,
        `${token}.ics/`,
        `%41${token.slice(1)}.ics`,
        `${'a'.repeat(100_000)}.ics`,
      ]
      for (const file of files) expect((await desk.answer(request(file))).status).toBe(404)
      expect((await desk.answer(request(`${token}.ics`, { method: 'PUT' }))).status).toBe(405)
      expect(counter.queries).toBe(0)
    })

    it('a flood of unknown ones is cut off, and calendars of the same address are read on', async () => {
      const [warm, cold] = [
        await subscribed('physician', PHYSICIAN),
        await subscribed('physician', PHYSICIAN),
      ]
      const { desk, counter, state } = aDesk()
      expect((await desk.answer(request(`${warm.token}.ics`))).status).toBe(200)
      counter.queries = 0
      for (let tries = 0; tries < 20_000; tries++)
        expect((await desk.answer(request(`${newToken()}.ics`))).status).toBe(404)
      // 60 look-ups, and the list of all tokens once.
      expect(counter.queries).toBe(61)
      state.mark++
      for (const { token } of [warm, cold])
        expect((await desk.answer(request(`${token}.ics`))).status).toBe(200)
      // One made just now is not on the list yet; it is within seconds.
      const made = await subscribed('physician', PHYSICIAN)
      time.now += 10_000
      for (let tries = 0; tries < 100; tries++) await desk.answer(request(`${newToken()}.ics`))
      expect((await desk.answer(request(`${made.token}.ics`))).status).toBe(200)
      // Another address is not held responsible.
      const later = await subscribed('physician', PHYSICIAN)
      expect(
        (await desk.answer(request(`${later.token}.ics`, { address: () => '203.0.113.2' }))).status,
      ).toBe(200)
    })
  })

  it('when and by which program a calendar was read last is written down once an hour', async () => {
    const { token, id } = await subscribed('physician', PHYSICIAN)
    const silent = await subscribed('physician', PHYSICIAN)
    const { desk, counter, state } = aDesk()
    const lastReads = () =>
      open.db
        .selectFrom('feed_subscription')
        .select(['last_read_at', 'last_read_by'])
        .where('id', 'in', [id, silent.id])
        .orderBy('last_read_by')
        .execute()
    const none = { last_read_at: null, last_read_by: null }
    const at = (now: number, by: string) =>
      expect.arrayContaining([none, { last_read_at: now, last_read_by: by }])
    const start = time.now
    await desk.answer(request(`${token}.ics`))
    expect(await lastReads()).toEqual([none, none])
    counter.queries = 0
    await desk.writeReads()
    expect(counter.queries).toBe(1)
    expect(await lastReads()).toEqual(at(start, 'Google-Calendar-Importer'))
    state.mark++
    time.now += HOUR - 1
    await desk.answer(request(`${token}.ics`))
    await desk.writeReads()
    expect(await lastReads()).toEqual(at(start, 'Google-Calendar-Importer'))
    await desk.answer(request(`${token}.ics`, { userAgent: 'iOS/17.0 dataaccessd/1.0' }))
    await desk.writeReads()
    expect(await lastReads()).toEqual(at(time.now, 'iOS/17.0 dataaccessd/1.0'))
    // Whoever asks for an address that is none leaves nothing behind.
    await desk.answer(request(`${newToken()}.ics`))
    counter.queries = 0
    await desk.writeReads()
    expect(counter.queries).toBe(0)
    // A server that has just started knows from the database when that was.
    const restarted = aDesk()
    await restarted.desk.answer(request(`${token}.ics`, { userAgent: 'iOS/17.0 dataaccessd/1.0' }))
    restarted.counter.queries = 0
    await restarted.desk.writeReads()
    expect(restarted.counter.queries).toBe(0)
    expect(hashOfToken(token)).toHaveLength(64)
    expect(time.now).toBeLessThan(start + DAY)
  })
})
