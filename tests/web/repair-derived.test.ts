import { describe, expect, it } from 'vitest'
import type { UnitView } from '../../server/roster/roster-view.ts'
import { instantOf } from '../../server/time/tokyo.ts'
import {
  absenceErrors,
  absenceQuery,
  type Change,
  callsFor,
  dutiesUnderWay,
  firstAbsence,
  goesOnNextYear,
  isMadeOf,
  membersToCome,
} from '../../web/repair/derived.ts'
import { Spoken } from '../../web/repair/repair-in-words.ts'
import { en } from '../../web/wording/en.ts'
import { ja } from '../../web/wording/ja.ts'

const MORNING = instantOf('2026-06-01', '09:00')

const aMember = (id: string, name = id) => ({
  id,
  name,
  clinic: '青葉医院',
  place: '見本町',
  phone: '0767-00-0000',
})

/** A Sunday of 24 hours. */
const aUnit = (day: string, physician: string | null, given: Partial<UnitView> = {}): UnitView => ({
  id: `s/${day}/holiday`,
  day,
  start: `${day}T00:00:00+09:00`,
  end: `${day}T23:59:00+09:00`,
  hours: 24,
  holidayClass: 'sunday',
  label: '日曜日',
  tentative: false,
  assignments: [{ post: 'locum', physician }],
  ...given,
})

const change = (day: string, from: string | null, to: string): Change => ({
  unit: `s/${day}/holiday`,
  post: 'locum',
  from,
  to,
})

describe('the form', () => {
  it('offers those with duties to come, and says how many', () => {
    const units = [aUnit('2026-05-31', 'oka'), aUnit('2026-06-07', 'aoba'), aUnit('2026-06-14', 'aoba')]
    const members = ['aoba', 'izumi', 'oka'].map(id => aMember(id))
    expect(membersToCome(members, units, MORNING).map(({ member, count }) => [member.id, count])).toEqual([
      ['aoba', 2],
    ])
  })

  it.each([
    ['before it begins', '2026-05-30', '23:59', []],
    ['when it begins', '2026-05-31', '00:00', ['2026-05-31']], // eq start
    ['shortly before it ends', '2026-05-31', '23:58', ['2026-05-31']],
    ['when it ends', '2026-05-31', '23:59', []], // eq end
  ])('knows the duty under way %s', (_title, day, time, expected) => {
    const units = [aUnit('2026-05-31', 'oka'), aUnit('2026-05-31', 'aoba', { id: 'other' })]
    expect(dutiesUnderWay(units, 'oka', instantOf(day, time)).map(unit => unit.day)).toEqual(expected)
  })

  it.each([
    ['in the year: three weeks from today on', '', 2026, '', '2026-06-01', '2026-06-22'],
    ['in the next year: from its first day on', '', 2027, '', '2027-04-01', '2027-04-22'],
    [
      'as the address says',
      '?physician=aoba&from=2026-07-01&to=2026-07-03',
      2026,
      'aoba',
      '2026-07-01',
      '2026-07-03',
    ],
    [
      'days that do not exist count for nothing',
      '?from=2026-02-30&to=x',
      2026,
      '',
      '2026-06-01',
      '2026-06-22',
    ],
  ])('begins %s', (_title, query, year, physicianId, from, to) => {
    expect(firstAbsence(query, year, MORNING)).toEqual({ physicianId, from, to })
  })

  it('finds the same absence again by its own address', () => {
    const absence = { physicianId: 'aoba', from: '2027-03-20', to: '2027-04-10' }
    expect(firstAbsence(absenceQuery(absence), 2027, MORNING)).toEqual(absence)
  })

  it.each([
    ['nothing missing', { physicianId: 'a', from: '2026-06-01', to: '2026-06-01' }, {}],
    ['nobody chosen', { physicianId: '', from: '2026-06-01', to: '2026-06-02' }, { physicianId: 'missing' }],
    ['no days', { physicianId: 'a', from: '', to: '' }, { from: 'missing', to: 'missing' }],
    ['an end before', { physicianId: 'a', from: '2026-06-02', to: '2026-06-01' }, { to: 'endsFirst' }],
  ])('says what is wrong: %s', (_title, absence, errors) => {
    expect(absenceErrors(absence)).toEqual(errors)
  })

  it.each([
    ['2027-03-31', false],
    ['2027-04-01', true],
  ])('knows that an absence until %s goes on next year: %s', (to, expected) => {
    expect(goesOnNextYear(to, 2026)).toBe(expected)
  })
})

