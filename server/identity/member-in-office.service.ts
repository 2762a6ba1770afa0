import type { Db, Trx } from '../../db/open.ts'
import type { Instant } from '../time/clock.ts'
import { localDayOf } from '../time/tokyo.ts'
import * as people from './people.repository.ts'
import type { Role } from './role.ts'

/** Somebody with a role that is in force, whose account is not disabled. */
export type MemberInOffice = {
  membershipId: string
  accountId: string
  role: Role
  facilityId: string | null
}

/**
 * The member of the association with this id, or the physician's own account, which of several is the one longest in
 * office; null when nobody is in office today (Tokyo).
 */
export async function memberInOffice(
  db: Db | Trx,
  now: Instant,
  associationId: string,
  which: { membershipId: string } | { physicianId: string },
): Promise<MemberInOffice | null> {
  const only =
    'membershipId' in which
      ? { id: which.membershipId }
      : { role: 'physician', facilityId: which.physicianId }
  const [row] = await people.listInOffice(db, associationId, localDayOf(now), only)
  if (!row) return null
  return {
    membershipId: row.id,
    accountId: row.account_id,
    role: row.role as Role,
    facilityId: row.facility_id,
  }
}
