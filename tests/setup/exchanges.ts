import { randomUUID } from 'node:crypto'
import type { Db, OpenDatabase } from '../../db/open.ts'
import { type Actor, PROGRAM } from '../../server/audit/actor.ts'
import type { Context } from '../../server/context.ts'
import type { PhysiciansEvent } from '../../server/roster/exchanges/exchange-view.ts'
import { moveExchange } from '../../server/roster/exchanges/move-exchange.service.ts'
import { proposeExchange } from '../../server/roster/exchanges/propose-exchange.service.ts'
import { currentDuties, standingDuties } from '../../server/roster/standing/standing-rota.service.ts'
import { placeOf, type StandingDuty } from '../../server/roster/standing/standing-rota.ts'

export const EXCHANGED = { schemeId: 'minato-locum', fiscalYear: 2026 }
export const EXCHANGED_ROSTER = `${EXCHANGED.schemeId}/${EXCHANGED.fiscalYear}`

/** Lets any member have any number of duties, as near to each other as they like: only hours that overlap are refused. */
export async function withoutLimits({ db }: OpenDatabase): Promise<void> {
  await db.updateTable('duty_scheme').set({ min_gap_days: 0 }).where('id', '=', EXCHANGED.schemeId).execute()
  await db
    .updateTable('scheme_member')
    .set({ min_units: null, max_units: null })
    .where('scheme_id', '=', EXCHANGED.schemeId)
    .execute()
}

export const standingNow = (db: Db): Promise<StandingDuty[]> => standingDuties(db, EXCHANGED_ROSTER)

/** Duties to come after `now`, in order of time, of `count` different physicians, no two of which touch. */
export async function comingDuties(db: Db, now: number, count: number): Promise<StandingDuty[]> {
  const chosen: StandingDuty[] = []
  for (const duty of (await standingNow(db)).toSorted((a, b) => a.start - b.start)) {
    const isNew = chosen.every(one => one.physicianId !== duty.physicianId && one.end < duty.start)
    if (duty.start > now && isNew && chosen.length < count) chosen.push(duty)
  }
  if (chosen.length < count) throw new Error('the seed has them')
  return chosen
}

/** The duty with the physician who is to have it; null: offered to all. */
export const legOf = (duty: StandingDuty, to: string | null) => ({
  unit: duty.unitId,
  post: duty.post,
  from: duty.physicianId,
  to,
})

type Leg = ReturnType<typeof legOf>

/** What physicians do, each in a transaction of its own. */
export function exchanging(context: Context, actor: Actor = PROGRAM) {
  const of = (physicianId: string) => ({ ...EXCHANGED, physicianId })
  return {
    ask: (
      legs: Leg[],
      given: Partial<Parameters<typeof proposeExchange>[3]> & { proposer?: string } = {},
    ) => {
      const { proposer = legs[0]?.from ?? '', ...body } = given
      const kind = legs.some(({ to }) => to === null) ? 'offer' : 'swap'
      const asked = { id: randomUUID(), kind, legs, note: '', answerBy: null, draft: false, ...body } as const
      return proposeExchange(context, actor, of(proposer), asked)
    },
    move: (physicianId: string, exchangeId: string, event: PhysiciansEvent['event']) =>
      moveExchange(context, actor, { ...of(physicianId), exchangeId }, { event, reason: '' }),
  }
}

/** Everything that an exchange may touch, to see that a refusal leaves it as it was. */
export async function everythingOf(db: Db) {
  return {
    roster: await db.selectFrom('roster').select(['id', 'revision', 'drafted_at']).orderBy('id').execute(),
    draft: await db.selectFrom('draft_assignment').selectAll().orderBy('unit_id').orderBy('post').execute(),
    duties: (await currentDuties(db, EXCHANGED_ROSTER)).toSorted((a, b) =>
      placeOf(a) < placeOf(b) ? -1 : 1,
    ),
    changes: await db.selectFrom('duty_change').selectAll().orderBy('id').execute(),
    exchanges: await db.selectFrom('exchange').selectAll().orderBy('id').execute(),
    legs: await db
      .selectFrom('exchange_leg')
      .selectAll()
      .orderBy('exchange_id')
      .orderBy('position')
      .execute(),
    answers: await db.selectFrom('exchange_answer').selectAll().orderBy('exchange_id').execute(),
    audit: await db.selectFrom('audit_entry').select('seq').orderBy('seq').execute(),
  }
}
