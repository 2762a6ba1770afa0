import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DutyUnit } from '../../../server/duty/duty-unit.ts'
import { daysForYear, unitsDuring } from '../../../server/roster/repair/absence.ts'
import { type RepairChange, repairPublished } from '../../../server/roster/repair/repair-published.ts'
import { addDays } from '../../../server/time/local-day.ts'
import { instantOf } from '../../../server/time/tokyo.ts'
import { assigned } from '../../builders/rota-instance.ts'

/** A Sunday standing alone: 36 hours from Saturday noon. */
const aUnit = (given: Partial<DutyUnit> = {}): DutyUnit => ({
  day: '2026-06-14',
  rule: 'holiday',
  start: instantOf('2026-06-13', '12:00'),
  end: instantOf('2026-06-14', '24:00'),
  holidayClass: 'sunday',
  label: '日曜日',
  tentative: false,
  ...given,
})

describe('the units somebody away cannot stand', () => {
  const LONG_BEFORE = instantOf('2026-06-01', '09:00')
  const falls = (from: string, to: string, now = LONG_BEFORE, unit = aUnit()) =>
    unitsDuring([unit], { from, to }, now).length === 1

  it.each([
    ['ends on the eve of its first day', '2026-06-01', '2026-06-12', false], // eq start of the first day
    ['ends on the day of its lead-in', '2026-06-01', '2026-06-13', true],
    ['is its own day alone', '2026-06-14', '2026-06-14', true],
    ['begins on its last day', '2026-06-14', '2026-06-30', true],
    ['begins when it ends, at 24:00', '2026-06-15', '2026-06-30', false], // eq end
    ['has it in the middle', '2026-06-01', '2026-06-30', true],
  ])('an absence that %s', (_title, from, to, expected) => {
    expect(falls(from, to)).toBe(expected)
  })

  it('a unit that ends at noon is not touched by the day after, nor one from noon by the day before', () => {
    const morning = aUnit({
      start: instantOf('2026-06-14', '00:00'),
      end: instantOf('2026-06-14', '12:00'),
    })
    expect(falls('2026-06-14', '2026-06-14', LONG_BEFORE, morning)).toBe(true)
    expect(falls('2026-06-15', '2026-06-15', LONG_BEFORE, morning)).toBe(false)
    expect(falls('2026-06-13', '2026-06-13', LONG_BEFORE, morning)).toBe(false)
  })

  it.each([
    ['a millisecond before it begins', aUnit().start - 1, true],
    ['when it begins', aUnit().start, false], // eq start
    ['in the middle of it', aUnit().start + 1, false],
  ])('is asked %s', (_title, now, expected) => {
    expect(falls('2026-06-01', '2026-06-30', now)).toBe(expected)
  })
})

describe('the days of an absence for fiscal 2026', () => {
  // A unit of the year may reach a week beyond it on either side, and so may a wish.
  it.each([
    ['inside the year', ['2026-06-01', '2026-06-21'], ['2026-06-01', '2026-06-21']],
    ['over 31 March', ['2027-03-20', '2027-04-30'], ['2027-03-20', '2027-04-07']],
    ['since the year before', ['2026-02-01', '2026-04-10'], ['2026-03-25', '2026-04-10']],
    ['for good', ['2026-06-01', '9999-12-31'], ['2026-06-01', '2027-04-07']],
    ['only on the last day it knows', ['2027-04-07', '2027-05-01'], ['2027-04-07', '2027-04-07']],
    ['only on the first day it knows', ['2026-01-01', '2026-03-25'], ['2026-03-25', '2026-03-25']],
    ['of the year after', ['2027-04-08', '2027-05-01'], null],
    ['of the year before', ['2026-01-01', '2026-03-24'], null],
  ])('%s', (_title, [from = '', to = ''], expected) => {
    const days = daysForYear({ from, to }, 2026)
    expect(days && [days.from, days.to]).toEqual(expected)
  })
})

