import { describe, expect, it } from 'vitest'
import type { CalendarsView } from '../../server/feeds/subscription-view.ts'
import {
  alarmChoices,
  alarmInWords,
  alarmMinutesOf,
  chosenCalendar,
  draftOf,
  keyOf,
  lastReadInWords,
  webcalOf,
} from '../../web/feeds/derived.ts'
import { en } from '../../web/wording/en.ts'
import { ja } from '../../web/wording/ja.ts'

type Calendar = CalendarsView['calendars'][number]

const aCalendar = (given: Partial<Calendar> = {}): Calendar => ({
  audience: 'scheme',
  id: 'minato-locum',
  name: 'みなと在宅Dr.ネット',
  own: false,
  ...given,
})

describe('the calendar on the page', () => {
  const calendars = [
    aCalendar(),
    aCalendar({ audience: 'physician', id: 'p-1' }),
    aCalendar({ audience: 'hospital', id: 'h-1', own: true }),
  ]
  it.each([
    ['the one that is asked for', '?of=physician/p-1', 'physician/p-1'],
    ['their own, unless asked', '', 'hospital/h-1'],
    ['their own, when there is none of that name', '?of=scheme/nothing', 'hospital/h-1'],
  ])('is %s', (_title, query, key) => {
    const chosen = chosenCalendar(calendars, query)
    expect(chosen && keyOf(chosen)).toBe(key)
  })

  it('is the first for whoever has none of their own, and none where there is none', () => {
    expect(chosenCalendar([aCalendar()], '')).toEqual(aCalendar())
    expect(chosenCalendar([], '?of=scheme/minato-locum')).toBeNull()
  })
})

describe('the reminder', () => {
  it('is kept through the form, whichever is chosen', () => {
    for (const alarmMinutes of [null, 0, 30, 60, 1440]) {
      const draft = draftOf({ name: '電話', alarmMinutes })
      expect(alarmChoices).toContain(draft.alarm)
      expect(alarmMinutesOf(draft)).toBe(alarmMinutes)
    }
  })

  it.each([
    [null, 'なし'],
    [0, '始まる時刻'],
    [1440, '1日前'],
  ])('of %s minutes is said in words', (minutes, words) => {
    expect(alarmInWords(ja, minutes)).toBe(words)
  })
})

describe('the last reading', () => {
  const subscription = {
    id: 's-1',
    name: '電話',
    alarmMinutes: null,
    createdAt: '2026-06-01T00:00:00.000Z',
    enteredBy: null,
    holder: null,
    lastRead: null,
    state: 'waiting',
    revision: 0,
  } as const
  it('is said with time and program, and not at all before there was one', () => {
    expect(lastReadInWords(ja, subscription)).toBeNull()
    const read = {
      ...subscription,
      lastRead: { at: '2026-06-01T00:30:00.000Z', program: 'google' },
    } as const
    expect(lastReadInWords(ja, read)).toBe('最後の読み込み：2026年6月1日 09:30（Googleカレンダー）')
    expect(lastReadInWords(en, read)).toContain('Google Calendar')
  })
})

it.each([
  ['https://rinban.example.jp/feeds/x.ics', 'webcal://rinban.example.jp/feeds/x.ics'],
  ['http://127.0.0.1:8080/feeds/http:.ics', 'webcal://127.0.0.1:8080/feeds/http:.ics'],
])('the address that opens a calendar program for %s', (url, webcal) => {
  expect(webcalOf(url)).toBe(webcal)
})
