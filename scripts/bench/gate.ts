/** `node scripts/bench/gate.ts`: how long the gate takes for a large year, read from a database and judged, as JSON lines. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../../db/migrate.ts'
import { openSqlite, type Trx } from '../../db/open.ts'
import { inPortions } from '../../db/portions.ts'
import { seedDemo } from '../../db/seeds/seed-demo.ts'
import type { DutyRules } from '../../server/duty/duty-rules.ts'
import { findScheme } from '../../server/duty/duty-scheme.service.ts'
import { planYear } from '../../server/duty/plan-year.ts'
import { draftedPublication } from '../../server/roster/drafted-publication.service.ts'
import { readGate } from '../../server/roster/gate/gate.service.ts'
import { judgeDraft } from '../../server/roster/gate/judge-draft.service.ts'
import { rosterId } from '../../server/roster/roster-id.ts'
import { unitRows } from '../../server/roster/unit-rows.ts'
import { instantOf } from '../../server/time/tokyo.ts'

const SCHEME = 'bench-nights'
const YEAR = 2027
const NOW = instantOf('2027-02-01', '09:00')
const BLOCKS = ['北', '中', '南']
const POSTS = ['first', 'second']
const PHYSICIANS = 90
const ROUNDS = 30

/** Every night in three blocks: 1,098 units with two posts each. */
const RULES: DutyRules = {
  rules: BLOCKS.map((block, index) => ({
    kind: 'everyNight' as const,
    key: `night-${index}`,
    block,
    start: '18:00',
    end: '08:00',
    closedHours: 'keep' as const,
  })),
  promises: [],
}

const physician = (index: number): string => `bench-physician-${index % PHYSICIANS}`

async function fill(trx: Trx): Promise<void> {
  const many = Array.from({ length: PHYSICIANS }, (_, index) => index)
  await trx
    .insertInto('duty_scheme')
    .values({
      id: SCHEME,
      association_id: 'minato',
      name: SCHEME,
      short_name: SCHEME,
      rules: JSON.stringify(RULES),
      posts: JSON.stringify(POSTS),
      min_gap_days: 3,
    })
    .execute()
  await trx
    .insertInto('clinic')
    .values(
      many.map(index => ({
        id: `bench-clinic-${index}`,
        association_id: 'minato',
        name: `clinic ${index}`,
        place: 'town',
        phone: '0000-00-0000',
      })),
    )
    .execute()
  await trx
    .insertInto('physician')
    .values(
      many.map(index => ({
        id: physician(index),
        clinic_id: `bench-clinic-${index}`,
        name: `physician ${index}`,
        kana: `p${index}`,
      })),
    )
    .execute()
  await trx
    .insertInto('scheme_member')
    .values(
      many.map(index => ({
        scheme_id: SCHEME,
        physician_id: physician(index),
        joined_on: '2020-04-01',
        left_on: null,
        min_units: 20,
        max_units: 30,
        share_percent: 100,
        blocks: JSON.stringify([BLOCKS[index % BLOCKS.length]]),
      })),
    )
    .execute()
  await fillWishesAndLinks(trx, many)
  await fillDraft(trx)
}

/** Ten entries of 不可 each, and a link of its own for every third physician besides that of the scheme. */
async function fillWishesAndLinks(trx: Trx, many: readonly number[]): Promise<void> {
  const wishes = many.flatMap(index =>
    Array.from({ length: 10 }, (_, month) => ({
      id: `bench-wish-${index}-${month}`,
      scheme_id: SCHEME,
      physician_id: physician(index),
      fiscal_year: YEAR,
      kind: 'unavailable' as const,
      pattern: JSON.stringify({
        form: 'repeat',
        rrule: `FREQ=MONTHLY;BYMONTHDAY=${1 + ((index + month) % 28)}`,
        from: '2027-04-01',
        to: '2028-03-31',
        hours: { from: '12:00', to: '13:00' },
      }),
      entered_at: NOW,
      entered_by: null,
      on_behalf: 0,
    })),
  )
  for (const rows of inPortions(wishes)) await trx.insertInto('wish').values(rows).execute()
  const link = (id: string, station: number, kind: string, target: string) => ({
    id,
    station_id: `minato-station-${1 + (station % 3)}`,
    association_id: 'minato',
    target_kind: kind,
    target_id: target,
    from_day: '2026-04-01',
    to_day: null,
    entered_at: NOW,
    entered_by: null,
  })
  await trx
    .insertInto('nurse_link')
    .values([
      link('bench-link', 0, 'scheme', SCHEME),
      ...many
        .filter(index => index % 3 === 0)
        .map(index => link(`bench-link-${index}`, index, 'clinic', `bench-clinic-${index}`)),
    ])
    .execute()
}

