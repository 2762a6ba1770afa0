import { type Interval, overlaps } from '../time/interval.ts'
import type { LocalDay } from '../time/local-day.ts'
import { instantOf } from '../time/tokyo.ts'

/** Which duties a list is of: those of any of these people, schemes and rules. */
export type DutyScope = {
  readonly people: readonly string[]
  /** Schemes of which every duty counts. */
  readonly schemes: readonly string[]
  /** Rules of schemes, by key, of which every unit counts. */
  readonly rules: readonly { readonly schemeId: string; readonly key: string }[]
  /** Only duties of these associations' schemes; null: of every scheme. */
  readonly associationIds: readonly string[] | null
  /** Only duties behind which one of these stands; without: all of them. */
  readonly links?: readonly ScopeLink[]
}

/** A link to a scheme or a physician (the other is null), both days included; `to` null: until further notice. */
export type ScopeLink = {
  readonly schemeId: string | null
  readonly physicianId: string | null
  readonly from: LocalDay
  readonly to: LocalDay | null
}

/** Whether one of the links stands behind a duty, in some of its hours at least. */
export const isLinked = (
  links: readonly ScopeLink[],
  duty: Interval & { schemeId: string; physicianId: string },
): boolean =>
  links.some(
    link =>
      (link.schemeId === duty.schemeId || link.physicianId === duty.physicianId) &&
      overlaps(hoursOf(link), duty),
  )

const hoursOf = ({ from, to }: ScopeLink): Interval => ({
  start: instantOf(from, '00:00'),
  end: to === null ? Number.POSITIVE_INFINITY : instantOf(to, '24:00'),
})
