import { addDays, isLocalDay, type LocalDay } from '../../time/local-day.ts'
import { type CheckName, type CheckResult, stateOf } from './gate.ts'

/** A check that is waived (免除): why, on whose word, and the last day it holds. */
export type Waiver = {
  readonly check: CheckName
  readonly reason: string
  readonly signedBy: string
  readonly expiresOn: LocalDay
}

/** A word or two are no reason that somebody else can judge later. */
export const SHORTEST_REASON = 5
export const LONGEST_REASON = 500
export const LONGEST_NAME = 100
/** A year ahead, counted in days: 29 February has no anniversary. */
export const LONGEST_WAIVER_DAYS = 365

/**
 * The fields of waivers that cannot stand, all at once: each is for a check that warns of something now, once, with a
 * reason, a name and a last day from tomorrow to a year ahead.
 */
export function problemsOfWaivers(
  waivers: readonly Waiver[],
  results: readonly CheckResult[],
  today: LocalDay,
): string[] {
  const waivable = new Set(results.filter(one => stateOf(one) === 'toWaive').map(({ check }) => check))
  const latest = addDays(today, LONGEST_WAIVER_DAYS)
  return waivers.flatMap(({ check, reason, signedBy, expiresOn }, index) => {
    const again = waivers.findIndex(other => other.check === check) < index
    const wrong = {
      check: again || !waivable.has(check),
      reason: lengthOf(reason) < SHORTEST_REASON || lengthOf(reason) > LONGEST_REASON,
      signedBy: lengthOf(signedBy) < 1 || lengthOf(signedBy) > LONGEST_NAME,
      expiresOn: !isLocalDay(expiresOn) || expiresOn <= today || expiresOn > latest,
    }
    return Object.entries(wrong).flatMap(([field, isWrong]) => (isWrong ? [`waivers.${index}.${field}`] : []))
  })
}

/** In characters as people count them, without the blanks around them: 𠮷 is one. */
export const lengthOf = (text: string): number => [...text.trim()].length

/** The checks that keep the gate closed, and those that still want a waiver. */
export const unmet = (
  results: readonly CheckResult[],
  waivers: readonly Waiver[],
): { toMend: CheckName[]; toWaive: CheckName[] } => {
  const waived = new Set(waivers.map(({ check }) => check))
  const inState = (state: 'toMend' | 'toWaive') =>
    results.filter(one => stateOf(one) === state).map(({ check }) => check)
  return { toMend: inState('toMend'), toWaive: inState('toWaive').filter(check => !waived.has(check)) }
}
