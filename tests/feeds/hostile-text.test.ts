import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CalendarFeed } from '../../server/feeds/calendar-feed.ts'
import { cleanText } from '../../server/feeds/calendar-text.ts'
import { renderCalendar } from '../../server/feeds/render-calendar.ts'
import { aCalendarFeed, aFeedEvent } from '../builders/calendar-feed.ts'
import { type Component, readDocument } from './grammar.ts'
import { aHostileText } from './hostile-texts.ts'
import { type ReadCalendar, readWithIcalJs, readWithNodeIcal } from './readers.ts'

/** 2,000 cases in the suite; FUZZ_RUNS=10000 for a long run. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 2000)

const FIELDS = {
  name: aHostileText,
  about: aHostileText,
  uid: aHostileText,
  summary: aHostileText,
  description: aHostileText,
  location: aHostileText,
  query: aHostileText,
  organizer: aHostileText,
  mail: aHostileText,
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
      fc.property(aHostileText, text => {
        expect(cleanText(text)).toBe(cleaned(text))
        expect(cleanText(cleanText(text))).toBe(cleanText(text))
      }),
      { numRuns },
    )
  })
})
