import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Assignment } from '../../../server/roster/optimiser/instance.ts'
import { carryOver, type Present } from '../../../server/roster/runs/carry-over.ts'
import { instantOf } from '../../../server/time/tokyo.ts'

/** Three Sundays in a row and the eve of the second; `u2 eve` shares the morning of `u2`. */
const hours = new Map([
  ['u1', { start: instantOf('2026-06-07', '00:00'), end: instantOf('2026-06-07', '24:00') }],
  ['u2 eve', { start: instantOf('2026-06-13', '12:00'), end: instantOf('2026-06-14', '12:00') }],
  ['u2', { start: instantOf('2026-06-14', '00:00'), end: instantOf('2026-06-14', '24:00') }],
  ['u3', { start: instantOf('2026-06-15', '00:00'), end: instantOf('2026-06-15', '24:00') }],
])

const held = (unit: string, person: string, post = 'locum'): Assignment => ({ unit, post, person })
const since = (joinedOn: string, leftOn: string | null = null) => [{ joinedOn, leftOn }]
const all = new Map(['sato', 'suzuki', 'tanaka'].map(id => [id, since('2020-04-01')]))
const now = (given: Partial<Present> = {}): Present => ({ hours, begun: [], periods: all, ...given })

describe('a rota that is carried over to what is so by now', () => {
  it('is the same where nothing has begun and everybody is still a member', () => {
    const found = [held('u1', 'sato'), held('u2', 'suzuki')]
    expect(carryOver(found, now())).toEqual({ rota: found, fields: [] })
  })

  it('leaves a duty that has begun with whom it is published for, post by post', () => {
    const found = [held('u1', 'sato'), held('u1', 'suzuki', 'backup'), held('u2', 'tanaka')]
    expect(carryOver(found, now({ begun: [held('u1', 'tanaka')] }))).toEqual({
      rota: [held('u1', 'tanaka'), held('u1', 'suzuki', 'backup'), held('u2', 'tanaka')],
      fields: [],
    })
  })

  it.each([
    ['left on the day before', since('2020-04-01', '2026-06-13'), ['people.sato']],
    ['left on the day of the duty', since('2020-04-01', '2026-06-14'), []], // eq last day
    ['joins on the day after', since('2026-06-15'), ['people.sato']],
    ['joins on the day of the duty', since('2026-06-14'), []], // eq first day
    ['is no member at all', [], ['people.sato']],
  ])('names, once, a physician who %s', (_title, periods, fields) => {
    const found = [held('u2', 'sato'), held('u2', 'sato', 'backup')]
    expect(carryOver(found, now({ periods: new Map([['sato', periods]]) })).fields).toEqual(fields)
  })

  it('asks of nobody whether they were a member for what has begun', () => {
    expect(carryOver([held('u1', 'sato')], now({ begun: [held('u1', 'gone')] }))).toEqual({
      rota: [held('u1', 'gone')],
      fields: [],
    })
  })

  it.each([
    ['shares hours with', 'u2 eve', 'u2', ['units.u2']],
    ['ends at the beginning of', 'u2', 'u3', []], // eq end
    ['is in another post of', 'u2', 'u2', ['units.u2']],
  ])('names a duty to come of somebody whose begun one %s it', (_title, begun, toCome, fields) => {
    const found = [held(begun, 'suzuki'), held(toCome, 'sato', 'backup')]
    expect(carryOver(found, now({ begun: [held(begun, 'sato')] })).fields).toEqual(fields)
  })

  it('always has every begun duty as published, and of the rest what was found', () => {
    const places = [...hours.keys()].flatMap(unit => ['locum', 'backup'].map(post => ({ unit, post })))
    const someRota = fc
      .tuple(
        ...places.map(place =>
          fc.constantFrom(null, 'sato', 'suzuki', 'gone').map(person => ({ ...place, person })),
        ),
      )
      .map(rows => rows.flatMap(row => (row.person === null ? [] : [{ ...row, person: row.person }])))
    fc.assert(
      fc.property(someRota, someRota, (found, begun) => {
        const { rota } = carryOver(found, now({ begun }))
        for (const { unit, post } of places) {
          const at = (rows: readonly Assignment[]) =>
            rows.filter(row => row.unit === unit && row.post === post)
          expect(at(rota)).toEqual(at(begun).length > 0 ? at(begun) : at(found))
        }
      }),
    )
  })
})
