import type { Migration } from 'kysely/migration'

/**
 * Lets two clerks change an association's settings without overwriting each other, and calendar
 * subscriptions say who made them and whether for somebody else.
 */
export const whoEntered: Migration = {
  async up(db) {
    await db.schema
      .alterTable('association')
      .addColumn('revision', 'integer', c => c.notNull().defaultTo(0))
      .execute()
    await db.schema
      .alterTable('feed_subscription')
      .addColumn('created_by', 'text', c => c.references('account.id'))
      .execute()
    await db.schema
      .alterTable('feed_subscription')
      .addColumn('on_behalf', 'integer', c => c.notNull().defaultTo(0))
      .execute()
    await db.schema
      .createIndex('feed_subscription_by_audience')
      .on('feed_subscription')
      .columns(['audience', 'audience_id'])
      .execute()
  },
}
