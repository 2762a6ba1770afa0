/** `node scripts/bench/versions.ts`: how long this thread works on the difference of two versions of a large year, as JSON lines. */
import { type StandingDuty, standingRota } from '../../server/roster/standing/standing-rota.ts'
import { differenceOf } from '../../server/roster/versions/difference.ts'
import { HOUR } from '../../server/time/interval.ts'
import { addDays } from '../../server/time/local-day.ts'
import { instantOf } from '../../server/time/tokyo.ts'

const UNITS = 1_100
const POSTS = ['first', 'second']
const PHYSICIANS = 300
const ROUNDS = 200

/** Three units a day with two posts each; every `every`th post is with somebody else than in the plain rota. */
function aRota(every: number): StandingDuty[] {
  return standingRota(
    Array.from({ length: UNITS * POSTS.length }, (_, index) => {
      const unit = Math.floor(index / POSTS.length)
      const day = addDays('2026-04-01', Math.floor(unit / 3))
      const start = instantOf(day, '00:00') + (unit % 3) * 8 * HOUR
      const holder = (index % every === 0 ? index + 1 : index) % PHYSICIANS
      return {
        unitId: `bench/${day}/shift-${unit % 3}`,
        post: POSTS[index % POSTS.length] ?? '',
        physicianId: `physician-${holder}`,
        day,
        start,
        end: start + 8 * HOUR,
        holidayClass: 'other' as const,
        label: 'shift',
        tentative: false,
      }
    }),
    [],
  )
}

const plain = aRota(Number.POSITIVE_INFINITY)
for (const [title, other] of [
  ['the same', aRota(Number.POSITIVE_INFINITY)],
  ['one post in ten', aRota(10)],
  ['every post', aRota(1)],
] as const) {
  for (let round = 0; round < 20; round += 1) differenceOf(plain, other)
  const times = Array.from({ length: ROUNDS }, () => {
    const from = process.threadCpuUsage()
    differenceOf(plain, other)
    const { user, system } = process.threadCpuUsage(from)
    return (user + system) / 1_000
  }).toSorted((a, b) => a - b)
  const at = (part: number): number => Number((times[Math.floor(part * (ROUNDS - 1))] ?? 0).toFixed(2))
  const { people, units } = differenceOf(plain, other)
  console.log(
    JSON.stringify({
      changed: title,
      units: UNITS,
      posts: POSTS.length,
      differences: units.length,
      people: people.length,
      medianMs: at(0.5),
      p99Ms: at(0.99),
    }),
  )
}
