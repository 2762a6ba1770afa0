import { isMemberDuring, type Period } from '../../duty/membership.ts'
import type { Interval } from '../../time/interval.ts'

type Membership = Period & { readonly schemeId: string; readonly physicianId: string }

/** An absence for which hands are asked for. */
type Request = Interval & { readonly physicianId: string }

/**
 * Whom an open request reaches (domain.md §2H): the members of the absent physician's schemes in those hours, and the
 * physicians registered in the association's areas. Never the absent one.
 */
export function whoIsAsked(
  request: Request,
  memberships: readonly Membership[],
  registered: ReadonlySet<string>,
): string[] {
  const holding = memberships.filter(one => isMemberDuring([one], request))
  const schemes = new Set(
    holding.filter(one => one.physicianId === request.physicianId).map(one => one.schemeId),
  )
  const members = holding.filter(one => schemes.has(one.schemeId)).map(one => one.physicianId)
  return [...new Set([...members, ...registered])].filter(id => id !== request.physicianId)
}
