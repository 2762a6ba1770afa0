import type { Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'
import { index, needed, reference, table, widen, withId } from './build-table.ts'

/** Calendar subscriptions with a life of their own, groups of clinics, and a count of what calendars show. */
export const feeds: Migration = {
  async up(db) {
    await widenSubscriptions(db)
    await createClinicGroups(db)
    await widen(db, 'association', 'shown_revision', 'integer', c => c.notNull().defaultTo(0))
  },
}

async function widenSubscriptions(db: Kysely<unknown>) {
  const name = 'feed_subscription'
  await widen(db, name, 'name', 'text', c => c.notNull().defaultTo(''))
  await widen(db, name, 'alarm_minutes', 'integer')
  await widen(db, name, 'association_id', 'text', c => c.references('association.id'))
  await widen(db, name, 'membership_id', 'text', c => c.references('membership.id'))
  await widen(db, name, 'farewell', 'integer', c => c.notNull().defaultTo(0))
  await widen(db, name, 'last_read_at', 'bigint')
  await widen(db, name, 'last_read_by', 'text')
  await index(db, name, 'audience', 'audience_id')
}

async function createClinicGroups(db: Kysely<unknown>) {
  await needed(
    needed(reference(withId(db, 'clinic_group'), 'association_id', 'association.id'), 'text', 'name'),
    'integer',
    'revision',
  ).execute()
  const member = reference(table(db, 'clinic_group_clinic'), 'group_id', 'clinic_group.id')
  await reference(member, 'clinic_id', 'clinic.id')
    .addPrimaryKeyConstraint('clinic_group_clinic_key', ['group_id', 'clinic_id'])
    .execute()
  await index(db, 'clinic_group', 'association_id')
}
