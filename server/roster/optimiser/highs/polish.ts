import type { Highs } from 'highs'
import { Board, NO_PENALTIES } from '../board.ts'
import { randomOf } from '../random.ts'
import type { Search } from '../search.ts'
import { choosePart } from './choose-part.ts'
import { conflictCliques } from './conflict-cliques.ts'
import { boardsOf, solveInStages } from './solve-in-stages.ts'
import { writeModel } from './write-model.ts'

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
  const random = randomOf(search.seed + 1)
  const cliques = conflictCliques(search.problem)
  const whole = new Board(search.problem, NO_PENALTIES)
  const boards = boardsOf(search)
  const all = [whole, ...boards]
  search.holder?.forEach((person, slot) => {
    for (const board of all) board.place(person, slot)
  })
  for (let round = 0; round < rounds && search.holder && search.over === null; round++) {
    const { opened, among } = choosePart(whole, part, random)
    for (const board of all) for (const slot of opened) board.lift(slot)
    const model = writeModel(boards, cliques, among)
    solveInStages(highs, search, model, whole.holder, { iterations: WORK })
    for (const board of all) for (const slot of opened) board.place(search.holder[slot] ?? 0, slot)
    search.tell()
  }
}
