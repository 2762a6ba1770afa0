import type { Assignment, RotaInstance } from '../../../server/roster/optimiser/instance.ts'
import { brokenRules, costByTheDocument, type HardRule } from './checker.ts'

/** What a rota that is not finished may lack. */
const FOR_THE_END: HardRule[] = ['every unit × post has a person', 'min ≤ count', 'pins']

/** What the cheapest lawful complete rota of a tiny instance costs; null when there is none. */
export function cheapestByTrying(instance: RotaInstance): number | null {
  const slots = instance.units.flatMap(({ id: unit }) => instance.posts.map(post => ({ unit, post })))
  let cheapest: number | null = null
  const goOn = (rota: Assignment[]): void => {
    const broken = brokenRules(instance, rota)
    if (broken.some(({ rule }) => !FOR_THE_END.includes(rule))) return
    const slot = slots[rota.length]
    if (slot) {
      for (const { id: person } of instance.people) goOn([...rota, { ...slot, person }])
    } else if (broken.length === 0) {
      const cost = costByTheDocument(instance, rota)
      cheapest = cheapest === null ? cost : Math.min(cheapest, cost)
    }
  }
  goOn([])
  return cheapest
}
