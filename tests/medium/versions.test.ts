import { beforeEach, describe, expect, it } from 'vitest'
import type { Db, OpenDatabase } from '../../db/open.ts'
import { PROGRAM } from '../../server/audit/actor.ts'
import { findScheme } from '../../server/duty/duty-scheme.service.ts'
import { allOrNothing } from '../../server/identity/all-or-nothing.service.ts'
import { ANONYMOUS } from '../../server/identity/principal.ts'
import { readGate } from '../../server/roster/gate/gate.service.ts'
import type { Waiver } from '../../server/roster/gate/waiver.ts'
import { publishRoster } from '../../server/roster/publication.service.ts'
import * as rosters from '../../server/roster/roster.repository.ts'
import { changeDuties } from '../../server/roster/standing/change-duties.service.ts'
import { currentDuties, readStanding } from '../../server/roster/standing/standing-rota.service.ts'
import { partsOf, type StandingDuty } from '../../server/roster/standing/standing-rota.ts'
import { readDutyRecords, recordDuty } from '../../server/roster/versions/duty-record.service.ts'
import { readVersions } from '../../server/roster/versions/list-versions.service.ts'
import { readDifference } from '../../server/roster/versions/read-difference.service.ts'
import { giveReceipt, readOwnReceipt, readReceipts } from '../../server/roster/versions/receipt.service.ts'
import { withdrawUnits } from '../../server/roster/versions/withdraw-units.service.ts'
import { HOUR } from '../../server/time/interval.ts'
import { writtenInterval } from '../../server/time/written-interval.ts'
import { aDutyChange } from '../builders/duty-change.ts'
import { aContext, MORNING } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'

const SCHEME = 'minato-locum'
const YEAR = 2026
const ROSTER = `${SCHEME}/${YEAR}`
const REASON = '訪問看護の連携が整わないため'

