import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { dutyRulesSchema } from '../../../server/duty/duty-rules.ts'
import type { DutyScheme, SchemeMember } from '../../../server/duty/duty-scheme.ts'
import { type DutyUnit, unitId } from '../../../server/duty/duty-unit.ts'
import { planYear } from '../../../server/duty/plan-year.ts'
import { parseInstance } from '../../../server/roster/optimiser/parse-instance.ts'
import { type Opening, type RotaInput, rotaInstance, sharesIn } from '../../../server/roster/rota-instance.ts'
import { DEFAULT_ROTA_SETTINGS } from '../../../server/roster/settings/rota-settings.ts'
import { addDays } from '../../../server/time/local-day.ts'
import { instantOf } from '../../../server/time/tokyo.ts'

const EAST = '東ブロック'
const WEST = '西ブロック'

type WrittenRule = z.input<typeof dutyRulesSchema>['rules'][number]

const holiday: WrittenRule = { kind: 'holiday', key: 'holiday' }

const aScheme = (given: Partial<Omit<DutyScheme, 'rules'>> & { of?: WrittenRule[] } = {}): DutyScheme => {
  const { of = [holiday], ...rest } = given
  return {
    id: 's',
    name: '輪番',
    shortName: '輪番',
    association: { id: 'a', name: '医師会', invented: true },
    rules: dutyRulesSchema.parse({ rules: of, promises: [] }),
    posts: ['locum'],
    minGapDays: 14,
    ...rest,
  }
}

/** A full member of many years with a clinic of their own, in every post and block. */
const aMember = (id: string, given: Partial<SchemeMember> = {}): SchemeMember => ({
  id,
  name: id,
  clinicId: `clinic of ${id}`,
  clinic: '医院',
  place: '浜町',
  phone: '0000-11-0001',
  joinedOn: '2020-04-01',
  leftOn: null,
  minUnits: 5,
  maxUnits: 6,
  share: 1,
  posts: null,
  blocks: null,
  ...given,
})

/** Sunday 4 October 2026: from Saturday noon to Sunday 24:00. */
const aUnit = (given: Partial<DutyUnit> = {}): DutyUnit => ({
  day: '2026-10-04',
  rule: 'holiday',
  start: instantOf('2026-10-03', '12:00'),
  end: instantOf('2026-10-04', '24:00'),
  holidayClass: 'sunday',
  label: '日曜日',
  tentative: false,
  ...given,
})

const SUNDAY = 's/2026-10-04/holiday'

const instanceOf = (given: Partial<RotaInput> = {}) =>
  rotaInstance({
    scheme: aScheme(),
    settings: DEFAULT_ROTA_SETTINGS,
    year: 2026,
    units: [aUnit()],
    members: [aMember('sato')],
    wishes: [],
    openings: new Map(),
    pins: [],
    ...given,
  })

const awayOf = (members: SchemeMember[], units = [aUnit()], scheme = aScheme()): string[] =>
  instanceOf({ scheme, units, members }).unavailable.map(({ person, unit }) => `${person} ${unit}`)

