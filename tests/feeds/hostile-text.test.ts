import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CalendarFeed } from '../../server/feeds/calendar-feed.ts'
import { cleanText } from '../../server/feeds/calendar-text.ts'
import { renderCalendar } from '../../server/feeds/render-calendar.ts'
import { aCalendarFeed, aFeedEvent } from '../builders/calendar-feed.ts'
import { type Component, readDocument } from './grammar.ts'
import { type ReadCalendar, readWithIcalJs, readWithNodeIcal } from './readers.ts'

/** 2,000 cases in the suite; FUZZ_RUNS=10000 for a long run. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 2000)

const BREAKS_AND_CONTROLS = '\n\r\t\u0000\u0007\u000b\u007f\u0085\u009f\u2028\u2029'
const PUNCTUATION = ';,\\"\':=^%&< \u3000'
const MARKS = '\u0301\u3099\ufe0f\u{e0100}\u200d\ufeff'
const DIRECTIONS = '\u200e\u200f\u061c\u202a\u202e\u202c\u2066\u2069'
const HALVES = '\ud800 \udc00 \udb40'
const SHARDS = [
  ...BREAKS_AND_CONTROLS,
  ...PUNCTUATION,
  ...MARKS,
  ...DIRECTIONS,
  ...HALVES,
  ...['\r\n', '\\n', '\\N', '\\,', '^n', '%0A', '𠮷', '葛\u{e0100}', '👨‍👩‍👧‍👦', '☎\ufe0f', 'か\u3099'],
  ...['BEGIN:VEVENT', 'END:VEVENT', 'END:VCALENDAR', 'UID:x', 'TZID=', ';VALUE=DATE:', 'METHOD:REQUEST'],
  ...['当番', '山田太郎', 'Dr. Smith', '24:00', 'x', 'שלום', 'العربية'],
]
const aShard = fc.constantFrom(...SHARDS)
const aText = fc.oneof(
  { weight: 30, arbitrary: fc.array(aShard, { maxLength: 12 }).map(parts => parts.join('')) },
  { weight: 6, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: aShard.map(shard => shard.repeat(2000).slice(0, 2000)) },
)

const FIELDS = {
  name: aText,
  about: aText,
  uid: aText,
  summary: aText,
  description: aText,
  location: aText,
  query: aText,
  organizer: aText,
  mail: aText,
}
type Texts = Record<keyof typeof FIELDS, string>

/** Every text of the feed is hostile, in an event between two quiet ones. */
const feedOf = (texts: Texts): CalendarFeed =>
  aCalendarFeed({
    name: texts.name,
    description: texts.about,
    source: `https://rinban.example.jp/feeds/a.ics?${texts.query}`,
    organizer: { name: texts.organizer, email: `jimukyoku${texts.mail}@example.jp` },
    alarmMinutes: 60,
    events: [
      aFeedEvent({ uid: 'first', start: 0, end: 1000 }),
      aFeedEvent({
        uid: `hostile ${texts.uid}`,
        start: 1000,
        end: 2000,
        summary: texts.summary,
        description: texts.description,
        location: texts.location,
        url: `https://rinban.example.jp/duty?${texts.query}`,
      }),
      aFeedEvent({ uid: 'last', start: 2000, end: 3000 }),
    ],
  })

/** The cleaning told a second time, character by character, to judge the first. */
function cleaned(text: string): string {
  let kept = ''
  for (const character of text.replaceAll('\r\n', '\n')) {
    const code = character.codePointAt(0) ?? 0
    if (code === 0x0d || code === 0x0a || code === 0x85 || code === 0x2028 || code === 0x2029) kept += '\n'
    else if (code === 0x09) kept += ' '
    else if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) continue
    else if ((code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x206f)) continue
    else if (code === 0xfeff) continue
    else kept += code >= 0xd800 && code <= 0xdfff ? '\ufffd' : character
  }
  return kept.trim()
}
const onOneLine = (text: string) => cleaned(text).split('\n').join(' ')

/** Names of components and properties alone: what an injection would change. */
const shapeOf = (component: Component | undefined): unknown =>
  component && [
    component.name,
    component.properties.map(({ name, parameters }) => [name, ...Object.keys(parameters)]),
    component.components.map(shapeOf),
  ]

/** The same feed from someone who types one letter where the other types anything. */
const quiet = (texts: Texts): Texts => {
  const letter = (text: string) => (cleaned(text) === '' ? '' : 'x')
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, letter(text)])) as Texts
}

const asRead = (texts: Texts) => ({
  name: onOneLine(texts.name),
  description: cleaned(texts.about),
  uid: onOneLine(`hostile ${texts.uid}`),
  summary: onOneLine(texts.summary),
  place: onOneLine(texts.location),
  about: cleaned(texts.description),
})
const readBy = ({ name, description, events }: ReadCalendar) => {
  const event = events.find(({ start }) => start === 1000)
  return {
    name,
    description,
    uid: event?.uid,
    summary: event?.summary,
    place: event?.location,
    about: event?.description,
  }
}

/**
 * node-ical takes a backslash before an n for a line break even when the backslash is itself escaped,
 * and takes quotation marks off the ends of a text, and all of them off a line with `TZID=` in it.
 */
const misreadByNodeIcal = (text: string) => /\\n|^".*"$|TZID=/is.test(text)

describe('hostile text in every field at once', () => {
  it(`keeps the grammar and the shape, and both readers give the text back (${numRuns} feeds)`, {
    timeout: 120_000,
  }, () => {
    let compared = 0
    fc.assert(
      fc.property(fc.record(FIELDS), texts => {
        const document = renderCalendar(feedOf(texts))
        const { calendar, faults } = readDocument(Buffer.from(document))
        expect(faults).toEqual([])
        expect(shapeOf(calendar)).toEqual(
          shapeOf(readDocument(Buffer.from(renderCalendar(feedOf(quiet(texts))))).calendar),
        )

        const expected = asRead(texts)
        const icalJs = readWithIcalJs(document)
        expect(icalJs.events).toHaveLength(3)
        expect(readBy(icalJs)).toEqual(expected)

        const nodeIcal = readWithNodeIcal(document)
        expect(nodeIcal.events).toHaveLength(3)
        const read = readBy(nodeIcal)
        for (const [field, text] of Object.entries(expected)) {
          if (misreadByNodeIcal(text)) continue
          expect(read[field as keyof typeof read], field).toBe(text)
          compared += 1
        }
      }),
      { numRuns },
    )
    expect(compared).toBeGreaterThan(numRuns)
  })

  it('is cleaned once and for all: cleaning again changes nothing', () => {
    fc.assert(
      fc.property(aText, text => {
        expect(cleanText(text)).toBe(cleaned(text))
        expect(cleanText(cleanText(text))).toBe(cleanText(text))
      }),
      { numRuns },
    )
  })
})
