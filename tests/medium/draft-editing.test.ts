import { beforeEach, expect, it } from 'vitest'
import type { OpenDatabase } from '../../db/open.ts'
import { PROGRAM } from '../../server/audit/actor.ts'
import { listAudit } from '../../server/audit/audit.service.ts'
import { ANONYMOUS } from '../../server/identity/principal.ts'
import { draftRoster } from '../../server/roster/draft.service.ts'
import { editDraft, readDraftRota } from '../../server/roster/editing/draft-edit.service.ts'
import { type DraftEdit, type Place, placeKey, reverseOf } from '../../server/roster/editing/draft-edit.ts'
import { DEFAULT_GATE_SETTINGS } from '../../server/roster/gate/gate.ts'
import { changeGateSettings } from '../../server/roster/gate/gate-settings.service.ts'
import { publishRoster } from '../../server/roster/publication.service.ts'
import { readRoster } from '../../server/roster/roster.service.ts'
import { DAY } from '../../server/time/interval.ts'
import { aContext, MORNING } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'

const SCHEME = 'minato-locum'
/** Of this year's rota, which is published; next year's is a draft. */
const [THIS_YEAR, NEXT_YEAR] = [2026, 2027]

onEachDatabase('editing a draft', ({ seeded }) => {
  let open: OpenDatabase
  let context: ReturnType<typeof aContext>['context']
  let time: ReturnType<typeof aContext>['time']
  beforeEach(async () => {
    open = await seeded()
    ;({ context, time } = aContext(open))
  })

  const rotaOf = async (year: number = NEXT_YEAR) => {
    const rota = await readDraftRota(context, SCHEME, year)
    if (!rota.ok) throw new Error('there is a draft')
    return rota.value
  }
  const holderOf = async (place: Place, year?: number) =>
    (await rotaOf(year)).assignments.find(one => placeKey(one) === placeKey(place))
  const edit = (edits: DraftEdit[], year: number = NEXT_YEAR) =>
    editDraft(context, PROGRAM, SCHEME, year, edits)

  /** The n-th unit of the year with its one post, and who has it. */
  const duty = async (index: number, year?: number) => {
    const { instance, assignments } = await rotaOf(year)
    const place = { unit: instance.units[index]?.id ?? '', post: 'locum' }
    return { place, person: assignments.find(one => one.unit === place.unit)?.person ?? null }
  }
  const assign = (place: Place, was: string | null, to: string | null): DraftEdit => ({
    kind: 'assign',
    ...place,
    was,
    to,
  })
  const summary = async (year: number = THIS_YEAR) => {
    const roster = await readRoster(context, ANONYMOUS, SCHEME, year)
    if (!roster.ok) throw new Error(roster.reason)
    return roster.value
  }
  const physician = (number: number) => `minato-physician-${number}`
  const other = (...people: (string | null)[]) =>
    [1, 2, 3, 4].map(physician).find(person => !people.includes(person)) ?? ''

  /** Makes a duty last until another has begun. */
  const overlap = (early: Place, late: Place) =>
    open.db.transaction().execute(async trx => {
      const { start_at } = await trx
        .selectFrom('duty_unit')
        .where('id', '=', late.unit)
        .select('start_at')
        .executeTakeFirstOrThrow()
      const end_at = start_at + 1
      await trx.updateTable('duty_unit').set({ end_at }).where('id', '=', early.unit).execute()
      await trx.updateTable('draft_assignment').set({ end_at }).where('unit_id', '=', early.unit).execute()
    })

  it('is the instance of now with who holds what', async () => {
    const { revision, instance, assignments, outside, begun } = await rotaOf()
    expect([revision, instance.format, instance.units.length]).toEqual([
      1,
      'rinban-rota/1',
      assignments.length,
    ])
    expect([instance.pins, outside, begun]).toEqual([[], [], []])
    expect(await readDraftRota(context, SCHEME, 2031)).toEqual({ ok: false, reason: 'notFound' })
    expect(await readDraftRota(context, 'nowhere', NEXT_YEAR)).toEqual({ ok: false, reason: 'notFound' })
  })

  it('gives a duty to somebody else, and back', async () => {
    const { place, person } = await duty(10)
    const to = other(person)
    expect(await edit([assign(place, person, to)])).toEqual({ ok: true, value: { revision: 2 } })
    expect(await holderOf(place)).toMatchObject({ person: to })
    expect(await edit([assign(place, to, person)])).toEqual({ ok: true, value: { revision: 3 } })
    expect(await holderOf(place)).toMatchObject({ person })
  })

  it('swaps two who would overlap on the way, whichever is named first', async () => {
    const [early, late] = [await duty(0), await duty(1)]
    await overlap(early.place, late.place)
    const swap = [
      assign(early.place, early.person, late.person),
      assign(late.place, late.person, early.person),
    ]
    expect(await edit(swap)).toMatchObject({ ok: true })
    expect(await holderOf(early.place)).toMatchObject({ person: late.person })
    expect(await edit(reverseOf(swap))).toMatchObject({ ok: true })
    expect(await holderOf(early.place)).toMatchObject({ person: early.person })
  })

  it('keeps a pin for whom the duty is given to, and drops it with the person', async () => {
    const { place, person } = await duty(5)
    const to = other(person)
    await edit([{ kind: 'pin', ...place, was: false, to: true }])
    expect((await rotaOf()).instance.pins).toEqual([{ ...place, person }])
    await edit([assign(place, person, to)])
    expect((await rotaOf()).instance.pins).toEqual([{ ...place, person: to }])
    await edit([assign(place, to, null)])
    expect((await rotaOf()).instance.pins).toEqual([])
    expect(await holderOf(place)).toBeUndefined()
  })

  it('lets an editor break a hard rule that they know better of', async () => {
    const { place, person } = await duty(0)
    const to = other(person)
    await open.db
      .transaction()
      .execute(trx =>
        trx
          .updateTable('scheme_member')
          .set({ min_units: 0, max_units: 1 })
          .where('physician_id', '=', to)
          .execute(),
      )
    expect(await edit([assign(place, person, to)])).toMatchObject({ ok: true })
  })

  it('refuses two duties at once of one person', async () => {
    const [early, late] = [await duty(0), await duty(1)]
    await overlap(early.place, late.place)
    expect(await edit([assign(late.place, late.person, early.person)])).toEqual({
      ok: false,
      reason: 'doubleBooked',
    })
    expect((await rotaOf()).revision).toBe(1)
  })

  it.each([
    [
      'a unit the year does not have',
      'unknownUnit',
      ['edits.1.unit'],
      { unit: 'minato-locum/2027-02-30/holiday' },
    ],
    ['a post the scheme does not have', 'invalidInput', ['edits.1.post'], { post: 'second' }],
    ['a physician of another association', 'unknownMember', ['edits.1.to'], { to: 'ward-kita-physician-1' }],
    ['nobody known', 'unknownMember', ['edits.1.to'], { to: 'nobody' }],
  ])('refuses %s by field, and changes nothing', async (_title, reason, fields, wrong) => {
    const [first, second] = [await duty(1), await duty(2)]
    const edits = [
      assign(first.place, first.person, null),
      { ...assign(second.place, second.person, other(second.person)), ...wrong } as DraftEdit,
    ]
    expect(await edit(edits)).toEqual({ ok: false, reason, fields })
    expect(await holderOf(first.place)).toMatchObject({ person: first.person })
    expect((await rotaOf()).revision).toBe(1)
  })

  it('refuses whoever is not a member on all days of the duty, and says so beforehand', async () => {
    const { place, person } = await duty(70)
    const to = other(person)
    await open.db
      .transaction()
      .execute(trx =>
        trx
          .updateTable('scheme_member')
          .set({ left_on: '2027-12-31' })
          .where('physician_id', '=', to)
          .execute(),
      )
    expect((await rotaOf()).outside).toContainEqual({ unit: place.unit, person: to })
    expect(await edit([assign(place, person, to)])).toMatchObject({ reason: 'unknownMember' })
    const early = await duty(3)
    expect((await rotaOf()).outside).not.toContainEqual({ unit: early.place.unit, person: to })
  })

  it('refuses a duty that is published and has begun, and says so beforehand', async () => {
    const [begun, later] = [await duty(0, THIS_YEAR), await duty(60, THIS_YEAR)]
    expect((await rotaOf(THIS_YEAR)).begun).toContainEqual(begun.place)
    expect((await rotaOf(THIS_YEAR)).begun).not.toContainEqual(later.place)
    const give = (one: typeof begun) => assign(one.place, one.person, other(one.person))
    const refused = await edit([give(later), give(begun)], THIS_YEAR)
    expect(refused).toEqual({ ok: false, reason: 'alreadyBegun', detail: '2026-04-05' })
    expect(await edit([give(later)], THIS_YEAR)).toMatchObject({ ok: true })
  })

  it('lets the draft of a year under way be edited where nothing is published yet', async () => {
    time.now = MORNING + 365 * DAY
    const { place, person } = await duty(0)
    expect(await edit([assign(place, person, other(person))])).toMatchObject({ ok: true })
  })

  it('makes a published draft one that waits to be published once somebody else has a duty', async () => {
    const { place, person } = await duty(60, THIS_YEAR)
    time.now = MORNING + DAY
    expect(await summary()).toMatchObject({ draftWaits: false })
    await edit([assign(place, person, other(person))], THIS_YEAR)
    expect(await summary()).toMatchObject({
      revision: 3,
      draftedAt: '2026-06-02T00:00:00.000Z',
      draftWaits: true,
    })
    const settings = { ...DEFAULT_GATE_SETTINGS, eligible: 'off' as const, limits: 'off' as const }
    await changeGateSettings(context, PROGRAM, SCHEME, { settings, revision: 0 })
    expect(await publishRoster(context, PROGRAM, SCHEME, THIS_YEAR, 3)).toMatchObject({ ok: true })
    expect(await summary()).toMatchObject({ draftWaits: false })
  })

  it('leaves nothing to publish where duties are only settled (固定), and keeps them so', async () => {
    const { place } = await duty(60, THIS_YEAR)
    time.now = MORNING + DAY
    await edit([{ kind: 'pin', ...place, was: false, to: true }], THIS_YEAR)
    expect(await summary()).toMatchObject({ revision: 3, draftWaits: false })
    expect(await publishRoster(context, PROGRAM, SCHEME, THIS_YEAR, 3)).toEqual({
      ok: false,
      reason: 'nothingChanged',
    })
    expect(await holderOf(place, THIS_YEAR)).toMatchObject({ pinned: true })
  })

  it('leaves nothing to publish where a duty went back to whom it was with', async () => {
    const { place, person } = await duty(60, THIS_YEAR)
    time.now = MORNING + DAY
    const to = other(person)
    await edit([assign(place, person, to)], THIS_YEAR)
    await edit([assign(place, to, person)], THIS_YEAR)
    expect(await summary()).toMatchObject({ draftWaits: false })
  })

  it('says of a draft that waits only to whom may read it', async () => {
    expect(await summary(NEXT_YEAR)).toMatchObject({ draftWaits: true })
    context = { ...context, config: { ...context.config, demo: false } }
    expect(await summary(NEXT_YEAR)).toMatchObject({ draftWaits: false })
  })

  it('refuses what somebody else changed first, with its day, and all that came with it', async () => {
    const [changed, untouched] = [await duty(4), await duty(8)]
    await edit([assign(changed.place, changed.person, null)])
    const refused = await edit([
      assign(untouched.place, untouched.person, null),
      assign(changed.place, changed.person, other(changed.person)),
    ])
    expect(refused).toEqual({
      ok: false,
      reason: 'changedMeanwhile',
      detail: changed.place.unit.split('/')[1],
    })
    expect(await holderOf(untouched.place)).toMatchObject({ person: untouched.person })
    expect((await rotaOf()).revision).toBe(2)
  })

  it('goes by what the draft says after it was made anew', async () => {
    const { place, person } = await duty(4)
    await edit([assign(place, person, null)])
    await draftRoster(context, PROGRAM, SCHEME, NEXT_YEAR, 2)
    const now = (await duty(4)).person
    expect(await edit([assign(place, null, other(now))])).toMatchObject({
      ok: false,
      reason: 'changedMeanwhile',
    })
  })

  it.each([
    ['there is no such scheme', 'nowhere', NEXT_YEAR, 'notFound'],
    ['nothing is drafted', SCHEME, 2031, 'nothingDrafted'],
  ] as const)('is refused when %s', async (_title, scheme, year, reason) => {
    const edits = [assign({ unit: 'u', post: 'locum' }, null, physician(1))]
    expect(await editDraft(context, PROGRAM, scheme, year, edits)).toEqual({ ok: false, reason })
  })

  it('is in the audit trail with who, what, from whom and to whom, in ids', async () => {
    const { place, person } = await duty(7)
    await edit([assign(place, person, null)])
    const { entries } = await listAudit(open.db, { action: 'draft.edit' })
    expect(entries).toMatchObject([{ resource: 'roster:minato-locum/2027', associationId: 'minato' }])
    expect(JSON.parse(entries[0]?.detail ?? '')).toEqual({
      revision: 2,
      changed: 1,
      changes: `${place.unit}:1 ${person} - open`,
    })
  })

  it('lets ten clerks who change different duties at once all have their way', async () => {
    const duties = await Promise.all(Array.from({ length: 10 }, (_, index) => duty(index * 6)))
    const outcomes = await Promise.all(duties.map(one => edit([assign(one.place, one.person, null)])))
    expect(outcomes.every(({ ok }) => ok)).toBe(true)
    const { revision, assignments, instance } = await rotaOf()
    expect([revision, assignments.length]).toEqual([11, instance.units.length - 10])
  })

  it('of ten clerks who change the same duty at once, lets one', async () => {
    const { place, person } = await duty(30)
    const wanted = Array.from({ length: 11 }, (_, index) => physician(index + 1)).filter(
      one => one !== person,
    )
    const outcomes = await Promise.all(wanted.slice(0, 10).map(to => edit([assign(place, person, to)])))
    expect(outcomes.filter(({ ok }) => ok)).toEqual([{ ok: true, value: { revision: 2 } }])
    expect(outcomes.filter(one => !one.ok && one.reason === 'changedMeanwhile')).toHaveLength(9)
    const winner = wanted[outcomes.findIndex(({ ok }) => ok)]
    expect(await holderOf(place)).toMatchObject({ person: winner })
  })

  it('of an edit and a draft made anew at once, leaves one revision after the other', async () => {
    const { place, person } = await duty(12)
    const [edited, drafted] = await Promise.all([
      edit([assign(place, person, null)]),
      draftRoster(context, PROGRAM, SCHEME, NEXT_YEAR, 1),
    ])
    const done = [edited, drafted].filter(({ ok }) => ok).length
    expect(done).toBeGreaterThan(0)
    expect((await rotaOf()).revision).toBe(1 + done)
  })
})