describe('whom to telephone', () => {
  it('is everybody but the absent: first those who take over, then those who give', () => {
    const changes = [change('2026-06-07', 'aoba', 'izumi'), change('2026-06-21', 'izumi', 'oka')]
    expect(callsFor(changes, 'aoba')).toEqual([
      { person: 'izumi', takes: [changes[0]], gives: [changes[1]] },
      { person: 'oka', takes: [changes[1]], gives: [] },
    ])
  })

  it('is the absent too where they get a later duty', () => {
    const changes = [change('2026-06-07', 'aoba', 'izumi'), change('2026-08-02', 'izumi', 'aoba')]
    expect(callsFor(changes, 'aoba').find(({ person }) => person === 'aoba')).toEqual({
      person: 'aoba',
      takes: [changes[1]],
      gives: [],
    })
  })
})

describe('a draft', () => {
  const vacated = [{ unit: 's/2026-06-07/holiday', post: 'locum' }]
  const changes = [change('2026-06-07', 'aoba', 'izumi')]
  const draft = (physician: string | null) => ({ units: [aUnit('2026-06-07', physician)] })

  it.each([
    ['is made of the changes', 'izumi', changes, true],
    ['of others is not', 'oka', changes, false],
    ['with the vacated post open is made of none', null, [], true],
    ['in which the post is held yet is not', 'aoba', [], false],
  ])('%s', (_title, holder, made, expected) => {
    expect(isMadeOf(draft(holder), vacated, made)).toBe(expected)
  })

  it('that has no such unit is not made of the changes', () => {
    expect(isMadeOf({ units: [] }, vacated, changes)).toBe(false)
  })
})

describe('in words', () => {
  const unit = aUnit('2026-06-07', 'aoba')
  const members = [aMember('aoba', '青葉 誠'), aMember('izumi', '泉 直子')]
  const spoken = (posts = ['locum'], words = ja) => new Spoken(words, members, [unit], posts)
  const effect = (person: string, before: number, after: number, offShare: number) => ({
    person,
    units: { before, after },
    offShare: { before: 0, after: offShare },
  })

  it('says who takes over from whom, and when', () => {
    const one = change('2026-06-07', 'aoba', 'izumi')
    expect(spoken().change(one).join('')).toBe('6月7日（日）　青葉 誠 医師 → 泉 直子 医師')
    expect(spoken(['locum', 'backup']).change(one).join('')).toBe(
      '6月7日（日）代診医　青葉 誠 医師 → 泉 直子 医師',
    )
    expect(
      spoken()
        .change({ ...one, from: null })
        .join(''),
    ).toBe('6月7日（日）　未定 → 泉 直子 医師')
    expect(
      spoken()
        .change({ ...one, from: 'gone' })
        .join(''),
    ).toBe('6月7日（日）　名簿にない医師 → 泉 直子 医師')
    expect(spoken(['locum'], en).change(one).join('')).toContain('Dr 青葉 誠 → Dr 泉 直子')
  })

  it.each([
    ['more', effect('izumi', 5, 6, 2), '泉 直子 医師：年5回→6回。負担は公平な量より0.5点多くなります。'],
    ['less', effect('aoba', 5, 4, -5), '青葉 誠 医師：年5回→4回。負担は公平な量より1.25点少なくなります。'],
    ['the same', effect('aoba', 5, 5, 0), '青葉 誠 医師：年5回のまま。負担はちょうど公平な量になります。'],
  ])('says what it does to fairness: %s', (_title, one, sentence) => {
    expect(spoken().effect(one)).toBe(sentence)
  })
})
