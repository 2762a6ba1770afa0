import { beforeEach, expect, it } from 'vitest'
import type { Db, OpenDatabase } from '../../db/open.ts'
import { seedDemo } from '../../db/seeds/seed-demo.ts'
import { PROGRAM } from '../../server/audit/actor.ts'
import { ANONYMOUS } from '../../server/identity/principal.ts'
import { draftRoster } from '../../server/roster/draft.service.ts'
import { editDraft } from '../../server/roster/editing/draft-edit.service.ts'
import { publishRoster } from '../../server/roster/publication.service.ts'
import { readDraft, readPublication, readRoster } from '../../server/roster/roster.service.ts'
import { currentDuties } from '../../server/roster/standing/standing-rota.service.ts'
import { DAY } from '../../server/time/interval.ts'
import { instantOf } from '../../server/time/tokyo.ts'
import { aContext, MORNING } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { somethingNew } from '../setup/draft-news.ts'
import { yes } from '../setup/signed-in.ts'
import { waiversFor } from '../setup/waivers.ts'

const SCHEME = 'minato-locum'

onEachDatabase('rosters', ({ migrated, seeded }) => {
  let open: OpenDatabase
  beforeEach(async () => {
    open = await seeded()
  })

  const revisionOf = async (db: Db, year: number) =>
    (
      await db
        .selectFrom('roster')
        .where('id', '=', `${SCHEME}/${year}`)
        .select('revision')
        .executeTakeFirst()
    )?.revision ?? 0

  /** Who holds which unit in the draft of a year, in the order of time. */
  const draftOf = (year: number) =>
    open.db
      .selectFrom('draft_assignment')
      .select(['unit_id', 'physician_id', 'pinned'])
      .where('roster_id', '=', `${SCHEME}/${year}`)
      .orderBy('start_at')
      .execute()
  /** Settles (固定) units of a draft with somebody, as a clerk would have done. */
  const settle = (units: string[], physicianId: string) =>
    open.db
      .updateTable('draft_assignment')
      .set({ pinned: 1, physician_id: physicianId })
      .where('unit_id', 'in', units)
      .execute()

  it('the invented district has this year published and the next one drafted', async () => {
    const { context } = aContext(open)
    const thisYear = await readRoster(context, ANONYMOUS, SCHEME, 2026)
    expect(thisYear).toMatchObject({ ok: true, value: { publications: [{ number: 1 }], mayEdit: false } })
    expect(thisYear.ok && thisYear.value.members).toHaveLength(14)
    const published = await readPublication(context, SCHEME, 2026, 1)
    expect(published.ok && published.value.units).toHaveLength(73)
    expect(await readRoster(context, ANONYMOUS, SCHEME, 2027)).toMatchObject({
      ok: true,
      value: { publications: [] },
    })
    const next = await readDraft(context, SCHEME, 2027)
    expect(next.ok && next.value.units.every(unit => unit.assignments.every(held => held.physician))).toBe(
      true,
    )
  })

  it('is seeded once, by one of two servers', async () => {
    const empty = await migrated()
    const seed = () => seedDemo(empty.db, () => MORNING)
    await Promise.all([seed(), seed()])
    const associations = await empty.db.selectFrom('association').select('id').execute()
    expect(associations).toHaveLength(2)
  })

  it('a year is drafted, published and read back unchanged', async () => {
    const { context } = aContext(open)
    expect(await draftRoster(context, PROGRAM, SCHEME, 2028, 0)).toMatchObject({ ok: true })
    const waivers = await waiversFor(context, SCHEME, 2028)
    expect(await publishRoster(context, PROGRAM, SCHEME, 2028, 1, waivers)).toEqual({
      ok: true,
      value: { number: 1 },
    })
    const draft = await readDraft(context, SCHEME, 2028)
    const publication = await readPublication(context, SCHEME, 2028, 1)
    expect(publication.ok && publication.value.units).toEqual(draft.ok && draft.value.units)
  })

  it.each([
    ['no such scheme', 'nowhere', 2026, 0, 'notFound'],
    ['no draft yet', SCHEME, 2030, 0, 'nothingDrafted'],
    ['somebody else was quicker', SCHEME, 2027, 0, 'staleRevision'],
  ] as const)('publishing is refused: %s', async (_title, scheme, year, revision, reason) => {
    const { context } = aContext(open)
    expect(await publishRoster(context, PROGRAM, scheme, year, revision)).toMatchObject({ ok: false, reason })
    expect((await readRoster(context, ANONYMOUS, SCHEME, 2027)).ok).toBe(true)
    expect(await revisionOf(open.db, 2027)).toBe(1)
  })

  it('a unit nobody can take is reported by the draft and keeps it from being published', async () => {
    const { context } = aContext(open)
    await open.db
      .transaction()
      .execute(trx =>
        trx
          .updateTable('scheme_member')
          .set({ left_on: '2028-03-20' })
          .where('scheme_id', '=', SCHEME)
          .execute(),
      )
    await draftRoster(context, PROGRAM, SCHEME, 2027, 1)
    const draft = await readDraft(context, SCHEME, 2027)
    expect(draft.ok && draft.value.findings.remarks).toContainEqual(
      expect.objectContaining({ kind: 'nobodyEligible', units: [`${SCHEME}/2028-03-26/holiday`] }),
    )
    const refused = await publishRoster(context, PROGRAM, SCHEME, 2027, 2)
    expect(refused).toMatchObject({ ok: false, reason: 'gateClosed', detail: 'filled' })
    expect(await currentDuties(open.db, `${SCHEME}/2027`)).toEqual([])
  })

  it('a post left open in the draft is not open once its published duty has begun', async () => {
    const { context, time } = aContext(open)
    const [first] = (await currentDuties(open.db, `${SCHEME}/2026`))
      .filter(duty => duty.start > MORNING)
      .toSorted((a, b) => a.start - b.start)
    if (!first) throw new Error('there is a duty to come')
    const place = { unit: first.unitId, post: first.post }
    await editDraft(context, PROGRAM, SCHEME, 2026, [
      { kind: 'assign', ...place, was: first.physicianId, to: null },
    ])
    const revision = await revisionOf(open.db, 2026)
    expect(await publishRoster(context, PROGRAM, SCHEME, 2026, revision)).toMatchObject({
      ok: false,
      reason: 'gateClosed',
      detail: 'filled',
    })
    time.now = first.start
    await somethingNew(open, `${SCHEME}/2026`)
    expect(await publishRoster(context, PROGRAM, SCHEME, 2026, revision)).toMatchObject({ ok: true })
    const after = await currentDuties(open.db, `${SCHEME}/2026`)
    expect(after.find(({ unitId }) => unitId === first.unitId)).toEqual(first)
  })

  it('a refused draft of a year that has none leaves no trace', async () => {
    const { context } = aContext(open)
    expect(await draftRoster(context, PROGRAM, SCHEME, 2030, 5)).toMatchObject({ reason: 'staleRevision' })
    expect(
      await open.db.selectFrom('roster').where('id', '=', `${SCHEME}/2030`).selectAll().execute(),
    ).toEqual([])
  })

  it('no draft is made for a year whose members have all gone, though some of it has been held', async () => {
    const { context } = aContext(open)
    const before = await draftOf(2026)
    await open.db
      .updateTable('scheme_member')
      .set({ left_on: '2026-03-31' })
      .where('scheme_id', '=', SCHEME)
      .execute()
    expect(await draftRoster(context, PROGRAM, SCHEME, 2026, 2)).toEqual({ ok: false, reason: 'noMembers' })
    expect(await draftOf(2026)).toEqual(before)
  })

  it('a draft made anew keeps what is settled, and goes around it', async () => {
    const { context } = aContext(open)
    const [first, second] = await draftOf(2027)
    const holder = second?.physician_id ?? ''
    await settle([first?.unit_id ?? ''], holder)
    yes(await draftRoster(context, PROGRAM, SCHEME, 2027, 1))
    const after = await draftOf(2027)
    expect(after[0]).toMatchObject({ unit_id: first?.unit_id, physician_id: holder, pinned: 1 })
    expect(after.filter(({ pinned }) => pinned === 1)).toHaveLength(1)
    expect(after[1]?.physician_id).not.toBe(holder)
  })

  it('a draft is not made anew where what is settled has no place any more, and says which day', async () => {
    const { context } = aContext(open)
    const before = await draftOf(2027)
    const [first, second] = before.map(({ unit_id }) => unit_id)
    await settle([first ?? '', second ?? ''], 'minato-physician-1')
    const settled = await draftOf(2027)
    await open.db
      .updateTable('scheme_member')
      .set({ left_on: '2027-03-31' })
      .where('physician_id', '=', 'minato-physician-1')
      .execute()
    expect(await draftRoster(context, PROGRAM, SCHEME, 2027, 1)).toEqual({
      ok: false,
      reason: 'invalidInput',
      fields: [first, second].map(unit => `settled.${unit?.split('/')[1]}`),
    })
    expect(await draftRoster(context, PROGRAM, SCHEME, 2027, 0)).toMatchObject({ reason: 'staleRevision' })
    expect(await draftOf(2027)).toEqual(settled)
  })

  it('a second version leaves what has begun with whom it was, and moves only what changed', async () => {
    const { context, time } = aContext(open)
    const before = await currentDuties(open.db, `${SCHEME}/2026`)
    await open.db
      .transaction()
      .execute(trx =>
        trx
          .updateTable('scheme_member')
          .set({ left_on: '2026-09-30' })
          .where('physician_id', '=', 'minato-physician-1')
          .execute(),
      )
    time.now = MORNING + 90 * DAY
    await draftRoster(context, PROGRAM, SCHEME, 2026, 2)
    expect(await publishRoster(context, PROGRAM, SCHEME, 2026, 3)).toEqual({ ok: true, value: { number: 2 } })
    const after = await currentDuties(open.db, `${SCHEME}/2026`)
    const begun = (duty: { start: number }) => duty.start <= time.now
    expect(after.filter(begun)).toEqual(before.filter(begun))
    const leaver = after.filter(duty => duty.physicianId === 'minato-physician-1')
    expect(leaver.every(duty => duty.end <= instantOf('2026-09-30', '24:00'))).toBe(true)
    for (const duty of after) {
      const known = before.find(other => other.unitId === duty.unitId)
      const moved = known?.physicianId !== duty.physicianId
      expect([duty.sequence, duty.changedAt]).toEqual(moved ? [1, time.now] : [0, MORNING])
    }
  })

  it('a physician on duty elsewhere at the same hours keeps the version from being published', async () => {
    const { context } = aContext(open)
    await open.db.transaction().execute(async trx => {
      await trx
        .insertInto('scheme_member')
        .values({
          scheme_id: SCHEME,
          physician_id: 'ward-kita-physician-1',
          joined_on: '2026-04-01',
          left_on: null,
          min_units: 40,
          max_units: 73,
          share_percent: 100,
        })
        .execute()
    })
    await publishRoster(context, PROGRAM, 'ward-kita-locum', 2027, 1)
    await draftRoster(context, PROGRAM, SCHEME, 2027, 1)
    const before = await revisionOf(open.db, 2027)
    expect(await publishRoster(context, PROGRAM, SCHEME, 2027, before)).toEqual({
      ok: false,
      reason: 'gateClosed',
      detail: 'doubleBooked, eligible',
    })
    expect(await revisionOf(open.db, 2027)).toBe(before)
    expect(await currentDuties(open.db, `${SCHEME}/2027`)).toEqual([])
  })

  it('of ten clerks who publish at once, one does', async () => {
    const { context } = aContext(open)
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => publishRoster(context, PROGRAM, SCHEME, 2027, 1)),
    )
    expect(outcomes.filter(outcome => outcome.ok)).toEqual([{ ok: true, value: { number: 1 } }])
    expect(outcomes.filter(outcome => !outcome.ok && outcome.reason === 'staleRevision')).toHaveLength(9)
  })

  it('of ten clerks who draft at once, one does', async () => {
    const { context } = aContext(open)
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => draftRoster(context, PROGRAM, SCHEME, 2029, 0)),
    )
    expect(outcomes.filter(outcome => outcome.ok)).toHaveLength(1)
    expect(await revisionOf(open.db, 2029)).toBe(1)
  })
})