describe('a member is unavailable outside their membership', () => {
  const away = [`sato ${SUNDAY}`]
  it.each([
    ['joins the day before its first day', { joinedOn: '2026-10-02' }, []],
    ['joins on its first day, eq start', { joinedOn: '2026-10-03' }, []],
    ['joins on its second day', { joinedOn: '2026-10-04' }, away],
    ['joins the day after it', { joinedOn: '2026-10-05' }, away],
    ['leaves the day after it', { leftOn: '2026-10-05' }, []],
    ['leaves on the day it ends at 24:00, eq end', { leftOn: '2026-10-04' }, []],
    ['leaves on its first day', { leftOn: '2026-10-03' }, away],
    ['leaves the day before its first day', { leftOn: '2026-10-02' }, away],
  ])('%s', (_title, period, expected) => {
    expect(awayOf([aMember('sato', period)])).toEqual(expected)
  })

  it.each([
    ['eq 00:00 of the day after', '2026-10-05', '00:00', []],
    ['a minute past it', '2026-10-05', '00:01', away],
  ])('leaves on Sunday, the unit ends %s', (_title, day, time, expected) => {
    expect(
      awayOf([aMember('sato', { leftOn: '2026-10-04' })], [aUnit({ end: instantOf(day, time) })]),
    ).toEqual(expected)
  })

  it.each([
    ['without a day between', '2026-10-03', '2026-10-04', []],
    ['with a day of the unit between', '2026-10-02', '2026-10-04', away],
    ['for the whole unit', '2026-09-30', '2026-10-03', []],
    ['after it', '2026-09-30', '2026-10-05', away],
  ])('leaves and comes back %s', (_title, leftOn, joinedOn, expected) => {
    expect(awayOf([aMember('sato', { leftOn }), aMember('sato', { joinedOn })])).toEqual(expected)
  })

  it('and is told from whoever has only said that they cannot', () => {
    const members = [aMember('sato', { leftOn: '2026-08-31' }), aMember('suzuki')]
    const said = { kind: 'unavailable' as const, person: 'suzuki', unit: SUNDAY }
    expect(instanceOf({ members, wishes: [said] }).unavailable).toEqual([
      { person: 'sato', unit: SUNDAY, outside: true },
      { person: 'suzuki', unit: SUNDAY },
    ])
  })

  it('whoever they are: nobody else is', () => {
    expect(awayOf([aMember('sato', { joinedOn: '2027-01-01' }), aMember('suzuki')])).toEqual(away)
  })
})

describe('what a member brings into the year', () => {
  const peopleOf = (...members: SchemeMember[]) => instanceOf({ members }).people

  it('is their share, bounds and clinic, and a place in every block', () => {
    expect(peopleOf(aMember('sato'))).toEqual([
      {
        id: 'sato',
        clinic: 'clinic of sato',
        share: 1,
        blocks: [expect.any(String)],
        opening: 0,
        min: 5,
        max: 6,
        notGroups: [],
      },
    ])
  })

  it.each([
    ['joins in October', [{ joinedOn: '2026-10-01' }], 182 / 365, 2],
    ['leaves in September', [{ leftOn: '2026-09-30' }], 183 / 365, 2],
    ['leaves and comes back', [{ leftOn: '2026-06-30' }, { joinedOn: '2027-01-01' }], 181 / 365, 2],
  ])('%s: one person with that part of the share and of the minimum', (_title, periods, share, min) => {
    expect(peopleOf(...periods.map(period => aMember('sato', period)))).toMatchObject([
      { id: 'sato', share, min, max: 6 },
    ])
    expect(peopleOf(...periods.map(period => aMember('sato', period)))).toHaveLength(1)
  })

  it('without a maximum is every unit and post there is', () => {
    const member = aMember('sato', { minUnits: null, maxUnits: null })
    const instance = instanceOf({
      scheme: aScheme({ posts: ['primary', 'backup'] }),
      units: [aUnit(), aUnit({ day: '2026-10-11' })],
      members: [member],
    })
    expect(instance.people).toMatchObject([{ min: 0, max: 4 }])
  })

  it('agrees with the shares that balances are reckoned with', () => {
    const members = [
      aMember('sato', { share: 0.5 }),
      aMember('suzuki', { leftOn: '2026-09-30' }),
      aMember('suzuki', { joinedOn: '2026-10-01', share: 0.5 }),
    ]
    const shares = sharesIn(members, 2026)
    expect(shares).toEqual(new Map(instanceOf({ members }).people.map(({ id, share }) => [id, share])))
    expect(shares.get('suzuki')).toBe((183 + 0.5 * 182) / 365)
  })

  it('is what was carried over, and the seasons held last year', () => {
    const openings = new Map<string, Opening>([['sato', { quarterPoints: -3, heldLastYear: ['yearEnd'] }]])
    expect(instanceOf({ openings, members: [aMember('sato'), aMember('suzuki')] }).people).toMatchObject([
      { id: 'sato', opening: -3, notGroups: ['yearEnd'] },
      { id: 'suzuki', opening: 0, notGroups: [] },
    ])
  })
})

