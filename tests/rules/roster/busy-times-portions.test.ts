import { describe, expect, it } from 'vitest'
import { busyTimes, busyTimesByPortions } from '../../../server/roster/wishes/busy-times.ts'
import { aCalendar, anEvent, NEW_YORK, YEAR } from './a-calendar-file.ts'

const twoDigits = (number: number): string => String(number).padStart(2, '0')
const aTimeOf = (index: number): string =>
  `2026${twoDigits(4 + (index % 8))}${twoDigits(1 + (index % 28))}T${twoDigits(index % 24)}0000`

/** The longest work between two pauses, in ms of this thread's own work, and what came of it. */
function readSlowly(text: string) {
  const reading = busyTimesByPortions(text, YEAR)
  let [longest, portions] = [0, 0]
  for (;;) {
    const before = process.threadCpuUsage()
    const { done, value } = reading.next()
    const { user, system } = process.threadCpuUsage(before)
    longest = Math.max(longest, (user + system) / 1_000)
    portions++
    if (done) return { longest, portions, read: value }
  }
}

describe('a calendar file read by portions', () => {
  it.each([
    ['events in Tokyo', [], 'DTSTART:'],
    ['events abroad', [NEW_YORK], 'DTSTART;TZID=America/New_York:'],
  ] as const)('never works for 50 ms on end over 8,000 %s', (_title, zones, start) => {
    const events = Array.from({ length: 8_000 }, (_, index) =>
      anEvent(`UID:${index}`, `${start}${aTimeOf(index)}`),
    )
    const text = aCalendar(...zones, ...events)
    expect(text.length).toBeLessThan(1_000_000)
    readSlowly(text)
    const { longest, portions, read } = readSlowly(text)
    expect(longest).toBeLessThan(50)
    expect(portions).toBeGreaterThan(50)
    expect(read).toMatchObject({ ok: true, events: 8_000, skipped: { unreadable: 0 } })
    expect(read).toEqual(busyTimes(text, YEAR))
  })

  it.each([
    ['all at one hour', 0, { ok: true, events: 1_000 }],
    ['each at another minute', 1, { ok: false, reason: 'calendarTooLarge' }],
  ] as const)('never works for 50 ms on end over 1,000 daily series, %s', (_title, minutes, expected) => {
    const text = aCalendar(
      ...Array.from({ length: 1_000 }, (_, index) => {
        const minute = index * minutes
        const time = `${twoDigits(Math.floor(minute / 60))}${twoDigits(minute % 60)}00`
        return anEvent(`DTSTART:20260401T${time}`, 'DURATION:PT30S', 'RRULE:FREQ=DAILY')
      }),
    )
    readSlowly(text)
    const { longest, read } = readSlowly(text)
    expect(read).toMatchObject(expected)
    expect(longest).toBeLessThan(50)
  })

  it('pauses between series that take many steps', () => {
    const series = Array.from({ length: 20 }, () =>
      anEvent('DTSTART:19260406T090000', 'RRULE:FREQ=DAILY;COUNT=39000'),
    )
    expect(readSlowly(aCalendar(...series)).portions).toBeGreaterThan(9)
  })
})
