import type { Assignment, RotaInstance, RotaPerson } from '../optimiser/instance.ts'

/** Whom a year's burden is shared among: their share, and the quarter points they bring into it. */
type Sharer = Pick<RotaPerson, 'id' | 'share' | 'opening'>

/** The quarter points of a whole year: every post of every unit. */
export const burdenOfYear = ({ units, postShare }: Pick<RotaInstance, 'units' | 'postShare'>): number =>
  sum(units.map(({ burden }) => burden)) * sum(postShare)

/** What a duty counts in quarter points: the burden of its unit times the factor of its post; 0 where unknown. */
export function loadsOf({ units, posts, postShare }: Pick<RotaInstance, 'units' | 'posts' | 'postShare'>) {
  const burden = new Map(units.map(unit => [unit.id, unit.burden]))
  const factor = new Map(posts.map((post, index) => [post, postShare[index] ?? 0]))
  return ({ unit, post }: Pick<Assignment, 'unit' | 'post'>): number =>
    (burden.get(unit) ?? 0) * (factor.get(post) ?? 0)
}

/**
 * The quarter points each person should hold of `burden`, so that what they brought with them is evened out:
 * `share · (burden + Σ opening) / Σ share − opening`, not rounded. Together they are `burden`.
 */
export function fairParts(burden: number, people: readonly Sharer[]): Map<string, number> {
  const shares = sum(people.map(({ share }) => share))
  const toShare = burden + sum(people.map(({ opening }) => opening))
  return new Map(people.map(({ id, share, opening }) => [id, (share * toShare) / shares - opening]))
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
