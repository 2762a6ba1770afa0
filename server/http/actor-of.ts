import type { Context as Request } from 'hono'
import type { Actor } from '../audit/actor.ts'
import type { RinbanEnv } from './env.ts'

/**
 * Who makes the change, for the audit. `physicianId`: for whom it is made; whoever is not that physician
 * enters it on their behalf (代行入力).
 */
export function actorOf({ var: { principal, address } }: Request<RinbanEnv>, physicianId?: string): Actor {
  const actor = { accountId: principal.kind === 'account' ? principal.accountId : null, address }
  const isThemselves =
    principal.kind === 'account' &&
    principal.memberships.some(({ role, facilityId }) => role === 'physician' && facilityId === physicianId)
  return physicianId === undefined || isThemselves ? actor : { ...actor, onBehalfOf: physicianId }
}
