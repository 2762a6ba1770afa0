import { beforeEach, describe, expect, it } from 'vitest'
import type { OpenDatabase } from '../../db/open.ts'
import type { BoardFindings } from '../../server/coverage/board/board-search-view.ts'
import type { Board } from '../../server/coverage/board/board-view.ts'
import type { BoardLinks } from '../../server/identity/board-link-view.ts'
import { instantOf } from '../../server/time/tokyo.ts'
import { aContext, anApp, bodyOf } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { anAppOf, aSignedInPerson, membershipOf } from '../setup/person.ts'

const BOARD = '/api/associations/minato/board'
const LINKS = '/api/associations/minato/board-links'

/** A Sunday alone: its 36 hours began at noon of Saturday. */
const SUNDAY_NIGHT = instantOf('2026-06-07', '03:05')
const TUESDAY = instantOf('2026-06-09', '10:00')

onEachDatabase('the board of an association', ({ seeded }) => {
  let open: OpenDatabase
  let context: ReturnType<typeof aContext>['context']
  let time: { now: number }
  let server: Awaited<ReturnType<typeof anAppOf>>
  beforeEach(async () => {
    open = await seeded()
    ;({ context, time } = aContext(open, { now: SUNDAY_NIGHT, config: { demo: false } }))
    server = await anAppOf(context)
  })

  const read = (query = '', from = server) => bodyOf<Board>(from.get(`${BOARD}${query}`))
  const line = async (query = '') => (await read(query)).schemes[0]?.lines[0]
  const change = (
    work: (
      trx: Parameters<Parameters<ReturnType<typeof open.db.transaction>['execute']>[0]>[0],
    ) => Promise<unknown>,
  ) => open.db.transaction().execute(work)
  const onDuty = () =>
    open.db
      .selectFrom('duty_assignment as duty')
      .innerJoin('physician', 'physician.id', 'duty.physician_id')
      .innerJoin('clinic', 'clinic.id', 'physician.clinic_id')
      .where('duty.roster_id', '=', 'minato-locum/2026')
      .where('duty.day', '=', '2026-06-07')
      .select(['physician.id', 'physician.name', 'clinic.name as clinic', 'clinic.place', 'clinic.phone'])
      .executeTakeFirstOrThrow()
  const absent = (physicianId: string, start: number, end: number) =>
    change(async trx => {
      await trx
        .insertInto('absence_reason')
        .values({ id: 'trip', association_id: 'minato', label: '旅行', position: 0, retired_at: null })
        .execute()
      await trx
        .insertInto('absence')
        .values({
          id: 'away',
          association_id: 'minato',
          physician_id: physicianId,
          reason_id: 'trip',
          cover: 'rota',
          start_at: start,
          end_at: end,
          entered_at: start,
          on_behalf: 0,
        })
        .execute()
    })
  const nameFinalBackup = () =>
    change(trx =>
      trx
        .updateTable('duty_scheme')
        .set({
          coverage_settings: JSON.stringify({ finalBackup: { kind: 'hospital', id: 'minato-hospital-1' } }),
        })
        .where('id', '=', 'minato-locum')
        .execute(),
    )

  it('says who is on duty, until when, how to call, and who is next', async () => {
    const { name, clinic, place, phone } = await onDuty()
    const board = await read()
    expect(board).toMatchObject({
      association: { id: 'minato', invented: true },
      asOf: '2026-06-07T03:05:00+09:00',
      validUntil: '2026-06-08T00:00:00+09:00',
    })
    expect(board.schemes).toHaveLength(1)
    expect(board.schemes[0]?.lines).toMatchObject([
      {
        post: 'locum',
        lack: null,
        answer: { kind: 'physician', name, clinic, place, phone },
        until: '2026-06-08T00:00:00+09:00',
        next: { start: '2026-06-13T12:00:00+09:00', end: '2026-06-15T00:00:00+09:00', lack: null },
        gap: null,
      },
    ])
  })

  it('calls a physician on their own number for the night where they gave one', async () => {
    const { id } = await onDuty()
    await change(trx =>
      trx.updateTable('physician').set({ duty_phone: '090-0000-0000' }).where('id', '=', id).execute(),
    )
    expect((await line())?.answer?.phone).toBe('090-0000-0000')
  })

  it('says between two units that nobody is on duty at these hours, and from when on somebody is', async () => {
    time.now = TUESDAY
    server = await anAppOf(context)
    expect(await line()).toMatchObject({
      answer: null,
      lack: 'between',
      until: '2026-06-13T12:00:00+09:00',
      next: { start: '2026-06-13T12:00:00+09:00' },
    })
  })

  it('names a gap where the physician on duty is away, and the final back-up to call', async () => {
    const { id, name } = await onDuty()
    await absent(id, SUNDAY_NIGHT, SUNDAY_NIGHT + 3_600_000)
    expect(await line()).toMatchObject({
      answer: null,
      lack: 'gap',
      away: [{ name }],
      until: '2026-06-07T04:05:00+09:00',
      next: { start: '2026-06-07T04:05:00+09:00', answer: { name } },
    })
    await nameFinalBackup()
    expect(await line()).toMatchObject({
      answer: { kind: 'hospital', name: '見本みなと総合病院' },
      lack: 'gap',
      away: [{ name }],
    })
  })

  it('has nobody yet in a year of which nothing is published', async () => {
    // The next fiscal year of the invented district is a draft.
    expect(await line('?at=2027-06-06T03:00:00%2B09:00')).toMatchObject({ answer: null, lack: 'unpublished' })
  })

  it.each([
    ['2026-06-07T14:59:59Z', 'duty', 'the last second of the unit'],
    ['2026-06-06T03:00:00Z', 'duty', 'the first instant of the unit'],
    ['2026-06-06T02:59:59Z', 'between', 'a second before it'],
  ])('tells of another instant: %s', async (at, _, __) => {
    const said = await line(`?at=${at}`)
    const instant = Date.parse(at)
    const holder = await open.db
      .selectFrom('duty_assignment')
      .where('roster_id', '=', 'minato-locum/2026')
      .where('start_at', '<=', instant)
      .where('end_at', '>', instant)
      .select('physician_id')
      .executeTakeFirst()
    expect(said?.answer?.id).toBe(holder?.physician_id)
    expect(said?.lack).toBe(holder ? null : 'between')
  })

  it.each(['yesterday', '2026-06-07', '1949-06-07T00:00:00Z', '2100-06-07T00:00:00Z'])(
    'refuses an instant that is none, or of no calendar: %s',
    async (at, _, __) => {
      const answer = await server.get(`${BOARD}?at=${at}`)
      expect(answer.status).toBe(400)
      expect(await bodyOf(answer)).toMatchObject({ reason: 'invalidInput', fields: [{ path: 'at' }] })
    },
  )

  it('says of each station whether it can be relied on at this hour', async () => {
    const standings = (board: Board) => board.stations.map(({ id, standing }) => [id, standing])
    expect(standings(await read())).toEqual([
      ['minato-station-2', 'reliable'],
      ['minato-station-1', 'reliable'],
      ['minato-station-3', 'outOfHours'],
    ])
    await change(trx =>
      trx
        .updateTable('nurse_evidence')
        .set({ withdrawn_at: SUNDAY_NIGHT })
        .where('station_id', '=', 'minato-station-1')
        .execute(),
    )
    await change(trx =>
      trx
        .updateTable('nursing_station')
        .set({ closed_on: '2026-06-07' })
        .where('id', '=', 'minato-station-3')
        .execute(),
    )
    expect(standings(await read())).toEqual([
      ['minato-station-2', 'reliable'],
      ['minato-station-1', 'unconfirmed'],
    ])
  })

  it('has the same tag until something of it changes, and another then', async () => {
    const first = await server.get(BOARD)
    const etag = first.headers.get('etag') ?? ''
    time.now += 60_000
    const again = await server.get(BOARD, { 'if-none-match': etag })
    expect([again.status, await again.text()]).toEqual([304, ''])
    const { id } = await onDuty()
    await change(trx => trx.updateTable('physician').set({ name: '青葉 新' }).where('id', '=', id).execute())
    const changed = await server.get(BOARD, { 'if-none-match': etag })
    expect([changed.status, changed.headers.get('etag') === etag]).toEqual([200, false])
  })

  it('finds a physician by name, reading, clinic or town, and tells when they are on duty or away', async () => {
    const { id, name, clinic, place } = await onDuty()
    await absent(id, TUESDAY, TUESDAY + 3_600_000)
    const find = (text: string) => bodyOf<BoardFindings>(server.post(`${BOARD}/search`, { text }))
    for (const text of [name, name.replace(' ', ''), clinic, place])
      expect((await find(text)).physicians.map(one => one.id)).toContain(id)
    const [found] = (await find(name)).physicians
    expect(found).toMatchObject({
      away: [{ start: '2026-06-09T10:00:00+09:00', end: '2026-06-09T11:00:00+09:00' }],
    })
    expect(found?.duties[0]).toMatchObject({
      post: 'locum',
      start: '2026-06-06T12:00:00+09:00',
      end: '2026-06-08T00:00:00+09:00',
    })
    expect((await find('アオバ イチロウ')).physicians.map(one => one.name)).toEqual(['青葉 一郎'])
    expect(await find('だれでもない')).toEqual({ physicians: [], more: false })
    expect((await server.post(`${BOARD}/search`, { text: ' ' })).status).toBe(400)
  })

  describe('its links', () => {
    const make = (name = 'コールセンター') =>
      bodyOf<BoardLinks & { link: string }>(server.post(LINKS, { name }))
    const visit = (token: string) => anApp(context).post('/api/board-visit', { token })
    const cookieFrom = (answer: Response) => (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    const readWith = (cookie: string, path = BOARD) => server.app.request(path, { headers: { cookie } })

    it('are shown once, open the board in the browser that was given one, and say when they were last used', async () => {
      const { link, links } = await make()
      expect(link).toMatch(/^https:\/\/rinban\.test\/board#[\w-]{43}$/)
      expect(links).toMatchObject([{ name: 'コールセンター', lastReadAt: null }])
      const answer = await visit(link.split('#')[1] ?? '')
      expect(await bodyOf(answer.clone())).toEqual({
        association: { id: 'minato', name: '見本みなと医師会（架空）' },
      })
      expect(answer.headers.get('set-cookie')).toMatch(
        /^__Host-rinban-board=[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      )
      const cookie = cookieFrom(answer)
      expect((await readWith(cookie)).status).toBe(200)
      expect(await bodyOf(readWith(cookie, '/api/board-visit'))).toMatchObject({
        association: { id: 'minato' },
      })
      const listed = await bodyOf<BoardLinks>(server.get(LINKS))
      expect(listed.links.map(one => one.lastReadAt)).toEqual(['2026-06-06T18:05:00.000Z'])
      expect(JSON.stringify(listed)).not.toContain(link.split('#')[1])
    })

    it('open nothing once revoked, whoever has the cookie; the trail has both, without the secret', async () => {
      const { link, links } = await make()
      const cookie = cookieFrom(await visit(link.split('#')[1] ?? ''))
      const revoke = () => server.post(`${LINKS}/${links[0]?.id}/revoke`, {})
      expect(await bodyOf(revoke())).toMatchObject({ links: [] })
      expect((await readWith(cookie)).status).toBe(401)
      expect(await bodyOf(readWith(cookie, '/api/board-visit'))).toEqual({ association: null })
      expect((await visit(link.split('#')[1] ?? '')).status).toBe(404)
      expect((await revoke()).status).toBe(404)
      const trail = await open.db
        .selectFrom('audit_entry')
        .selectAll()
        .where('action', 'like', 'boardLink%')
        .execute()
      expect(trail.map(({ action }) => action)).toEqual(['boardLink.make', 'boardLink.revoke'])
      expect(JSON.stringify(trail)).not.toContain(link.split('#')[1])
    })

    it('can not be guessed at: after thirty tries from an address it is asked to wait', async () => {
      const { link } = await make()
      for (let n = 0; n < 30; n++) expect((await visit(`${n}`.padStart(43, 'x'))).status).toBe(404)
      expect((await visit(link.split('#')[1] ?? '')).status).toBe(429)
      time.now += 60_000
      expect((await visit(link.split('#')[1] ?? '')).status).toBe(200)
    })

    it.each(['', ' ', 'a\nb', 'x'.repeat(61)])('want a readable name: %j', async name => {
      const answer = await server.post(LINKS, { name })
      expect(await bodyOf(answer)).toMatchObject({ reason: 'invalidInput', fields: [{ path: 'name' }] })
    })

    it('open one board even where somebody else is signed in', async () => {
      const { link } = await make()
      const cookie = cookieFrom(await visit(link.split('#')[1] ?? ''))
      const other = await aSignedInPerson(context, { memberships: [membershipOf('physician', 'ward-kita')] })
      expect((await readWith(`${other.cookie}; ${cookie}`)).status).toBe(200)
      expect((await readWith(other.cookie)).status).toBe(404)
    })
  })

  it('keeps no session awake: a board that stands open is no sign that anybody is there', async () => {
    const half = 31 * 60_000
    for (let asked = 0; asked < half; asked += 60_000) {
      time.now = SUNDAY_NIGHT + asked
      await server.get(BOARD)
    }
    time.now = SUNDAY_NIGHT + half
    expect((await server.get(BOARD)).status).toBe(401)
  })
})
