import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { enterWishes, MOST_WISHES } from '../../../../server/roster/wishes/enter-wishes.ts'
import { exceededKind, quotaUse } from '../../../../server/roster/wishes/quota-use.ts'
import type { NewWish, Wish, WishQuota } from '../../../../server/roster/wishes/wish.ts'
import {
  deadlineAtOf,
  deadlineDayOf,
  isOpen,
  NO_ROUND,
  quotaOf,
} from '../../../../server/roster/wishes/wish-round.ts'
import { instantOf } from '../../../../server/time/tokyo.ts'
import { aNewWish, aUnit, aWish, days, unitOf } from '../../../builders/wish.ts'

const ANY: WishQuota = { unavailable: null, avoid: null, want: null }
const three: WishQuota = { ...ANY, unavailable: 3 }

const on = (...dates: string[]) => dates.map(day => aUnit({ day }))
const stored = (units: string[], given: Partial<Wish> = {}) => ({ ...aWish(given), units: on(...units) })
const added = (units: string[], given: Partial<NewWish> = {}) => ({ ...aNewWish(given), units: on(...units) })

describe('the quota', () => {
  it('counts each unit once for a kind, however many wishes touch it', () => {
    const wishes = [
      { kind: 'unavailable' as const, units: on('2027-06-13', '2027-06-20') },
      { kind: 'unavailable' as const, units: on('2027-06-20', '2027-06-27') },
      { kind: 'want' as const, units: on('2027-06-20') },
    ]
    expect(quotaUse(wishes)).toEqual({ unavailable: 3, avoid: 0, want: 1 })
  })

  it('counts two units of one day by different rules as two', () => {
    const units = [aUnit(), aUnit({ rule: 'night' })]
    expect(quotaUse([{ kind: 'avoid', units }])).toMatchObject({ avoid: 2 })
  })

  it.each([
    ['below it', 2, 3, null],
    ['eq quota: the last one', 2, 3, null],
    ['one more than it', 3, 4, 'unavailable'],
    ['more than it already, and nothing more of it', 5, 5, null],
    ['more than it already, and less than before', 5, 4, null],
    ['more than it already, and one more', 5, 6, 'unavailable'],
  ])('%s', (_title, before, after, expected) => {
    const use = (unavailable: number) => ({ unavailable, avoid: 9, want: 9 })
    expect(exceededKind(use(before), use(after), three)).toBe(expected)
  })

  it('of nought lets nobody enter any', () => {
    const nothing = { unavailable: 0, avoid: 0, want: 0 }
    expect(exceededKind(nothing, { ...nothing, want: 1 }, { ...ANY, want: 0 })).toBe('want')
  })

  it("is the member's own where there is one, otherwise everybody's", () => {
    const quotas = { everybody: three, members: { own: ANY } }
    expect(quotaOf(quotas, 'own')).toBe(ANY)
    expect(quotaOf(quotas, 'other')).toBe(three)
    expect(quotaOf(quotas, 'constructor')).toBe(three)
  })
})