describe('posts', () => {
  const postsOf = (posts: string[] | null) =>
    instanceOf({
      scheme: aScheme({ posts: ['primary', 'backup'] }),
      members: [aMember('sato', { posts })],
    }).people[0]?.posts

  it.each([
    ['all of them', null, undefined],
    ['one of them', ['backup'], ['backup']],
    ['one that the scheme has no longer', ['backup', 'third'], ['backup']],
  ])('a member takes %s', (_title, given, posts) => {
    expect(postsOf(given)).toEqual(posts)
  })

  it('weigh as the settings say: the first whole, the others in part', () => {
    const settings = { ...DEFAULT_ROTA_SETTINGS, laterPostShare: 0.25 }
    const scheme = aScheme({ posts: ['primary', 'backup', 'third'] })
    expect(instanceOf({ scheme, settings })).toMatchObject({
      posts: ['primary', 'backup', 'third'],
      postShare: [1, 0.25, 0.25],
    })
  })
})

describe('posts that change within the year', () => {
  const scheme = aScheme({ posts: ['primary', 'backup'] })
  const june = aUnit({
    day: '2026-06-07',
    start: instantOf('2026-06-06', '12:00'),
    end: instantOf('2026-06-07', '24:00'),
  })
  const changing = (before: string[] | null, after: string[] | null) =>
    instanceOf({
      scheme,
      units: [june, aUnit()],
      members: [
        aMember('sato', { leftOn: '2026-08-31', posts: before }),
        aMember('sato', { joinedOn: '2026-09-01', posts: after }),
      ],
    })
  const not = (unit: string, post: string) => ({ person: 'sato', unit, post })
  const JUNE = 's/2026-06-07/holiday'

  it.each([
    ['one, then the other', ['primary'], ['backup'], [not(JUNE, 'backup'), not(SUNDAY, 'primary')]],
    ['all, then one', null, ['backup'], [not(SUNDAY, 'primary')]],
    ['one, then all', ['backup'], null, [not(JUNE, 'primary')]],
  ])('%s: each unit goes by the period that holds on it', (_title, before, after, rows) => {
    const instance = changing(before, after)
    expect(instance.notPosts).toEqual(rows)
    expect(instance.people).toMatchObject([{ id: 'sato' }])
    expect(instance.people[0]?.posts ?? scheme.posts).toEqual(scheme.posts)
    expect(instance.unavailable).toEqual([])
  })

  it('without a difference there are no rows', () => {
    expect(changing(['backup'], ['backup'])).not.toHaveProperty('notPosts')
  })

  it('a unit that both periods share is for neither of two different posts', () => {
    const instance = instanceOf({
      scheme,
      members: [
        aMember('sato', { leftOn: '2026-10-03', posts: ['primary'] }),
        aMember('sato', { joinedOn: '2026-10-04', posts: ['backup'] }),
      ],
      wishes: [{ kind: 'want', person: 'sato', unit: SUNDAY }],
    })
    expect(instance.notPosts).toEqual([not(SUNDAY, 'primary'), not(SUNDAY, 'backup')])
    expect(instance.want).toEqual([])
  })
})

