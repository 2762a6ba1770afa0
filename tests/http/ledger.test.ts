import { beforeEach, describe, expect, it } from 'vitest'
import type { LedgerView } from '../../server/roster/ledger/ledger-view.ts'
import { aContext, anApp, bodyOf } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { anAppOf, membershipOf } from '../setup/person.ts'

const LEDGER = '/api/schemes/minato-locum/rosters/2027/ledger'

const anEntry = (given: object = {}) => ({
  id: '0123456789abcdef0123456789abcdef',
  physicianId: 'minato-physician-1',
  points: -0.75,
  reason: '数え間違いの訂正',
  ...given,
})

onEachDatabase('the ledger of a year', ({ seeded }) => {
  let context: ReturnType<typeof aContext>['context']
  let server: Awaited<ReturnType<typeof anAppOf>>
  beforeEach(async () => {
    context = aContext(await seeded()).context
    server = await anAppOf(context)
  })

  const read = () => bodyOf<LedgerView>(server.get(LEDGER))

  it('is read by the secretariat, and answers an entry with what it is then', async () => {
    const before = await read()
    expect(before).toMatchObject({ fiscalYear: 2027, carriedFrom: 2026, entries: [] })
    expect(before.members).toHaveLength(14)
    const response = await server.post(LEDGER, anEntry())
    expect(response.status).toBe(200)
    const after = await bodyOf<LedgerView>(response)
    expect(after).toEqual(await read())
    expect(after.entries).toMatchObject([
      { points: -0.75, counts: [], heldLastYear: {}, enteredBy: '試験 太郎', reason: '数え間違いの訂正' },
    ])
  })

  it('a double click is answered twice and entered once', async () => {
    const answers = await Promise.all([1, 2].map(() => server.post(LEDGER, anEntry())))
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect((await read()).entries).toHaveLength(1)
  })

  it('is shown to nobody but the secretariat, not even in a demo', async () => {
    expect((await anApp(context).app.request(LEDGER)).status).toBe(401)
    const physician = await anAppOf(context, { memberships: [membershipOf('physician', 'minato')] })
    expect((await physician.get(LEDGER)).status).toBe(403)
    expect((await physician.post(LEDGER, anEntry())).status).toBe(403)
  })

  it('a physician of another association is answered like one that does not exist', async () => {
    const answers = await Promise.all(
      ['ward-kita-physician-1', 'nobody'].map(physicianId => server.post(LEDGER, anEntry({ physicianId }))),
    )
    const [foreign, nobody] = await Promise.all(answers.map(response => response.json()))
    expect(answers.map(({ status }) => status)).toEqual([400, 400])
    expect(foreign).toEqual(nobody)
    expect(foreign).toMatchObject({ reason: 'unknownMember', fields: [{ path: 'physicianId' }] })
  })

  it.each([
    ['an id of another shape', { id: 'x' }, ['id']],
    ['no points', { points: undefined }, ['points']],
    ['points as text', { points: '1' }, ['points']],
    ['a tenth of a point', { points: 0.1 }, ['points']],
    ['too many points', { points: 250.25 }, ['points']],
    ['no reason', { reason: '　' }, ['reason']],
    ['a reason of two lines', { reason: 'a\nb' }, ['reason']],
    ['a reason far too long', { reason: 'あ'.repeat(201) }, ['reason']],
    [
      'a class that does not exist',
      { counts: [{ holidayClass: 'easter', count: 1 }] },
      ['counts.0.holidayClass'],
    ],
    ['half a duty', { counts: [{ holidayClass: 'obon', count: 0.5 }] }, ['counts.0.count']],
    ['a class twice', { counts: [1, 2].map(count => ({ holidayClass: 'obon', count })) }, ['counts']],
    ['a season that may come again', { heldLastYear: { obon: true } }, ['heldLastYear']],
    ['a season held perhaps', { heldLastYear: { yearEnd: 'yes' } }, ['heldLastYear.yearEnd']],
    ['several at once', { id: '', points: 1000, reason: '' }, ['id', 'points', 'reason']],
  ])('%s is refused by field, all at once, and nothing is entered', async (_title, given, fields) => {
    const response = await server.post(LEDGER, anEntry(given))
    expect(response.status).toBe(400)
    const problem = await bodyOf<{ reason: string; fields: { path: string }[] }>(response)
    expect(problem.reason).toBe('invalidInput')
    expect(problem.fields.map(({ path }) => path)).toEqual(fields)
    expect((await read()).entries).toEqual([])
  })

  describe('a correction that cannot be:', () => {
    const AOBA = 'minato-physician-1'
    const id = (last: number) => `0123456789abcdef0123456789abcde${last}`
    const pathsOf = async (given: object, path = LEDGER) => {
      const { fields } = await bodyOf<{ fields?: { path: string }[] }>(server.post(path, anEntry(given)))
      return fields?.map(field => field.path)
    }
    const sundays = (count: number) => ({ points: 0, counts: [{ holidayClass: 'sunday', count }] })
    const sundaysOf = async () =>
      (await read()).members
        .find(member => member.id === AOBA)
        ?.counts.find(({ holidayClass }) => holidayClass === 'sunday')?.count ?? 0

    it('takes back all that was held, and not one more', async () => {
      const held = await sundaysOf()
      expect(held).toBeGreaterThan(0)
      const counts = [
        { holidayClass: 'obon', count: 1 },
        { holidayClass: 'sunday', count: -held - 1 },
      ]
      expect(await pathsOf({ counts })).toEqual(['counts.1.count'])
      expect((await read()).entries).toEqual([])
      expect(await pathsOf(sundays(-held))).toBeUndefined()
      expect(await sundaysOf()).toBe(0)
    })

    it('takes back in an earlier year what a later entry has taken back already', async () => {
      const held = await sundaysOf()
      expect(await pathsOf({ id: id(1), ...sundays(1) }, LEDGER.replace('2027', '2026'))).toBeUndefined()
      expect(await pathsOf({ id: id(2), ...sundays(-held - 1) })).toBeUndefined()
      expect(await pathsOf({ id: id(3), ...sundays(-1) }, LEDGER.replace('2027', '2026'))).toEqual([
        'counts.0.count',
      ])
    })

    it('takes the same back ten times at once', async () => {
      const held = await sundaysOf()
      const tries = Array.from({ length: 10 }, (_, index) =>
        server.post(LEDGER, anEntry({ id: id(index), ...sundays(-held) })),
      )
      const statuses = (await Promise.all(tries)).map(({ status }) => status)
      expect(statuses.toSorted()).toEqual([200, ...Array(9).fill(400)])
      expect(await sundaysOf()).toBe(0)
    })

    it.each([
      ['nothing at all', {}],
      ['none of a class', { counts: [{ holidayClass: 'obon', count: 0 }] }],
    ])('says %s', async (_title, given) => {
      expect(await pathsOf({ points: 0, ...given })).toEqual(['points'])
      expect((await read()).entries).toEqual([])
    })

    it('says nought of a newcomer, who then starts there and not at the mean', async () => {
      await context.db
        .insertInto('physician')
        .values({ id: 'newcomer', clinic_id: 'minato-clinic-1', name: '新田 栞', kana: 'にった しおり' })
        .execute()
      const member = { scheme_id: 'minato-locum', physician_id: 'newcomer', joined_on: '2027-04-01' }
      await context.db
        .insertInto('scheme_member')
        .values({ ...member, left_on: null, min_units: null, max_units: null, share_percent: 100 })
        .execute()
      expect(await pathsOf({ physicianId: 'newcomer', points: 0 })).toBeUndefined()
      expect((await read()).members.find(one => one.id === 'newcomer')).toMatchObject({
        newcomer: false,
        opening: 0,
      })
    })
  })

  it.each(['1948', '2101', 'x'])('the year %s is none', async year => {
    const response = await server.get(`/api/schemes/minato-locum/rosters/${year}/ledger`)
    expect(response.status).toBe(400)
  })
})
