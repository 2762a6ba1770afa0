import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type DutyChange,
  partsOf,
  standingRota,
  standsAlone,
  supersede,
} from '../../../../server/roster/standing/standing-rota.ts'
import { HOUR } from '../../../../server/time/interval.ts'
import { instantOf } from '../../../../server/time/tokyo.ts'
import { aDuty } from '../../../builders/duty.ts'
import { aDutyChange } from '../../../builders/duty-change.ts'

const duty = aDuty()
const at = (hour: number) => duty.start + hour * HOUR
const aPart = (from: number, to: number, given: Partial<DutyChange> = {}) =>
  aDutyChange({ start: at(from), end: at(to), ...given })

const standing = (...changes: DutyChange[]) => standingRota([duty], changes)
const written = (...changes: DutyChange[]) =>
  standing(...changes).flatMap(({ parts }) =>
    parts.map(
      part => `${(part.start - duty.start) / HOUR}-${(part.end - duty.start) / HOUR} ${part.physicianId}`,
    ),
  )

describe('the rota as it stands', () => {
  it('is the version while nothing was changed', () => {
    expect(standing()).toEqual([
      { ...duty, parts: [{ start: duty.start, end: duty.end, physicianId: 'p1' }] },
    ])
  })

  it.each([
    ['the whole unit', [aPart(0, 24)], 'p2', ['0-24 p2']],
    ['hours in the middle', [aPart(8, 12)], 'p1', ['0-8 p1', '8-12 p2', '12-24 p1']],
    ['eq start: the first hours', [aPart(0, 6)], 'p1', ['0-6 p2', '6-24 p1']],
    ['eq end: the last hours', [aPart(18, 24)], 'p1', ['0-18 p1', '18-24 p2']],
    ['the same hours given back', [aPart(8, 12), aPart(8, 12, { from: 'p2', to: 'p1' })], 'p1', ['0-24 p1']],
    [
      'adjacent hours to one physician',
      [aPart(8, 12), aPart(12, 14)],
      'p1',
      ['0-8 p1', '8-14 p2', '14-24 p1'],
    ],
    [
      'hours of hours',
      [aPart(8, 12), aPart(9, 10, { to: 'p3' })],
      'p1',
      ['0-8 p1', '8-9 p2', '9-10 p3', '10-12 p2', '12-24 p1'],
    ],
    ['the whole after a part', [aPart(8, 12), aPart(0, 24, { to: 'p3' })], 'p3', ['0-24 p3']],
    ['hours outside the unit', [aPart(24, 30)], 'p1', ['0-24 p1']],
    ['another post', [aPart(0, 24, { post: 'backup' })], 'p1', ['0-24 p1']],
  ])('after %s', (_title, changes, holder, parts) => {
    expect(standing(...changes).map(({ physicianId }) => physicianId)).toEqual([holder])
    expect(written(...changes)).toEqual(parts)
  })

  it('says who stands certain hours alone', () => {
    const [changed] = standing(aPart(8, 12))
    if (!changed) throw new Error('it has one duty')
    const who = (from: number, to: number) => standsAlone(changed, { start: at(from), end: at(to) })
    expect([who(0, 8), who(8, 12), who(7, 9), who(20, 25)]).toEqual(['p1', 'p2', null, null])
  })

  it('names a part by its minutes from the start, so that a change elsewhere leaves its name', () => {
    const partNames = (...changes: DutyChange[]) =>
      partsOf(standing(...changes)).map(({ part, physicianId }) => `${part} ${physicianId}`)
    expect(partNames(aPart(8, 12))).toEqual(['0 p1', '480 p2', '720 p1'])
    expect(partNames(aPart(8, 12), aPart(2, 3, { to: 'p3' }))).toEqual([
      '0 p1',
      '120 p3',
      '180 p1',
      '480 p2',
      '720 p1',
    ])
  })
})

