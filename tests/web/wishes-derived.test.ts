import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { occurrences, readRecurrence } from '../../server/duty/recurrence.ts'
import type { WishRoundView } from '../../server/roster/wishes/wish-round-view.ts'
import type { MemberWishes } from '../../server/roster/wishes/wish-view.ts'
import { addDays, eachDay, type Weekday } from '../../server/time/local-day.ts'
import {
  answersOf,
  bundlesOf,
  daysLeft,
  exceededQuota,
  inOrder,
  leftOf,
  monthsOf,
  type Said,
  unitsOf,
  type WishView,
  wishForUnit,
} from '../../web/wishes/derived.ts'
import {
  daysOfRepeat,
  emptyDays,
  emptyRepeat,
  endingsAfter,
  errorsOfDays,
  errorsOfRepeat,
  ORDINALS,
  type RepeatDraft,
  repetitionOf,
  wishForDays,
  wishForRepeat,
} from '../../web/wishes/new-wish.ts'
import { changeOf, differs, draftOf, isValid, wrongNumbers } from '../../web/wishes/round-draft.ts'
import { differencesInWords } from '../../web/wishes/round-in-words.ts'
import { reasonInWords, wishInWords } from '../../web/wishes/wish-in-words.ts'
import { en } from '../../web/wording/en.ts'
import { ja } from '../../web/wording/ja.ts'

const unit = (day: string): MemberWishes['units'][number] => ({
  id: `scheme/${day}/holiday`,
  day,
  rule: 'holiday',
  start: `${day}T00:00:00+09:00`,
  end: `${addDays(day, 1)}T00:00:00+09:00`,
  hours: 24,
  holidayClass: 'sunday',
  label: '日曜日',
  tentative: false,
})
const wish = (given: Partial<WishView> = {}): WishView => ({
  id: 'wish',
  kind: 'unavailable',
  pattern: { form: 'days', from: '2027-06-13', to: '2027-06-20', hours: null },
  units: [],
  enteredAt: '2026-06-01T00:00:00.000Z',
  enteredBy: null,
  onBehalf: false,
  ...given,
})
const single = (day: string, kind: WishView['kind']) =>
  wish({ id: `single ${day}`, kind, pattern: { form: 'unit', day, rule: 'holiday' }, units: [unit(day).id] })

describe('what is said of a unit', () => {
  const units = ['2027-06-13', '2027-06-20', '2027-07-04'].map(unit)
  const none = new Map<string, Said>()
  const said = (wishes: WishView[], unsaved: ReadonlyMap<string, Said> = none) =>
    monthsOf({ units, wishes }, unsaved).flatMap(({ rows }) =>
      rows.map(row => [row.said, row.counts, row.others.length]),
    )

  it('stands under its month', () => {
    const months = monthsOf({ units, wishes: [] }, none)
    expect(months.map(({ firstDay, rows }) => [firstDay, rows.length])).toEqual([
      ['2027-06-01', 2],
      ['2027-07-01', 1],
    ])
  })

  it('is nothing, one word of its own, or what days say of it', () => {
    const days = wish({ units: [unit('2027-06-20').id] })
    expect(said([single('2027-06-13', 'want'), days])).toEqual([
      ['want', 'want', 0],
      [null, 'unavailable', 1],
      [null, null, 0],
    ])
  })

  it('counts by 不可 before 避けたい before 希望, wherever each was said', () => {
    const days = wish({ kind: 'avoid', units: units.map(({ id }) => id) })
    expect(said([single('2027-06-13', 'want'), single('2027-06-20', 'unavailable'), days])).toEqual([
      ['want', 'avoid', 1],
      ['unavailable', 'unavailable', 1],
      [null, 'avoid', 1],
    ])
  })

  it('is what was pressed last, before it is saved', () => {
    const unsaved = new Map<string, Said>([
      [unit('2027-06-13').id, null],
      [unit('2027-06-20').id, 'avoid'],
    ])
    expect(said([single('2027-06-13', 'want')], unsaved)).toEqual([
      [null, null, 0],
      ['avoid', 'avoid', 0],
      [null, null, 0],
    ])
  })

  it('is found by its unit; the others are listed, newest first', () => {
    const wishes = [
      wish({ id: 'a', units: [unit('2027-06-13').id] }),
      single('2027-06-13', 'want'),
      wish({ id: 'b' }),
    ]
    expect(wishForUnit({ wishes }, unit('2027-06-13').id)?.kind).toBe('want')
    expect(wishForUnit({ wishes }, unit('2027-06-20').id)).toBe(undefined)
    expect(bundlesOf({ wishes }).map(({ id }) => id)).toEqual(['b', 'a'])
  })
})

