import type { Group } from './optimiser/group.ts'
import type { Violation } from './optimiser/hard-rules.ts'
import type { RotaInstance } from './optimiser/instance.ts'

/** Every kind of remark; `nobodyEligible` is an open post that nobody may take, `capacity` and `minima` are of the year. */
export const REMARK_KINDS = [
  'unfilled',
  'nobodyEligible',
  'filledTwice',
  'unknownAssignment',
  'otherBlock',
  'otherPost',
  'unavailable',
  'barredGroup',
  'twoPosts',
  'withinGap',
  'atTheSameTime',
  'sameClinic',
  'groupTwice',
  'belowMin',
  'aboveMax',
  'pinBroken',
  'capacity',
  'minima',
] as const satisfies readonly (Violation['kind'] | 'nobodyEligible' | 'capacity' | 'minima')[]

/**
 * Something that a draft lacks or breaks, by identifiers: whom it is about, and which units, the earlier first. `count`
 * is what there is of something, `limit` what there should be at least or at most.
 */
export type Remark = {
  kind: (typeof REMARK_KINDS)[number]
  people: string[]
  units: string[]
  post?: string | undefined
  group?: Group | undefined
  block?: string | undefined
  count?: number | undefined
  limit?: number | undefined
}

/** One broken rule of the instance as a remark. */
export function remarkOn(instance: RotaInstance, violation: Violation): Remark {
  const { kind } = violation
  switch (kind) {
    case 'unfilled':
      return { kind, people: [], units: [violation.unit], post: violation.post }
    case 'filledTwice':
      return { kind, people: violation.people, units: [violation.unit], post: violation.post }
    case 'unknownAssignment':
    case 'otherPost':
    case 'pinBroken':
      return { kind, people: [violation.person], units: [violation.unit], post: violation.post }
    case 'otherBlock':
    case 'unavailable':
    case 'twoPosts':
      return { kind, people: [violation.person], units: [violation.unit] }
    case 'barredGroup': {
      const group = instance.units.find(({ id }) => id === violation.unit)?.group
      return { kind, people: [violation.person], units: [violation.unit], ...(group ? { group } : {}) }
    }
    case 'withinGap': {
      const { person, unit, otherUnit, daysApart } = violation
      return {
        kind,
        people: [person],
        units: [otherUnit, unit],
        count: daysApart,
        limit: instance.minGapDays,
      }
    }
    case 'atTheSameTime':
      return { kind, people: [violation.person], units: [violation.otherUnit, violation.unit] }
    case 'sameClinic':
      return { kind, people: violation.people, units: [violation.unit] }
    case 'groupTwice':
      return { kind, people: [violation.person], units: violation.units, group: violation.group }
    case 'belowMin':
      return { kind, people: [violation.person], units: [], count: violation.count, limit: violation.min }
    case 'aboveMax':
      return { kind, people: [violation.person], units: [], count: violation.count, limit: violation.max }
  }
}
