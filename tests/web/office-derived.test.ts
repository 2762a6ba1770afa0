import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PeopleView } from '../../server/identity/people-view.ts'
import { addDays, eachDay } from '../../server/time/local-day.ts'
import { type AuditChoice, choiceOf, queryOf, subjectOf } from '../../web/audit/derived.ts'
import * as people from '../../web/people/derived.ts'
import * as settings from '../../web/settings/derived.ts'

const facilities: PeopleView['facilities'] = {
  physicians: [{ id: 'physician-1', name: '青葉 一郎' }],
  hospitals: [{ id: 'hospital-1', name: '見本総合病院' }],
  nursingStations: [],
}

const aMember = (
  given: Partial<people.Member> & { name?: string; disabled?: boolean } = {},
): people.Member => ({
  membershipId: `membership-${given.name}`,
  account: {
    id: `account-${given.name}`,
    name: given.name ?? '見本 事子',
    email: 'mihon@minato.example',
    disabled: given.disabled ?? false,
  },
  role: 'secretariat',
  facility: null,
  fromDay: '2026-04-01',
  toDay: null,
  inForce: true,
  ...given,
})

const TODAY = '2026-06-01'

describe('the people of an association', () => {
  it.each([
    ['in force', aMember(), 'inForce'],
    ['in force with a disabled account', aMember({ disabled: true }), 'disabled'],
    ['begins tomorrow', aMember({ inForce: false, fromDay: '2026-06-02' }), 'notYet'],
    ['ended yesterday', aMember({ inForce: false, toDay: '2026-05-31' }), 'ended'],
    ['ended, with a disabled account', aMember({ inForce: false, disabled: true }), 'ended'],
  ])('%s', (_title, member, state) => {
    expect(people.stateOf(member, TODAY)).toBe(state)
  })

  it('stand in order of state, role and name', () => {
    const listed = [
      aMember({ name: 'え', inForce: false }),
      aMember({ name: 'う', role: 'physician' }),
      aMember({ name: 'い' }),
      aMember({ name: 'あ' }),
    ]
    expect(people.inOrder(listed, TODAY).map(({ account }) => account.name)).toEqual(['あ', 'い', 'う', 'え'])
  })
})

describe('a membership as it is typed', () => {
  const draft = { role: 'physician', facilityId: 'physician-1', fromDay: TODAY, toDay: '' } as const

  it('is complete with a first day and a facility of its role', () => {
    expect(people.errorsOf(draft, facilities)).toEqual({})
    expect(people.membershipOf(draft, facilities)).toEqual({
      role: 'physician',
      facilityId: 'physician-1',
      fromDay: TODAY,
      toDay: null,
    })
  })

  it.each([
    ['no facility', { facilityId: '' }, { facilityId: 'missing' }],
    ['the facility of another role', { facilityId: 'hospital-1' }, { facilityId: 'missing' }],
    ['no first day', { fromDay: '' }, { fromDay: 'missing' }],
    ['a last day before the first', { toDay: '2026-05-31' }, { toDay: 'endsBeforeItBegins' }],
    ['a last day that is the first', { toDay: TODAY }, {}],
  ])('with %s', (_title, change, errors) => {
    expect(people.errorsOf({ ...draft, ...change }, facilities)).toEqual(errors)
  })

  it('is of no facility for a role of the whole association', () => {
    const clerk = { ...draft, role: 'secretariat' } as const
    expect(people.errorsOf(clerk, facilities)).toEqual({})
    expect(people.membershipOf(clerk, facilities).facilityId).toBeNull()
  })
})

