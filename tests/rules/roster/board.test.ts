import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Board } from '../../../server/roster/optimiser/board.ts'
import { costOf } from '../../../server/roster/optimiser/cost.ts'
import { violationsOf } from '../../../server/roster/optimiser/hard-rules.ts'
import type { Assignment, RotaInstance } from '../../../server/roster/optimiser/instance.ts'
import { drawMove, makeMove, noMove, riseOf } from '../../../server/roster/optimiser/moves.ts'
import { OPEN, problemOf } from '../../../server/roster/optimiser/problem.ts'
import { randomOf } from '../../../server/roster/optimiser/random.ts'
import { placePins } from '../../../server/roster/optimiser/settle.ts'
import { randomInstances } from './random-instances.ts'

const FREE = { open: 0, rule: 0, gap: 0, shortfall: 0 }

const assignmentsOn = ({ units, posts, people }: RotaInstance, board: Board): Assignment[] =>
  [...board.holder].flatMap((person, slot) =>
    person === OPEN
      ? []
      : [
          {
            unit: units[Math.floor(slot / posts.length)]?.id ?? '',
            post: posts[slot % posts.length] ?? '',
            person: people[person]?.id ?? '',
          },
        ],
  )

/** What the penalties should count, read off the violations; two units of one day are never both possible. */
function brokenIn(instance: RotaInstance, assignments: Assignment[]) {
  const counts = { open: 0, rule: 0, gap: 0, shortfall: 0 }
  for (const broken of violationsOf(instance, assignments)) {
    if (broken.kind === 'unfilled') counts.open += 1
    else if (broken.kind === 'withinGap' && broken.daysApart > 0) counts.gap += 1
    else if (broken.kind === 'withinGap') counts.rule += 1
    else if (broken.kind === 'atTheSameTime') counts.rule += 1
    else if (broken.kind === 'sameClinic') counts.rule += broken.people.length - 1
    else if (broken.kind === 'groupTwice') counts.rule += broken.units.length - 1
    else if (broken.kind === 'aboveMax') counts.rule += broken.count - broken.max
    else if (broken.kind === 'belowMin') counts.shortfall += broken.min - broken.count
  }
  return counts
}

const nobodyHasTwoPosts = (instance: RotaInstance, assignments: Assignment[]): boolean =>
  violationsOf(instance, assignments).every(({ kind }) => kind !== 'twoPosts')

describe('the board', () => {
  it('knows its cost after any sequence of moves, some of them taken back', () => {
    fc.assert(
      fc.property(randomInstances, fc.nat(), (instance, seed) => {
        const board = new Board(problemOf(instance, 'soft'), FREE)
        const random = randomOf(seed)
        placePins(board)
        if (board.problem.free.length === 0) return
        const move = noMove()
        for (let step = 0; step < 200; step++) {
          if (!drawMove(move, board, random, true)) continue
          const before = board.cost
          makeMove(move, board)
          if (random.below(3) > 0) continue
          makeMove(move, board)
          expect(board.cost).toBeCloseTo(before, 6)
        }
        const assignments = assignmentsOn(instance, board)
        fc.pre(nobodyHasTwoPosts(instance, assignments))
        expect(board.cost).toBeCloseTo(costOf(instance, assignments).total, 6)
      }),
    )
  })

  it('foretells what any move will cost, lawful or not', () => {
    const penalties = { open: 70, rule: 60, gap: 50, shortfall: 40 }
    fc.assert(
      fc.property(randomInstances, fc.nat(), (instance, seed) => {
        const board = new Board(problemOf(instance, 'soft'), penalties)
        const random = randomOf(seed)
        if (board.problem.free.length === 0) return
        const move = noMove()
        for (let step = 0; step < 200; step++) {
          if (!drawMove(move, board, random, true)) continue
          const [before, rise] = [board.cost, riseOf(move, board)]
          makeMove(move, board)
          expect(board.cost - before).toBeCloseTo(rise, 6)
        }
      }),
    )
  })

  it('adds a penalty for each broken rule and none else', () => {
    fc.assert(
      fc.property(randomInstances, fc.nat(), (drawn, seed) => {
        const instance = { ...drawn, minGapDays: Math.max(1, drawn.minGapDays) }
        const problem = problemOf(instance, 'soft')
        const boards = (['open', 'rule', 'gap', 'shortfall'] as const).map(
          kind => [kind, new Board(problem, { ...FREE, [kind]: 1_000 })] as const,
        )
        for (const [kind, board] of boards) {
          const random = randomOf(seed)
          for (const slot of problem.free) {
            const choice = problem.candidates[slot] ?? []
            const person = choice[random.below(choice.length + 1)]
            if (person !== undefined) board.place(person, slot)
          }
          const assignments = assignmentsOn(instance, board)
          fc.pre(nobodyHasTwoPosts(instance, assignments))
          const penalties = board.cost - costOf(instance, assignments).total
          expect(penalties / 1_000, kind).toBeCloseTo(brokenIn(instance, assignments)[kind], 6)
        }
      }),
    )
  })
})

describe('random numbers', () => {
  it('are the same for the same seed, other for another, and spread evenly', () => {
    const drawn = (seed: number) => {
      const random = randomOf(seed)
      return Array.from({ length: 10_000 }, () => random.below(10))
    }
    expect(drawn(7)).toEqual(drawn(7))
    expect(drawn(7)).not.toEqual(drawn(8))
    expect(drawn(7)).not.toEqual(drawn(7 + 2 ** 32))
    for (const digit of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) {
      const share = drawn(7).filter(one => one === digit).length
      expect(share, String(digit)).toBeGreaterThan(850)
      expect(share, String(digit)).toBeLessThan(1150)
    }
  })
})
