import type { Instant } from '../time/clock.ts'
import { DAY } from '../time/interval.ts'

/** How long the link of an invitation can be used. */
export const INVITATION_LASTS = 7 * DAY

/** How long the link of a reset can be used: the person stands before the secretariat when it is made. */
export const RESET_LASTS = DAY

export type Link = { expires_at: Instant; used_at: Instant | null; revoked_at: Instant | null }

/** Why a link cannot be used (any more), or null. At its end it has expired. */
export function linkProblem(link: Link, now: Instant): 'linkUsed' | 'linkExpired' | null {
  if (link.used_at !== null || link.revoked_at !== null) return 'linkUsed'
  return now < link.expires_at ? null : 'linkExpired'
}

/** The address of a page with a token behind #, which browsers send to no server. */
export const linkTo = (baseUrl: string, page: 'invitation' | 'reset' | 'board', token: string): string =>
  `${baseUrl}/${page}#${token}`
