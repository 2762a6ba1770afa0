import type { Highs } from 'highs'
import { Board, NO_PENALTIES } from '../board.ts'
import { randomOf } from '../random.ts'
import type { Search } from '../search.ts'
import { choosePart } from './choose-part.ts'
import { conflictCliques } from './conflict-cliques.ts'
import { solveProgram } from './solve-program.ts'
import { holdersOf, startFrom, writeModel } from './write-model.ts'

/** Simplex iterations of one sub-model: a limit on the hopeless ones that does not depend on the machine. */
const WORK = 12_000

/**
 * Large-neighbourhood search: opens a part of the best rota, of about `part` choices, deals it anew by the model, and
 * so on for so many rounds or until the search is over. Which parts, depends on the seed alone.
 */
export function polish(
  highs: Highs,
  search: Search,
  { rounds, part }: { rounds: number; part: number },
): void {
  const { problem, seed } = search
  const random = randomOf(seed + 1)
  const cliques = conflictCliques(problem)
  const whole = new Board(problem, NO_PENALTIES)
  search.holder?.forEach((person, slot) => {
    whole.place(person, slot)
  })
  for (let round = 0; round < rounds && search.holder && search.over === null; round++) {
    const { opened, among } = choosePart(whole, part, random)
    for (const slot of opened) whole.lift(slot)
    const { model, choices } = writeModel(whole, cliques, among)
    const { values } = solveProgram(highs, model.program(), {
      seed,
      seconds: search.secondsLeft,
      iterations: WORK,
      start: startFrom(choices, search.holder),
      stopped: () => search.over !== null,
    })
    if (values) search.offer(holdersOf(choices, values, whole.holder))
    for (const slot of opened) whole.place(search.holder[slot] ?? 0, slot)
    search.tell()
  }
}
