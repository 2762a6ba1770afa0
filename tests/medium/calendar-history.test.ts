import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import type { OpenDatabase } from '../../db/open.ts'
import { PROGRAM } from '../../server/audit/actor.ts'
import type { ServerContext } from '../../server/context.ts'
import type { Audience } from '../../server/feeds/audience.ts'
import { feedWindow } from '../../server/feeds/duty-feed.ts'
import { installationIdentity } from '../../server/feeds/feed.repository.ts'
import { feedOf } from '../../server/feeds/feed.service.ts'
import { renderCalendar } from '../../server/feeds/render-calendar.ts'
import { moveExchange } from '../../server/roster/exchanges/move-exchange.service.ts'
import { overrideDuty } from '../../server/roster/exchanges/override-duty.service.ts'
import { proposeExchange } from '../../server/roster/exchanges/propose-exchange.service.ts'
import { listPublications } from '../../server/roster/publication.repository.ts'
import { publishRoster } from '../../server/roster/publication.service.ts'
import { standingDuties } from '../../server/roster/standing/standing-rota.service.ts'
import { partsOf } from '../../server/roster/standing/standing-rota.ts'
import { withdrawUnits } from '../../server/roster/versions/withdraw-units.service.ts'
import { DAY, HOUR } from '../../server/time/interval.ts'
import { wallClockOf } from '../../server/time/tokyo.ts'
import { readDocument } from '../feeds/grammar.ts'
import { CalendarProgram, eventsIn, hoursOf } from '../setup/calendar-program.ts'
import { aCalendarWorld, type CalendarWorld, DAYS, PEOPLE, PLACES, YEAR } from '../setup/calendar-world.ts'
import { aContext, MORNING } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { yes } from '../setup/signed-in.ts'

/** How many histories on each database; CALENDAR_HISTORIES=1000 for a long run. */
const HISTORIES = Number(process.env.CALENDAR_HISTORIES ?? 200)
/** As many as a world has. */
const READERS = 9

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
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('toggle' as const),
      of: fc.constantFrom('group' as const, 'block' as const),
      clinic: person,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('move' as const), who: person, to: person }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('link' as const),
      to: fc.constantFrom(null, ...PEOPLE),
      last: fc.constantFrom(null, '2026-04-01', DAYS[0], DAYS[1]),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('read' as const), reader: fc.nat(READERS - 1) }) },
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

  const publish = async ({ schemeId, rosterId }: CalendarWorld) => {
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
  async function take(world: CalendarWorld, one: Step): Promise<boolean> {
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
      case 'toggle':
        await world.toggle(one.of, one.clinic)
        return true
      case 'move':
        await world.move(one.who, one.to)
        return true
      case 'link':
        await world.link(one.to, one.last)
        return true
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
        const world = await aCalendarWorld(open.db, `calendars-${++worlds}`)
        time.now = MORNING
        yes(await publish(world))
        const readers = world.readers.map(reader => ({ ...reader, program: new CalendarProgram() }))
        const readIt = async (reader: (typeof readers)[number] | undefined) => {
          if (!reader) throw new Error('there are as many')
          const document = await read(reader.audience, reader.id)
          tally.cancelled += eventsIn(document).filter(event => event.cancelled).length
          reader.program.merge(document)
        }
        const readAll = async () => {
          for (const reader of readers) await readIt(reader)
        }
        for (const one of steps) {
          time.now += 60_000
          tally[(await take(world, one)) ? 'done' : 'refused'] += 1
          if (one.do === 'read') await readIt(readers[one.reader])
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
        const whoIs = (id: string) => PEOPLE.findIndex(who => world.idOf(who) === id)
        for (const { audience, program, shows } of readers)
          expect(program.shownAfter(start), audience).toEqual(
            parts
              .filter(part => part.end > start && shows({ ...part, who: whoIs(part.physicianId) }))
              .map(part => hoursOf({ ...part, uid: uidOf(part) }))
              .sort(),
          )
      }),
      { numRuns: HISTORIES, endOnFailure: true },
    )
    expect(tally.done).toBeGreaterThan(HISTORIES * 3)
    expect(tally.refused).toBeGreaterThan(0)
    expect(tally.cancelled).toBeGreaterThan(HISTORIES)
  })
})
