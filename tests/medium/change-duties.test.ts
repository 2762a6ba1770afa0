import { beforeEach, expect, it } from 'vitest'
import { isDoubleBooking } from '../../db/double-booking.ts'
import type { OpenDatabase } from '../../db/open.ts'
import { PROGRAM } from '../../server/audit/actor.ts'
import { findScheme } from '../../server/duty/duty-scheme.service.ts'
import { refuse } from '../../server/http/refusal.ts'
import { allOrNothing } from '../../server/identity/all-or-nothing.service.ts'
import { publishRoster } from '../../server/roster/publication.service.ts'
import * as rosters from '../../server/roster/roster.repository.ts'
import { changeDuties } from '../../server/roster/standing/change-duties.service.ts'
import { currentDuties, readStanding } from '../../server/roster/standing/standing-rota.service.ts'
import {
  type ChangedRota,
  type DutyChange,
  partsOf,
  type StandingDuty,
} from '../../server/roster/standing/standing-rota.ts'
import { HOUR } from '../../server/time/interval.ts'
import { aDutyChange } from '../builders/duty-change.ts'
import { aContext, MORNING } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { somethingNew } from '../setup/draft-news.ts'

const SCHEME = 'minato-locum'
const ROSTER = `${SCHEME}/2026`
const STRANGER = 'minato-physician-99'

