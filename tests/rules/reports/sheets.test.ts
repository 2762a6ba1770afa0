import { describe, expect, it } from 'vitest'
import { ROUND_THE_CLOCK } from '../../../server/directory/stations/station-cover.ts'
import { dutyLines, linesIn } from '../../../server/reports/duty-lines.ts'
import { familySheet } from '../../../server/reports/family-sheet.ts'
import { monthRota } from '../../../server/reports/month-rota.ts'
import { nightContacts } from '../../../server/reports/night-contacts.ts'
import { ownDuties } from '../../../server/reports/own-duties.ts'
import { SHEETS } from '../../../server/reports/sheet-view.ts'
import { coverInWords, isProvenIn } from '../../../server/reports/station-contact.ts'
import { yearPoster } from '../../../server/reports/year-poster.ts'
import { instantOf } from '../../../server/time/tokyo.ts'
import { aContact, aLine, aSetting } from '../../builders/sheet.ts'
import { linesOfCity, linesOfNanao, sheetsOfAYear } from '../../builders/sheets-of-a-year.ts'

const textOf = (sheet: unknown) => JSON.stringify(sheet)

describe('the content of a sheet', () => {
  it.each(SHEETS)('of the kind %s is that kept in golden/', async kind => {
    await expect(`${JSON.stringify(sheetsOfAYear()[kind], null, 1)}\n`).toMatchFileSnapshot(
      `golden/${kind}.txt`,
    )
  })
})

describe('the lines of a rota', () => {
  const held = (physicianId: string, from: string, to: string) => ({
    start: instantOf('2026-04-05', from),
    end: instantOf('2026-04-05', to),
    physicianId,
  })
  const duty = (post: string, parts: ReturnType<typeof held>[]) => ({
    ...held(parts[0]?.physicianId ?? '', '00:00', '24:00'),
    unitId: 'scheme/2026-04-05/holiday',
    post,
    day: '2026-04-05',
    holidayClass: 'sunday' as const,
    label: '日曜日',
    tentative: false,
    parts,
  })
  const people = new Map(['a', 'b', 'c'].map(id => [id, aContact({ id })]))

  it('are cut where a post passes on, with the other post said again', () => {
    const rota = [
      duty('locum', [held('a', '00:00', '18:00'), held('b', '18:00', '24:00')]),
      duty('deputy', [held('c', '00:00', '24:00')]),
    ]
    const lines = dutyLines(rota, ['locum', 'deputy'], people)
    expect(lines.map(({ holders }) => holders.map(one => one?.id))).toEqual([
      ['a', 'c'],
      ['b', 'c'],
    ])
    expect(lines.map(({ start }) => start)).toEqual([
      instantOf('2026-04-05', '00:00'),
      instantOf('2026-04-05', '18:00'),
    ])
  })

  it('name nobody for a post that nobody holds, and for somebody who is not registered', () => {
    const [line] = dutyLines(
      [duty('locum', [held('stranger', '00:00', '24:00')])],
      ['locum', 'deputy'],
      people,
    )
    expect(line?.holders).toEqual([null, null])
  })

  it.each([
    // the last day of March, 12:00 to 24:00 of 1 April
    ['begins in the month before', '2026-04-01', ['2026-03', '2026-04']],
    // 30 April 12:00 to 1 May 24:00
    ['ends in the month after', '2026-05-01', ['2026-04', '2026-05']],
    // ends with the month: 24:00 is no hour of the next one
    ['ends at 24:00 of the last day', '2026-05-31', ['2026-05']],
  ])('of a unit that %s are in the months they share hours with', (_title, day, months) => {
    const found = ['2026-03', '2026-04', '2026-05', '2026-06'].filter(
      month => linesIn([aLine({ day })], month).length > 0,
    )
    expect(found).toEqual(months)
  })
})

describe('telephone numbers', () => {
  const lines = [aLine({ day: '2026-05-10' })]
  const clinic = { physicians: [aContact()], hospitals: [], nearby: [] }

  it('of the night are on the sheet for stations and centres, and on no other', () => {
    const setting = aSetting()
    const contacts = nightContacts(setting, '2026-05', lines, [])
    expect(textOf(contacts)).toContain('0000-19-0001')
    for (const sheet of [
      yearPoster(setting, lines),
      monthRota(setting, '2026-05', lines),
      familySheet(setting, '2026-05', clinic, lines, []),
      ownDuties(setting, aContact(), [], true),
    ])
      expect(textOf(sheet)).not.toContain('0000-19-0001')
  })
})

