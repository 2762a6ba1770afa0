import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { audiences } from '../../server/feeds/audience.ts'
import { dutyFeed, feedWindow } from '../../server/feeds/duty-feed.ts'
import { renderCalendar } from '../../server/feeds/render-calendar.ts'
import type { PublishedDuty } from '../../server/roster/published-duty.ts'
import { instantOf, wallClockOf } from '../../server/time/tokyo.ts'
import { aDutyPlan, aPublishedDuty, someSurroundings } from '../builders/published-duty.ts'
import { aContact } from '../builders/sheet.ts'
import { type Component, readDocument, valueIn } from './grammar.ts'
import { aHostileText } from './hostile-texts.ts'
import { readWithIcalJs, readWithNodeIcal, readWithTsIcs } from './readers.ts'

/** 2,000 cases in the suite; FUZZ_RUNS=10000 for a long run. */
const numRuns = Number(process.env.FUZZ_RUNS ?? 2000)
const SOURCE = 'https://rinban.example.jp/feeds/a.ics'

const eventOf = (
  duty: Partial<PublishedDuty> = {},
  { audience = 'scheme' as (typeof audiences)[number], around = someSurroundings() } = {},
) => {
  const [event] = dutyFeed(audience, '青葉 一郎', [aPublishedDuty(duty)], SOURCE, around).events
  if (!event) throw new Error('no event')
  return event
}
const linesOf = (...given: Parameters<typeof eventOf>) => eventOf(...given).description.split('\n')

const deputy = aPublishedDuty({
  post: '副当番',
  physician: aContact({ id: 'p2', name: '泉 春子', clinic: '泉クリニック', nightPhone: '0000-19-0002' }),
})
const behind = someSurroundings({
  beside: new Map([[deputy.unitId, [aPublishedDuty(), deputy]]]),
  stationsDuring: () => [
    { name: '訪問看護みなと', nightPhone: '0000-12-0001', wholly: true },
    { name: '訪問看護灯台', nightPhone: '0000-12-0003', wholly: false },
  ],
})

describe('what an event says', () => {
  it('names post, holder, place and scheme in a calendar that several share', () => {
    const { name, place } = aContact()
    expect(eventOf().summary).toBe(`代診医：${name}（${place}）みなとネット`)
  })

  it('names post, scheme and district in a physician’s own', () => {
    expect(eventOf({}, { audience: 'physician' }).summary).toBe('代診医当番（みなとネット）みなと')
  })

  it('names the block where the unit is for one', () => {
    const around = someSurroundings({ plans: new Map([['minato', aDutyPlan({ block: '東ブロック' })]]) })
    expect(eventOf({}, { audience: 'physician', around }).summary).toContain('（みなとネット・東ブロック）')
    expect(linesOf({}, { around })).toContain('みなと在宅Dr.ネット 東ブロック')
  })

  it('says hours in words, holder, who stands behind, nurses with their number, and where the rota is', () => {
    const { name, clinic, nightPhone } = aContact()
    expect(linesOf({}, { around: behind })).toEqual([
      '6月6日（土）12:00～6月7日（日）24:00（36時間）',
      '日曜日',
      `代診医：${name}（${clinic}）電話 ${nightPhone}`,
      '副当番：泉 春子（泉クリニック）電話 0000-19-0002',
      '訪問看護：訪問看護みなと 夜間 0000-12-0001',
      '訪問看護：訪問看護灯台 夜間 0000-12-0003（一部の時間）',
      'みなと在宅Dr.ネット',
      '当番表 https://rinban.example.jp/schemes/minato/2026',
    ])
  })

  it('leaves the physician out of their own', () => {
    const lines = linesOf({}, { audience: 'physician', around: behind })
    expect(lines.filter(line => line.includes(aContact().name))).toEqual([])
    expect(lines).toContain('副当番：泉 春子（泉クリニック）電話 0000-19-0002')
  })

  it('names only who stands behind at the same hours', () => {
    const part = { part: 1080, start: instantOf('2026-06-07', '18:00'), end: deputy.end }
    const before = { ...deputy, end: part.start }
    const around = someSurroundings({ beside: new Map([[deputy.unitId, [before]]]) })
    expect(linesOf(part, { around }).join()).not.toContain('泉 春子')
  })

  it('says of what is gone that it is, and nobody’s number', () => {
    const event = eventOf({ gone: true }, { around: behind })
    expect(event.status).toBe('cancelled')
    expect(event.description).toContain('この当番はこのカレンダーから外れました')
    expect(event.description).not.toMatch(/電話|夜間/)
  })

  it('says what is 予定, and what is invented', () => {
    const association = { id: 'minato', name: '見本', invented: true }
    const event = eventOf({ tentative: true, label: '海の日', association })
    expect(event.summary).toMatch(/【予定】$/)
    expect(event.description).toContain('海の日（祝日の公表前のため予定）')
    expect(event.description).toContain('架空の地区（見本）です。')
  })

  it.each([
    ['the first post blocks the time', 'locum', true],
    ['a post behind it leaves it free', '副当番', false],
    ['a post the scheme has no more blocks it', 'former', true],
  ])('%s', (_title, post, busy) => {
    expect(eventOf({ post }).busy).toBe(busy)
  })

  it('is nowhere in particular', () => {
    expect(eventOf().location).toBe('')
  })
})

