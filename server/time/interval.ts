import type { Instant } from './clock.ts'

/** Half-open `[start, end)` in epoch milliseconds. Adjacent intervals share no instant. */
export type Interval = { readonly start: Instant; readonly end: Instant }

export const HOUR = 3_600_000
export const DAY = 24 * HOUR

export const hoursOf = ({ start, end }: Interval): number => (end - start) / HOUR

/** True when the two share at least one instant; `[a, b)` and `[b, c)` do not. */
export const overlaps = (a: Interval, b: Interval): boolean => a.start < b.end && b.start < a.end

const byStart = (a: Interval, b: Interval): number => a.start - b.start || a.end - b.end

/** The same instants as the fewest intervals, sorted; overlapping and adjacent ones become one. */
export function union(intervals: readonly Interval[]): Interval[] {
  const merged: { start: Instant; end: Instant }[] = []
  for (const { start, end } of [...intervals].sort(byStart)) {
    if (end <= start) continue
    const last = merged.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else merged.push({ start, end })
  }
  return merged
}

/** The instants of `whole` that no interval of `parts` has, as the fewest intervals, sorted. */
export function subtract(whole: readonly Interval[], parts: readonly Interval[]): Interval[] {
  const taken = union(parts)
  return union(whole).flatMap(interval => {
    const left: Interval[] = []
    let from = interval.start
    for (const { start, end } of taken) {
      if (end <= from) continue
      if (start >= interval.end) break
      if (start > from) left.push({ start: from, end: start })
      from = end
    }
    if (from < interval.end) left.push({ start: from, end: interval.end })
    return left
  })
}