onEachDatabase('the versions of a year', ({ seeded }) => {
  let open: OpenDatabase
  let context: ReturnType<typeof aContext>['context']
  let time: ReturnType<typeof aContext>['time']
  beforeEach(async () => {
    open = await seeded()
    ;({ context, time } = aContext(open))
  })

  const rotaNow = async (): Promise<StandingDuty[]> => (await readStanding(open.db, ROSTER))?.rota ?? []
  const inTime = (rota: readonly StandingDuty[]) => rota.toSorted((a, b) => a.start - b.start)

  /** The next duty to come, the last that is over, and a later duty of somebody else. */
  async function someDuties(): Promise<{ next: StandingDuty; begun: StandingDuty; other: StandingDuty }> {
    const rota = inTime(await rotaNow())
    const coming = rota.filter(duty => duty.start > MORNING)
    const next = coming[0]
    const other = coming.find(duty => duty.physicianId !== next?.physicianId)
    const begun = rota.findLast(duty => duty.end <= MORNING)
    if (!next || !other || !begun) throw new Error('the seed has them')
    return { next, begun, other }
  }

  const withdraw = (units: string[] | 'all', number = 1) =>
    withdrawUnits(context, PROGRAM, SCHEME, YEAR, { number, units, reason: REASON })
  const publish = async (waivers: Waiver[] = []) => {
    const revision = (await rosters.findRoster(open.db, ROSTER))?.revision ?? Number.NaN
    return publishRoster(context, PROGRAM, SCHEME, YEAR, revision, waivers)
  }
  const passOn = async (
    duty: StandingDuty,
    to: string,
    hours = { start: duty.start, end: duty.end },
    appliedAt = MORNING + 1,
  ) => {
    const scheme = await findScheme(open.db, SCHEME)
    if (!scheme) throw new Error('the seed has it')
    const given = { ...duty, ...hours, from: duty.physicianId, to, appliedAt }
    return allOrNothing(open.db, trx =>
      changeDuties(trx, MORNING, PROGRAM, scheme, YEAR, [aDutyChange(given)], async () => null),
    )
  }
  const differs = async (from: string, to: string) => {
    const found = await readDifference(context, ANONYMOUS, SCHEME, YEAR, { from, to })
    if (!found.ok) throw new Error(found.reason)
    return found.value
  }

  describe('units taken back', () => {
    it('are gone from the next version and cancelled in calendars; nothing else changes', async () => {
      const { next } = await someDuties()
      const before = await rotaNow()
      const draft = await rosters.listDraftAssignments(open.db, ROSTER)
      expect(await withdraw([next.unitId])).toEqual({ ok: true, value: { number: 2 } })
      const after = await rotaNow()
      expect(after).toEqual(before.filter(({ unitId }) => unitId !== next.unitId))
      const followed = await currentDuties(open.db, ROSTER)
      expect(
        followed
          .filter(({ cancelledAt }) => cancelledAt !== null)
          .map(({ unitId, sequence }) => [unitId, sequence]),
      ).toEqual([[next.unitId, 1]])
      expect(followed.filter(({ cancelledAt }) => cancelledAt === null)).toHaveLength(partsOf(after).length)
      expect(await rosters.listDraftAssignments(open.db, ROSTER)).toEqual(draft)
      const { people } = await differs('1', '2')
      expect(people).toMatchObject([
        { physicianId: next.physicianId, changes: [{ unitId: next.unitId, kind: 'lost', after: null }] },
      ])
      expect((await differs('2', 'draft')).people).toMatchObject([{ changes: [{ kind: 'gained' }] }])
    })

    it('come back with the draft, as the same event of the calendars', async () => {
      const { next } = await someDuties()
      await withdraw([next.unitId])
      expect(await publish()).toEqual({ ok: false, reason: 'waiverMissing', detail: 'agreedChanges' })
      const gate = await readGate(context, SCHEME, YEAR)
      expect(gate).toMatchObject({
        value: { withdrawn: [{ unitId: next.unitId, number: 2, reason: REASON }] },
      })
      const waiver = { reason: '連携が整ったため', signedBy: '見本 事子', expiresOn: '2026-07-31' }
      expect(await publish([{ check: 'agreedChanges', ...waiver }])).toMatchObject({
        ok: true,
        value: { number: 3 },
      })
      expect((await differs('1', '3')).units).toEqual([])
      const again = (await currentDuties(open.db, ROSTER)).find(({ unitId }) => unitId === next.unitId)
      expect(again).toMatchObject({ sequence: 2, cancelledAt: null })
    })

    it('stay withdrawn when a draft without them says nothing else that is new', async () => {
      const { next } = await someDuties()
      await withdraw([next.unitId])
      await open.db.deleteFrom('draft_assignment').where('unit_id', '=', next.unitId).execute()
      expect(await publish()).toEqual({ ok: false, reason: 'nothingChanged' })
    })

    it('stay withdrawn once their time has come, whatever the draft says', async () => {
      const { next } = await someDuties()
      await withdraw([next.unitId])
      time.now = next.start
      const before = await rotaNow()
      expect((await differs('now', 'draft')).units).toEqual([])
      expect(await publish()).toEqual({ ok: false, reason: 'nothingChanged' })
      expect(await rotaNow()).toEqual(before)
    })

    it('can be all that are to come: what has begun stays', async () => {
      const begun = (await rotaNow()).filter(duty => duty.start <= MORNING)
      expect(await withdraw('all')).toMatchObject({ ok: true })
      expect(await rotaNow()).toEqual(begun)
      expect(await withdraw('all', 2)).toEqual({ ok: false, reason: 'unknownUnit', fields: ['units'] })
    })

    it('leave hours that somebody took over of another unit where they are', async () => {
      const { next, other } = await someDuties()
      const hours = { start: next.start + HOUR, end: next.start + 3 * HOUR }
      await passOn(next, other.physicianId, hours)
      const before = (await rotaNow()).find(({ unitId }) => unitId === next.unitId)
      expect(before?.parts).toHaveLength(3)
      await withdraw([other.unitId])
      expect((await rotaNow()).find(({ unitId }) => unitId === next.unitId)).toEqual(before)
    })

    it('are written down with the reason, an instance without them, and an entry of the audit trail', async () => {
      const { next } = await someDuties()
      await withdraw([next.unitId])
      const row = await open.db
        .selectFrom('publication')
        .where('id', '=', `${ROSTER}/v2`)
        .selectAll()
        .executeTakeFirstOrThrow()
      expect(row).toMatchObject({ kind: 'withdrawal', reason: REASON, number: 2, checks: null })
      const { units }: { units: { id: string }[] } = JSON.parse(row.instance ?? '{}')
      expect(units.map(({ id }) => id)).not.toContain(next.unitId)
      const entry = await open.db
        .selectFrom('audit_entry')
        .selectAll()
        .orderBy('seq', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow()
      expect(entry).toMatchObject({ action: 'roster.withdraw', resource: `publication:${ROSTER}/v2` })
      expect(JSON.parse(entry.detail)).toEqual({ changed: 1, number: 2, withdrawn: 1 })
    })

    it.each<[string, (some: { next: StandingDuty; begun: StandingDuty }) => string[], number, object]>([
      ['begun', ({ next, begun }) => [next.unitId, begun.unitId], 1, { reason: 'alreadyBegun' }],
      [
        'not published',
        ({ next }) => [next.unitId, 'none'],
        1,
        { reason: 'unknownUnit', fields: ['units.1'] },
      ],
      ['of a version that is none yet', ({ next }) => [next.unitId], 2, { reason: 'changedMeanwhile' }],
    ])('%s: refused, and nothing changes', async (_title, units, number, refusal) => {
      const revision = (await rosters.findRoster(open.db, ROSTER))?.revision
      expect(await withdraw(units(await someDuties()), number)).toMatchObject({ ok: false, ...refusal })
      expect((await readStanding(open.db, ROSTER))?.publication.number).toBe(1)
      expect((await rosters.findRoster(open.db, ROSTER))?.revision).toBe(revision)
    })

    it('by ten clerks at once are taken back once', async () => {
      const { next } = await someDuties()
      const outcomes = await Promise.all(Array.from({ length: 10 }, () => withdraw([next.unitId])))
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
      expect(outcomes.filter(one => !one.ok && one.reason === 'changedMeanwhile')).toHaveLength(9)
      expect((await readStanding(open.db, ROSTER))?.publication.number).toBe(2)
    })
  })

  describe('the list', () => {
    it('has the newest first, with what was changed after each, and never twice', async () => {
      const { next, other } = await someDuties()
      await passOn(next, other.physicianId, { start: next.start, end: next.start + 2 * HOUR })
      context = aContext(open, { now: MORNING + HOUR }).context
      await withdraw([other.unitId])
      const read = await readVersions(context, ANONYMOUS, SCHEME, YEAR)
      if (!read.ok) throw new Error(read.reason)
      expect(read.value.versions).toMatchObject([
        {
          number: 2,
          kind: 'withdrawal',
          reason: REASON,
          changes: [],
          carried: [{ unitId: next.unitId, whole: false, from: next.physicianId, to: other.physicianId }],
          receipts: { read: 0 },
        },
        {
          number: 1,
          kind: 'publication',
          carried: [],
          changes: [
            {
              unitId: next.unitId,
              whole: false,
              from: next.physicianId,
              to: other.physicianId,
              reason: null,
            },
          ],
          receipts: { asked: null },
        },
      ])
      expect(read.value).toMatchObject({ mayWithdraw: false, coming: [] })
    })

    it.each([
      ['a version that waited for a change', 0, 1, [1, 0], [0, 1]],
      ['a version of the moment of a change', 0, 0, [1, 0], [0, 1]],
      ['a change that waited for a version', 1, 0, [0, 0], [1, 0]],
    ])(
      'knows what came first by what was there, not by the clock: %s',
      async (_title, version, change, carried, changes) => {
        const { next, other } = await someDuties()
        const hours = { start: next.start, end: next.start + 2 * HOUR }
        const pass = () => passOn(next, other.physicianId, hours, MORNING + change)
        time.now = MORNING + version
        if (version <= change) await pass()
        await withdraw([other.unitId])
        if (version > change) await pass()
        const read = await readVersions(context, ANONYMOUS, SCHEME, YEAR)
        if (!read.ok) throw new Error(read.reason)
        expect(read.value.versions.map(one => one.carried.length)).toEqual(carried)
        expect(read.value.versions.map(one => one.changes.length)).toEqual(changes)
      },
    )
  })

  describe('what is to be confirmed', () => {
    const path = (physicianId: string) => ({ schemeId: SCHEME, fiscalYear: YEAR, physicianId })
    const give = (physicianId: string, word: 'read' | 'accepted', number = 1, actor = PROGRAM) =>
      giveReceipt(context, actor, path(physicianId), { number, word })
    const own = async (physicianId: string) => {
      const read = await readOwnReceipt(context, path(physicianId))
      if (!read.ok) throw new Error(read.reason)
      return read.value
    }
    const receiptsGiven = async () =>
      (await open.db.selectFrom('audit_entry').where('action', '=', 'receipt.give').select('seq').execute())
        .length

    it('is read, then accepted; a second click says nothing new', async () => {
      const { next } = await someDuties()
      const physician = next.physicianId
      expect(await own(physician)).toMatchObject({
        number: 1,
        asked: true,
        readAt: null,
        confirmedBefore: null,
        changes: [],
      })
      for (const word of ['read', 'read', 'accepted', 'accepted', 'read'] as const)
        expect(await give(physician, word)).toEqual({ ok: true, value: null })
      const at = new Date(MORNING).toISOString()
      expect(await own(physician)).toMatchObject({ readAt: at, acceptedAt: at, onBehalf: false })
      expect(await receiptsGiven()).toBe(2)
    })

    it('is asked again when an override takes or gives a duty after their word, and counts again', async () => {
      const { next, other } = await someDuties()
      const [lost, gained] = [next.physicianId, other.physicianId]
      const later = (hours: number) => {
        context = aContext(open, { now: MORNING + hours * HOUR }).context
      }
      const countsOfVersion = async () => {
        const read = await readVersions(context, ANONYMOUS, SCHEME, YEAR)
        return read.ok && read.value.versions[0]?.receipts
      }
      for (const physician of [lost, gained]) await give(physician, 'accepted')
      expect(await countsOfVersion()).toMatchObject({ read: 2, accepted: 2 })
      await passOn(next, gained)
      later(1)
      const kept = { readAt: new Date(MORNING).toISOString(), acceptedAt: new Date(MORNING).toISOString() }
      expect(await own(lost)).toMatchObject({ ...kept, changedSinceWord: [{ kind: 'lost' }] })
      expect(await own(gained)).toMatchObject({ ...kept, changedSinceWord: [{ kind: 'gained' }] })
      expect(await countsOfVersion()).toMatchObject({ read: 0, accepted: 0 })
      const receipts = await readReceipts(context, SCHEME, YEAR)
      const rows = receipts.ok ? receipts.value.physicians.filter(one => one.changedSinceWord > 0) : []
      expect(rows.map(({ id }) => id).toSorted()).toEqual([lost, gained].toSorted())

      // Read anew, but not accepted anew: what was accepted was another rota.
      expect(await give(gained, 'read')).toEqual({ ok: true, value: null })
      const again = new Date(MORNING + HOUR).toISOString()
      expect(await own(gained)).toMatchObject({ readAt: again, acceptedAt: null, changedSinceWord: [] })
      expect(await give(lost, 'accepted', 1, { ...PROGRAM, onBehalfOf: lost })).toMatchObject({ ok: true })
      expect(await own(lost)).toMatchObject({
        readAt: again,
        acceptedAt: again,
        onBehalf: true,
        changedSinceWord: [],
      })
      expect(await receiptsGiven()).toBe(4)
    })

    it('does not count for a change that was not on the screen', async () => {
      const { next, other } = await someDuties()
      const { changesMade } = await own(next.physicianId)
      await passOn(next, other.physicianId)
      const seen = { number: 1, word: 'accepted', changesSeen: changesMade } as const
      const say = (physician: string, changesSeen: number) =>
        giveReceipt(context, PROGRAM, path(physician), { ...seen, changesSeen })
      expect(await say(next.physicianId, changesMade)).toEqual({ ok: false, reason: 'changedMeanwhile' })
      expect(await say(next.physicianId, changesMade + 1)).toEqual({ ok: true, value: null })
    })

    it('said ten times at once is said once', async () => {
      const { next } = await someDuties()
      const outcomes = await Promise.all(Array.from({ length: 10 }, () => give(next.physicianId, 'accepted')))
      expect(outcomes.every(({ ok }) => ok)).toBe(true)
      expect(await receiptsGiven()).toBe(1)
    })

    it('begins anew with each version, with what has changed since the last that was confirmed', async () => {
      const { next } = await someDuties()
      await give(next.physicianId, 'read')
      await withdraw([next.unitId])
      expect(await own(next.physicianId)).toMatchObject({
        number: 2,
        asked: true,
        readAt: null,
        confirmedBefore: 1,
        changes: [{ unitId: next.unitId, kind: 'lost' }],
      })
      expect(await give(next.physicianId, 'read', 1)).toEqual({ ok: false, reason: 'newerVersion' })
      const receipts = await readReceipts(context, SCHEME, YEAR)
      const row = receipts.ok && receipts.value.physicians.find(({ id }) => id === next.physicianId)
      expect(row).toMatchObject({ changes: 1, confirmedBefore: 1, readAt: null })
    })

    it('is asked of whoever lost all their duties too, and of nobody without any', async () => {
      const rota = await rotaNow()
      const begun = new Set(rota.filter(one => one.start <= MORNING).map(one => one.physicianId))
      const physician = rota.find(one => !begun.has(one.physicianId))?.physicianId ?? ''
      const lost = rota.filter(one => one.physicianId === physician).map(one => one.unitId)
      await withdraw(lost)
      expect(await own(physician)).toMatchObject({ asked: true, duties: [] })
      await withdraw([inTime(await rotaNow()).at(-1)?.unitId ?? ''], 2)
      expect(await own(physician)).toMatchObject({ asked: false })
      expect(await give(physician, 'read', 3)).toEqual({ ok: false, reason: 'unknownMember' })
      const receipts = await readReceipts(context, SCHEME, YEAR)
      expect(receipts.ok && receipts.value.physicians.map(({ id }) => id)).not.toContain(physician)
    })

    it('can be told to the secretariat, which is kept with it', async () => {
      const { next } = await someDuties()
      await give(next.physicianId, 'accepted', 1, { ...PROGRAM, onBehalfOf: next.physicianId })
      expect(await own(next.physicianId)).toMatchObject({ onBehalf: true })
      const entry = await open.db
        .selectFrom('audit_entry')
        .where('action', '=', 'receipt.give')
        .selectAll()
        .executeTakeFirstOrThrow()
      expect(entry).toMatchObject({ on_behalf_of: next.physicianId })
    })
  })

  describe('who really stood duty', () => {
    const record = (duty: StandingDuty, given: object = {}) =>
      recordDuty(context, PROGRAM, SCHEME, YEAR, {
        unitId: duty.unitId,
        post: duty.post,
        number: 0,
        stood: [{ physicianId: duty.physicianId, ...writtenInterval(duty) }],
        note: '',
        ...given,
      })
    const recordsOf = async (duty: StandingDuty) => {
      const read = await readDutyRecords(context, SCHEME, YEAR)
      if (!read.ok) throw new Error(read.reason)
      return read.value.duties.find(({ unitId, post }) => unitId === duty.unitId && post === duty.post)
    }

    it('stands beside the plan, which it does not change; a correction is a record more', async () => {
      const { begun, other } = await someDuties()
      const plan = await rotaNow()
      const hours = (from: number, to: number) =>
        writtenInterval({ start: begun.start + from * HOUR, end: begun.start + to * HOUR })
      expect(await record(begun, { stood: [], note: '呼び出しなし' })).toEqual({ ok: true, value: null })
      const two = [
        { physicianId: other.physicianId, ...hours(4, 6) },
        { physicianId: begun.physicianId, ...hours(0, 4) },
      ]
      expect(await record(begun, { number: 1, stood: two })).toEqual({ ok: true, value: null })
      expect(await recordsOf(begun)).toMatchObject({
        planned: [{ physicianId: begun.physicianId }],
        records: [
          { number: 2, stood: [two[1], two[0]], note: '' },
          { number: 1, stood: [], note: '呼び出しなし' },
        ],
      })
      expect(await rotaNow()).toEqual(plan)
    })

    it.each<[string, (some: Awaited<ReturnType<typeof someDuties>>) => Promise<unknown>, object]>([
      ['a duty to come', ({ next }) => record(next), { reason: 'notOver', fields: ['unitId'] }],
      [
        'a duty that is being stood, of which nobody knows the rest',
        ({ begun }) => {
          time.now = begun.end - 1
          return record(begun)
        },
        { reason: 'notOver', fields: ['unitId'] },
      ],
      [
        'a unit that is none',
        ({ begun }) => record(begun, { unitId: 'none' }),
        { reason: 'unknownUnit', fields: ['unitId'] },
      ],
      [
        'a post that is none',
        ({ begun }) => record(begun, { post: 'none' }),
        { reason: 'unknownUnit', fields: ['post'] },
      ],
      [
        'somebody unknown',
        ({ begun }) => record(begun, { stood: [{ physicianId: 'nobody', ...writtenInterval(begun) }] }),
        { reason: 'unknownMember', fields: ['stood.0.physicianId'] },
      ],
      [
        'a physician of another association',
        ({ begun }) =>
          record(begun, { stood: [{ physicianId: 'ward-kita-physician-1', ...writtenInterval(begun) }] }),
        { reason: 'unknownMember', fields: ['stood.0.physicianId'] },
      ],
      [
        'hours outside the unit',
        ({ begun }) =>
          record(begun, {
            stood: [
              {
                physicianId: begun.physicianId,
                ...writtenInterval({ start: begun.start, end: begun.end + HOUR }),
              },
            ],
          }),
        { reason: 'invalidInput', fields: ['stood.0.end'] },
      ],
      [
        'a record that somebody else has seen already',
        ({ begun }) => record(begun, { number: 1 }),
        { reason: 'changedMeanwhile' },
      ],
    ])('%s is refused, and nothing is recorded', async (_title, wrong, refusal) => {
      expect(await wrong(await someDuties())).toEqual({ ok: false, ...refusal })
      expect(await open.db.selectFrom('duty_record').selectAll().execute()).toEqual([])
    })

    it('can be told from the moment the duty is over, and no duty is listed before', async () => {
      const { begun } = await someDuties()
      time.now = begun.end - 1
      expect(await recordsOf(begun)).toBeUndefined()
      // eq end
      time.now = begun.end
      expect(await recordsOf(begun)).toMatchObject({ records: [] })
      expect(await record(begun)).toEqual({ ok: true, value: null })
    })

    it('of ten clerks at once one is heard', async () => {
      const { begun } = await someDuties()
      const outcomes = await Promise.all(Array.from({ length: 10 }, () => record(begun)))
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
      expect((await recordsOf(begun))?.records).toHaveLength(1)
    })
  })

  describe('the past', () => {
    const FROZEN = [
      'publication',
      'publication_assignment',
      'publication_waiver',
      'duty_change',
      'duty_record',
    ] as const
    const rowsOf = async (db: Db) =>
      Promise.all(
        FROZEN.map(async table =>
          (await db.selectFrom(table).selectAll().execute()).map(row => JSON.stringify(row)),
        ),
      )

    it('is only ever added to, whatever is done, and the database itself refuses anything else', async () => {
      const { next, other, begun } = await someDuties()
      await passOn(next, other.physicianId, { start: next.start, end: next.start + 2 * HOUR })
      await recordDuty(context, PROGRAM, SCHEME, YEAR, {
        unitId: begun.unitId,
        post: begun.post,
        number: 0,
        stood: [],
        note: '',
      })
      await open.db
        .insertInto('publication_waiver')
        .values({
          publication_id: `${ROSTER}/v1`,
          check_name: 'limits',
          reason: '合意済み',
          signed_by: '見本 花子',
          signed_at: MORNING,
          account_id: null,
          expires_on: '2026-06-30',
        })
        .execute()
      const steps = [
        () => withdraw([other.unitId], 1),
        () =>
          publish([
            {
              check: 'agreedChanges',
              reason: '連携が整ったため',
              signedBy: '見本 事子',
              expiresOn: '2026-07-31',
            },
          ]),
        () => passOn(other, next.physicianId),
        () =>
          giveReceipt(
            context,
            PROGRAM,
            { schemeId: SCHEME, fiscalYear: YEAR, physicianId: next.physicianId },
            { number: 3, word: 'accepted' },
          ),
        () =>
          recordDuty(context, PROGRAM, SCHEME, YEAR, {
            unitId: begun.unitId,
            post: begun.post,
            number: 1,
            stood: [],
            note: '訂正',
          }),
        () => withdraw('all', 3),
      ]
      for (const step of steps) {
        const before = await rowsOf(open.db)
        expect(await step()).toMatchObject({ ok: true })
        const after = await rowsOf(open.db)
        before.forEach((rows, index) => {
          expect(after[index]).toEqual(expect.arrayContaining(rows))
        })
      }
      for (const table of FROZEN) {
        await expect(open.db.deleteFrom(table).execute()).rejects.toThrow(/frozen|immutable|refuse/i)
        await expect(open.db.updateTable(table).set(CHANGED[table]).execute()).rejects.toThrow(
          /frozen|immutable|refuse/i,
        )
      }
    })

    const CHANGED = {
      publication: { number: 9 },
      publication_assignment: { post: 'x' },
      publication_waiver: { reason: 'x' },
      duty_change: { reason: 'x' },
      duty_record: { note: 'x' },
    }
  })
})
