import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { OpenDatabase } from '../../db/open.ts'
import { PROGRAM } from '../../server/audit/actor.ts'
import type { ServerContext } from '../../server/context.ts'
import type { Audience } from '../../server/feeds/audience.ts'
import type { FeedEvent } from '../../server/feeds/calendar-feed.ts'
import { feedWindow } from '../../server/feeds/duty-feed.ts'
import { feedOf } from '../../server/feeds/feed.service.ts'
import { overrideDuty } from '../../server/roster/exchanges/override-duty.service.ts'
import type { FollowedDuty } from '../../server/roster/follow-publication.ts'
import { currentDuties } from '../../server/roster/standing/standing-rota.service.ts'
import { DAY, HOUR } from '../../server/time/interval.ts'
import { instantOf, wallClockOf } from '../../server/time/tokyo.ts'
import { aContext, MORNING } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { withoutLimits } from '../setup/exchanges.ts'

const MINATO = { schemeId: 'minato-locum', fiscalYear: 2026 }

onEachDatabase('whose duties a calendar shows', ({ seeded }) => {
  let open: OpenDatabase
  let context: ServerContext
  let time: { now: number }
  beforeEach(async () => {
    open = await seeded()
    ;({ context, time } = aContext(open))
  })

  const eventsFor = async (audience: Audience, id: string): Promise<readonly FeedEvent[]> => {
    const asked = { audience, audience_id: id, alarm_minutes: null }
    const feed = await feedOf(context, asked, 'https://rinban.test/feeds/a.ics', time.now)
    if (!feed) throw new Error(`no calendar of ${audience} ${id}`)
    return feed.events
  }
  const unitsFor = async (audience: Audience, id: string) =>
    (await eventsFor(audience, id)).map(({ uid }) => uid.split('@')[0]).sort()

  /** Straight from the table: what of a year touches the window and is held by one of these. */
  const heldBy = async (schemeId: string, holds: (duty: FollowedDuty) => boolean) => {
    const { start, end } = feedWindow(time.now)
    return (await currentDuties(open.db, `${schemeId}/2026`))
      .filter(duty => duty.end > start && duty.start < end && holds(duty))
      .map(({ unitId, post }) => `${unitId}/${post}`)
      .sort()
  }
  const inKita = (...numbers: number[]) =>
    heldBy('ward-kita-locum', ({ physicianId }) =>
      numbers.some(number => physicianId === `ward-kita-physician-${number}`),
    )
  const EAST = [1, 2, 3, 4, 5, 6, 7, 8]

  const nameBlock = async (block: string) => {
    const { rules } = await open.db
      .selectFrom('duty_scheme')
      .where('id', '=', 'ward-kita-locum')
      .select('rules')
      .executeTakeFirstOrThrow()
    const parsed = JSON.parse(rules)
    parsed.rules[0].block = block
    await open.db
      .updateTable('duty_scheme')
      .set({ rules: JSON.stringify(parsed) })
      .where('id', '=', 'ward-kita-locum')
      .execute()
  }
  const link = (target_kind: string, target_id: string, days: { from_day?: string; to_day?: string } = {}) =>
    open.db
      .insertInto('nurse_link')
      .values({
        id: randomUUID(),
        station_id: 'ward-kita-station-1',
        association_id: 'ward-kita',
        ...{ target_kind, target_id, from_day: '2026-04-01', to_day: null, ...days },
        ...{ entered_at: MORNING, entered_by: null },
      })
      .execute()

  it('a scheme and its association: every duty', async () => {
    const all = await heldBy('minato-locum', () => true)
    expect(all.length).toBeGreaterThan(55)
    expect(await unitsFor('scheme', 'minato-locum')).toEqual(all)
    expect(await unitsFor('association', 'minato')).toEqual(all)
  })

  it('a physician and their clinic: their own', async () => {
    const own = await heldBy('minato-locum', duty => duty.physicianId === 'minato-physician-1')
    expect(own.length).toBeGreaterThan(2)
    expect(await unitsFor('physician', 'minato-physician-1')).toEqual(own)
    expect(await unitsFor('clinic', 'minato-clinic-1')).toEqual(own)
  })

  it('a block and its hospital: the duties of whoever has a clinic in it', async () => {
    const east = await inKita(...EAST)
    expect(east.length).toBeGreaterThan(5)
    expect(await unitsFor('supportBlock', 'ward-kita-block-1')).toEqual(east)
    expect(await unitsFor('hospital', 'ward-kita-block-1-hospital')).toEqual(east)
  })

  it('a block whose name a rule has: every unit of the rule, and no other block more than its own', async () => {
    await nameBlock('東ブロック')
    expect(await unitsFor('supportBlock', 'ward-kita-block-1')).toEqual(
      await heldBy('ward-kita-locum', () => true),
    )
    expect(await unitsFor('supportBlock', 'ward-kita-block-2')).toEqual(
      await inKita(...EAST.map(number => number + 8)),
    )
  })

  it('a group of clinics: the duties of its physicians in its association', async () => {
    await open.db
      .insertInto('clinic_group')
      .values({ id: 'group', association_id: 'ward-kita', name: 'グループ', revision: 0 })
      .execute()
    await open.db
      .insertInto('clinic_group_clinic')
      .values(
        ['ward-kita-clinic-2', 'ward-kita-clinic-11', 'minato-clinic-1'].map(clinic_id => ({
          group_id: 'group',
          clinic_id,
        })),
      )
      .execute()
    expect(await unitsFor('clinicGroup', 'group')).toEqual(await inKita(2, 11))
  })

  describe('a visiting-nurse station', () => {
    beforeEach(() => open.db.deleteFrom('nurse_link').execute())

    it('without a link: nothing', async () => {
      expect(await unitsFor('nursingStation', 'ward-kita-station-1')).toEqual([])
    })

    it('linked to a scheme: every duty', async () => {
      await link('scheme', 'ward-kita-locum')
      expect(await unitsFor('nursingStation', 'ward-kita-station-1')).toEqual(
        await heldBy('ward-kita-locum', () => true),
      )
    })

    it('linked to a physician and a clinic: their duties', async () => {
      await link('physician', 'ward-kita-physician-3')
      await link('clinic', 'ward-kita-clinic-4')
      expect(await unitsFor('nursingStation', 'ward-kita-station-1')).toEqual(await inKita(3, 4))
    })

    it('on the days of the link alone, both included', async () => {
      await link('scheme', 'ward-kita-locum', { from_day: '2026-08-01', to_day: '2026-08-31' })
      const [from, to] = [instantOf('2026-08-01', '00:00'), instantOf('2026-08-31', '24:00')]
      const august = await heldBy('ward-kita-locum', duty => duty.start < to && duty.end > from)
      expect(august.length).toBeGreaterThan(3)
      expect(await unitsFor('nursingStation', 'ward-kita-station-1')).toEqual(august)
    })

    it('linked to a patient: no duty, and nothing of the link in any event', async () => {
      await link('patient', 'T.Y-0042')
      expect(await unitsFor('nursingStation', 'ward-kita-station-1')).toEqual([])
      const all = JSON.stringify(await eventsFor('association', 'ward-kita'))
      expect(all).not.toContain('T.Y-0042')
      expect(all).not.toContain('訪問看護')
    })
  })

  describe('whoever goes from a calendar', () => {
    const statesFor = async (audience: Audience, id: string) =>
      (await eventsFor(audience, id)).map(({ status, sequence }) => `${status} ${sequence}`)
    const endLink = (to_day: string | null) => open.db.updateTable('nurse_link').set({ to_day }).execute()

    beforeEach(() => open.db.deleteFrom('nurse_link').execute())

    it('when a link ends: their duties are cancelled for 30 days, and then forgotten', async () => {
      await link('physician', 'ward-kita-physician-3')
      const shown = await statesFor('nursingStation', 'ward-kita-station-1')
      expect(new Set(shown)).toEqual(new Set(['confirmed 0']))
      await endLink('2026-04-02')
      const cancelled = shown.map(() => 'cancelled 1')
      expect(await statesFor('nursingStation', 'ward-kita-station-1')).toEqual(cancelled)
      time.now += 30 * DAY
      const { start } = feedWindow(time.now)
      const rest = await eventsFor('nursingStation', 'ward-kita-station-1')
      expect(rest.length).toBeGreaterThan(0)
      expect(rest.every(event => event.status === 'cancelled' && event.end > start)).toBe(true)
      time.now += DAY
      expect(await eventsFor('nursingStation', 'ward-kita-station-1')).toEqual([])
    })

    it('and comes back: their duties are there again with a higher SEQUENCE', async () => {
      await link('physician', 'ward-kita-physician-3')
      await eventsFor('nursingStation', 'ward-kita-station-1')
      await endLink('2026-04-02')
      await eventsFor('nursingStation', 'ward-kita-station-1')
      await endLink(null)
      expect(new Set(await statesFor('nursingStation', 'ward-kita-station-1'))).toEqual(
        new Set(['confirmed 2']),
      )
    })

    it('when a clinic leaves a block: for the block and its hospital', async () => {
      const of = [
        ['supportBlock', 'ward-kita-block-1'],
        ['hospital', 'ward-kita-block-1-hospital'],
      ] as const
      const before = await inKita(...EAST)
      for (const [audience, id] of of) await eventsFor(audience, id)
      await open.db.deleteFrom('support_block_clinic').where('clinic_id', '=', 'ward-kita-clinic-1').execute()
      const left = await inKita(...EAST.filter(number => number !== 1))
      expect(left.length).toBeLessThan(before.length)
      for (const [audience, id] of of) {
        const events = await eventsFor(audience, id)
        expect(events).toHaveLength(before.length)
        expect(events.filter(({ status }) => status === 'confirmed')).toHaveLength(left.length)
      }
    })

    it('says the same bytes until the next change, and leaves alone what nobody has read', async () => {
      await link('physician', 'ward-kita-physician-3')
      await endLink('2026-04-02')
      expect(await eventsFor('nursingStation', 'ward-kita-station-1')).toEqual([])
      await endLink(null)
      const first = await eventsFor('nursingStation', 'ward-kita-station-1')
      time.now += 60_000
      expect(await eventsFor('nursingStation', 'ward-kita-station-1')).toEqual(first)
    })
  })

  describe('the nurses in an event', () => {
    const nursesOf = async () => {
      const [event] = (await eventsFor('scheme', 'minato-locum')).filter(({ start }) => start > MORNING)
      return event?.description.split('\n').filter(line => line.startsWith('訪問看護')) ?? []
    }

    it('are those whose link covers its hours, with the number to call at night', async () => {
      expect(await nursesOf()).toEqual([
        '訪問看護：訪問看護ステーションかもめ 夜間 0000-12-0002',
        '訪問看護：訪問看護ステーションみなと 夜間 0000-12-0001',
      ])
    })

    it('are none without proof: what is not known is not there', async () => {
      await open.db.updateTable('nurse_evidence').set({ withdrawn_at: MORNING }).execute()
      expect(await nursesOf()).toEqual([])
    })
  })

  describe('a duty that passes on', () => {
    beforeEach(() => withoutLimits(open))

    const [A, B] = ['minato-physician-1', 'minato-physician-2']
    const comingDuty = async (after = MORNING) => {
      const duties = (await currentDuties(open.db, 'minato-locum/2026'))
        .filter(duty => duty.physicianId === A && duty.start > after)
        .toSorted((a, b) => a.start - b.start)
      const [duty] = duties
      if (!duty) throw new Error('the seed has one')
      return duty
    }
    const give = async (
      duty: FollowedDuty,
      from: string,
      to: string,
      hours: [number, number] | null = null,
    ) => {
      time.now += 60_000
      const at = (offset: number) => `${wallClockOf(duty.start + offset * HOUR)}:00+09:00`
      const given = await overrideDuty(context, PROGRAM, MINATO, {
        ...{ unit: duty.unitId, post: duty.post, from, to, reason: 'x' },
        hours: hours && { start: at(hours[0]), end: at(hours[1]) },
      })
      expect(given).toMatchObject({ ok: true })
    }
    const told = async (audience: Audience, id: string, { unitId }: FollowedDuty) =>
      (await eventsFor(audience, id))
        .filter(({ uid }) => uid.startsWith(unitId))
        .map(event => ({
          part: Number(/\/(\d+)@/.exec(event.uid)?.[1] ?? 0),
          status: event.status,
          sequence: event.sequence,
          hours: (event.end - event.start) / HOUR,
        }))

    it('is cancelled for who had it and theirs who took it, under one UID and SEQUENCE', async () => {
      const duty = await comingDuty()
      const hours = (duty.end - duty.start) / HOUR
      await give(duty, A, B)
      expect(await told('physician', A, duty)).toEqual([{ part: 0, status: 'cancelled', sequence: 1, hours }])
      expect(await told('physician', B, duty)).toEqual([{ part: 0, status: 'confirmed', sequence: 1, hours }])
      expect(await told('clinic', 'minato-clinic-1', duty)).toEqual([
        { part: 0, status: 'cancelled', sequence: 1, hours },
      ])
    })

    it('and comes back within days is theirs again with a higher SEQUENCE', async () => {
      const duty = await comingDuty()
      await give(duty, A, B)
      await give(duty, B, A)
      expect(await told('physician', A, duty)).toMatchObject([{ status: 'confirmed', sequence: 2 }])
      expect(await told('physician', B, duty)).toMatchObject([{ status: 'cancelled', sequence: 2 }])
    })

    it('for some hours leaves the rest with who had it, and cancels nothing that they never had', async () => {
      const duty = await comingDuty()
      const hours = (duty.end - duty.start) / HOUR
      await give(duty, A, B, [18, 22])
      expect(await told('physician', A, duty)).toEqual([
        { part: 0, status: 'confirmed', sequence: 1, hours: 18 },
        { part: 22 * 60, status: 'confirmed', sequence: 0, hours: hours - 22 },
      ])
      expect(await told('physician', B, duty)).toEqual([
        { part: 18 * 60, status: 'confirmed', sequence: 0, hours: 4 },
      ])
    })

    it('stays cancelled for 30 days and is forgotten then', async () => {
      const duty = await comingDuty(MORNING + 90 * DAY)
      await give(duty, A, B)
      time.now += 29 * DAY
      expect(await told('physician', A, duty)).toHaveLength(1)
      time.now += 2 * DAY
      expect(await told('physician', A, duty)).toEqual([])
      expect(await told('physician', B, duty)).toHaveLength(1)
    })
  })

  it('there is no calendar of nobody', async () => {
    const asked = { audience: 'hospital', audience_id: 'none', alarm_minutes: null }
    expect(await feedOf(context, asked, 'https://rinban.test/feeds/a.ics', MORNING)).toBeNull()
  })

  it('carries the reminder that was asked for', async () => {
    const asked = { audience: 'scheme', audience_id: 'minato-locum', alarm_minutes: 90 }
    const feed = await feedOf(context, asked, 'https://rinban.test/feeds/a.ics', MORNING)
    expect(feed?.alarmMinutes).toBe(90)
  })
})
