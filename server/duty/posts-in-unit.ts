import type { Block } from './block.ts'
import type { SchemeMember } from './duty-scheme.ts'
import { type Days, periodsOn } from './membership.ts'

/** A unit by what tells who may be in it. */
export type PlaceOfUnit = Days & { block: Block }

/** True when a period serves the block (ブロック); a unit of the whole scheme is for everybody. */
export const servesBlock = ({ blocks }: Pick<SchemeMember, 'blocks'>, block: Block): boolean =>
  blocks === null || block === null || blocks.includes(block)

/**
 * Those of a scheme's posts that one member may take in a unit, by the period that holds on it; null when they cannot
 * be in it at all: no member on one of its days, or the block is not theirs then. A unit in which one period ends and
 * the next begins asks the same of both.
 */
export function postsInUnit(
  periods: readonly SchemeMember[],
  place: PlaceOfUnit,
  posts: readonly string[],
): readonly string[] | null {
  const holding = periodsOn(periods, place)
  if (!holding?.every(period => servesBlock(period, place.block))) return null
  if (holding.every(period => period.posts === null)) return posts
  return posts.filter(post => holding.every(period => period.posts?.includes(post) ?? true))
}
