import { beforeEach, describe, expect, it } from 'vitest'
import type { Db, Trx } from '../../db/open.ts'
import type { Context } from '../../server/context.ts'
import { holdMember } from '../../server/duty/scheme-member.service.ts'
import type { MembershipPeriod, SchemeMembers } from '../../server/duty/scheme-member-view.ts'
import { ANONYMOUS } from '../../server/identity/principal.ts'
import { readRoster } from '../../server/roster/roster.service.ts'
import { aContext, bodyOf } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { anAppOf } from '../setup/person.ts'

const MEMBERS = '/api/schemes/minato-locum/members'
const AOBA = 'minato-physician-1'
const SINCE = '2024-04-01'
const periodPath = (physicianId = AOBA, joinedOn = SINCE) => `${MEMBERS}/${physicianId}/${joinedOn}`

/** A whole share from this summer on, within the bounds of Nanao. */
const aPeriod = (given: Partial<MembershipPeriod> = {}): MembershipPeriod => ({
  joinedOn: '2026-07-01',
  leftOn: null,
  posts: null,
  blocks: null,
  minUnits: 5,
  maxUnits: 6,
  sharePercent: 100,
  ...given,
})

onEachDatabase('the members of a scheme', ({ seeded }) => {
  let context: Context
  let server: Awaited<ReturnType<typeof anAppOf>>
  beforeEach(async () => {
    context = aContext(await seeded()).context
    server = await anAppOf(context)
  })

  const read = () => bodyOf<SchemeMembers>(server.get(MEMBERS))
  const answer = async (path: string, body: unknown) => {
    const response = await server.post(path, body)
    const { reason, fields } = await bodyOf<{ reason?: string; fields?: { path: string }[] }>(response)
    return { status: response.status, reason, fields: fields?.map(field => field.path) }
  }
  const add = (physicianId: string, period: Partial<MembershipPeriod> = {}) =>
    answer(MEMBERS, { physicianId, period: aPeriod(period) })
  const end = (leftOn: string, revision = 0, path = periodPath()) =>
    answer(`${path}/end`, { leftOn, revision })
  const periodsOf = async (physicianId: string) =>
    (await read()).members.filter(({ physician }) => physician.id === physicianId)
  const recorded = async (action: string) =>
    (
      await context.db
        .selectFrom('audit_entry')
        .select(['actor_id', 'association_id', 'resource', 'detail'])
        .where('action', '=', action)
        .execute()
    ).map(entry => ({ ...entry, detail: JSON.parse(entry.detail) }))

  /** A physician of the port town who is in no scheme. */
  const aNewcomer = async () => {
    const newcomer = {
      id: 'minato-newcomer',
      clinic_id: 'minato-clinic-1',
      name: '新田 栞',
      kana: 'にった しおり',
    }
    await context.db.insertInto('physician').values(newcomer).execute()
    return newcomer.id
  }

  const aWishOf = (physicianId: string, fiscalYear: number, db: Db | Trx = context.db) =>
    db
      .insertInto('wish')
      .values({
        id: 'wish',
        scheme_id: 'minato-locum',
        physician_id: physicianId,
        fiscal_year: fiscalYear,
        kind: 'want',
        pattern: '{}',
        entered_at: 0,
        entered_by: null,
        on_behalf: 0,
      })
      .execute()

  /** The scheme with two posts and two blocks, which no rota has been made for. */
  const inTwoBlocks = () =>
    context.db
      .updateTable('duty_scheme')
      .set({
        posts: JSON.stringify(['primary', 'backup']),
        rules: JSON.stringify({
          rules: ['東', '西'].map((block, index) => ({ kind: 'holiday', key: `h${index}`, block })),
          promises: [],
        }),
      })
      .where('id', '=', 'minato-locum')
      .execute()

  it('are listed by name, with what they take and who could be added', async () => {
    const newcomer = await aNewcomer()
    const list = await read()
    expect(list.scheme).toEqual({
      id: 'minato-locum',
      name: 'みなと在宅Dr.ネット（見本）',
      shortName: 'みなとネット',
    })
    expect([list.posts, list.blocks, list.toPassOn]).toEqual([['locum'], [], []])
    expect(list.members).toHaveLength(14)
    expect(list.members[0]).toEqual({
      physician: { id: AOBA, name: '青葉 一郎', clinic: '青葉内科医院' },
      period: aPeriod({ joinedOn: SINCE }),
      revision: 0,
      removable: false,
    })
    expect(list.candidates).toEqual([{ id: newcomer, name: '新田 栞', clinic: '青葉内科医院' }])
  })

  describe('adding', () => {
    it('puts a physician into the rotas made from then on, and records who did it', async () => {
      await inTwoBlocks()
      const period = aPeriod({
        posts: ['backup'],
        blocks: ['西'],
        minUnits: 2,
        maxUnits: 3,
        sharePercent: 50,
      })
      const newcomer = await aNewcomer()
      expect(await add(newcomer, period)).toMatchObject({ status: 200 })
      expect(await periodsOf(newcomer)).toMatchObject([{ period, revision: 0, removable: true }])
      expect((await read()).candidates).toEqual([])
      expect(await recorded('schemeMember.add')).toEqual([
        {
          actor_id: server.accountId,
          association_id: 'minato',
          resource: `schemeMember:minato-locum/${newcomer}/2026-07-01`,
          detail: {
            physician: newcomer,
            joinedOn: '2026-07-01',
            leftOn: '',
            posts: 1,
            blocks: 1,
            minUnits: 2,
            maxUnits: 3,
            sharePercent: 50,
          },
        },
      ])
    })

    it('who has left is possible from the day after, as a second period', async () => {
      await end('2026-06-30')
      expect((await read()).candidates.map(({ id }) => id)).toEqual([AOBA])
      expect(await add(AOBA, { joinedOn: '2026-06-30' })).toMatchObject({
        status: 409,
        reason: 'memberOverlap',
      })
      expect(await add(AOBA, { joinedOn: '2026-07-01' })).toMatchObject({ status: 200 })
      expect((await periodsOf(AOBA)).map(({ period }) => [period.joinedOn, period.leftOn])).toEqual([
        [SINCE, '2026-06-30'],
        ['2026-07-01', null],
      ])
    })

    it('a period before one that is there is refused when it has no end', async () => {
      expect(await add(AOBA, { joinedOn: '2023-04-01' })).toMatchObject({ reason: 'memberOverlap' })
      expect(await add(AOBA, { joinedOn: '2023-04-01', leftOn: SINCE })).toMatchObject({
        reason: 'memberOverlap',
      })
      expect(await add(AOBA, { joinedOn: '2023-04-01', leftOn: '2024-03-31' })).toMatchObject({ status: 200 })
    })

    it('by two clerks at once makes one period, whatever their days', async () => {
      const newcomer = await aNewcomer()
      const tries = Array.from({ length: 10 }, (_, index) =>
        add(newcomer, { joinedOn: `2026-07-${String(index + 1).padStart(2, '0')}` }),
      )
      const reasons = (await Promise.all(tries)).map(({ reason }) => reason ?? 'added')
      expect(reasons.toSorted()).toEqual(['added', ...Array(9).fill('memberOverlap')])
      expect(await periodsOf(newcomer)).toHaveLength(1)
      expect(await recorded('schemeMember.add')).toHaveLength(1)
    })

    it.each([
      ['a physician whom nobody knows', 'nobody'],
      ['a physician of another association', 'ward-kita-physician-1'],
    ])('%s is refused', async (_title, physicianId) => {
      expect(await add(physicianId)).toEqual({ status: 400, reason: 'invalidInput', fields: ['physicianId'] })
    })
  })

  describe('bad input is refused by field, all of it at once:', () => {
    it.each([
      ['more at least than at most', { minUnits: 7, maxUnits: 6 }, ['period.maxUnits']],
      ['as many at least as at most', { minUnits: 6, maxUnits: 6 }, null],
      ['no bounds', { minUnits: null, maxUnits: null }, null],
      ['a bound below zero', { minUnits: -1 }, ['period.minUnits']],
      ['half a unit', { maxUnits: 5.5 }, ['period.maxUnits']],
      ['an end before the beginning', { leftOn: '2026-06-30' }, ['period.leftOn']],
      ['a single day', { leftOn: '2026-07-01' }, null],
      ['a day that does not exist', { joinedOn: '2027-02-29' }, ['period.joinedOn']],
      ['a day before any rota', { joinedOn: '1949-03-31' }, ['period.joinedOn']],
      ['a day after any rota', { leftOn: '2101-04-01' }, ['period.leftOn']],
      ['no share', { sharePercent: 0 }, ['period.sharePercent']],
      ['the least share', { sharePercent: 1 }, null],
      ['more than a whole share', { sharePercent: 101 }, ['period.sharePercent']],
      ['a share in words', { sharePercent: '50' as never }, ['period.sharePercent']],
      ['no post', { posts: [] }, ['period.posts']],
      ['a post twice', { posts: ['locum', 'locum'] }, ['period.posts.1']],
      ['an unknown post', { posts: ['locum', 'backup'] }, ['period.posts.1']],
      ['an unknown block', { blocks: ['東ブロック'] }, ['period.blocks.0']],
      [
        'unknown posts and blocks',
        { posts: ['a'], blocks: ['b', 'c'] },
        ['period.posts.0', 'period.blocks.0', 'period.blocks.1'],
      ],
      [
        'everything',
        {
          joinedOn: 'x',
          leftOn: '',
          posts: [],
          blocks: ['東', '東'],
          minUnits: 9,
          maxUnits: 1,
          sharePercent: -1,
        },
        ['joinedOn', 'leftOn', 'posts', 'blocks.1', 'sharePercent', 'maxUnits', 'blocks.0'].map(
          name => `period.${name}`,
        ),
      ],
      [
        'unknown posts and blocks beside all else',
        { leftOn: '2026-06-30', minUnits: 7, sharePercent: 0, posts: ['locum', 'x'], blocks: ['x'] },
        ['sharePercent', 'leftOn', 'maxUnits', 'posts.1', 'blocks.0'].map(name => `period.${name}`),
      ],
    ])('%s', async (_title, period, fields) => {
      const newcomer = await aNewcomer()
      const found = await add(newcomer, period)
      expect(found).toEqual(fields ? { status: 400, reason: 'invalidInput', fields } : { status: 200 })
      expect(await periodsOf(newcomer)).toHaveLength(fields ? 0 : 1)
    })

    it('an unknown physician beside a period that is wrong', async () => {
      expect(await add('nobody', { minUnits: -1 })).toEqual({
        status: 400,
        reason: 'invalidInput',
        fields: ['period.minUnits', 'physicianId'],
      })
    })

    it.each([
      ['unknown names in a change', { period: aPeriod({ posts: ['x'], maxUnits: 1 }), revision: -1 }],
      ['names of another form', { period: { ...aPeriod({ maxUnits: 1 }), posts: [1] }, revision: -1 }],
    ])('%s', async (_title, body) => {
      expect((await answer(periodPath(), body)).fields?.toSorted()).toEqual([
        'period.maxUnits',
        'period.posts.0',
        'revision',
      ])
    })

    it('an unknown field, a missing one and no period', async () => {
      const { sharePercent: _, ...withoutShare } = aPeriod()
      expect(
        await answer(MEMBERS, { physicianId: AOBA, period: { ...withoutShare, share: 1 } }),
      ).toMatchObject({
        status: 400,
        fields: ['period.sharePercent', 'period'],
      })
      expect(await answer(MEMBERS, { physicianId: '' })).toMatchObject({ fields: ['physicianId', 'period'] })
    })
  })

  describe('changing', () => {
    const change = (period: Partial<MembershipPeriod>, revision = 0, path = periodPath()) =>
      answer(path, { period: aPeriod({ joinedOn: SINCE, ...period }), revision })

    it('replaces the period, its first day too, and records what was before', async () => {
      const newcomer = await aNewcomer()
      await add(newcomer, { joinedOn: SINCE })
      const changed = await change({ joinedOn: '2025-05-01', sharePercent: 50 }, 0, periodPath(newcomer))
      expect(changed).toMatchObject({ status: 200 })
      expect(await periodsOf(newcomer)).toMatchObject([
        { period: aPeriod({ joinedOn: '2025-05-01', sharePercent: 50 }), revision: 1 },
      ])
      expect(await recorded('schemeMember.change')).toMatchObject([
        {
          resource: `schemeMember:minato-locum/${newcomer}/${SINCE}`,
          detail: {
            joinedOn: '2025-05-01',
            joinedOnBefore: SINCE,
            sharePercent: 50,
            sharePercentBefore: 100,
          },
        },
      ])
    })

    it('leaves the first day of a period that has begun and has duties in it, and all else can be changed', async () => {
      for (const joinedOn of ['2024-03-31', '2024-04-02', '2026-07-01'])
        expect(await change({ joinedOn })).toMatchObject({ status: 409, reason: 'periodInUse' })
      expect(await periodsOf(AOBA)).toMatchObject([{ period: { joinedOn: SINCE }, revision: 0 }])
      expect(await recorded('schemeMember.change')).toEqual([])
      expect(await change({ sharePercent: 50 })).toMatchObject({ status: 200 })
    })

    it.each([
      ['began today', '2026-06-01', 409],
      ['begins tomorrow', '2026-06-02', 200],
    ])('of a period with a wish that %s the first day: %s', async (_title, joinedOn, status) => {
      const newcomer = await aNewcomer()
      await add(newcomer, { joinedOn })
      await aWishOf(newcomer, 2026)
      const path = periodPath(newcomer, joinedOn)
      expect(await change({ joinedOn: '2026-06-20' }, 0, path)).toMatchObject({ status })
    })

    it('is refused when somebody else was quicker, and changes nothing', async () => {
      await change({ minUnits: 4 })
      expect(await change({ minUnits: 3 })).toMatchObject({ status: 409, reason: 'staleRevision' })
      expect(await periodsOf(AOBA)).toMatchObject([{ period: { minUnits: 4 }, revision: 1 }])
    })

    it('of two clerks at once, one does and the others are told', async () => {
      const tries = await Promise.all([1, 2, 3, 4].map(minUnits => change({ minUnits })))
      expect(tries.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409])
    })

    it('is refused where it would overlap another period of the physician', async () => {
      await end('2026-06-30')
      await add(AOBA, { joinedOn: '2026-07-01' })
      expect(await change({ leftOn: '2026-07-01' }, 1)).toMatchObject({ reason: 'memberOverlap' })
      expect(await change({ leftOn: null }, 1)).toMatchObject({ reason: 'memberOverlap' })
      expect(await change({ leftOn: '2026-06-29' }, 1)).toMatchObject({ status: 200 })
    })

    it('checks what it is given as adding does', async () => {
      expect(await change({ posts: ['backup'], blocks: ['東'] })).toEqual({
        status: 400,
        reason: 'invalidInput',
        fields: ['period.posts.0', 'period.blocks.0'],
      })
    })

    it.each([
      ['a day on which no period begins', AOBA, '2025-04-02'],
      ['a physician who is no member', 'minato-physician-99', SINCE],
    ])('of %s is not found', async (_title, physicianId, joinedOn) => {
      expect(await change({}, 0, periodPath(physicianId, joinedOn))).toMatchObject({ status: 404 })
    })
  })

  describe('ending', () => {
    /** What the leaver holds of this year and the next, drafted or published, after some day. */
    const heldAfter = async (day: string) =>
      new Set(
        (
          await context.db
            .selectFrom('draft_assignment')
            .innerJoin('duty_unit', 'duty_unit.id', 'draft_assignment.unit_id')
            .where('physician_id', '=', AOBA)
            .where('day', '>', day)
            .select(['unit_id', 'draft_assignment.roster_id'])
            .execute()
        ).map(row => `${row.roster_id} ${row.unit_id}`),
      )

    it('keeps the duties after it and counts those that need somebody else, year by year', async () => {
      const after = [...(await heldAfter('2026-09-30'))]
      const inYear = (year: number) => after.filter(held => held.startsWith(`minato-locum/${year} `)).length
      expect(await end('2026-09-30')).toMatchObject({ status: 200 })
      const { toPassOn, members } = await read()
      expect(members[0]).toMatchObject({ period: { leftOn: '2026-09-30' }, revision: 1 })
      expect(toPassOn).toEqual(
        [2026, 2027].map(fiscalYear => ({
          physician: { id: AOBA, name: '青葉 一郎', clinic: '青葉内科医院' },
          fiscalYear,
          units: inYear(fiscalYear),
        })),
      )
      expect(inYear(2026)).toBeGreaterThan(0)
      expect(inYear(2027)).toBeGreaterThan(3)
      expect([...(await heldAfter('2026-09-30'))]).toEqual(after)
    })

    it('counts no duty that has begun, and none twice that is drafted and published', async () => {
      const toCome = await heldAfter('2026-06-01')
      await end('2026-04-01')
      const counted = (await read()).toPassOn.reduce((sum, { units }) => sum + units, 0)
      expect(counted).toBe(toCome.size)
    })

    it('counts a published duty that the draft gives to nobody any more, until that is published', async () => {
      await end('2026-09-30')
      const before = (await read()).toPassOn
      await context.db.deleteFrom('draft_assignment').where('physician_id', '=', AOBA).execute()
      expect((await read()).toPassOn).toEqual(before.filter(({ fiscalYear }) => fiscalYear === 2026))
    })

    it.each([
      ['on the first day: a day of membership', SINCE, { status: 200 }],
      ['before the first day', '2024-03-31', { status: 400, reason: 'invalidInput', fields: ['leftOn'] }],
      [
        'on a day that does not exist',
        '2026-09-31',
        { status: 400, reason: 'invalidInput', fields: ['leftOn'] },
      ],
    ])('%s', async (_title, leftOn, expected) => {
      expect(await end(leftOn)).toEqual(expected)
    })

    it('is recorded with the day before it, and refused when somebody else was quicker', async () => {
      await end('2026-12-31')
      expect(await end('2026-09-30')).toMatchObject({ status: 409, reason: 'staleRevision' })
      await end('2026-09-30', 1)
      expect((await recorded('schemeMember.end')).map(({ detail }) => detail)).toEqual([
        { physician: AOBA, leftOn: '2026-12-31', leftOnBefore: '' },
        { physician: AOBA, leftOn: '2026-09-30', leftOnBefore: '2026-12-31' },
      ])
    })

    it('leaves the name in the rotas of later years as long as a duty is in them, and takes nobody twice', async () => {
      const namesIn = async (year: number) => {
        const roster = await readRoster(context, ANONYMOUS, 'minato-locum', year)
        return roster.ok ? roster.value.members.filter(({ id }) => id === AOBA).map(({ name }) => name) : null
      }
      await end('2026-06-30')
      expect([await namesIn(2026), await namesIn(2027), await namesIn(2028)]).toEqual([
        ['青葉 一郎'],
        ['青葉 一郎'],
        [],
      ])
      await add(AOBA, { joinedOn: '2026-08-01' })
      expect(await namesIn(2026)).toEqual(['青葉 一郎'])
    })

    it('may not reach into the next period', async () => {
      await end('2026-06-30')
      await add(AOBA, { joinedOn: '2026-08-01' })
      expect(await end('2026-08-01', 1)).toMatchObject({ reason: 'memberOverlap' })
      expect(await end('2026-07-31', 1)).toMatchObject({ status: 200 })
    })
  })

  describe('removing', () => {
    const remove = (physicianId: string, joinedOn = '2026-07-01', revision = 0) =>
      answer(`${periodPath(physicianId, joinedOn)}/remove`, { revision })

    it('takes back a period entered by mistake', async () => {
      const newcomer = await aNewcomer()
      await add(newcomer)
      expect(await remove(newcomer)).toMatchObject({ status: 200 })
      expect(await periodsOf(newcomer)).toEqual([])
      expect(await recorded('schemeMember.remove')).toMatchObject([{ detail: { physician: newcomer } }])
    })

    it.each([
      ['begins tomorrow', '2026-06-02', true],
      ['begins today', '2026-06-01', false],
      ['has begun', '2026-05-31', false],
    ])('a period that %s', async (_title, joinedOn, possible) => {
      const newcomer = await aNewcomer()
      await add(newcomer, { joinedOn })
      expect(await periodsOf(newcomer)).toMatchObject([{ removable: possible }])
      expect(await remove(newcomer, joinedOn)).toMatchObject(
        possible ? { status: 200 } : { status: 409, reason: 'periodInUse' },
      )
      expect(await periodsOf(newcomer)).toHaveLength(possible ? 0 : 1)
    })

    it.each([
      ['of a year of the period', 2027, false],
      ['of another year', 2025, true],
    ])('a member with a wish %s', async (_title, fiscalYear, possible) => {
      const newcomer = await aNewcomer()
      await add(newcomer)
      await aWishOf(newcomer, fiscalYear)
      expect(await remove(newcomer)).toMatchObject(possible ? { status: 200 } : { reason: 'periodInUse' })
    })

    it('a member who has said that they have no wishes is refused', async () => {
      const newcomer = await aNewcomer()
      await add(newcomer)
      const said = await server.post(
        `/api/schemes/minato-locum/rosters/2026/physicians/${newcomer}/wishes/none`,
        { none: true },
      )
      expect(said.status).toBe(200)
      expect(await remove(newcomer)).toMatchObject({ reason: 'periodInUse' })
    })

    it('waits for a wish that is just being entered, and is refused then', async () => {
      const newcomer = await aNewcomer()
      await add(newcomer)
      let removed: ReturnType<typeof remove> | undefined
      await context.db.transaction().execute(async trx => {
        await holdMember(trx, 'minato-locum', newcomer)
        removed = remove(newcomer)
        await new Promise(resolve => setTimeout(resolve, 300))
        await aWishOf(newcomer, 2026, trx)
      })
      expect(await removed).toMatchObject({ status: 409, reason: 'periodInUse' })
      expect(await periodsOf(newcomer)).toHaveLength(1)
    })

    it('and a wish at the same moment: one of both is done, and no wish is left without its member', async () => {
      const newcomer = await aNewcomer()
      const wish = { kind: 'want', pattern: { form: 'unit', day: '2026-07-05', rule: 'holiday' } }
      const wishes = `/api/schemes/minato-locum/rosters/2026/physicians/${newcomer}/wishes`
      for (let round = 0; round < 6; round += 1) {
        await context.db.deleteFrom('wish').execute()
        await context.db.deleteFrom('scheme_member').where('physician_id', '=', newcomer).execute()
        await add(newcomer)
        const [removed, wished] = await Promise.all([remove(newcomer), answer(wishes, { wishes: [wish] })])
        expect([removed.status, wished.status].filter(status => status === 200)).toHaveLength(1)
        const left = await context.db.selectFrom('wish').select('id').execute()
        expect(left).toHaveLength(wished.status === 200 ? 1 : 0)
        expect(await periodsOf(newcomer)).toHaveLength(wished.status === 200 ? 1 : 0)
      }
    })

    it('a member who holds a drafted duty is refused', async () => {
      await context.db.deleteFrom('wish').execute()
      await end('2026-06-30')
      await add(AOBA)
      expect((await periodsOf(AOBA)).map(({ removable }) => removable)).toEqual([false, false])
      expect(await remove(AOBA)).toMatchObject({ status: 409, reason: 'periodInUse' })
    })

    it('a member whose duty stands in a published version alone is refused', async () => {
      for (const table of ['draft_assignment', 'wish'] as const)
        await context.db.deleteFrom(table).where('physician_id', '=', AOBA).execute()
      await end('2026-06-30')
      await add(AOBA, { leftOn: '2027-03-31' })
      expect(await remove(AOBA)).toMatchObject({ reason: 'periodInUse' })
      await add(AOBA, { joinedOn: '2027-04-01' })
      expect(await remove(AOBA, '2027-04-01')).toEqual({ status: 200 })
    })

    it('is refused when somebody else has changed the period', async () => {
      const newcomer = await aNewcomer()
      await add(newcomer)
      await answer(periodPath(newcomer, '2026-07-01'), { period: aPeriod(), revision: 0 })
      expect(await remove(newcomer)).toMatchObject({ reason: 'staleRevision' })
      expect(await remove(newcomer, '2026-07-01', 1)).toMatchObject({ status: 200 })
    })
  })

  it('a refused change leaves the scheme as it was, so that nobody else is told of a change', async () => {
    const revision = () =>
      context.db
        .selectFrom('duty_scheme')
        .select('revision')
        .where('id', '=', 'minato-locum')
        .executeTakeFirstOrThrow()
    await add(AOBA)
    await end('2024-03-31')
    expect(await revision()).toEqual({ revision: 0 })
    await end('2027-03-31')
    expect(await revision()).toEqual({ revision: 1 })
  })
})
