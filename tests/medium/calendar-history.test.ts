import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import type { OpenDatabase } from '../../db/open.ts'
import { PROGRAM } from '../../server/audit/actor.ts'
import type { ServerContext } from '../../server/context.ts'
import { presets } from '../../server/duty/presets.ts'
import type { Audience } from '../../server/feeds/audience.ts'
import { feedWindow } from '../../server/feeds/duty-feed.ts'
import { installationIdentity } from '../../server/feeds/feed.repository.ts'
import { feedOf } from '../../server/feeds/feed.service.ts'
import { renderCalendar } from '../../server/feeds/render-calendar.ts'
import { moveExchange } from '../../server/roster/exchanges/move-exchange.service.ts'
import { overrideDuty } from '../../server/roster/exchanges/override-duty.service.ts'
import { proposeExchange } from '../../server/roster/exchanges/propose-exchange.service.ts'
import { CHECKS, MODES_OF } from '../../server/roster/gate/gate.ts'
import { listPublications } from '../../server/roster/publication.repository.ts'
import { publishRoster } from '../../server/roster/publication.service.ts'
import { standingDuties } from '../../server/roster/standing/standing-rota.service.ts'
import { partsOf } from '../../server/roster/standing/standing-rota.ts'
import { withdrawUnits } from '../../server/roster/versions/withdraw-units.service.ts'
import { DAY, HOUR } from '../../server/time/interval.ts'
import { instantOf, wallClockOf } from '../../server/time/tokyo.ts'
import { readDocument } from '../feeds/grammar.ts'
import { CalendarProgram, eventsIn, hoursOf } from '../setup/calendar-program.ts'
import { aContext, MORNING } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { yes } from '../setup/signed-in.ts'

/** How many histories on each database; CALENDAR_HISTORIES=1000 for a long run. */
const HISTORIES = Number(process.env.CALENDAR_HISTORIES ?? 200)
const YEAR = 2026
const PEOPLE = [0, 1, 2] as const
const DAYS = ['2026-07-05', '2026-07-12', '2026-08-02'] as const
const POSTS = ['locum', 'backup'] as const
const PLACES = DAYS.flatMap(day => POSTS.map(post => ({ day, post, start: instantOf(day, '00:00') })))
const FIRST = [0, 1, 1, 2, 2, 0]

const place = fc.nat(PLACES.length - 1)
const person = fc.constantFrom(...PEOPLE)
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('override' as const), place, to: person }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('hours' as const),
      place,
      to: person,
      from: fc.nat(23),
      length: fc.integer({ min: 1, max: 23 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('swap' as const), place, other: place }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('edit' as const), place, to: person }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('publish' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('withdraw' as const), place }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('read' as const), who: person }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.constantFrom(1, 12) }) },
)
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