describe('deadline and quota', () => {
  it.each([
    ['in two weeks', '2026-06-15', '2026-06-01', 14],
    ['eq: on its day', '2026-06-15', '2026-06-15', 0],
    ['the day after', '2026-06-15', '2026-06-16', null],
    ['none', null, '2026-06-16', null],
  ])('%s', (_title, deadline, today, left) => {
    expect(daysLeft(deadline, today)).toBe(left)
  })

  it.each([
    [{ used: 2, most: 5 }, 3],
    [{ used: 5, most: 5 }, 0],
    [{ used: 7, most: 5 }, 0],
    [{ used: 7, most: null }, null],
  ])('%j leaves %s', (quota, left) => {
    expect(leftOf(quota)).toBe(left)
  })

  it('reads what the server says of an exceeded one, and nothing else', () => {
    expect(exceededQuota('want 6/5')).toEqual({ kind: 'want', count: 6, most: 5 })
    for (const other of [undefined, '', 'maybe 6/5', '2027-06-13']) expect(exceededQuota(other)).toBe(null)
  })

  it('lists first who has not answered, and counts who has, with wishes or without', () => {
    const entered = { at: '', by: null, onBehalf: false }
    const member = (id: string, answered: boolean | 'none') => ({
      id,
      name: id,
      clinic: '',
      counts: { unavailable: 0, avoid: 0, want: 0 },
      lastEntered: answered === true ? entered : null,
      none: answered === 'none' ? entered : null,
      notTheirs: [],
    })
    const members = [member('a', true), member('b', false), member('c', 'none'), member('d', false)]
    expect(inOrder(members).map(({ id }) => id)).toEqual(['b', 'd', 'a', 'c'])
    expect(answersOf(members)).toEqual({ wishes: 1, none: 1, missing: 2 })
    // Repaired after a publication: a 不可 entered beside the word that there was none.
    expect(answersOf([{ ...member('a', true), none: entered }])).toEqual({ wishes: 1, none: 0, missing: 0 })
  })

  it('has on the sheet of a member only what they may be given', () => {
    const units = ['2027-06-06', '2027-06-13', '2027-06-20'].map(unit)
    expect(unitsOf({ units }, { notTheirs: [] })).toEqual(units)
    expect(unitsOf({ units }, { notTheirs: [0, 2] })).toEqual([units[1]])
  })
})

describe('days that are typed', () => {
  const draft = (given: object = {}) => ({ ...emptyDays(), from: '2027-08-10', to: '2027-08-16', ...given })

  it.each([
    ['nothing', { from: '', to: '' }, { from: 'missing' }],
    ['one day', { to: '' }, {}],
    ['another year', { from: '2026-08-10', to: '2026-08-12' }, { from: 'otherYear', to: 'otherYear' }],
    ['eq a week before the year', { from: '2027-03-25', to: '' }, {}],
    ['eight days before it', { from: '2027-03-24', to: '' }, { from: 'otherYear' }],
    ['an end before the beginning', { to: '2027-08-09' }, { to: 'endsBeforeItBegins' }],
  ])('%s', (_title, given, errors) => {
    expect(errorsOfDays(draft(given), 2027)).toEqual(errors)
  })

  it('become a wish of whole days or of hours; a 希望 is for whole days', () => {
    const hours = { wholeDay: false, hoursFrom: '22:00', hoursTo: '06:00' }
    expect(wishForDays(draft({ to: '' })).pattern).toMatchObject({
      from: '2027-08-10',
      to: '2027-08-10',
      hours: null,
    })
    expect(wishForDays(draft(hours)).pattern).toMatchObject({ hours: { from: '22:00', to: '06:00' } })
    expect(wishForDays(draft({ ...hours, kind: 'want' })).pattern).toMatchObject({ hours: null })
  })

  it('end later the same day or on the next one, by half-hours', () => {
    const endings = endingsAfter('22:00')
    expect(endings.slice(0, 5)).toEqual([
      { time: '22:30', nextDay: false },
      { time: '23:00', nextDay: false },
      { time: '23:30', nextDay: false },
      { time: '24:00', nextDay: false },
      { time: '00:30', nextDay: true },
    ])
    expect(endings.at(-1)).toEqual({ time: '21:30', nextDay: true })
  })
})

