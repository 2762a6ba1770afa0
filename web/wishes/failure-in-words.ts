import type { Failure } from '../api/answer.ts'
import type { Wording } from '../wording/wording.ts'
import { exceededQuota } from './derived.ts'

/** Why a wish was refused; of an exceeded quota the kind and the numbers. */
export function failureInWords({ reason, detail }: Failure, { wishes, failure, problems }: Wording): string {
  if (reason === 'connectionLost') return failure.connectionLost
  const exceeded = reason === 'quotaExceeded' ? exceededQuota(detail) : null
  if (!exceeded) return problems[reason]
  return wishes.exceeded(wishes.kinds[exceeded.kind], exceeded.count, exceeded.most)
}
