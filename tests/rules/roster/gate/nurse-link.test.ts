import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Evidence } from '../../../../server/directory/stations/evidence.ts'
import type { LinkedStation } from '../../../../server/directory/stations/nurse-cover.ts'
import { ISO_WEEKDAYS } from '../../../../server/directory/stations/station-cover.ts'
import type { GateFacts } from '../../../../server/roster/gate/gate-facts.ts'
import { nurseLink } from '../../../../server/roster/gate/nurse-link.ts'
import { standingRota } from '../../../../server/roster/standing/standing-rota.ts'
import { HOUR } from '../../../../server/time/interval.ts'
import { addDays } from '../../../../server/time/local-day.ts'
import { instantOf } from '../../../../server/time/tokyo.ts'
import { aDuty } from '../../../builders/duty.ts'
import { aDutyChange } from '../../../builders/duty-change.ts'
import { aGateFacts } from '../../../builders/gate-facts.ts'

const FIRST = '2026-06-01'
const MINUTE = 60_000
const TODAY = '2026-06-03'

/**
 * The oracle: asks every single minute of every duty, by its own wall clock and with nothing of the program's
 * intervals. Minutes are counted from 1 January 1970 in Tokyo; days are text.
 */
const minuteOf = (instant: number): number => Math.floor((instant + 9 * HOUR) / MINUTE)
const dayOf = (minute: number): string => new Date(minute * MINUTE).toISOString().slice(0, 10)
const clockOf = (minute: number): string => new Date(minute * MINUTE).toISOString().slice(11, 16)
const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

const hoursOn = ({ cover }: LinkedStation, day: string) => {
  const own = cover.dates.find(({ from, to }) => from <= day && day <= to)
  return { own, hours: own ? own.hours : cover.weekly.filter(({ weekday }) => weekday === weekdayOf(day)) }
}

function isThere(station: LinkedStation, minute: number): boolean {
  const [day, clock] = [dayOf(minute), clockOf(minute)]
  const eve = addDays(day, -1)
  const [today, before] = [hoursOn(station, day), hoursOn(station, eve)]
  if (today.hours.some(({ from, to }) => from <= clock && (to <= from || clock < to))) return true
  // Last night goes on into this day, unless the day has hours of its own that others do not share.
  const endsAtMidnight = today.own !== undefined && today.own !== before.own
  return !endsAtMidnight && before.hours.some(({ from, to }) => to <= from && clock < to)
}

const isProven = ({ evidence }: LinkedStation, day: string): boolean =>
  evidence.some(
    ({ checkedOn, validUntil, withdrawnAt }) =>
      withdrawnAt === null && checkedOn <= TODAY && checkedOn <= day && day <= validUntil,
  )

const isReliable = (station: LinkedStation, minute: number): boolean => {
  const day = dayOf(minute)
  const { link, closedOn } = station
  const linked = link.from <= day && (link.to === null || day <= link.to)
  return linked && (closedOn === null || day < closedOn) && isProven(station, day) && isThere(station, minute)
}

/** Every minute without a station, as `unit post minute`. */
function missingMinutes({ rota, links, now }: GateFacts): string[] {
  const missing: string[] = []
  for (const duty of rota) {
    if (duty.start <= now) continue
    for (let minute = minuteOf(duty.start); minute < minuteOf(duty.end); minute += 1) {
      const part = duty.parts.find(({ start, end }) => minuteOf(start) <= minute && minute < minuteOf(end))
      const own = links.ofPhysician.get(part?.physicianId ?? '') ?? []
      if (![...links.ofScheme, ...own].some(station => isReliable(station, minute)))
        missing.push(`${duty.unitId} ${duty.post} ${minute}`)
    }
  }
  return missing.sort()
}

const minutesFound = (facts: GateFacts): string[] =>
  nurseLink(facts)
    .flatMap(({ units: [unit], post, hours }) =>
      hours.flatMap(({ start, end }) =>
        Array.from(
          { length: minuteOf(end) - minuteOf(start) },
          (_, index) => `${unit} ${post} ${minuteOf(start) + index}`,
        ),
      ),
    )
    .sort()