describe('closed days', () => {
  const aDay = (day: string, label = '休診') => ({ day, label })
  const some = fc
    .uniqueArray(fc.integer({ min: 0, max: 700 }), { maxLength: 30 })
    .map(offsets => offsets.map(offset => aDay(addDays('2026-01-01', offset), `第${offset}`)))

  it('added keep each day once, in order, and the label it had', () => {
    fc.assert(
      fc.property(some, some, (days, added) => {
        const result = settings.withDays(days, added)
        const all = [...days, ...added].map(({ day }) => day)
        expect(result.map(({ day }) => day)).toEqual([...new Set(all)].sort())
        for (const closed of days) expect(result).toContainEqual(closed)
      }),
    )
  })

  it('are shown by fiscal year', () => {
    const days = ['2026-03-31', '2026-04-01', '2027-03-31', '2027-04-01'].map(day => aDay(day))
    expect(settings.inFiscalYear(days, 2026).map(({ day }) => day)).toEqual(['2026-04-01', '2027-03-31'])
  })

  it('are added one by one or as a range, both ends included', () => {
    expect(settings.daysOf({ first: '2026-08-10', last: '', label: ' 夏季 ' })).toEqual([
      aDay('2026-08-10', '夏季'),
    ])
    expect(
      settings.daysOf({ first: '2026-08-10', last: '2026-08-12', label: '夏季' }).map(({ day }) => day),
    ).toEqual(eachDay('2026-08-10', '2026-08-12'))
  })

  it.each([
    ['nothing', { first: '', last: '', label: '' }, { first: 'missing', label: 'missing' }],
    ['a blank label', { first: '2026-08-10', last: '', label: '　' }, { label: 'missing' }],
    ['the day before the year', { first: '2026-03-31', last: '', label: '夏' }, { first: 'otherYear' }],
    ['the first day of the year', { first: '2026-04-01', last: '', label: '夏' }, {}],
    [
      'a last day in the next year',
      { first: '2027-03-31', last: '2027-04-01', label: '夏' },
      { last: 'otherYear' },
    ],
    [
      'a last day before the first',
      { first: '2026-08-12', last: '2026-08-11', label: '夏' },
      { last: 'endsBeforeItBegins' },
    ],
  ])('typed with %s', (_title, typed, errors) => {
    expect(settings.errorsOf(typed, 2026)).toEqual(errors)
  })

  it('differ by day and by label', () => {
    const mine = { closedDays: [aDay('2026-08-13'), aDay('2026-08-14', 'お盆')] }
    const theirs = { closedDays: [aDay('2026-08-15'), aDay('2026-08-14')] }
    expect(settings.differingDays(mine, theirs)).toEqual([
      { day: '2026-08-13', mine: '休診', theirs: null },
      { day: '2026-08-14', mine: 'お盆', theirs: '休診' },
      { day: '2026-08-15', mine: null, theirs: '休診' },
    ])
  })
})

describe('the audit trail', () => {
  it('is narrowed by the address, which leads back to the same choice', () => {
    const aDay = fc.constantFrom('', '2026-04-01', '2027-03-31')
    const aChoice: fc.Arbitrary<AuditChoice> = fc.record({
      from: aDay,
      to: aDay,
      action: fc.string({ unit: 'grapheme' }),
      actor: fc.string({ unit: 'grapheme' }),
      before: fc.constantFrom('', '1', '50'),
    })
    fc.assert(
      fc.property(aChoice, choice => {
        expect(choiceOf(queryOf(choice))).toEqual(choice)
      }),
    )
    expect(choiceOf('?from=2026-02-30&to=x&before=-1')).toEqual(choiceOf(''))
  })

  it.each([
    ['the resource', 'membership:m-1', {}, '大沢 三郎'],
    ['the account in the detail', 'invitation:i-1', { account: 'a-1' }, '大沢 三郎'],
    ['the physician in the detail', 'subscription:s-1', { physician: 'p-1' }, '青葉 一郎'],
    ['nothing that is known', 'settings:minato', { revision: 3 }, null],
  ])('names whom an entry is about by %s', (_title, resource, detail, name) => {
    const names = new Map([
      ['m-1', '大沢 三郎'],
      ['a-1', '大沢 三郎'],
      ['p-1', '青葉 一郎'],
    ])
    const entry = {
      seq: 1,
      at: '2026-06-01T00:00:00.000Z',
      action: 'people.change',
      actor: null,
      onBehalfOf: null,
      resource,
      detail,
      address: null,
    }
    expect(subjectOf(entry, names)).toBe(name)
  })
})