async function fillDraft(trx: Trx): Promise<void> {
  const plan = planYear(RULES, [], YEAR)
  if (!plan.ok) throw new Error('the nights of three blocks do not overlap')
  const id = rosterId(SCHEME, YEAR)
  await trx
    .insertInto('roster')
    .values({
      id,
      scheme_id: SCHEME,
      fiscal_year: YEAR,
      revision: 1,
      findings: '{}',
      drafted_at: NOW,
      seed: 1,
      input_hash: 'bench',
    })
    .execute()
  const units = unitRows(SCHEME, id, plan.units)
  for (const rows of inPortions(units)) await trx.insertInto('duty_unit').values(rows).execute()
  // Within a block its thirty members take turns, two a night.
  const turns = BLOCKS.map(() => 0)
  const held = units.flatMap(unit => {
    const block = Number(unit.rule.slice('night-'.length))
    return POSTS.map(post => {
      const turn = turns[block] ?? 0
      turns[block] = turn + 1
      return {
        unit_id: unit.id,
        post,
        roster_id: id,
        physician_id: physician((turn % (PHYSICIANS / BLOCKS.length)) * BLOCKS.length + block),
        start_at: unit.start_at,
        end_at: unit.end_at,
      }
    })
  })
  for (const rows of inPortions(held)) await trx.insertInto('draft_assignment').values(rows).execute()
}

const folder = mkdtempSync(join(tmpdir(), 'rinban-bench-'))
const open = openSqlite(join(folder, 'rinban.sqlite'))
await migrate(open)
await seedDemo(open.db, () => NOW)
await open.db.transaction().execute(fill)

async function measure(title: string): Promise<void> {
  const context = { db: open.db, clock: () => NOW }
  const times: number[] = []
  for (let round = 0; round < ROUNDS + 3; round += 1) {
    const from = performance.now()
    await readGate(context, SCHEME, YEAR)
    if (round >= 3) times.push(performance.now() - from)
  }
  const scheme = await findScheme(open.db, SCHEME)
  const drafted = await draftedPublication(open.db, NOW, SCHEME, YEAR)
  if (!scheme || !drafted) throw new Error('the draft was just made')
  const results = await judgeDraft(open.db, NOW, scheme, YEAR, drafted)
  times.sort((a, b) => a - b)
  const at = (part: number): number => Number((times[Math.floor(part * (times.length - 1))] ?? 0).toFixed(1))
  console.log(
    JSON.stringify({
      year: title,
      units: drafted.units.length,
      posts: POSTS.length,
      physicians: PHYSICIANS,
      findings: Object.fromEntries(results.map(({ check, findings }) => [check, findings.length])),
      medianMs: at(0.5),
      p90Ms: at(0.9),
      longestMs: at(1),
    }),
  )
}

await measure('with everything in place')
await open.db.updateTable('nurse_evidence').set({ valid_until: '2027-03-31' }).execute()
await measure('with evidence that has run out')
await open.db.deleteFrom('nurse_link').execute()
await measure('without one linked station')
await open.db.deleteFrom('draft_assignment').where('roster_id', '=', rosterId(SCHEME, YEAR)).execute()
await measure('with every post open')
await open.db.destroy()
rmSync(folder, { recursive: true })
