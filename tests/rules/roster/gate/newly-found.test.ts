import { describe, expect, it } from 'vitest'
import { type Finding, finding } from '../../../../server/roster/gate/gate.ts'
import { newlyFound } from '../../../../server/roster/gate/newly-found.ts'

const found = (findings: Finding[]) => ({ check: 'eligible', mode: 'block', findings }) as const
const above = (count: number) => finding('aboveMax', null, { people: ['p1'], count, limit: 5 })
const gap = (hours: number) =>
  finding('noEvidence', null, { units: ['u1'], hours: [{ start: 0, end: hours }] })
const of = (person: string, start: number, end: number) =>
  finding('noEvidence', null, { units: ['u1'], post: 'locum', people: [person], hours: [{ start, end }] })
const none = (person: string, start: number, end: number): Finding => ({
  ...of(person, start, end),
  kind: 'noStation',
})
const gapOf = (people: string[]) => finding('withinGap', null, { units: ['u1', 'u2'], people })

describe('what a change newly breaks', () => {
  it.each([
    ['nothing, where nothing was', [], [], 0],
    ['what was not there', [], [gapOf(['p1'])], 1],
    ['not what was there before', [gapOf(['p1'])], [gapOf(['p1'])], 0],
    ['the same of somebody else', [gapOf(['p1'])], [gapOf(['p2'])], 1],
    ['a limit exceeded further', [above(6)], [above(7)], 1],
    ['not a limit exceeded less', [above(7)], [above(6)], 0],
    ['more hours without a link', [gap(10)], [gap(11)], 1],
    ['not fewer', [gap(10)], [gap(9)], 0],
    ['not the same hours under another name, for another reason', [of('p1', 0, 10)], [none('p2', 0, 10)], 0],
    ['not some of these hours under another name', [of('p1', 0, 10)], [of('p1', 0, 4), of('p2', 4, 10)], 0],
    ['as many hours, but others', [of('p1', 0, 10)], [of('p2', 10, 20)], 1],
    ['the same hours of another post', [of('p1', 0, 10)], [{ ...of('p1', 0, 10), post: 'second' }], 1],
  ])('%s', (_title, before, after, count) => {
    expect(newlyFound(found(before), found(after))).toHaveLength(count)
  })

  it('names only the hours that had a link before', () => {
    const after = [of('p2', 4, 12)]
    expect(newlyFound(found([of('p1', 0, 10)]), found(after))).toMatchObject([
      { people: ['p2'], hours: [{ start: 10, end: 12 }] },
    ])
  })
})
