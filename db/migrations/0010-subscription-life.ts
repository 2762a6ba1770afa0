import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { index, widen } from './build-table.ts'

/** Calendar subscriptions are changed by several people, and each belongs to an association. */
export const subscriptionLife: Migration = {
  async up(db) {
    await widen(db, 'feed_subscription', 'revision', 'integer', c => c.notNull().defaultTo(0))
    await placeInAssociations(db)
    await index(db, 'feed_subscription', 'association_id')
  },
}

/** Those made before subscriptions knew where: of a scheme or a physician, as there were no others. */
async function placeInAssociations(db: Kysely<unknown>) {
  await sql`
    update feed_subscription
    set association_id = case audience
      when 'scheme' then (select association_id from duty_scheme where duty_scheme.id = audience_id)
      when 'physician' then (
        select clinic.association_id from physician join clinic on clinic.id = physician.clinic_id
        where physician.id = audience_id)
      end
    where association_id is null`.execute(db)
}