describe('every history of changes', () => {
  const anHour = fc.integer({ min: -2, max: 26 })
  const aChange = fc
    .tuple(anHour, anHour, fc.constantFrom('p1', 'p2', 'p3'))
    .map(([from, to, physician]) => aPart(Math.min(from, to), Math.max(from, to), { to: physician }))

  it('leaves each minute with whom the last change that has it names', () => {
    fc.assert(
      fc.property(fc.array(aChange, { maxLength: 12 }), changes => {
        const [after] = standing(...changes)
        for (let hour = 0; hour < 24; hour += 1) {
          const instant = at(hour) + HOUR / 2
          const last = changes.findLast(({ start, end }) => start <= instant && instant < end)
          const part = after?.parts.filter(({ start, end }) => start <= instant && instant < end)
          expect(part?.map(({ physicianId }) => physicianId)).toEqual([last?.to ?? 'p1'])
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('a publication', () => {
  const now = instantOf('2026-06-07', '10:00')
  const begun = aDuty({ start: now - HOUR, end: now + HOUR })

  it.each([
    ['begun a moment ago', now - 1, 'before'],
    ['eq start: begins now', now, 'before'],
    ['begins in a moment', now + 1, 'after'],
  ])('%s: %s', (_title, start, holder) => {
    const hours = { start, end: start + HOUR }
    const rota = standingRota([aDuty({ ...hours, physicianId: 'before' })], [])
    const { published } = supersede(rota, [], [aDuty({ ...hours, physicianId: 'after' })], now)
    expect(published.map(({ physicianId }) => physicianId)).toEqual([holder])
  })

  it('keeps a begun duty that the draft no longer has', () => {
    expect(supersede(standingRota([begun], []), [], [], now).published).toEqual([begun])
  })

  it.each([
    ['began a moment ago', now - 1, []],
    ['eq start: begins now', now, []],
    ['begins in a moment', now + 1, ['p1']],
  ])('brings back a duty that was withdrawn only while nobody missed it: %s', (_title, start, holders) => {
    const drafted = aDuty({ start, end: now + HOUR })
    const { published } = supersede([], [], [drafted], now)
    expect(published.map(({ physicianId }) => physicianId)).toEqual(holders)
  })

  it('leaves a duty to come as it is where the draft would have begun it already', () => {
    const later = aDuty({ start: now + HOUR, end: now + 2 * HOUR })
    const drafted = { ...later, start: now - HOUR, physicianId: 'p2' }
    expect(supersede(standingRota([later], []), [], [drafted], now).published).toEqual([later])
  })

  it('that is the first of a year says its beginning too', () => {
    expect(supersede(null, [], [begun], now).published).toEqual([begun])
  })

  it('keeps a begun duty with whom it was swapped to, and the hours that were taken over', () => {
    const swap = aDutyChange({ ...begun, from: 'p1', to: 'p2' })
    const part = aDutyChange({ ...begun, start: now, from: 'p2', to: 'p3' })
    const { published, carried } = supersede(standingRota([begun], [swap, part]), [swap, part], [], now)
    expect(published).toEqual([{ ...begun, physicianId: 'p2' }])
    expect(carried).toEqual([part])
  })

  const later = aDuty({ day: '2026-07-05' })
  const hours = aDutyChange({ ...later, start: later.start + HOUR, from: 'p1', to: 'p2' })

  it.each([
    ['leaves unit and holder as they are', later, [hours]],
    ['gives the unit to somebody else', { ...later, physicianId: 'p3' }, []],
    ['changes its hours', { ...later, end: later.end - HOUR }, []],
  ])('that %s: parts taken over', (_title, drafted, carried) => {
    expect(supersede(standingRota([later], [hours]), [hours], [drafted], now).carried).toEqual(carried)
  })

  it('carries nothing that a later change of the whole unit has ended', () => {
    const whole = aDutyChange({ ...later, from: 'p1', to: 'p3' })
    const drafted = { ...later, physicianId: 'p3' }
    const rota = standingRota([later], [hours, whole])
    expect(supersede(rota, [hours, whole], [drafted], now).carried).toEqual([])
  })
})
