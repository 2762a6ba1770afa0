import { describe, expect, it } from 'vitest'
import { MOST_AT_ONCE, newWishesSchema } from '../../../../server/roster/wishes/new-wish.ts'

const pathsOf = (...wishes: unknown[]): string[] =>
  newWishesSchema(2027)
    .safeParse(wishes)
    .error?.issues.map(({ path }) => path.join('.')) ?? []

const range = (given: object = {}) => ({
  form: 'days',
  from: '2027-08-10',
  to: '2027-08-16',
  hours: null,
  ...given,
})
const repeat = (given: object = {}) => ({
  ...range({ rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=WE', ...given }),
  form: 'repeat',
})
const wish = (pattern: object, kind = 'unavailable') => ({ kind, pattern })

describe('a typed wish', () => {
  it.each([
    ['a unit', wish({ form: 'unit', day: '2027-06-13', rule: 'holiday' })],
    ['days', wish(range())],
    ['one day', wish(range({ to: '2027-08-10' }))],
    ['hours until 24:00', wish(range({ hours: { from: '12:00', to: '24:00' } }))],
    ['hours over midnight', wish(range({ hours: { from: '22:00', to: '06:00' } }))],
    ['eq a week before the year', wish(range({ from: '2027-03-25' }))],
    ['eq a week after the year', wish(range({ to: '2028-04-07' }))],
    ['a repetition', wish(repeat())],
    ['whole days to have', wish(range(), 'want')],
  ])('%s is taken', (_title, typed) => {
    expect(pathsOf(typed)).toEqual([])
  })

  it.each([
    ['nothing', {}, ['0.kind', '0.pattern']],
    ['no kind of ours', wish(range(), 'maybe'), ['0.kind']],
    ['a busy calendar, which is imported only', wish({ form: 'busy', times: [] }), ['0.pattern.form']],
    ['a day that does not exist', wish(range({ from: '2027-02-29' })), ['0.pattern.from']],
    ['a day in words', wish({ form: 'unit', day: '来週', rule: 'holiday' }), ['0.pattern.day']],
    ['eight days before the year', wish(range({ from: '2027-03-24' })), ['0.pattern.from']],
    ['eight days after the year', wish(range({ to: '2028-04-08' })), ['0.pattern.to']],
    [
      'another year',
      wish(range({ from: '2025-08-10', to: '2025-08-16' })),
      ['0.pattern.from', '0.pattern.to'],
    ],
    ['an end before its begin', wish(range({ from: '2027-08-17' })), ['0.pattern.to']],
    ['a repetition that ends before it begins', wish(repeat({ from: '2027-08-17' })), ['0.pattern.to']],
    ['hours of no length', wish(range({ hours: { from: '09:00', to: '09:00' } })), ['0.pattern.hours.to']],
    ['hours from 24:00', wish(range({ hours: { from: '24:00', to: '09:00' } })), ['0.pattern.hours.from']],
    [
      'hours that are no times',
      wish(range({ hours: { from: '9', to: '25:00' } })),
      ['0.pattern.hours.from', '0.pattern.hours.to'],
    ],
    ['hours of a 希望', wish(range({ hours: { from: '09:00', to: '12:00' } }), 'want'), ['0.pattern.hours']],
    ['a repetition that nobody can read', wish(repeat({ rrule: 'FREQ=SECONDLY' })), ['0.pattern.rrule']],
    [
      'a repetition far too long',
      wish(repeat({ rrule: `FREQ=DAILY;${'X'.repeat(300)}` })),
      ['0.pattern.rrule'],
    ],
    [
      'a repetition without a day in its range',
      wish(repeat({ rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' })),
      ['0.pattern.rrule'],
    ],
    ['a field of no meaning', { ...wish(range()), note: '患者様' }, ['0']],
  ])('%s is refused at its field', (_title, typed, paths) => {
    expect(pathsOf(typed)).toEqual(paths)
  })

  it('is refused together with all others that are wrong', () => {
    expect(pathsOf(wish(range()), wish(repeat({ rrule: '' })), wish(range({ from: '', to: '' })))).toEqual([
      '1.pattern.rrule',
      '2.pattern.from',
      '2.pattern.to',
    ])
  })

  it('names a unit once in a request', () => {
    const unit = wish({ form: 'unit', day: '2027-06-13', rule: 'holiday' })
    const other = wish({ form: 'unit', day: '2027-06-13', rule: 'night' })
    expect(pathsOf(unit, other, { ...unit, kind: 'want' })).toEqual(['2.pattern'])
  })

  it('comes with at least one and at most fifty others', () => {
    expect(pathsOf()).toEqual([''])
    expect(pathsOf(...Array(MOST_AT_ONCE).fill(wish(range())))).toEqual([])
    expect(pathsOf(...Array(MOST_AT_ONCE + 1).fill(wish(range())))).toEqual([''])
  })
})
