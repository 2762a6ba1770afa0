import { afterAll, afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { OpenDatabase } from '../../db/open.ts'
import { PROGRAM } from '../../server/audit/actor.ts'
import type { ServerContext } from '../../server/context.ts'
import { Optimiser } from '../../server/roster/optimiser/optimiser.ts'
import { publishRoster } from '../../server/roster/publication.service.ts'
import { readDraft } from '../../server/roster/roster.service.ts'
import type { RosterDraft } from '../../server/roster/roster-view.ts'
import { readCurrentRun, readRun, stopSearch } from '../../server/roster/runs/rota-run.service.ts'
import type { NewSearch, RotaRunView } from '../../server/roster/runs/rota-run-view.ts'
import { startSearch } from '../../server/roster/runs/start-search.service.ts'
import { takeRota } from '../../server/roster/runs/take-rota.service.ts'
import { aContext, MORNING } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { aPerson, yes } from '../setup/signed-in.ts'

const SCHEME = 'minato-locum'
const NEXT = 2027
const accepted = { ok: true, value: null }

/** A search of next year's draft as the seed left it. */
const aSearch = (given: Partial<NewSearch> = {}): NewSearch => ({
  revision: 1,
  keep: 'pins',
  seed: 1,
  seconds: 60,
  near: false,
  anew: false,
  ...given,
})

/** Some of these search twice or thrice, on a machine that may be crowded. */
vi.setConfig({ testTimeout: 60_000 })

/** One for all: its thread takes a second to begin. */
const optimiser = new Optimiser()
afterAll(() => optimiser.close())

onEachDatabase('a search for the best rota', ({ seeded }) => {
  let open: OpenDatabase
  let context: ServerContext
  let time: { now: number }
  beforeEach(async () => {
    open = await seeded()
    ;({ context, time } = aContext(open))
    context = { ...context, optimiser }
  })
  afterEach(() => context.searches.end())

  const start = (given: Partial<NewSearch> = {}, year = NEXT) =>
    startSearch(context, PROGRAM, SCHEME, year, aSearch(given))
  const run = async (id: string, year = NEXT): Promise<RotaRunView> =>
    yes(await readRun(context, PROGRAM, SCHEME, year, id))
  const draft = async (year = NEXT): Promise<RosterDraft> => yes(await readDraft(context, SCHEME, year))
  const ended = async (id: string, year = NEXT): Promise<RotaRunView> => {
    await context.searches.over(id)
    return run(id, year)
  }
  const revision = async (year = NEXT) =>
    (
      await open.db
        .selectFrom('roster')
        .where('id', '=', `${SCHEME}/${year}`)
        .select('revision')
        .executeTakeFirst()
    )?.revision ?? 0
  /** Somebody changes the draft. */
  const anotherRevision = (revision: number, year = NEXT) =>
    open.db.updateTable('roster').set({ revision }).where('id', '=', `${SCHEME}/${year}`).execute()
  const publishedRows = async () => [
    await open.db.selectFrom('duty_assignment').selectAll().orderBy('unit_id').orderBy('post').execute(),
    await open.db.selectFrom('publication_assignment').selectAll().orderBy('unit_id').execute(),
  ]
  const holders = ({ units }: RosterDraft) => units.map(({ assignments }) => assignments[0]?.physician)
  const audited = async () =>
    (await open.db.selectFrom('audit_entry').select(['action', 'resource']).orderBy('seq').execute()).slice(
      -2,
    )

  it('proves the best rota, which becomes the draft, and says so of it until something changes', async () => {
    const before = await draft()
    expect(before.proof).toBe(null)
    const { id } = yes(await start())
    const over = await ended(id)
    expect(over).toMatchObject({ state: 'done', baseRevision: 1, seed: 1, startedBy: null })
    expect(over.takenAt).not.toBe(null)
    expect(over.found).toMatchObject({
      status: 'optimal',
      stopped: 'proof',
      conflicts: [],
    })
    expect(over.gap).toBeLessThan(1e-6)
    expect(over.best).toBe(over.found?.objective)

    const after = await draft()
    expect(after.revision).toBe(2)
    expect(after.findings.remarks).toEqual([])
    expect(after.proof).toMatchObject({
      runId: id,
      status: 'optimal',
      inputHash: over.inputHash,
      edited: false,
      inputChanged: false,
    })
    expect(await audited()).toEqual([
      { action: 'rota.search', resource: `rotaRun:${id}` },
      { action: 'rota.take', resource: `rotaRun:${id}` },
    ])

    // Time that passes is no change of the input, nor is a pin of what is so anyway.
    time.now = Date.parse('2027-06-01T00:00:00Z')
    await open.db
      .updateTable('draft_assignment')
      .set({ pinned: 1 })
      .where('roster_id', '=', `${SCHEME}/${NEXT}`)
      .execute()
    expect((await draft()).proof).toMatchObject({ edited: false, inputChanged: false })
    await open.db
      .updateTable('scheme_member')
      .set({ max_units: 7 })
      .where('physician_id', '=', 'minato-physician-1')
      .execute()
    const unit = after.units[0]
    await open.db
      .updateTable('draft_assignment')
      .set({
        physician_id:
          unit?.assignments[0]?.physician === 'minato-physician-1'
            ? 'minato-physician-2'
            : 'minato-physician-1',
      })
      .where('unit_id', '=', unit?.id ?? '')
      .execute()
    expect((await draft()).proof).toMatchObject({ edited: true, inputChanged: true })
  })

  it('is the same again with the same seed and input', async () => {
    const first = await ended(yes(await start()).id)
    const rota = holders(await draft())
    const second = await ended(yes(await start({ revision: 2 })).id)
    expect(second.inputHash).toBe(first.inputHash)
    expect(second.best).toBe(first.best)
    // Where a crowded machine had no say.
    if (first.found?.reproducible && second.found?.reproducible) expect(holders(await draft())).toEqual(rota)
  })

  it('begins with units and a first rota where there is no draft', async () => {
    // Nobody has entered the closed days of that year yet: fewer units than the usual minima.
    await open.db.updateTable('scheme_member').set({ min_units: 4 }).execute()
    const { id } = yes(await start({ revision: 0 }, 2029))
    const first = await draft(2029)
    expect(first.revision).toBe(1)
    expect(first.proof).toBe(null)
    expect(holders(first)).not.toContain(undefined)
    expect(await ended(id, 2029)).toMatchObject({
      state: 'done',
      baseRevision: 1,
      found: { status: 'optimal' },
    })
    expect((await draft(2029)).revision).toBe(2)
  })

  it('begins with the units as the calendar has them now, and leaves a draft that has them alone', async () => {
    yes(await start())
    expect(await revision()).toBe(1)
    await context.searches.end()
    const count = (await draft()).units.length
    await open.db
      .insertInto('closed_day')
      .values({ association_id: 'minato', day: '2027-06-09', label: '医師会総会' })
      .execute()
    const { id } = yes(await start({ revision: await revision() }))
    expect((await draft()).units).toHaveLength(count + 1)
    await ended(id)
    expect(holders(await draft())).not.toContain(null)
  })

  it('keeps what is settled, or lets it go when it is told to', async () => {
    const before = await draft()
    const pinned = before.units.slice(0, 3).map(({ id }) => id)
    await open.db.updateTable('draft_assignment').set({ pinned: 1 }).where('unit_id', 'in', pinned).execute()
    const pins = () =>
      open.db
        .selectFrom('draft_assignment')
        .where('pinned', '=', 1)
        .select('unit_id')
        .orderBy('start_at')
        .execute()
    await ended(yes(await start()).id)
    const kept = await draft()
    expect(holders(kept).slice(0, 3)).toEqual(holders(before).slice(0, 3))
    expect((await pins()).map(({ unit_id }) => unit_id)).toEqual(pinned)

    await ended(yes(await start({ revision: 2, anew: true })).id)
    expect((await pins()).map(({ unit_id }) => unit_id)).toEqual(pinned)
    await ended(yes(await start({ revision: 4, keep: 'nothing' })).id)
    expect(await pins()).toEqual([])
    expect((await draft()).proof).toMatchObject({ inputChanged: false })
  })

  it('leaves what has begun with whom it is, whatever they said since, and stays near to what is published', async () => {
    time.now = MORNING + 60 * 86_400_000
    const before = await draft(2026)
    const past = before.units.filter(({ start }) => Date.parse(start) <= time.now)
    expect(past.length).toBeGreaterThan(15)
    await open.db
      .updateTable('scheme_member')
      .set({ left_on: '2026-04-30' })
      .where('physician_id', '=', before.units[0]?.assignments[0]?.physician ?? '')
      .execute()
    const { found } = await ended(yes(await start({ revision: 2, near: true }, 2026)).id, 2026)
    expect(found?.conflicts).toEqual([])
    const after = await draft(2026)
    expect(holders(after).slice(0, past.length)).toEqual(holders(before).slice(0, past.length))
    expect(after.proof).toMatchObject({ edited: false })
    const moved = holders(after).filter((holder, index) => holder !== holders(before)[index])
    expect(moved.length).toBeLessThan(10)
  })

  it('judges no duty that has begun, whatever rule it breaks by now, and finds the best of the rest', async () => {
    time.now = MORNING + 60 * 86_400_000
    const before = await draft(2026)
    const past = before.units.filter(({ start }) => Date.parse(start) <= time.now)
    const [over, gone, elsewhere] = [...new Set(holders({ ...before, units: past }))]
    const member = (id: string | null | undefined) =>
      open.db
        .updateTable('scheme_member')
        .where('scheme_id', '=', SCHEME)
        .where('physician_id', '=', id ?? '')
    await member(over).set({ min_units: 0, max_units: 0 }).execute()
    await member(gone).set({ joined_on: '2025-04-01', left_on: '2026-03-31' }).execute()
    await member(elsewhere).set({ posts: '[]', min_units: 0 }).execute()
    const others = open.db.updateTable('scheme_member').where('scheme_id', '=', SCHEME)
    await others.set({ min_units: 0 }).execute()
    await others
      .where('physician_id', '<>', over ?? '')
      .set({ max_units: 9 })
      .execute()

    const { found } = await ended(yes(await start({ revision: 2 }, 2026)).id, 2026)
    expect(found).toMatchObject({ status: expect.stringMatching(/optimal|feasible/), conflicts: [] })
    const after = await draft(2026)
    expect(holders(after).slice(0, past.length)).toEqual(holders({ ...before, units: past }))
    expect(after.findings.remarks).toEqual([])
    for (const id of [over, gone, elsewhere]) expect(holders(after).slice(past.length)).not.toContain(id)
  })

  it('keeps what is settled where units are laid out anew, whatever rules it breaks', async () => {
    const [first, second] = (await draft()).units
    const holder = first?.assignments[0]?.physician ?? ''
    await open.db
      .updateTable('draft_assignment')
      .set({ pinned: 1, physician_id: holder })
      .where('unit_id', 'in', [first?.id ?? '', second?.id ?? ''])
      .execute()
    await open.db
      .updateTable('scheme_member')
      .set({ min_units: 0, max_units: 1 })
      .where('physician_id', '=', holder)
      .execute()
    const { id } = yes(await start({ anew: true }))
    expect((await ended(id)).found?.status).toBe('infeasible')
    const rows = await open.db
      .selectFrom('draft_assignment')
      .where('roster_id', '=', `${SCHEME}/${NEXT}`)
      .where('pinned', '=', 1)
      .select(['unit_id', 'physician_id'])
      .orderBy('start_at')
      .execute()
    expect(rows).toEqual([first, second].map(unit => ({ unit_id: unit?.id, physician_id: holder })))
    expect((await draft()).findings.remarks.map(({ kind }) => kind)).toContain('aboveMax')
  })

  it('names what is settled and has no day any more, with nothing lost, until it is told to let go', async () => {
    const closed = { association_id: 'minato', day: '2027-06-09', label: '医師会総会' }
    await open.db.insertInto('closed_day').values(closed).execute()
    yes(await start())
    await context.searches.end()
    const unit = (await draft()).units.find(({ day }) => day === closed.day)
    const pinned = () =>
      open.db.selectFrom('draft_assignment').where('pinned', '=', 1).select('unit_id').execute()
    await open.db
      .updateTable('draft_assignment')
      .set({ pinned: 1 })
      .where('unit_id', '=', unit?.id ?? '')
      .execute()
    await open.db.deleteFrom('closed_day').where('day', '=', closed.day).execute()
    expect(await start({ revision: await revision() })).toEqual({
      ok: false,
      reason: 'invalidInput',
      fields: [`settled.${closed.day}`],
    })
    expect(await pinned()).toEqual([{ unit_id: unit?.id }])
    yes(await start({ revision: await revision(), keep: 'nothing' }))
    await context.searches.end()
    expect(await pinned()).toEqual([])
  })

  it('waits with its rota when the draft was changed meanwhile, and is taken when somebody says so', async () => {
    const { id } = yes(await start())
    await anotherRevision(7)
    const over = await ended(id)
    expect(over).toMatchObject({ state: 'done', takenAt: null, found: { status: 'optimal' } })
    expect((await draft()).proof).toBe(null)
    const take = (given: object) => takeRota(context, PROGRAM, SCHEME, NEXT, id, { revision: 7, ...given })
    expect(await take({ revision: 1 })).toEqual({ ok: false, reason: 'staleRevision' })
    expect(await take({ remedy: 0 })).toMatchObject({ ok: false, reason: 'invalidInput', fields: ['remedy'] })
    expect(await takeRota(context, PROGRAM, SCHEME, 2026, id, { revision: 7 })).toEqual({
      ok: false,
      reason: 'notFound',
    })
    expect(await take({})).toEqual({ ok: true, value: null })
    expect((await draft()).proof).toMatchObject({ runId: id, edited: false })
    expect(await revision()).toBe(8)
  })

  it('is not taken into a draft whose units are others by now', async () => {
    const { id } = yes(await start())
    await anotherRevision(7)
    await ended(id)
    await open.db
      .updateTable('duty_unit')
      .set(eb => ({ end_at: eb('end_at', '+', 3_600_000) }))
      .where('roster_id', '=', `${SCHEME}/${NEXT}`)
      .execute()
    expect(await takeRota(context, PROGRAM, SCHEME, NEXT, id, { revision: 7 })).toEqual({
      ok: false,
      reason: 'changedMeanwhile',
      fields: ['units'],
    })
    expect(await revision()).toBe(7)
  })

  it('leaves what has begun since with whom it is published for, and no published row changes', async () => {
    const [before, frozen] = [await draft(2026), await publishedRows()]
    const { id } = yes(await start({ revision: 2 }, 2026))
    await anotherRevision(7, 2026)
    await ended(id, 2026)
    time.now = MORNING + 120 * 86_400_000
    const begun = before.units.filter(({ start }) => Date.parse(start) <= time.now).length
    const untilThen = before.units.filter(({ start }) => Date.parse(start) <= MORNING).length
    expect(begun).toBeGreaterThan(untilThen + 10)
    expect(await takeRota(context, PROGRAM, SCHEME, 2026, id, { revision: 7 })).toEqual(accepted)
    const after = await draft(2026)
    expect(holders(after).slice(0, begun)).toEqual(holders(before).slice(0, begun))
    expect(holders(after)).not.toEqual(holders(before))
    expect(after.proof).toMatchObject({ runId: id, edited: true })
    expect(await publishedRows()).toEqual(frozen)
  })

  it('is not taken when a version was published since', async () => {
    const { id } = yes(await start())
    await anotherRevision(7)
    await ended(id)
    time.now += 1
    yes(await publishRoster(context, PROGRAM, SCHEME, NEXT, 7))
    const before = holders(await draft())
    expect(await takeRota(context, PROGRAM, SCHEME, NEXT, id, { revision: 8 })).toEqual({
      ok: false,
      reason: 'changedMeanwhile',
      fields: ['published'],
    })
    expect(holders(await draft())).toEqual(before)
  })

  it('is not taken, by itself or by somebody, with duties of a physician who has left meanwhile', async () => {
    const before = holders(await draft())
    const { id } = yes(await start())
    const gone = 'minato-physician-3'
    await open.db
      .updateTable('scheme_member')
      .set({ left_on: '2027-04-30' })
      .where('physician_id', '=', gone)
      .execute()
    expect(await ended(id)).toMatchObject({ state: 'done', takenAt: null, found: { status: 'optimal' } })
    expect(await takeRota(context, PROGRAM, SCHEME, NEXT, id, { revision: 1 })).toEqual({
      ok: false,
      reason: 'changedMeanwhile',
      fields: [`people.${gone}`],
    })
    expect([await revision(), holders(await draft())]).toEqual([1, before])
  })

  it('waits for whoever started it, however many searches others start meanwhile', async () => {
    const clerk = { accountId: (await aPerson(context)).accountId, address: null }
    const theirs = yes(await startSearch(context, clerk, SCHEME, NEXT, aSearch())).id
    await anotherRevision(7)
    await ended(theirs)
    for (let other = 0; other < 3; other++) {
      time.now += 1_000
      await ended(yes(await start({ revision: await revision(), anew: true })).id)
      await open.db.updateTable('rota_run').set({ taken_at: null }).execute()
    }
    const kept = await open.db.selectFrom('rota_run').select('started_by').execute()
    expect(kept.map(({ started_by }) => started_by)).toEqual(
      expect.arrayContaining([clerk.accountId, null, null]),
    )
    expect(kept).toHaveLength(3)
    expect(await takeRota(context, clerk, SCHEME, NEXT, theirs, { revision: await revision() })).toEqual(
      accepted,
    )
  })

  it('of a year that cannot be says why and offers ways out, of which one is taken', async () => {
    // 73 units: fourteen physicians of six at most hold 84, but not these thirteen of five.
    await open.db
      .updateTable('scheme_member')
      .set({ min_units: 0, max_units: 5 })
      .where('scheme_id', '=', SCHEME)
      .execute()
    const before = holders(await draft())
    const { id } = yes(await start())
    const { found, takenAt, best } = await ended(id)
    expect({ takenAt, best, status: found?.status, stopped: found?.stopped }).toEqual({
      takenAt: null,
      best: null,
      status: 'infeasible',
      stopped: 'proof',
    })
    expect(found?.conflicts).toContainEqual({ kind: 'capacity', block: null, duties: 72, maxima: 70 })
    expect(found?.remedies[0]?.relaxations.map(({ kind }) => kind)).toEqual(['aboveMax', 'aboveMax'])
    expect(holders(await draft())).toEqual(before)

    const take = (given: object) => takeRota(context, PROGRAM, SCHEME, NEXT, id, { revision: 1, ...given })
    expect(await take({})).toEqual({ ok: false, reason: 'invalidInput', fields: ['remedy'] })
    expect(await take({ remedy: 9 })).toEqual({ ok: false, reason: 'invalidInput', fields: ['remedy'] })
    expect(await take({ remedy: 0 })).toEqual({ ok: true, value: null })
    const taken = await draft()
    expect(taken.proof).toBe(null)
    expect(holders(taken)).not.toContain(null)
    expect(taken.findings.remarks.map(({ kind }) => kind)).toEqual(['aboveMax', 'aboveMax'])
    expect((await run(id)).takenAt).not.toBe(null)
  })

  it('of a year in which nobody can take a duty names that duty', async () => {
    const [first] = (await draft()).units
    for (const member of await open.db
      .selectFrom('scheme_member')
      .select('physician_id')
      .where('scheme_id', '=', SCHEME)
      .execute())
      await open.db
        .insertInto('wish')
        .values({
          id: member.physician_id,
          scheme_id: SCHEME,
          physician_id: member.physician_id,
          fiscal_year: NEXT,
          kind: 'unavailable',
          pattern: JSON.stringify({ form: 'unit', day: first?.day, rule: 'holiday' }),
          entered_at: MORNING,
          entered_by: null,
          on_behalf: 0,
        })
        .execute()
    const { found } = await ended(yes(await start()).id)
    expect(found?.conflicts).toEqual([{ kind: 'nobodyEligible', unit: first?.id, post: 'locum' }])
    expect(found?.units).toEqual([
      {
        id: first?.id,
        day: first?.day,
        start: first?.start.slice(0, 16),
        end: first?.end.slice(0, 16),
        alone: true,
      },
    ])
    expect(found?.remedies.map(({ relaxations }) => relaxations.map(({ kind }) => kind))).toEqual([
      ['ask'],
      ['ask'],
      ['ask'],
    ])
  })

  it.each([
    ['no such scheme', 'nowhere', 1, 'notFound'],
    ['somebody was quicker', SCHEME, 0, 'staleRevision'],
  ] as const)('is refused: %s', async (_title, scheme, seen, reason) => {
    const refused = await startSearch(context, PROGRAM, scheme, NEXT, aSearch({ revision: seen }))
    expect(refused).toEqual({ ok: false, reason })
    expect(await open.db.selectFrom('rota_run').select('id').execute()).toEqual([])
  })

  it('is refused by field for input without a meaning, all at once, with nothing started', async () => {
    await open.db.deleteFrom('scheme_member').where('scheme_id', '=', SCHEME).execute()
    expect(await start()).toEqual({ ok: false, reason: 'invalidInput', fields: ['people'] })
    const once = { kind: 'custom', key: 'once', label: '一度', rrule: 'FREQ=DAILY;COUNT=1' }
    const rules = [{ ...once, firstDay: '1950-01-01', start: '09:00', minutes: 60 }]
    await open.db
      .updateTable('duty_scheme')
      .set({ rules: JSON.stringify({ rules, promises: [] }) })
      .execute()
    expect(await start()).toEqual({ ok: false, reason: 'invalidInput', fields: ['people', 'units'] })
    expect(await open.db.selectFrom('rota_run').select('id').execute()).toEqual([])
    expect(await revision()).toBe(1)
  })

  it.each([
    ['over a draft', NEXT, 1],
    ['of a year without one', 2030, 0],
  ])('of ten clerks who start one at once %s, one does', async (_title, year, seen) => {
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => start({ revision: seen }, year)))
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    // On a machine so slow that the search is over before the last of them was looked at, that one is stale.
    const reasons = outcomes.flatMap(outcome => (outcome.ok ? [] : [outcome.reason]))
    expect(['searchUnderWay', 'staleRevision']).toEqual(expect.arrayContaining([...new Set(reasons)]))
    expect(reasons).toContain('searchUnderWay')
    expect(await open.db.selectFrom('rota_run').select('id').execute()).toHaveLength(1)
  })

  it('can be stopped as soon as it has begun, and only then', async () => {
    const { id } = yes(await start({ seconds: 600 }, NEXT))
    expect(await run(id)).toMatchObject({ state: 'running', best: null, seconds: 600, secondsSoFar: 0 })
    expect(await readCurrentRun(context, PROGRAM, SCHEME, NEXT)).toMatchObject({ run: { id }, seconds: 20 })
    yes(await stopSearch(context, PROGRAM, SCHEME, NEXT, id))
    expect(await ended(id)).toMatchObject({ state: 'done' })
    expect(await stopSearch(context, PROGRAM, SCHEME, NEXT, id)).toEqual({ ok: false, reason: 'searchOver' })
    expect(await stopSearch(context, PROGRAM, SCHEME, NEXT, 'nobody')).toEqual({
      ok: false,
      reason: 'notFound',
    })
  })
})
