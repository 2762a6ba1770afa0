import { type Reason, refusalStatus } from '../../server/http/refusal.ts'

/** What a request was refused for that the person can supply at once: signing in, or confirming again. */
export type Lack = Extract<Reason, 'signInRequired' | 'secondFactorRequired' | 'stepUpRequired'>

/** Has the person supply it; false when they would not. */
type Supply = (lack: Lack) => Promise<boolean>

const LACKS: readonly string[] = [
  'signInRequired',
  'secondFactorRequired',
  'stepUpRequired',
] satisfies readonly Lack[]
const STATUSES: readonly number[] = LACKS.map(lack => refusalStatus[lack as Lack])

/** A rota of many members takes the server longest; past this nobody believes it is still coming. */
const PATIENCE = 60_000

let supply: Supply = async () => false

/** Says once, when the page starts, how what is lacking is supplied. */
export const supplyWith = (how: Supply): void => {
  supply = how
}

const send = (input: RequestInfo | URL, init: RequestInit | undefined) =>
  fetch(input, { ...init, signal: AbortSignal.timeout(PATIENCE) })

/**
 * A request that, refused for want of a sign-in, waits for one and is made again: what was typed is not lost.
 */
export const ask: typeof fetch = async (input, init) => {
  const response = await send(input, init)
  const lack = await lackOf(response)
  return lack !== null && (await supply(lack)) ? send(input, init) : response
}

/** The same for the sign-in itself: a refusal is its answer. */
export const askOnce: typeof fetch = send

async function lackOf(response: Response): Promise<Lack | null> {
  if (!STATUSES.includes(response.status)) return null
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null)
  const reason = typeof body === 'object' && body !== null && 'reason' in body ? body.reason : null
  return LACKS.includes(reason as string) ? (reason as Lack) : null
}
