import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { OpenDatabase } from '../../db/open.ts'
import { PROGRAM } from '../../server/audit/actor.ts'
import type { ServerContext } from '../../server/context.ts'
import { findScheme } from '../../server/duty/duty-scheme.service.ts'
import { editDraft } from '../../server/roster/editing/draft-edit.service.ts'
import { readDraftedRota } from '../../server/roster/instance.service.ts'
import { violationsOf } from '../../server/roster/optimiser/hard-rules.ts'
import type { Assignment, RotaInstance } from '../../server/roster/optimiser/instance.ts'
import { Optimiser } from '../../server/roster/optimiser/optimiser.ts'
import * as publications from '../../server/roster/publication.repository.ts'
import { publishRoster } from '../../server/roster/publication.service.ts'
import { offerRepairs } from '../../server/roster/repair/offer-repairs.service.ts'
import type { MemberAbsence, RepairOffersView, TakenRepair } from '../../server/roster/repair/repair-view.ts'
import { takeRepair } from '../../server/roster/repair/take-repair.service.ts'
import { readDraft, readPublication } from '../../server/roster/roster.service.ts'
import { instantOf } from '../../server/time/tokyo.ts'
import { aContext } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { somethingNew } from '../setup/draft-news.ts'
import { yes } from '../setup/signed-in.ts'

const SCHEME = 'minato-locum'
/** Published when the clock stands at 1 June of it; of the year after there is only a draft. */
const YEAR = 2026
/** Three weeks from the clock's day on. */
const DAYS = { from: '2026-06-01', to: '2026-06-22' }

const keyOf = ({ unit, post }: { unit: string; post: string }) => `${unit} ${post}`

/** One for all: its thread takes a second to begin. */
const optimiser = new Optimiser()
afterAll(() => optimiser.close())

/** Every way to give the posts to people, one to each. */
const everyWay = (posts: readonly Assignment[], people: readonly string[]): Assignment[][] =>
  posts.reduce<Assignment[][]>(
    (ways, post) => ways.flatMap(way => people.map(person => [...way, { ...post, person }])),
    [[]],
  )

