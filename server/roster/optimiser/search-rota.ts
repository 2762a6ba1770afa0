import type { Highs } from 'highs'
import { annealRota, isLacking } from './anneal-rota.ts'
import type { Board } from './board.ts'
import { cheapestRemedies } from './highs/cheapest-remedies.ts'
import { polish } from './highs/polish.ts'
import { proveOptimum } from './highs/prove-optimum.ts'
import type { RotaInstance } from './instance.ts'
import { isReason } from './name-conflicts.ts'
import { rulesTogether } from './name-rules-together.ts'
import { spanOf } from './precedence.ts'
import type { Problem } from './problem.ts'
import type { RotaResult } from './result.ts'
import { Search, type SearchOptions } from './search.ts'

/** Up to here the solver proves the optimum of the whole model, usually within seconds (A: 800, B: 2,300). */
const PROVABLE = 6_000

/**
 * Annealing before the rest: so many moves for each choice, but no more than fit into a part of the seconds at a pace that
 * any machine in use keeps. Then rounds of polish.
 */
const BEFORE_PROOF = { moves: 1_000, share: 0.3, aSecond: 2_500_000, rounds: 6 }
const WITHOUT_PROOF = { moves: 500, share: 0.5, aSecond: 2_000_000, rounds: Number.POSITIVE_INFINITY }

/** Choices of one part of polish at most, and half of all at most: larger parts get stuck less. */
const PART = 1_500

/** The first part of annealing's time does not count, so that a slow start on a busy machine changes nothing. */
const GRACE = 0.25
/** A look at the rota so far the first time that annealing asks, soon again, then once in so many times, every second or so. */
const LOOKS = 32

/** For ways out of an instance that has no rota, beyond the seconds of the search. */
const SECONDS_FOR_REMEDIES = 10

export type RotaSearch = SearchOptions & {
  highs: Highs
  /** Called once when the instance is too large for a proof by the whole model: bounds are welcome. */
  wantsBound: () => void
}

/**
 * The best rota that can be found within `seconds`, with the bound that was proven: annealing for a first answer,
 * then the whole model to its proven optimum where that is within reach, else polish part by part.
 * What is done, and in which order, depends on instance, seed and seconds alone; where the clock had to shorten it, the
 * result is not `reproducible`.
 */
export function searchRota(instance: RotaInstance, options: RotaSearch): RotaResult {
  const { highs, seed, seconds } = options
  const search = new Search(instance, options)
  const { problem } = search
  const choices = choicesOf(problem)
  const provable = choices <= PROVABLE
  if (!provable) options.wantsBound()

  const plan = provable ? BEFORE_PROOF : WITHOUT_PROOF
  let [asked, nextLook] = [0, 1]
  const annealed = annealRota(problem, {
    seed,
    span: spanOf(instance),
    iterations: Math.min(choices * plan.moves, Math.ceil(seconds * plan.share * plan.aSecond)),
    watch: (tried, best) => {
      asked++
      if (asked === nextLook) {
        offerComplete(search, best())
        nextLook += Math.min(nextLook, LOOKS)
      }
      // A proof ends it on every machine: nothing precedes a proven rota, so the first one found is the last, too.
      if (search.over === 'proof') return 1
      const used = search.over ? 1 : (search.secondsUsed / (seconds * plan.share) - GRACE) / (1 - GRACE)
      if (used > tried) search.hurried = true
      return used
    },
  })
  if (!offerComplete(search, annealed)) search.fallBackOn(annealed.holder)

  polish(highs, search, { rounds: plan.rounds, part: Math.min(PART, choices / 2) })
  const proof = provable && search.over === null ? proveOptimum(highs, search) : null

  const stopped = search.over ?? (proof === 'stopped' ? 'time' : 'plan')
  const result = search.result(annealed.holder, proof === 'infeasible' ? 'proof' : stopped)
  if (proof !== 'infeasible') return result
  const limits = { seed, seconds: SECONDS_FOR_REMEDIES, stopped: options.cancelled }
  const reasons = result.conflicts.some(isReason) ? [] : rulesTogether(instance, limits)
  const { remedies, cut } = cheapestRemedies(highs, instance, problem, annealed.holder, limits)
  return {
    ...result,
    conflicts: [...reasons, ...result.conflicts],
    remedies,
    reproducible: result.reproducible && !cut,
  }
}

const choicesOf = ({ free, candidates }: Problem): number =>
  free.reduce((sum, slot) => sum + (candidates[slot]?.length ?? 0), 0)

function offerComplete(search: Search, board: Board): boolean {
  if (isLacking(board)) return false
  search.offer(board.holder)
  return true
}
