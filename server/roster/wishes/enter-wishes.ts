import type { DutyUnit } from '../../duty/duty-unit.ts'
import { exceededKind, quotaUse } from './quota-use.ts'
import type { NewWish, Wish, WishQuota } from './wish.ts'

/** Most wishes of one member for one year. */
export const MOST_WISHES = 200

type Touching<Own extends NewWish> = Own & { units: readonly DutyUnit[] }

type Entered =
  | { ok: true; replaced: Wish[] }
  | { ok: false; reason: 'unknownUnit' | 'tooManyWishes' | 'quotaExceeded'; detail: string }

/**
 * What becomes of a member's wishes when these are added, each with the units it touches: which old ones they take
 * the place of, or why they are refused. `leaving`: old ones that go in any case. Details name the days of unknown
 * units, or the kind and numbers of an exceeded quota (`want 6/5`).
 */
export function enterWishes(
  existing: readonly Touching<Wish>[],
  added: readonly Touching<NewWish>[],
  quota: WishQuota,
  leaving: readonly Wish[] = [],
): Entered {
  const unknown = added.filter(({ pattern, units }) => pattern.form === 'unit' && units.length === 0)
  if (unknown.length > 0) return { ok: false, reason: 'unknownUnit', detail: unknown.map(dayOf).join(', ') }

  const replaced = existing.filter(
    old => leaving.includes(old) || added.some(wish => takesThePlaceOf(wish, old)),
  )
  const kept = existing.filter(old => !replaced.includes(old))
  const number = kept.length + added.length
  if (number > MOST_WISHES) return { ok: false, reason: 'tooManyWishes', detail: `${number}/${MOST_WISHES}` }

  const after = quotaUse([...kept, ...added])
  const kind = exceededKind(quotaUse(existing), after, quota)
  if (kind) return { ok: false, reason: 'quotaExceeded', detail: `${kind} ${after[kind]}/${quota[kind]}` }
  return { ok: true, replaced }
}

const dayOf = ({ pattern }: NewWish): string => (pattern.form === 'unit' ? pattern.day : '')

/** One word on each unit, the last; and the very same wish is not kept twice. */
function takesThePlaceOf(added: NewWish, { kind, pattern }: Wish): boolean {
  if (added.pattern.form === 'unit' && pattern.form === 'unit')
    return added.pattern.day === pattern.day && added.pattern.rule === pattern.rule
  return added.kind === kind && JSON.stringify(added.pattern) === JSON.stringify(pattern)
}
