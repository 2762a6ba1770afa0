import { describe, expect, it } from 'vitest'
import type { ExchangesView } from '../../server/roster/exchanges/exchange-view.ts'
import { instantOf } from '../../server/time/tokyo.ts'
import {
  answerByError,
  type Duty,
  debtsOfPhysician,
  dutiesOfOthers,
  dutiesToGive,
  type Exchange,
  hoursKey,
  hoursToGive,
  noteError,
  type OverrideDraft,
  openExchangeOf,
  overrideErrors,
  overrideOf,
  ringOf,
  sortExchanges,
} from '../../web/exchanges/derived.ts'
import { Spoken } from '../../web/exchanges/exchange-in-words.ts'
import { daysOf, differingSettings } from '../../web/exchanges/settings-derived.ts'
import { en } from '../../web/wording/en.ts'
import { ja } from '../../web/wording/ja.ts'

const NOW = instantOf('2026-06-01', '09:00')

const aDuty = (day: string, holder: string, given: Partial<Duty> = {}): Duty => {
  const [start, end] = [`${day}T00:00:00+09:00`, `${day}T20:00:00+09:00`]
  const duty = { unit: `s/${day}/holiday`, post: 'locum', day, start, end, label: '日曜日', holder }
  return { ...duty, parts: [{ start, end, physician: holder }], ...given }
}

const anExchange = (given: Partial<Exchange> = {}): Exchange => ({
  id: 'x',
  kind: 'swap',
  status: 'proposed',
  proposer: 'aoba',
  note: '',
  createdAt: '2026-05-30T00:00:00.000Z',
  expiresAt: '2026-06-05T00:00:00.000Z',
  onBehalf: false,
  approvalNeeded: false,
  legs: [{ ...aDuty('2026-06-07', 'aoba'), from: 'aoba', to: 'izumi', responsible: 'aoba' }],
  answers: [],
  awaited: ['izumi'],
  decidedAt: null,
  decisionReason: null,
  ...given,
})

const aView = (given: Partial<ExchangesView> = {}): ExchangesView => ({
  association: { id: 'minato', name: '見本医師会', invented: true },
  scheme: { id: 's', name: '見本', shortName: '見本', posts: ['locum'] },
  fiscalYear: 2026,
  published: 1,
  physicianId: 'aoba',
  office: false,
  settings: { approvalNeeded: false, answerWithinDays: 7 },
  members: [
    { id: 'aoba', name: '青葉 誠', clinic: '青葉医院' },
    { id: 'izumi', name: '泉 直子', clinic: '泉医院' },
  ],
  duties: [],
  exchanges: [],
  debts: [],
  ...given,
})

describe('the duties on the page', () => {
  const shared = aDuty('2026-06-21', 'aoba', {
    parts: [
      { start: '2026-06-21T00:00:00+09:00', end: '2026-06-21T10:00:00+09:00', physician: 'aoba' },
      { start: '2026-06-21T10:00:00+09:00', end: '2026-06-21T20:00:00+09:00', physician: 'izumi' },
    ],
  })
  const running = aDuty('2026-06-01', 'aoba')
  const view = aView({
    duties: [running, aDuty('2026-06-07', 'aoba'), aDuty('2026-06-14', 'izumi'), shared],
  })
  const days = (duties: Duty[]) => duties.map(({ day }) => day)

  it('to give are the own whole ones that have not begun, to ask in return those of others', () => {
    expect(days(dutiesToGive(view, 'aoba', NOW))).toEqual(['2026-06-07'])
    expect(days(dutiesOfOthers(view, 'aoba', NOW))).toEqual(['2026-06-14'])
  })

  it('can be replaced hour by hour, what runs from now on', () => {
    const hours = hoursToGive(view, NOW)
    expect(
      hours
        .filter(({ shared }) => !shared)
        .map(({ duty, part, running }) => [duty.day, part.physician, running]),
    ).toEqual([
      ['2026-06-01', 'aoba', true],
      ['2026-06-07', 'aoba', false],
      ['2026-06-14', 'izumi', false],
      ['2026-06-21', 'aoba', false],
      ['2026-06-21', 'izumi', false],
    ])
  })

  it('that several stand can be replaced as a whole too, before the hours of each', () => {
    const hours = hoursToGive(view, NOW).filter(({ duty }) => duty.day === '2026-06-21')
    expect(hours.map(one => one.shared)).toEqual([true, false, false])
    expect(new Set(hours.map(hoursKey)).size).toBe(3)
  })

  it('change hands in a ring, or go to one who is named, or to nobody yet', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((holder, day) => aDuty(`2026-07-0${day + 1}`, holder))
    if (!a || !b || !c) throw new Error('three')
    const passed = (duties: Duty[], receiver: string | null = null) =>
      ringOf(duties, receiver).map(({ from, to }) => `${from}>${to}`)
    expect(passed([a, b])).toEqual(['a>b', 'b>a'])
    expect(passed([a, b, c])).toEqual(['a>b', 'b>c', 'c>a'])
    expect(passed([a], 'b')).toEqual(['a>b'])
    expect(passed([a])).toEqual(['a>null'])
  })
})