onEachDatabase('changes of a published rota', ({ seeded }) => {
  let open: OpenDatabase
  beforeEach(async () => {
    open = await seeded()
  })

  const rotaNow = async (): Promise<StandingDuty[]> => (await readStanding(open.db, ROSTER))?.rota ?? []

  /** Two duties to come of two physicians, far enough apart that each may have the other's. */
  async function twoDuties(): Promise<[StandingDuty, StandingDuty]> {
    const coming = (await rotaNow()).filter(duty => duty.start > MORNING)
    const [one, ...others] = coming.toSorted((a, b) => a.start - b.start)
    const other = others.find(duty => duty.physicianId !== one?.physicianId)
    if (!one || !other) throw new Error('the seed has them')
    return [one, other]
  }

  const change = async (
    changes: readonly DutyChange[],
    { now = MORNING, judge = async (_: ChangedRota) => null as ReturnType<typeof refuse> | null } = {},
  ) => {
    const scheme = await findScheme(open.db, SCHEME)
    if (!scheme) throw new Error('the seed has it')
    return allOrNothing(open.db, trx => changeDuties(trx, now, PROGRAM, scheme, 2026, changes, judge))
  }

  const passing = (duty: StandingDuty, to: string, given: Partial<DutyChange> = {}): DutyChange =>
    aDutyChange({ ...duty, from: duty.physicianId, to, ...given })

  const shown = async () =>
    (await currentDuties(open.db, ROSTER))
      .filter(({ cancelledAt }) => cancelledAt === null)
      .map(({ unitId, post, part, physicianId, start, end }) => ({
        unitId,
        post,
        part,
        physicianId,
        start,
        end,
      }))
      .toSorted((a, b) => a.start - b.start)
  const told = (rota: readonly StandingDuty[]) =>
    partsOf(rota)
      .map(({ unitId, post, part, physicianId, start, end }) => ({
        unitId,
        post,
        part,
        physicianId,
        start,
        end,
      }))
      .toSorted((a, b) => a.start - b.start)

  it('two who change places both have what they agreed, in the calendars and in the draft', async () => {
    const [one, other] = await twoDuties()
    const done = await change([passing(one, other.physicianId), passing(other, one.physicianId)])
    expect(done.ok).toBe(true)
    const rota = await rotaNow()
    const holderOf = (duty: StandingDuty) => rota.find(({ unitId }) => unitId === duty.unitId)?.physicianId
    expect([holderOf(one), holderOf(other)]).toEqual([other.physicianId, one.physicianId])
    expect(await shown()).toEqual(told(rota))
    const draft = await rosters.listDraftAssignments(open.db, ROSTER)
    expect(draft.find(row => row.unit_id === one.unitId)?.physician_id).toBe(other.physicianId)
  })

  it('a later version made from that draft keeps them', async () => {
    const [one, other] = await twoDuties()
    await change([passing(one, other.physicianId), passing(other, one.physicianId)])
    const before = await shown()
    await somethingNew(open, ROSTER)
    const revision = (await rosters.findRoster(open.db, ROSTER))?.revision ?? Number.NaN
    expect(await publishRoster(aContext(open).context, PROGRAM, SCHEME, 2026, revision)).toMatchObject({
      ok: true,
    })
    expect(await shown()).toEqual(before)
  })

  it('a part taken over is an event of its own, outlives a version, and is cancelled when it is given back', async () => {
    const [one, other] = await twoDuties()
    const hours = { start: one.start + 2 * HOUR, end: one.start + 4 * HOUR }
    await change([passing(one, other.physicianId, hours)])
    expect((await shown()).filter(({ unitId }) => unitId === one.unitId).map(({ part }) => part)).toEqual([
      0, 120, 240,
    ])
    await somethingNew(open, ROSTER)
    const revision = (await rosters.findRoster(open.db, ROSTER))?.revision ?? Number.NaN
    expect(await publishRoster(aContext(open).context, PROGRAM, SCHEME, 2026, revision)).toMatchObject({
      ok: true,
    })
    expect(await shown()).toEqual(told(await rotaNow()))
    await change([passing(one, one.physicianId, { ...hours, from: other.physicianId })])
    const parts = (await currentDuties(open.db, ROSTER)).filter(({ unitId }) => unitId === one.unitId)
    expect(parts.map(({ part, cancelledAt }) => [part, cancelledAt !== null])).toEqual([
      [0, false],
      [120, true],
      [240, true],
    ])
  })

  it.each<[string, (one: StandingDuty, other: StandingDuty) => DutyChange, string]>([
    ['a unit that is not published', one => passing(one, one.physicianId, { unitId: 'none' }), 'unknownUnit'],
    [
      'hours outside the unit',
      (one, other) => passing(one, other.physicianId, { end: one.end + 1 }),
      'unknownUnit',
    ],
    ['no hours', (one, other) => passing(one, other.physicianId, { end: one.start }), 'unknownUnit'],
    [
      'somebody else’s duty',
      (one, other) => passing(one, other.physicianId, { from: other.physicianId }),
      'changedMeanwhile',
    ],
    ['a duty given to a stranger', one => passing(one, STRANGER), 'unknownMember'],
  ])('%s is refused, and nothing changes', async (_title, wrong, reason) => {
    const [one, other] = await twoDuties()
    const before = await shown()
    expect(await change([passing(other, one.physicianId), wrong(one, other)])).toMatchObject({
      ok: false,
      reason,
    })
    expect(await shown()).toEqual(before)
  })

  it.each([
    ['a moment before it begins', -1, true],
    ['eq start: as it begins', 0, true],
    ['a moment after', 1, false],
  ])('the whole unit, %s', async (_title, late, accepted) => {
    const [one, other] = await twoDuties()
    const outcome = await change([passing(one, other.physicianId)], { now: one.start + late })
    expect(outcome.ok).toBe(accepted)
  })

  it('what the judge refuses changes nothing', async () => {
    const [one, other] = await twoDuties()
    const before = await shown()
    const judge = async ({ after }: ChangedRota) => refuse('breaksRules', String(after.length))
    expect(await change([passing(one, other.physicianId)], { judge })).toMatchObject({
      reason: 'breaksRules',
    })
    expect(await shown()).toEqual(before)
  })

  it('somebody on duty elsewhere at that time is refused by the database', async () => {
    const [one, other] = await twoDuties()
    const [row] = await open.db
      .selectFrom('duty_assignment')
      .selectAll()
      .where('unit_id', '=', one.unitId)
      .execute()
    if (!row) throw new Error('it is published')
    const elsewhere = {
      ...row,
      roster_id: `${SCHEME}/2025`,
      unit_id: 'elsewhere',
      physician_id: other.physicianId,
    }
    await open.db.insertInto('duty_assignment').values(elsewhere).execute()
    await expect(change([passing(one, other.physicianId)])).rejects.toSatisfy(isDoubleBooking)
    expect((await rotaNow()).find(({ unitId }) => unitId === one.unitId)).toEqual(one)
  })

  it('ten who take the same duty at once: one has it', async () => {
    const [one] = await twoDuties()
    const members = (await rotaNow()).map(({ physicianId }) => physicianId)
    const takers = [...new Set(members)].filter(id => id !== one.physicianId).slice(0, 10)
    const outcomes = await Promise.all(
      takers.map(id =>
        change([passing(one, id)]).catch(error => ({ ok: isDoubleBooking(error) ? null : error })),
      ),
    )
    expect(outcomes.filter(({ ok }) => ok === true)).toHaveLength(1)
    expect(await shown()).toEqual(told(await rotaNow()))
  })
})
