import type { Role } from './role.ts'

/** A role that is in force: where it holds, and for which physician, hospital or station. */
export type Membership = {
  id: string
  /** Null for the system administrator alone. */
  associationId: string | null
  role: Role
  facilityId: string | null
}

/** The board that a browser was given a link to; it opens that one board, whoever else is signed in there. */
export type BoardVisit = { linkId: string; associationId: string }

/** Who asks, as read anew at every request. A disabled account or an ended session is anonymous. */
export type Principal = (
  | { kind: 'anonymous' }
  | {
      kind: 'account'
      accountId: string
      sessionId: string
      /** Patient data is never reachable on one. */
      factors: 1 | 2
      /** Whether the second factor was given recently enough for patient data on a remembered device. */
      steppedUp: boolean
      memberships: Membership[]
    }
) & { board?: BoardVisit }

export const ANONYMOUS: Principal = { kind: 'anonymous' }
