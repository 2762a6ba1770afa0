import type { Reason } from '../../server/http/refusal.ts'
import type { Failure } from '../api/answer.ts'

/** The reason why a new password was refused, which is said at its field; null for any other refusal. */
export const passwordProblem = (failure: Failure | null): Reason | null =>
  failure !== null && failure.reason !== 'connectionLost' && failure.reason.startsWith('password')
    ? failure.reason
    : null
