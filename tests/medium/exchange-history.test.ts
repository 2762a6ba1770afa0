import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, expect, it } from 'vitest'
import type { OpenDatabase } from '../../db/open.ts'
import { PROGRAM } from '../../server/audit/actor.ts'
import type { ServerContext } from '../../server/context.ts'
import { presets } from '../../server/duty/presets.ts'
import { statusAt } from '../../server/roster/exchanges/exchange.ts'
import { moveExchange } from '../../server/roster/exchanges/move-exchange.service.ts'
import { overrideDuty } from '../../server/roster/exchanges/override-duty.service.ts'
import { proposeExchange } from '../../server/roster/exchanges/propose-exchange.service.ts'
import { CHECKS, MODES_OF } from '../../server/roster/gate/gate.ts'
import { listPublications, listPublishedUnits } from '../../server/roster/publication.repository.ts'
import { publishRoster } from '../../server/roster/publication.service.ts'
import { dutyOfRow } from '../../server/roster/standing/duty-row.ts'
import {
  currentDuties,
  listDutyChanges,
  standingDuties,
} from '../../server/roster/standing/standing-rota.service.ts'
import { standingRota } from '../../server/roster/standing/standing-rota.ts'
import { DAY, HOUR } from '../../server/time/interval.ts'
import { instantOf, wallClockOf } from '../../server/time/tokyo.ts'
import { aContext, MORNING } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { yes } from '../setup/signed-in.ts'

/** How many histories: more than every run has time for are asked for by name, EXCHANGE_SEQUENCES=1000. */
const SEQUENCES = Number(process.env.EXCHANGE_SEQUENCES ?? 60)
const YEAR = 2026
const POSTS = ['locum', 'backup'] as const
const PEOPLE = [0, 1, 2, 3] as const

/** Two of the units overlap, so that not everybody can take everything. */
const UNITS = [
  { day: '2026-07-05', rule: 'holiday', start: instantOf('2026-07-05', '00:00') },
  { day: '2026-07-12', rule: 'holiday', start: instantOf('2026-07-12', '00:00') },
  { day: '2026-07-12', rule: 'second', start: instantOf('2026-07-12', '12:00') },
]
const PLACES = UNITS.flatMap((unit, index) => POSTS.map(post => ({ ...unit, unit: index, post })))
const FIRST = [0, 1, 0, 1, 2, 3]
const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

const place = fc.nat(PLACES.length - 1)
const person = fc.constantFrom(...PEOPLE)
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('override' as const), place, to: person }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('hours' as const),
      place,
      to: person,
      from: fc.nat(23),
      length: fc.integer({ min: 1, max: 24 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('swap' as const), place, other: place }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('offer' as const), place }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('answer' as const), to: person, which: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('edit' as const), place, to: person }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('publish' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.constantFrom(1, 8, 34) }) },
)
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

/** The naive model: who stands each hour of each place, in plain tables. */
type Model = {
  now: number
  holder: number[]
  hours: number[][]
  draft: number[]
  asked: {
    id: string
    legs: { place: number; from: number; to: number | null }[]
    state: 'proposed' | 'applied' | 'superseded'
    until: number
  }[]
}

const begins = (at: number): number => PLACES[at]?.start ?? Number.NaN
const standsWhole = (hours: number[][], at: number, who: number): boolean =>
  (hours[at] ?? []).every(one => one === who)

/** Whether anybody stands two places in one hour. */
function isTorn(hours: number[][]): boolean {
  const taken = new Set<string>()
  for (const [at, standing] of hours.entries())
    for (const [hour, who] of standing.entries()) {
      const key = `${who} ${begins(at) + hour * HOUR}`
      if (taken.has(key)) return true
      taken.add(key)
    }
  return false
}

const spread = (holders: number[]): number[][] => holders.map(who => HOURS.map(() => who))

/** Whole duties pass on, all or none; the draft goes along where it has the same holder. */
function passWhole(model: Model, legs: { place: number; from: number; to: number }[]): boolean {
  const hours = structuredClone(model.hours)
  for (const leg of legs) hours[leg.place] = HOURS.map(() => leg.to)
  if (isTorn(hours)) return false
  model.hours = hours
  const draft = [...model.draft]
  for (const leg of legs) {
    model.holder[leg.place] = leg.to
    if (model.draft[leg.place] === leg.from) draft[leg.place] = leg.to
  }
  if (!isTorn(spread(draft))) model.draft = draft
  return true
}

