import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeKey } from '../../server/roster/editing/draft-edit.ts'
import { explainerOf } from '../../server/roster/optimiser/explain-rota.ts'
import { violationsOf } from '../../server/roster/optimiser/hard-rules.ts'
import type { Assignment, RotaInstance } from '../../server/roster/optimiser/instance.ts'
import { type Remark, remarkOn } from '../../server/roster/remark.ts'
import {
  assignmentsIn,
  byMonth,
  cellToEnter,
  dutiesOf,
  holdingsOf,
  intervalOf,
  judge,
  loadsOf,
  neighbour,
  pinnedToCome,
  placesOf,
  rotaOf,
  sharesOf,
  unitsOf,
} from '../../web/editing/derived.ts'
import { optionsFor } from '../../web/editing/options-for.ts'
import { reasonInWords } from '../../web/editing/reason-in-words.ts'
import { dutyInWords, namedBy, remarkInWords, sentenceOf } from '../../web/rosters/remark-in-words.ts'
import { en } from '../../web/wording/en.ts'
import { ja } from '../../web/wording/ja.ts'
import { aRotaInstance, aRotaPerson, aRotaUnit, assigned } from '../builders/rota-instance.ts'
import { oracleBroken, oracleCost } from '../rules/roster/oracle.ts'
import { withAnyAssignments } from '../rules/roster/random-instances.ts'

const draftOf = (assignments: readonly Assignment[], ...pinned: string[]) =>
  holdingsOf(assignments.map(one => ({ ...one, pinned: pinned.includes(one.unit) })))

const unitsFor = (instance: RotaInstance) =>
  unitsOf({ instance, units: instance.units.map(({ id }) => ({ id, label: `名 ${id}`, tentative: false })) })

const locum = (unit: string) => ({ unit, post: 'locum' })

it('counts the pinned duties still to come', () => {
  const draft = draftOf(assigned('u0 sato', 'u7 suzuki', 'u14 tanaka'), 'u0', 'u7')
  expect(pinnedToCome(draft, new Set())).toBe(2)
  expect(pinnedToCome(draft, new Set([placeKey(locum('u0')), placeKey(locum('u14'))]))).toBe(1)
})

describe('a draft judged', () => {
  it('costs and breaks what the rota maker says, pins aside', () => {
    fc.assert(
      fc.property(withAnyAssignments, ({ instance, assignments }) => {
        const once = [...new Map(assignments.map(one => [placeKey(one), one])).values()]
        const { score, violations } = judge(instance, draftOf(once))
        expect(score).toBeCloseTo(oracleCost(instance, once), 6)
        const kinds = [...new Set(violations.map(({ kind }) => kind))].sort()
        expect(kinds).toEqual(oracleBroken({ ...instance, pins: [] }, once))
      }),
      { numRuns: 60 },
    )
  })

  it('is the same draft when it is written out again', () => {
    const assignments = assigned('u0 sato', 'u7 suzuki')
    expect(assignmentsIn(draftOf(assignments))).toEqual(assignments)
  })

  it('goes to the rota maker with pinned and begun duties as they are', () => {
    const draft = draftOf(assigned('u0 sato', 'u7 suzuki', 'u14 sato'), 'u7')
    expect(rotaOf(draft, new Set([placeKey(locum('u0'))])).pins).toEqual(assigned('u0 sato', 'u7 suzuki'))
  })
})

describe('units of the table', () => {
  it('stand in order of time under what people call them, by the month of their day', () => {
    const instance = aRotaInstance({ units: [35, 0, 30].map(day => aRotaUnit(day)) })
    const months = byMonth(unitsFor(instance))
    expect(months.map(({ firstDay, units }) => [firstDay, units.map(({ label }) => label)])).toEqual([
      ['2026-04-01', ['名 u0']],
      ['2026-05-01', ['名 u30', '名 u35']],
    ])
  })

  it('have the hours of Tokyo', () => {
    expect(intervalOf({ start: '2026-04-04T12:00', end: '2026-04-06T00:00' })).toEqual({
      start: Date.parse('2026-04-04T03:00:00Z'),
      end: Date.parse('2026-04-05T15:00:00Z'),
    })
  })

  it('are those of one physician, and the one that is chosen', () => {
    const units = unitsFor(aRotaInstance())
    const draft = draftOf(assigned('u0 sato', 'u7 suzuki', 'u14 sato'))
    const shown = (physician: string, chosen: string | null) =>
      dutiesOf(units, draft, ['locum'], physician, chosen === null ? null : locum(chosen)).map(({ id }) => id)
    expect(shown('sato', null)).toEqual(['u0', 'u14'])
    expect(shown('sato', 'u21')).toEqual(['u0', 'u14', 'u21'])
    expect(shown('tanaka', null)).toEqual([])
  })
})

