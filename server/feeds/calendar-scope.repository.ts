import type { Insertable } from 'kysely'
import type { Db, Trx } from '../../db/open.ts'
import type { CalendarScopeTable } from '../../db/schema/calendar-scope.ts'

/** Whose duties calendars have shown. SQL only. */

/** Of one audience, in order. */
export const listScopes = (db: Db | Trx, audience: string, audienceId: string) =>
  db
    .selectFrom('calendar_scope')
    .where('audience', '=', audience)
    .where('audience_id', '=', audienceId)
    .select(['scope', 'noticed_at'])
    .orderBy('number')
    .execute()

/** Of several that notice a change at once, one writes it down. */
export const addScope = (trx: Trx, row: Insertable<CalendarScopeTable>) =>
  trx
    .insertInto('calendar_scope')
    .values(row)
    .onConflict(conflict => conflict.doNothing())
    .execute()
