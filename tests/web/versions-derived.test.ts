import { describe, expect, it } from 'vitest'
import { newDutyRecordSchema } from '../../server/roster/versions/duty-record-view.ts'
import type { VersionsView } from '../../server/roster/versions/version-view.ts'
import {
  byMonth,
  type Coming,
  comparedIn,
  hasAccepted,
  hasRead,
  isAsPlanned,
  isOvertaken,
  NOBODY,
  type RecordDraft,
  type RecordedDuty,
  recordDraftOf,
  recordOf,
  refsOf,
  relievedAt,
  wrongWith,
} from '../../web/versions/derived.ts'

const aView = (numbers: number[], given: Partial<VersionsView> = {}): VersionsView =>
  ({
    versions: numbers.map(number => ({ number })),
    drafted: true,
    mayWithdraw: true,
    ...given,
  }) as VersionsView

describe('what is compared', () => {
  it('can be any version, the rota as it stands, and the draft for the secretariat alone', () => {
    expect(refsOf(aView([2, 1]))).toEqual(['draft', 'now', '2', '1'])
    expect(refsOf(aView([1], { mayWithdraw: false }))).toEqual(['now', '1'])
    expect(refsOf(aView([1], { drafted: false }))).toEqual(['now', '1'])
  })

  it.each<[string, string, number[], string]>([
    ['the newest version with the one before', '', [3, 2, 1], '2 3'],
    ['the only version with what was changed after it', '', [1], '1 now'],
    ['what the address asks for', '?from=1&to=draft', [3, 2, 1], '1 draft'],
    ['one side of it', '?to=now', [3, 2, 1], '2 now'],
    ['nothing that is not there', '?from=9&to=x', [3, 2, 1], '2 3'],
  ])('is %s', (_title, query, numbers, pair) => {
    const { from, to } = comparedIn(query, aView(numbers))
    expect(`${from} ${to}`).toBe(pair)
  })
})

it.each([
  ['nothing said', { readAt: null, acceptedAt: null, changedSinceWord: 0 }, []],
  ['read', { readAt: 'x', acceptedAt: null, changedSinceWord: 0 }, ['read']],
  ['accepted', { readAt: 'x', acceptedAt: 'x', changedSinceWord: 0 }, ['read', 'accepted']],
  ['accepted, and changed since', { readAt: 'x', acceptedAt: 'x', changedSinceWord: 1 }, ['overtaken']],
])('the word of a physician: %s', (_title, word, states) => {
  const said = { read: hasRead(word), accepted: hasAccepted(word), overtaken: isOvertaken(word) }
  expect(Object.entries(said).flatMap(([state, isSo]) => (isSo ? [state] : []))).toEqual(states)
})

it('units to withdraw stand in their months', () => {
  const unit = (day: string): Coming => ({ id: day, day, start: '', end: '', label: '', physicians: [] })
  const months = byMonth(['2026-12-30', '2027-01-01', '2027-01-03'].map(unit))
  expect(months.map(({ firstDay, units }) => [firstDay, units.length])).toEqual([
    ['2026-12-01', 1],
    ['2027-01-01', 2],
  ])
})

const WHOLE = { start: '2026-06-07T00:00:00+09:00', end: '2026-06-08T00:00:00+09:00' }
const NOON = { until: String(Date.parse('2026-06-07T12:00:00+09:00')) }
const EVENING = { until: String(Date.parse('2026-06-07T18:00:00+09:00')) }

const aDuty = (stood?: RecordedDuty['planned']): RecordedDuty => ({
  unitId: 'scheme/2026-06-07/holiday',
  post: 'locum',
  day: '2026-06-07',
  label: '日曜日',
  ...WHOLE,
  planned: [{ physicianId: 'p1', ...WHOLE }],
  records: stood ? [{ number: 4, stood, note: '前の', recordedAt: '', recordedBy: null }] : [],
})

const aDraft = (given: Partial<RecordDraft> = {}): RecordDraft => ({
  how: 'asPlanned',
  one: '',
  parts: [
    { physician: 'p1', ...NOON },
    { physician: 'p2', until: '' },
  ],
  note: '',
  ...given,
})

describe('who really stood a duty', () => {
  const half = (from: string, to: string, physicianId: string) => ({
    physicianId,
    start: `2026-06-07T${from}:00+09:00`,
    end: to === '24:00' ? WHOLE.end : `2026-06-07T${to}:00+09:00`,
  })

  it.each<[string, Partial<RecordDraft>, RecordedDuty['planned']]>([
    ['as planned', {}, [{ physicianId: 'p1', ...WHOLE }]],
    ['one other', { how: 'one', one: 'p3' }, [{ physicianId: 'p3', ...WHOLE }]],
    ['nobody', { how: 'nobody' }, []],
    ['two', { how: 'several' }, [half('00:00', '12:00', 'p1'), half('12:00', '24:00', 'p2')]],
    [
      'nobody in between',
      {
        how: 'several',
        parts: [
          { physician: 'p1', ...NOON },
          { physician: NOBODY, ...EVENING },
          { physician: 'p2', until: '' },
        ],
      },
      [half('00:00', '12:00', 'p1'), half('18:00', '24:00', 'p2')],
    ],
  ])('%s: is sent, and comes back into the dialog to be corrected', (_title, given, stood) => {
    const draft = aDraft(given)
    expect(wrongWith(aDuty(), draft)).toBeNull()
    const sent = recordOf(aDuty(), draft)
    expect(sent).toMatchObject({ number: 0, stood })
    expect(newDutyRecordSchema.safeParse(sent).success).toBe(true)
    const again = recordDraftOf(aDuty(stood))
    expect(recordOf(aDuty(stood), again)).toMatchObject({ number: 4, stood, note: '前の' })
    expect(isAsPlanned(aDuty(stood))).toBe(draft.how === 'asPlanned')
  })

  it.each<[string, Partial<RecordDraft>, object]>([
    ['nobody chosen', { how: 'one' }, { one: true }],
    [
      'nobody chosen for a part',
      {
        how: 'several',
        parts: [
          { physician: '', ...NOON },
          { physician: 'p2', until: '' },
        ],
      },
      { physicians: [0] },
    ],
    [
      'relieved before the one before',
      {
        how: 'several',
        parts: [
          { physician: 'p1', ...EVENING },
          { physician: 'p2', ...NOON },
          { physician: 'p1', until: '' },
        ],
      },
      { untils: [1] },
    ],
    ['a note too long', { note: 'あ'.repeat(201) }, { note: true }],
  ])('%s is said', (_title, given, wrong) => {
    expect(wrongWith(aDuty(), aDraft(given))).toMatchObject(wrong)
  })

  it('can be relieved every half hour inside the duty, every hour of a week', () => {
    const times = relievedAt(WHOLE)
    expect(times).toHaveLength(47)
    expect(times[0]).toBe(Date.parse('2026-06-07T00:30:00+09:00'))
    expect(times.at(-1)).toBe(Date.parse('2026-06-07T23:30:00+09:00'))
    expect(relievedAt({ ...WHOLE, end: '2026-06-14T00:00:00+09:00' })).toHaveLength(7 * 24 - 1)
  })
})
