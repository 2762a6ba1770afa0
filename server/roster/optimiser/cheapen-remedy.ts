import { annealOn } from './anneal-rota.ts'
import { assignmentsOf } from './assignments.ts'
import { violationsOf } from './hard-rules.ts'
import type { Assignment, RotaInstance } from './instance.ts'
import { relaxationsOf } from './name-relaxations.ts'
import { spanOf } from './precedence.ts'
import { OPEN, type Problem } from './problem.ts'
import type { Relaxation } from './remedy.ts'

/** Moves for each choice of the problem, and at most: some tenths of a second. */
const MOVES = { perChoice: 500, most: 300_000 }

/**
 * A rota that gives up the very same rules and is cheaper, where a short annealing finds one: what a rota that the solver
 * found for the sake of its rules alone needs before anybody can work with it. `problem` is the instance's, gap hard.
 */
export function cheapenRemedy(
  instance: RotaInstance,
  problem: Problem,
  holders: Int32Array,
  seed: number,
): Assignment[] {
  const before = assignmentsOf(instance, holders)
  const givenUp = relaxationsOf(instance, before)
  const around = fixing(instance, problem, holders, givenUp)
  const choices = around.free.reduce((sum, slot) => sum + (around.candidates[slot]?.length ?? 0), 0)
  const iterations = Math.min(MOVES.most, choices * MOVES.perChoice)
  const annealed = annealOn(around, holders, { seed, iterations, span: spanOf(instance) })
  const after = assignmentsOf(instance, annealed)
  const same =
    JSON.stringify(violationsOf(instance, after)) === JSON.stringify(violationsOf(instance, before))
  return same ? after : before
}

/** The problem with everything settled that the relaxations are about: open posts stay open, who was asked has the unit. */
function fixing(
  { units, people, posts }: RotaInstance,
  problem: Problem,
  holders: Int32Array,
  givenUp: readonly Relaxation[],
): Problem {
  const pinned = problem.pinned.slice()
  const [min, max] = [problem.min.slice(), problem.max.slice()]
  const open = new Set<number>()
  const personOf = (id: string): number => people.findIndex(person => person.id === id)
  const fix = (person: number, among: (unit: RotaInstance['units'][number]) => boolean): void => {
    for (const [slot, holder] of holders.entries()) {
      const unit = units[problem.unitOf[slot] ?? 0]
      if (holder === person && unit && among(unit)) pinned[slot] = person
    }
  }
  for (const one of givenUp) {
    switch (one.kind) {
      case 'leaveOpen':
        open.add(units.findIndex(({ id }) => id === one.unit) * posts.length + posts.indexOf(one.post))
        break
      case 'ask':
        fix(personOf(one.person), ({ id }) => id === one.unit)
        break
      case 'shortGap':
        fix(personOf(one.person), ({ id }) => id === one.unit || id === one.otherUnit)
        break
      case 'groupAgain':
        fix(personOf(one.person), ({ group }) => group === one.group)
        break
      case 'aboveMax':
        max[personOf(one.person)] = one.count
        break
      case 'belowMin':
        min[personOf(one.person)] = one.count
        break
    }
  }
  const free = problem.free.filter(slot => pinned[slot] === OPEN && !open.has(slot))
  return { ...problem, pinned, min, max, free }
}
