import { describe, expect, it } from 'vitest'
import { type CheckResult, finding } from '../../../../server/roster/gate/gate.ts'
import { problemsOfWaivers, unmet, type Waiver } from '../../../../server/roster/gate/waiver.ts'

const TODAY = '2026-05-01'
const someFinding = finding('belowMin', { page: 'members', physician: 'p1' }, { people: ['p1'] })
const results: CheckResult[] = [
  { check: 'limits', mode: 'warn', findings: [someFinding] },
  { check: 'agreedChanges', mode: 'warn', findings: [] },
  { check: 'away', mode: 'block', findings: [someFinding] },
  { check: 'uncovered', mode: 'off', findings: [someFinding] },
]
const aWaiver = (given: Partial<Waiver> = {}): Waiver => ({
  check: 'limits',
  reason: '休診のため回数が足りません',
  signedBy: '見本 事子',
  expiresOn: '2026-06-01',
  ...given,
})
const problems = (...given: Partial<Waiver>[]) => problemsOfWaivers(given.map(aWaiver), results, TODAY)

describe('a waiver', () => {
  it.each([
    ['with everything', {}, []],
    ['without a reason', { reason: '' }, ['reason']],
    ['of four characters', { reason: '休診です' }, ['reason']],
    ['of five characters', { reason: '休診のため' }, []],
    ['of five characters, one of them outside the first plane', { reason: '𠮷医院の件' }, []],
    ['of four such characters, eight units of text', { reason: '𠮷𠮷𠮷𠮷' }, ['reason']],
    ['of blanks alone', { reason: '　　　 　　' }, ['reason']],
    ['of more than anybody reads', { reason: '長'.repeat(501) }, ['reason']],
    ['without a name', { signedBy: ' ' }, ['signedBy']],
    ['until today', { expiresOn: TODAY }, ['expiresOn']],
    ['until tomorrow', { expiresOn: '2026-05-02' }, []],
    ['until a year from today', { expiresOn: '2027-05-01' }, []],
    ['until a day later', { expiresOn: '2027-05-02' }, ['expiresOn']],
    ['until a day that does not exist', { expiresOn: '2026-02-30' }, ['expiresOn']],
    ['for a check that finds nothing', { check: 'agreedChanges' }, ['check']],
    ['for a check that has to be met', { check: 'away' }, ['check']],
    ['for a check that is not made', { check: 'uncovered' }, ['check']],
    [
      'with nothing right, all told at once',
      { reason: '', signedBy: '', expiresOn: '' },
      ['reason', 'signedBy', 'expiresOn'],
    ],
  ] as const)('%s', (_title, given, fields) => {
    expect(problems(given)).toEqual(fields.map(field => `waivers.0.${field}`))
  })

  it('is given once for a check', () => {
    expect(problems({}, {})).toEqual(['waivers.1.check'])
  })

  it('leaves what must be mended, and takes away what it is for', () => {
    expect(unmet(results, [])).toEqual({ toMend: ['away'], toWaive: ['limits'] })
    expect(unmet(results, [aWaiver()])).toEqual({ toMend: ['away'], toWaive: [] })
  })
})