describe('exchanges', () => {
  it.each<[string, Partial<Exchange>, string | null, boolean, string]>([
    ['that somebody asks of the physician', {}, 'izumi', false, 'asked'],
    ['that they have answered', { awaited: ['oka'] }, 'izumi', false, 'others'],
    ['they asked for', {}, 'aoba', false, 'own'],
    ['offered to all', { kind: 'offer', awaited: [] }, 'izumi', false, 'pool'],
    ['offered by themselves', { kind: 'offer', awaited: [] }, 'aoba', false, 'own'],
    ['that wait for the secretariat, for the secretariat', { status: 'accepted' }, 'aoba', true, 'approving'],
    ['that wait for the secretariat, for the physician', { status: 'accepted' }, 'aoba', false, 'own'],
    ['that are over', { status: 'expired' }, 'aoba', true, 'past'],
    ['of others, with nobody chosen', {}, null, true, 'others'],
  ])('%s', (_title, given, physician, office, group) => {
    const sorted = sortExchanges(aView({ office, exchanges: [anExchange(given)] }), physician)
    expect(Object.entries(sorted).flatMap(([name, list]) => (list.length > 0 ? [name] : []))).toEqual([group])
  })

  it('are found by a duty while they are open', () => {
    const duty = aDuty('2026-06-07', 'aoba')
    expect(openExchangeOf(aView({ exchanges: [anExchange()] }), duty)?.id).toBe('x')
    expect(openExchangeOf(aView({ exchanges: [anExchange({ status: 'declined' })] }), duty)).toBe(undefined)
  })
})

describe('the form', () => {
  it.each([
    ['none', '', undefined],
    ['today', '2026-06-01', undefined],
    ['yesterday', '2026-05-31', 'over'],
    ['no day', '2026-02-30', 'over'],
  ])('takes as the day to answer by: %s', (_title, day, error) => {
    expect(answerByError(day, NOW)).toBe(error)
  })

  it('takes a note of 200 characters', () => {
    expect(noteError('あ'.repeat(200))).toBe(undefined)
    expect(noteError('あ'.repeat(201))).toBe('tooLong')
  })
})

describe('an override', () => {
  const duty = aDuty('2026-06-07', 'aoba')
  const draft: OverrideDraft = {
    hours: 'x',
    to: 'izumi',
    reason: ' 急病 ',
    partly: false,
    fromDay: '2026-06-07',
    fromTime: '08:30',
    toDay: '2026-06-07',
    toTime: '24:00',
  }
  const part = { start: duty.start, end: duty.end, physician: 'aoba' }

  it('is of the whole unit, of what is left of it, of one part, or of hours', () => {
    const hoursOf = (given: Partial<Parameters<typeof overrideOf>[0]>, typed: Partial<OverrideDraft> = {}) =>
      overrideOf({ duty, part, running: false, shared: false, ...given }, { ...draft, ...typed })
    expect(hoursOf({})).toMatchObject({ from: 'aoba', to: 'izumi', hours: null, reason: '急病' })
    expect(hoursOf({ running: true }).hours).toEqual({ start: null, end: duty.end })
    expect(hoursOf({ duty: { ...duty, parts: [part, part] } }).hours).toEqual({
      start: part.start,
      end: part.end,
    })
    expect(hoursOf({ duty: { ...duty, parts: [part, part] }, shared: true }).hours).toBeNull()
    expect(hoursOf({ shared: true, running: true }).hours).toEqual({ start: null, end: null })
    const later = { ...part, start: '2026-06-07T12:00:00+09:00' }
    expect(hoursOf({ part: later, shared: true }).hours).toEqual({ start: later.start, end: null })
    expect(hoursOf({}, { partly: true }).hours).toEqual({
      start: '2026-06-07T08:30:00+09:00',
      end: '2026-06-08T00:00:00+09:00',
    })
  })

  it.each<[string, Partial<OverrideDraft>, object]>([
    ['nothing missing', {}, {}],
    ['nothing chosen', { hours: '', to: '' }, { hours: 'missing', to: 'missing' }],
    ['a reason of blanks', { reason: '　' }, { reason: 'missing' }],
    ['hours that are none', { partly: true, fromTime: '8:30' }, { fromTime: 'time' }],
    ['hours that do not count', { partly: false, fromTime: '' }, {}],
    ['all the hours of the duty', { partly: true, fromTime: '00:00', toTime: '20:00' }, {}],
    ['an end after the duty', { partly: true, toTime: '20:01' }, { toTime: 'outside' }],
    [
      'a beginning before the duty',
      { partly: true, fromDay: '2026-06-06', toTime: '20:00' },
      { fromTime: 'outside' },
    ],
    ['an end that is the beginning', { partly: true, toTime: '08:30' }, { toTime: 'notLater' }],
  ])('says what is wrong: %s', (_title, typed, errors) => {
    expect(overrideErrors({ ...draft, ...typed }, part)).toEqual(errors)
  })
})

