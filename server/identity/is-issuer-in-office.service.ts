import type { Db, Trx } from '../../db/open.ts'
import type { Instant } from '../time/clock.ts'
import * as accounts from './account.repository.ts'
import { membershipsInForce } from './session.service.ts'

/**
 * Whether whoever issued a link could issue it still: their account is enabled, and they are of the secretariat
 * of that association today, Tokyo time; `associationId` null: they run the machine. A link must not outlive the
 * office in which it was made. The program itself (`issuerId` null) is always in office.
 */
export async function isIssuerInOffice(
  db: Db | Trx,
  now: Instant,
  { issuerId, associationId }: { issuerId: string | null; associationId: string | null },
): Promise<boolean> {
  if (issuerId === null) return true
  const account = await accounts.findAccount(db, issuerId)
  if (!account || account.disabled_at !== null) return false
  const office = associationId === null ? 'systemAdministrator' : 'secretariat'
  const held = await membershipsInForce(db, issuerId, now)
  return held.some(one => one.role === office && one.associationId === associationId)
}