/** Exchanges of duties that are not wholly with their giver any more end. */
function overtake(model: Model): void {
  for (const one of model.asked)
    if (
      one.state === 'proposed' &&
      model.now < one.until &&
      one.legs.some(leg => !standsWhole(model.hours, leg.place, leg.from))
    )
      one.state = 'superseded'
}

function publish(model: Model): boolean {
  const holder = PLACES.map((_, at) => (begins(at) <= model.now ? model.holder[at] : model.draft[at]) ?? -1)
  const hours = holder.map((who, at) =>
    who === model.holder[at] ? (model.hours[at] ?? []) : HOURS.map(() => who),
  )
  const isNews = hours.some((standing, at) => standing.some((who, hour) => who !== model.hours[at]?.[hour]))
  if (isTorn(hours) || !isNews) return false
  model.holder = holder
  model.hours = hours
  return true
}

onEachDatabase('any history of exchanges, overrides and publications', ({ seeded }) => {
  let open: OpenDatabase
  let context: ServerContext
  let time: { now: number }
  let worlds = 0
  beforeAll(async () => {
    open = await seeded()
    ;({ context, time } = aContext(open))
  })

  /** A scheme of its own, with four physicians and version 1 of three units with two posts. */
  async function aWorld() {
    const schemeId = `history-${++worlds}`
    const rosterId = `${schemeId}/${YEAR}`
    const idOf = (who: number) => `${schemeId}-p${who}`
    const unitOf = (index: number) => `${schemeId}/${UNITS[index]?.day}/${UNITS[index]?.rule}`
    const gate = CHECKS.map(check => [check, MODES_OF[check].includes('off') ? 'off' : 'block'])
    await open.db.transaction().execute(async trx => {
      await trx
        .insertInto('duty_scheme')
        .values({
          id: schemeId,
          association_id: 'minato',
          name: schemeId,
          short_name: schemeId,
          rules: JSON.stringify(presets.nanao),
          posts: JSON.stringify(POSTS),
          min_gap_days: 0,
          gate_settings: JSON.stringify(Object.fromEntries(gate)),
        })
        .execute()
      await trx
        .insertInto('physician')
        .values(
          PEOPLE.map(who => ({
            id: idOf(who),
            clinic_id: `minato-clinic-${who + 1}`,
            name: idOf(who),
            kana: idOf(who),
          })),
        )
        .execute()
      await trx
        .insertInto('scheme_member')
        .values(
          PEOPLE.map(who => ({
            scheme_id: schemeId,
            physician_id: idOf(who),
            joined_on: '2020-04-01',
            left_on: null,
            min_units: null,
            max_units: null,
            share_percent: 100,
          })),
        )
        .execute()
      await trx
        .insertInto('roster')
        .values({
          id: rosterId,
          scheme_id: schemeId,
          fiscal_year: YEAR,
          revision: 0,
          drafted_at: MORNING,
          seed: 1,
          input_hash: 'none',
          findings: JSON.stringify({ uncovered: [] }),
        })
        .execute()
      await trx
        .insertInto('duty_unit')
        .values(
          UNITS.map(({ day, rule, start }, index) => ({
            id: unitOf(index),
            roster_id: rosterId,
            day,
            rule,
            start_at: start,
            end_at: start + DAY,
            holiday_class: 'sunday',
            label: '日曜日',
            tentative: 0,
          })),
        )
        .execute()
      await trx
        .insertInto('draft_assignment')
        .values(
          PLACES.map(({ unit, post, start }, at) => ({
            unit_id: unitOf(unit),
            post,
            roster_id: rosterId,
            physician_id: idOf(FIRST[at] ?? 0),
            start_at: start,
            end_at: start + DAY,
          })),
        )
        .execute()
    })
    const revision = async () =>
      (
        await open.db
          .selectFrom('roster')
          .where('id', '=', rosterId)
          .select('revision')
          .executeTakeFirstOrThrow()
      ).revision
    const publishNow = async () => publishRoster(context, PROGRAM, schemeId, YEAR, await revision())
    time.now = MORNING
    yes(await publishNow())
    const model: Model = {
      now: MORNING,
      holder: [...FIRST],
      hours: spread(FIRST),
      draft: [...FIRST],
      asked: [],
    }
    return { schemeId, rosterId, idOf, unitOf, publishNow, model }
  }
  type World = Awaited<ReturnType<typeof aWorld>>

  const written = (instant: number) => `${wallClockOf(instant)}:00+09:00`

  /** Does one step in the program and in the model; both say whether it was done. */
  async function take(world: World, one: Step): Promise<[done: boolean, expected: boolean]> {
    const { schemeId, idOf, unitOf, model } = world
    const path = { schemeId, fiscalYear: YEAR }
    const at = 'place' in one ? one.place : 0
    const { unit = 0, post = '' } = PLACES[at] ?? {}
    const from = model.hours[at]?.[one.do === 'hours' ? one.from : 0] ?? -1
    switch (one.do) {
      case 'wait': {
        model.now += one.days * DAY
        time.now = model.now
        return [true, true]
      }
      case 'edit': {
        const draft = model.draft.with(at, one.to)
        if (isTorn(spread(draft))) return [false, false]
        model.draft = draft
        await open.db
          .updateTable('draft_assignment')
          .set({ physician_id: idOf(one.to) })
          .where('unit_id', '=', unitOf(unit))
          .where('post', '=', post)
          .execute()
        return [true, true]
      }
      case 'publish': {
        const done = await world.publishNow()
        const expected = publish(model)
        if (expected) overtake(model)
        return [done.ok, expected]
      }
      case 'override':
      case 'hours': {
        const start = begins(at) + (one.do === 'hours' ? one.from * HOUR : 0)
        const end = Math.min(
          one.do === 'hours' ? start + one.length * HOUR : Number.POSITIVE_INFINITY,
          begins(at) + DAY,
        )
        const done = await overrideDuty(context, PROGRAM, path, {
          unit: unitOf(unit),
          post,
          from: idOf(from),
          to: idOf(one.to),
          hours: one.do === 'hours' ? { start: written(start), end: written(end) } : null,
          reason: 'x',
        })
        const taken = HOURS.filter(
          hour => start <= begins(at) + hour * HOUR && begins(at) + hour * HOUR < end,
        )
        const isTheirs = taken.every(hour => model.hours[at]?.[hour] === from)
        // The whole passes on whoever stands the parts of it; named hours are those of one physician.
        const isNews = taken.some(hour => model.hours[at]?.[hour] !== one.to)
        let expected = isNews && model.now <= start && (one.do === 'override' || isTheirs)
        if (expected && isTheirs && taken.length === 24)
          expected = passWhole(model, [{ place: at, from, to: one.to }])
        else if (expected) {
          const hours = model.hours.with(
            at,
            (model.hours[at] ?? []).map((who, hour) => (taken.includes(hour) ? one.to : who)),
          )
          expected = !isTorn(hours)
          if (expected) model.hours = hours
        }
        if (expected) overtake(model)
        return [done.ok, expected]
      }
      case 'swap':
      case 'offer': {
        const other = one.do === 'swap' ? one.other : at
        const back = model.hours[other]?.[0] ?? -1
        const legs =
          one.do === 'offer'
            ? [{ place: at, from, to: null }]
            : [
                { place: at, from, to: back },
                { place: other, from: back, to: from },
              ]
        const id = randomUUID()
        const done = await proposeExchange(
          context,
          PROGRAM,
          { ...path, physicianId: idOf(from) },
          {
            id,
            kind: one.do,
            legs: legs.map(leg => ({
              unit: unitOf(PLACES[leg.place]?.unit ?? 0),
              post: PLACES[leg.place]?.post ?? '',
              from: idOf(leg.from),
              to: leg.to === null ? null : idOf(leg.to),
            })),
            note: '',
            answerBy: null,
            draft: false,
          },
        )
        const isGiven = model.asked.some(
          ({ state, until, legs: [given] }) =>
            state === 'proposed' && model.now < until && given?.place === at && given.from === from,
        )
        const isSound =
          !isGiven &&
          legs.every(
            leg =>
              model.now < begins(leg.place) &&
              standsWhole(model.hours, leg.place, leg.from) &&
              leg.from !== leg.to,
          ) &&
          (one.do === 'offer' || at !== other)
        const tried = structuredClone(model)
        const named = legs.flatMap(leg => (leg.to === null ? [] : [{ ...leg, to: leg.to }]))
        const expected = isSound && passWhole(tried, named)
        const until = Math.min(model.now + 7 * DAY, ...legs.map(leg => begins(leg.place)))
        if (expected) model.asked.push({ id, legs, state: 'proposed', until })
        return [done.ok, expected]
      }
      case 'answer': {
        const asked = model.asked.at(-1 - one.which)
        if (!asked) return [false, false]
        const done = await moveExchange(
          context,
          PROGRAM,
          { ...path, physicianId: idOf(one.to), exchangeId: asked.id },
          { event: 'accept', reason: '' },
        )
        const proposer = asked.legs[0]?.from
        const isAsked = asked.legs.some(leg => leg.to === null || leg.to === one.to) && one.to !== proposer
        let expected = asked.state === 'proposed' && model.now < asked.until && isAsked
        const legs = asked.legs.map(leg => ({ ...leg, to: leg.to ?? one.to }))
        if (expected) expected = passWhole(model, legs)
        if (expected) {
          asked.state = 'applied'
          overtake(model)
        }
        return [done.ok, expected]
      }
    }
  }

  /** What the database says in each of the ways in which it keeps it, hour by hour. */
  async function readWorld({ rosterId, idOf, unitOf, model }: World) {
    const { db } = open
    const who = new Map(PEOPLE.map(one => [idOf(one), one]))
    const byHour = (
      parts: readonly { unitId: string; post: string; start: number; end: number; physicianId: string }[],
    ) =>
      PLACES.map(({ unit, post, start }) =>
        HOURS.map(hour => {
          const found = parts.filter(
            part =>
              part.unitId === unitOf(unit) &&
              part.post === post &&
              part.start <= start + hour * HOUR &&
              start + hour * HOUR < part.end,
          )
          return found.length === 1 ? (who.get(found[0]?.physicianId ?? '') ?? -1) : -found.length
        }),
      )
    const rota = await standingDuties(db, rosterId)
    const newest = (await listPublications(db, rosterId)).at(-1)?.id ?? ''
    const folded = standingRota(
      (await listPublishedUnits(db, newest)).map(dutyOfRow),
      await listDutyChanges(db, newest),
    )
    const partsOf = (duties: typeof rota) =>
      duties.flatMap(duty => duty.parts.map(part => ({ ...part, unitId: duty.unitId, post: duty.post })))
    const draft = await db
      .selectFrom('draft_assignment')
      .where('roster_id', '=', rosterId)
      .selectAll()
      .execute()
    const stored = await db
      .selectFrom('exchange')
      .where('roster_id', '=', rosterId)
      .select(['id', 'status', 'expires_at'])
      .execute()
    return {
      told: byHour((await currentDuties(db, rosterId)).filter(({ cancelledAt }) => cancelledAt === null)),
      standing: byHour(partsOf(rota)),
      folded: byHour(partsOf(folded)),
      holder: PLACES.map(({ unit, post }) => {
        const duty = rota.find(one => one.unitId === unitOf(unit) && one.post === post)
        return who.get(duty?.physicianId ?? '') ?? -1
      }),
      draft: PLACES.map(({ unit, post }) => {
        const row = draft.find(one => one.unit_id === unitOf(unit) && one.post === post)
        return who.get(row?.physician_id ?? '') ?? -1
      }),
      states: model.asked.map(({ id }) => {
        const row = stored.find(one => one.id === id)
        return row && statusAt({ status: row.status as 'proposed', expiresAt: row.expires_at }, model.now)
      }),
    }
  }

  it(`replayed gives the same state as a naive model, in the versions, the calendars and the draft (${SEQUENCES} histories)`, {
    timeout: 1_800_000,
  }, async () => {
    const tally = { done: 0, refused: 0 }
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async steps => {
        const world = await aWorld()
        for (const one of steps) {
          const [done, expected] = await take(world, one)
          expect([one.do, done]).toEqual([one.do, expected])
          tally[done ? 'done' : 'refused'] += 1
        }
        const { model } = world
        const isOver = (one: Model['asked'][number]) => one.state === 'proposed' && one.until <= model.now
        expect(await readWorld(world)).toEqual({
          told: model.hours,
          standing: model.hours,
          folded: model.hours,
          holder: model.holder,
          draft: model.draft,
          states: model.asked.map(one => (isOver(one) ? 'expired' : one.state)),
        })
      }),
      { numRuns: SEQUENCES, endOnFailure: true },
    )
    // Enough of both happens for the comparison to mean something.
    expect(Math.min(tally.done, tally.refused)).toBeGreaterThan(SEQUENCES)
  })
})
