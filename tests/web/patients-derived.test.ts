import { describe, expect, it } from 'vitest'
import { DAY, HOUR } from '../../server/time/interval.ts'
import { instantOf } from '../../server/time/tokyo.ts'
import {
  areHours,
  behindFirst,
  draftOf,
  editOf,
  firstPost,
  momentOf,
  movedUp,
  narrowed,
  type Post,
  without,
} from '../../web/patients/derived.ts'

const patient = (code: string, attending: string | null = null, deputies: string[] = []) => ({
  id: code,
  code,
  area: null,
  association: null,
  revision: 0,
  team: { id: code, attending, deputies },
})

describe('the list narrowed', () => {
  const rows = [
    patient('K-102', '青葉 一郎'),
    patient('S-31', null, ['泉 春子']),
    { ...patient('M-7'), team: null },
  ]

  it.each([
    ['nothing typed', '', ['K-102', 'S-31', 'M-7']],
    ['a code in small letters', 'k-1', ['K-102']],
    ['a code in full width', 'Ｓ－３１'.replace('－', '-'), ['S-31']],
    ['a name without its blank', '青葉一', ['K-102']],
    ['a deputy', '春子', ['S-31']],
    ['nobody', '海', []],
  ])('%s', (_, typed, codes) => {
    expect(narrowed(rows, typed).map(({ code }) => code)).toEqual(codes)
  })
})

describe('a moment as it is typed', () => {
  it.each([
    ['03:00', instantOf('2026-06-02', '03:00')],
    ['3:00', instantOf('2026-06-02', '03:00')],
    ['０３：００', instantOf('2026-06-02', '03:00')],
    ['24:00', instantOf('2026-06-03', '00:00')],
    ['25:00', null],
    ['', null],
  ])('%s', (time, expected) => {
    expect(momentOf('2026-06-02', time)).toBe(expected)
  })

  it('is none on no day', () => {
    expect(momentOf('', '03:00')).toBeNull()
  })
})

describe('hours for another physician', () => {
  const now = instantOf('2026-06-02', '09:00')

  it.each([
    ['from now on', now, now + HOUR, true],
    ['that have begun', now - HOUR, now + HOUR, true],
    ['over, eq now', now - HOUR, now, false],
    ['that end where they start', now + HOUR, now + HOUR, false],
    ['31 days', now, now + 31 * DAY, true],
    ['a millisecond more', now, now + 31 * DAY + 1, false],
    ['without an end', now, null, false],
  ])('%s', (_, start, end, expected) => {
    expect(areHours(start, end, now)).toBe(expected)
  })
})

describe('a team being put together', () => {
  const doctor = (id: string) => ({ id, name: id, clinic: 'c' })

  it('begins with whoever enters it, and says what is chosen', () => {
    const edit = { ...editOf(null, doctor('a')), specialists: [{ ...doctor('b'), discipline: ' 皮膚科 ' }] }
    expect(draftOf(edit)).toEqual({
      attendingId: 'a',
      deputyIds: [],
      specialists: [{ physicianId: 'b', discipline: '皮膚科' }],
      stationIds: [],
      hospitalId: null,
      schemeId: null,
      emergencyPlan: { means: 'ambulance', contacts: ['attending', 'deputy', 'station'], wishes: 'unknown' },
    })
  })

  it('has lists whose places move up and go', () => {
    expect(movedUp(['a', 'b', 'c'], 2)).toEqual(['a', 'c', 'b'])
    expect(movedUp(['a', 'b'], 0)).toEqual(['a', 'b'])
    expect(without(['a', 'b', 'c'], 1)).toEqual(['a', 'c'])
  })
})

describe('whoever stands behind', () => {
  const who = (id: string) => ({
    kind: 'physician' as const,
    id,
    name: id,
    clinic: '',
    phone: '',
    source: 'rota' as const,
    absent: null,
    note: null,
  })
  const posts = (first: string[], second: string | null): Post[] => [
    { post: 'primary', answer: first[0] ? who(first[0]) : null, next: first.slice(1).map(who), away: [] },
    { post: 'backup', answer: second ? who(second) : null, next: [], away: [] },
  ]

  it('is named unless they are called already', () => {
    expect(behindFirst(posts(['a', 'b'], 'c'))?.id).toBe('c')
    expect(behindFirst(posts(['a', 'b'], 'b'))).toBeNull()
    expect(behindFirst(posts([], 'c'))?.id).toBe('c')
    expect(behindFirst(posts(['a'], null))).toBeNull()
  })
})

describe('the hours to come', () => {
  const hours = (start: number, id: string | null, given: object = {}) => ({
    post: 'primary' as const,
    start,
    end: start + 1,
    answer:
      id === null
        ? null
        : {
            kind: 'physician' as const,
            id,
            name: id,
            clinic: '',
            phone: '',
            source: 'attending' as const,
            absent: null,
            note: null,
            ...given,
          },
    next: [],
    away: [],
  })

  it('are one line while the same physician answers for the same reason', () => {
    const told = firstPost([
      hours(0, 'a'),
      { ...hours(0, 'x'), post: 'backup' },
      hours(1, 'a'),
      hours(2, 'a', { source: 'rota' }),
      hours(3, null),
      hours(4, null),
      hours(5, 'a'),
    ])
    expect(told.map(({ start, end, answer }) => [start, end, answer?.source ?? null])).toEqual([
      [0, 2, 'attending'],
      [2, 3, 'rota'],
      [3, 5, null],
      [5, 6, 'attending'],
    ])
  })
})
