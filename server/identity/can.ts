import type { Audience } from '../feeds/audience.ts'
import { type Action, actions, calendarReaders, type Demand } from './actions.ts'
import type { Membership, Principal } from './principal.ts'

/** What an action is about: the association it belongs to, and whether that is an invented one of a running demo. */
export type Resource = {
  associationId: string | null
  /** The physician, hospital or station it is of, where it is of one. */
  facilityId?: string
  /** Where it is of several: the physicians of a clinic, or all who stand in a care team. */
  facilityIds?: readonly string[]
  /** It is another association's: whoever it is not of learns nothing of it, not even that it exists. */
  foreign?: true
  /** Where it is a calendar: for whom. */
  audience?: Audience
  demo: boolean
}

export type Denial = 'signInRequired' | 'secondFactorRequired' | 'stepUpRequired' | 'notFound' | 'notAllowed'

/** The one authorisation function (architecture.md §2.8): whether `principal` may do `action` to `resource`. */
export const can = (principal: Principal, action: Action, resource: Resource): boolean =>
  whyNot(principal, action, resource) === null

/**
 * The reason for a "no", or null. Somebody else's association answers `notFound`, exactly as one that does
 * not exist; `notAllowed` is for members of the association whose role is another.
 */
export function whyNot(principal: Principal, action: Action, resource: Resource): Denial | null {
  const demand = demandOf(action, resource)
  if (demand.of === 'open') return null
  if (demand.of === 'member' && demand.demo === 'open' && resource.demo) return null
  if (demand.of === 'member' && demand.board && isVisited(principal, resource)) return null
  if (principal.kind === 'anonymous') return 'signInRequired'
  if (principal.factors < demand.factors) return 'secondFactorRequired'
  if (demand.of === 'member' && demand.fresh && !principal.steppedUp) return 'stepUpRequired'
  switch (demand.of) {
    case 'signedIn':
      return null
    case 'administrator':
      return principal.memberships.some(isAdministrator) ? null : 'notAllowed'
    case 'member': {
      const here = principal.memberships.filter(
        ({ associationId }) => associationId !== null && associationId === resource.associationId,
      )
      if (here.length === 0) return 'notFound'
      const isOwn = ({ facilityId }: Membership) =>
        facilityId !== null &&
        (facilityId === resource.facilityId || resource.facilityIds?.includes(facilityId) === true)
      const suffices = (held: Membership) =>
        (!resource.foreign && demand.roles.includes(held.role)) ||
        (demand.own?.includes(held.role) === true && isOwn(held))
      if (here.some(suffices)) return null
      return resource.foreign ? 'notFound' : 'notAllowed'
    }
  }
}

type PlainDemand = Exclude<Demand, { of: 'calendar' }>

/** A calendar that does not exist belongs to no association, so whatever is asked of it is answered `notFound`. */
function demandOf(action: Action, { audience = 'association' }: Resource): PlainDemand {
  const demand: Demand = actions[action]
  return demand.of === 'calendar' ? calendarReaders[audience] : demand
}

const isVisited = ({ board }: Principal, { associationId }: Resource): boolean =>
  board !== undefined && board.associationId === associationId

const isAdministrator = ({ role }: Membership): boolean => role === 'systemAdministrator'
