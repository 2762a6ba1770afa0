import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { DatabaseKind } from '../open.ts'
import { byAccount, index, needed, optional, reference, table, widen, withId } from './build-table.ts'
import { freezeTable } from './freeze-table.ts'
import { refuseOverlaps } from './refuse-overlaps.ts'

/**
 * What a rota may be published on and what becomes of it afterwards: nurse links with evidence, the gate's settings,
 * checks and waivers of a version, who has read it, changes of single duties, exchanges, and who really stood duty.
 */
export const publicationGate = (kind: DatabaseKind): Migration => ({
  async up(db) {
    await widenDirectory(db)
    await createNurseLinks(db)
    await widenPublications(db)
    await createChanges(db)
    await createExchanges(db)
    await cutDutiesIntoParts(db, kind)
    for (const table of FROZEN) await freezeTable(db, kind, table)
  },
})

const FROZEN = ['station_confirmation', 'publication_waiver', 'duty_change', 'duty_record']

async function widenDirectory(db: Kysely<unknown>) {
  await widen(db, 'nursing_station', 'revision', 'integer', c => c.notNull().defaultTo(0))
  await widen(db, 'nursing_station', 'cover', 'text', c => c.notNull().defaultTo('{"weekly":[],"dates":[]}'))
  await widen(db, 'nursing_station', 'closed_on', 'text')
  await widen(db, 'physician', 'duty_phone', 'text')
  await widen(db, 'duty_scheme', 'gate_settings', 'text', c => c.notNull().defaultTo('{}'))
  await widen(db, 'duty_scheme', 'exchange_settings', 'text', c => c.notNull().defaultTo('{}'))
}

async function createNurseLinks(db: Kysely<unknown>) {
  await byAccount(
    needed(
      needed(
        needed(
          reference(withId(db, 'station_confirmation'), 'station_id', 'nursing_station.id'),
          'bigint',
          'confirmed_at',
        ),
        'integer',
        'by_phone',
      ),
      'text',
      'spoken_with',
    ),
    'confirmed_by',
  ).execute()
  const evidence = reference(withId(db, 'nurse_evidence'), 'station_id', 'nursing_station.id')
  await byAccount(
    needed(
      needed(evidence, 'text', 'kind', 'checked_on', 'checked_by', 'night_phone', 'valid_until'),
      'bigint',
      'entered_at',
    ),
    'entered_by',
  )
    .addColumn('withdrawn_at', 'bigint')
    .addCheckConstraint('nurse_evidence_kind', sql`kind in ('system24h', 'urgentVisit', 'agreement')`)
    .addCheckConstraint('nurse_evidence_days', sql`checked_on <= valid_until`)
    .execute()
  const link = reference(withId(db, 'nurse_link'), 'station_id', 'nursing_station.id')
  await byAccount(
    needed(
      optional(
        needed(
          reference(link, 'association_id', 'association.id'),
          'text',
          'target_kind',
          'target_id',
          'from_day',
        ),
        'text',
        'to_day',
      ),
      'bigint',
      'entered_at',
    ),
    'entered_by',
  )
    .addColumn('revision', 'integer', c => c.notNull().defaultTo(0))
    .addCheckConstraint('nurse_link_target', sql`target_kind in ('scheme', 'physician', 'clinic', 'patient')`)
    .addCheckConstraint('nurse_link_days', sql`from_day <= to_day`)
    .execute()
  await index(db, 'station_confirmation', 'station_id')
  await index(db, 'nurse_evidence', 'station_id')
  await index(db, 'nurse_link', 'target_kind', 'target_id')
  await index(db, 'nurse_link', 'association_id')
}

async function widenPublications(db: Kysely<unknown>) {
  await widen(db, 'publication', 'kind', 'text', c => c.notNull().defaultTo('publication'))
  for (const column of ['checks', 'reason']) await widen(db, 'publication', column, 'text')
  await widen(db, 'publication', 'published_by', 'text', c => c.references('account.id'))
  await byAccount(
    needed(
      needed(
        reference(table(db, 'publication_waiver'), 'publication_id', 'publication.id'),
        'text',
        'check_name',
        'reason',
        'signed_by',
        'expires_on',
      ),
      'bigint',
      'signed_at',
    ),
    'account_id',
  )
    .addPrimaryKeyConstraint('publication_waiver_key', ['publication_id', 'check_name'])
    .execute()
  const receipt = reference(table(db, 'publication_receipt'), 'publication_id', 'publication.id')
  await byAccount(
    needed(
      optional(
        needed(reference(receipt, 'physician_id', 'physician.id'), 'bigint', 'read_at'),
        'bigint',
        'accepted_at',
      ),
      'integer',
      'on_behalf',
    ),
    'account_id',
  )
    .addPrimaryKeyConstraint('publication_receipt_key', ['publication_id', 'physician_id'])
    .execute()
}

