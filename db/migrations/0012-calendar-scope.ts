import type { Migration } from 'kysely/migration'
import type { DatabaseKind } from '../open.ts'
import { needed, table } from './build-table.ts'
import { freezeTable } from './freeze-table.ts'

/** Whose duties calendars have shown, so that what a change of links, groups or blocks takes from one is still told. */
export const calendarScope = (kind: DatabaseKind): Migration => ({
  async up(db) {
    const name = 'calendar_scope'
    const scope = needed(needed(table(db, name), 'text', 'audience', 'audience_id'), 'integer', 'number')
    await needed(needed(scope, 'text', 'scope'), 'bigint', 'noticed_at')
      .addPrimaryKeyConstraint('calendar_scope_key', ['audience', 'audience_id', 'number'])
      .execute()
    await freezeTable(db, kind, name)
  },
})
