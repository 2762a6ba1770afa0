/** `node scripts/bench/coverage.ts`: how long the resolver takes for a year and for an instant, as JSON lines. */
import type { CoverageLayers, Stand } from '../../server/coverage/coverage-layers.ts'
import { precedence, type Source } from '../../server/coverage/coverage-layers.ts'
import { answersAt, resolveCoverage } from '../../server/coverage/resolve-coverage.ts'
import { DAY, HOUR } from '../../server/time/interval.ts'
import { instantOf } from '../../server/time/tokyo.ts'

const YEAR = { start: instantOf('2026-04-01', '00:00'), end: instantOf('2027-04-01', '00:00') }
const DAYS = (YEAR.end - YEAR.start) / DAY
const LAYERS = 8
const PHYSICIANS = 20
const ROUNDS = 200

const stand = (
  source: Source,
  person: number,
  post: string,
  start: number,
  hours: number,
  order = 0,
): Stand => ({
  start,
  end: start + hours * HOUR,
  post,
  who: { kind: 'physician', id: `physician-${person % PHYSICIANS}` },
  source,
  order,
  reason: { of: 'team', teamId: source },
})

const nights = Array.from({ length: DAYS }, (_, night) => YEAR.start + night * DAY)
const weeksAway = Array.from({ length: PHYSICIANS * 4 }, (_, index) => {
  const start = YEAR.start + ((index * 37) % DAYS) * DAY
  return { physicianId: `physician-${index % PHYSICIANS}`, start, end: start + 7 * DAY }
})
const posts = ['primary', 'backup']

/**
 * A patient's year in eight layers: two dozen hours by hand, the attending physician, who covers each of their
 * absences, three deputies, a rota with two posts each night, and the final back-up.
 */
const ofPatient: CoverageLayers = {
  posts,
  stands: [
    ...nights.filter((_, night) => night % 15 === 0).map(at => stand('override', 5, 'primary', at, 6)),
    ...weeksAway.slice(0, 4).map(({ start }) => stand('absenceCover', 6, 'primary', start, 7 * 24)),
    stand('attending', 0, 'primary', YEAR.start, DAYS * 24),
    ...[1, 2, 3].map(order => stand('deputy', order, 'primary', YEAR.start, DAYS * 24, order)),
    ...posts.flatMap((post, index) =>
      nights.map((at, night) => stand('rota', night + index * 3, post, at + 18 * HOUR, 14)),
    ),
    ...posts.map(post => stand('backup', 19, post, YEAR.start, DAYS * 24)),
  ],
  away: weeksAway,
}

/** The most that can be asked: eight layers of which each changes every night, at two posts. */
const everyNight: CoverageLayers = {
  posts,
  stands: posts.flatMap(post =>
    Array.from({ length: LAYERS }, (_, layer) =>
      nights.map((at, night) =>
        stand(
          precedence[layer % precedence.length] ?? 'rota',
          night * 7 + layer,
          post,
          at + (12 + layer) * HOUR,
          14,
          Math.floor(layer / precedence.length),
        ),
      ),
    ).flat(),
  ),
  away: weeksAway,
}

const median = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN
const p99 = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN

function measure(what: string, once: (round: number) => unknown): void {
  for (let round = 0; round < 20; round++) once(round)
  const times = Array.from({ length: ROUNDS }, (_, round) => {
    const from = performance.now()
    once(round)
    return performance.now() - from
  })
  console.log(JSON.stringify({ what, rounds: ROUNDS, medianMs: median(times), p99Ms: p99(times) }))
}

for (const [year, layers] of Object.entries({ ofPatient, everyNight })) {
  const { segments, gaps } = resolveCoverage(layers, YEAR)
  const [stands, away] = [layers.stands.length, layers.away.length]
  console.log(JSON.stringify({ year, stands, away, segments: segments.length, gaps: gaps.length }))
  measure(`${year}: the year`, () => resolveCoverage(layers, YEAR))
  measure(`${year}: an instant`, round => answersAt(layers, YEAR.start + round * 43 * HOUR))
}
