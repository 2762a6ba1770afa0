import { describe, expect, it } from 'vitest'
import type { GateCheckView, GateFindingView } from '../../server/roster/gate/gate-view.ts'
import {
  byNeed,
  isPublished,
  remedyHref,
  standingOf,
  waiverErrors,
  waiversToSend,
} from '../../web/publishing/derived.ts'
import { findingsInWords } from '../../web/publishing/finding-in-words.ts'
import { en } from '../../web/wording/en.ts'
import { ja } from '../../web/wording/ja.ts'

const TODAY = '2026-05-01'
const good = { reason: '休診のため回数が足りません', signedBy: '見本 事子', expiresOn: '2026-06-01' }

const aCheck = (check: GateCheckView['check'], state: GateCheckView['state']): GateCheckView => ({
  check,
  mode: 'warn',
  state,
  count: 0,
  groups: [],
})

const aFinding = (given: Partial<GateFindingView> = {}): GateFindingView => ({
  kind: 'noStation',
  units: ['u1'],
  post: 'locum',
  people: ['p1'],
  stations: [],
  hours: [],
  count: null,
  limit: null,
  group: null,
  block: null,
  elsewhere: null,
  remedy: null,
  ...given,
})

describe('a waiver being typed', () => {
  it.each([
    ['everything', good, {}],
    [
      'nothing',
      { reason: '', signedBy: ' ', expiresOn: '' },
      { reason: 'missing', signedBy: 'missing', expiresOn: 'missing' },
    ],
    [
      'a short reason, of characters as people count them',
      { ...good, reason: '𠮷𠮷𠮷𠮷' },
      { reason: 'tooShort' },
    ],
    [
      'a reason and a name that are too long',
      { ...good, reason: '長'.repeat(501), signedBy: '名'.repeat(101) },
      { reason: 'reasonTooLong', signedBy: 'nameTooLong' },
    ],
    ['today', { ...good, expiresOn: TODAY }, { expiresOn: 'notLater' }],
    ['a year from today', { ...good, expiresOn: '2027-05-01' }, {}],
    ['a day more', { ...good, expiresOn: '2027-05-02' }, { expiresOn: 'tooFar' }],
  ])('%s', (_title, waiver, errors) => {
    expect(waiverErrors(waiver, TODAY)).toEqual(errors)
  })

  it('is sent on one line, whatever was pasted or broken into lines', () => {
    const typed = new Map([
      ['limits', { ...good, reason: '休診のため\n回数が足りません\r\n', signedBy: '見本　事子\t' }] as const,
    ])
    expect(waiversToSend(['limits'], typed)).toEqual([
      { check: 'limits', ...good, reason: '休診のため 回数が足りません', signedBy: '見本　事子' },
    ])
  })

  it('is sent for the checks that ask for one, and stays behind for one that is met by now', () => {
    const typed = new Map([['limits', good] as const, ['away', good] as const])
    expect(waiversToSend(['limits'], typed)).toEqual([{ check: 'limits', ...good }])
    const checks = [aCheck('limits', 'toWaive'), aCheck('agreedChanges', 'toWaive'), aCheck('away', 'met')]
    expect(standingOf({ checks }, typed, TODAY)).toEqual({
      toMend: [],
      toWaive: ['limits', 'agreedChanges'],
      waived: ['limits'],
    })
  })
})

it('what is to be done comes before what is met', () => {
  const checks = [
    aCheck('filled', 'met'),
    aCheck('limits', 'toWaive'),
    aCheck('uncovered', 'notChecked'),
    aCheck('away', 'toMend'),
  ]
  expect(byNeed(checks).map(({ check }) => check)).toEqual(['away', 'limits', 'filled', 'uncovered'])
})

