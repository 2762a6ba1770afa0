import { describe, expect, it } from 'vitest'
import {
  problemsOfCover,
  ROUND_THE_CLOCK,
  type StationCover,
} from '../../server/directory/stations/station-cover.ts'
import type { NurseLink, StationReminder } from '../../server/directory/stations/station-view.ts'
import {
  type EvidenceDraft,
  errorsOfEvidence,
  errorsOfLink,
  inOrder,
  type LinkDraft,
  linkOf,
  stateOfLink,
} from '../../web/stations/derived.ts'
import { coverOf, draftOf, type Pattern, timesFor, weekOf } from '../../web/stations/hours-draft.ts'
import { datesInWords, weekInWords } from '../../web/stations/hours-in-words.ts'
import { reminderInWords } from '../../web/stations/reminder-in-words.ts'
import { en } from '../../web/wording/en.ts'
import { ja } from '../../web/wording/ja.ts'
import { onWorkdays } from '../builders/station.ts'

const TODAY = '2026-06-01'

const editable = (cover: StationCover) => ({
  nightPhone: '0120-000-000',
  cover: {
    weekly: cover.weekly.map(hours => ({ ...hours })),
    dates: cover.dates.map(days => ({ ...days, hours: days.hours.map(hours => ({ ...hours })) })),
  },
})

describe('the hours of a station in words', () => {
  const weekend = {
    weekly: [6, 7].map(weekday => ({ weekday: weekday as 6 | 7, from: '18:00', to: '09:00' })),
    dates: [],
  }
  it.each<[string, StationCover, string[]]>([
    ['day and night', ROUND_THE_CLOCK, ['毎日24時間']],
    ['none', { weekly: [], dates: [] }, ['未登録']],
    ['nights of weekdays', onWorkdays('17:00', '09:00'), ['月～金　17:00～翌日 09:00', '土～日　対応なし']],
    ['whole weekdays', onWorkdays('00:00', '24:00'), ['月～金　終日', '土～日　対応なし']],
    ['a weekend', weekend, ['月～金　対応なし', '土～日　18:00～翌日 09:00']],
    [
      'twice a day',
      {
        weekly: [...onWorkdays('09:00', '12:00').weekly, { weekday: 3, from: '14:00', to: '24:00' }],
        dates: [],
      },
      ['月～火　09:00～12:00', '水　09:00～12:00、14:00～24:00', '木～金　09:00～12:00', '土～日　対応なし'],
    ],
  ])('%s', (_title, cover, lines) => {
    expect(weekInWords(ja, cover)).toEqual(lines)
  })

  it('name the days unlike the usual ones with their year, both where there are two', () => {
    const dates = [
      { from: '2026-08-13', to: '2026-08-13', hours: [] },
      { from: '2026-12-29', to: '2027-01-03', hours: [{ from: '00:00', to: '24:00' }] },
    ]
    expect(datesInWords(ja, { dates })).toEqual([
      '2026年8月13日（木）　対応なし',
      '2026年12月29日（火）～2027年1月3日（日）　終日',
    ])
    expect(datesInWords(en, { dates })[1]).toBe('29 Dec 2026 – 3 Jan 2027: all day')
  })
})

describe('the hours of a station as they are typed', () => {
  it.each<[Pattern, string[]]>([
    ['everyDay', ['毎日24時間']],
    ['workNights', ['月～金　17:00～翌日 09:00', '土～日　対応なし']],
    ['workDays', ['月～金　09:00～18:00', '土～日　対応なし']],
    ['clear', ['未登録']],
  ])('%s is one press', (pattern, lines) => {
    const cover = coverOf({ nightPhone: '', week: weekOf(pattern), dates: [] })
    expect(weekInWords(ja, cover)).toEqual(lines)
    expect(problemsOfCover(cover)).toEqual([])
  })

  it('say what they were made from, day by day', () => {
    const station = editable({
      ...onWorkdays('17:00', '09:00'),
      dates: [{ from: TODAY, to: TODAY, hours: [] }],
    })
    expect(coverOf(draftOf(station))).toEqual(station.cover)
  })

  it('offer every half hour, 24:00 as an end only, and what was kept before', () => {
    expect(timesFor('from', '09:00')).toHaveLength(48)
    expect(timesFor('to', '09:00').at(-1)).toBe('24:00')
    expect(timesFor('from', '08:45').slice(17, 20)).toEqual(['08:30', '08:45', '09:00'])
  })
})

