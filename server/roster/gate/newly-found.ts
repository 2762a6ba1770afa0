import { subtract } from '../../time/interval.ts'
import { type CheckResult, type Finding, NURSE_KINDS } from './gate.ts'

/** What a check finds in one rota and not in another, or not so far: a fault that was there before is no reason against a change. */
export const newlyFound = (before: CheckResult, after: CheckResult): Finding[] => {
  const degrees = new Map(before.findings.map(one => [subjectOf(one), degreeOf(one)]))
  const uncovered = Map.groupBy(before.findings.filter(isOfNurses), postOf)
  return after.findings.flatMap(one => {
    if (!isOfNurses(one)) return degreeOf(one) > (degrees.get(subjectOf(one)) ?? 0) ? [one] : []
    const known = uncovered.get(postOf(one))?.flatMap(({ hours }) => hours) ?? []
    const hours = subtract(one.hours, known)
    return hours.length > 0 ? [{ ...one, hours }] : []
  })
}

/** Hours of a post that nobody covered before are no worse under another name, or for another reason. */
const isOfNurses = ({ kind }: Finding): boolean => NURSE_KINDS.some(one => one === kind)

const postOf = ({ units, post }: Finding): string => JSON.stringify([units, post])

/** What a finding is about, however far it goes. */
const subjectOf = ({ kind, units, post, people, stations, group, elsewhere }: Finding): string => {
  const whole = [kind, units, post, people, stations, group, elsewhere]
  if (kind === 'groupTwice') return JSON.stringify([kind, people, group])
  if (kind === 'sameClinic') return JSON.stringify([kind, units])
  return JSON.stringify(whole)
}

/** How far it goes, at least 1: duties off a limit, people of one clinic, units of one season, days too near, milliseconds. */
function degreeOf({ kind, count, limit, people, units, hours }: Finding): number {
  if (kind === 'groupTwice') return units.length
  if (kind === 'sameClinic') return people.length
  if (count !== null && limit !== null) return Math.abs(count - limit)
  return Math.max(
    1,
    hours.reduce((sum, { start, end }) => sum + end - start, 0),
  )
}
