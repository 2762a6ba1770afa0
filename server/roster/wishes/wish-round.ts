import type { Instant } from '../../time/clock.ts'
import type { LocalDay } from '../../time/local-day.ts'
import { instantOf, localDayOf } from '../../time/tokyo.ts'
import type { WishQuota, WishQuotas } from './wish.ts'

/** When and how many wishes the members of a scheme may enter for a fiscal year. */
export type WishRound = {
  /** Physicians enter before it; null: they cannot enter yet. */
  deadlineAt: Instant | null
  /** Where a sheet on paper goes back to, one line; may be empty. */
  returnTo: string
  quotas: WishQuotas
  revision: number
}

const ANY_NUMBER: WishQuota = { unavailable: null, avoid: null, want: null }

/** Before the secretariat has set anything. */
export const NO_ROUND: WishRound = {
  deadlineAt: null,
  returnTo: '',
  quotas: { everybody: ANY_NUMBER, members: {} },
  revision: 0,
}

/** Whether physicians may enter; the secretariat may at any time. */
export const isOpen = ({ deadlineAt }: Pick<WishRound, 'deadlineAt'>, now: Instant): boolean =>
  deadlineAt !== null && now < deadlineAt

/** A deadline is a day: until its 24:00 in Tokyo. */
export const deadlineAtOf = (day: LocalDay): Instant => instantOf(day, '24:00')
export const deadlineDayOf = (at: Instant): LocalDay => localDayOf(at - 1)

/** The quota of one member: their own, otherwise everybody's. */
export const quotaOf = ({ members, everybody }: WishQuotas, physicianId: string): WishQuota =>
  (Object.hasOwn(members, physicianId) ? members[physicianId] : undefined) ?? everybody
