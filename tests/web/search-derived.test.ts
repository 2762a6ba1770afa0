import { describe, expect, it } from 'vitest'
import type { RuleTogether } from '../../server/roster/optimiser/result.ts'
import type { RotaFound } from '../../server/roster/runs/rota-run-view.ts'
import {
  changesInWords,
  conflictsInWords,
  inputProblems,
  percentOf,
  type SearchOptions,
  searchOf,
  stageOf,
  USUAL_OPTIONS,
  waysOutInWords,
} from '../../web/rosters/search-derived.ts'
import { en } from '../../web/wording/en.ts'
import { ja } from '../../web/wording/ja.ts'
import { aMember } from './a-rota.ts'

const members = [aMember('a', { name: '青葉 一郎' }), aMember('b', { name: '泉 春子' })]

const aUnit = (id: string, day: string, alone = true): RotaFound['units'][number] => ({
  id,
  day,
  start: `${day}T18:00`,
  end: `${day}T23:00`,
  alone,
})
const units = [aUnit('u1', '2026-06-07'), aUnit('u2', '2026-06-14'), aUnit('u3', '2026-06-21', false)]

describe('what is to be said of the last search', () => {
  const found = (status: RotaFound['status'], stopped: RotaFound['stopped'] = 'proof') =>
    ({ status, stopped }) as RotaFound
  const run = {
    state: 'done',
    found: null,
    takenAt: null,
    baseRevision: 3,
    startedAt: '2026-02-01T00:00:00Z',
  } as const
  const now = { revision: 3, publications: [{ number: 1, publishedAt: '2026-01-01T00:00:00Z' }] }
  const later = { ...now, revision: 4 }
  const published = { revision: 4, publications: [{ number: 1, publishedAt: '2026-02-01T00:00:01Z' }] }

  it.each([
    ['there was none', null, now, 'nothing'],
    ['it runs', { ...run, state: 'running' }, later, 'running'],
    [
      'its rota is the draft',
      { ...run, found: found('optimal'), takenAt: '2026-02-01T00:01:00Z' },
      later,
      'nothing',
    ],
    ['the draft was changed meanwhile', { ...run, found: found('feasible', 'time') }, later, 'offer'],
    [
      'the year is another by now, though not the draft',
      { ...run, found: found('optimal') },
      now,
      'outdated',
    ],
    ['something was published since', { ...run, found: found('feasible', 'time') }, published, 'nothing'],
    ['there is no rota', { ...run, found: found('infeasible') }, now, 'impossible'],
    ['none was found in time', { ...run, found: found('infeasible', 'time') }, now, 'notFound'],
    [
      'there was no rota, and the draft is another one by now',
      { ...run, found: found('infeasible') },
      later,
      'nothing',
    ],
    ['its server died', { ...run, state: 'failed' }, now, 'failed'],
    ['its server died, and the draft is another one by now', { ...run, state: 'failed' }, later, 'nothing'],
    ['it was called off before its turn', run, now, 'neverBegan'],
  ] as const)('%s', (_title, last, summary, stage) => {
    expect(stageOf(last, { ...summary, publications: [...summary.publications] })).toBe(stage)
  })
})

describe('why a rota can no longer be the draft', () => {
  it('is said in sentences, each once, with the names of physicians', () => {
    const fields = ['units', 'published', 'people.a', 'units.u1', 'units.u2', 'people.gone']
    expect(changesInWords(fields, members, ja)).toEqual([
      '作成のあとに、当番の日か時間が変わりました。',
      '作成のあとに、当番表が公開されました。',
      '青葉 一郎 医師は、受け持つ予定の日に参加していません。',
      'すでに始まった当番と時間の重なる当番を、同じ医師が受け持つことになります。',
      `${ja.roster.unknownPhysician}は、受け持つ予定の日に参加していません。`,
    ])
    expect(changesInWords(fields, members, en)).toHaveLength(5)
  })
})

