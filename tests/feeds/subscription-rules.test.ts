import { describe, expect, it } from 'vitest'
import { type CalendarProgram, calendarProgramOf } from '../../server/feeds/calendar-program.ts'
import { farewellDays, farewellFeed, farewellSince } from '../../server/feeds/farewell.ts'
import { renderCalendar } from '../../server/feeds/render-calendar.ts'
import { subscriptionState } from '../../server/feeds/subscription-state.ts'
import { DAY } from '../../server/time/interval.ts'
import { instantOf } from '../../server/time/tokyo.ts'
import { readDocument, valueIn } from './grammar.ts'

describe('the program that reads a calendar', () => {
  it.each<[string, CalendarProgram]>([
    ['Google-Calendar-Importer', 'google'],
    ['Mozilla/5.0 (compatible; Google-Calendar-Importer)', 'google'],
    ['iOS/17.1.2 (21B101) dataaccessd/1.0', 'iphone'],
    ['dataaccessd/1.0', 'iphone'],
    ['macOS/14.1 (23B74) CalendarAgent/1124.3', 'mac'],
    ['Mac+OS+X/10.15.7 (19H2) CalendarAgent/930.5.1', 'mac'],
    ['Microsoft.Exchange/15.20 (ExchangeServicesClient/15.20)', 'outlook'],
    ['Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.5122; Pro)', 'outlook'],
    ['Outlook-iOS/711.2 (iPhone)', 'outlook'],
    ['Mozilla/4.0 (compatible; ms-office; Microsoft Outlook 16.0)', 'outlook'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1', 'other'],
    ['Thunderbird/128.0', 'other'],
    ['', 'other'],
    ['<script>alert(1)</script>', 'other'],
  ])('%s', (userAgent, program) => {
    expect(calendarProgramOf(userAgent)).toBe(program)
  })
})

describe('the state of a subscription', () => {
  const now = instantOf('2026-06-08', '09:00')
  const made = { answers: true, createdAt: now - 90 * DAY, lastReadAt: null }
  it.each([
    ['just made', { createdAt: now }, 'waiting'],
    ['never read, a moment before a week is over', { createdAt: now - 7 * DAY + 1 }, 'waiting'],
    ['never read, a week after it was made', { createdAt: now - 7 * DAY }, 'silent'],
    ['read now', { lastReadAt: now }, 'reading'],
    ['read a moment less than a week ago', { lastReadAt: now - 7 * DAY + 1 }, 'reading'],
    ['read a week ago', { lastReadAt: now - 7 * DAY }, 'silent'],
    ['read now, but its membership has ended', { lastReadAt: now, answers: false }, 'ended'],
  ])('%s', (_title, given, state) => {
    expect(subscriptionState({ ...made, ...given }, now)).toBe(state)
  })
})

describe('the goodbye of an address that was ended', () => {
  const revokedAt = instantOf('2026-06-01', '18:30')
  const document = renderCalendar(
    farewellFeed({ id: 's-1', revokedAt }, 'https://rinban.example.jp/feeds/x.ics', {
      baseUrl: 'https://rinban.example.jp',
      identity: 'rinban.example.jp',
    }),
  )

  it('is one event over thirty days, which leaves the time free and says how to subscribe again', () => {
    const { calendar, faults } = readDocument(Buffer.from(document))
    expect(faults).toEqual([])
    expect(calendar?.components).toHaveLength(1)
    const [event] = calendar?.components ?? []
    expect(valueIn(event, 'DTSTART')).toBe('20260531T150000Z')
    expect(valueIn(event, 'DTEND')).toBe('20260630T150000Z')
    expect(valueIn(event, 'TRANSP')).toBe('TRANSPARENT')
    expect(valueIn(event, 'UID')).toBe('farewell/s-1@rinban.example.jp')
    expect(valueIn(event, 'SUMMARY')).toContain('登録し直してください')
    expect(valueIn(event, 'DESCRIPTION')).toContain('事務局')
    expect(event?.components).toEqual([])
  })

  it.each([
    ['the moment it was ended', revokedAt, true],
    ['the thirtieth day, just before it closes', instantOf('2026-06-30', '23:59'), true],
    ['the thirty-first day', instantOf('2026-07-01', '00:00'), false],
  ])('is said or not: %s', (_title, now, said) => {
    expect(revokedAt >= farewellSince(now)).toBe(said)
    expect(now < farewellDays(revokedAt).end).toBe(said)
  })
})