async function createChanges(db: Kysely<unknown>) {
  const change = needed(
    reference(
      reference(withId(db, 'duty_change'), 'roster_id', 'roster.id'),
      'publication_id',
      'publication.id',
    ),
    'integer',
    'number',
  )
  await byAccount(
    needed(
      optional(
        needed(
          reference(
            reference(change, 'from_physician_id', 'physician.id'),
            'to_physician_id',
            'physician.id',
          ),
          'text',
          'kind',
          'unit_id',
          'post',
          'reason',
        ),
        'text',
        'exchange_id',
      ),
      'bigint',
      'start_at',
      'end_at',
      'applied_at',
    ),
    'applied_by',
  )
    .addUniqueConstraint('duty_change_number', ['publication_id', 'number'])
    .addCheckConstraint('duty_change_kind', sql`kind in ('override', 'swap', 'offer')`)
    .addCheckConstraint('duty_change_hours', sql`start_at < end_at`)
    .execute()
  await index(db, 'duty_change', 'roster_id')
  const record = reference(withId(db, 'duty_record'), 'roster_id', 'roster.id')
  await byAccount(
    needed(
      needed(needed(record, 'text', 'unit_id', 'post', 'stood', 'note'), 'bigint', 'recorded_at'),
      'integer',
      'number',
    ),
    'recorded_by',
  )
    .addUniqueConstraint('duty_record_number', ['unit_id', 'post', 'number'])
    .execute()
  await index(db, 'duty_record', 'roster_id')
}

async function createExchanges(db: Kysely<unknown>) {
  const exchange = needed(
    reference(reference(withId(db, 'exchange'), 'roster_id', 'roster.id'), 'proposer_id', 'physician.id'),
    'text',
    'kind',
    'status',
    'note',
  )
  await byAccount(
    byAccount(
      optional(
        optional(
          needed(
            needed(exchange, 'bigint', 'created_at', 'expires_at'),
            'integer',
            'on_behalf',
            'approval_needed',
            'revision',
          ),
          'bigint',
          'decided_at',
        ),
        'text',
        'decision_reason',
      ),
      'created_by',
    ),
    'decided_by',
  )
    .addCheckConstraint('exchange_kind', sql`kind in ('swap', 'offer')`)
    .addCheckConstraint(
      'exchange_status',
      sql`status in ('draft', 'proposed', 'accepted', 'applied', 'declined', 'withdrawn', 'expired', 'superseded')`,
    )
    .execute()
  const leg = needed(
    reference(table(db, 'exchange_leg'), 'exchange_id', 'exchange.id'),
    'integer',
    'position',
  )
  await reference(needed(leg, 'text', 'unit_id', 'post'), 'from_physician_id', 'physician.id')
    .addColumn('to_physician_id', 'text', c => c.references('physician.id'))
    .addPrimaryKeyConstraint('exchange_leg_key', ['exchange_id', 'position'])
    .execute()
  const answer = reference(table(db, 'exchange_answer'), 'exchange_id', 'exchange.id')
  await byAccount(
    needed(
      needed(
        needed(reference(answer, 'physician_id', 'physician.id'), 'text', 'answer'),
        'bigint',
        'answered_at',
      ),
      'integer',
      'on_behalf',
    ),
    'answered_by',
  )
    .addPrimaryKeyConstraint('exchange_answer_key', ['exchange_id', 'physician_id'])
    .addCheckConstraint('exchange_answer_word', sql`answer in ('accepted', 'declined')`)
    .execute()
  await index(db, 'exchange', 'roster_id')
  await index(db, 'exchange_leg', 'unit_id', 'post')
}

/**
 * A post of a unit may be held by two physicians one after the other. The part joins the key, which SQLite can only
 * change by a new table; what was published so far is each a whole unit, part 0.
 */
async function cutDutiesIntoParts(db: Kysely<unknown>, kind: DatabaseKind) {
  await db.schema.alterTable('duty_assignment').renameTo('whole_duty').execute()
  const current = needed(
    reference(
      reference(table(db, 'duty_assignment'), 'roster_id', 'roster.id'),
      'physician_id',
      'physician.id',
    ),
    'text',
    'unit_id',
    'post',
    'day',
    'holiday_class',
    'label',
  )
  await optional(
    needed(
      needed(current, 'bigint', 'start_at', 'end_at', 'first_published_at', 'changed_at'),
      'integer',
      'tentative',
      'sequence',
    ),
    'bigint',
    'cancelled_at',
  )
    .addColumn('part', 'integer', c => c.notNull().defaultTo(0))
    .addPrimaryKeyConstraint('duty_part_key', ['unit_id', 'post', 'part'])
    .execute()
  await sql`insert into duty_assignment
      (roster_id, physician_id, unit_id, post, day, holiday_class, label, start_at, end_at, first_published_at,
       changed_at, part, tentative, sequence, cancelled_at)
    select roster_id, physician_id, unit_id, post, day, holiday_class, label, start_at, end_at, first_published_at,
       changed_at, 0, tentative, sequence, cancelled_at from whole_duty`.execute(db)
  await db.schema.dropTable('whole_duty').execute()
  await index(db, 'duty_assignment', 'physician_id', 'start_at')
  await index(db, 'duty_assignment', 'roster_id')
  await refuseOverlaps(db, kind, 'duty_assignment', { within: ['physician_id'], unless: 'cancelled_at' })
}