describe('the keyboard', () => {
  const posts = ['primary', 'backup']
  const months = byMonth(unitsFor(aRotaInstance({ posts, units: [0, 7, 30, 37].map(day => aRotaUnit(day)) })))
  const at = (unit: string, post = 'primary') => ({ unit, post })

  it.each([
    ['down to the next duty', at('u0'), 'ArrowDown', at('u7')],
    ['down into the next month', at('u7', 'backup'), 'ArrowDown', at('u30', 'backup')],
    ['up', at('u30'), 'ArrowUp', at('u7')],
    ['right to the next post', at('u7'), 'ArrowRight', at('u7', 'backup')],
    ['right from the last post to the next duty', at('u7', 'backup'), 'ArrowRight', at('u30')],
    ['left from the first post to the duty before', at('u30'), 'ArrowLeft', at('u7', 'backup')],
    ['a month on', at('u7', 'backup'), 'PageDown', at('u30', 'backup')],
    ['a month back', at('u37'), 'PageUp', at('u0')],
    ['to the first', at('u37'), 'Home', at('u0')],
    ['to the last', at('u0'), 'End', at('u37')],
    ['not beyond the end', at('u37'), 'ArrowDown', undefined],
    ['not before the beginning', at('u0'), 'ArrowLeft', undefined],
    ['not by other keys', at('u7'), 'a', undefined],
  ])('goes %s', (_title, from, key, to) => {
    expect(neighbour(months, posts, from, key)).toEqual(to)
  })

  it('comes in where it was, or at the first cell when that is not shown', () => {
    expect(cellToEnter(months, posts, at('u30', 'backup'))).toEqual(at('u30', 'backup'))
    expect(cellToEnter(months, posts, at('u99'))).toEqual(at('u0'))
    expect(cellToEnter([], posts, null)).toBeNull()
  })
})

describe('the options for a duty', () => {
  const instance = aRotaInstance({
    units: [0, 7, 14, 21].map(day => aRotaUnit(day)),
    people: ['sato', 'suzuki', 'tanaka', 'ito', 'mori'].map(id => aRotaPerson(id)),
    minGapDays: 8,
    spacing: { weeks: 1, cost: 0 },
    unavailable: [{ person: 'tanaka', unit: 'u0' }],
    avoid: [{ person: 'ito', unit: 'u0', cost: 4 }],
    want: [{ person: 'mori', unit: 'u0' }],
  })
  const draft = draftOf(assigned('u0 sato', 'u7 suzuki', 'u14 tanaka', 'u21 suzuki'))
  const optionsOf = (given: Partial<Parameters<typeof optionsFor>[0]> = {}) =>
    optionsFor(
      { instance, outside: [], ...given },
      draft,
      locum('u0'),
      explainerOf(instance, assignmentsIn(draft))(locum('u0'))?.could ?? [],
    )
  const names = (options: readonly { person: string }[]) => options.map(({ person }) => person)

  it('begin with those that break nothing, the cheapest first, with what the person said of the day', () => {
    const { lawful, breaking, barred } = optionsOf()
    const said = lawful.map(({ person, exchange, wish }) => [person, exchange?.unit ?? null, wish])
    expect(said).toContainEqual(['mori', null, 'wanted'])
    expect(said).toContainEqual(['ito', null, 'avoided'])
    expect(said).toContainEqual(['suzuki', 'u7', null])
    const costs = lawful.map(({ cost }) => cost)
    expect(costs).toEqual(costs.toSorted((a, b) => a - b))
    expect(names(breaking).sort()).toEqual(['suzuki', 'tanaka'])
    expect(barred).toEqual([])
  })

  it('say of each what the whole rota would cost more and break', () => {
    const before = judge(instance, draft)
    const { lawful, breaking } = optionsOf()
    for (const { person, exchange, cost, breaks } of [...lawful, ...breaking]) {
      const changed = new Map(draft).set(placeKey(locum('u0')), { person, pinned: false })
      if (exchange) changed.set(placeKey(exchange), { person: 'sato', pinned: false })
      const after = judge(instance, changed)
      expect(cost).toBeCloseTo(after.score - before.score, 6)
      expect(breaks.length).toBe(after.violations.length - before.violations.length)
    }
  })

  it('leave out whom nobody can choose: no member on that day, or on duty at that time', () => {
    const long = { ...aRotaUnit(1), end: '2026-04-09T00:00' }
    const overlapping = { ...instance, units: [...instance.units, long] }
    const { lawful, breaking, barred } = optionsFor(
      { instance: overlapping, outside: [{ unit: 'u7', person: 'mori' }] },
      draftOf(assigned('u0 sato', 'u7 suzuki', 'u1 tanaka')),
      locum('u7'),
      [],
    )
    expect(new Map(barred.map(({ person, bar }) => [person, bar]))).toEqual(
      new Map([
        ['tanaka', 'sameTime'],
        ['mori', 'notMember'],
      ]),
    )
    expect(names([...lawful, ...breaking]).sort()).toEqual(['ito', 'sato'])
  })

  it('of an open duty are everybody', () => {
    const open = draftOf(assigned('u7 suzuki', 'u21 suzuki'))
    const { lawful, breaking } = optionsFor({ instance, outside: [] }, open, locum('u0'), [])
    expect(names([...lawful, ...breaking]).sort()).toEqual(['ito', 'mori', 'sato', 'suzuki', 'tanaka'])
  })
})