const aDay = fc.integer({ min: -3, max: 16 }).map(days => addDays(FIRST, days))
const aTime = fc.oneof(
  fc.constantFrom('00:00', '08:30', '17:00', '23:59'),
  fc.integer({ min: 0, max: 95 }).map(quarter => {
    const pad = (value: number) => String(value).padStart(2, '0')
    return `${pad(Math.floor(quarter / 4))}:${pad((quarter % 4) * 15)}`
  }),
)
const someHours = fc.record({ from: aTime, to: fc.oneof(aTime, fc.constant('24:00')) })
const days = fc.tuple(aDay, fc.integer({ min: 0, max: 6 }))
const roundTheClock = fc.constant(ISO_WEEKDAYS.map(weekday => ({ weekday, from: '00:00', to: '24:00' })))
const weekly = fc.oneof(
  { weight: 2, arbitrary: roundTheClock },
  fc.array(
    fc.tuple(fc.constantFrom(...ISO_WEEKDAYS), someHours).map(([weekday, hours]) => ({ weekday, ...hours })),
    { maxLength: 10 },
  ),
)
/** Days with hours of their own; two that share a day are never kept, so the first of them goes. */
const dates = fc
  .array(fc.tuple(days, fc.array(someHours, { maxLength: 2 })), { maxLength: 2 })
  .map(entries =>
    entries
      .map(([[from, length], hours]) => ({ from, to: addDays(from, length), hours }))
      .filter((one, index, all) =>
        all.slice(0, index).every(other => one.to < other.from || other.to < one.from),
      ),
  )
const evidence: fc.Arbitrary<Evidence> = fc.record({
  kind: fc.constantFrom('system24h', 'urgentVisit', 'agreement'),
  checkedOn: fc.oneof(fc.constant('2026-05-01'), aDay),
  validUntil: fc.oneof(fc.constant('2027-03-31'), aDay),
  withdrawnAt: fc.option(fc.constant(instantOf(FIRST, '00:00')), { freq: 8 }),
})
const station: fc.Arbitrary<LinkedStation> = fc.record({
  id: fc.constantFrom('s1', 's2', 's3'),
  name: fc.constant('ステーション'),
  cover: fc.record({ weekly, dates }),
  evidence: fc.array(evidence, { minLength: 1, maxLength: 3 }),
  closedOn: fc.option(aDay, { freq: 8 }),
  link: fc.record({ from: fc.oneof(fc.constant('2026-04-01'), aDay), to: fc.option(aDay, { freq: 4 }) }),
})
const duty = fc
  .tuple(
    fc.integer({ min: 0, max: 12 }),
    fc.integer({ min: 0, max: 47 }),
    fc.constantFrom(1, 12, 24, 36),
    fc.constantFrom('p1', 'p2', 'p3'),
  )
  .map(([day, halfHour, hours, physicianId]) => {
    const start = instantOf(addDays(FIRST, day), '00:00') + halfHour * 30 * MINUTE
    return aDuty({
      unitId: `u${day}-${halfHour}-${hours}`,
      physicianId,
      start,
      end: start + hours * HOUR,
    })
  })

const facts = fc
  .record({
    duties: fc.array(duty, { minLength: 1, maxLength: 3 }),
    passedOn: fc.boolean(),
    ofScheme: fc.array(station, { maxLength: 2 }),
    own: fc.array(fc.tuple(fc.constantFrom('p1', 'p2'), fc.array(station, { minLength: 1, maxLength: 2 })), {
      maxLength: 2,
    }),
  })
  .map(({ duties, passedOn, ofScheme, own }) => {
    const named = duties.map((one, index) => ({ ...one, unitId: `${one.unitId}-${index}` }))
    const changes = passedOn
      ? named.map(({ unitId, start, end }) =>
          aDutyChange({ unitId, start: start + HOUR / 2, end, from: 'p1', to: 'p2' }),
        )
      : []
    return aGateFacts({
      now: instantOf(TODAY, '09:00'),
      rota: standingRota(named, changes),
      links: { ofScheme, ofPhysician: new Map(own) },
    })
  })

describe('the nurse link', () => {
  it('is missing in just the minutes in which a walk through every minute finds no station', () => {
    let [covered, gaps] = [0, 0]
    fc.assert(
      fc.property(facts, given => {
        const missing = missingMinutes(given)
        expect(minutesFound(given)).toEqual(missing)
        if (missing.length > 0) gaps += 1
        else covered += 1
      }),
      { numRuns: 600 },
    )
    // Neither verdict is a rarity among the cases.
    expect(Math.min(covered, gaps)).toBeGreaterThan(30)
  })
})
