import type { Explanation } from '../../server/roster/optimiser/explain-rota.ts'
import { dutyInWords, type Named, physicianInWords } from '../rosters/remark-in-words.ts'
import type { Wording } from '../wording/wording.ts'

/** Why somebody has a duty, in one sentence; null: nobody has it. */
export function reasonInWords(
  explanation: Explanation | null,
  named: Named,
  words: Pick<Wording, 'yearTable' | 'roster' | 'dates'>,
): string {
  const { yearTable } = words
  if (explanation === null) return yearTable.nobodyYet
  if (explanation.pinned) return yearTable.fixed
  const [nearest] = explanation.could
  if (!nearest) return yearTable.nobodyElse
  const name = physicianInWords(nearest.person, named, words)
  const duty = nearest.exchange && dutyInWords(nearest.exchange.unit, named, words)
  return yearTable.couldHave(explanation.could.length, name, duty, nearest.cost)
}