onEachDatabase('a repair of the published rota', ({ seeded }) => {
  let open: OpenDatabase
  let context: ServerContext
  let time: { now: number }
  beforeEach(async () => {
    open = await seeded()
    ;({ context, time } = aContext(open))
    context = { ...context, optimiser }
  })

  const duties = () =>
    open.db
      .selectFrom('duty_assignment')
      .selectAll()
      .where('roster_id', '=', `${SCHEME}/${YEAR}`)
      .where('cancelled_at', 'is', null)
      .orderBy('start_at')
      .execute()
  const published = async (): Promise<Assignment[]> =>
    (await duties()).map(row => ({ unit: row.unit_id, post: row.post, person: row.physician_id }))
  const drafted = async () => {
    const scheme = await findScheme(open.db, SCHEME)
    const rota = scheme && (await readDraftedRota(open.db, scheme, YEAR))
    if (!rota) throw new Error('there is a draft')
    return rota
  }
  const wishes = () =>
    open.db
      .selectFrom('wish')
      .select(['physician_id', 'kind', 'pattern', 'on_behalf'])
      .where('scheme_id', '=', SCHEME)
      .where('fiscal_year', '=', YEAR)
      .execute()

  /** Who has the n-th duty that begins after the clock. */
  const holderToCome = async (index = 0) =>
    (await duties()).filter(({ start_at }) => start_at > time.now)[index]?.physician_id ?? ''
  const illness = async (given: Partial<MemberAbsence> = {}): Promise<MemberAbsence> => ({
    physicianId: await holderToCome(),
    ...DAYS,
    ...given,
  })
  const offers = async (given: Partial<MemberAbsence> = {}) =>
    yes(await offerRepairs(context, SCHEME, YEAR, await illness(given)))
  const taking = async (
    { number, revision, fewest }: RepairOffersView,
    given: Partial<TakenRepair> = {},
  ): Promise<TakenRepair> => ({
    ...(await illness()),
    number,
    revision,
    changes: fewest[0]?.changes ?? [],
    ...given,
  })
  const take = (repair: TakenRepair, year = YEAR) => takeRepair(context, PROGRAM, SCHEME, year, repair)

  /** The published rota with the changes of a repair made. */
  const after = (before: readonly Assignment[], changes: TakenRepair['changes']): Assignment[] => {
    const to = new Map(changes.map(change => [keyOf(change), change.to]))
    return before.map(one => ({ ...one, person: to.get(keyOf(one)) ?? one.person }))
  }
  const countsOf = (rota: readonly Assignment[]) =>
    new Map([...Map.groupBy(rota, one => one.person)].map(([person, held]) => [person, held.length]))

  describe('offers', () => {
    it('name the duties that fall vacant: those of the days that have not begun', async () => {
      const { physicianId } = await illness()
      const held = (await duties()).filter(row => row.physician_id === physicianId)
      const first = held.find(row => row.start_at > time.now)
      const inDays = held.filter(row => row.start_at > time.now && row.start_at < instantOf(DAYS.to, '24:00'))
      expect((await offers()).vacated.map(({ unit }) => unit)).toEqual(inDays.map(row => row.unit_id))

      time.now = first?.start_at ?? 0
      expect((await offers({ physicianId })).vacated).not.toContainEqual(
        expect.objectContaining({ unit: first?.unit_id }),
      )
    })

    it('keep every hard rule with as few changes as possible, the cheapest first, whoever is ill', {
      timeout: 90_000,
    }, async () => {
      const before = await published()
      const { instance } = await drafted()
      expect(violationsOf(instance, before)).toEqual([])
      const counts = countsOf(before)
      const everybody = instance.people.map(({ id }) => id)
      for (const { id } of instance.people) {
        const absence = { physicianId: id, ...DAYS }
        const { vacated, fewest, fairer, belowMin, units } = await offers(absence)
        const away = new Set(
          (await duties())
            .filter(row => row.start_at > time.now && row.start_at < instantOf(DAYS.to, '24:00'))
            .map(row => row.unit_id),
        )
        const knowing: RotaInstance = {
          ...instance,
          unavailable: [...instance.unavailable, ...[...away].map(unit => ({ person: id, unit }))],
        }
        if (vacated.length > 0) expect(fewest.length).toBeGreaterThan(0)
        for (const { changes, effects, cost } of [...fewest, ...fairer]) {
          const rota = after(before, changes)
          const broken = violationsOf(knowing, rota).map(violation => violation.kind)
          expect(broken).toEqual(belowMin ? ['belowMin'] : [])
          for (const change of changes)
            expect(before).toContainEqual({ unit: change.unit, post: change.post, person: change.from })
          for (const { unit } of changes) expect(units.map(one => one.id)).toContain(unit)

          const now = countsOf(rota)
          for (const effect of effects)
            expect(effect.units).toEqual({
              before: counts.get(effect.person),
              after: now.get(effect.person) ?? 0,
            })
          const sum = (part: (effect: (typeof effects)[number]) => number) =>
            effects.reduce((total, effect) => total + part(effect), 0)
          expect(sum(one => one.units.after - one.units.before)).toBe(0)
          expect(sum(one => one.offShare.after - one.offShare.before)).toBeCloseTo(0, 9)
          expect(Number.isFinite(cost)).toBe(true)
        }
        const least = fewest[0]?.changes.length ?? 0
        expect(fewest.map(({ changes }) => changes.length)).toEqual(fewest.map(() => least))
        expect(least).toBeGreaterThanOrEqual(vacated.length)
        // Where it takes more changes than duties fall vacant, no way to pass on just those keeps the rules.
        const fallen = before.filter(one => vacated.some(post => keyOf(post) === keyOf(one)))
        const ways = least > vacated.length ? everyWay(fallen, everybody) : []
        for (const way of ways) {
          const rota = [...before.filter(one => !fallen.includes(one)), ...way]
          const broken = violationsOf(knowing, rota)
          expect(broken.filter(({ kind }) => !belowMin || kind !== 'belowMin')).not.toEqual([])
        }
        for (const list of [fewest, fairer]) {
          const costs = list.map(({ cost }) => cost)
          expect(costs).toEqual(costs.toSorted((a, b) => a - b))
        }
      }
    })

    it('have nothing to do for somebody without a duty in these days', async () => {
      const { physicianId } = await illness()
      const free = await offers({ physicianId, from: '2026-06-01', to: '2026-06-01' })
      expect(free).toMatchObject({ vacated: [], fewest: [], fairer: [], units: [], complete: true })
    })

    it('leave alone what was pinned when it was published', async () => {
      const [first] = (await offers()).fewest
      const pinned = (await published()).filter(({ person }) => person === first?.changes[0]?.to)
      await open.db
        .updateTable('draft_assignment')
        .set({ pinned: 1 })
        .where('roster_id', '=', `${SCHEME}/${YEAR}`)
        .where('physician_id', '=', first?.changes[0]?.to ?? '')
        .execute()
      await somethingNew(open, `${SCHEME}/${YEAR}`)
      const { revision } = await drafted()
      yes(await publishRoster(context, PROGRAM, SCHEME, YEAR, revision))

      const again = await offers()
      for (const { changes } of [...again.fewest, ...again.fairer])
        for (const { unit } of changes) expect(pinned.map(one => one.unit)).not.toContain(unit)
      yes(await take(await taking(again)))
      const pins = (await drafted()).instance.pins
      expect(pins).toEqual(expect.arrayContaining(pinned))
      expect(pins).toHaveLength(pinned.length)
    })

    it('pass on the duties of somebody who has left the scheme, and nothing that has begun', async () => {
      const { physicianId } = await illness()
      const leaver = (await duties()).find(row => row.start_at < time.now && row.physician_id !== physicianId)
      const left = (await duties()).filter(row => row.physician_id === leaver?.physician_id)
      const toCome = left.filter(row => row.start_at > time.now)
      expect([left.length > toCome.length, toCome.length > 0]).toEqual([true, true])
      await open.db
        .updateTable('scheme_member')
        .set({ left_on: '2026-03-31' })
        .where('scheme_id', '=', SCHEME)
        .where('physician_id', '=', leaver?.physician_id ?? '')
        .execute()
      const all = await offers()
      const [best] = all.fewest
      const passedOn = best?.changes.filter(({ from }) => from === leaver?.physician_id)
      expect(passedOn?.map(({ unit }) => unit)).toEqual(
        expect.arrayContaining(toCome.map(row => row.unit_id)),
      )
      expect(passedOn).toHaveLength(toCome.length)
      expect(await take(await taking(all))).toMatchObject({ ok: true })
    })

    it('hold the thread of the server for moments only', async () => {
      const delay = monitorEventLoopDelay({ resolution: 5 })
      const absence = await illness()
      delay.enable()
      for (const _ of [1, 2]) yes(await offerRepairs(context, SCHEME, YEAR, absence))
      delay.disable()
      // Not the longest: a crowded machine holds any thread up now and then.
      expect(delay.percentile(90) / 1e6).toBeLessThan(50)
    })
  })

  describe('taking one', () => {
    it('makes it the draft, keeps the days as 不可, and leaves the published version as it is', async () => {
      const before = await published()
      const version = yes(await readPublication(context, SCHEME, YEAR, 1))
      const all = await offers()
      const repair = await taking(all)
      expect(await take(repair)).toEqual({ ok: true, value: null })

      const { assignments, revision } = await drafted()
      const sorted = (rota: readonly Assignment[]) => rota.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
      expect(sorted(assignments)).toEqual(sorted(after(before, repair.changes)))
      expect(revision).toBe(all.revision + 1)
      expect(await wishes()).toEqual([
        {
          physician_id: repair.physicianId,
          kind: 'unavailable',
          pattern: JSON.stringify({ form: 'days', ...DAYS, hours: null }),
          on_behalf: 1,
        },
      ])
      const draft = yes(await readDraft(context, SCHEME, YEAR))
      expect(draft.proof).toBe(null)
      expect(draft.findings.remarks.map(({ kind }) => kind)).toEqual(all.belowMin ? ['belowMin'] : [])
      expect(yes(await readPublication(context, SCHEME, YEAR, 1))).toEqual(version)
      expect(await published()).toEqual(before)
      const entry = await open.db
        .selectFrom('audit_entry')
        .select(['action', 'resource', 'detail'])
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow()
      expect({ ...entry, detail: JSON.parse(entry.detail) }).toEqual({
        action: 'rota.repair',
        resource: `roster:${SCHEME}/${YEAR}`,
        detail: { physician: repair.physicianId, version: 1, changes: repair.changes.length },
      })
    })

    it('published then, changes the calendars of these duties only', async () => {
      const before = await duties()
      const repair = await taking(await offers())
      yes(await take(repair))
      time.now += 60_000
      const { revision } = await drafted()
      expect(await publishRoster(context, PROGRAM, SCHEME, YEAR, revision)).toMatchObject({
        ok: true,
        value: { number: 2 },
      })
      const changed = new Map(repair.changes.map(change => [keyOf(change), change.to]))
      expect(await duties()).toEqual(
        before.map(row => {
          const to = changed.get(keyOf({ unit: row.unit_id, post: row.post }))
          return to ? { ...row, physician_id: to, sequence: row.sequence + 1, changed_at: time.now } : row
        }),
      )
    })

    it('without changes leaves the posts open, to be settled by hand', async () => {
      const all = await offers()
      yes(await take(await taking(all, { changes: [] })))
      const draft = yes(await readDraft(context, SCHEME, YEAR))
      const openPosts = draft.units.flatMap(({ id, assignments }) =>
        assignments.filter(({ physician }) => physician === null).map(({ post }) => ({ unit: id, post })),
      )
      expect(openPosts).toEqual(all.vacated)
      expect(await publishRoster(context, PROGRAM, SCHEME, YEAR, draft.revision)).toMatchObject({
        reason: 'gateClosed',
        detail: 'filled',
      })
    })

    it('says beforehand that a waiting draft would be replaced, and keeps the days once', async () => {
      const all = await offers()
      expect(all.waitingDraft).toBe(false)
      time.now += 60_000
      yes(await take(await taking(all)))
      const again = await offers({ physicianId: (await taking(all)).physicianId })
      expect(again).toMatchObject({ waitingDraft: true, revision: all.revision + 1 })
      expect(again.fewest).toEqual(all.fewest)
      yes(await take(await taking(again)))
      expect(await wishes()).toHaveLength(1)
    })

    it('keeps of an absence over 31 March what the year can know of', async () => {
      const physicianId = await holderToCome()
      const days = { physicianId, from: '2027-03-01', to: '2027-05-31' }
      yes(await take(await taking(await offers(days), { ...days, changes: [] })))
      expect((await wishes()).map(({ pattern }) => JSON.parse(pattern))).toEqual([
        { form: 'days', from: '2027-03-01', to: '2027-04-07', hours: null },
      ])
    })

    it('by two clerks at once has one winner', async () => {
      const repair = await taking(await offers())
      const outcomes = await Promise.all([0, 1, 2, 3].map(() => take(repair)))
      expect(outcomes.map(outcome => (outcome.ok ? 'done' : outcome.reason)).toSorted()).toEqual([
        'done',
        'staleRevision',
        'staleRevision',
        'staleRevision',
      ])
      expect(await wishes()).toHaveLength(1)
    })
  })

  describe('a refusal leaves everything as it was:', () => {
    const everything = async () => ({
      roster: await open.db.selectFrom('roster').selectAll().execute(),
      draft: (await drafted()).assignments,
      duties: await duties(),
      wishes: await wishes(),
      audit: await open.db.selectFrom('audit_entry').select('seq').execute(),
    })
    const refused = async (repair: TakenRepair, year?: number) => {
      const before = await everything()
      const outcome = await take(repair, year)
      expect(await everything()).toEqual(before)
      return outcome
    }

    it('a year of which nothing is published', async () => {
      const next = { from: '2027-06-01', to: '2027-06-21' }
      const absence = await illness(next)
      const outcome = { ok: false, reason: 'nothingPublished' }
      expect(await offerRepairs(context, SCHEME, YEAR + 1, absence)).toEqual(outcome)
      expect(await refused(await taking(await offers(), next), YEAR + 1)).toEqual(outcome)
      expect(await offerRepairs(context, 'nowhere', YEAR, absence)).toEqual({ ok: false, reason: 'notFound' })
    })

    it('somebody who is no member is absent', async () => {
      const physicianId = 'ward-kita-physician-1'
      const outcome = { ok: false, reason: 'unknownMember', fields: ['physicianId'] }
      expect(await offerRepairs(context, SCHEME, YEAR, await illness({ physicianId }))).toEqual(outcome)
      expect(await refused(await taking(await offers(), { physicianId, changes: [] }))).toEqual(outcome)
    })

    it('somebody who is no member then would take over', async () => {
      const repair = await taking(await offers())
      const to = repair.changes[0]?.to ?? ''
      const stranger = repair.changes.map(change => ({ ...change, to: 'ward-kita-physician-1' }))
      const outcome = { ok: false, reason: 'unknownMember' }
      expect(await refused({ ...repair, changes: stranger })).toEqual({
        ...outcome,
        fields: repair.changes.map((_, index) => `changes.${index}.to`),
      })
      await open.db
        .updateTable('scheme_member')
        .set({ left_on: DAYS.from })
        .where('scheme_id', '=', SCHEME)
        .where('physician_id', '=', to)
        .execute()
      expect(await refused(repair)).toMatchObject({ ...outcome, fields: ['changes.0.to'] })
    })

    it.each([
      ['unit', { unit: `${SCHEME}/2026-06-08/holiday` }],
      ['post', { post: 'chief' }],
    ])('a %s that is not published', async (field, wrong) => {
      const repair = await taking(await offers())
      const changes = repair.changes.map((change, index) => (index === 0 ? { ...change, ...wrong } : change))
      expect(await refused({ ...repair, changes })).toEqual({
        ok: false,
        reason: 'unknownUnit',
        fields: [`changes.0.${field}`],
      })
    })

    it('a duty that has begun since', async () => {
      const all = await offers()
      const repair = await taking(all)
      const first = all.units.find(({ id }) => id === repair.changes[0]?.unit)
      time.now = Date.parse(first?.start ?? '')
      expect(await refused(repair)).toEqual({ ok: false, reason: 'alreadyBegun', detail: first?.day })
    })

    it('a version published since', async () => {
      const repair = await taking(await offers())
      await somethingNew(open, `${SCHEME}/${YEAR}`)
      yes(await publishRoster(context, PROGRAM, SCHEME, YEAR, repair.revision))
      const outcome = { ok: false, reason: 'changedMeanwhile' }
      expect(await refused(repair)).toEqual(outcome)
      expect(await refused({ ...repair, revision: repair.revision + 1 })).toEqual(outcome)
    })

    it('a duty that somebody else holds, or that is changed twice', async () => {
      const all = await offers()
      const repair = await taking(all)
      const [first] = repair.changes
      if (!first) throw new Error('there is a change')
      const day = all.units.find(({ id }) => id === first.unit)?.day
      const outcome = { ok: false, reason: 'changedMeanwhile', detail: day }
      expect(await refused({ ...repair, changes: [{ ...first, from: null }] })).toEqual(outcome)
      expect(await refused({ ...repair, changes: [first, first] })).toEqual(outcome)
    })

    it('a draft that somebody changed since', async () => {
      const repair = await taking(await offers())
      const [one] = await published()
      const later = (await published()).at(-1) ?? one
      if (!later) throw new Error('there is a duty')
      const { unit, post, person } = later
      yes(
        await editDraft(context, PROGRAM, SCHEME, YEAR, [
          { kind: 'assign', unit, post, was: person, to: null },
        ]),
      )
      expect(await refused(repair)).toEqual({ ok: false, reason: 'staleRevision' })
    })

    /** A second version in which one unit ends later. */
    const publishUntil = (unitId: string, end: number) =>
      open.db.transaction().execute(async trx => {
        const newest = `${SCHEME}/${YEAR}/v1`
        const { instance } = await trx
          .selectFrom('publication')
          .where('id', '=', newest)
          .select('instance')
          .executeTakeFirstOrThrow()
        const id = `${SCHEME}/${YEAR}/v2`
        const roster = { roster_id: `${SCHEME}/${YEAR}`, seed: 1, input_hash: '', published_at: time.now }
        await publications.addPublication(
          trx,
          { id, number: 2, ...roster, instance },
          (await publications.listPublishedUnits(trx, newest)).map(row => ({
            ...row,
            publication_id: id,
            end_at: row.unit_id === unitId ? end : row.end_at,
          })),
        )
      })

    it('two duties at once of one physician', async () => {
      const all = await offers()
      const repair = await taking(all)
      const [first] = repair.changes
      const rows = await duties()
      const at = rows.findIndex(row => row.unit_id === first?.unit)
      const next = rows.slice(at + 1).find(row => row.physician_id !== repair.physicianId)
      await publishUntil(first?.unit ?? '', (next?.start_at ?? 0) + 1)
      const changes = repair.changes.map(change => ({ ...change, to: next?.physician_id ?? '' }))
      expect(await refused({ ...repair, number: 2, changes })).toMatchObject({ reason: 'doubleBooked' })
    })

    it('days outside the year', async () => {
      const days = { from: '2027-04-08', to: '2027-05-01' }
      const outcome = { ok: false, reason: 'invalidInput', fields: ['from', 'to'] }
      expect(await offerRepairs(context, SCHEME, YEAR, await illness(days))).toEqual(outcome)
      expect(await refused(await taking(await offers(), { ...days, changes: [] }))).toEqual(outcome)
    })
  })
})
