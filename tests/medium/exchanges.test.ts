import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { OpenDatabase } from '../../db/open.ts'
import { PROGRAM } from '../../server/audit/actor.ts'
import type { ServerContext } from '../../server/context.ts'
import type { Principal } from '../../server/identity/principal.ts'
import {
  changeExchangeSettings,
  readExchangeSettings,
} from '../../server/roster/exchanges/exchange-settings.service.ts'
import type { ExchangesView, Override } from '../../server/roster/exchanges/exchange-view.ts'
import { decideExchange } from '../../server/roster/exchanges/move-exchange.service.ts'
import { overrideDuty } from '../../server/roster/exchanges/override-duty.service.ts'
import { readExchanges } from '../../server/roster/exchanges/read-exchanges.service.ts'
import { publishRoster } from '../../server/roster/publication.service.ts'
import * as rosters from '../../server/roster/roster.repository.ts'
import { currentDuties } from '../../server/roster/standing/standing-rota.service.ts'
import { partsOf, placeOf, type StandingDuty } from '../../server/roster/standing/standing-rota.ts'
import { DAY, HOUR } from '../../server/time/interval.ts'
import { instantOf, localDayOf, wallClockOf } from '../../server/time/tokyo.ts'
import { aContext } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import {
  comingDuties,
  EXCHANGED,
  EXCHANGED_ROSTER,
  everythingOf,
  exchanging,
  legOf,
  standingNow,
  withoutLimits,
} from '../setup/exchanges.ts'
import { yes } from '../setup/signed-in.ts'

const written = (instant: number) => `${wallClockOf(instant)}:00+09:00`

const principalOf = (
  role: 'secretariat' | 'physician' | 'observer',
  facilityId: string | null = null,
): Principal => ({
  kind: 'account',
  accountId: 'somebody',
  sessionId: 's',
  factors: 2,
  steppedUp: false,
  memberships: [{ id: 'm', associationId: 'minato', role, facilityId }],
})

