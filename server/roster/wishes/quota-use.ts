import type { DutyUnit } from '../../duty/duty-unit.ts'
import { WISH_KINDS, type WishKind, type WishQuota } from './wish.ts'

/** A kind of wish with the units it touches. */
export type TouchedUnits = { kind: WishKind; units: readonly Pick<DutyUnit, 'day' | 'rule'>[] }

/** How many units the wishes of one member touch, by kind. */
export type QuotaUse = Record<WishKind, number>

/** Each unit counts once for each kind, however many wishes touch it. */
export function quotaUse(wishes: readonly TouchedUnits[]): QuotaUse {
  const count = (kind: WishKind): number =>
    new Set(
      wishes.flatMap(wish => (wish.kind === kind ? wish.units.map(({ day, rule }) => `${day}/${rule}`) : [])),
    ).size
  return { unavailable: count('unavailable'), avoid: count('avoid'), want: count('want') }
}

/**
 * The first kind of which a change takes more units than before and more than the quota allows; null: none.
 * What exceeds it already, because the quota or the calendar changed, keeps nobody from changing the rest.
 */
export const exceededKind = (before: QuotaUse, after: QuotaUse, quota: WishQuota): WishKind | null =>
  WISH_KINDS.find(kind => {
    const most = quota[kind]
    return most !== null && after[kind] > most && after[kind] > before[kind]
  }) ?? null
