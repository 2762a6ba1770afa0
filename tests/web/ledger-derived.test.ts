import { describe, expect, it } from 'vitest'
import { newEntrySchema } from '../../server/roster/ledger/ledger-view.ts'
import {
  classesAsked,
  type Draft,
  emptyDraft,
  entryOf,
  idFrom,
  type Member,
  wrongWith,
} from '../../web/ledger/derived.ts'

const ID = '0123456789abcdef0123456789abcdef'

const aDraft = (given: Partial<Draft> = {}): Draft => ({
  ...emptyDraft(),
  amount: '1.5',
  reason: '紙の当番表から',
  ...given,
})

const aMember = (given: Partial<Member> = {}): Member => ({
  id: 'sato',
  name: '佐藤 一',
  clinic: '佐藤医院',
  carried: 0,
  entered: null,
  opening: 0,
  newcomer: false,
  heldLastYear: [],
  counts: [],
  ...given,
})

describe('what is typed', () => {
  it.each([
    ['1.5', 1.5],
    ['0', 0],
    ['250', 250], // the most
    ['0.25', 0.25],
    ['１．７５', 1.75], // as a Japanese keyboard types
    [' 2 ', 2],
  ])('%j is %f points', (amount, points) => {
    const draft = aDraft({ amount })
    expect(wrongWith(draft)).toBeNull()
    expect(entryOf(ID, 'sato', draft).points).toBe(points)
    expect(entryOf(ID, 'sato', { ...draft, direction: 'fewer' }).points).toBe(points === 0 ? 0 : -points)
  })

  it.each(['', 'x', '-1', '0.1', '250.25', '1e2', '1,5', '１点'])('%j is no number of points', amount => {
    expect(wrongWith(aDraft({ amount }))).toEqual({ amount: true, reason: false, counts: [] })
  })

  it.each([
    ['', true],
    ['　 ', true],
    ['あ'.repeat(200), false],
    ['あ'.repeat(201), true],
  ])('the reason %j is missing or too long: %s', (reason, wrong) => {
    expect(wrongWith(aDraft({ reason }))?.reason ?? false).toBe(wrong)
  })

  it('says of each count whether it is one', () => {
    const counts = { obon: '2', yearEnd: '1.5', sunday: '401', goldenWeek: '４００' }
    expect(wrongWith(aDraft({ counts }))?.counts).toEqual(['yearEnd', 'sunday'])
  })

  it('says everything at once', () => {
    expect(wrongWith(aDraft({ amount: '', reason: '', counts: { obon: 'x' } }))).toEqual({
      amount: true,
      reason: true,
      counts: ['obon'],
    })
  })
})

describe('an entry', () => {
  it('is what the server takes, without what was left empty', () => {
    const entry = entryOf(
      idFrom(Uint8Array.from({ length: 16 }, (_, index) => index * 16)),
      'sato',
      aDraft({
        direction: 'fewer',
        yearEnd: 'notHeld',
        counts: { obon: '２', sunday: '' },
        reason: ' 訂正 ',
      }),
    )
    expect(entry).toEqual({
      id: '00102030405060708090a0b0c0d0e0f0',
      physicianId: 'sato',
      points: -1.5,
      counts: [{ holidayClass: 'obon', count: 2 }],
      heldLastYear: { yearEnd: false },
      reason: '訂正',
    })
    expect(newEntrySchema.parse(entry)).toEqual(entry)
  })
})

it('an entry says of a season that it was held, that it was not, or nothing', () => {
  const said = (draft: Partial<Draft>) => entryOf(ID, 'sato', aDraft(draft)).heldLastYear
  expect(said({})).toEqual({})
  expect(said({ goldenWeek: 'held', yearEnd: 'notHeld' })).toEqual({ goldenWeek: true, yearEnd: false })
})

describe('the classes asked for', () => {
  it('are the seasons, and what anybody has held', () => {
    const held = aMember({ counts: [{ holidayClass: 'sunday', count: 3 }] })
    expect(classesAsked({ members: [aMember(), held] })).toEqual(['yearEnd', 'goldenWeek', 'obon', 'sunday'])
  })
})
