import { randomUUID } from 'node:crypto'
import { beforeEach, expect, it } from 'vitest'
import type { OpenDatabase } from '../../db/open.ts'
import { PROGRAM } from '../../server/audit/actor.ts'
import { findScheme } from '../../server/duty/duty-scheme.service.ts'
import { overrideDuty } from '../../server/roster/exchanges/override-duty.service.ts'
import { readGate } from '../../server/roster/gate/gate.service.ts'
import { readDraftedRota } from '../../server/roster/instance.service.ts'
import { instanceOfPublished, publishedRotaOf } from '../../server/roster/repair/published-rota.service.ts'
import { HOUR, type Interval } from '../../server/time/interval.ts'
import { aContext } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { comingDuties, EXCHANGED, withoutLimits } from '../setup/exchanges.ts'

const SCHEME = 'minato-locum'

onEachDatabase('whoever is absent', ({ seeded }) => {
  let open: OpenDatabase
  let context: ReturnType<typeof aContext>['context']
  beforeEach(async () => {
    open = await seeded()
    context = aContext(open).context
  })

  const absent = (physician_id: string, { start, end }: Interval, withdrawn_at: number | null = null) =>
    open.db
      .insertInto('absence')
      .values({
        id: randomUUID(),
        association_id: 'minato',
        physician_id,
        start_at: start,
        end_at: end,
        reason_id: 'minato-absence-reason-1',
        series_id: null,
        cover: 'deputy',
        cover_physician_id: null,
        entered_at: 0,
        entered_by: null,
        on_behalf: 0,
        withdrawn_at,
      })
      .execute()
  const scheme = async () => {
    const found = await findScheme(open.db, SCHEME)
    if (!found) throw new Error('the seed has it')
    return found
  }
  const drafted = async () => {
    const [row] = await open.db
      .selectFrom('draft_assignment')
      .where('roster_id', '=', `${SCHEME}/2027`)
      .selectAll()
      .orderBy('start_at')
      .execute()
    if (!row) throw new Error('the seed drafts the next year')
    return { unit: row.unit_id, person: row.physician_id, start: row.start_at, end: row.end_at }
  }
  const awayInGate = async () => {
    const gate = await readGate(context, SCHEME, 2027)
    if (!gate.ok) throw new Error(gate.reason)
    return gate.value.checks.find(({ check }) => check === 'away')?.groups.flatMap(({ findings }) => findings)
  }

  it('keeps the gate closed over a drafted duty, from its first hour to its last', async () => {
    const { unit, person, start, end } = await drafted()
    await absent(person, { start: start - HOUR, end: start })
    await absent(person, { start: end, end: end + HOUR })
    await absent(person, { start, end }, 1)
    expect(await awayInGate()).toEqual([])
    await absent(person, { start: end - 1, end })
    expect(await awayInGate()).toMatchObject([{ kind: 'away', units: [unit], people: [person] }])
  })

  it('is told to the rota maker', async () => {
    const { unit, person, start } = await drafted()
    const unavailable = async () =>
      (await readDraftedRota(open.db, await scheme(), 2027))?.instance.unavailable.filter(
        one => one.person === person && one.unit === unit,
      )
    expect(await unavailable()).toEqual([])
    await absent(person, { start, end: start + HOUR })
    expect(await unavailable()).toHaveLength(1)
  })

  it('gets no duty by a change of the published rota', async () => {
    await withoutLimits(open)
    const [duty, other] = await comingDuties(open.db, context.clock(), 2)
    if (!duty || !other) throw new Error('the seed has them')
    const give = () =>
      overrideDuty(context, PROGRAM, EXCHANGED, {
        unit: duty.unitId,
        post: duty.post,
        from: duty.physicianId,
        to: other.physicianId,
        hours: null,
        reason: '急病',
      })
    await absent(other.physicianId, { start: duty.start + HOUR, end: duty.start + 2 * HOUR })
    expect(await give()).toMatchObject({ ok: false, reason: 'breaksRules', findings: [{ kind: 'away' }] })
    await open.db.updateTable('absence').set({ withdrawn_at: 1 }).where('entered_at', '=', 0).execute()
    expect(await give()).toMatchObject({ ok: true })
  })

  it('is offered by no repair', async () => {
    const [duty, other] = await comingDuties(open.db, context.clock(), 2)
    if (!duty || !other) throw new Error('the seed has them')
    await absent(other.physicianId, duty)
    const found = await publishedRotaOf(open.db, context.clock(), await scheme(), 2026)
    if (!found.ok) throw new Error(found.reason)
    const instance = await instanceOfPublished(open.db, await scheme(), 2026, found.value)
    expect(instance.unavailable).toContainEqual(
      expect.objectContaining({ person: other.physicianId, unit: duty.unitId }),
    )
  })
})
