import type { Interval } from '../time/interval.ts'

/** Who can be an answer: a physician, or the hospital that a scheme names as its final back-up. */
export type Answerer = { readonly kind: 'physician' | 'hospital'; readonly id: string }

/** Where an answer comes from, in the order of precedence: the first that is there answers (architecture.md §2.3). */
export const precedence = [
  'override', // set by hand for these hours
  'absenceCover', // who stands in while the attending physician is away
  'attending', // 主治医
  'deputy', // 副主治医, in their order
  'rota', // the rota as it stands, swaps included
  'backup', // the final back-up that the scheme names
] as const

export type Source = (typeof precedence)[number]

/** What an answer rests on, for whoever asks why. */
type Reason =
  | { readonly of: 'override'; readonly overrideId: string }
  | { readonly of: 'absence'; readonly absenceId: string; readonly absentId: string }
  | { readonly of: 'team'; readonly teamId: string }
  | { readonly of: 'duty'; readonly schemeId: string; readonly unitId: string }
  | { readonly of: 'scheme'; readonly schemeId: string }

export type Answer = { readonly who: Answerer; readonly source: Source; readonly reason: Reason }

/** Somebody who stands at a post for some hours. `order` ranks those of one source: the lower comes first. */
export type Stand = Interval & Answer & { readonly post: string; readonly order: number }

/** Hours in which a physician answers nobody (不在). */
export type Away = Interval & { readonly physicianId: string }

/** All that is known of who could answer, for one patient, clinic or district. */
export type CoverageLayers = {
  /** In order: whoever answers at one post is not counted again behind themselves at a later one. */
  readonly posts: readonly string[]
  readonly stands: readonly Stand[]
  readonly away: readonly Away[]
}
