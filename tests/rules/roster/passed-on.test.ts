import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FollowedDuty, followPublication } from '../../../server/roster/follow-publication.ts'
import { type PostInVersion, passedOn } from '../../../server/roster/passed-on.ts'
import {
  afterChange,
  type DutyChange,
  partsOf,
  type StandingDuty,
  standingRota,
  supersede,
} from '../../../server/roster/standing/standing-rota.ts'
import { DAY, HOUR } from '../../../server/time/interval.ts'
import { instantOf } from '../../../server/time/tokyo.ts'
import { aDuty } from '../../builders/duty.ts'
import { aDutyChange } from '../../builders/duty-change.ts'
import { CalendarProgram, hoursOf } from '../../setup/calendar-program.ts'

const HISTORIES = Number(process.env.CALENDAR_HISTORIES ?? 1_000)

const duty = aDuty()
const FIRST = instantOf('2026-03-01', '09:00')
const SECOND = instantOf('2026-04-01', '09:00')
const at = (hours: number) => duty.start + hours * HOUR

const version = (given: Partial<PostInVersion> = {}): PostInVersion => ({
  publishedAt: FIRST,
  duty,
  changes: [],
  ...given,
})
const lostBy = (physicianId: string, ...versions: PostInVersion[]) =>
  passedOn(versions, part => part.physicianId === physicianId).map(({ part, start, end, lostAt }) => ({
    part,
    from: (start - duty.start) / HOUR,
    to: (end - duty.start) / HOUR,
    lostAt,
  }))

describe('a duty passed on', () => {
  const toSecond = aDutyChange()
  const appliedAt = toSecond.appliedAt
  const evening = { start: at(18), end: at(22) }

  it.each<[string, string, PostInVersion[], { part: number; from: number; to: number; lostAt: number }[]]>([
    ['nobody loses what stays', 'p1', [version(), version({ publishedAt: SECOND })], []],
    ['who never had it loses nothing', 'p3', [version({ changes: [toSecond] })], []],
    [
      'by a change',
      'p1',
      [version({ changes: [toSecond] })],
      [{ part: 0, from: 0, to: 24, lostAt: appliedAt }],
    ],
    [
      'by the next version',
      'p1',
      [version(), version({ publishedAt: SECOND, duty: aDuty({ physicianId: 'p2' }) })],
      [{ part: 0, from: 0, to: 24, lostAt: SECOND }],
    ],
    [
      'by a version that has it no more',
      'p1',
      [version(), version({ publishedAt: SECOND, duty: null })],
      [{ part: 0, from: 0, to: 24, lostAt: SECOND }],
    ],
    [
      'who had it only by a change loses it with the next version',
      'p2',
      [version({ changes: [toSecond] }), version({ publishedAt: appliedAt + DAY })],
      [{ part: 0, from: 0, to: 24, lostAt: appliedAt + DAY }],
    ],
    [
      'and come back is not lost',
      'p1',
      [version({ changes: [toSecond, aDutyChange({ from: 'p2', to: 'p1', appliedAt: appliedAt + 1 })] })],
      [],
    ],
    [
      'some hours of it: what is left is the same event, and the hours were never one of theirs',
      'p1',
      [version({ changes: [aDutyChange(evening)] })],
      [],
    ],
    [
      'the rest after a break is an event of theirs, lost when the hours come back',
      'p1',
      [
        version({
          changes: [
            aDutyChange(evening),
            aDutyChange({ ...evening, from: 'p2', to: 'p1', appliedAt: appliedAt + 1 }),
          ],
        }),
      ],
      [{ part: 22 * 60, from: 22, to: 24, lostAt: appliedAt + 1 }],
    ],
    [
      'hours that were given back',
      'p2',
      [
        version({
          changes: [
            aDutyChange(evening),
            aDutyChange({ ...evening, from: 'p2', to: 'p1', appliedAt: appliedAt + 1 }),
          ],
        }),
      ],
      [{ part: 18 * 60, from: 18, to: 22, lostAt: appliedAt + 1 }],
    ],
    [
      'a part that the next version took over was not lost in between',
      'p2',
      [
        version({ changes: [aDutyChange(evening)] }),
        version({ publishedAt: appliedAt + DAY, changes: [aDutyChange(evening)] }),
      ],
      [],
    ],
  ])('%s', (_title, physicianId, versions, lost) => {
    expect(lostBy(physicianId, ...versions)).toEqual(lost)
  })
})

const PEOPLE = ['p1', 'p2', 'p3'] as const
const DAYS = ['2026-06-07', '2026-06-14'] as const
const person = fc.constantFrom(...PEOPLE)
const day = fc.constantFrom(...DAYS)
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('whole' as const), day, to: person }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('hours' as const),
      day,
      to: person,
      from: fc.nat(23),
      length: fc.integer({ min: 1, max: 23 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('swap' as const) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('publish' as const),
      // Per day the holder; null: withdrawn.
      holders: fc.tuple(fc.option(person), fc.option(person)),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('read' as const), who: person }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait' as const), days: fc.constantFrom(1, 12) }) },
)
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

