import { describe, expect, it } from 'vitest'
import { renderCalendar } from '../../server/feeds/render-calendar.ts'
import { aCalendarFeed, aFeedEvent } from '../builders/calendar-feed.ts'
import { readDocument } from './grammar.ts'

const sound = renderCalendar(
  aCalendarFeed({
    alarmMinutes: 60,
    events: [aFeedEvent({ uid: 'a', summary: 'x, y' }), aFeedEvent({ uid: 'b', summary: '葛'.repeat(30) })],
  }),
)
const faultsOf = (document: string | Uint8Array) => readDocument(Buffer.from(document)).faults.join('\n')

/** The judge of all other tests in this folder must itself find what is wrong. */
describe('the grammar checker', () => {
  it('finds nothing in a sound document', () => {
    expect(faultsOf(sound)).toBe('')
  })

  it.each([
    ['LF alone', (d: string) => d.replace('\r\n', '\n'), 'control octet 10'],
    ['no CRLF at the end', (d: string) => d.slice(0, -2), 'does not end in CRLF'],
    ['an empty line', (d: string) => d.replace('\r\n', '\r\n\r\n'), 'empty line 2'],
    ['76 octets', (d: string) => d.replace('NAME:', `NAME:${'a'.repeat(75)}`), 'octets'],
    ['a control character', (d: string) => d.replace('NAME:', 'NAME:\u0007'), 'control octet 7'],
    ['a byte-order mark', (d: string) => `\ufeff${d}`, 'not a content line'],
    [
      'a fold before a selector',
      (d: string) => d.replace('x\\,', 'x\r\n \u{e0100}'),
      'its variation selector',
    ],
    ['no colon', (d: string) => d.replace('COLOR:', 'COLOR '), 'not a content line'],
    ['a bare comma', (d: string) => d.replace('x\\,', 'x,'), 'SUMMARY has the value'],
    ['an unknown escape', (d: string) => d.replace('x\\,', 'x\\t'), 'SUMMARY has the value'],
    ['a property too many', (d: string) => d.replace('COLOR:', 'X-A:1\r\nCOLOR:'), 'unknown X-A'],
    ['a property twice', (d: string) => d.replace('COLOR:', 'COLOR:red\r\nCOLOR:'), 'COLOR 2 times'],
    ['a property missing', (d: string) => d.replace(/DTSTAMP:.*\r\n/, ''), 'no DTSTAMP'],
    ['an order of its own', (d: string) => d.replace(/(VERSION.*\r\n)(PRODID.*\r\n)/, '$2$1'), 'order'],
    ['no colour', (d: string) => d.replace('seagreen', 'sagegreen'), 'COLOR has the value'],
    ['local time', (d: string) => d.replace(/(DTSTART:.*)Z/, '$1'), 'DTSTART has the value'],
    ['a day that is not', (d: string) => d.replace(/DTEND:\d{8}/, 'DTEND:20260431'), 'DTEND has the value'],
    ['no length', (d: string) => d.replace(/DTEND:.*\r\n/, 'DTEND:20260502T030000Z\r\n'), 'no length'],
    ['a space in an address', (d: string) => d.replace('/duty/', '/du ty/'), 'URL has the value'],
    ['a parameter missing', (d: string) => d.replace(';VALUE=DURATION', ''), 'parameters of REFRESH'],
    ['a UID twice', (d: string) => d.replace('UID:b', 'UID:a'), 'UID is used twice'],
    ['a component unclosed', (d: string) => d.replace('END:VALARM\r\n', ''), 'ends nothing'],
    ['a component misplaced', (d: string) => d.replaceAll('VALARM', 'VEVENT'), 'VEVENT in VEVENT'],
    ['a component unknown', (d: string) => d.replaceAll('VALARM', 'VTODO'), 'unknown component VTODO'],
    [
      'a property after a component',
      (d: string) => d.replace(/(END:VEVENT)/, 'URL:x\r\n$1'),
      'after a component',
    ],
    ['two calendars', (d: string) => d + d, 'not one VCALENDAR'],
    ['nothing', () => '', 'not one VCALENDAR'],
  ])('finds %s', (_title, damage, fault) => {
    expect(faultsOf(damage(sound))).toContain(fault)
  })

  it('finds a character split by a fold', () => {
    const bytes = Buffer.from(sound)
    const fold = bytes.indexOf('\r\n ')
    const moved = Buffer.concat([
      bytes.subarray(0, fold - 1),
      Buffer.from('\r\n '),
      bytes.subarray(fold - 1, fold),
      bytes.subarray(fold + 3),
    ])
    expect(faultsOf(moved)).toContain('not whole characters')
  })
})
