import { describe, expect, it } from 'vitest'
import { type Finding, finding } from '../../../../server/roster/gate/gate.ts'
import { newlyFound } from '../../../../server/roster/gate/newly-found.ts'

const found = (findings: Finding[]) => ({ check: 'eligible', mode: 'block', findings }) as const
const above = (count: number) => finding('aboveMax', null, { people: ['p1'], count, limit: 5 })
const gap = (hours: number) =>
  finding('noEvidence', null, { units: ['u1'], hours: [{ start: 0, end: hours }] })
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
  ])('%s', (_title, before, after, count) => {
    expect(newlyFound(found(before), found(after))).toHaveLength(count)
  })
})
