import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MembershipPeriod } from '../../server/duty/scheme-member-view.ts'
import { differingRows } from '../../web/schemes/differing-rows.ts'
import * as members from '../../web/schemes/members-derived.ts'
import { periodInWords } from '../../web/schemes/period-in-words.ts'
import * as settings from '../../web/schemes/settings-derived.ts'
import { settingsInWords, weightInWords } from '../../web/schemes/settings-in-words.ts'
import { typedNumber } from '../../web/schemes/typed-number.ts'
import { ja } from '../../web/wording/ja.ts'

const TODAY = '2026-06-01'

const aPeriod = (given: Partial<MembershipPeriod> = {}): MembershipPeriod => ({
  joinedOn: '2020-04-01',
  leftOn: null,
  posts: null,
  blocks: null,
  minUnits: 5,
  maxUnits: 6,
  sharePercent: 100,
  ...given,
})

const aMember = (given: Partial<MembershipPeriod> = {}, id = 'aoba'): members.Member => ({
  physician: { id, name: '青葉 一郎', clinic: '青葉内科医院' },
  period: aPeriod(given),
  revision: 0,
  removable: false,
})

describe('a number as it is typed', () => {
  it.each([
    ['nothing', '', null],
    ['blanks', ' 　', null],
    ['digits', '12', 12],
    ['full-width digits', '１２', 12],
    ['a fraction', '1.25', 1.25],
    ['a full-width fraction', '１．２５', 1.25],
    ['nought', '0', 0],
    ['a sign', '-1', Number.NaN],
    ['words', '五', Number.NaN],
    ['a unit', '5回', Number.NaN],
    ['an exponent', '1e3', Number.NaN],
    ['half a fraction', '1.', Number.NaN],
    ['far too many digits', '1234567', Number.NaN],
  ])('%s', (_title, text, number) => {
    expect(typedNumber(text)).toEqual(number)
  })

  it('is what it was when a number is written out', () => {
    fc.assert(
      fc.property(fc.nat({ max: 999_999 }), number => {
        expect(typedNumber(String(number / 4))).toBe(number / 4)
      }),
    )
  })
})

describe('a member', () => {
  it.each([
    ['begins today', { joinedOn: TODAY }, 'inForce'],
    ['begins tomorrow', { joinedOn: '2026-06-02' }, 'notYet'],
    ['ends today', { leftOn: TODAY }, 'inForce'],
    ['ended yesterday', { leftOn: '2026-05-31' }, 'ended'],
    ['has no end', {}, 'inForce'],
  ])('whose period %s', (_title, period, state) => {
    expect(members.stateOf(aMember(period), TODAY)).toBe(state)
  })

  it('who comes and goes stands in both lists, and counts as one person', () => {
    const [past, current, coming] = [
      aMember({ leftOn: '2026-05-31' }),
      aMember({ joinedOn: TODAY, leftOn: TODAY }),
      aMember({ joinedOn: '2026-07-01' }),
    ]
    expect(members.byTime([past, current, coming], TODAY)).toEqual({
      past: [past],
      current: [current, coming],
    })
    expect(members.byTime([], TODAY)).toEqual({ past: [], current: [] })
    expect(members.physiciansAmong([current, coming, aMember({}, 'izumi')])).toBe(2)
  })

  it('is found by person and first day', () => {
    const [first, second] = [aMember({ leftOn: TODAY }), aMember({ joinedOn: '2026-07-01' })]
    expect(members.periodAt([first, second], 'aoba', '2026-07-01')).toBe(second)
    expect(members.periodAt([first, second], 'aoba', '2026-07-02')).toBeNull()
    expect(members.periodAt([first, second], 'izumi', '2026-07-01')).toBeNull()
  })

  it.each([
    ['has an end: that day', { leftOn: '2027-03-31' }, '2027-03-31'],
    ['has begun: today', {}, TODAY],
    ['has not begun: its first day', { joinedOn: '2026-07-01' }, '2026-07-01'],
  ])('is ended, unless another day is typed, where the period %s', (_title, period, day) => {
    expect(members.lastDayOf(aPeriod(period), TODAY)).toBe(day)
  })
})

