import { beforeEach, expect, it } from 'vitest'
import type { OpenDatabase } from '../../db/open.ts'
import { PROGRAM } from '../../server/audit/actor.ts'
import { findScheme } from '../../server/duty/duty-scheme.service.ts'
import { draftRoster } from '../../server/roster/draft.service.ts'
import { instanceOf } from '../../server/roster/instance.service.ts'
import { enterInLedger, readLedger } from '../../server/roster/ledger/ledger.service.ts'
import type { LedgerView, NewLedgerEntry } from '../../server/roster/ledger/ledger-view.ts'
import type { RotaInstance } from '../../server/roster/optimiser/instance.ts'
import { parseInstance } from '../../server/roster/optimiser/parse-instance.ts'
import * as publications from '../../server/roster/publication.repository.ts'
import { publishRoster } from '../../server/roster/publication.service.ts'
import { listDraftAssignments, listUnits } from '../../server/roster/roster.repository.ts'
import { addDutyChanges, readStanding } from '../../server/roster/standing/standing-rota.service.ts'
import { aDutyChange } from '../builders/duty-change.ts'
import { aContext } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { somethingNew } from '../setup/draft-news.ts'
import { waiversFor } from '../setup/waivers.ts'

const SCHEME = 'minato-locum'
const AOBA = 'minato-physician-1'
const IZUMI = 'minato-physician-2'

const anEntry = (given: Partial<NewLedgerEntry> = {}): NewLedgerEntry => ({
  id: '0123456789abcdef0123456789abcdef',
  physicianId: AOBA,
  points: 1.25,
  counts: [],
  heldLastYear: {},
  reason: '前年度の紙の記録から',
  ...given,
})