const PUBLISHED = assigned('u0 aoba', 'u7 izumi', 'u14 aoba', 'u21 oka')
const AWAY = { person: 'aoba', units: ['u0', 'u7'] }
const change = (line: string): RepairChange => {
  const [unit = '', from = '', to = ''] = line.split(' ')
  return { unit, post: 'locum', from: from === '-' ? null : from, to }
}
const repaired = (...lines: string[]) => repairPublished(PUBLISHED, AWAY, lines.map(change))

describe('the published rota after a repair', () => {
  it('has the changes, and everything else as it was', () => {
    expect(repaired('u0 aoba izumi', 'u7 izumi oka')).toEqual({
      ok: true,
      assignments: assigned('u14 aoba', 'u21 oka', 'u0 izumi', 'u7 oka'),
    })
  })

  it('without a change leaves open what the absent person held of the time, and nothing else', () => {
    expect(repaired()).toEqual({ ok: true, assignments: assigned('u7 izumi', 'u14 aoba', 'u21 oka') })
  })

  it.each([
    ['of a duty that somebody else holds by now', ['u0 oka izumi'], ['u0']],
    ['of a held duty taken for open', ['u0 - izumi'], ['u0']],
    ['of an open duty taken for held', ['u28 aoba izumi'], ['u28']],
    ['of one duty twice', ['u0 aoba izumi', 'u21 oka aoba', 'u0 aoba oka'], ['u0']],
    ['several of them', ['u0 oka izumi', 'u7 izumi oka', 'u14 izumi oka'], ['u0', 'u14']],
  ])('is refused for a change %s, which is named', (_title, lines, units) => {
    const outcome = repaired(...lines)
    expect(outcome.ok ? [] : outcome.mismatched.map(({ unit }) => unit)).toEqual(units)
  })

  it('fills what was open', () => {
    expect(repaired('u28 - izumi')).toMatchObject({ ok: true })
  })

  it('differs from the published one in the changes and the vacated posts only', () => {
    const people = ['aoba', 'izumi', 'oka', 'tani']
    const person = fc.constantFrom(...people)
    const ids: string[] = ['u0', 'u7', 'u14', 'u21']
    const slots = ids.flatMap(unit => ['first', 'second'].map(post => ({ unit, post })))
    const rotas = fc
      .tuple(...slots.map(() => person))
      .map(holders => slots.map((slot, index) => ({ ...slot, person: holders[index] ?? '' })))
    const absences = fc.record({
      person,
      units: fc.uniqueArray(fc.constantFrom(...ids)),
    })
    const takers = fc.tuple(...slots.map(() => fc.option(person, { freq: 2 })))
    fc.assert(
      fc.property(rotas, absences, takers, (published, absence, given) => {
        const changes = published.flatMap(({ unit, post, person: from }, index) => {
          const to = given[index]
          return to ? [{ unit, post, from, to }] : []
        })
        const outcome = repairPublished(published, absence, changes)
        expect(outcome.ok).toBe(true)
        const after = outcome.ok ? outcome.assignments : []
        expect(new Set(after.map(({ unit, post }) => `${unit} ${post}`)).size).toBe(after.length)
        published.forEach((one, index) => {
          const is = after.find(({ unit, post }) => unit === one.unit && post === one.post)?.person ?? null
          const isVacated = one.person === absence.person && absence.units.includes(one.unit)
          expect(is).toBe(given[index] ?? (isVacated ? null : one.person))
        })
      }),
    )
  })

  it('touches exactly the units of the days away, whatever the days', () => {
    const days = fc.integer({ min: 0, max: 60 }).map(count => addDays('2026-06-01', count))
    const units = Array.from({ length: 8 }, (_, week) => {
      const day = addDays('2026-06-07', week * 7)
      return aUnit({ day, start: instantOf(addDays(day, -1), '12:00'), end: instantOf(day, '24:00') })
    })
    fc.assert(
      fc.property(days, days, days, (a, b, today) => {
        const [from, to] = a < b ? [a, b] : [b, a]
        const now = instantOf(today, '09:00')
        // Day by day in words: a unit is on its own day and, from noon, on the day before.
        const expected = units.filter(
          ({ day }) => addDays(day, -1) >= today && day >= from && addDays(day, -1) <= to,
        )
        expect(unitsDuring(units, { from, to }, now)).toEqual(expected)
      }),
    )
  })
})