describe('a repetition', () => {
  const draft = (given: Partial<RepeatDraft> = {}): RepeatDraft => ({ ...emptyRepeat(2027), ...given })

  it('begins with its first day: every second week is counted from there', () => {
    const second = draft({ every: 'secondWeek', weekday: 3 })
    expect(daysOfRepeat(second).slice(0, 3)).toEqual(['2027-04-07', '2027-04-21', '2027-05-05'])
    expect(wishForRepeat(second).pattern).toEqual({
      form: 'repeat',
      rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=WE',
      from: '2027-04-07',
      to: '2028-03-31',
      hours: null,
    })
  })

  it.each([
    ['without a week of the month', { every: 'month' as const }, { ordinals: 'missing' }],
    ['without a day in its range', { from: '2027-04-01', to: '2027-04-06' }, { to: 'noDay' }],
    ['without a last day', { to: '' }, { to: 'missing' }],
    ['that ends first', { from: '2027-05-01', to: '2027-04-06' }, { to: 'endsBeforeItBegins' }],
  ])('%s is not sent', (_title, given, errors) => {
    expect(errorsOfRepeat(draft(given), 2027)).toEqual(errors)
  })

  const someRepeat = fc
    .record({
      every: fc.constantFrom('week' as const, 'secondWeek' as const, 'month' as const),
      weekday: fc.integer({ min: 0, max: 6 }).map(day => day as Weekday),
      ordinals: fc.uniqueArray(fc.constantFrom(...ORDINALS), { minLength: 1 }),
      first: fc.nat({ max: 300 }),
      length: fc.nat({ max: 200 }),
    })
    .map(({ first, length, every, ordinals, ...rest }) =>
      draft({
        ...rest,
        every,
        ordinals: every === 'month' ? ordinals : [],
        from: addDays('2027-04-01', first),
        to: addDays('2027-04-01', first + length),
      }),
    )

  /** What is sent of a repetition. */
  function sent(repeat: RepeatDraft) {
    const { pattern } = wishForRepeat(repeat)
    if (pattern.form !== 'repeat') throw new Error('no repetition')
    return pattern
  }

  it('has on the screen the days that the server reads from what is sent', () => {
    fc.assert(
      fc.property(someRepeat, repeat => {
        const { rrule, from, to } = sent(repeat)
        const read = readRecurrence(rrule)
        expect(read.ok && occurrences(read.recurrence, from, eachDay(from, to))).toEqual(daysOfRepeat(repeat))
      }),
    )
  })

  it('is read back as it was typed', () => {
    fc.assert(
      fc.property(someRepeat, repeat => {
        const { every, weekday, ordinals } = repeat
        expect(repetitionOf(sent(repeat).rrule)).toEqual({ every, weekday, ordinals })
      }),
    )
  })

  it.each([
    'FREQ=DAILY',
    'FREQ=WEEKLY;BYDAY=MO,WE',
    'FREQ=WEEKLY;INTERVAL=3;BYDAY=MO',
    'FREQ=WEEKLY;BYDAY=XX',
    'FREQ=MONTHLY;BYDAY=2WE,3TH',
    'FREQ=MONTHLY;BYMONTHDAY=1',
  ])('%s was made elsewhere', rrule => {
    expect(repetitionOf(rrule)).toBe(null)
  })
})

