import { type Interval, subtract } from '../time/interval.ts'
import { type Block, meet } from './block.ts'

/** Promised hours without a unit: in one block, or without `block` wherever the scheme serves. */
export type UncoveredHours = Interval & { readonly block?: string }

/**
 * The promised hours that are not kept, in order. An hour is kept when every block of the scheme has a unit in it,
 * of its own or of the whole scheme. An hour without any unit is named once; one that only other blocks have a
 * unit in, for each block that has none.
 */
export function uncoveredHours(
  promised: readonly Interval[],
  units: readonly (Interval & { readonly block: Block })[],
  blocks: readonly string[],
): UncoveredHours[] {
  const everywhere = subtract(promised, units)
  const inBlocks = blocks.flatMap(block => {
    const serving = units.filter(unit => meet(unit.block, block))
    return subtract(promised, [...serving, ...everywhere]).map(hours => ({ ...hours, block }))
  })
  return [...everywhere, ...inBlocks].sort((a, b) => a.start - b.start)
}