describe('the way to mend a finding', () => {
  const place = { schemeId: 's', fiscalYear: 2026, associationId: 'a' }
  const stations = [
    { id: 'one', association: { id: 'a' } },
    { id: 'two', association: { id: 'a' } },
    { id: 'theirs', association: { id: 'b' } },
  ]
  it.each([
    [
      'a duty of the draft',
      { page: 'edit', unit: 's/2026-06-07/holiday', post: 'locum' },
      '/schemes/s/2026/edit?unit=s%2F2026-06-07%2Fholiday&post=locum',
    ],
    ['a member', { page: 'members', physician: 'p' }, '/schemes/s/members'],
    ['a telephone number', { page: 'contacts', physician: 'p' }, '/associations/a/contacts'],
    ['one station', { page: 'stations', stations: ['one'] }, '/associations/a/stations/one'],
    ['one of several stations', { page: 'stations', stations: ['one', 'two'] }, '/associations/a/stations'],
    ['nothing linked yet', { page: 'stations', stations: [] }, '/associations/a/stations'],
    [
      'one of another association: the list, which has its link',
      { page: 'stations', stations: ['theirs'] },
      '/associations/a/stations',
    ],
    ['how strict the check is', { page: 'gateSettings' }, '/schemes/s/gate-settings'],
    ['nowhere', null, null],
  ] as const)('%s', (_title, remedy, href) => {
    const given = remedy?.page === 'stations' ? { ...remedy, stations: [...remedy.stations] } : remedy
    expect(remedyHref(given, place, stations)).toBe(href)
  })
})

describe('a draft', () => {
  const difference = (units: number) => ({ units: Array.from({ length: units }) })
  it.each([
    ['that says what the rota in force says', { newest: {} }, difference(0), true],
    ['with a unit more, such as one that was withdrawn', { newest: {} }, difference(1), false],
    ['of which it is not known yet', { newest: {} }, null, false],
    ['that would be the first version', { newest: null }, null, false],
  ])('%s', (_title, gate, compared, published) => {
    expect(isPublished(gate, compared)).toBe(published)
  })
})

describe('a finding in words', () => {
  const hours = { start: '2026-06-07T00:00:00+09:00', end: '2026-06-08T00:00:00+09:00' }
  const names = {
    units: [{ id: 'u1', day: '2026-06-07', ...hours, label: '日曜日' }],
    people: [{ id: 'p1', name: '青葉 一郎' }],
    stations: [
      { id: 's1', name: '潮風訪問看護ステーション', association: { id: 'a', name: '港町医師会' } },
      { id: 's2', name: '北訪問看護ステーション', association: { id: 'b', name: '北区医師会' } },
    ],
    schemes: [],
    association: { id: 'a', name: '港町医師会' },
    withdrawn: [{ unitId: 'u1', number: 2, reason: '連携が整わないため' }],
  }
  it('names the association of a station of another one, which has to be asked', () => {
    const { stationsIn, othersIn, isTheirs } = findingsInWords(names, ja)
    const finding = aFinding({ kind: 'noEvidence', stations: ['s1', 's2'] })
    expect(stationsIn(finding)).toEqual(['潮風訪問看護ステーション', '北訪問看護ステーション（北区医師会）'])
    expect(othersIn(finding)).toEqual(['北区医師会'])
    expect(othersIn(aFinding({ kind: 'noEvidence', stations: ['s1'] }))).toEqual([])
    expect(
      [['s1', 's2'], ['s1'], ['s2'], []].map(stations =>
        isTheirs(aFinding({ kind: 'noEvidence', stations })),
      ),
    ).toEqual([false, false, true, false])
    expect(isTheirs(aFinding({ kind: 'linkEnded', stations: ['s2'] }))).toBe(false)
  })

  it('says of a unit that was withdrawn with which version and why', () => {
    expect(findingsInWords(names, ja).inWords(aFinding({ kind: 'returns', people: [] })).text).toBe(
      '第2版で取り下げた当番が戻ります（取り下げの理由：連携が整わないため）。',
    )
  })

  it('names the duty with its hours, whom it is about, and which hours lack a station', () => {
    const { inWords } = findingsInWords(names, ja)
    expect(inWords(aFinding({ hours: [{ ...hours, start: '2026-06-07T18:00:00+09:00' }] }))).toEqual({
      duties: ['6月7日（日）00:00～24:00（24時間） 日曜日'],
      text: '青葉 一郎 医師の当番に、連携するステーションがありません。',
      hours: '連携のない時間：6月7日（日）18:00～24:00（6時間）',
    })
  })

  it('says all hours where all of them lack one', () => {
    expect(findingsInWords(names, ja).inWords(aFinding({ hours: [hours] })).hours).toBe(
      '連携のない時間：当番の時間すべて',
    )
  })

  it('has a sentence of its own for every kind, in both languages', () => {
    for (const words of [ja, en]) {
      const { inWords } = findingsInWords(names, words)
      const kinds = Object.keys(words.publishing.finding) as GateFindingView['kind'][]
      const sentences = kinds.map(kind => inWords(aFinding({ kind, count: 1, limit: 2 })).text)
      expect(new Set(sentences).size).toBe(kinds.length)
    }
  })
})
