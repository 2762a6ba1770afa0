import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { violationsOf } from '../../../server/roster/optimiser/hard-rules.ts'
import { REMARK_KINDS } from '../../../server/roster/remark.ts'
import { remarksOn } from '../../../server/roster/remarks-on.ts'
import { aRotaInstance, aRotaPerson, aRotaUnit, assigned } from '../../builders/rota-instance.ts'
import { withAnyAssignments } from './random-instances.ts'

const units = [0, 7, 14].map(day => aRotaUnit(day))
const complete = assigned('u0 sato', 'u7 suzuki', 'u14 sato')

describe('remarks on a draft', () => {
  it('are none for one that is complete and keeps every rule', () => {
    expect(remarksOn(aRotaInstance({ units }), complete)).toEqual([])
  })

  it('name whom and which duties they are about, the earlier first, with what there is and should be', () => {
    const instance = aRotaInstance({ units, minGapDays: 15, unavailable: [{ person: 'sato', unit: 'u7' }] })
    expect(remarksOn(instance, assigned('u14 suzuki', 'u0 suzuki', 'u7 sato'))).toEqual([
      { kind: 'unavailable', people: ['sato'], units: ['u7'] },
      { kind: 'withinGap', people: ['suzuki'], units: ['u0', 'u14'], count: 14, limit: 15 },
    ])
  })

  it('tell an open duty that nobody may take from one that somebody could', () => {
    const instance = aRotaInstance({
      units,
      people: [aRotaPerson('sato'), aRotaPerson('suzuki', { notGroups: [], blocks: ['south'] })],
      unavailable: [{ person: 'sato', unit: 'u0' }],
    })
    expect(remarksOn(instance, assigned('u14 sato'))).toEqual([
      { kind: 'nobodyEligible', people: [], units: ['u0'], post: 'locum' },
      { kind: 'unfilled', people: [], units: ['u7'], post: 'locum' },
    ])
  })

  it('say before all else what no rota of the year could mend, where something is missing', () => {
    const few = [aRotaPerson('sato', { max: 1 }), aRotaPerson('suzuki', { max: 1 })]
    const remarks = remarksOn(aRotaInstance({ units, people: few }), assigned('u0 sato', 'u7 suzuki'))
    expect(remarks[0]).toEqual({ kind: 'capacity', people: [], units: [], count: 3, limit: 2 })
    const many = [aRotaPerson('sato', { min: 2 }), aRotaPerson('suzuki', { min: 2 })]
    expect(remarksOn(aRotaInstance({ units, people: many }), complete)[0]).toEqual({
      kind: 'minima',
      people: [],
      units: [],
      count: 3,
      limit: 4,
    })
  })

  it('are one for every broken rule, of a known kind', () => {
    fc.assert(
      fc.property(withAnyAssignments, ({ instance, assignments }) => {
        const remarks = remarksOn(instance, assignments)
        const ofTheYear = remarks.filter(({ kind }) => kind === 'capacity' || kind === 'minima')
        expect(remarks.length - ofTheYear.length).toBe(violationsOf(instance, assignments).length)
        for (const { kind } of remarks) expect(REMARK_KINDS).toContain(kind)
      }),
      { numRuns: 60 },
    )
  })
})