describe('loads', () => {
  it('are duties and quarter points, and how far they are off the share', () => {
    const instance = aRotaInstance({
      posts: ['primary', 'backup'],
      postShare: [1, 0.5],
      units: [aRotaUnit(0, { burden: 8 }), aRotaUnit(7)],
      people: [aRotaPerson('sato', { min: 1, max: 3 }), aRotaPerson('suzuki')],
    })
    const draft = draftOf(assigned('u0 primary sato', 'u7 backup sato', 'u7 primary suzuki'))
    expect(loadsOf(instance, draft, sharesOf(instance))).toEqual([
      { person: 'sato', count: 2, min: 1, max: 3, burden: 10, aboveShare: 1 },
      { person: 'suzuki', count: 1, min: 0, max: null, burden: 4, aboveShare: -5 },
    ])
  })
})

describe('remarks', () => {
  const named = {
    nameOf: (id: string) => ({ sato: '佐藤 一', suzuki: '鈴木 二' })[id],
    unitOf: (unit: string) =>
      ({ u0: { day: '2026-04-01', label: '' }, u7: { day: '2026-04-08', label: '' } })[unit],
  }
  const about = (given: Partial<Remark> & Pick<Remark, 'kind'>): Remark => ({
    people: [],
    units: [],
    ...given,
  })

  it.each([
    [
      about({ kind: 'unfilled', units: ['u0'], post: 'locum' }),
      '4月1日（水）：代診医の担当が決まっていません。',
    ],
    [
      about({ kind: 'withinGap', people: ['sato'], units: ['u0', 'u7'], count: 7, limit: 14 }),
      '佐藤 一 医師：4月1日（水）と4月8日（水）の間が7日しかありません。',
    ],
    [
      about({ kind: 'unavailable', people: ['sato'], units: ['u0'] }),
      '佐藤 一 医師：4月1日（水）は不可の日です。',
    ],
    [
      about({ kind: 'aboveMax', people: ['suzuki'], count: 7, limit: 6 }),
      '鈴木 二 医師：7回で、上限の6回を超えます。',
    ],
    [
      about({ kind: 'sameClinic', people: ['sato', 'suzuki'], units: ['u7'] }),
      '佐藤 一 医師と鈴木 二 医師：4月8日（水）が同じ医療機関の医師どうしです。',
    ],
    [
      about({ kind: 'groupTwice', people: ['sato'], units: ['u0', 'u7'], group: 'goldenWeek' }),
      '佐藤 一 医師：4月1日（水）と4月8日（水）で、ゴールデンウィークの当番が2回になります。',
    ],
    [
      about({ kind: 'capacity', block: '北', count: 20, limit: 18 }),
      '北の当番は20回ありますが、上限の回数を合わせても18回です。',
    ],
    [
      about({ kind: 'unknownAssignment', people: ['gone'], units: ['u0'] }),
      '名簿にない医師：4月1日（水）の担当が、この年度に参加していない医師です。',
    ],
  ])('%# are said in Japanese', (remark, sentence) => {
    expect(remarkInWords(remark, named, ja)).toBe(sentence)
  })

  it('can be said without whom they are about', () => {
    const remark = about({ kind: 'belowMin', people: ['sato'], count: 4, limit: 5 })
    expect(sentenceOf(remark, named, ja)).toBe('4回で、下限の5回に届きません。')
    expect(remarkInWords(remark, named, en)).toBe('佐藤 一: 4 duties, fewer than the minimum of 5.')
  })

  it('say something of every rule that can be broken, in both languages, and lead to its cells', () => {
    fc.assert(
      fc.property(withAnyAssignments, ({ instance, assignments }) => {
        const draft = draftOf(assignments)
        for (const violation of violationsOf(instance, assignments)) {
          const remark = remarkOn(instance, violation)
          for (const words of [ja, en]) expect(sentenceOf(remark, named, words)).toMatch(/^\S.*[。.]$/)
          for (const { unit, post } of placesOf(remark, instance.posts, draft)) {
            expect(remark.units).toContain(unit)
            const holder = draft.get(placeKey({ unit, post }))?.person ?? null
            if (remark.people.length > 0) expect(remark.people).toContain(holder)
            else expect([post, holder]).toEqual([remark.post, null])
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  it('name a duty by what it is called where there are several on its day', () => {
    const units = ['北', '南'].map(label => ({ id: label, day: '2026-04-01', label: `${label} 夜間` }))
    const alone = { id: 'alone', day: '2026-04-08', label: '日曜日' }
    const year = namedBy(new Map(), [...units, alone])
    expect(dutyInWords('南', year, ja)).toBe('4月1日（水） 南 夜間')
    expect(dutyInWords('alone', year, ja)).toBe('4月8日（水）')
    expect(remarkInWords(about({ kind: 'unfilled', units: ['北'], post: 'locum' }), year, ja)).toBe(
      '4月1日（水） 北 夜間：代診医の担当が決まっていません。',
    )
  })

  it('lead to the later of two duties first', () => {
    const draft = draftOf(assigned('u0 sato', 'u7 sato'))
    const remark = about({ kind: 'withinGap', people: ['sato'], units: ['u0', 'u7'] })
    expect(placesOf(remark, ['locum'], draft)).toEqual([locum('u7'), locum('u0')])
  })
})

describe('the reason for a duty', () => {
  const named = { nameOf: (id: string) => `${id} 太郎`, unitOf: () => ({ day: '2026-04-08', label: '' }) }
  const why = (
    could: { person: string; cost: number; exchange: { unit: string; post: string } | null }[],
  ) => ({
    ...locum('u0'),
    person: 'sato',
    pinned: false,
    could,
    couldNot: [],
  })

  it.each([
    [
      why([
        { person: 'suzuki', cost: 4, exchange: null },
        { person: 'ito', cost: 9, exchange: null },
      ]),
      'ほかに受け持てるのは2名で、いちばん近いsuzuki 太郎 医師にすると公平さの点数が 4.0 悪くなります。',
    ],
    [
      why([{ person: 'suzuki', cost: 0, exchange: locum('u7') }]),
      'ほかに受け持てるのは1名で、いちばん近いsuzuki 太郎 医師の4月8日（水）の当番と入れ替えると公平さの点数は変わりません。',
    ],
    [
      why([{ person: 'suzuki', cost: -1.5, exchange: null }]),
      'ほかに受け持てるのは1名で、いちばん近いsuzuki 太郎 医師にすると公平さの点数が 1.5 良くなります。',
    ],
    [why([]), '決まりを守って受け持てる医師は、ほかにいません。'],
    [{ ...why([]), pinned: true }, '固定されています。作り直しても、この担当は変わりません。'],
    [null, '担当する医師が決まっていません。'],
  ])('%# is one sentence', (explanation, sentence) => {
    expect(reasonInWords(explanation, named, ja)).toBe(sentence)
  })
})