describe('entering wishes', () => {
  it('keeps the old ones', () => {
    const result = enterWishes(
      [stored(['2027-06-13'])],
      [added(['2027-06-20'], { pattern: days('2027-06-20') })],
      ANY,
    )
    expect(result).toEqual({ ok: true, replaced: [] })
  })

  it('puts a new word on a unit in the place of the old one, whatever its kind', () => {
    const old = stored(['2027-06-13'], { pattern: unitOf('2027-06-13'), kind: 'want' })
    const other = stored(['2027-06-13'], { pattern: unitOf('2027-06-13', 'night'), id: 'wish-2' })
    const result = enterWishes([old, other], [added(['2027-06-13'], { pattern: unitOf('2027-06-13') })], ANY)
    expect(result).toEqual({ ok: true, replaced: [old] })
  })

  it('does not keep the very same wish twice', () => {
    const old = stored(['2027-06-13'])
    expect(enterWishes([old], [added(['2027-06-13'])], ANY)).toEqual({ ok: true, replaced: [old] })
    expect(enterWishes([old], [added(['2027-06-13'], { kind: 'avoid' })], ANY)).toEqual({
      ok: true,
      replaced: [],
    })
  })

  it('accepts days that touch no unit, but no unit that the year does not have', () => {
    expect(enterWishes([], [added([])], ANY)).toMatchObject({ ok: true })
    const unknown = ['2027-06-14', '2027-06-15'].map(day => added([], { pattern: unitOf(day) }))
    expect(enterWishes([], unknown, ANY)).toEqual({
      ok: false,
      reason: 'unknownUnit',
      detail: '2027-06-14, 2027-06-15',
    })
  })

  it('refuses what exceeds the quota with its kind and numbers', () => {
    const old = stored(['2027-06-13', '2027-06-20'])
    const range = days('2027-06-27', '2027-07-04')
    expect(enterWishes([old], [added(['2027-06-27'], { pattern: range })], three)).toMatchObject({ ok: true })
    expect(enterWishes([old], [added(['2027-06-27', '2027-07-04'], { pattern: range })], three)).toEqual({
      ok: false,
      reason: 'quotaExceeded',
      detail: 'unavailable 4/3',
    })
  })

  it('lets the last free place of a quota change from one unit to another in one step', () => {
    const full = ['2027-06-13', '2027-06-20', '2027-06-27'].map((day, index) =>
      stored([day], { id: `wish-${index}`, pattern: unitOf(day) }),
    )
    const swap = [
      added(['2027-06-27'], { pattern: unitOf('2027-06-27'), kind: 'want' }),
      added(['2027-07-04'], { pattern: unitOf('2027-07-04') }),
    ]
    expect(enterWishes(full, swap, three)).toEqual({ ok: true, replaced: [full[2]] })
  })

  it('frees the places of wishes that leave in any case', () => {
    const imported = stored(['2027-06-13', '2027-06-20'], { pattern: { form: 'busy', times: [] } })
    const again = added(['2027-06-20', '2027-06-27', '2027-07-04'], {
      pattern: { form: 'busy', times: [{ start: 0, end: 1 }] },
    })
    expect(enterWishes([imported], [again], three, [imported])).toEqual({ ok: true, replaced: [imported] })
    expect(enterWishes([imported], [again], three)).toMatchObject({ ok: false, detail: 'unavailable 4/3' })
  })

  it.each([
    ['eq most', MOST_WISHES - 1, true],
    ['one more', MOST_WISHES, false],
  ])('%s', (_title, count, ok) => {
    const many = Array.from({ length: count }, (_, index) =>
      stored([], {
        id: `wish-${index}`,
        pattern: days('2027-06-01', '2027-06-02', { from: '00:00', to: `${index}` }),
      }),
    )
    const result = enterWishes(many, [added([], { pattern: days('2027-07-01') })], ANY)
    expect(result).toMatchObject(ok ? { ok } : { ok, reason: 'tooManyWishes', detail: '201/200' })
  })

  it('never leaves more units of a kind than before and than the quota', () => {
    const someDay = fc.integer({ min: 1, max: 28 }).map(date => `2027-06-${String(date).padStart(2, '0')}`)
    const someKind = fc.constantFrom('unavailable' as const, 'avoid' as const, 'want' as const)
    const someWishes = fc.array(fc.record({ kind: someKind, day: someDay }), { maxLength: 12 })
    const touching = ({ kind, day }: { kind: NewWish['kind']; day: string }) =>
      added([day], { kind, pattern: unitOf(day) })
    fc.assert(
      fc.property(someWishes, someWishes, fc.nat({ max: 6 }), (before, after, most) => {
        const quota = { unavailable: most, avoid: most, want: null }
        const old = before.map((wish, index) => ({ ...aWish({ id: `${index}` }), ...touching(wish) }))
        const fresh = after.map(touching)
        const result = enterWishes(old, fresh, quota)
        const kept = result.ok ? old.filter(wish => !result.replaced.includes(wish)) : old
        const [was, is] = [quotaUse(old), quotaUse(result.ok ? [...kept, ...fresh] : old)]
        for (const kind of ['unavailable', 'avoid'] as const)
          expect(is[kind]).toBeLessThanOrEqual(Math.max(most, was[kind]))
        if (result.ok)
          for (const { day } of after)
            expect(kept.filter(({ pattern }) => pattern.form === 'unit' && pattern.day === day)).toEqual([])
      }),
    )
  })
})

describe('a round', () => {
  const round = { deadlineAt: deadlineAtOf('2027-01-31') }

  it.each([
    ['in the last minute of its day', instantOf('2027-01-31', '23:59'), true],
    ['eq deadline: at its 24:00', instantOf('2027-01-31', '24:00'), false],
    ['on the day after', instantOf('2027-02-01', '00:01'), false],
  ])('%s', (_title, now, open) => {
    expect(isOpen(round, now)).toBe(open)
  })

  it('that nobody has set is closed', () => {
    expect(isOpen(NO_ROUND, 0)).toBe(false)
  })

  it('says its last day, not the midnight after it', () => {
    expect(deadlineDayOf(round.deadlineAt)).toBe('2027-01-31')
  })
})