describe('a period as it is typed', () => {
  const draft = members.draftOf(aMember())

  it('says what it was made from', () => {
    const names = fc.option(fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }))
    const bound = fc.option(fc.nat({ max: 400 }))
    const any = fc.record({
      joinedOn: fc.constant('2020-04-01'),
      leftOn: fc.option(fc.constantFrom('2020-04-01', '2030-03-31')),
      posts: names,
      blocks: names,
      minUnits: bound,
      maxUnits: bound,
      sharePercent: fc.integer({ min: 1, max: 100 }),
    })
    fc.assert(
      fc.property(any, period => {
        const typed = members.draftOf(aMember(period))
        expect(members.periodOf(typed)).toEqual(period)
        const wrong =
          period.minUnits !== null && period.maxUnits !== null && period.minUnits > period.maxUnits
        expect(members.errorsOf(typed)).toEqual(wrong ? { maxUnits: 'lessThanLeast' } : {})
      }),
    )
  })

  it.each<[string, Partial<members.PeriodDraft>, members.PeriodErrors]>([
    ['nothing wrong', {}, {}],
    ['nobody', { physicianId: '' }, { physicianId: 'missing' }],
    ['no first day', { joinedOn: '' }, { joinedOn: 'missing' }],
    ['a last day before the first', { leftOn: '2020-03-31' }, { leftOn: 'endsBeforeItBegins' }],
    ['a last day that is the first', { leftOn: '2020-04-01' }, {}],
    ['half a duty', { minUnits: '4.5' }, { minUnits: 'notWhole' }],
    ['a number in words', { maxUnits: '六' }, { maxUnits: 'notWhole' }],
    ['full-width digits', { minUnits: '５', maxUnits: '６' }, {}],
    ['as many at least as at most', { minUnits: '6' }, {}],
    ['more at least than at most', { minUnits: '7' }, { maxUnits: 'lessThanLeast' }],
    ['no bounds', { minUnits: '', maxUnits: '' }, {}],
    ['another share that is none', { share: 'other', sharePercent: '0' }, { sharePercent: 'notPercent' }],
    ['another share that is not said', { share: 'other', sharePercent: '' }, { sharePercent: 'notPercent' }],
    ['a usual share, whatever else is typed', { share: 'half', sharePercent: '0' }, {}],
    ['no post and no block', { posts: [], blocks: [] }, { posts: 'none', blocks: 'none' }],
    ['a new member as it comes', members.emptyDraft(TODAY), { physicianId: 'missing' }],
  ])('with %s', (_title, change, errors) => {
    expect(members.errorsOf({ ...draft, ...change })).toEqual(errors)
  })

  it('chooses names in the order of all of them', () => {
    const all = ['east', 'middle', 'west']
    expect(members.withName(['west'], 'east', true, all)).toEqual(['east', 'west'])
    expect(members.withName(['east', 'west'], 'east', false, all)).toEqual(['west'])
    expect(members.withName(['east'], 'east', true, all)).toEqual(['east'])
  })

  it('differs from what another saved in words', () => {
    const rows = differingRows(
      periodInWords(ja, aPeriod({ posts: ['locum'], sharePercent: 50, minUnits: null })),
      periodInWords(ja, aPeriod({ leftOn: '2027-03-31', sharePercent: 30, maxUnits: null })),
    )
    expect(rows.map(row => Object.values(row).join('／'))).toEqual([
      '期間／2020年4月1日～／2020年4月1日～2027年3月31日',
      '回数／年6回まで／年5回以上',
      '割合／半分／30％',
      '受け持つ当番／代診医／すべて',
    ])
  })
})