describe('a proof as it is typed', () => {
  const draft: EvidenceDraft = {
    kind: 'system24h',
    checkedOn: TODAY,
    checkedBy: '見本 事子',
    nightPhone: '0120-000-000',
    validUntil: '2028-03-31',
  }
  it.each<[string, Partial<EvidenceDraft>, object]>([
    ['nothing wrong', {}, {}],
    ['no kind and nobody', { kind: '', checkedBy: '　' }, { kind: 'missing', checkedBy: 'missing' }],
    ['no days', { checkedOn: '', validUntil: '' }, { checkedOn: 'missing', validUntil: 'missing' }],
    ['checked tomorrow', { checkedOn: '2026-06-02' }, { checkedOn: 'future' }],
    ['valid on the day of checking only', { validUntil: TODAY }, {}],
    ['ended the day before', { validUntil: '2026-05-31' }, { validUntil: 'endsBeforeItBegins' }],
    ['three years', { validUntil: '2029-06-03' }, {}],
    ['longer', { validUntil: '2029-06-04' }, { validUntil: 'tooLong' }],
    ['no number', { nightPhone: '12' }, { nightPhone: 'phone' }],
  ])('%s', (_title, change, errors) => {
    expect(errorsOfEvidence({ ...draft, ...change }, TODAY)).toEqual(errors)
  })
})

describe('a link as it is typed', () => {
  const draft: LinkDraft = { stationId: 's', kind: 'physician', targetId: 'p', from: TODAY, to: '' }
  it.each<[string, Partial<LinkDraft>, object]>([
    ['nothing wrong', {}, {}],
    ['nothing chosen', { stationId: '', targetId: '' }, { stationId: 'missing', targetId: 'missing' }],
    ['no first day', { from: '' }, { from: 'missing' }],
    ['an end before it', { to: '2026-05-31' }, { to: 'endsBeforeItBegins' }],
    ['an end on it', { to: TODAY }, {}],
    ['a patient by name', { kind: 'patient', targetId: '山田' }, { targetId: 'reference' }],
    ['a patient by reference', { kind: 'patient', targetId: 'ｋ－１０２' }, {}],
  ])('%s', (_title, change, errors) => {
    expect(errorsOfLink({ ...draft, ...change })).toEqual(errors)
  })

  it('is sent as it was chosen, without an end where none is typed', () => {
    expect(linkOf(draft)).toEqual({
      stationId: 's',
      target: { kind: 'physician', id: 'p' },
      from: TODAY,
      to: null,
    })
    expect(linkOf({ ...draft, to: '2026-06-30' }).to).toBe('2026-06-30')
  })
})

describe('links', () => {
  const aLink = (id: string, from: string, to: string | null): NurseLink => ({
    id,
    station: { id: 's', name: 'かもめ' },
    association: '見本',
    target: { kind: 'clinic', id: 'c', name: '青葉内科医院' },
    from,
    to,
    revision: 0,
  })
  it.each([
    ['ends today', '2026-04-01', TODAY, 'inForce'],
    ['ended yesterday', '2026-04-01', '2026-05-31', 'ended'],
    ['begins today', TODAY, null, 'inForce'],
    ['begins tomorrow', '2026-06-02', null, 'notYet'],
  ])('one that %s', (_title, from, to, state) => {
    expect(stateOfLink({ from, to }, TODAY)).toBe(state)
  })

  it('that have ended come last, otherwise nothing moves', () => {
    const links = [
      aLink('past', '2020-04-01', '2021-03-31'),
      aLink('a', TODAY, null),
      aLink('b', '2027-04-01', null),
    ]
    expect(inOrder(links, TODAY).map(({ id }) => id)).toEqual(['a', 'b', 'past'])
  })
})

describe('reminders', () => {
  const about = (kind: StationReminder['kind'], given: Partial<StationReminder> = {}): StationReminder => ({
    stationId: 's',
    station: 'かもめ',
    kind,
    day: '2026-06-20',
    within: 30,
    target: '青葉 一郎',
    ...given,
  })
  it.each([
    [about('noEvidence'), '24時間連携の裏付けが登録されていません。'],
    [about('evidenceExpired'), '24時間連携の裏付けが2026年6月20日で切れています。'],
    [about('evidenceExpires'), '24時間連携の裏付けが2026年6月20日で切れます（あと30日以内）。'],
    [about('linkEnds'), '青葉 一郎との連携が2026年6月20日で終わります（あと30日以内）。'],
    [about('notConfirmed'), '最後の確認（2026年6月20日）から90日以上たっています。'],
    [about('notConfirmed', { day: null }), '登録内容をステーションに確認した記録がありません。'],
  ])('%o', (reminder, sentence) => {
    expect(reminderInWords(ja, reminder)).toBe(sentence)
    expect(reminderInWords(en, reminder)).not.toBe('')
  })
})
