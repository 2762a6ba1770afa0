import type { Migration } from 'kysely/migration'
import { index } from './build-table.ts'

/** A calendar that is read looks each time for the schemes of its physician, and for duties that they took over. */
export const feedLookUp: Migration = {
  async up(db) {
    await index(db, 'scheme_member', 'physician_id')
    await index(db, 'duty_change', 'to_physician_id')
  },
}
