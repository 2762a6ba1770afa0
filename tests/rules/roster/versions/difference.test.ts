import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type DutyChange,
  type StandingDuty,
  standingRota,
} from '../../../../server/roster/standing/standing-rota.ts'
import { differenceOf, type RotaDifference } from '../../../../server/roster/versions/difference.ts'
import { HOUR, type Interval } from '../../../../server/time/interval.ts'
import { addDays } from '../../../../server/time/local-day.ts'
import { instantOf } from '../../../../server/time/tokyo.ts'
import { aDuty } from '../../../builders/duty.ts'
import { aDutyChange } from '../../../builders/duty-change.ts'

const duty = aDuty()
const at = (hour: number) => duty.start + hour * HOUR
const aRota = (given: Partial<typeof duty> = {}, changes: DutyChange[] = []): StandingDuty[] =>
  standingRota([{ ...duty, ...given }], changes)
const aPart = (from: number, to: number) => aDutyChange({ start: at(from), end: at(to) })

const written = ({ people }: RotaDifference) =>
  people.map(({ physicianId, duties }) => [physicianId, ...duties.map(({ kind }) => kind)].join(' '))

describe('the difference of two rotas', () => {
  it.each<[string, StandingDuty[], StandingDuty[], string[]]>([
    ['the same', aRota(), aRota(), []],
    ['a unit more', [], aRota(), ['p1 gained']],
    ['a unit less', aRota(), [], ['p1 lost']],
    ['another holder', aRota(), aRota({ physicianId: 'p2' }), ['p1 lost', 'p2 gained']],
    ['an hour later', aRota(), aRota({ start: at(1), end: at(25) }), ['p1 moved']],
    ['hours passed on', aRota(), aRota({}, [aPart(8, 12)]), ['p1 moved', 'p2 gained']],
    ['all passed on', aRota(), aRota({}, [aPart(0, 24)]), ['p1 lost', 'p2 gained']],
    ['another name', aRota(), aRota({ label: '海の日' }), ['p1 renamed']],
    ['no longer 予定', aRota({ tentative: true }), aRota(), ['p1 renamed']],
    ['another post', aRota(), aRota({ post: 'backup' }), ['p1 lost gained']],
    [
      'later under another name: the hours matter more',
      aRota(),
      aRota({ start: at(1), label: '海の日' }),
      ['p1 moved'],
    ],
  ])('%s', (_title, before, after, people) => {
    const found = differenceOf(before, after)
    // Backup comes before locum only by its name: the order inside one unit means nothing.
    expect(written(found).map(line => line.split(' ').toSorted())).toEqual(
      people.map(line => line.split(' ').toSorted()),
    )
    expect(found.units.length > 0).toBe(people.length > 0)
  })

  it('says of both sides when, what it is called and which hours are theirs', () => {
    const [p1] = differenceOf(aRota(), aRota({ label: '海の日' }, [aPart(8, 12)])).people
    const unit = { day: duty.day, start: duty.start, end: duty.end, tentative: false }
    expect(p1?.duties).toEqual([
      {
        unitId: duty.unitId,
        post: duty.post,
        kind: 'moved',
        before: { ...unit, label: '日曜日', hours: [{ start: at(0), end: at(24) }] },
        after: {
          ...unit,
          label: '海の日',
          hours: [
            { start: at(0), end: at(8) },
            { start: at(12), end: at(24) },
          ],
        },
      },
    ])
  })

  it('leaves alone who stands a unit that only somebody else changed', () => {
    const before = aRota({}, [aPart(8, 12)])
    const after = aRota({}, [aPart(8, 12), { ...aPart(8, 12), from: 'p2', to: 'p3' }])
    expect(written(differenceOf(before, after))).toEqual(['p2 lost', 'p3 gained'])
  })
})