onEachDatabase('exchanges of published duties', ({ seeded }) => {
  let open: OpenDatabase
  let context: ServerContext
  let time: { now: number }
  let ask: ReturnType<typeof exchanging>['ask']
  let move: ReturnType<typeof exchanging>['move']
  let first: StandingDuty
  let second: StandingDuty
  let third: StandingDuty
  beforeEach(async () => {
    open = await seeded()
    ;({ context, time } = aContext(open))
    ;({ ask, move } = exchanging(context))
    await withoutLimits(open)
    const [one, two, three] = await comingDuties(open.db, time.now, 3)
    if (!one || !two || !three) throw new Error('the seed has them')
    ;[first, second, third] = [one, two, three]
  })

  const holderOf = async (duty: StandingDuty) =>
    (await standingNow(open.db)).find(one => placeOf(one) === placeOf(duty))?.physicianId
  const view = async (principal: Principal = principalOf('secretariat')): Promise<ExchangesView> =>
    yes(await readExchanges(context, principal, EXCHANGED))
  const statusOf = async (id: string) => (await view()).exchanges.find(one => one.id === id)?.status
  const asked = async (legs: Parameters<typeof ask>[0], given: Parameters<typeof ask>[1] = {}) => {
    const id = given.id ?? randomUUID()
    yes(await ask(legs, { id, ...given }))
    return id
  }
  const swapOfTwo = () => asked([legOf(first, second.physicianId), legOf(second, first.physicianId)])
  const ring = () => [
    legOf(first, second.physicianId),
    legOf(second, third.physicianId),
    legOf(third, first.physicianId),
  ]
  const setSettings = async (approvalNeeded: boolean) => {
    const { revision } = yes(await readExchangeSettings(context, EXCHANGED.schemeId))
    const settings = { approvalNeeded, answerWithinDays: 7 }
    yes(await changeExchangeSettings(context, PROGRAM, EXCHANGED.schemeId, { settings, revision }))
  }
  const override = (duty: StandingDuty, to: string, given: Partial<Override> = {}) =>
    overrideDuty(context, PROGRAM, EXCHANGED, {
      ...legOf(duty, to),
      to,
      hours: null,
      reason: '急病のため',
      ...given,
    })
  const auditOf = async () =>
    (await open.db.selectFrom('audit_entry').select(['action', 'resource']).orderBy('seq').execute())
      .filter(({ action }) => action.startsWith('exchange.') || action === 'duty.change')
      .map(({ action }) => action)
  const refusedWith = async (attempt: () => Promise<{ ok: boolean; reason?: string }>) => {
    const before = await everythingOf(open.db)
    const outcome = await attempt()
    expect(await everythingOf(open.db)).toEqual(before)
    return outcome
  }

  describe('a swap', () => {
    it('changes the duties, the calendars and the draft when the other accepts, and not before', async () => {
      const id = await swapOfTwo()
      expect(await holderOf(first)).toBe(first.physicianId)
      expect((await view()).exchanges[0]).toMatchObject({
        id,
        status: 'proposed',
        awaited: [second.physicianId],
        legs: [{ responsible: first.physicianId }, { responsible: second.physicianId }],
      })
      yes(await move(second.physicianId, id, 'accept'))
      expect([await holderOf(first), await holderOf(second)]).toEqual([second.physicianId, first.physicianId])
      expect((await view()).exchanges[0]).toMatchObject({
        status: 'applied',
        awaited: [],
        legs: [{ responsible: second.physicianId }, { responsible: first.physicianId }],
      })
      const told = (await currentDuties(open.db, EXCHANGED_ROSTER)).filter(one => one.cancelledAt === null)
      const shown = (duties: { unitId: string; physicianId: string }[]) =>
        duties.map(({ unitId, physicianId }) => `${unitId} ${physicianId}`).toSorted()
      expect(shown(told)).toEqual(shown(partsOf(await standingNow(open.db))))
      const draft = await rosters.listDraftAssignments(open.db, EXCHANGED_ROSTER)
      expect(draft.find(row => row.unit_id === first.unitId)?.physician_id).toBe(second.physicianId)
      expect(await auditOf()).toEqual(['exchange.propose', 'duty.change', 'exchange.accept'])
    })

    it('of three waits for both others', async () => {
      const id = await asked(ring())
      yes(await move(third.physicianId, id, 'accept'))
      expect([await statusOf(id), await holderOf(first)]).toEqual(['proposed', first.physicianId])
      yes(await move(second.physicianId, id, 'accept'))
      expect([await holderOf(first), await holderOf(second), await holderOf(third)]).toEqual([
        second.physicianId,
        third.physicianId,
        first.physicianId,
      ])
    })

    it('may ask for nothing in return; then one owes the other, until it is returned', async () => {
      const id = await asked([legOf(first, second.physicianId)])
      yes(await move(second.physicianId, id, 'accept'))
      const [debt] = (await view()).debts
      expect(debt).toMatchObject({ debtor: first.physicianId, creditor: second.physicianId, units: 1 })
      const own = await view(principalOf('physician', first.physicianId))
      expect(own.debts).toEqual([debt])
      expect((await view(principalOf('physician', third.physicianId))).debts).toEqual([])
    })

    it('ends when somebody declines, and everything stays as it was', async () => {
      const id = await asked(ring())
      yes(await move(second.physicianId, id, 'decline'))
      expect(await statusOf(id)).toBe('declined')
      expect(await refusedWith(() => move(third.physicianId, id, 'accept'))).toMatchObject({
        reason: 'exchangeMovedOn',
        detail: 'declined',
      })
    })

    it('can be kept as a draft that nobody else sees, and be asked later', async () => {
      const id = await asked([legOf(first, second.physicianId)], { draft: true })
      expect((await view(principalOf('physician', second.physicianId))).exchanges).toEqual([])
      expect(await refusedWith(() => move(second.physicianId, id, 'accept'))).toMatchObject({
        reason: 'notFound',
      })
      yes(await move(first.physicianId, id, 'propose'))
      yes(await move(second.physicianId, id, 'accept'))
      expect(await holderOf(first)).toBe(second.physicianId)
    })

    it('sent twice is stored once; an id of somebody else’s is refused', async () => {
      const id = await swapOfTwo()
      const legs = [legOf(first, second.physicianId), legOf(second, first.physicianId)]
      yes(await ask(legs, { id }))
      expect((await view()).exchanges).toHaveLength(1)
      yes(await move(second.physicianId, id, 'accept'))
      yes(await ask(legs, { id }))
      expect(await ask([legOf(third, second.physicianId)], { id })).toMatchObject({ fields: ['id'] })
    })

    it('under the id of another that says something else is refused, and not taken for the same', async () => {
      const id = await asked([legOf(first, second.physicianId)], { draft: true })
      const others: [Parameters<typeof ask>[0], Parameters<typeof ask>[1]][] = [
        [[legOf(first, third.physicianId)], { draft: true }],
        [[legOf(first, null)], { draft: true }],
        [[legOf(first, second.physicianId)], { draft: true, note: '学会のため' }],
        [[legOf(first, second.physicianId)], { draft: false }],
      ]
      for (const [legs, given] of others)
        expect(await refusedWith(() => ask(legs, { ...given, id }))).toMatchObject({
          reason: 'changedMeanwhile',
        })
    })

    it('until another day is something else too', async () => {
      const day = localDayOf(time.now + DAY)
      const id = await asked([legOf(first, null)], { answerBy: day })
      yes(await ask([legOf(first, null)], { id, answerBy: day }))
      for (const answerBy of [null, localDayOf(time.now)])
        expect(await ask([legOf(first, null)], { id, answerBy })).toMatchObject({
          reason: 'changedMeanwhile',
        })
    })

    it('is withdrawn by whoever asked', async () => {
      const id = await swapOfTwo()
      expect(await refusedWith(() => move(second.physicianId, id, 'withdraw'))).toMatchObject({
        reason: 'notAllowed',
      })
      yes(await move(first.physicianId, id, 'withdraw'))
      expect(await refusedWith(() => move(second.physicianId, id, 'accept'))).toMatchObject({
        reason: 'exchangeMovedOn',
      })
    })
  })

  describe('the secretariat', () => {
    it('enters for anybody, and it is marked', async () => {
      const office = exchanging(context, { ...PROGRAM, onBehalfOf: second.physicianId })
      const id = await swapOfTwo()
      yes(await office.move(second.physicianId, id, 'accept'))
      expect((await view()).exchanges[0]).toMatchObject({
        onBehalf: false,
        answers: [{ physician: second.physicianId, answer: 'accepted', onBehalf: true }],
      })
      const row = await open.db
        .selectFrom('audit_entry')
        .where('action', '=', 'exchange.accept')
        .select('on_behalf_of')
        .executeTakeFirst()
      expect(row?.on_behalf_of).toBe(second.physicianId)
    })

    it('approves, where the scheme wants it, before anything changes', async () => {
      await setSettings(true)
      const id = await swapOfTwo()
      yes(await move(second.physicianId, id, 'accept'))
      expect([await statusOf(id), await holderOf(first)]).toEqual(['accepted', first.physicianId])
      const path = { ...EXCHANGED, exchangeId: id }
      yes(await decideExchange(context, PROGRAM, path, { approve: true, reason: '' }))
      expect([await statusOf(id), await holderOf(first)]).toEqual(['applied', second.physicianId])
    })

    it('refuses with a reason that those in it read', async () => {
      await setSettings(true)
      const id = await swapOfTwo()
      yes(await move(second.physicianId, id, 'accept'))
      const path = { ...EXCHANGED, exchangeId: id }
      yes(await decideExchange(context, PROGRAM, path, { approve: false, reason: '学会と重なる' }))
      expect((await view(principalOf('physician', first.physicianId))).exchanges[0]).toMatchObject({
        status: 'declined',
        decisionReason: '学会と重なる',
      })
      expect(await holderOf(first)).toBe(first.physicianId)
    })

    it('overrides a whole duty, of which nobody owes anything', async () => {
      yes(await override(first, second.physicianId))
      expect(await holderOf(first)).toBe(second.physicianId)
      expect((await view()).debts).toEqual([])
    })

    it('overrides hours of a duty, and gives them back', async () => {
      const hours = { start: written(first.start + HOUR), end: written(first.start + 3 * HOUR) }
      yes(await override(first, second.physicianId, { hours }))
      const found = (await view()).duties.find(duty => duty.unit === first.unitId)
      expect(found?.parts.map(part => part.physician)).toEqual([
        first.physicianId,
        second.physicianId,
        first.physicianId,
      ])
      yes(await override(first, first.physicianId, { hours, from: second.physicianId }))
      expect((await standingNow(open.db)).find(one => placeOf(one) === placeOf(first))?.parts).toHaveLength(1)
    })

    it('overrides what is left of a running duty, from the next minute on', async () => {
      time.now = first.start + 2 * HOUR + 1
      yes(await override(first, second.physicianId, { hours: { start: null, end: null } }))
      const parts = (await standingNow(open.db)).find(one => placeOf(one) === placeOf(first))?.parts
      expect(parts).toEqual([
        { start: first.start, end: first.start + 2 * HOUR + 60_000, physicianId: first.physicianId },
        { start: first.start + 2 * HOUR + 60_000, end: first.end, physicianId: second.physicianId },
      ])
    })

    describe('of a duty that several stand', () => {
      const partsNow = async () =>
        (await standingNow(open.db)).find(one => placeOf(one) === placeOf(first))?.parts
      const changesOfFirst = async () =>
        (
          await open.db
            .selectFrom('duty_change')
            .where('unit_id', '=', first.unitId)
            .select(['from_physician_id', 'to_physician_id'])
            .orderBy('number')
            .execute()
        ).map(row => [row.from_physician_id, row.to_physician_id])
      beforeEach(async () => {
        const hours = { start: written(first.start + HOUR), end: written(first.start + 3 * HOUR) }
        yes(await override(first, second.physicianId, { hours }))
      })

      it('overrides the whole, each part from who stands it', async () => {
        yes(await override(first, third.physicianId))
        const { start, end } = first
        expect(await partsNow()).toEqual([{ start, end, physicianId: third.physicianId }])
        expect((await changesOfFirst()).slice(1)).toEqual([
          [first.physicianId, third.physicianId],
          [second.physicianId, third.physicianId],
          [first.physicianId, third.physicianId],
        ])
      })

      it('overrides all that is left, also for one who stands some of it already', async () => {
        time.now = first.start + 2 * HOUR
        yes(await override(first, second.physicianId, { hours: { start: null, end: null } }))
        expect(await partsNow()).toEqual([
          { start: first.start, end: first.start + HOUR, physicianId: first.physicianId },
          { start: first.start + HOUR, end: first.end, physicianId: second.physicianId },
        ])
        expect((await changesOfFirst()).slice(1)).toEqual([[first.physicianId, second.physicianId]])
      })

      it('does not take named hours from others than were seen to stand them', async () => {
        const hours = { start: written(first.start), end: written(first.end) }
        expect(await refusedWith(() => override(first, third.physicianId, { hours }))).toMatchObject({
          reason: 'changedMeanwhile',
        })
      })
    })
  })

  describe('an offer', () => {
    it('goes to whoever takes it first', async () => {
      const id = await asked([legOf(first, null)])
      const pool = await view(principalOf('observer'))
      expect(pool.exchanges.map(one => one.id)).toEqual([id])
      yes(await move(third.physicianId, id, 'accept'))
      expect(await holderOf(first)).toBe(third.physicianId)
      expect(await refusedWith(() => move(second.physicianId, id, 'accept'))).toMatchObject({
        reason: 'alreadyTaken',
      })
      expect((await view(principalOf('observer'))).exchanges).toEqual([])
    })

    it('of a duty that its holder already offers, asks to swap or keeps as a draft is refused', async () => {
      const swap = await swapOfTwo()
      const refused = { reason: 'alreadyOffered', detail: first.day }
      expect(await refusedWith(() => ask([legOf(first, null)]))).toMatchObject(refused)
      yes(await move(first.physicianId, swap, 'withdraw'))
      const draft = await asked([legOf(first, null)], { draft: true })
      expect(await refusedWith(() => ask([legOf(first, third.physicianId)]))).toMatchObject(refused)
      yes(await move(first.physicianId, draft, 'propose'))
      expect(await refusedWith(() => ask([legOf(first, null)]))).toMatchObject(refused)
      yes(await move(first.physicianId, draft, 'withdraw'))
      const today = localDayOf(time.now)
      await asked([legOf(first, null)], { answerBy: today })
      time.now = instantOf(today, '24:00') - 1
      expect(await refusedWith(() => ask([legOf(first, null)]))).toMatchObject(refused)
      // eq end: the offer is over
      time.now += 1
      yes(await ask([legOf(first, null)]))
    })

    it('of a duty that others only ask for is its holder’s to make, until the holder has said yes', async () => {
      await setSettings(true)
      const wanted = await asked([legOf(second, first.physicianId), legOf(first, second.physicianId)])
      const offer = await asked([legOf(first, null)])
      const refused = { reason: 'alreadyOffered', detail: first.day }
      expect(await refusedWith(() => move(first.physicianId, wanted, 'accept'))).toMatchObject(refused)
      yes(await move(first.physicianId, offer, 'withdraw'))
      yes(await move(first.physicianId, wanted, 'accept'))
      expect(await refusedWith(() => ask([legOf(first, null)]))).toMatchObject(refused)
    })

    it.each([
      ['its giver', () => first.physicianId, 'ownDuty'],
      ['somebody of another scheme', () => 'ward-kita-physician-1', 'unknownMember'],
    ])('is not for %s', async (_title, who, reason) => {
      const id = await asked([legOf(first, null)])
      expect(await refusedWith(() => move(who(), id, 'accept'))).toMatchObject({ reason })
    })
  })

  describe('what was overtaken', () => {
    it('by another exchange of the same duty ends with it', async () => {
      const [swap, offer, other] = [
        await asked([legOf(second, first.physicianId), legOf(first, second.physicianId)]),
        await asked([legOf(first, null)]),
        await asked([legOf(third, second.physicianId)]),
      ]
      yes(await move(third.physicianId, offer, 'accept'))
      expect([await statusOf(swap), await statusOf(offer), await statusOf(other)]).toEqual([
        'superseded',
        'applied',
        'proposed',
      ])
      expect(await refusedWith(() => move(first.physicianId, swap, 'accept'))).toMatchObject({
        reason: 'exchangeSuperseded',
      })
      expect((await auditOf()).filter(action => action === 'exchange.supersede')).toHaveLength(1)
    })

    it('by an override of an hour ends too', async () => {
      const id = await swapOfTwo()
      const hours = { start: null, end: written(first.start + HOUR) }
      yes(await override(first, third.physicianId, { hours }))
      expect(await statusOf(id)).toBe('superseded')
    })

    it('by a version that gives the duty to another ends; what the version leaves alone goes on', async () => {
      const [gone, kept] = [await swapOfTwo(), await asked([legOf(third, null)])]
      await open.db
        .updateTable('draft_assignment')
        .set({ physician_id: third.physicianId })
        .where('unit_id', '=', second.unitId)
        .execute()
      const { revision } = (await rosters.findRoster(open.db, EXCHANGED_ROSTER)) ?? { revision: -1 }
      yes(await publishRoster(context, PROGRAM, EXCHANGED.schemeId, EXCHANGED.fiscalYear, revision))
      expect([await statusOf(gone), await statusOf(kept)]).toEqual(['superseded', 'proposed'])
    })
  })

  describe('a refusal leaves everything as it was:', () => {
    it.each<[string, () => ReturnType<typeof ask>, string]>([
      [
        'the same unit twice',
        () => ask([legOf(first, second.physicianId), legOf(first, third.physicianId)]),
        'sameUnitTwice',
      ],
      ['one’s own duty to oneself', () => ask([legOf(first, first.physicianId)]), 'ownDuty'],
      [
        'a duty of somebody else’s',
        () => ask([{ ...legOf(first, third.physicianId), from: second.physicianId }]),
        'notHeld',
      ],
      ['a physician of another scheme', () => ask([legOf(first, 'ward-kita-physician-1')]), 'unknownMember'],
      [
        'a unit nobody published',
        () => ask([{ ...legOf(first, second.physicianId), unit: 'none' }]),
        'unknownUnit',
      ],
      [
        'a duty nobody gives',
        () => ask([legOf(first, second.physicianId)], { proposer: third.physicianId }),
        'invalidInput',
      ],
      [
        'a last day that is over',
        () => ask([legOf(first, null)], { answerBy: localDayOf(time.now - DAY) }),
        'invalidInput',
      ],
    ])('%s', async (_title, attempt, reason) => {
      expect(await refusedWith(attempt)).toMatchObject({ ok: false, reason })
    })

    it('a duty that has begun', async () => {
      time.now = first.start
      expect(await refusedWith(() => ask([legOf(first, second.physicianId)]))).toMatchObject({
        reason: 'alreadyBegun',
      })
    })

    it('an answer a moment too late', async () => {
      const id = await swapOfTwo()
      const { expiresAt } = (await view()).exchanges[0] ?? { expiresAt: '' }
      time.now = Date.parse(expiresAt)
      expect(await refusedWith(() => move(second.physicianId, id, 'accept'))).toMatchObject({
        reason: 'exchangeExpired',
      })
      expect(await statusOf(id)).toBe('expired')
      time.now -= 1
      yes(await move(second.physicianId, id, 'accept'))
    })

    it('a member who has left since', async () => {
      const id = await swapOfTwo()
      await open.db
        .updateTable('scheme_member')
        .set({ left_on: localDayOf(time.now) })
        .where('physician_id', '=', second.physicianId)
        .execute()
      expect(await refusedWith(() => move(second.physicianId, id, 'accept'))).toMatchObject({
        reason: 'unknownMember',
        detail: first.day,
      })
    })

    it('a rule of the rota that it would break: asked beforehand, and again when it is accepted', async () => {
      const id = await swapOfTwo()
      await open.db.updateTable('duty_scheme').set({ min_gap_days: 365 }).execute()
      expect(await refusedWith(() => move(second.physicianId, id, 'accept'))).toMatchObject({
        reason: 'breaksRules',
      })
      expect(await refusedWith(() => ask([legOf(third, first.physicianId)]))).toMatchObject({
        reason: 'breaksRules',
      })
      expect(await refusedWith(() => override(third, first.physicianId))).toMatchObject({
        reason: 'breaksRules',
      })
    })

    it('hours at which the other is on duty already', async () => {
      const id = await asked([legOf(first, null)])
      // In another year's rota, as it might be in another association's.
      await open.db
        .insertInto('duty_assignment')
        .values({
          unit_id: 'elsewhere',
          post: 'locum',
          roster_id: `${EXCHANGED.schemeId}/2027`,
          physician_id: third.physicianId,
          day: first.day,
          start_at: first.start - HOUR,
          end_at: first.start + HOUR,
          holiday_class: 'sunday',
          label: '日曜日',
          tentative: 0,
          sequence: 0,
          first_published_at: time.now,
          changed_at: time.now,
          cancelled_at: null,
        })
        .execute()
      const outcome = await refusedWith(() => move(third.physicianId, id, 'accept'))
      expect(['doubleBooked', 'breaksRules']).toContain(outcome.reason)
    })

    it('the 24-hour link of the stations, where only the former holder has it', async () => {
      await open.db.deleteFrom('nurse_link').execute()
      await open.db
        .insertInto('nurse_link')
        .values({
          id: randomUUID(),
          station_id: 'minato-station-1',
          association_id: 'minato',
          target_kind: 'physician',
          target_id: first.physicianId,
          from_day: '2026-04-01',
          to_day: null,
          entered_at: time.now,
          entered_by: null,
        })
        .execute()
      const outcome = await refusedWith(() => ask([legOf(first, second.physicianId)]))
      expect(outcome).toMatchObject({ reason: 'nurseLinkMissing' })
      expect(await refusedWith(() => override(first, second.physicianId))).toMatchObject({
        reason: 'nurseLinkMissing',
      })
    })

    it.each<[string, () => ReturnType<typeof override>, string]>([
      [
        'hours outside the unit',
        () =>
          override(first, second.physicianId, { hours: { start: written(first.start - HOUR), end: null } }),
        'hoursOutside',
      ],
      [
        'hours that are over',
        () => {
          time.now = first.end
          return override(first, second.physicianId, { hours: { start: null, end: null } })
        },
        'hoursOutside',
      ],
      [
        'the whole of a running duty',
        () => {
          time.now = first.start + 1
          return override(first, second.physicianId)
        },
        'alreadyBegun',
      ],
      [
        'from somebody who does not stand it',
        () => override(first, third.physicianId, { from: second.physicianId }),
        'changedMeanwhile',
      ],
      ['to somebody who is no member', () => override(first, 'ward-kita-physician-1'), 'unknownMember'],
      ['to the holder', () => override(first, first.physicianId), 'standsAlready'],
      [
        'of a unit nobody published',
        () => override({ ...first, unitId: 'none' }, second.physicianId),
        'unknownUnit',
      ],
    ])('an override: %s', async (_title, attempt, reason) => {
      expect(await refusedWith(attempt)).toMatchObject({ ok: false, reason })
    })

    it('a year of which nothing is published, and a scheme there is not', async () => {
      const body = { ...legOf(first, 'x'), to: 'x', hours: null, reason: 'x' }
      const next = { ...EXCHANGED, fiscalYear: 2027 }
      expect(await overrideDuty(context, PROGRAM, next, body)).toMatchObject({ reason: 'nothingPublished' })
      const nowhere = { schemeId: 'nowhere', fiscalYear: 2026 }
      expect(await overrideDuty(context, PROGRAM, nowhere, body)).toMatchObject({ reason: 'notFound' })
      expect(await readExchanges(context, principalOf('observer'), nowhere)).toMatchObject({
        reason: 'notFound',
      })
      expect(await readExchanges(context, principalOf('observer'), next)).toMatchObject({
        value: { published: null, duties: [], exchanges: [] },
      })
    })
  })

  it('the settings of two clerks at once have one winner', async () => {
    const { revision } = yes(await readExchangeSettings(context, EXCHANGED.schemeId))
    const save = (answerWithinDays: number) =>
      changeExchangeSettings(context, PROGRAM, EXCHANGED.schemeId, {
        settings: { approvalNeeded: true, answerWithinDays },
        revision,
      })
    const outcomes = await Promise.all([save(3), save(5)])
    expect(outcomes.map(one => (one.ok ? 'saved' : one.reason)).toSorted()).toEqual([
      'saved',
      'staleRevision',
    ])
  })
})