describe('a wish in words', () => {
  const repeat = (rrule: string): WishView['pattern'] => ({
    form: 'repeat',
    rrule,
    from: '2027-04-07',
    to: '2028-03-29',
    hours: { from: '09:00', to: '17:00' },
  })
  const days = (hours: { from: string; to: string } | null): WishView['pattern'] => ({
    form: 'days',
    from: '2027-08-10',
    to: '2027-08-16',
    hours,
  })

  it.each([
    [repeat('FREQ=WEEKLY;BYDAY=WE'), '毎週水曜 9:00～17:00、4月7日（水）～3月29日（水）'],
    [repeat('FREQ=WEEKLY;INTERVAL=2;BYDAY=WE'), '隔週水曜 9:00～17:00、4月7日（水）～3月29日（水）'],
    [repeat('FREQ=MONTHLY;BYDAY=2WE,4WE'), '毎月第2・第4水曜 9:00～17:00、4月7日（水）～3月29日（水）'],
    [repeat('FREQ=MONTHLY;BYDAY=-1SU'), '毎月最終日曜 9:00～17:00、4月7日（水）～3月29日（水）'],
    [days(null), '8月10日（火）～8月16日（月）'],
    [days({ from: '22:00', to: '06:00' }), '8月10日（火）～8月16日（月） 22:00～翌日6:00'],
    [days({ from: '12:00', to: '24:00' }), '8月10日（火）～8月16日（月） 12:00～24:00'],
    [{ form: 'busy', times: 12 }, '取り込んだ予定 12件'],
  ] satisfies [WishView['pattern'], string][])('%j', (pattern, said) => {
    expect(wishInWords({ pattern }, ja)).toBe(said)
  })

  it('never shows a rule that was made elsewhere', () => {
    const pattern = repeat('FREQ=MONTHLY;BYMONTHDAY=1')
    for (const words of [ja, en]) expect(wishInWords({ pattern }, words)).not.toContain('FREQ')
  })

  it('beside a unit says how it came there, in fewer words', () => {
    expect(reasonInWords({ pattern: repeat('FREQ=WEEKLY;BYDAY=WE') }, ja)).toBe(
      'くり返し：毎週水曜 9:00～17:00',
    )
    expect(reasonInWords({ pattern: days(null) }, ja)).toBe('期間：8月10日（火）～8月16日（月）')
    expect(reasonInWords({ pattern: { form: 'busy', times: 12 } }, ja)).toBe('取り込んだ予定表')
  })

  it('in English', () => {
    expect(wishInWords({ pattern: repeat('FREQ=MONTHLY;BYDAY=2WE,-1WE') }, en)).toBe(
      'The second and last Wednesday of each month 09:00 – 17:00, Wed 7 Apr – Wed 29 Mar',
    )
    expect(wishInWords({ pattern: days({ from: '22:00', to: '06:00' }) }, en)).toBe(
      'Tue 10 Aug – Mon 16 Aug 22:00 – 06:00 the next day',
    )
  })
})

describe('the settings of a round', () => {
  const round: WishRoundView = {
    association: { id: 'a', name: 'A', invented: true },
    scheme: { id: 's', name: 'S', shortName: 'S' },
    fiscalYear: 2027,
    deadline: '2027-01-31',
    open: true,
    returnTo: 'FAX',
    quotas: {
      everybody: { unavailable: 20, avoid: null, want: 5 },
      members: {
        left: { unavailable: 1, avoid: 1, want: 1 },
        here: { unavailable: 0, avoid: null, want: null },
      },
    },
    revision: 3,
    mayChange: true,
    physicianId: null,
  }

  it('are sent back as they were read, without members who have left', () => {
    const { everybody, members } = round.quotas
    expect(changeOf(draftOf(round), 3, [{ id: 'here' }])).toEqual({
      deadline: '2027-01-31',
      returnTo: 'FAX',
      quotas: { everybody, members: { here: members.here } },
      revision: 3,
    })
  })

  it('take digits as a Japanese keyboard writes them, and nothing typed as any number', () => {
    const draft = {
      ...draftOf(round),
      deadline: '',
      everybody: { unavailable: '１２', avoid: ' ', want: '0' },
    }
    const { deadline, quotas } = changeOf(draft, 3, [])
    expect({ deadline, everybody: quotas.everybody }).toEqual({
      deadline: null,
      everybody: { unavailable: 12, avoid: null, want: 0 },
    })
  })

  it.each([
    ['-1', '1.5', 'x'],
    ['401', '1000', '十'],
  ])('%s, %s and %s are no numbers of duties', (unavailable, avoid, want) => {
    expect(wrongNumbers({ unavailable, avoid, want })).toEqual(['unavailable', 'avoid', 'want'])
  })

  it.each([
    ['eq last day of the year', '2028-03-31', true],
    ['the day after it', '2028-04-01', false],
    ['two years before it', '2025-04-01', true],
    ['the day before that', '2025-03-31', false],
    ['none', '', true],
  ])('a deadline on %s', (_title, deadline, valid) => {
    expect(isValid({ ...draftOf(round), deadline }, 2027)).toBe(valid)
  })

  it('differ in what is told to whoever was slower', () => {
    const mine = draftOf(round)
    const theirs = draftOf({
      ...round,
      deadline: null,
      quotas: { everybody: { ...round.quotas.everybody, want: null }, members: {} },
    })
    expect(differs(mine, theirs)).toBe(true)
    expect(differs(mine, draftOf(round))).toBe(false)
    const rows = differencesInWords(mine, theirs, id => id, ja)
    expect(rows.map(({ mine, theirs }) => [mine, theirs])).toEqual([
      ['1月31日（日）', '未定'],
      ['不可 20 避けたい 制限なし 希望 5', '不可 20 避けたい 制限なし 希望 制限なし'],
      ['不可 1 避けたい 1 希望 1', '未定'],
      ['不可 0 避けたい 制限なし 希望 制限なし', '未定'],
    ])
  })
})
