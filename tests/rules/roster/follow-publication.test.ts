import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type DutyPart,
  type FollowedDuty,
  followPublication,
} from '../../../server/roster/follow-publication.ts'
import { addDays } from '../../../server/time/local-day.ts'
import { instantOf } from '../../../server/time/tokyo.ts'
import { aDutyPart, aFollowedDuty } from '../../builders/duty.ts'

const now = instantOf('2026-06-01', '09:00')

describe('what a publication changes', () => {
  it('a new duty begins with sequence 0', () => {
    expect(followPublication([], [aDutyPart()], now)).toEqual([
      aFollowedDuty({ firstPublishedAt: now, changedAt: now, sequence: 0 }),
    ])
  })

  it('the same rota published again changes nothing', () => {
    expect(followPublication([aFollowedDuty()], [aDutyPart()], now)).toEqual([])
  })

  it.each([
    ['another physician', { physicianId: 'p2' }],
    ['another start', { start: instantOf('2026-06-06', '12:00') }],
    ['another end', { end: instantOf('2026-06-08', '08:00') }],
    ['another name of the day', { label: '海の日' }],
    ['予定 no longer', { tentative: true }],
  ])('%s counts the sequence up and keeps the first publication', (_title, change) => {
    const before = aFollowedDuty({ sequence: 3 })
    expect(followPublication([before], [aDutyPart(change)], now)).toEqual([
      { ...before, ...change, sequence: 4, changedAt: now },
    ])
  })

  it('a unit that is gone is cancelled, once', () => {
    const [cancelled] = followPublication([aFollowedDuty()], [], now)
    expect(cancelled).toEqual(aFollowedDuty({ sequence: 1, changedAt: now, cancelledAt: now }))
    expect(followPublication(cancelled ? [cancelled] : [], [], now + 1)).toEqual([])
  })

  it('a cancelled unit that comes back goes on counting', () => {
    const cancelled = aFollowedDuty({ sequence: 1, cancelledAt: now - 1 })
    expect(followPublication([cancelled], [aDutyPart()], now)).toEqual([
      aFollowedDuty({ sequence: 2, changedAt: now, cancelledAt: null }),
    ])
  })
})

/** A calendar program: per UID it keeps what has the highest sequence, and drops what is cancelled. */
class CalendarProgram {
  readonly #events = new Map<string, FollowedDuty>()

  read(feed: readonly FollowedDuty[]): void {
    for (const event of feed) {
      const known = this.#events.get(event.unitId)
      if (!known || event.sequence > known.sequence) this.#events.set(event.unitId, event)
    }
  }

  shown(): string[] {
    return [...this.#events.values()]
      .filter(event => event.cancelledAt === null)
      .map(event => `${event.unitId} ${event.physicianId}`)
      .sort()
  }
}

describe('a calendar program that merges by UID and SEQUENCE', () => {
  const aRota = fc
    .uniqueArray(fc.integer({ min: 0, max: 9 }), { maxLength: 10 })
    .chain(days =>
      fc.tuple(...days.map(day => fc.record({ day: fc.constant(day), who: fc.constantFrom('a', 'b', 'c') }))),
    )
    .map(rows =>
      rows.map(({ day, who }): DutyPart => aDutyPart({ day: addDays('2026-07-01', day), physicianId: who })),
    )

  it('ends with exactly the rota published last, whatever came before', () => {
    fc.assert(
      fc.property(fc.array(aRota, { minLength: 1, maxLength: 8 }), rotas => {
        const program = new CalendarProgram()
        const current = new Map<string, FollowedDuty>()
        rotas.forEach((rota, index) => {
          const changes = followPublication([...current.values()], rota, now + index)
          for (const duty of changes) {
            expect(duty.sequence).toBe((current.get(duty.unitId)?.sequence ?? -1) + 1)
            current.set(duty.unitId, duty)
          }
          program.read([...current.values()])
        })
        const last = rotas.at(-1) ?? []
        expect(program.shown()).toEqual(last.map(duty => `${duty.unitId} ${duty.physicianId}`).sort())
      }),
    )
  })
})
