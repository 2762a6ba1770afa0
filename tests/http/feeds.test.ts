import ICAL from 'ical.js'
import { beforeEach, expect, it } from 'vitest'
import type { OpenDatabase } from '../../db/open.ts'
import { PROGRAM } from '../../server/audit/actor.ts'
import type { ServerContext } from '../../server/context.ts'
import type { Audience } from '../../server/feeds/audience.ts'
import { subscribe } from '../../server/feeds/subscription.service.ts'
import { draftRoster } from '../../server/roster/draft.service.ts'
import { publishRoster } from '../../server/roster/publication.service.ts'
import { currentDuties } from '../../server/roster/standing/standing-rota.service.ts'
import { newToken } from '../../server/secrets/token.ts'
import { DAY, HOUR } from '../../server/time/interval.ts'
import { readDocument } from '../feeds/grammar.ts'
import { aContext, anApp, MORNING } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'

const SCHEME = 'minato-locum'
const PHYSICIAN = 'minato-physician-1'

onEachDatabase('calendar subscriptions', ({ seeded }) => {
  let open: OpenDatabase
  let context: ServerContext
  let time: { now: number }
  let server: ReturnType<typeof anApp>
  beforeEach(async () => {
    open = await seeded()
    ;({ context, time } = aContext(open))
    server = anApp(context)
  })

  const feedOf = async (audience: Audience, id: string) => {
    const { token } = await open.db.transaction().execute(trx => subscribe(trx, time.now, audience, id))
    return { token, path: `/feeds/${token}.ics` }
  }
  const read = (path: string, headers: Record<string, string> = {}) => server.app.request(path, { headers })
  const eventsOf = (document: string) =>
    new ICAL.Component(ICAL.parse(document)).getAllSubcomponents('vevent').map(event => ({
      uid: String(event.getFirstPropertyValue('uid')),
      summary: String(event.getFirstPropertyValue('summary')),
      status: event.getFirstPropertyValue('status'),
      sequence: event.getFirstPropertyValue('sequence'),
      start: (event.getFirstPropertyValue('dtstart') as ICAL.Time).toJSDate().getTime(),
      end: (event.getFirstPropertyValue('dtend') as ICAL.Time).toJSDate().getTime(),
    }))

  it('a physician reads exactly their published duties of the window', async () => {
    const { path } = await feedOf('physician', PHYSICIAN)
    const response = await read(path)
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    const document = await response.text()
    expect(readDocument(Buffer.from(document)).faults).toEqual([])
    const own = (await currentDuties(open.db, `${SCHEME}/2026`))
      .filter(duty => duty.physicianId === PHYSICIAN && duty.end > MORNING - 30 * DAY - 9 * HOUR)
      .map(({ start, end }) => ({ start, end }))
      .sort((a, b) => a.start - b.start)
    expect(own.length).toBeGreaterThan(2)
    expect(eventsOf(document).map(({ start, end }) => ({ start, end }))).toEqual(own)
  })

  it('the scheme shows every duty with who holds it, and no draft', async () => {
    const { path } = await feedOf('scheme', SCHEME)
    const document = await (await read(path)).text()
    expect(readDocument(Buffer.from(document)).faults).toEqual([])
    const events = eventsOf(document)
    expect(events.length).toBeGreaterThan(55)
    expect(new Set(events.map(event => event.uid)).size).toBe(events.length)
    expect(events.every(event => /^代診医：.+（.+）/.test(event.summary))).toBe(true)
    expect(document).not.toContain('minato-locum/2027-04')
  })

  it('gives the same bytes and validators for the same state', async () => {
    const { path } = await feedOf('physician', PHYSICIAN)
    const [first, second] = [await read(path), await read(path)]
    expect(await second.text()).toBe(await first.text())
    for (const name of ['etag', 'last-modified'])
      expect(second.headers.get(name)).toBe(first.headers.get(name))
    expect(first.headers.get('etag')).toMatch(/^"[\w-]+"$/)
    expect(first.headers.get('cache-control')).toBe('private, must-revalidate')
  })

  it('answers 304 with the same validators to who has it already', async () => {
    const { path } = await feedOf('physician', PHYSICIAN)
    const first = await read(path)
    const etag = first.headers.get('etag') ?? ''
    const modified = first.headers.get('last-modified') ?? ''
    const conditions: [string, Record<string, string>, number][] = [
      ['the tag', { 'if-none-match': etag }, 304],
      ['one of several tags', { 'if-none-match': `"other", W/${etag}` }, 304],
      ['any', { 'if-none-match': '*' }, 304],
      ['another tag', { 'if-none-match': '"other"' }, 200],
      ['the date', { 'if-modified-since': modified }, 304],
      ['a date before', { 'if-modified-since': 'Thu, 01 Jan 2026 00:00:00 GMT' }, 200],
      ['no date', { 'if-modified-since': 'yesterday' }, 200],
      ['another tag with the date', { 'if-none-match': '"other"', 'if-modified-since': modified }, 200],
    ]
    for (const [title, headers, status] of conditions) {
      const response = await read(path, headers)
      expect([title, response.status]).toEqual([title, status])
      expect(response.headers.get('etag')).toBe(etag)
      expect((await response.text()) === '').toBe(status === 304)
    }
  })

  it('HEAD is GET without the body', async () => {
    const { path } = await feedOf('physician', PHYSICIAN)
    const head = await server.app.request(path, { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect(head.headers.get('etag')).toBe((await read(path)).headers.get('etag'))
  })

  it('a change of the rota reaches both calendars: taken from one, given to the other', async () => {
    const mine = await feedOf('physician', PHYSICIAN)
    const before = eventsOf(await (await read(mine.path)).text())
    await open.db.transaction().execute(async trx => {
      const ofPhysician = trx.selectFrom('scheme_member').where('physician_id', '=', PHYSICIAN)
      const period = await ofPhysician.selectAll().executeTakeFirstOrThrow()
      await trx
        .updateTable('scheme_member')
        .set({ left_on: '2026-06-30' })
        .where('physician_id', '=', PHYSICIAN)
        .execute()
      // Whoever is in no scheme any more has no calendar.
      await trx
        .insertInto('scheme_member')
        .values({ ...period, scheme_id: 'ward-kita-locum' })
        .execute()
    })
    time.now += DAY
    await draftRoster(context, PROGRAM, SCHEME, 2026, 2)
    await publishRoster(context, PROGRAM, SCHEME, 2026, 3)
    const lost = before.filter(event => event.start > Date.parse('2026-07-01T00:00:00+09:00'))
    expect(lost.length).toBeGreaterThan(0)
    const after = eventsOf(await (await read(mine.path)).text())
    const duties = await currentDuties(open.db, `${SCHEME}/2026`)
    for (const event of lost) {
      const told = after.find(other => other.uid === event.uid)
      expect(told).toMatchObject({ status: 'CANCELLED', sequence: 1, summary: `【取消】${event.summary}` })
      const holder = duties.find(duty => event.uid.startsWith(`${duty.unitId}/`))?.physicianId ?? ''
      const theirs = eventsOf(await (await read((await feedOf('physician', holder)).path)).text())
      expect(theirs.find(other => other.uid === event.uid)).toMatchObject({
        status: 'CONFIRMED',
        sequence: 1,
      })
    }
    time.now += 31 * DAY
    const later = eventsOf(await (await read(mine.path)).text())
    expect(later.filter(event => event.status === 'CANCELLED')).toEqual([])
  })

  it('unknown and revoked addresses answer alike', async () => {
    const { path } = await feedOf('physician', PHYSICIAN)
    await open.db
      .transaction()
      .execute(trx => trx.updateTable('feed_subscription').set({ revoked_at: 1 }).execute())
    const answers = [path, `/feeds/${newToken()}.ics`, '/feeds/short.ics', '/feeds/x%2Fy.ics', '/feeds/none']
    for (const address of answers) {
      const response = await read(address)
      expect([address, response.status]).toEqual([address, 404])
      expect(await response.json()).toMatchObject({ reason: 'notFound' })
    }
    expect(server.reports).toEqual([])
  })

  it('keeps no token that could be used', async () => {
    const { token } = await feedOf('physician', PHYSICIAN)
    expect(JSON.stringify(await open.db.selectFrom('feed_subscription').selectAll().execute())).not.toContain(
      token,
    )
  })
})
