import { setTimeout } from 'node:timers/promises'
import { beforeEach, expect, it } from 'vitest'
import { isDoubleBooking } from '../../db/double-booking.ts'
import type { OpenDatabase, Trx } from '../../db/open.ts'
import { PROGRAM } from '../../server/audit/actor.ts'
import type { Context } from '../../server/context.ts'
import { addLink } from '../../server/directory/stations/nurse-link.service.ts'
import { aContext } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'

const [MINATO, WARD] = ['minato', 'ward-kita']
const STATION = 'minato-station-1'

onEachDatabase('two transactions that wait for each other', ({ seeded }) => {
  let open: OpenDatabase
  let context: Context
  beforeEach(async () => {
    open = await seeded()
    ;({ context } = aContext(open))
  })

  /** Runs both at once; each waits in its middle until the other is there too, or cannot come. */
  async function crossing(work: (trx: Trx, index: number, meet: () => Promise<void>) => Promise<unknown>) {
    const arrived = [0, 1].map(() => Promise.withResolvers<void>())
    const meet = (index: number) => async () => {
      arrived[index]?.resolve()
      await Promise.race([Promise.all(arrived.map(({ promise }) => promise)), setTimeout(200)])
    }
    return Promise.allSettled(
      [0, 1].map(index => open.db.transaction().execute(trx => work(trx, index, meet(index)))),
    )
  }
  const revisionOf = async (id: string) =>
    (
      await open.db
        .selectFrom('association')
        .where('id', '=', id)
        .select('shown_revision')
        .executeTakeFirstOrThrow()
    ).shown_revision

  it('both do their work, once', async () => {
    const before = [await revisionOf(MINATO), await revisionOf(WARD)]
    const outcomes = await crossing(async (trx, index, meet) => {
      const countUp = (id: string) =>
        trx
          .updateTable('association')
          .set(eb => ({ shown_revision: eb('shown_revision', '+', 1) }))
          .where('id', '=', id)
          .execute()
      await countUp(index === 0 ? MINATO : WARD)
      await meet()
      await countUp(index === 0 ? WARD : MINATO)
    })
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
    expect([await revisionOf(MINATO), await revisionOf(WARD)]).toEqual(before.map(count => count + 2))
  })

  it('over the hours of one physician in two rotas: one has them, the other is refused', async () => {
    const outcomes = await crossing(async (trx, index, meet) => {
      const places = [1, 2].map(number => ({
        unit_id: `test-unit-${index}-${number}`,
        post: 'locum',
        roster_id: ['minato-locum/2026', 'ward-kita-locum/2026'][index] ?? '',
        physician_id: `minato-physician-${number}`,
        start_at: 1_000,
        end_at: 2_000,
        day: '1970-01-01',
        holiday_class: 'other',
        label: '',
        tentative: 0,
        sequence: 0,
        first_published_at: 0,
        changed_at: 0,
        cancelled_at: null,
      }))
      const [first, second] = index === 0 ? places : places.toReversed()
      if (!first || !second) throw new Error('there are two')
      await trx.insertInto('duty_assignment').values(first).execute()
      await meet()
      await trx.insertInto('duty_assignment').values(second).execute()
    })
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const refused = outcomes.find(outcome => outcome.status === 'rejected')
    expect(refused?.reason).toSatisfy(isDoubleBooking)
  })

  it('never are the links that two associations make to one station', async () => {
    const link = (associationId: string, day: string) => {
      const id = associationId === MINATO ? 'minato-physician-1' : 'ward-kita-physician-1'
      const given = { stationId: STATION, target: { kind: 'physician' as const, id }, from: day, to: day }
      return addLink(context, PROGRAM, associationId, given)
    }
    await link(MINATO, '2026-07-01')
    await link(WARD, '2026-07-01')
    const began = performance.now()
    for (let round = 2; round <= 20; round++) {
      const day = `2026-07-${String(round).padStart(2, '0')}`
      const outcomes = await Promise.all([link(MINATO, day), link(WARD, day)])
      expect(outcomes.map(({ ok }) => ok)).toEqual([true, true])
    }
    // PostgreSQL lets whoever waits in a circle out after a second, so that every round would take one.
    expect(performance.now() - began).toBeLessThan(10_000)
  })
})
