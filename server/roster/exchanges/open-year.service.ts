import { isDoubleBooking } from '../../../db/double-booking.ts'
import type { Trx } from '../../../db/open.ts'
import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import type { Context } from '../../context.ts'
import { findScheme, membersIn } from '../../duty/duty-scheme.service.ts'
import type { DutyScheme, SchemeMember } from '../../duty/duty-scheme.ts'
import { type Outcome, type Reason, refuse } from '../../http/refusal.ts'
import { allOrNothing } from '../../identity/all-or-nothing.service.ts'
import type { Instant } from '../../time/clock.ts'
import { rosterId } from '../roster-id.ts'
import { readStanding, type Standing } from '../standing/standing-rota.service.ts'
import { holdRoster } from './exchange.repository.ts'

export type YearPath = { schemeId: string; fiscalYear: FiscalYear }

/** A year with a published rota, held for the one who changes duties of it. */
export type OpenYear = {
  trx: Trx
  now: Instant
  scheme: DutyScheme
  fiscalYear: FiscalYear
  rosterId: string
  standing: Standing
  /** Of each member their periods of membership in the year. */
  periods: ReadonlyMap<string, SchemeMember[]>
}

/**
 * Changes what stands of a year in one transaction, which holds the roster from its first line. A refusal undoes all
 * of it, and so do two duties of one physician at once, which the database refuses.
 */
export async function inOpenYear<Value, R extends Reason>(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { schemeId, fiscalYear }: YearPath,
  change: (year: OpenYear) => Promise<Outcome<Value, R>>,
): Promise<Outcome<Value, R | 'notFound' | 'nothingPublished' | 'doubleBooked'>> {
  const inTransaction = async (trx: Trx): Promise<Outcome<Value, R | 'notFound' | 'nothingPublished'>> => {
    const scheme = await findScheme(trx, schemeId)
    if (!scheme) return refuse('notFound')
    const id = rosterId(schemeId, fiscalYear)
    await holdRoster(trx, id)
    const standing = await readStanding(trx, id)
    if (!standing) return refuse('nothingPublished')
    const periods = Map.groupBy(await membersIn(trx, schemeId, fiscalYear), member => member.id)
    return change({ trx, now: clock(), scheme, fiscalYear, rosterId: id, standing, periods })
  }
  try {
    return await allOrNothing(db, inTransaction)
  } catch (error) {
    if (isDoubleBooking(error)) return refuse('doubleBooked')
    throw error
  }
}