describe('the settings as they are typed', () => {
  const DEFAULTS: settings.Settings = {
    weights: { count: 10, burden: 4, deadBand: 2, want: 3, avoid: 4, change: 6 },
    spacing: { weeks: 5, cost: 2 },
    burden: {
      yearEnd: 12,
      goldenWeek: 8,
      obon: 8,
      closedDay: 4,
      closedDayWithEve: 6,
      saturday: 2,
      night: 4,
      week: 28,
      other: 4,
    },
    laterPostShare: 0.5,
    precedence: null,
    seconds: 20,
  }
  const read = { settings: DEFAULTS, minGapDays: 14 }
  const draft = settings.draftOf(read)

  it('show burdens in points, and say what they were made from', () => {
    expect([draft.burden.closedDay, draft.burden.closedDayWithEve, draft.deadBand]).toEqual([
      '1',
      '1.5',
      '0.5',
    ])
    expect(settings.changeOf(draft)).toEqual(read)
    expect(settings.errorsOf(draft)).toEqual({})
    const quarters = fc.nat({ max: 1_000 })
    fc.assert(
      fc.property(
        quarters,
        quarters,
        fc.shuffledSubarray([...settings.KINDS], { minLength: 1 }),
        (obon, deadBand, precedence) => {
          const given = {
            minGapDays: 3,
            settings: {
              ...DEFAULTS,
              burden: { ...DEFAULTS.burden, obon },
              weights: { ...DEFAULTS.weights, deadBand },
              precedence,
            },
          }
          expect(settings.errorsOf(settings.draftOf(given))).toEqual({})
          expect(settings.changeOf(settings.draftOf(given))).toEqual(given)
        },
      ),
    )
  })

  it.each<[string, Partial<settings.SettingsDraft>, settings.SettingsErrors]>([
    ['no distance', { minGapDays: '' }, { minGapDays: 'days' }],
    ['a distance of none', { minGapDays: '0' }, {}],
    ['a distance of a year', { minGapDays: '365' }, {}],
    ['a longer one', { minGapDays: '366' }, { minGapDays: 'days' }],
    ['no weeks', { weeks: '0' }, { weeks: 'weeks' }],
    ['27 weeks', { weeks: '27' }, { weeks: 'weeks' }],
    ['a third of a point', { deadBand: '0.33' }, { deadBand: 'points' }],
    ['a quarter of a point, full-width', { deadBand: '０．２５' }, {}],
    ['250 points', { burden: { ...draft.burden, obon: '250' } }, {}],
    ['more', { burden: { ...draft.burden, obon: '250.25' } }, { obon: 'points' }],
    ['no points', { burden: { ...draft.burden, week: '' } }, { week: 'points' }],
    ['a share of any length', { laterPostShare: '0.3333333333333333' }, {}],
    ['eleven times the first', { laterPostShare: '11' }, { laterPostShare: 'share' }],
    ['no time', { seconds: '0' }, { seconds: 'seconds' }],
    ['more than ten minutes', { seconds: '601' }, { seconds: 'seconds' }],
    [
      'several at once',
      { minGapDays: 'x', weeks: '', seconds: '1.5' },
      { minGapDays: 'days', weeks: 'weeks', seconds: 'seconds' },
    ],
  ])('with %s', (_title, change, errors) => {
    expect(settings.errorsOf({ ...draft, ...change })).toEqual(errors)
  })

  it('have something to save when they say something else, not when it is typed in another way', () => {
    expect(settings.differs(draft, draft)).toBe(false)
    expect(settings.differs({ ...draft, seconds: '２０' }, draft)).toBe(false)
    expect(settings.differs({ ...draft, precedence: [] }, draft)).toBe(false)
    expect(settings.differs({ ...draft, precedence: ['wants'] }, draft)).toBe(true)
    expect(settings.differs({ ...draft, seconds: '' }, draft)).toBe(true)
    expect(settings.differs({ ...draft, weights: { ...draft.weights, spacing: 4 } }, draft)).toBe(true)
  })

  it.each([
    [0, 'none', '考えない（0）'],
    [5, 'weak', '弱め（5）'],
    [10, 'usual', '標準（10）'],
    [20, 'strong', '強め（20）'],
    [40, 'strongest', 'とても強め（40）'],
    [7, null, '今の値のまま（7）'],
  ])('a weight of %i, where 10 is usual, is %s', (weight, level, said) => {
    expect(settings.levelOf(weight, 10)).toBe(level)
    expect(weightInWords(ja.rotaSettings, weight, 10)).toBe(said)
  })

  it('move a kind one place, and none over an end', () => {
    const order = ['counts', 'burden', 'wants'] as const
    expect(settings.moved(order, 'wants', -1)).toEqual(['counts', 'wants', 'burden'])
    expect(settings.moved(order, 'counts', 1)).toEqual(['burden', 'counts', 'wants'])
    expect(settings.moved(order, 'counts', -1)).toEqual(order)
    expect(settings.moved(order, 'wants', 1)).toEqual(order)
  })

  it('differ from what another saved in words, each setting by a name of its own', () => {
    const words = (of: settings.SettingsDraft) => settingsInWords(ja.rotaSettings, of, draft.weights)
    const mine = {
      ...draft,
      weights: { ...draft.weights, want: 6 },
      burden: { ...draft.burden, obon: '2.5' },
      precedence: ['wants', 'counts'] as settings.CostKind[],
    }
    expect(differingRows(words(mine), words(draft)).map(row => Object.values(row).join('／'))).toEqual([
      '希望をかなえる／強め（6）／標準（3）',
      'お盆／2.5点／2点',
      '優先の順番／希望をかなえる → 回数をそろえる／順番を決めない（標準）',
    ])
    expect(words(draft).size).toBe(
      Object.keys(draft).length - 2 + settings.WEIGHTS.length + settings.BURDENS.length,
    )
  })
})