describe('how far from the best possible', () => {
  it.each([
    ['nothing known', null, null],
    ['proven', 0, 0],
    ['proven but for rounding', 1e-9, 0],
    ['a little', 0.0001, 1],
    ['one hundredth (eq)', 0.01, 1],
    ['a little more', 0.0101, 2],
    ['nearly twice the bound', 0.999, 100],
    ['twice the bound: it says nothing', 1, null],
    ['far beyond', 144, null],
  ])('%s', (_title, gap, percent) => {
    expect(percentOf(gap)).toBe(percent)
  })

  it('is said in words', () => {
    expect(ja.search.withinPercent(3)).toBe('最も良い案との差は最大 3% です。')
    expect(ja.search.percent(0)).toBe('1%未満')
    expect(en.search.withinPercent(null)).toBe('Whether there is a better one is not known yet.')
  })
})

describe('why there is no rota', () => {
  it('is said by name and day, and what only follows from it is left out', () => {
    const said = conflictsInWords(
      {
        conflicts: [
          { kind: 'capacity', block: null, duties: 72, maxima: 70 },
          { kind: 'minima', duties: 68, minima: 70 },
          { kind: 'nobodyEligible', unit: 'u1', post: 'locum' },
          { kind: 'pinImpossible', unit: 'u2', post: 'locum', person: 'a' },
          { kind: 'belowMin', person: 'b', count: 4, min: 5 },
        ],
        units,
      },
      members,
      ja,
    )
    expect(said).toEqual({
      reasons: true,
      sentences: [
        '当番は72回ありますが、上限の回数を合わせても70回です。',
        '下限の回数を合わせると70回で、当番の68回を超えます。',
        '6月7日（日）：代診医の担当を受け持てる医師がいません。',
        '6月14日（日）：固定した青葉 一郎 医師は、ほかの条件のため受け持てません。',
      ],
    })
  })

  it('is what the nearest rota lacks where no reason is known, each once', () => {
    const { reasons, sentences } = conflictsInWords(
      {
        conflicts: [
          { kind: 'unfilled', unit: 'u1', post: 'locum' },
          { kind: 'unfilled', unit: 'u1', post: 'locum' },
          { kind: 'belowMin', person: 'b', count: 4, min: 5 },
          { kind: 'withinGap', person: 'a', unit: 'u2', otherUnit: 'u1', daysApart: 7 },
        ],
        units,
      },
      members,
      ja,
    )
    expect(reasons).toBe(false)
    expect(sentences).toEqual([
      '6月7日（日）：代診医の担当が決まっていません。',
      '泉 春子 医師：4回で、下限の5回に届きません。',
      expect.stringMatching(/^青葉 一郎 医師：.*6月7日（日）と6月14日（日）.*7日しか/),
    ])
  })
})

describe('rules that cannot be kept together', () => {
  const said = (rules: RuleTogether[], gap: { days: number; possible: number } | null) =>
    [ja, en].map(words =>
      conflictsInWords(
        {
          conflicts: [
            { kind: 'together', rules, gap },
            { kind: 'unfilled', unit: 'u1', post: 'locum' },
          ],
          units,
        },
        members,
        words,
      ),
    )

  it('are the reason, with a gap that would do', () => {
    expect(said(['gap'], { days: 50, possible: 49 })).toEqual([
      {
        reasons: true,
        sentences: [
          '「同じ医師の当番は50日以上あける」という条件のため、当番表を作成できません。 当番の間隔を50日から49日に短くすると、作成できます。',
        ],
      },
      {
        reasons: true,
        sentences: [
          'One rule makes it impossible: at least 50 days between two duties of one physician. With a gap of 49 days between duties instead of 50 there is a rota.',
        ],
      },
    ])
  })

  it('are named, all of them', () => {
    expect(said(['unavailable', 'maxima'], null)[0]?.sentences).toEqual([
      '「不可の日」「上限の回数」の条件を、すべて一緒に守ることはできません。',
    ])
  })
})