onEachDatabase('calendars over any history', ({ seeded }) => {
  let open: OpenDatabase
  let context: ServerContext
  let time: { now: number }
  let identity: string
  let worlds = 0
  beforeAll(async () => {
    open = await seeded()
    ;({ context, time } = aContext(open))
    identity = await installationIdentity(open.db)
  })

  /** A scheme of its own with version 1 of three units, each with a post and one behind it. */
  async function aWorld() {
    const schemeId = `calendars-${++worlds}`
    const rosterId = `${schemeId}/${YEAR}`
    const idOf = (who: number) => `${schemeId}-p${who}`
    const unitOf = (day: string) => `${schemeId}/${day}/holiday`
    const gate = CHECKS.map(check => [check, MODES_OF[check].includes('off') ? 'off' : 'block'])
    const unit = (day: string) => {
      const start = instantOf(day, '00:00')
      return { roster_id: rosterId, start_at: start, end_at: start + DAY }
    }
    await open.db.transaction().execute(async trx => {
      const scheme = {
        id: schemeId,
        association_id: 'minato',
        name: schemeId,
        short_name: schemeId,
        rules: JSON.stringify(presets.nanao),
        posts: JSON.stringify(POSTS),
        min_gap_days: 0,
        gate_settings: JSON.stringify(Object.fromEntries(gate)),
      }
      await trx.insertInto('duty_scheme').values(scheme).execute()
      for (const who of PEOPLE) {
        const id = idOf(who)
        await trx
          .insertInto('physician')
          .values({ id, clinic_id: `minato-clinic-${who + 1}`, name: id, kana: id })
          .execute()
        const membership = { scheme_id: schemeId, physician_id: id, joined_on: '2020-04-01', left_on: null }
        await trx
          .insertInto('scheme_member')
          .values({ ...membership, min_units: null, max_units: null, share_percent: 100 })
          .execute()
      }
      const roster = {
        id: rosterId,
        scheme_id: schemeId,
        fiscal_year: YEAR,
        revision: 0,
        drafted_at: MORNING,
      }
      await trx
        .insertInto('roster')
        .values({ ...roster, seed: 1, input_hash: 'none', findings: JSON.stringify({ uncovered: [] }) })
        .execute()
      for (const day of DAYS)
        await trx
          .insertInto('duty_unit')
          .values({
            id: unitOf(day),
            ...unit(day),
            ...{ day, rule: 'holiday', holiday_class: 'sunday', label: '日曜日', tentative: 0 },
          })
          .execute()
      for (const [index, { day, post }] of PLACES.entries())
        await trx
          .insertInto('draft_assignment')
          .values({ unit_id: unitOf(day), post, ...unit(day), physician_id: idOf(FIRST[index] ?? 0) })
          .execute()
    })
    return { schemeId, rosterId, idOf, unitOf }
  }
  type World = Awaited<ReturnType<typeof aWorld>>

  const publish = async ({ schemeId, rosterId }: World) => {
    const { revision } = await open.db
      .selectFrom('roster')
      .where('id', '=', rosterId)
      .select('revision')
      .executeTakeFirstOrThrow()
    return publishRoster(context, PROGRAM, schemeId, YEAR, revision)
  }

  const read = async (audience: Audience, id: string): Promise<string> => {
    const asked = { audience, audience_id: id, alarm_minutes: 60 }
    const feed = await feedOf(context, asked, 'https://rinban.test/feeds/a.ics', time.now)
    if (!feed) throw new Error(`no calendar of ${audience} ${id}`)
    const document = renderCalendar(feed)
    expect(readDocument(Buffer.from(document)).faults).toEqual([])
    return document
  }

  /** What the secretariat and the physicians do. Much of it is refused, which changes nothing. */
  async function take(world: World, one: Step): Promise<boolean> {
    const { schemeId, rosterId, idOf, unitOf } = world
    const path = { schemeId, fiscalYear: YEAR }
    const rota = await standingDuties(open.db, rosterId)
    const dutyAt = (index: number) => {
      const { day, post } = PLACES[index] ?? { day: '', post: '' }
      return rota.find(duty => duty.unitId === unitOf(day) && duty.post === post)
    }
    switch (one.do) {
      case 'publish':
        return (await publish(world)).ok
      case 'edit': {
        const { day = '', post = '' } = PLACES[one.place] ?? {}
        await open.db
          .updateTable('draft_assignment')
          .set({ physician_id: idOf(one.to) })
          .where('unit_id', '=', unitOf(day))
          .where('post', '=', post)
          // Both posts of a unit are never one physician's.
          .where(eb =>
            eb.not(
              eb.exists(
                eb
                  .selectFrom('draft_assignment as other')
                  .where('other.unit_id', '=', unitOf(day))
                  .where('other.physician_id', '=', idOf(one.to))
                  .select('other.unit_id'),
              ),
            ),
          )
          .execute()
        return true
      }
      case 'withdraw': {
        const duty = dutyAt(one.place)
        if (!duty) return false
        const number = (await listPublications(open.db, rosterId)).length
        const withdrawal = { number, units: [duty.unitId], reason: 'x' }
        return (await withdrawUnits(context, PROGRAM, schemeId, YEAR, withdrawal)).ok
      }
      case 'override':
      case 'hours': {
        const duty = dutyAt(one.place)
        if (!duty) return false
        const start = duty.start + (one.do === 'hours' ? one.from * HOUR : 0)
        const end = one.do === 'hours' ? Math.min(start + one.length * HOUR, duty.end) : duty.end
        const holder = duty.parts.find(part => part.start <= start && start < part.end)
        const written = (instant: number) => `${wallClockOf(instant)}:00+09:00`
        const change = {
          ...{ unit: duty.unitId, post: duty.post, reason: 'x' },
          from: holder?.physicianId ?? '',
          to: idOf(one.to),
          hours: one.do === 'hours' ? { start: written(start), end: written(end) } : null,
        }
        return (await overrideDuty(context, PROGRAM, path, change)).ok
      }
      case 'swap': {
        const [mine, theirs] = [dutyAt(one.place), dutyAt(one.other)]
        if (!mine || !theirs) return false
        const leg = (duty: typeof mine, to: string) => ({
          ...{ unit: duty.unitId, post: duty.post, from: duty.physicianId, to },
        })
        const id = randomUUID()
        const asked = await proposeExchange(
          context,
          PROGRAM,
          { ...path, physicianId: mine.physicianId },
          {
            ...{ id, kind: 'swap', note: '', answerBy: null, draft: false },
            legs: [leg(mine, theirs.physicianId), leg(theirs, mine.physicianId)],
          },
        )
        if (!asked.ok) return false
        const answering = { ...path, physicianId: theirs.physicianId, exchangeId: id }
        const event = { event: 'accept', reason: '' } as const
        return (await moveExchange(context, PROGRAM, answering, event)).ok
      }
      default:
        return true
    }
  }

  it(`a program that merges by UID and SEQUENCE ends with exactly the rota (${HISTORIES} histories)`, {
    timeout: 1_800_000,
  }, async () => {
    const tally = { done: 0, refused: 0, cancelled: 0 }
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 16 }), async steps => {
        const world = await aWorld()
        time.now = MORNING
        yes(await publish(world))
        const office = new CalendarProgram()
        const own = PEOPLE.map(() => new CalendarProgram())
        const readOwn = async (who: number) => {
          const document = await read('physician', world.idOf(who))
          tally.cancelled += eventsIn(document).filter(event => event.cancelled).length
          own[who]?.merge(document)
        }
        const readAll = async () => {
          office.merge(await read('scheme', world.schemeId))
          for (const who of PEOPLE) await readOwn(who)
        }
        for (const one of steps) {
          time.now += 60_000
          tally[(await take(world, one)) ? 'done' : 'refused'] += 1
          if (one.do === 'read') await readOwn(one.who)
          if (one.do === 'wait') {
            await readAll()
            time.now += one.days * DAY
          }
        }
        await readAll()

        const { start } = feedWindow(time.now)
        const parts = partsOf(await standingDuties(open.db, world.rosterId))
        const uidOf = ({ unitId, post, part }: (typeof parts)[number]) =>
          `${unitId}/${post}${part > 0 ? `/${part}` : ''}@${identity}`
        const shown = (whose: (physicianId: string) => boolean) =>
          parts
            .filter(part => whose(part.physicianId) && part.end > start)
            .map(part => hoursOf({ ...part, uid: uidOf(part) }))
            .sort()
        expect(office.shownAfter(start)).toEqual(shown(() => true))
        for (const who of PEOPLE)
          expect(own[who]?.shownAfter(start)).toEqual(shown(id => id === world.idOf(who)))
      }),
      { numRuns: HISTORIES, endOnFailure: true },
    )
    expect(tally.done).toBeGreaterThan(HISTORIES * 3)
    expect(tally.refused).toBeGreaterThan(0)
    expect(tally.cancelled).toBeGreaterThan(HISTORIES)
  })
})
