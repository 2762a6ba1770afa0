import { STEP } from '../cost.ts'

/**
 * Where the cost of a burden from `least` to `most` quarter points may be taken as straight in between. When all
 * loads are multiples of one number, only every such number is a burden anybody can have: straight lines between
 * those are the tightest convex cost there is. Otherwise the bends of the cost itself: the edges of the
 * dead band around `fair` and every step beyond.
 */
export function breakpointsOf(
  least: number,
  most: number,
  loads: readonly number[],
  fair: number,
  deadBand: number,
): number[] {
  const unit = loads.reduce(commonDivisor, 0)
  if (unit >= 1) {
    const count = Math.round((most - least) / unit)
    return Array.from({ length: count + 1 }, (_, index) => least + index * unit)
  }
  const bends: number[] = [least]
  const below = Math.ceil((fair - deadBand - least) / STEP)
  for (let step = below; step >= 0; step--) bends.push(fair - deadBand - step * STEP)
  for (let bend = fair + deadBand; bend < most; bend += STEP) bends.push(bend)
  bends.push(most)
  return [...new Set(bends.filter(bend => bend >= least && bend <= most))]
}

function commonDivisor(a: number, b: number): number {
  return b < 1e-6 ? a : commonDivisor(b, a % b)
}
