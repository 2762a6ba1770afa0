import type { Clock } from '../../time/clock.ts'
import { balancedCounts } from './balanced-counts.ts'
import { fixedIn } from './given.ts'
import { inputHashOf } from './input-hash.ts'
import type { RotaInstance } from './instance.ts'
import { makeRota } from './make-rota.ts'
import type { RotaResult } from './result.ts'

const SEED = 1
/** Enough for the first fair rota of a small association within a tenth of a second. */
const ITERATIONS = 100_000

/**
 * A first rota of an instance from `parseInstance`, with counts as equal as they can be: something to look at while
 * a search goes on. It rather breaks the minimum gap than leaves a unit open; what it lacks are its conflicts. Pins are
 * where they are pinned, whatever rules they break.
 */
export function firstRota(instance: RotaInstance, clock: Clock): RotaResult {
  const asPinned = { ...instance, given: [...fixedIn(instance)], pins: [] }
  const rota = makeRota(balancedCounts(asPinned), { seed: SEED, iterations: ITERATIONS, clock, gap: 'soft' })
  return { ...rota, inputHash: inputHashOf(instance) }
}