describe('the family sheet', () => {
  const clinic = { physicians: [aContact()], hospitals: [], nearby: [] }

  it('says who makes house calls on days without a duty', () => {
    const some = familySheet(aSetting(), '2026-05', clinic, [aLine({ day: '2026-05-10' })], [])
    expect(textOf(some)).toContain('当番の医師の表にない日と時間は、青葉内科医院の医師が往診します。')
    const none = familySheet(aSetting(), '2026-06', clinic, [aLine({ day: '2026-05-10' })], [])
    expect(textOf(none)).toContain('この月は、どの日も青葉内科医院の医師が往診します。')
    expect(none.blocks.map(({ title }) => title)).not.toContain('当番の医師')
  })

  const hospital = (name: string) => ({ name, phone: '0000-31-0001' })
  it.each([
    [
      'of its block',
      { hospitals: [hospital('東病院')], nearby: [hospital('西病院')] },
      '入院が必要なときの病院',
      '東病院',
    ],
    [
      'of the association, where it is in no block',
      { hospitals: [], nearby: [hospital('西病院')] },
      '入院の相談先',
      '西病院',
    ],
  ])('names the hospitals %s', (_title, given, title, name) => {
    const sheet = familySheet(aSetting(), '2026-05', { ...clinic, ...given }, [], [])
    expect(sheet.blocks.find(block => block.title === title)?.rows).toEqual([[name, '0000-31-0001']])
  })

  it('says who finds one where no hospital is known', () => {
    const sheet = familySheet(aSetting(), '2026-05', clinic, [], [])
    expect(sheet.blocks.find(block => block.title === '入院が必要なときの病院')?.text).toEqual([
      '入院先は、主治医がそのつどご相談します。',
    ])
  })
})

describe('the poster', () => {
  it('has every unit once, under its month, whatever the number of posts', () => {
    for (const lines of [linesOfNanao(), linesOfCity()]) {
      const sheet = yearPoster(aSetting(), lines)
      expect(sheet.blocks.flatMap(({ rows }) => rows)).toHaveLength(lines.length)
      expect(sheet.blocks.map(({ title }) => title?.replace(/（.*/, ''))).toEqual(
        ['4', '5', '6', '7', '8', '9', '10', '11', '12', '1', '2', '3'].map(month => `${month}月`),
      )
    }
  })

  it.each([
    ['western', '1月（2027年）'],
    ['reiwa', '1月（令和9年）'],
  ] as const)('says the new calendar year as all its years are written: %s', (era, title) => {
    const lines = ['2026-12-27', '2027-01-03'].map(day => aLine({ day }))
    expect(yearPoster(aSetting({ era }), lines).blocks.map(block => block.title)).toEqual(['12月', title])
  })

  it('names units that are at the same time, of two blocks', () => {
    const pair = ['east', 'west'].map(rule => aLine({ unitId: rule, label: `${rule}ブロック` }))
    expect(yearPoster(aSetting(), pair).blocks[0]?.rows.map(([day]) => day)).toEqual([
      '5日（日） eastブロック',
      '5日（日） westブロック',
    ])
  })

  it('marks what rests on a holiday that is not announced yet, and says so', () => {
    const sheet = yearPoster(aSetting(), [aLine({ tentative: true })])
    expect(sheet.blocks[0]?.rows[0]?.[0]).toBe('5日（日）※')
    expect(sheet.notes.join()).toContain('国がまだ公表していない祝日')
  })
})

describe('the source of a sheet', () => {
  it('tells version, time of publication and the last change after it', () => {
    const changed = { fiscalYear: 2026, number: 3, publishedAt: instantOf('2026-03-01', '09:30') }
    const setting = aSetting({
      era: 'reiwa',
      versions: [{ ...changed, changedAt: instantOf('2026-05-31', '24:00') }],
    })
    expect(yearPoster(setting, []).source).toBe('第3版（令和8年3月1日 09:30公開・令和8年6月1日 00:00変更）')
  })
})

describe('the hours of a station', () => {
  it.each([
    ['all day, every day', ROUND_THE_CLOCK, '毎日 24時間'],
    [
      'past midnight',
      { weekly: [{ weekday: 1 as const, from: '18:00', to: '09:00' }], dates: [] },
      '月 18:00～翌09:00',
    ],
    ['nothing known', { weekly: [], dates: [] }, '要確認'],
  ])('%s', (_title, cover, words) => {
    expect(coverInWords(cover, '2026-05')).toBe(words)
  })

  const station = (validUntil: string) => ({
    id: 's',
    name: '灯台',
    cover: ROUND_THE_CLOCK,
    evidence: [{ kind: 'system24h' as const, checkedOn: '2026-05-10', validUntil, withdrawnAt: null }],
    closedOn: null,
    link: { from: '2026-01-01', to: null },
  })

  it.each([
    // from the day it was checked to the last day of the month, both included
    ['proven to the end of the month', '2026-05-31', '2026-05-10', true],
    ['a day short of it', '2026-05-30', '2026-05-10', false],
    ['asked before it was checked', '2026-05-31', '2026-05-09', false],
    ['of a month that is over, of which a part was never proven', '2027-01-01', '2026-06-01', false],
  ])('%s', (_title, validUntil, today, proven) => {
    expect(isProvenIn([station(validUntil)], '2026-05', today)).toBe(proven)
  })
})
