import { beforeEach, describe, expect, it } from 'vitest'
import type { OpenDatabase } from '../../db/open.ts'
import type { ServerContext } from '../../server/context.ts'
import type {
  AllSubscriptions,
  NewSubscription,
  SubscriptionsView,
} from '../../server/feeds/subscription-view.ts'
import { DAY, HOUR } from '../../server/time/interval.ts'
import { addDays } from '../../server/time/local-day.ts'
import { instantOf } from '../../server/time/tokyo.ts'
import { aContext, bodyOf, MORNING } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { aMembership, anAppOf, aSignedInPerson, membershipOf } from '../setup/person.ts'

const MINE = '/api/associations/minato/calendars/physician/minato-physician-1/subscriptions'
const SCHEME = '/api/associations/minato/calendars/scheme/minato-locum/subscriptions'
const ALL = '/api/associations/minato/subscriptions'
const A_PHONE = { name: 'スマートフォン', alarmMinutes: 60 }

onEachDatabase('the life of a calendar subscription', ({ seeded }) => {
  let open: OpenDatabase
  let context: ServerContext
  let time: { now: number }
  let physician: Awaited<ReturnType<typeof anAppOf>>
  let office: Awaited<ReturnType<typeof anAppOf>>
  beforeEach(async () => {
    open = await seeded()
    ;({ context, time } = aContext(open))
    physician = await anAppOf(context, {
      name: '青葉 一郎',
      memberships: [membershipOf('physician', 'minato')],
    })
    office = await anAppOf(context, { name: '事務 花子' })
  })

  const make = (app = physician, path = MINE, body: object = A_PHONE) =>
    bodyOf<NewSubscription>(app.post(path, body))
  const read = (url: string) => physician.app.request(new URL(url).pathname)
  const statusOf = async (url: string) => (await read(url)).status
  const listed = async (path = MINE) => (await bodyOf<SubscriptionsView>(office.get(path))).subscriptions
  const everything = async () => (await bodyOf<AllSubscriptions>(office.get(ALL))).subscriptions
  const change = (
    run: (
      trx: Parameters<Parameters<ReturnType<typeof open.db.transaction>['execute']>[0]>[0],
    ) => Promise<unknown>,
  ) => open.db.transaction().execute(run)

  describe('making one', () => {
    it('shows its address once, and what it is called and when it reminds from then on', async () => {
      const made = await make()
      expect(await statusOf(made.url)).toBe(200)
      expect(await listed()).toMatchObject([
        {
          id: made.id,
          ...A_PHONE,
          enteredBy: { name: '青葉 一郎', onBehalf: false },
          holder: null,
          lastRead: null,
          state: 'waiting',
        },
      ])
      expect(JSON.stringify(await listed())).not.toContain(new URL(made.url).pathname.slice(7, -4))
    })

    it('by the secretariat for a physician belongs to the physician: to their account, where they have one', async () => {
      const made = await make(office)
      expect((await listed())[0]).toMatchObject({ enteredBy: { name: '事務 花子', onBehalf: true } })
      const row = await open.db
        .selectFrom('feed_subscription')
        .where('id', '=', made.id)
        .select(['membership_id', 'association_id'])
        .executeTakeFirst()
      expect(row).toEqual({ membership_id: physician.membershipIds[0], association_id: 'minato' })
    })

    it('by the secretariat for a member who shares a calendar', async () => {
      const [membershipId = ''] = physician.membershipIds
      const made = await make(office, SCHEME, { ...A_PHONE, membershipId })
      expect(made.subscriptions.find(({ id }) => id === made.id)).toMatchObject({
        holder: '青葉 一郎',
        enteredBy: { name: '事務 花子', onBehalf: true },
      })
      const [entry] = await open.db
        .selectFrom('audit_entry')
        .where('action', '=', 'subscription.make')
        .selectAll()
        .execute()
      expect(entry).toMatchObject({
        actor_id: office.accountId,
        on_behalf_of: physician.accountId,
        resource: `subscription:${made.id}`,
      })
    })

    it('and what the secretariat changes of it, is recorded in their place', async () => {
      const [membershipId = ''] = physician.membershipIds
      for (const [path, body, person] of [
        [MINE, A_PHONE, 'minato-physician-1'],
        [SCHEME, { ...A_PHONE, membershipId }, physician.accountId],
      ] as const) {
        const { id } = await make(office, path, body)
        await office.post(`${path}/${id}`, { ...A_PHONE, revision: 0 })
        const renewed = await bodyOf<NewSubscription>(office.post(`${path}/${id}/renew`, {}))
        await office.post(`${path}/${renewed.id}/revoke`, { farewell: false })
        const entries = await open.db
          .selectFrom('audit_entry')
          .where('resource', 'in', [`subscription:${id}`, `subscription:${renewed.id}`])
          .select(['action', 'on_behalf_of'])
          .execute()
        expect(entries).toHaveLength(4)
        expect(entries.filter(entry => entry.on_behalf_of !== person)).toEqual([])
      }
    })

    it('for somebody else is refused to whoever is not of the secretariat', async () => {
      const [membershipId] = office.membershipIds
      const refused = await physician.post(SCHEME, { ...A_PHONE, membershipId })
      expect([refused.status, await refused.json()]).toMatchObject([409, { reason: 'membershipEnded' }])
    })

    it('for somebody whose membership has ended is refused', async () => {
      const { membershipIds } = await aSignedInPerson(context, {
        memberships: [aMembership({ toDay: '2026-05-31' })],
      })
      const refused = await office.post(SCHEME, { ...A_PHONE, membershipId: membershipIds[0] })
      expect([refused.status, await refused.json()]).toMatchObject([409, { reason: 'membershipEnded' }])
    })

    it.each([
      ['no name', { name: '' }, ['name']],
      ['a name of blanks and controls', { name: ' \u0007\u202e\n ' }, ['name']],
      ['a name of 41 characters', { name: '𠮷'.repeat(41) }, ['name']],
      ['no text', { name: 5 }, ['name']],
      ['a reminder nobody offered', { alarmMinutes: 15 }, ['alarmMinutes']],
      ['a reminder after the start', { alarmMinutes: -30 }, ['alarmMinutes']],
      ['both', { name: '', alarmMinutes: '60' }, ['name', 'alarmMinutes']],
      ['a member of a calendar of one', { membershipId: 'x' }, ['membershipId']],
    ])('is refused by field: %s', async (_title, given, fields) => {
      const refused = await physician.post(MINE, { ...A_PHONE, ...given })
      expect(refused.status).toBe(400)
      const problem = await bodyOf<{ reason: string; fields: { path: string }[] }>(refused)
      expect(problem.reason).toBe('invalidInput')
      expect(problem.fields.map(({ path }) => path).sort()).toEqual([...fields].sort())
      expect(await listed()).toEqual([])
    })

    it.each([
      ['of 40 characters', '𠮷'.repeat(40), '𠮷'.repeat(40)],
      [
        'cleaned of line breaks, controls and turned writing',
        ' 診察室\r\nの\u202e  PC\u0007 ',
        '診察室 の PC',
      ],
      ['that would be a formula or markup', '=<b>&', '=<b>&'],
    ])('keeps a name %s', async (_title, name, kept) => {
      await make(physician, MINE, { ...A_PHONE, name })
      expect((await listed())[0]?.name).toBe(kept)
    })

    it('stops at ten of one calendar; one that is ended makes room', async () => {
      const made: NewSubscription[] = []
      for (let n = 0; n < 10; n++) made.push(await make())
      const refused = await physician.post(MINE, A_PHONE)
      expect([refused.status, await refused.json()]).toMatchObject([409, { reason: 'tooManySubscriptions' }])
      await physician.post(`${MINE}/${made[0]?.id}/revoke`, { farewell: true })
      expect((await physician.post(MINE, A_PHONE)).status).toBe(200)
    })

    it('counts those of each member who shares a calendar by themselves', async () => {
      for (let n = 0; n < 10; n++) await make(physician, SCHEME)
      expect((await physician.post(SCHEME, A_PHONE)).status).toBe(409)
      expect((await office.post(SCHEME, A_PHONE)).status).toBe(200)
    })
  })

  describe('changing one', () => {
    it('gives it a name and a reminder; the address stays', async () => {
      const made = await make()
      const changed = await physician.post(`${MINE}/${made.id}`, {
        name: '診察室',
        alarmMinutes: null,
        revision: 0,
      })
      expect(changed.status).toBe(200)
      expect((await listed())[0]).toMatchObject({ name: '診察室', alarmMinutes: null, revision: 1 })
      expect(await statusOf(made.url)).toBe(200)
    })

    it('the reminder reaches the calendar at once', async () => {
      const made = await make(physician, MINE, { ...A_PHONE, alarmMinutes: null })
      expect(await (await read(made.url)).text()).not.toContain('VALARM')
      await physician.post(`${MINE}/${made.id}`, { name: '電話', alarmMinutes: 1440, revision: 0 })
      expect(await (await read(made.url)).text()).toContain('TRIGGER:-P1D')
    })

    it('rests on what was read: of two the later is refused', async () => {
      const made = await make()
      const to = (name: string) => ({ name, alarmMinutes: null, revision: 0 })
      expect((await office.post(`${MINE}/${made.id}`, to('一'))).status).toBe(200)
      const refused = await physician.post(`${MINE}/${made.id}`, to('二'))
      expect([refused.status, await refused.json()]).toMatchObject([409, { reason: 'staleRevision' }])
      expect((await listed())[0]?.name).toBe('一')
    })
  })

  describe('renewing one', () => {
    it('gives a new address with the same name and reminder; the old one ends at once', async () => {
      const made = await make()
      const renewed = await bodyOf<NewSubscription>(physician.post(`${MINE}/${made.id}/renew`, {}))
      expect(await statusOf(made.url)).toBe(404)
      expect(await statusOf(renewed.url)).toBe(200)
      expect(await listed()).toMatchObject([{ id: renewed.id, ...A_PHONE, lastRead: null }])
    })

    it('has one winner of ten at once; the others are told that it has ended', async () => {
      const made = await make()
      const tries = await Promise.all(
        Array.from({ length: 10 }, () => physician.post(`${MINE}/${made.id}/renew`, {})),
      )
      expect(tries.filter(({ status }) => status === 200)).toHaveLength(1)
      for (const refused of tries.filter(({ status }) => status !== 200))
        expect([refused.status, await refused.json()]).toMatchObject([409, { reason: 'subscriptionEnded' }])
      expect(await listed()).toHaveLength(1)
    })

    it('by the secretariat belongs to the physician as they are in office now', async () => {
      const made = await make()
      await change(trx =>
        trx
          .updateTable('membership')
          .set({ to_day: '2026-05-31' })
          .where('id', 'in', physician.membershipIds)
          .execute(),
      )
      expect((await listed())[0]?.state).toBe('ended')
      const again = await aSignedInPerson(context, { memberships: [membershipOf('physician', 'minato')] })
      const renewed = await bodyOf<NewSubscription>(office.post(`${MINE}/${made.id}/renew`, {}))
      expect(await statusOf(renewed.url)).toBe(200)
      const row = await open.db
        .selectFrom('feed_subscription')
        .where('id', '=', renewed.id)
        .select('membership_id')
        .executeTakeFirst()
      expect(row?.membership_id).toBe(again.membershipIds[0])
    })
  })

  describe('ending one', () => {
    it('answers from then on like one that never was', async () => {
      const made = await make()
      const left = await physician.post(`${MINE}/${made.id}/revoke`, { farewell: false })
      expect((await bodyOf<SubscriptionsView>(left)).subscriptions).toEqual([])
      expect(await statusOf(made.url)).toBe(404)
    })

    it('may say goodbye for thirty days: one event, no duty, and then nothing', async () => {
      const made = await make()
      expect(await (await read(made.url)).text()).toContain('代診医当番')
      await physician.post(`${MINE}/${made.id}/revoke`, { farewell: true })
      const goodbye = await (await read(made.url)).text()
      expect(goodbye.match(/BEGIN:VEVENT/g)).toHaveLength(1)
      expect(goodbye).toContain('登録し直してください')
      expect(goodbye).not.toContain('代診医')
      expect(goodbye).not.toContain('VALARM')
      const last = instantOf('2026-06-30', '23:59')
      for (const [now, status] of [
        [MORNING + DAY, 200],
        [last, 200],
        [last + 60_000, 404],
      ] as const) {
        time.now = now
        expect([new Date(now).toISOString(), await statusOf(made.url)]).toEqual([
          new Date(now).toISOString(),
          status,
        ])
      }
    })

    it.each([
      ['ended again', '/revoke', { farewell: false }],
      ['renewed', '/renew', {}],
      ['changed', '', { ...A_PHONE, revision: 0 }],
    ])('is over: it cannot be %s', async (_title, act, body) => {
      const made = await make()
      await physician.post(`${MINE}/${made.id}/revoke`, { farewell: true })
      const refused = await physician.post(`${MINE}/${made.id}${act}`, body)
      expect([refused.status, await refused.json()]).toMatchObject([409, { reason: 'subscriptionEnded' }])
    })
  })

  describe('ends with the membership it was made for', () => {
    it.each([
      ['the last day', { to_day: '2026-06-01' }, 200],
      ['the day after the last', { to_day: '2026-05-31' }, 404],
      ['the first day', { from_day: '2026-06-01' }, 200],
      ['the day before the first', { from_day: '2026-06-02' }, 404],
      ['for another physician now', { facility_id: 'minato-physician-2' }, 404],
      ['no physician any more', { role: 'observer', facility_id: null }, 404],
    ])('%s', async (_title, given, status) => {
      const made = await make()
      expect(await statusOf(made.url)).toBe(200)
      await change(trx =>
        trx.updateTable('membership').set(given).where('id', 'in', physician.membershipIds).execute(),
      )
      expect(await statusOf(made.url)).toBe(status)
    })

    it('the last day ends at 24:00 of Tokyo', async () => {
      const made = await make()
      await change(trx =>
        trx
          .updateTable('membership')
          .set({ to_day: '2026-06-01' })
          .where('id', 'in', physician.membershipIds)
          .execute(),
      )
      const midnight = instantOf('2026-06-02', '00:00')
      time.now = midnight - 1
      expect(await statusOf(made.url)).toBe(200)
      time.now = midnight
      expect(await statusOf(made.url)).toBe(404)
    })

    it('is silent while the account is disabled, and answers again when it is not', async () => {
      const made = await make()
      for (const [disabled_at, status] of [
        [1, 404],
        [null, 200],
      ] as const) {
        await change(trx =>
          trx.updateTable('account').set({ disabled_at }).where('id', '=', physician.accountId).execute(),
        )
        expect(await statusOf(made.url)).toBe(status)
      }
    })

    it.each([
      ['the last day in a scheme', ['2026-06-01'], 200],
      ['the day after the last', ['2026-05-31'], 404],
      ['still in another scheme', ['2026-05-31', null], 200],
      ['out of every scheme', [], 404],
    ])('without an account, with the schemes: %s', async (_title, periods, status) => {
      const other = '/api/associations/minato/calendars/physician/minato-physician-2/subscriptions'
      const made = await make(office, other)
      const ofPhysician = { physician_id: 'minato-physician-2', min_units: null, max_units: null }
      await change(async trx => {
        await trx.deleteFrom('scheme_member').where('physician_id', '=', 'minato-physician-2').execute()
        for (const [at, left_on] of periods.entries())
          await trx
            .insertInto('scheme_member')
            .values({
              ...ofPhysician,
              scheme_id: at === 0 ? 'minato-locum' : 'ward-kita-locum',
              joined_on: '2024-04-01',
              left_on,
              share_percent: 100,
              posts: null,
              blocks: null,
            })
            .execute()
      })
      expect(await statusOf(made.url)).toBe(status)
    })
  })

  describe('the list of the secretariat', () => {
    const readAt = (id: string, at: number, by = 'Google-Calendar-Importer') =>
      change(trx =>
        trx
          .updateTable('feed_subscription')
          .set({ last_read_at: at, last_read_by: by })
          .where('id', '=', id)
          .execute(),
      )

    it('has those first that no calendar has read for seven days, with whom to call', async () => {
      const [reading, silent, waiting] = [await make(), await make(office, SCHEME), await make()]
      time.now = MORNING + 8 * DAY
      office = await anAppOf(context)
      const fresh = await make(office)
      await readAt(reading.id, time.now - HOUR, 'iOS/17.1 (21B101) dataaccessd/1.0')
      await readAt(silent.id, time.now - 7 * DAY)
      const known = new Map([
        [reading.id, 'reading'],
        [silent.id, 'silent'],
        [waiting.id, 'silent'],
        [fresh.id, 'waiting'],
      ])
      const rows = (await everything()).filter(({ id }) => known.has(id))
      expect(rows.map(({ id, state }) => [id, state])).toEqual([
        [silent.id, 'silent'],
        [waiting.id, 'silent'],
        [fresh.id, 'waiting'],
        [reading.id, 'reading'],
      ])
      expect(rows.at(-1)).toMatchObject({
        calendar: { audience: 'physician', id: 'minato-physician-1' },
        lastRead: { program: 'iphone', at: new Date(time.now - HOUR).toISOString() },
      })
      const { phone } = await open.db
        .selectFrom('clinic')
        .innerJoin('physician', 'physician.clinic_id', 'clinic.id')
        .where('physician.id', '=', 'minato-physician-1')
        .select('phone')
        .executeTakeFirstOrThrow()
      expect(rows.at(-1)?.phone).toBe(phone)
    })

    it('has nobody of another association, and none that was ended', async () => {
      const made = await make()
      await physician.post(`${MINE}/${made.id}/revoke`, { farewell: true })
      const theirs = await anAppOf(context, { memberships: [aMembership({ associationId: 'ward-kita' })] })
      const elsewhere = await bodyOf<NewSubscription>(
        theirs.post('/api/associations/ward-kita/calendars/scheme/ward-kita-locum/subscriptions', A_PHONE),
      )
      const ids = (await everything()).map(({ id }) => id)
      expect(ids).not.toContain(made.id)
      expect(ids).not.toContain(elsewhere.id)
    })

    it('says of whom a membership has ended, after all others', async () => {
      const made = await make()
      await change(trx =>
        trx
          .updateTable('membership')
          .set({ to_day: addDays('2026-06-01', -1) })
          .where('id', 'in', physician.membershipIds)
          .execute(),
      )
      expect((await everything()).at(-1)).toMatchObject({ id: made.id, state: 'ended' })
    })
  })

  it('ten made at once stop at ten together with those before', async () => {
    for (let n = 0; n < 5; n++) await make()
    const tries = await Promise.all(Array.from({ length: 10 }, () => physician.post(MINE, A_PHONE)))
    expect(tries.filter(({ status }) => status === 200)).toHaveLength(5)
    expect(await listed()).toHaveLength(10)
  })

  it('every change leaves one entry in the audit trail, with ids alone', async () => {
    const made = await make()
    await physician.post(`${MINE}/${made.id}`, { name: '診察室', alarmMinutes: null, revision: 0 })
    const renewed = await bodyOf<NewSubscription>(physician.post(`${MINE}/${made.id}/renew`, {}))
    await physician.post(`${MINE}/${renewed.id}/revoke`, { farewell: true })
    await physician.post(`${MINE}/${renewed.id}/revoke`, { farewell: true })
    const entries = await open.db
      .selectFrom('audit_entry')
      .where('action', 'like', 'subscription.%')
      .orderBy('seq')
      .selectAll()
      .execute()
    expect(entries.map(({ action, resource }) => [action, resource])).toEqual([
      ['subscription.make', `subscription:${made.id}`],
      ['subscription.change', `subscription:${made.id}`],
      ['subscription.renew', `subscription:${renewed.id}`],
      ['subscription.revoke', `subscription:${renewed.id}`],
    ])
    expect(entries.map(({ detail }) => JSON.parse(detail))).toEqual([
      { physician: 'minato-physician-1' },
      { physician: 'minato-physician-1' },
      { physician: 'minato-physician-1', instead: made.id },
      { physician: 'minato-physician-1', farewell: true },
    ])
    expect(JSON.stringify(entries)).not.toContain('診察室')
  })
})
