import type { Assignment, RotaInstance } from '../../../server/roster/optimiser/instance.ts'
import { oracleBroken } from './oracle.ts'

/** Rules that a beginning of a rota may break and its end may not. */
const OF_THE_WHOLE = ['unfilled', 'belowMin', 'pinBroken']

/** Every lawful complete rota of a tiny instance, found by leaving out lawless beginnings. */
export function everyLawfulRota(instance: RotaInstance): Assignment[][] {
  const { units, posts, people } = instance
  const slots = units.flatMap(({ id: unit }) => posts.map(post => ({ unit, post })))
  return slots
    .reduce<Assignment[][]>(
      (rotas, slot) =>
        rotas
          .flatMap(rota => people.map(({ id }) => [...rota, { ...slot, person: id }]))
          .filter(rota => oracleBroken(instance, rota).every(kind => OF_THE_WHOLE.includes(kind))),
      [[]],
    )
    .filter(rota => oracleBroken(instance, rota).length === 0)
}
