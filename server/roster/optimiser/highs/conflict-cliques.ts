import { NEVER_BOTH, type Problem } from '../problem.ts'

/**
 * Sets of units of which nobody may hold two, such that every pair nobody may hold lies in one of them. Where only
 * days matter, these are the maximal windows of the minimum gap: units in order of days, from each first one
 * as long as all conflict. Hours that overlap across a window's edge make pairs of their own.
 */
export function conflictCliques({ units, relation, day }: Problem): number[][] {
  const never = (a: number, b: number): boolean => relation[a * units + b] === NEVER_BOTH
  const inOrder = [...day.keys()].sort((a, b) => (day[a] ?? 0) - (day[b] ?? 0) || a - b)
  const cliques: number[][] = []
  const together = new Set<number>()
  let reached = 0
  inOrder.forEach((first, place) => {
    let end = place + 1
    while (end < units && inOrder.slice(place, end).every(one => never(one, inOrder[end] ?? 0))) end++
    if (end > reached && end > place + 1) cliques.push(inOrder.slice(place, end))
    reached = Math.max(reached, end)
    for (const other of inOrder.slice(place, end)) together.add(first * units + other)
  })
  const apart = inOrder.flatMap((one, place) =>
    inOrder
      .slice(place + 1)
      .filter(other => never(one, other) && !together.has(one * units + other))
      .map(other => [one, other]),
  )
  return [...cliques, ...apart]
}
