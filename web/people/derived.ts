import type { NewInvitation } from '../../server/identity/identity-view.ts'
import type { PeopleView } from '../../server/identity/people-view.ts'
import type { LocalDay } from '../../server/time/local-day.ts'

export type Member = PeopleView['people'][number]
export type Facility = PeopleView['facilities']['physicians'][number]
/** A role that the secretariat can give. */
export type GivenRole = NewInvitation['role']

export const ROLES = [
  'secretariat',
  'physician',
  'hospitalLiaison',
  'nursingStation',
  'coordinationCentre',
  'observer',
] as const satisfies readonly GivenRole[]

/** What is typed of a membership; empty text where nothing is chosen. */
export type Draft = { role: GivenRole; facilityId: string; fromDay: string; toDay: string }

/** The facilities a role can be of; null for roles of the whole association. */
export function facilitiesFor(role: GivenRole, facilities: PeopleView['facilities']): Facility[] | null {
  if (role === 'physician') return facilities.physicians
  if (role === 'hospitalLiaison') return facilities.hospitals
  if (role === 'nursingStation') return facilities.nursingStations
  return null
}

export type DraftError = 'missing' | 'endsBeforeItBegins'

/** What is wrong with a draft, by field. */
export function errorsOf(
  draft: Draft,
  facilities: PeopleView['facilities'],
): Partial<Record<keyof Draft, DraftError>> {
  const choice = facilitiesFor(draft.role, facilities)
  return {
    ...(choice?.every(({ id }) => id !== draft.facilityId) ? { facilityId: 'missing' as const } : {}),
    ...(draft.fromDay === '' ? { fromDay: 'missing' as const } : {}),
    ...(draft.toDay !== '' && draft.toDay < draft.fromDay ? { toDay: 'endsBeforeItBegins' as const } : {}),
  }
}

/** The draft as it is sent: a facility only for a role that is of one. */
export const membershipOf = (draft: Draft, facilities: PeopleView['facilities']) => ({
  role: draft.role,
  facilityId: facilitiesFor(draft.role, facilities) ? draft.facilityId : null,
  fromDay: draft.fromDay,
  toDay: draft.toDay || null,
})

export const draftOf = ({ role, facility, fromDay, toDay }: Member): Draft => ({
  role: role === 'systemAdministrator' ? 'secretariat' : role,
  facilityId: facility?.id ?? '',
  fromDay,
  toDay: toDay ?? '',
})

export type MemberState = 'inForce' | 'notYet' | 'disabled' | 'ended'

export function stateOf({ inForce, account, fromDay }: Member, today: LocalDay): MemberState {
  if (!inForce) return today < fromDay ? 'notYet' : 'ended'
  return account.disabled ? 'disabled' : 'inForce'
}

const STATES: readonly MemberState[] = ['inForce', 'disabled', 'notYet', 'ended']

/** Those in force first, then by role and name. */
export const inOrder = (people: readonly Member[], today: LocalDay): Member[] =>
  people.toSorted(
    (a, b) =>
      STATES.indexOf(stateOf(a, today)) - STATES.indexOf(stateOf(b, today)) ||
      rank(a) - rank(b) ||
      a.account.name.localeCompare(b.account.name, 'ja'),
  )

const rank = ({ role }: Member): number => (ROLES as readonly string[]).indexOf(role)