/** A scheme's rota with all that is stored of it. */
class Office {
  now = FIRST
  followed: FollowedDuty[] = []
  rota: StandingDuty[] = []
  versions: { publishedAt: number; duties: StandingDuty[]; changes: DutyChange[] }[] = []

  publish(holders: readonly (string | null)[]): void {
    const drafted = DAYS.flatMap((day, index) => {
      const physicianId = holders[index]
      return physicianId ? [aDuty({ day, physicianId })] : []
    })
    const changes = this.versions.at(-1)?.changes ?? []
    const { published, carried } = supersede(this.rota, changes, drafted, this.now)
    this.versions.push({ publishedAt: this.now, duties: standingRota(published, []), changes: [...carried] })
    this.tell(standingRota(published, carried))
  }

  change(given: Pick<DutyChange, 'unitId' | 'start' | 'end' | 'to'>[]): void {
    const changes = given.map(one => aDutyChange({ ...one, appliedAt: this.now }))
    this.versions.at(-1)?.changes.push(...changes)
    this.tell(
      this.rota.map(standing =>
        changes.filter(change => change.unitId === standing.unitId).reduce(afterChange, standing),
      ),
    )
  }

  tell(rota: StandingDuty[]): void {
    this.rota = rota
    const changed = followPublication(this.followed, partsOf(rota), this.now)
    const isChanged = (old: FollowedDuty) =>
      changed.some(one => one.unitId === old.unitId && one.part === old.part)
    this.followed = [...this.followed.filter(old => !isChanged(old)), ...changed]
  }

  /** The events of a physician's own calendar. */
  eventsOf(physicianId: string) {
    const since = this.now - 30 * DAY
    const uidOf = (one: { unitId: string; part: number }) => `${one.unitId}/${one.part}`
    const own = this.followed
      .filter(one => one.physicianId === physicianId && (one.cancelledAt ?? this.now) >= since)
      .map(one => ({ ...one, cancelled: one.cancelledAt !== null }))
    const lost = DAYS.flatMap(day => {
      const unitId = aDuty({ day }).unitId
      const versions = this.versions.map(({ publishedAt, duties, changes }) => ({
        publishedAt,
        duty: duties.find(one => one.unitId === unitId) ?? null,
        changes: changes.filter(change => change.unitId === unitId),
      }))
      return passedOn(versions, part => part.physicianId === physicianId)
    })
      .filter(part => part.lostAt >= since)
      .flatMap(part => {
        const row = this.followed.find(one => one.unitId === part.unitId && one.part === part.part)
        if (!row) throw new Error('a part that was told of is never forgotten')
        return row.physicianId === physicianId ? [] : [{ ...part, sequence: row.sequence, cancelled: true }]
      })
    return [...own, ...lost].map(one => ({ ...one, uid: uidOf(one), summary: '' }))
  }
}

describe('any history of versions and changes', () => {
  it(`a program that merges by UID and SEQUENCE ends with exactly the rota (${HISTORIES} histories)`, () => {
    let cancelled = 0
    fc.assert(
      fc.property(fc.array(step, { minLength: 3, maxLength: 20 }), steps => {
        const office = new Office()
        const programs = new Map(PEOPLE.map(who => [who as string, new CalendarProgram()]))
        const read = (who: string) => {
          const events = office.eventsOf(who)
          expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length)
          cancelled += events.filter(event => event.cancelled).length
          for (const event of events) programs.get(who)?.take(event)
        }
        const take = (one: Step) => {
          office.now += 60_000
          if (one.do === 'read') read(one.who)
          if (one.do === 'wait') {
            PEOPLE.forEach(read)
            office.now += one.days * DAY
          }
          if (one.do === 'publish') office.publish(one.holders)
          if (one.do === 'whole') {
            const { unitId, start, end } = aDuty({ day: one.day })
            office.change([{ unitId, start, end, to: one.to }])
          }
          if (one.do === 'hours') {
            const { unitId, start, end } = aDuty({ day: one.day })
            const from = start + one.from * HOUR
            office.change([{ unitId, start: from, end: Math.min(end, from + one.length * HOUR), to: one.to }])
          }
          if (one.do === 'swap') {
            const [a, b] = office.rota
            if (a && b)
              office.change([
                { ...a, to: b.physicianId },
                { ...b, to: a.physicianId },
              ])
          }
        }
        office.publish(['p1', 'p2'])
        steps.forEach(take)
        for (const who of PEOPLE) {
          read(who)
          const now = partsOf(office.rota)
            .filter(part => part.physicianId === who)
            .map(part => hoursOf({ ...part, uid: `${part.unitId}/${part.part}` }))
            .sort()
          expect(programs.get(who)?.shownAfter(0)).toEqual(now)
        }
      }),
      { numRuns: HISTORIES },
    )
    expect(cancelled).toBeGreaterThan(HISTORIES)
  })
})