describe('blocks', () => {
  const scheme = aScheme({
    of: [
      { ...holiday, key: 'east', block: EAST },
      { ...holiday, key: 'west', block: WEST },
    ],
  })
  const units = [aUnit({ rule: 'east' }), aUnit({ rule: 'west' })]
  const blocksOf = (...members: SchemeMember[]) => instanceOf({ scheme, units, members }).people[0]?.blocks

  it.each([
    ['every block', null, [EAST, WEST]],
    ['one', [WEST], [WEST]],
    ['one that no rule names any more', [EAST, '南ブロック'], [EAST]],
    ['none that has a unit', ['南ブロック'], []],
  ])('a member serves %s', (_title, given, blocks) => {
    expect(blocksOf(aMember('sato', { blocks: given }))).toEqual(blocks)
  })

  it('are those of the units; a unit without one is for everybody, whatever blocks are called', () => {
    const mixed = aScheme({ of: [holiday, { ...holiday, key: 'all', block: 'all' }] })
    const instance = instanceOf({
      scheme: mixed,
      units: [aUnit(), aUnit({ rule: 'all' })],
      members: [aMember('sato', { blocks: [EAST] }), aMember('suzuki', { blocks: ['all'] })],
    })
    const [whole = '', block] = instance.units.map(unit => unit.block)
    expect(block).toBe('all')
    expect(instance.people.map(({ blocks }) => blocks)).toEqual([[whole], [whole, 'all']])
  })

  it('a member served and serves no longer count until then', () => {
    const before = aMember('sato', { leftOn: '2026-09-30', blocks: [EAST] })
    const after = aMember('sato', { joinedOn: '2026-10-01', blocks: [WEST] })
    const august = { day: '2026-08-02', start: instantOf('2026-08-01', '12:00') }
    const inAugust = [
      aUnit({ rule: 'east', ...august, end: instantOf('2026-08-02', '24:00') }),
      aUnit({ rule: 'west', ...august, end: instantOf('2026-08-02', '24:00') }),
    ]
    expect(blocksOf(before, after)).toEqual([EAST, WEST])
    expect(awayOf([before, after], [...inAugust, ...units], scheme)).toEqual([
      'sato s/2026-08-02/west',
      'sato s/2026-10-04/east',
    ])
  })

  it('a member does not serve are said once, not unit by unit', () => {
    expect(awayOf([aMember('sato', { blocks: [WEST] })], units, scheme)).toEqual([])
  })
})

describe('wishes', () => {
  const wish = (kind: 'unavailable' | 'avoid' | 'want', person = 'sato', unit = SUNDAY) => ({
    kind,
    person,
    unit,
  })
  const pair = { person: 'sato', unit: SUNDAY }
  const avoided = { ...pair, cost: DEFAULT_ROTA_SETTINGS.weights.avoid }

  it.each([
    ['不可', [wish('unavailable')], { unavailable: [pair], avoid: [], want: [] }],
    ['できれば避けたい', [wish('avoid')], { unavailable: [], avoid: [avoided], want: [] }],
    ['希望', [wish('want')], { unavailable: [], avoid: [], want: [pair] }],
    [
      '希望 and 不可: 不可',
      [wish('want'), wish('unavailable')],
      { unavailable: [pair], avoid: [], want: [] },
    ],
    [
      '不可 and できれば避けたい: 不可',
      [wish('unavailable'), wish('avoid')],
      { unavailable: [pair], avoid: [], want: [] },
    ],
    [
      '希望 and できれば避けたい: できれば避けたい',
      [wish('want'), wish('avoid')],
      { unavailable: [], avoid: [avoided], want: [] },
    ],
    ['the same twice: once', [wish('want'), wish('want')], { unavailable: [], avoid: [], want: [pair] }],
  ])('of one person for one unit: %s', (_title, wishes, expected) => {
    expect(instanceOf({ wishes })).toMatchObject(expected)
  })

  it('of different people and units stand beside each other', () => {
    const second = aUnit({ day: '2026-10-11', start: instantOf('2026-10-10', '12:00') })
    const instance = instanceOf({
      units: [aUnit(), second],
      members: [aMember('sato'), aMember('suzuki')],
      wishes: [wish('want'), wish('unavailable', 'suzuki'), wish('avoid', 'sato', 's/2026-10-11/holiday')],
    })
    expect(instance).toMatchObject({
      want: [pair],
      unavailable: [{ person: 'suzuki', unit: SUNDAY }],
      avoid: [{ person: 'sato', unit: 's/2026-10-11/holiday' }],
    })
  })

  it.each([
    [
      'a unit outside the membership',
      [aMember('sato', { leftOn: '2026-08-31' })],
      [{ ...pair, outside: true }],
    ],
    ['a unit inside it', [aMember('sato')], []],
  ])('for %s', (_title, members, unavailable) => {
    const instance = instanceOf({ members, wishes: [wish('want')] })
    expect([instance.unavailable, instance.want.length]).toEqual([unavailable, 1 - unavailable.length])
  })

  it.each([
    ['an unknown unit', wish('want', 'sato', 's/2026-10-05/holiday')],
    ['an unknown person', wish('want', 'tanaka')],
  ])('of %s are left out', (_title, one) => {
    expect(instanceOf({ wishes: [one] }).want).toEqual([])
  })

  it('are avoided at the price of the settings', () => {
    const settings = {
      ...DEFAULT_ROTA_SETTINGS,
      weights: { ...DEFAULT_ROTA_SETTINGS.weights, avoid: 7 },
    }
    expect(instanceOf({ settings, wishes: [wish('avoid')] }).avoid).toEqual([{ ...pair, cost: 7 }])
  })
})