describe('in words', () => {
  const spoken = new Spoken(ja, aView())

  it('says at each state who is on duty', () => {
    expect(spoken.responsible(anExchange())).toEqual(['6月7日（日）の担当は、今も青葉 誠 医師です。'])
    const applied = anExchange({
      status: 'applied',
      legs: anExchange().legs.map(leg => ({ ...leg, responsible: 'izumi' })),
    })
    expect(spoken.responsible(applied)).toEqual(['6月7日（日）の担当は、泉 直子 医師に変わりました。'])
    expect(spoken.state(anExchange())).toBe('泉 直子 医師の返事を待っています。')
    expect(spoken.state(anExchange({ kind: 'offer' }))).toBe('引き受け手を探しています。')
  })

  it('says each reason of a refusal once', () => {
    const finding = { kind: 'withinGap', units: ['s/2026-06-07/holiday'], people: ['izumi'] }
    const failure = { reason: 'breaksRules', findings: [finding, finding] } as const
    expect(
      spoken.findings({ ...failure, findings: [...failure.findings] }, [aDuty('2026-06-07', 'aoba')]),
    ).toEqual(['6月7日（日）、泉 直子 医師：前後の当番と間が近すぎます。'])
  })

  it.each([
    [1, 1.5, '甲は、乙に1回・1.5点の借りがあります。'],
    [1, 0, '甲は、乙に1回の借りがあります。'],
    [0, 0.5, '甲は、乙に0.5点の借りがあります。'],
    [-1, 0.5, '甲は、乙に0.5点の借りがあります（回数では逆に1回）。'],
  ])('says who owes whom: %i duties, %f points', (units, points, sentence) => {
    expect(ja.exchanges.debt('甲', '乙', units, points)).toBe(sentence)
    expect(en.exchanges.debt('A', 'B', units, points)).toMatch(/^A owes B .+\.$/)
  })

  it('shows a physician their own debts, the secretariat all', () => {
    const debts = [
      { debtor: 'aoba', creditor: 'izumi', units: 1, points: 1 },
      { debtor: 'oka', creditor: 'izumi', units: 1, points: 1 },
    ]
    expect(debtsOfPhysician(aView({ debts }), 'aoba')).toEqual(debts.slice(0, 1))
    expect(debtsOfPhysician(aView({ debts }), null)).toEqual(debts)
  })
})

describe('the settings', () => {
  it.each([
    ['1', 1],
    ['60', 60],
    ['0', null],
    ['61', null],
    ['', null],
    ['1.5', null],
  ])('take %s days as %s', (typed, days) => {
    expect(daysOf(typed)).toBe(days)
  })

  it('say where two clerks differ', () => {
    const mine = { approvalNeeded: true, answerWithinDays: 5 }
    const rows = differingSettings(ja.exchangeSettings, mine, { ...mine, answerWithinDays: 7 })
    expect(rows).toEqual([{ what: '返事の期限（日）', mine: '5', theirs: '7' }])
  })
})
