import { beforeEach, expect, it } from 'vitest'
import type { OpenDatabase } from '../../db/open.ts'
import { PROGRAM } from '../../server/audit/actor.ts'
import { listAudit, recordAudit } from '../../server/audit/audit.service.ts'
import { findScheme } from '../../server/duty/duty-scheme.service.ts'
import { allOrNothing } from '../../server/identity/all-or-nothing.service.ts'
import { editDraft } from '../../server/roster/editing/draft-edit.service.ts'
import { readGate, waiversOf } from '../../server/roster/gate/gate.service.ts'
import { type CheckName, DEFAULT_GATE_SETTINGS, type GateSettings } from '../../server/roster/gate/gate.ts'
import { changeGateSettings, readGateSettings } from '../../server/roster/gate/gate-settings.service.ts'
import { judgeChanges } from '../../server/roster/gate/judge-changes.service.ts'
import type { Waiver } from '../../server/roster/gate/waiver.ts'
import { publishRoster } from '../../server/roster/publication.service.ts'
import { changeDuties } from '../../server/roster/standing/change-duties.service.ts'
import { readStanding } from '../../server/roster/standing/standing-rota.service.ts'
import type { StandingDuty } from '../../server/roster/standing/standing-rota.ts'
import { DAY } from '../../server/time/interval.ts'
import { addDays } from '../../server/time/local-day.ts'
import { aDutyChange } from '../builders/duty-change.ts'
import { aContext, MORNING } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'

const SCHEME = 'minato-locum'
const NEXT = 2027

const aWaiver = (given: Partial<Waiver> = {}): Waiver => ({
  check: 'nurseLink',
  reason: '連携の更新を手続き中のため',
  signedBy: '見本 事子',
  expiresOn: '2026-07-31',
  ...given,
})

