import type { Interval } from '../../time/interval.ts'

/** Hours of a duty that somebody really stood. */
export type StoodHours = Interval & { physicianId: string }

/**
 * What is wrong with who stood a unit, as paths of fields: hours that end before they begin or leave the unit, and
 * hours that an earlier line has. Hours that nobody stood are no fault: they are what is recorded.
 */
export function faultsIn(stood: readonly StoodHours[], unit: Interval): string[] {
  return stood.flatMap(({ start, end }, index) => {
    const at = (field: 'start' | 'end'): string => `stood.${index}.${field}`
    if (start < unit.start || start >= unit.end) return [at('start')]
    if (end <= start || end > unit.end) return [at('end')]
    const isTaken = stood.slice(0, index).some(earlier => earlier.start < end && start < earlier.end)
    return isTaken ? [at('start')] : []
  })
}

/** In order of time. */
export const inOrder = (stood: readonly StoodHours[]): StoodHours[] =>
  stood.toSorted((a, b) => a.start - b.start)