describe('wishes of units that a member cannot be given', () => {
  const scheme = aScheme({
    of: [
      { ...holiday, key: 'east', block: EAST },
      { ...holiday, key: 'west', block: WEST },
    ],
  })
  const kinds = ['unavailable', 'avoid', 'want'] as const

  it('of a block they do not serve are left out, whatever was said', () => {
    const instance = instanceOf({
      scheme,
      units: [aUnit({ rule: 'east' }), aUnit({ rule: 'west' })],
      members: ['sato', 'suzuki', 'tanaka'].map(id => aMember(id, { blocks: [EAST] })),
      wishes: ['sato', 'suzuki', 'tanaka'].flatMap((person, index) =>
        ['east', 'west'].map(rule => ({
          kind: kinds[index] ?? 'want',
          person,
          unit: `s/2026-10-04/${rule}`,
        })),
      ),
    })
    const unit = 's/2026-10-04/east'
    expect(instance).toMatchObject({
      unavailable: [{ person: 'sato', unit }],
      avoid: [{ person: 'suzuki', unit }],
      want: [{ person: 'tanaka', unit }],
    })
  })

  it('of no post they may take are left out', () => {
    const members = [aMember('sato', { posts: ['gone'] })]
    expect(
      instanceOf({ members, wishes: [{ kind: 'unavailable', person: 'sato', unit: SUNDAY }] }),
    ).toMatchObject({
      unavailable: [],
    })
  })
})

describe('pins and the published rota', () => {
  const held = { unit: SUNDAY, post: 'locum', person: 'sato' }

  it.each([
    ['known', held, [held]],
    ['of an unknown person', { ...held, person: 'tanaka' }, []],
    ['of an unknown unit', { ...held, unit: 's/2026-10-05/holiday' }, []],
    ['of a post the scheme has no longer', { ...held, post: 'backup' }, []],
  ])('%s', (_title, assignment, kept) => {
    expect(instanceOf({ pins: [assignment] }).pins).toEqual(kept)
    expect(instanceOf({ published: [assignment] }).published).toEqual(kept)
  })

  it('without one, nearness to it is no part of the cost', () => {
    expect(instanceOf()).not.toHaveProperty('published')
  })
})

