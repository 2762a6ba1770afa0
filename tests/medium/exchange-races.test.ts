import { randomUUID } from 'node:crypto'
import { beforeAll, expect, it } from 'vitest'
import type { OpenDatabase } from '../../db/open.ts'
import { PROGRAM } from '../../server/audit/actor.ts'
import type { ServerContext } from '../../server/context.ts'
import { overrideDuty } from '../../server/roster/exchanges/override-duty.service.ts'
import { currentDuties } from '../../server/roster/standing/standing-rota.service.ts'
import { partsOf, placeOf, type StandingDuty } from '../../server/roster/standing/standing-rota.ts'
import { aContext } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import {
  comingDuties,
  EXCHANGED,
  EXCHANGED_ROSTER,
  exchanging,
  legOf,
  standingNow,
  withoutLimits,
} from '../setup/exchanges.ts'
import { yes } from '../setup/signed-in.ts'

/** More rounds than every run has time for are asked for by name: EXCHANGE_ROUNDS=500. */
const ROUNDS = Number(process.env.EXCHANGE_ROUNDS ?? 40)
const TAKERS = 10

onEachDatabase('ten at once', ({ seeded }) => {
  let open: OpenDatabase
  let context: ServerContext
  beforeAll(async () => {
    open = await seeded()
    ;({ context } = aContext(open))
    await withoutLimits(open)
  })

  const shown = (duties: { unitId: string; post: string; part: number; physicianId: string }[]) =>
    duties.map(duty => `${duty.unitId} ${duty.post} ${duty.part} ${duty.physicianId}`).toSorted()

  it(`of whom one gets an offer, ${ROUNDS} times, and no duty is lost or doubled`, {
    timeout: 600_000,
  }, async () => {
    const { ask, move } = exchanging(context)
    const [begin] = await comingDuties(open.db, context.clock(), 1)
    if (!begin) throw new Error('the seed has it')
    const others = await standingNow(open.db)
    // Whoever has a duty that touches this one could not take it at all.
    const busy = others.filter(one => one.start <= begin.end + 1 && begin.start <= one.end + 1)
    const free = (
      await open.db
        .selectFrom('scheme_member')
        .where('scheme_id', '=', EXCHANGED.schemeId)
        .select('physician_id')
        .execute()
    )
      .map(row => row.physician_id)
      .filter(id => id === begin.physicianId || busy.every(duty => duty.physicianId !== id))

    let duty: StandingDuty = begin
    for (let round = 0; round < ROUNDS; round++) {
      const id = randomUUID()
      yes(await ask([legOf(duty, null)], { id }))
      const takers = free.filter(one => one !== duty.physicianId).slice(0, TAKERS)
      expect(takers).toHaveLength(TAKERS)
      const outcomes = await Promise.all(takers.map(taker => move(taker, id, 'accept')))
      const winners = takers.filter((_, index) => outcomes[index]?.ok)
      expect(winners).toHaveLength(1)
      expect(outcomes.flatMap(outcome => (outcome.ok ? [] : [outcome.reason]))).toEqual(
        Array.from({ length: TAKERS - 1 }, () => 'alreadyTaken'),
      )
      const rota = await standingNow(open.db)
      const found = rota.filter(one => placeOf(one) === placeOf(begin))
      expect(found.map(one => one.physicianId)).toEqual(winners)
      const told = (await currentDuties(open.db, EXCHANGED_ROSTER)).filter(one => one.cancelledAt === null)
      expect(shown(told)).toEqual(shown(partsOf(rota)))
      expect(rota.filter(one => placeOf(one) !== placeOf(begin))).toEqual(
        others.filter(one => placeOf(one) !== placeOf(begin)),
      )
      duty = found[0] ?? begin
    }
  })

  it('offers of one duty, of which one is made', async () => {
    const { ask, move } = exchanging(context)
    const duty = (await comingDuties(open.db, context.clock(), 1))[0]
    if (!duty) throw new Error('the seed has it')
    const outcomes = await Promise.all(Array.from({ length: TAKERS }, () => ask([legOf(duty, null)])))
    expect(outcomes.map(outcome => (outcome.ok ? 'made' : outcome.reason)).toSorted()).toEqual([
      ...Array.from({ length: TAKERS - 1 }, () => 'alreadyOffered'),
      'made',
    ])
    const made = await open.db.selectFrom('exchange').where('status', '=', 'proposed').select('id').execute()
    expect(made).toHaveLength(1)
    yes(await move(duty.physicianId, made[0]?.id ?? '', 'withdraw'))
  })

  it('the last answer to a swap, a withdrawal, an override and another taker at once: one of them, wholly', async () => {
    const { ask, move } = exchanging(context)
    for (let round = 0; round < 5; round++) {
      const [first, second, third] = await comingDuties(open.db, context.clock(), 3)
      if (!first || !second || !third) throw new Error('the seed has them')
      const [swap, offer] = [randomUUID(), randomUUID()]
      yes(await ask([legOf(second, first.physicianId), legOf(first, second.physicianId)], { id: swap }))
      yes(await ask([legOf(first, null)], { id: offer }))
      const outcomes = await Promise.all([
        move(first.physicianId, swap, 'accept'),
        move(third.physicianId, offer, 'accept'),
        overrideDuty(context, PROGRAM, EXCHANGED, {
          ...legOf(first, third.physicianId),
          to: third.physicianId,
          hours: null,
          reason: '急病のため',
        }),
      ])
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
      const rota = await standingNow(open.db)
      const told = (await currentDuties(open.db, EXCHANGED_ROSTER)).filter(one => one.cancelledAt === null)
      expect(shown(told)).toEqual(shown(partsOf(rota)))
      const rows = await open.db
        .selectFrom('exchange')
        .where('id', 'in', [swap, offer])
        .select('status')
        .execute()
      expect(rows.filter(({ status }) => status === 'proposed')).toEqual([])
    }
  })
})