describe('ways out', () => {
  const found = {
    remedies: [
      {
        price: 20,
        proven: true,
        relaxations: [
          { kind: 'ask' as const, person: 'a', unit: 'u1' },
          { kind: 'shortGap' as const, person: 'b', unit: 'u2', otherUnit: 'u1', daysApart: 7 },
        ],
      },
      {
        price: 130,
        proven: true,
        relaxations: [
          { kind: 'leaveOpen' as const, unit: 'u3', post: 'locum' },
          { kind: 'groupAgain' as const, person: 'a', unit: 'u1', group: 'yearEnd' },
          { kind: 'aboveMax' as const, person: 'b', count: 7, max: 6 },
          { kind: 'belowMin' as const, person: 'nobody', count: 4, min: 5 },
        ],
      },
    ],
    units,
  }

  it('say of whom what is asked', () => {
    expect(waysOutInWords(found, members, ja)).toEqual([
      {
        index: 0,
        lines: [
          '青葉 一郎 医師に、不可の6月7日（日）をお願いする',
          '泉 春子 医師に、6月7日（日）から7日後の6月14日（日）もお願いする',
        ],
      },
      {
        index: 1,
        lines: [
          '6月21日（日）18:00～23:00（5時間）の代診医を未定のままにする',
          '青葉 一郎 医師に、年末年始の6月7日（日）を重ねてお願いする',
          '泉 春子 医師に、上限の6回を超えて7回お願いする',
          '名簿にない医師の当番を、下限の5回より少ない4回にする',
        ],
      },
    ])
  })

  it('say it in English too', () => {
    expect(waysOutInWords(found, members, en)[1]?.lines).toContain(
      'Ask 泉 春子 for 7 duties, more than the maximum of 6',
    )
  })
})

describe('input that has no meaning', () => {
  it('is said by name, each once', () => {
    const fields = [
      'people',
      'units',
      'people.a.min',
      'people.b.opening',
      'unavailable',
      'want',
      'pins.u1',
      'settled.2027-06-09',
      'weights',
    ]
    expect(inputProblems(fields, members, ja)).toEqual([
      'この年度に参加する医師がいません。先に医師を登録してください。',
      'この年度には当番の日がありません。当番の規則をご確認ください。',
      '青葉 一郎 医師：下限の回数が、上限の回数より多くなっています。',
      '泉 春子 医師：繰越の点数が大きすぎます。',
      '不可や希望の数が多すぎます。期間でまとめて入力し直してください。',
      '固定した当番が、互いに合いません。',
      `${ja.dates.day('2027-06-09')}：${ja.search.fields.settled}`,
      '作成に使えない設定があります。作成の設定をご確認ください。',
    ])
  })

  it('is something of a setting where the physician is unknown', () => {
    expect(inputProblems(['people.nobody.min'], members, en)).toEqual([en.search.fields.other])
  })
})

describe('what is typed for a search', () => {
  const typed = (given: Partial<SearchOptions>) => searchOf({ ...USUAL_OPTIONS, ...given }, 4)

  it('is as usual when nothing is typed', () => {
    expect(typed({})).toEqual({ revision: 4, keep: 'pins', seed: 1, near: false, anew: false })
  })

  it.each([
    ['the least', { seconds: '1', seed: '0' }, { seconds: 1, seed: 0 }],
    ['the most', { seconds: '600', seed: '2147483647' }, { seconds: 600, seed: 2_147_483_647 }],
    ['with blanks', { seconds: ' 30 ' }, { seconds: 30 }],
    ['letting go of pins', { keepPins: false, near: true }, { keep: 'nothing', near: true }],
  ])('%s', (_title, given, asked) => {
    expect(typed(given)).toMatchObject(asked)
  })

  it.each([
    [{ seconds: '0' }],
    [{ seconds: '601' }],
    [{ seconds: '1.5' }],
    [{ seconds: 'ten' }],
    [{ seed: '-1' }],
    [{ seed: '2147483648' }],
  ])('is nothing to ask for while something is wrong: %o', given => {
    expect(typed(given)).toBe(null)
  })
})