onEachDatabase('the gate', ({ seeded }) => {
  let open: OpenDatabase
  let context: ReturnType<typeof aContext>['context']
  let time: ReturnType<typeof aContext>['time']
  beforeEach(async () => {
    open = await seeded()
    ;({ context, time } = aContext(open))
  })

  const gateOf = async (year = NEXT) => {
    const gate = await readGate(context, SCHEME, year)
    if (!gate.ok) throw new Error(gate.reason)
    return gate.value
  }
  const checkOf = async (check: CheckName, year = NEXT) => {
    const found = (await gateOf(year)).checks.find(one => one.check === check)
    if (!found) throw new Error('every check is named')
    return found
  }
  const publish = (waivers: Waiver[] = [], revision = 1) =>
    publishRoster(context, PROGRAM, SCHEME, NEXT, revision, waivers)
  const versions = async () =>
    await open.db.selectFrom('publication').where('roster_id', '=', `${SCHEME}/${NEXT}`).selectAll().execute()
  const endLinks = (last: string) =>
    open.db.updateTable('nurse_link').set({ to_day: last }).where('target_id', '=', SCHEME).execute()
  const set = async (change: Partial<GateSettings>) => {
    const now = await readGateSettings(context, SCHEME)
    if (!now.ok) throw new Error(now.reason)
    const settings = { ...now.value.settings, ...change }
    return changeGateSettings(context, PROGRAM, SCHEME, { settings, revision: now.value.revision })
  }
  const firstDuty = async () => {
    const [row] = await open.db
      .selectFrom('draft_assignment')
      .where('roster_id', '=', `${SCHEME}/${NEXT}`)
      .selectAll()
      .orderBy('start_at')
      .orderBy('unit_id')
      .limit(1)
      .execute()
    if (!row) throw new Error('the seed has drafted it')
    return row
  }
  const wish = (given: { scheme_id: string; physician_id: string; pattern: object }) =>
    open.db
      .insertInto('wish')
      .values({
        ...given,
        id: 'a-wish',
        fiscal_year: NEXT,
        kind: 'unavailable',
        pattern: JSON.stringify(given.pattern),
        entered_at: MORNING,
        entered_by: null,
        on_behalf: 0,
      })
      .execute()

  it('lets the drafted year of the invented district through, and keeps what it asked with the version', async () => {
    const gate = await gateOf()
    expect(gate).toMatchObject({ revision: 1, newest: null, duties: { total: 72, begun: 0 } })
    expect(gate.checks.filter(({ state }) => state !== 'met').map(({ check }) => check)).toEqual([
      'uncovered',
    ])
    expect(await publish()).toEqual({ ok: true, value: { number: 1 } })
    const [version] = await versions()
    expect(JSON.parse(version?.checks ?? '')).toMatchObject(
      gate.checks.map(({ check, mode, state, count }) => ({ check, mode, state, count })),
    )
  })

  it('does not judge what has begun', async () => {
    time.now = MORNING + 400 * DAY
    await endLinks('2026-06-02')
    const { duties, checks } = await gateOf()
    expect(duties.begun).toBeGreaterThan(0)
    expect(checks.find(({ check }) => check === 'nurseLink')?.count).toBe(duties.total - duties.begun)
  })

  it('keeps a rota back whose stations are linked no more, names unit and hours, and changes nothing', async () => {
    await endLinks(`${NEXT}-06-30`)
    const found = await checkOf('nurseLink')
    expect(found).toMatchObject({ state: 'toMend', groups: [{ kind: 'linkEnded', count: found.count }] })
    expect(found.groups[0]?.findings[0]).toMatchObject({ hours: [{}], remedy: { page: 'stations' } })
    expect(await publish()).toEqual({ ok: false, reason: 'gateClosed', detail: 'nurseLink' })
    expect(await versions()).toEqual([])
    expect((await gateOf()).revision).toBe(1)
  })

  it('counts every finding and lists no more than fifty of a kind', async () => {
    await open.db.deleteFrom('nurse_link').execute()
    const [group] = (await checkOf('nurseLink')).groups
    expect(group).toMatchObject({ kind: 'noStation', count: 72 })
    expect(group?.findings).toHaveLength(50)
  })

  it('that only warns wants a waiver, which stands with the version from then on', async () => {
    await endLinks(`${NEXT}-06-30`)
    await set({ nurseLink: 'warn' })
    expect(await publish()).toEqual({ ok: false, reason: 'waiverMissing', detail: 'nurseLink' })
    expect(await versions()).toEqual([])
    expect(await publish([aWaiver({ signedBy: '　見本 事子 ' })])).toMatchObject({ ok: true })
    const kept = { ...aWaiver(), signedAt: new Date(MORNING).toISOString() }
    expect(await waiversOf(open.db, `${SCHEME}/${NEXT}/v1`)).toEqual([kept])
    expect((await gateOf()).newest?.waivers).toEqual([kept])
    await expect(open.db.deleteFrom('publication_waiver').execute()).rejects.toThrow()
  })

  it.each([
    [
      'no reason, no name and a day gone by, all at once',
      { reason: ' ', signedBy: '', expiresOn: '2026-06-01' },
      ['reason', 'signedBy', 'expiresOn'],
    ],
    ['for a check that is met', { check: 'limits' }, ['check']],
  ] as const)('refuses a waiver by field: %s', async (_title, given, fields) => {
    await endLinks(`${NEXT}-06-30`)
    await set({ nurseLink: 'warn' })
    expect(await publish([aWaiver(given)])).toEqual({
      ok: false,
      reason: 'invalidInput',
      fields: fields.map(field => `waivers.0.${field}`),
    })
    expect(await versions()).toEqual([])
  })

  it('refuses a waiver for what has to be met', async () => {
    await endLinks(`${NEXT}-06-30`)
    expect(await publish([aWaiver()])).toMatchObject({ reason: 'invalidInput', fields: ['waivers.0.check'] })
  })

  it('that is not asked for lets everything through, and has looked all the same', async () => {
    await endLinks(`${NEXT}-06-30`)
    await set({ nurseLink: 'off' })
    expect(await publish()).toMatchObject({ ok: true })
    const [version] = await versions()
    const checks: { check: string; state: string; count: number }[] = JSON.parse(version?.checks ?? '')
    expect(checks.find(({ check }) => check === 'nurseLink')).toMatchObject({ state: 'notChecked' })
    expect(checks.find(({ check }) => check === 'nurseLink')?.count).toBeGreaterThan(0)
  })

  it('knows a 不可 entered in another scheme, by its days or by a unit of that scheme', async () => {
    const duty = await firstDuty()
    const [other] = await open.db
      .selectFrom('duty_unit')
      .where('id', 'like', 'ward-kita-locum/%')
      .selectAll()
      .execute()
    if (!other) throw new Error('the seed has laid it out')
    await open.db
      .updateTable('duty_unit')
      .set({ start_at: duty.start_at, end_at: duty.start_at + 1 })
      .where('id', '=', other.id)
      .execute()
    const from = { scheme_id: 'ward-kita-locum', physician_id: duty.physician_id }
    await wish({ ...from, pattern: { form: 'unit', day: other.day, rule: other.rule } })
    expect((await checkOf('away')).groups).toMatchObject([
      { kind: 'away', findings: [{ units: [duty.unit_id], people: [duty.physician_id] }] },
    ])
  })

  it('finds who cannot be called at night', async () => {
    const { physician_id } = await firstDuty()
    await open.db.updateTable('physician').set({ duty_phone: '' }).where('id', '=', physician_id).execute()
    expect((await checkOf('contact')).groups).toMatchObject([
      { kind: 'noPhysicianPhone', count: 1, findings: [{ people: [physician_id] }] },
    ])
  })

  it('finds a change agreed since the last version that the draft would undo', async () => {
    const scheme = await findScheme(open.db, SCHEME)
    const rota = (await readStanding(open.db, `${SCHEME}/2026`))?.rota ?? []
    const [one, other] = rota.filter(duty => duty.start > MORNING).toSorted((a, b) => a.start - b.start)
    if (!scheme || !one || !other) throw new Error('the seed has them')
    const change = aDutyChange({ ...one, from: one.physicianId, to: other.physicianId })
    await allOrNothing(open.db, trx =>
      changeDuties(trx, MORNING, PROGRAM, scheme, 2026, [change], async () => null),
    )
    expect((await checkOf('agreedChanges', 2026)).state).toBe('met')
    const place = { unit: one.unitId, post: one.post }
    await editDraft(context, PROGRAM, SCHEME, 2026, [
      { kind: 'assign', ...place, was: other.physicianId, to: one.physicianId },
    ])
    expect(await checkOf('agreedChanges', 2026)).toMatchObject({ state: 'toWaive', count: 1 })
  })

  it('is set by one of two clerks, with what it was in the audit', async () => {
    const change = { settings: { ...DEFAULT_GATE_SETTINGS, limits: 'off' as const }, revision: 0 }
    const outcomes = await Promise.all([1, 2].map(() => changeGateSettings(context, PROGRAM, SCHEME, change)))
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(outcomes).toContainEqual({ ok: false, reason: 'staleRevision' })
    const { entries } = await listAudit(open.db, { action: 'gateSettings.change' })
    expect(entries.map(({ detail }) => JSON.parse(detail))).toEqual([
      { revision: 1, limits: 'off', 'limits.before': 'warn' },
    ])
  })

  it('and a link that ends in the same moment come one after the other, never in between', async () => {
    const seen = { published: 0, refused: 0 }
    for (let round = 0; round < 6; round += 1) {
      open = await seeded()
      ;({ context } = aContext(open))
      const ending = open.db.transaction().execute(async trx => {
        await trx
          .updateTable('nurse_link')
          .set({ to_day: '2026-06-30' })
          .where('target_id', '=', SCHEME)
          .execute()
        await recordAudit(trx, MORNING, {
          action: 'nurseLink.end',
          actor: { accountId: null },
          associationId: 'minato',
          resource: 'nurseLink:all',
          address: null,
        })
      })
      const [outcome] = await Promise.all([publish(), ending])
      const { entries } = await listAudit(open.db, {})
      const placeOf = (action: string) => entries.find(one => one.action === action)?.seq ?? 0
      const published = entries.find(one => one.resource === `publication:${SCHEME}/${NEXT}/v1`)?.seq
      if (outcome.ok) {
        seen.published += 1
        // The version says that the link held: so it was recorded before the link ended.
        expect(published).toBeLessThan(placeOf('nurseLink.end'))
      } else {
        seen.refused += 1
        expect(outcome).toMatchObject({ reason: 'gateClosed', detail: 'nurseLink' })
        expect(published).toBeUndefined()
      }
    }
    expect(seen.published + seen.refused).toBe(6)
  })

  const judged = async (to: (rota: StandingDuty[]) => { duty: StandingDuty; to: string } | undefined) => {
    const scheme = await findScheme(open.db, SCHEME)
    const rota = (await readStanding(open.db, `${SCHEME}/2026`))?.rota ?? []
    const change = to(rota.filter(duty => duty.start > MORNING).toSorted((a, b) => a.start - b.start))
    if (!scheme || !change) throw new Error('the seed has them')
    const changes = [aDutyChange({ ...change.duty, from: change.duty.physicianId, to: change.to })]
    return allOrNothing(open.db, trx =>
      changeDuties(trx, MORNING, PROGRAM, scheme, 2026, changes, judgeChanges(trx, MORNING, scheme, 2026)),
    )
  }
  /** The first duty to the holder of the second, a week or two later: nearer than the scheme allows. */
  const tooNear = ([duty, next]: StandingDuty[]) => duty && next && { duty, to: next.physicianId }

  it('refuses a swap that breaks a rule, and says which, of whom', async () => {
    const outcome = await judged(tooNear)
    expect(outcome).toMatchObject({ ok: false, reason: 'breaksRules' })
    expect(!outcome.ok && outcome.findings?.map(({ kind }) => kind)).toContain('withinGap')
    expect((await readStanding(open.db, `${SCHEME}/2026`))?.changes).toEqual([])
  })

  it('lets the same swap through where the scheme only warns of it', async () => {
    await set({ eligible: 'warn' })
    expect(await judged(tooNear)).toMatchObject({ ok: true })
  })

  it('refuses a swap to whom no station is linked, and holds nobody to what was missing before', async () => {
    await set({ eligible: 'off' })
    const scheme = await findScheme(open.db, SCHEME)
    const [first, second] = ((await readStanding(open.db, `${SCHEME}/2026`))?.rota ?? [])
      .filter(duty => duty.start > MORNING)
      .toSorted((a, b) => a.start - b.start)
    if (!scheme || !first || !second) throw new Error('the seed has them')
    await open.db
      .updateTable('nurse_link')
      .set({ target_kind: 'physician', target_id: first.physicianId })
      .where('target_id', '=', SCHEME)
      .execute()
    expect(await judged(tooNear)).toMatchObject({
      ok: false,
      reason: 'nurseLinkMissing',
      findings: [{ kind: 'noStation', units: [first.unitId], people: [second.physicianId] }],
    })
    // Back to whoever has a station: all the other duties lack theirs as before.
    expect(await judged(() => ({ duty: second, to: first.physicianId }))).toMatchObject({ ok: true })
  })

  it('lets an emergency override through whose hours lacked nurse cover already under the former holder', async () => {
    await set({ eligible: 'off' })
    await endLinks('2026-06-02')
    expect(await judged(tooNear)).toMatchObject({ ok: true })
  })

  it('refuses to publish a draft once more that changes nothing: everybody would have to confirm anew', async () => {
    expect(await publish()).toMatchObject({ ok: true })
    const { revision } = await gateOf()
    expect(await publish([], revision)).toEqual({ ok: false, reason: 'nothingChanged' })
    expect(await versions()).toHaveLength(1)
    expect((await gateOf()).revision).toBe(revision)
  })

  it('waivers hold at most a year', async () => {
    await endLinks(`${NEXT}-06-30`)
    await set({ nurseLink: 'warn' })
    expect(await publish([aWaiver({ expiresOn: addDays('2026-06-01', 366) })])).toMatchObject({
      reason: 'invalidInput',
    })
    expect(await publish([aWaiver({ expiresOn: addDays('2026-06-01', 365) })])).toMatchObject({ ok: true })
  })
})
