import type { Interval } from '../../time/interval.ts'
import { partsOf } from '../standing/standing-rota.ts'
import { type Finding, finding } from './gate.ts'
import { type GateFacts, partsToCome } from './gate-facts.ts'

type Taken = Interval & {
  readonly unitId: string | null
  readonly post: string
  readonly elsewhere: string | null
}

/**
 * Nobody stands two duties at once, in this rota, another year's, another scheme's or another association's. Judged by
 * the hours each really stands: who has passed on those that collide is free of them. Each pair is named once.
 */
export function doubleBooked(facts: GateFacts): Finding[] {
  const coming = Map.groupBy(partsToCome(facts), ({ physicianId }) => physicianId)
  const begun = partsOf(facts.rota.filter(duty => duty.start <= facts.now))
  const begunOf = Map.groupBy(begun, ({ physicianId }) => physicianId)
  const elsewhere = Map.groupBy(facts.elsewhere, ({ physicianId }) => physicianId)
  return [...coming].flatMap(([person, own]) => {
    const parts = own.map(part => ({ ...part, elsewhere: null }))
    const others: Taken[] = [
      ...(begunOf.get(person) ?? []).map(part => ({ ...part, elsewhere: null })),
      ...(elsewhere.get(person) ?? []).map(({ start, end, schemeId }) => ({
        ...{ start, end, unitId: null, post: '' },
        elsewhere: schemeId,
      })),
    ]
    return collisions(parts, others).map(([one, other]) => {
      const units = [other, one].flatMap(({ unitId }) => unitId ?? [])
      return finding(
        'twoDuties',
        { page: 'edit', unit: one.unitId ?? '', post: one.post },
        {
          units: [...new Set(units)],
          people: [person],
          hours: [{ start: Math.max(one.start, other.start), end: Math.min(one.end, other.end) }],
          elsewhere: other.elsewhere,
        },
      )
    })
  })
}

/** The pairs that share an instant, of which at least one is of `own`: first that one, the later of two own ones. */
function collisions(own: readonly Taken[], others: readonly Taken[]): [Taken, Taken][] {
  const isOwn = new Set(own)
  const inOrder = [...own, ...others].toSorted((a, b) => a.start - b.start || a.end - b.end)
  const found: [Taken, Taken][] = []
  let open: Taken[] = []
  for (const one of inOrder) {
    open = open.filter(other => other.end > one.start)
    for (const other of open)
      if (isOwn.has(one)) found.push([one, other])
      else if (isOwn.has(other)) found.push([other, one])
    open.push(one)
  }
  return found
}