/** Up to nine units on nine days, two posts, three physicians, hours passed on: whatever a rota can be. */
const rotas = fc
  .array(
    fc.record({
      place: fc.nat({ max: 17 }),
      physicianId: fc.constantFrom('p1', 'p2', 'p3'),
      later: fc.constantFrom(0, 0, 1),
      label: fc.constantFrom('日曜日', '日曜日', '海の日'),
      change: fc.option(
        fc.record({
          from: fc.nat({ max: 23 }),
          hours: fc.integer({ min: 1, max: 24 }),
          to: fc.constantFrom('p1', 'p2', 'p3'),
        }),
      ),
    }),
    { maxLength: 18 },
  )
  .map(rows =>
    [...new Map(rows.map(row => [row.place, row])).values()].flatMap(
      ({ place, physicianId, later, label, change }) => {
        const day = addDays('2026-06-07', Math.floor(place / 2))
        const start = instantOf(day, '00:00') + later * HOUR
        const post = place % 2 === 0 ? 'locum' : 'backup'
        const one = aDuty({ day, post, physicianId, label, start, end: start + 24 * HOUR })
        const passedOn = change && {
          ...aDutyChange({ unitId: one.unitId, post, to: change.to }),
          start: start + change.from * HOUR,
          end: Math.min(one.end, start + (change.from + change.hours) * HOUR),
        }
        return standingRota([one], passedOn ? [passedOn] : [])
      },
    ),
  )

/** Every hour of a rota with who stands it where: what a brute force compares. */
const hoursOf = (rota: readonly StandingDuty[]): string[] =>
  rota.flatMap(({ unitId, post, parts }) =>
    parts.flatMap(({ start, end, physicianId }) =>
      Array.from(
        { length: (end - start) / HOUR },
        (_, hour) => `${unitId} ${post} ${start + hour * HOUR} ${physicianId}`,
      ),
    ),
  )

const only = (these: readonly string[], others: readonly string[]): string[] => {
  const known = new Set(others)
  return these.filter(one => !known.has(one)).toSorted()
}

describe('every two rotas', () => {
  const mirrored = ({ people, units }: RotaDifference): RotaDifference => ({
    people: people.map(({ physicianId, duties }) => ({
      physicianId,
      duties: duties.map(one => ({
        ...one,
        kind: one.kind === 'gained' ? 'lost' : one.kind === 'lost' ? 'gained' : one.kind,
        before: one.after,
        after: one.before,
      })),
    })),
    units: units.map(unit => ({ ...unit, before: unit.after, after: unit.before })),
  })

  it('differ the other way round as in a mirror, and from themselves in nothing', () => {
    fc.assert(
      fc.property(rotas, rotas, (a, b) => {
        expect(differenceOf(b, a)).toEqual(mirrored(differenceOf(a, b)))
        expect(differenceOf(a, a.toReversed())).toEqual({ people: [], units: [] })
      }),
      { numRuns: 500 },
    )
  })

  it('differ in exactly the hours that a comparison hour by hour finds', () => {
    const expand = (unitId: string, post: string, physicianId: string, hours: readonly Interval[] = []) =>
      hours.flatMap(({ start, end }) =>
        Array.from(
          { length: (end - start) / HOUR },
          (_, hour) => `${unitId} ${post} ${start + hour * HOUR} ${physicianId}`,
        ),
      )
    fc.assert(
      fc.property(rotas, rotas, (a, b) => {
        const sides = differenceOf(a, b).people.flatMap(({ physicianId, duties }) =>
          duties.map(({ unitId, post, before, after }) => ({
            before: expand(unitId, post, physicianId, before?.hours),
            after: expand(unitId, post, physicianId, after?.hours),
          })),
        )
        const [before, after] = [sides.flatMap(one => one.before), sides.flatMap(one => one.after)]
        expect(only(before, after)).toEqual(only(hoursOf(a), hoursOf(b)))
        expect(only(after, before)).toEqual(only(hoursOf(b), hoursOf(a)))
      }),
      { numRuns: 500 },
    )
  })
})
