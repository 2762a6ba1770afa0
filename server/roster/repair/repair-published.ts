import type { Assignment } from '../optimiser/instance.ts'

/** A post that goes to somebody else; `from` as the published rota has it, null where it is open. */
export type RepairChange = { unit: string; post: string; from: string | null; to: string }

type Post = Pick<RepairChange, 'unit' | 'post'>

const keyOf = ({ unit, post }: Post): string => `${unit}\n${post}`

/**
 * The published assignments after a repair: the changes made, and whatever the absent person still holds of `units`
 * left open. Changes of a post that somebody else holds by now, or that is changed twice, are named instead.
 */
export function repairPublished(
  published: readonly Assignment[],
  absence: { person: string; units: readonly string[] },
  changes: readonly RepairChange[],
): { ok: true; assignments: Assignment[] } | { ok: false; mismatched: Post[] } {
  const holders = new Map(published.map(one => [keyOf(one), one.person]))
  const isTwice = (change: RepairChange, index: number): boolean =>
    changes.slice(0, index).some(earlier => keyOf(earlier) === keyOf(change))
  const mismatched = changes.filter(
    (change, index) => (holders.get(keyOf(change)) ?? null) !== change.from || isTwice(change, index),
  )
  if (mismatched.length > 0) return { ok: false, mismatched }

  const changed = new Set(changes.map(keyOf))
  const fallsVacant = ({ unit, person }: Assignment): boolean =>
    person === absence.person && absence.units.includes(unit)
  return {
    ok: true,
    assignments: [
      ...published.filter(one => !changed.has(keyOf(one)) && !fallsVacant(one)),
      ...changes.map(({ unit, post, to }) => ({ unit, post, person: to })),
    ],
  }
}