describe('the identity of an event', () => {
  it.each([
    ['the whole unit', {}, 'minato/2026-06-07/holiday/locum@rinban.example.jp'],
    ['a part', { part: 1080 }, 'minato/2026-06-07/holiday/locum/1080@rinban.example.jp'],
  ])('%s', (_title, duty, uid) => {
    expect(eventOf(duty).uid).toBe(uid)
  })

  it('stays when it passes to somebody else', () => {
    expect(eventOf({ physician: aContact({ id: 'p9' }), sequence: 4 }).uid).toBe(eventOf().uid)
  })

  it('is stamped by the stored change alone', () => {
    const changedAt = instantOf('2026-05-01', '09:00')
    expect(eventOf({ sequence: 3, changedAt }, { around: behind })).toMatchObject({ sequence: 3, changedAt })
  })
})

describe('the window', () => {
  it.each([
    ['as a day begins', '2026-06-01', '00:00'],
    ['as it ends', '2026-06-01', '23:59'],
  ])('is of whole days, 30 back and 12 months ahead: %s', (_title, day, time) => {
    const { start, end } = feedWindow(instantOf(day, time))
    expect([wallClockOf(start), wallClockOf(end)]).toEqual(['2026-05-02T00:00', '2027-06-02T00:00'])
  })
})

const aYear = [
  aPublishedDuty(),
  deputy,
  aPublishedDuty({
    unitId: 'minato/2026-12-31/holiday',
    start: instantOf('2026-12-31', '00:00'),
    end: instantOf('2026-12-31', '24:00'),
  }),
  aPublishedDuty({ unitId: 'minato/2027-01-03/holiday', part: 720, gone: true, sequence: 2 }),
]

