import { beforeEach, describe, expect, it } from 'vitest'
import { PROGRAM } from '../../server/audit/actor.ts'
import { findScheme } from '../../server/duty/duty-scheme.service.ts'
import { draftRoster } from '../../server/roster/draft.service.ts'
import { readDraftedRota } from '../../server/roster/instance.service.ts'
import { layOutYear } from '../../server/roster/lay-out-year.service.ts'
import { MOST_WISHES } from '../../server/roster/wishes/enter-wishes.ts'
import { MOST_AT_ONCE } from '../../server/roster/wishes/new-wish.ts'
import type { WishRoundView } from '../../server/roster/wishes/wish-round-view.ts'
import type { AddedWishes, MemberWishes, WishOverview } from '../../server/roster/wishes/wish-view.ts'
import { instantOf } from '../../server/time/tokyo.ts'
import { aCalendarFile, anEvent } from '../builders/wish.ts'
import { bodyOf } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import {
  aWishRound,
  NEW,
  quotas,
  ROSTER,
  ROUND,
  range,
  refusalOf,
  unit,
  type WishRoundDesk,
  wishesOf,
} from '../setup/wish-round.ts'

onEachDatabase('wishes', ({ seeded }) => {
  let desk: WishRoundDesk
  beforeEach(async () => {
    desk = await aWishRound(await seeded())
  })

  describe('of a physician', () => {
    it('are the units of the year by the rules, before anything is entered', async () => {
      const view = await desk.read()
      expect(view).toMatchObject({
        physician: { id: NEW, name: '梅田 次郎', clinic: '梅田医院' },
        deadline: '2026-06-15',
        open: true,
        mayEnter: true,
        onBehalf: false,
        wishes: [],
        quota: {
          unavailable: { used: 0, most: 20 },
          avoid: { used: 0, most: 10 },
          want: { used: 0, most: 5 },
        },
      })
      expect(view.units.find(({ day }) => day === '2027-06-13')).toEqual({
        id: 'minato-locum/2027-06-13/holiday',
        day: '2027-06-13',
        rule: 'holiday',
        start: '2027-06-12T12:00:00+09:00',
        end: '2027-06-13T24:00:00+09:00'.replace('13T24', '14T00'),
        hours: 36,
        holidayClass: 'sunday',
        label: '日曜日',
        tentative: false,
      })
    })

    it('name the units they touch, are counted, and replace what was said of the same unit', async () => {
      await desk.add([
        unit('2027-06-13'),
        range('2027-06-19', '2027-06-20'),
        range('2027-06-14', '2027-06-18'),
      ])
      const changed = await bodyOf<AddedWishes>(desk.add([unit('2027-06-13', 'want')]))
      const touched = changed.wishes.map(({ kind, units }) => [kind, units.map(id => id.split('/')[1])])
      expect(touched).toEqual(
        expect.arrayContaining([
          ['want', ['2027-06-13']],
          ['unavailable', ['2027-06-20']],
          ['unavailable', []],
        ]),
      )
      expect(changed.wishes).toHaveLength(3)
      expect(changed.wishes.find(({ id }) => id === changed.added[0])).toMatchObject({
        kind: 'want',
        enteredBy: '梅田 次郎',
        onBehalf: false,
      })
      expect(changed.quota).toMatchObject({ unavailable: { used: 1 }, want: { used: 1 } })
    })

    it('are taken back, and what another device has taken back already is no refusal', async () => {
      const { added } = await bodyOf<AddedWishes>(desk.add([unit('2027-06-13')]))
      const remove = () => desk.physician.post(`${wishesOf(NEW)}/${added[0]}/remove`, {})
      expect((await bodyOf<MemberWishes>(remove())).wishes).toEqual([])
      expect((await remove()).status).toBe(200)
      expect(await desk.audit('wish.remove')).toHaveLength(1)
    })

    it("somebody else's wish is not taken back by its id, nor by another year", async () => {
      const { added } = await bodyOf<AddedWishes>(desk.add([unit('2027-06-13')]))
      const others = [wishesOf('minato-physician-4'), wishesOf(NEW, '/api/schemes/minato-locum/rosters/2026')]
      for (const path of others)
        expect((await desk.clerk.post(`${path}/${added[0]}/remove`, {})).status).toBe(200)
      expect((await desk.read()).wishes).toHaveLength(1)
    })

    it('are closed from 24:00 of the deadline on, for adding, removing and importing', async () => {
      const { added } = await bodyOf<AddedWishes>(desk.add([unit('2027-06-13')]))
      await desk.at(instantOf('2026-06-15', '23:59'))
      expect((await desk.add([unit('2027-06-20')])).status).toBe(200)
      desk.time.now = instantOf('2026-06-15', '24:00') // eq deadline
      const text = aCalendarFile(anEvent('a', '20270613T090000', '20270613T100000'))
      const tries = [
        desk.add([unit('2027-06-27')]),
        desk.physician.post(`${wishesOf(NEW)}/${added[0]}/remove`, {}),
        desk.physician.post(`${wishesOf(NEW)}/import/preview`, { text }),
        desk.physician.post(`${wishesOf(NEW)}/import`, { text, replace: true }),
      ]
      for (const response of tries)
        expect(await refusalOf(await response)).toMatchObject({ status: 409, reason: 'wishesClosed' })
      expect(await desk.read()).toMatchObject({ open: false, mayEnter: false, wishes: [{}, {}] })
    })

    it('are not open for a year that nobody has opened', async () => {
      const path = wishesOf(NEW, '/api/schemes/minato-locum/rosters/2028')
      const day = '2028-06-11'
      expect(await refusalOf(desk.physician.post(path, { wishes: [unit(day)] }))).toMatchObject({
        reason: 'wishesClosed',
      })
      expect((await desk.clerk.post(path, { wishes: [unit(day)] })).status).toBe(200)
    })

    it.each([
      ['no list', {}, ['wishes']],
      ['an empty list', { wishes: [] }, ['wishes']],
      ['10,000 wishes', { wishes: Array(10_000).fill({}) }, ['wishes']],
      ['a wish of nothing', { wishes: [{}] }, ['wishes.0.kind', 'wishes.0.pattern']],
      [
        'a day outside the year',
        { wishes: [range('2026-06-01', '2026-06-02')] },
        ['wishes.0.pattern.from', 'wishes.0.pattern.to'],
      ],
      ['from after to', { wishes: [range('2027-06-02', '2027-06-01')] }, ['wishes.0.pattern.to']],
      [
        'several at once',
        {
          wishes: [
            unit('2027-06-13'),
            {
              kind: 'unavailable',
              pattern: {
                form: 'repeat',
                rrule: 'FREQ=SECONDLY',
                from: '2027-04-01',
                to: '2027-05-01',
                hours: null,
              },
            },
            unit('soon'),
          ],
        },
        ['wishes.1.pattern.rrule', 'wishes.2.pattern.day'],
      ],
    ])('refuses %s by field, and keeps nothing', async (_title, body, paths) => {
      const refused = await refusalOf(desk.physician.post(wishesOf(NEW), body))
      expect(refused).toMatchObject({ status: 400, reason: 'invalidInput' })
      expect(refused.fields?.map(({ path }) => path)).toEqual(paths)
      expect((await desk.read()).wishes).toEqual([])
    })

    it('refuses a unit the year does not have, with its day', async () => {
      const refused = await refusalOf(desk.add([unit('2027-06-13'), unit('2027-06-14')]))
      expect(refused).toMatchObject({ status: 400, reason: 'unknownUnit', detail: '2027-06-14' })
      expect((await desk.read()).wishes).toEqual([])
    })

    it('of which 10,000 are sent are refused by the same field, with how many there may be', async () => {
      const everyOtherWeek = {
        form: 'repeat',
        rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR;COUNT=100',
        from: '2027-04-01',
        to: '2028-03-31',
        hours: { from: '09:00', to: '17:00' },
      }
      for (const wish of [unit('2027-06-13'), { kind: 'unavailable', pattern: everyOtherWeek }])
        expect(await refusalOf(desk.add(Array(10_000).fill(wish)))).toMatchObject({
          status: 400,
          reason: 'invalidInput',
          fields: [{ path: 'wishes', message: expect.stringContaining(`${MOST_AT_ONCE}件`) }],
        })
      expect((await desk.read()).wishes).toEqual([])
    })

    it('are refused by that field too when they are far more than can be read', async () => {
      expect(await refusalOf(desk.add(['x'.repeat(3_000_000)]))).toMatchObject({
        status: 400,
        reason: 'invalidInput',
        fields: [{ path: 'wishes' }],
      })
    })

    it('refuses the 201st wish of a year', async () => {
      const someDays = (from: number, count: number) =>
        Array.from({ length: count }, (_, index) => {
          const hours = { from: '09:00', to: `10:${String((from + index) % 60).padStart(2, '0')}` }
          const day = `2027-04-${String(1 + Math.floor((from + index) / 60)).padStart(2, '0')}`
          return { kind: 'avoid', pattern: { form: 'days', from: day, to: day, hours } }
        })
      for (const from of [0, 50, 100, 150]) expect((await desk.add(someDays(from, 50))).status).toBe(200)
      expect(await refusalOf(desk.add(someDays(200, 1)))).toMatchObject({
        status: 400,
        reason: 'invalidInput',
        fields: [{ path: 'wishes', message: expect.stringContaining(`${MOST_WISHES}件`) }],
      })
      expect((await desk.add(someDays(199, 1))).status).toBe(200)
    })

    it('are refused to somebody who is no member in that year', async () => {
      await desk.open.db
        .updateTable('scheme_member')
        .set({ left_on: '2027-03-31' })
        .where('physician_id', '=', NEW)
        .execute()
      for (const response of [desk.physician.get(wishesOf(NEW)), desk.add([unit('2027-06-13')])])
        expect(await refusalOf(await response)).toMatchObject({ status: 400, reason: 'unknownMember' })
      expect((await bodyOf<WishRoundView>(desk.physician.get(ROUND))).physicianId).toBe(null)
    })

    it('cannot be told when rules of the scheme overlap', async () => {
      const rules = [1, 2].map(n => ({ kind: 'weekly', key: `week-${n}`, weekday: 1, handoff: '09:00' }))
      await desk.open.db
        .updateTable('duty_scheme')
        .set({ rules: JSON.stringify({ rules, promises: [] }) })
        .where('id', '=', 'minato-locum')
        .execute()
      for (const response of [
        desk.physician.get(wishesOf(NEW)),
        desk.add([unit('2027-06-13')]),
        desk.clerk.get(`${ROSTER}/wishes`),
      ])
        expect(await refusalOf(await response)).toMatchObject({ status: 409, reason: 'overlappingUnits' })
    })

    it('show only the units of the blocks the physician serves', async () => {
      const night = (block: string) => ({
        kind: 'everyNight',
        key: `night-${block}`,
        block,
        start: '18:00',
        end: '08:00',
        closedHours: 'keep',
      })
      const rules = { rules: [night('east'), night('west')], promises: [] }
      await desk.open.db
        .updateTable('duty_scheme')
        .set({ rules: JSON.stringify(rules) })
        .where('id', '=', 'minato-locum')
        .execute()
      expect((await desk.read()).units).toHaveLength(2 * 366)
      await desk.open.db
        .updateTable('scheme_member')
        .set({ blocks: '["west"]' })
        .where('physician_id', '=', NEW)
        .execute()
      expect(new Set((await desk.read()).units.map(({ rule }) => rule))).toEqual(new Set(['night-west']))
    })
  })

  describe('within a quota', () => {
    it('are refused beyond it with kind and numbers, and none of them is kept', async () => {
      await desk.setRound(quotas({ unavailable: 2 }))
      const refused = await refusalOf(desk.add([unit('2027-06-06'), range('2027-06-13', '2027-06-20')]))
      expect(refused).toMatchObject({ status: 409, reason: 'quotaExceeded', detail: 'unavailable 3/2' })
      expect((await desk.read()).wishes).toEqual([])
      expect(
        (await desk.add([unit('2027-06-06'), unit('2027-06-13'), unit('2027-06-20', 'want')])).status,
      ).toBe(200)
    })

    it("a member's own quota counts before everybody's, and lowering it takes nothing away", async () => {
      await desk.setRound(quotas({ want: 0 }, { [NEW]: { unavailable: 1, avoid: null, want: 2 } }))
      expect((await desk.add([unit('2027-06-06', 'want'), unit('2027-06-13', 'want')])).status).toBe(200)
      await desk.setRound(quotas({ want: 0 }))
      expect((await desk.read()).quota.want).toEqual({ used: 2, most: 0 })
      expect((await desk.add([unit('2027-06-20')])).status).toBe(200)
      expect((await desk.add([unit('2027-06-06', 'avoid')])).status).toBe(200)
      expect(await refusalOf(desk.add([unit('2027-06-27', 'want')]))).toMatchObject({ detail: 'want 2/0' })
    })

    it('of ten devices that take the last free place at once, one gets it', async () => {
      await desk.setRound(quotas({ unavailable: 1 }))
      const { units } = await desk.read()
      const statuses = await Promise.all(
        units.slice(0, 10).map(async ({ day }) => (await desk.add([unit(day)])).status),
      )
      expect(statuses.sort()).toEqual([200, ...Array(9).fill(409)])
      expect(await desk.read()).toMatchObject({ wishes: [{}], quota: { unavailable: { used: 1 } } })
      expect(await desk.audit('wish.add')).toHaveLength(1)
    })

    it('two devices that say something else of one unit leave one word on it', async () => {
      await Promise.all(['unavailable', 'avoid', 'want'].map(kind => desk.add([unit('2027-06-13', kind)])))
      expect((await desk.read()).wishes).toHaveLength(1)
    })
  })

  describe('entered by the secretariat', () => {
    it('are marked as such, at any time, and recorded with the physician', async () => {
      await desk.at(instantOf('2026-07-01', '09:00'))
      expect(await desk.read(desk.clerk)).toMatchObject({ open: false, mayEnter: true, onBehalf: true })
      const { wishes } = await bodyOf<AddedWishes>(desk.add([unit('2027-06-13')], desk.clerk))
      expect(wishes).toMatchObject([{ enteredBy: '事務 花子', onBehalf: true }])
      expect(await desk.audit('wish.add')).toMatchObject([
        {
          actor_id: desk.clerk.accountId,
          on_behalf_of: NEW,
          association_id: 'minato',
          resource: 'wishes:minato-locum/2027',
          detail: JSON.stringify({ added: wishes[0]?.id, physician: NEW, removed: '' }),
        },
      ])
    })

    it('are overviewed with counts, who entered last, and who has entered nothing', async () => {
      await desk.add([unit('2027-06-13'), unit('2027-06-20', 'avoid')])
      desk.time.now += 60_000
      await desk.add([unit('2027-06-27')], desk.clerk)
      const { members, units } = await bodyOf<WishOverview>(desk.clerk.get(`${ROSTER}/wishes`))
      expect(members).toHaveLength(14)
      expect(units.length).toBeGreaterThan(60)
      expect(members.find(({ id }) => id === NEW)).toEqual({
        id: NEW,
        name: '梅田 次郎',
        clinic: '梅田医院',
        counts: { unavailable: 2, avoid: 1, want: 0 },
        lastEntered: { at: '2026-06-01T00:01:00.000Z', by: '事務 花子', onBehalf: true },
        none: null,
        notTheirs: [],
      })
      expect(members.find(({ id }) => id === 'minato-physician-14')?.lastEntered).toBe(null)
    })

    it('are overviewed with the units that are not for everybody: outside their membership', async () => {
      await desk.open.db
        .updateTable('scheme_member')
        .set({ left_on: '2027-09-30' })
        .where('physician_id', '=', NEW)
        .execute()
      const { members, units } = await bodyOf<WishOverview>(desk.clerk.get(`${ROSTER}/wishes`))
      const own = members.find(({ id }) => id === NEW)
      const theirs = units.filter((_, place) => !own?.notTheirs.includes(place))
      expect(theirs).toEqual((await desk.read()).units)
      expect(theirs.at(-1)?.day).toBe('2027-09-26')
      expect(members.filter(({ notTheirs }) => notTheirs.length > 0)).toEqual([own])
    })
  })

  describe('none (希望なし)', () => {
    const NONE = `${wishesOf(NEW)}/none`
    const say = (none: boolean, who = desk.physician) => who.post(NONE, { none })
    const inOverview = async () =>
      (await bodyOf<WishOverview>(desk.clerk.get(`${ROSTER}/wishes`))).members.find(({ id }) => id === NEW)

    it('is said by the physician, seen by the secretariat, and can be taken back', async () => {
      expect((await desk.read()).none).toBeNull()
      expect((await inOverview())?.none).toBeNull()
      const said = { at: '2026-06-01T00:00:00.000Z', by: '梅田 次郎', onBehalf: false }
      expect((await bodyOf<MemberWishes>(say(true))).none).toEqual(said)
      expect(await inOverview()).toMatchObject({ none: said, lastEntered: null })
      expect((await bodyOf<MemberWishes>(say(false))).none).toBeNull()
      expect((await inOverview())?.none).toBeNull()
    })

    it('is said by the secretariat for them, after the deadline too, and recorded', async () => {
      await desk.at(instantOf('2026-06-16', '09:00'))
      expect(await refusalOf(say(true))).toMatchObject({ status: 409, reason: 'wishesClosed' })
      await say(true, desk.clerk)
      expect((await inOverview())?.none).toMatchObject({ by: '事務 花子', onBehalf: true })
      await say(false, desk.clerk)
      const [entry] = await desk.audit('wish.none')
      expect(entry).toMatchObject({
        actor_id: desk.clerk.accountId,
        on_behalf_of: NEW,
        association_id: 'minato',
        resource: 'wishes:minato-locum/2027',
        detail: JSON.stringify({ physician: NEW }),
      })
      expect(await desk.audit('wish.noneTakenBack')).toHaveLength(1)
    })

    it('is refused where there is a wish, and a wish takes it back', async () => {
      expect((await say(true)).status).toBe(200)
      const wished = await bodyOf<AddedWishes>(desk.add([unit('2027-06-13')]))
      expect(wished.none).toBeNull()
      expect((await desk.audit('wish.add')).map(({ detail }) => JSON.parse(detail).none)).toEqual([
        'takenBack',
      ])
      expect(await refusalOf(say(true))).toMatchObject({ status: 409, reason: 'wishesEntered' })
    })

    it('said on ten devices at once is said once, and is for its own year alone', async () => {
      const answers = await Promise.all(Array.from({ length: 10 }, () => say(true)))
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
      expect(await desk.audit('wish.none')).toHaveLength(1)
      const other = await bodyOf<WishOverview>(
        desk.clerk.get('/api/schemes/minato-locum/rosters/2028/wishes'),
      )
      expect(other.members.every(({ none }) => none === null)).toBe(true)
    })

    it('and a wish at the same moment never stand beside each other', async () => {
      for (let round = 0; round < 5; round += 1) {
        await desk.open.db.deleteFrom('wish').where('physician_id', '=', NEW).execute()
        await desk.open.db.deleteFrom('wish_answer').execute()
        await Promise.all([say(true), desk.add([unit('2027-06-13')])])
        const { none, wishes } = await desk.read()
        expect([none, wishes.length]).toEqual([null, 1])
      }
    })

    it.each([[{}], [{ none: 'yes' }], [{ none: null }]])('%j is refused by field', async body => {
      expect(await refusalOf(desk.physician.post(NONE, body))).toMatchObject({
        status: 400,
        fields: [{ path: 'none' }],
      })
    })
  })

  it('of a member whose membership changes within the year are about the units of each period', async () => {
    const { db } = desk.open
    const rules = ['東', '西'].map((block, index) => ({ kind: 'holiday', key: `h${index}`, block }))
    await db.deleteFrom('wish').execute()
    await db
      .updateTable('duty_scheme')
      .set({ rules: JSON.stringify({ rules, promises: [] }), posts: JSON.stringify(['primary', 'backup']) })
      .where('id', '=', 'minato-locum')
      .execute()
    const [period] = await db
      .selectFrom('scheme_member')
      .selectAll()
      .where('physician_id', '=', NEW)
      .where('scheme_id', '=', 'minato-locum')
      .execute()
    if (!period) throw new Error('the seed has it')
    await db
      .updateTable('scheme_member')
      .set({ left_on: '2027-08-31', blocks: JSON.stringify(['東']), posts: JSON.stringify(['primary']) })
      .where('physician_id', '=', NEW)
      .execute()
    const second = {
      joined_on: '2027-09-01',
      blocks: JSON.stringify(['西']),
      posts: JSON.stringify(['backup']),
    }
    await db
      .insertInto('scheme_member')
      .values({ ...period, ...second, left_on: '2027-12-31' })
      .execute()

    const { units } = await desk.read()
    const inBlock = (rule: string) => units.filter(one => one.rule === rule).map(({ day }) => day)
    expect(inBlock('h0').every(day => day <= '2027-08-31')).toBe(true)
    expect(inBlock('h1').every(day => '2027-09-01' <= day && day <= '2027-12-31')).toBe(true)
    expect(inBlock('h0').length).toBeGreaterThan(20)
    expect(inBlock('h1').length).toBeGreaterThan(15)

    await desk.setRound(quotas({}))
    await desk.add([range('2027-04-01', '2028-03-31')])
    expect((await desk.read()).quota.unavailable.used).toBe(units.length)
    const early = { kind: 'want', pattern: { form: 'unit', day: '2027-06-13', rule: 'h1' } }
    expect(await refusalOf(desk.add([early]))).toMatchObject({ reason: 'unknownUnit' })

    const scheme = await findScheme(db, 'minato-locum')
    if (!scheme) throw new Error('the seed has it')
    const laid = await layOutYear(db, desk.time.now, scheme, 2027, { settled: [], near: null })
    const instance = laid.ok ? laid.value.instance : undefined
    const own = instance?.people.find(({ id }) => id === NEW)
    expect(own?.posts).toEqual(['primary', 'backup'])
    const said = new Set(instance?.unavailable.filter(({ person }) => person === NEW).map(({ unit }) => unit))
    expect(said.size).toBe(instance?.units.length)
    const barred = instance?.notPosts?.filter(({ person }) => person === NEW)
    expect(barred?.map(({ unit, post }) => [unit.includes('/h1'), post])).toEqual(
      units.map(one => (one.rule === 'h0' ? [false, 'backup'] : [true, 'primary'])),
    )
  })

  it('reach the rota maker: 不可 as unavailable, 避けたい with its cost, 希望 as wanted, each unit once', async () => {
    await desk.open.db.deleteFrom('wish').execute()
    await desk.add([
      unit('2027-06-06'),
      range('2027-06-05', '2027-06-13', { kind: 'avoid' }),
      unit('2027-06-20', 'want'),
    ])
    await draftRoster(desk.context, PROGRAM, 'minato-locum', 2027, 1)
    const scheme = await findScheme(desk.open.db, 'minato-locum')
    const rota = scheme && (await readDraftedRota(desk.open.db, scheme, 2027))
    const of = (day: string) => ({ person: NEW, unit: `minato-locum/${day}/holiday` })
    expect(rota?.instance.unavailable).toEqual([of('2027-06-06')])
    expect(rota?.instance.avoid).toEqual([{ ...of('2027-06-13'), cost: 4 }])
    expect(rota?.instance.want).toEqual([of('2027-06-20')])
    expect(rota?.assignments).not.toContainEqual(expect.objectContaining(of('2027-06-06')))
  })
})