describe('units and settings', () => {
  it('are written on the wall clock of Tokyo, with burden and season', () => {
    const newYear = aUnit({
      day: '2027-01-01',
      start: instantOf('2027-01-01', '00:00'),
      holidayClass: 'yearEnd',
    })
    const settings = { ...DEFAULT_ROTA_SETTINGS, burden: { ...DEFAULT_ROTA_SETTINGS.burden, yearEnd: 20 } }
    expect(instanceOf({ settings, units: [aUnit(), newYear] }).units).toMatchObject([
      {
        id: SUNDAY,
        day: '2026-10-04',
        start: '2026-10-03T12:00',
        end: '2026-10-05T00:00',
        burden: 6,
        group: null,
      },
      { id: 's/2027-01-01/holiday', start: '2027-01-01T00:00', burden: 20, group: 'yearEnd' },
    ])
  })

  it.each([
    [2026, 365],
    [2027, 366],
  ])('fiscal %i has %i days from 1 April', (year, days) => {
    expect(instanceOf({ year })).toMatchObject({ firstDay: `${year}-04-01`, days })
  })

  it('name a strict precedence only where there is one', () => {
    expect(instanceOf()).not.toHaveProperty('precedence')
    const settings = { ...DEFAULT_ROTA_SETTINGS, precedence: ['wants' as const] }
    expect(instanceOf({ settings })).toMatchObject({ precedence: ['wants'], minGapDays: 14 })
  })
})

describe('any scheme, members, wishes and assignments', () => {
  const rules: WrittenRule[] = [
    { kind: 'weekly', key: 'east', block: EAST, weekday: 1, handoff: '09:00' },
    { kind: 'weekly', key: 'west', block: WEST, weekday: 3, handoff: '09:00' },
  ]
  const schemes = [
    aScheme({ posts: ['primary', 'backup'] }),
    aScheme({ of: rules }),
    aScheme({ minGapDays: 0 }),
  ]
  const aDay = fc.integer({ min: -200, max: 364 }).map(days => addDays('2026-04-01', days))
  const aPeriod = fc.record({
    id: fc.constantFrom('sato', 'suzuki', 'tanaka'),
    joinedOn: aDay,
    length: fc.option(fc.integer({ min: 200, max: 600 })),
    minUnits: fc.constantFrom(null, 0, 2),
    maxUnits: fc.constantFrom(null, 2, 60),
    share: fc.constantFrom(0.01, 0.5, 1),
    posts: fc.constantFrom<string[] | null>(null, ['backup'], ['locum', 'primary'], ['gone']),
    blocks: fc.constantFrom<string[] | null>(null, [EAST], [WEST, '南ブロック'], ['gone']),
  })
  const anything = fc.record({
    unit: fc.constantFrom(SUNDAY, 's/2026-10-05/east', 's/2026-10-07/west', 'gone'),
    post: fc.constantFrom('locum', 'primary', 'gone'),
    person: fc.constantFrom('sato', 'suzuki', 'gone'),
    kind: fc.constantFrom('unavailable' as const, 'avoid' as const, 'want' as const),
  })

  it('give an instance that the rota maker reads without an error', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...schemes),
        fc.uniqueArray(aPeriod, { minLength: 1, selector: ({ id }) => id }),
        fc.array(anything),
        (scheme, periods, rows) => {
          const plan = planYear(scheme.rules, [], 2026)
          const members = periods.flatMap(({ id, length, ...period }) => {
            const leftOn = length === null ? null : addDays(period.joinedOn, length)
            const first = aMember(id, { ...period, leftOn })
            // Some come back the week after, for other posts and blocks.
            return leftOn !== null && leftOn < '2027-03-20'
              ? [first, aMember(id, { joinedOn: addDays(leftOn, 7), posts: ['primary'], blocks: [WEST] })]
              : [first]
          })
          const instance = instanceOf({
            scheme,
            units: plan.ok ? plan.units : [],
            members,
            wishes: rows,
            pins: rows.slice(0, 1).map(({ unit, post, person }) => ({ unit, post, person })),
          })
          expect(parseInstance(JSON.parse(JSON.stringify(instance)))).toEqual({ ok: true, instance })
        },
      ),
      { numRuns: 60 },
    )
  })

  it('names every unit of the year by its identity', () => {
    const scheme = aScheme({ of: rules })
    const plan = planYear(scheme.rules, [], 2026)
    const units = plan.ok ? plan.units : []
    expect(instanceOf({ scheme, units }).units.map(({ id }) => id)).toEqual(
      units.map(unit => unitId('s', unit)),
    )
    expect(units.length).toBeGreaterThan(100)
  })
})