describe.each(audiences.map(audience => [audience]))('the calendar of a %s', audience => {
  const feed = { ...dutyFeed(audience, '青葉 一郎', aYear, SOURCE, behind), alarmMinutes: 60 }
  const documents = [
    ['subscribed', renderCalendar(feed)],
    [
      'downloaded',
      renderCalendar({
        ...feed,
        method: 'PUBLISH',
        organizer: { name: '見本みなと医師会 事務局', email: 'no-reply@rinban.example.jp' },
      }),
    ],
  ] as const

  it.each(documents)('keeps the grammar: %s', (_title, document) => {
    const { calendar, faults } = readDocument(Buffer.from(document))
    expect(faults).toEqual([])
    expect(calendar?.components).toHaveLength(aYear.length)
    expect(valueIn(calendar, 'NAME')).toContain('青葉 一郎')
  })

  it.each([
    ['ical.js', readWithIcalJs],
    ['node-ical', readWithNodeIcal],
    ['ts-ics', readWithTsIcs],
  ])('is read with the same hours, words, state and SEQUENCE by %s', (_reader, read) => {
    const byUid = (a: { uid: string }, b: { uid: string }) => a.uid.localeCompare(b.uid)
    const expected = feed.events.map(({ uid, start, end, summary, description, sequence, status }) => ({
      ...{ uid, start, end, description, sequence },
      summary: status === 'cancelled' ? `【取消】${summary}` : summary,
      status: status.toUpperCase(),
    }))
    for (const [, document] of documents)
      expect(read(document).events.sort(byUid)).toMatchObject(expected.sort(byUid))
  })
})

const NAMES = [
  'audience',
  'holder',
  'clinic',
  'place',
  'phone',
  'deputy',
  'post',
  'label',
  'scheme',
  'short',
  'district',
  'block',
  'station',
  'nightPhone',
  'unit',
] as const
type Names = Record<(typeof NAMES)[number], string>

/** Every name that reaches a calendar, between two quiet duties. */
const hostileFeed = (names: Names) => {
  const scheme = { id: 'minato', name: names.scheme, shortName: names.short }
  const unitId = `minato/2026-06-14/${names.unit}/holiday`
  const duty = aPublishedDuty({
    ...{ unitId, scheme, post: names.post, label: names.label },
    physician: aContact({
      ...{ name: names.holder, clinic: names.clinic, place: names.place, nightPhone: names.phone },
    }),
  })
  const beside = { ...duty, post: 'behind', physician: aContact({ name: names.deputy }) }
  const around = someSurroundings({
    plans: new Map([
      [
        'minato',
        aDutyPlan({ associationShortName: names.district, block: names.block, posts: [names.post] }),
      ],
    ]),
    beside: new Map([[unitId, [beside]]]),
    stationsDuring: () => [{ name: names.station, nightPhone: names.nightPhone, wholly: false }],
  })
  const quiet = { start: instantOf('2026-07-01', '00:00'), end: instantOf('2026-07-02', '00:00') }
  return dutyFeed(
    'association',
    names.audience,
    [duty, aPublishedDuty({ ...quiet, unitId: 'a' }), aPublishedDuty({ ...quiet, unitId: 'b', gone: true })],
    SOURCE,
    around,
  )
}

const shapeOf = (component: Component | undefined): unknown =>
  component && [
    component.name,
    component.properties.map(({ name }) => name),
    component.components.map(shapeOf),
  ]

describe('hostile names of people, places, posts, blocks and stations', () => {
  it(`make no event, no property and no line more (${numRuns} calendars)`, { timeout: 120_000 }, () => {
    const quiet = hostileFeed(Object.fromEntries(NAMES.map(name => [name, 'x'])) as Names)
    const shape = shapeOf(readDocument(Buffer.from(renderCalendar(quiet))).calendar)
    const lines = quiet.events.map(event => event.description.split('\n').length)
    const given = fc
      .array(aHostileText, { minLength: NAMES.length, maxLength: NAMES.length })
      .map(texts => Object.fromEntries(NAMES.map((name, index) => [name, texts[index] ?? ''])) as Names)
    fc.assert(
      fc.property(given, names => {
        const feed = hostileFeed(names)
        const document = renderCalendar(feed)
        const { calendar, faults } = readDocument(Buffer.from(document))
        expect(faults).toEqual([])
        expect(shapeOf(calendar)).toEqual(shape)
        expect(feed.events.map(event => event.description.split('\n').length)).toEqual(lines)
        expect(readWithIcalJs(document).events).toHaveLength(3)
        expect(readWithNodeIcal(document).events).toHaveLength(3)
      }),
      { numRuns },
    )
  })
})
