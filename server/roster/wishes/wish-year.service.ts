import { setImmediate } from 'node:timers/promises'
import type { Db, Trx } from '../../../db/open.ts'
import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import { closedDaysOf } from '../../directory/directory.service.ts'
import { blockOfUnits } from '../../duty/block.ts'
import { findScheme, membersIn } from '../../duty/duty-scheme.service.ts'
import type { DutyScheme, SchemeMember } from '../../duty/duty-scheme.ts'
import type { DutyUnit } from '../../duty/duty-unit.ts'
import { daysOf } from '../../duty/membership.ts'
import { planYear } from '../../duty/plan-year.ts'
import { postsInUnit } from '../../duty/posts-in-unit.ts'
import { accept, type Outcome, refuse } from '../../http/refusal.ts'
import { unitsOfWish } from './units-of-wish.ts'
import type { NewWish } from './wish.ts'
import { roundOf } from './wish-round.service.ts'
import type { WishRound } from './wish-round.ts'

/** What the members of a scheme enter wishes about. */
export type WishYear = {
  scheme: DutyScheme
  fiscalYear: FiscalYear
  round: WishRound
  /** By the rules and closed days as they are now, whether or not a rota is drafted; sorted by start. */
  units: DutyUnit[]
  /** Who belongs to the scheme in the year, each once. */
  members: WishMember[]
}

export type WishMember = Pick<SchemeMember, 'id' | 'name' | 'clinic'> & {
  /** Their periods of membership that touch the year. */
  periods: SchemeMember[]
}

/** The year; refused when rules of the scheme overlap, so that nobody can tell its units. */
export async function wishYearOf(
  db: Db | Trx,
  schemeId: string,
  fiscalYear: FiscalYear,
): Promise<Outcome<WishYear, 'notFound' | 'overlappingUnits'>> {
  const scheme = await findScheme(db, schemeId)
  if (!scheme) return refuse('notFound')
  const plan = planYear(scheme.rules, await closedDaysOf(db, scheme.association.id), fiscalYear)
  if (!plan.ok)
    return refuse('overlappingUnits', plan.overlaps.map(([a, b]) => `${a.label} / ${b.label}`).join(', '))
  const periods = await membersIn(db, schemeId, fiscalYear)
  return accept({
    scheme,
    fiscalYear,
    round: await roundOf(db, schemeId, fiscalYear),
    units: plan.units,
    members: [...Map.groupBy(periods, ({ id }) => id).values()].flatMap(own => {
      const [first] = own
      return first ? [{ id: first.id, name: first.name, clinic: first.clinic, periods: own }] : []
    }),
  })
}

/** The units in which a member may be given a post, by the period that holds on each. */
export function unitsFor(
  { scheme, units }: Pick<WishYear, 'scheme' | 'units'>,
  { periods }: Pick<WishMember, 'periods'>,
): DutyUnit[] {
  const blockOf = blockOfUnits(scheme.rules.rules)
  return units.filter(unit => {
    const posts = postsInUnit(periods, { block: blockOf(unit), ...daysOf(unit) }, scheme.posts)
    return posts !== null && posts.length > 0
  })
}

/**
 * Each wish with the units it touches. One of many days takes a millisecond where a year has a thousand units, so
 * others get their turn in between.
 */
export async function withUnits<Own extends NewWish>(
  wishes: readonly Own[],
  units: readonly DutyUnit[],
): Promise<(Own & { units: DutyUnit[] })[]> {
  const touched: (Own & { units: DutyUnit[] })[] = []
  for (const wish of wishes) {
    touched.push({ ...wish, units: unitsOfWish(wish, units) })
    if (wish.pattern.form !== 'unit') await setImmediate()
  }
  return touched
}