onEachDatabase('the ledger', ({ seeded }) => {
  let open: OpenDatabase
  let context: ReturnType<typeof aContext>['context']
  beforeEach(async () => {
    open = await seeded()
    context = aContext(open).context
  })

  const enter = (entry: NewLedgerEntry, year = 2027) => enterInLedger(context, PROGRAM, SCHEME, year, entry)

  async function ledgerOf(year: number): Promise<LedgerView> {
    const ledger = await readLedger(context, SCHEME, year)
    if (!ledger.ok) throw new Error(ledger.reason)
    return ledger.value
  }

  const memberOf = async (year: number, id: string) =>
    (await ledgerOf(year)).members.find(member => member.id === id)

  const storedInstance = async (publicationId: string): Promise<RotaInstance> =>
    JSON.parse((await publications.findInstance(open.db, publicationId)) ?? 'null')

  /** The instance of a year as the rota maker would get it now. */
  async function instanceNow(year: number): Promise<RotaInstance> {
    const scheme = await findScheme(open.db, SCHEME)
    if (!scheme) throw new Error('the seed has it')
    return instanceOf(open.db, scheme, year, [], { pins: [] })
  }

  it('a publication keeps the instance it was made from, complete enough for the rota maker', async () => {
    const instance = await storedInstance(`${SCHEME}/2026/v1`)
    expect(parseInstance(instance)).toMatchObject({ ok: true })
    const rows = await publications.listPublishedUnits(open.db, `${SCHEME}/2026/v1`)
    expect(instance.units.map(({ id }) => id)).toEqual(rows.map(row => row.unit_id))
    expect(instance.people).toHaveLength(14)
  })

  it('opens a year with what the year before left: balances that add up to zero, counts, and who is spared', async () => {
    const { carriedFrom, members } = await ledgerOf(2027)
    expect(carriedFrom).toBe(2026)
    expect(members.reduce((sum, { opening }) => sum + opening, 0)).toBeCloseTo(0, 6)
    expect(members.some(({ opening }) => opening !== 0)).toBe(true)
    const heldIn = (year: number) => publications.listPublishedUnits(open.db, `${SCHEME}/${year}/v1`)
    const [before, last] = [await heldIn(2025), await heldIn(2026)]
    for (const { id, counts, heldLastYear } of members) {
      const own = last.filter(row => row.physician_id === id)
      const all = [...before.filter(row => row.physician_id === id), ...own]
      const counted = counts.reduce((sum, { count }) => sum + count, 0)
      expect([id, counted]).toEqual([id, all.length])
      const held = ['goldenWeek', 'yearEnd'].filter(group => own.some(row => row.holiday_class === group))
      expect([id, heldLastYear]).toEqual([id, held])
    }
  })

  it('gives the same to the rota maker as openings and barred groups', async () => {
    await enter(anEntry({ points: -2.5 }))
    const { people } = await instanceNow(2027)
    const { members } = await ledgerOf(2027)
    expect(people.map(({ id, opening, notGroups }) => ({ id, opening: opening / 4, notGroups }))).toEqual(
      members.map(({ id, opening, heldLastYear }) => ({ id, opening, notGroups: heldLastYear })),
    )
  })

  it('follows a rota that is changed late: whoever took a duty over has it counted', async () => {
    const before = await memberOf(2027, IZUMI)
    const standing = await readStanding(open.db, `${SCHEME}/2026`)
    const duty = standing?.rota.find(({ physicianId }) => physicianId === AOBA)
    if (!standing || !duty) throw new Error('everybody has one')
    const { unitId, post, start, end } = duty
    await open.db
      .transaction()
      .execute(trx =>
        addDutyChanges(trx, `${SCHEME}/2026`, standing.publication.id, [
          aDutyChange({ unitId, post, start, end, from: AOBA, to: IZUMI }),
        ]),
      )
    const after = await memberOf(2027, IZUMI)
    const { units } = await storedInstance(`${SCHEME}/2026/v1`)
    const burden = (units.find(({ id }) => id === unitId)?.burden ?? Number.NaN) / 4
    expect(after?.opening).toBeCloseTo((before?.opening ?? Number.NaN) + burden, 6)
  })

  it('reads a publication from before instances were kept as if it were made by the members of now', async () => {
    await draftRoster(context, PROGRAM, SCHEME, 2028, 0)
    const id = `${SCHEME}/2028`
    const units = new Map((await listUnits(open.db, id)).map(unit => [unit.id, unit]))
    const duties = (await listDraftAssignments(open.db, id)).flatMap(held => {
      const unit = units.get(held.unit_id)
      if (!unit) return []
      const { day, start_at, end_at, holiday_class, label, tentative } = unit
      const { unit_id, post, physician_id } = held
      return [{ unit_id, post, physician_id, day, start_at, end_at, holiday_class, label, tentative }]
    })
    await open.db.transaction().execute(async trx => {
      await publications.addPublication(
        trx,
        {
          id: `${id}/v1`,
          roster_id: id,
          number: 1,
          published_at: 0,
          seed: 1,
          input_hash: '',
          instance: null,
        },
        duties.map(duty => ({ publication_id: `${id}/v1`, ...duty })),
      )
      const followed = {
        roster_id: id,
        sequence: 0,
        first_published_at: 0,
        changed_at: 0,
        cancelled_at: null,
      }
      await publications.replaceDuties(
        trx,
        duties.map(duty => ({ ...duty, ...followed })),
      )
    })
    const old = await ledgerOf(2029)
    // The same as a second version that does keep its instance.
    await somethingNew(open, id)
    await publishRoster(context, PROGRAM, SCHEME, 2028, 1, await waiversFor(context, SCHEME, 2028))
    expect(await storedInstance(`${id}/v2`)).not.toBeNull()
    expect(old).toEqual(await ledgerOf(2029))
    expect(old.members.some(({ opening }) => opening !== 0)).toBe(true)
  })

  it('what was held last year is taken back by a newer entry, in the ledger and for the rota maker', async () => {
    const id = (last: string) => `0123456789abcdef0123456789abcde${last}`
    const barred = async () => (await instanceNow(2027)).people.find(one => one.id === AOBA)?.notGroups
    let now = Date.parse('2026-06-01T00:00:00Z')
    context = { ...context, clock: () => now }
    await enter(anEntry({ id: id('1'), points: 0, heldLastYear: { goldenWeek: true, yearEnd: true } }))
    expect(await barred()).toEqual(['goldenWeek', 'yearEnd'])
    now += 1
    await enter(anEntry({ id: id('2'), points: 0, heldLastYear: { yearEnd: false }, reason: '担当は別の方' }))
    expect(await barred()).toEqual(['goldenWeek'])
    expect((await memberOf(2027, AOBA))?.heldLastYear).toEqual(['goldenWeek'])
    const recorded = await open.db
      .selectFrom('audit_entry')
      .where('resource', '=', `ledgerEntry:${id('2')}`)
      .select('detail')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(recorded.detail)).toMatchObject({ physician: AOBA, held: '', notHeld: 'yearEnd' })
  })

  it('reads an entry from before “not held” could be said', async () => {
    await enter(anEntry({ points: 0, heldLastYear: { yearEnd: true } }))
    const { held_last_year: _written, ...row } = await open.db
      .selectFrom('ledger_entry')
      .selectAll()
      .executeTakeFirstOrThrow()
    const old = { ...row, id: 'old', physician_id: IZUMI, held_last_year: '["goldenWeek","yearEnd"]' }
    await open.db.insertInto('ledger_entry').values(old).execute()
    expect((await memberOf(2027, IZUMI))?.heldLastYear).toEqual(['goldenWeek', 'yearEnd'])
  })

  it('an entry counts for its year, is shown with who, when and why, and is recorded without the reason', async () => {
    const before = await memberOf(2027, AOBA)
    const entry = anEntry({
      counts: [{ holidayClass: 'obon', count: 2 }],
      heldLastYear: { goldenWeek: true },
    })
    expect(await enter(entry)).toEqual({ ok: true, value: null })
    const after = await ledgerOf(2027)
    const aoba = after.members.find(({ id }) => id === AOBA)
    expect(aoba).toMatchObject({ entered: 1.25, opening: expect.closeTo((before?.opening ?? 0) + 1.25, 6) })
    expect(aoba?.counts).toContainEqual({ holidayClass: 'obon', count: 2 })
    expect(aoba?.heldLastYear).toContain('goldenWeek')
    expect(after.entries).toEqual([
      {
        id: entry.id,
        physician: { id: AOBA, name: '青葉 一郎' },
        fiscalYear: 2027,
        points: 1.25,
        counts: [{ holidayClass: 'obon', count: 2 }],
        heldLastYear: { goldenWeek: true },
        reason: '前年度の紙の記録から',
        enteredAt: '2026-06-01T00:00:00.000Z',
        enteredBy: null,
      },
    ])
    const recorded = await open.db
      .selectFrom('audit_entry')
      .where('action', '=', 'ledger.enter')
      .select(['resource', 'detail', 'association_id'])
      .execute()
    expect(recorded).toEqual([
      {
        resource: `ledgerEntry:${entry.id}`,
        detail: JSON.stringify({
          fiscalYear: 2027,
          held: 'goldenWeek',
          notHeld: '',
          physician: AOBA,
          scheme: SCHEME,
        }),
        association_id: 'minato',
      },
    ])
  })

  it('entered ten times at once, it is entered once, and everybody is told so', async () => {
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => enter(anEntry())))
    expect(outcomes).toEqual(Array(10).fill({ ok: true, value: null }))
    expect((await ledgerOf(2027)).entries).toHaveLength(1)
    const recorded = await open.db
      .selectFrom('audit_entry')
      .where('action', '=', 'ledger.enter')
      .select('seq')
      .execute()
    expect(recorded).toHaveLength(1)
  })

  it.each([
    ['other points', { points: 2 }, 2027],
    ['another physician', { physicianId: IZUMI }, 2027],
    ['another reason', { reason: '訂正' }, 2027],
    ['another year', {}, 2026],
  ])('an id that was used for an entry with %s is refused', async (_title, given, year) => {
    await enter(anEntry())
    expect(await enter(anEntry(given), year)).toMatchObject({ ok: false, reason: 'invalidInput' })
    expect((await ledgerOf(2027)).entries).toHaveLength(1)
  })

  it.each([
    ['of another association', 'ward-kita-physician-1'],
    ['who does not exist', 'nobody'],
  ])('a physician %s has no entry here', async (_title, physicianId) => {
    expect(await enter(anEntry({ physicianId }))).toMatchObject({ ok: false, reason: 'unknownMember' })
    expect((await ledgerOf(2027)).entries).toEqual([])
  })

  it('is neither changed nor deleted by anybody', async () => {
    await enter(anEntry())
    const change = (trx: typeof open.db) =>
      trx.updateTable('ledger_entry').set({ quarter_points: 0 }).execute()
    const remove = (trx: typeof open.db) => trx.deleteFrom('ledger_entry').execute()
    await expect(open.db.transaction().execute(change)).rejects.toThrow('frozen')
    await expect(open.db.transaction().execute(remove)).rejects.toThrow('frozen')
  })

  it('lets a newcomer start at the mean of the others', async () => {
    await enter(anEntry({ points: 13 }))
    await open.db.transaction().execute(trx =>
      trx
        .insertInto('scheme_member')
        .values({
          scheme_id: SCHEME,
          physician_id: 'ward-kita-physician-1',
          joined_on: '2027-04-01',
          left_on: null,
          min_units: null,
          max_units: null,
          share_percent: 50,
        })
        .execute(),
    )
    const newcomer = (await ledgerOf(2027)).members.find(({ id }) => id === 'ward-kita-physician-1')
    expect(newcomer).toMatchObject({ newcomer: true, carried: null, entered: null })
    // 13 points of one among 14 full shares, half of that for half a share.
    expect(newcomer?.opening).toBeCloseTo((13 / 14) * 0.5, 6)
  })
})
