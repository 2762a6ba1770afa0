import { CALLERS, type Call, type Caller, minutesBetween, OUTCOMES, type Outcome } from './call.ts'

export type CallCounts = {
  calls: number
  /** Not closed yet. */
  open: number
  /** Every outcome in its order, the calls without one last. */
  outcomes: { outcome: Outcome | null; calls: number }[]
  callers: { caller: Caller | null; calls: number }[]
  /** The middle one of the times from receipt to answer, in minutes with their fraction; null: none was answered. */
  medianMinutesToAnswer: number | null
}

/** Counts calls by outcome and by caller, and says how long one waits for an answer. No patient is in it. */
export const countCalls = (calls: readonly Omit<Call, 'routed'>[]): CallCounts => ({
  calls: calls.length,
  open: calls.filter(({ closedAt }) => closedAt === null).length,
  outcomes: [...OUTCOMES, null].map(outcome => ({
    outcome,
    calls: calls.filter(call => call.outcome === outcome).length,
  })),
  callers: [...CALLERS, null].map(caller => ({
    caller,
    calls: calls.filter(call => call.caller === caller).length,
  })),
  medianMinutesToAnswer: medianOf(
    calls.flatMap(({ receivedAt, answered }) => (answered ? [minutesBetween(receivedAt, answered.at)] : [])),
  ),
})

/** Of an even number, the mean of the two in the middle. */
function medianOf(numbers: readonly number[]): number | null {
  const sorted = numbers.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2
}
