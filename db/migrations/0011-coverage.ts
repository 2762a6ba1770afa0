import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { DatabaseKind } from '../open.ts'
import { byAccount, index, needed, optional, reference, table, widen, withId } from './build-table.ts'
import { refuseOverlaps } from './refuse-overlaps.ts'

/**
 * Who answers for whom: areas and what physicians do in them, care teams of patient references and clinic groups,
 * absences with their cover, referrals that wait for an attending physician, the links of the board and the call log.
 */
export const coverage = (kind: DatabaseKind): Migration => ({
  async up(db) {
    await widen(db, 'duty_scheme', 'coverage_settings', 'text', c => c.notNull().defaultTo('{}'))
    await createAreas(db)
    await createCareTeams(db)
    await createAbsences(db)
    await refuseOverlaps(db, kind, 'absence', { within: ['physician_id'], unless: 'withdrawn_at' })
    await createReferrals(db)
    await createBoard(db)
  },
})

async function createAreas(db: Kysely<unknown>) {
  const area = reference(withId(db, 'area'), 'association_id', 'association.id')
  await needed(needed(area, 'text', 'name'), 'integer', 'position').execute()
  const capability = reference(table(db, 'physician_capability'), 'physician_id', 'physician.id')
  await needed(reference(capability, 'area_id', 'area.id'), 'text', 'capability')
    .addPrimaryKeyConstraint('physician_capability_key', ['physician_id', 'area_id', 'capability'])
    .addCheckConstraint(
      'physician_capability_word',
      sql`capability in ('homeVisit', 'houseCall', 'endOfLifeCare')`,
    )
    .execute()
  await index(db, 'area', 'association_id')
  await index(db, 'physician_capability', 'area_id')
}

async function createCareTeams(db: Kysely<unknown>) {
  const patient = needed(
    reference(withId(db, 'patient_reference'), 'association_id', 'association.id'),
    'text',
    'code',
  )
  await byAccount(needed(patient, 'bigint', 'entered_at'), 'entered_by')
    .addColumn('area_id', 'text', c => c.references('area.id'))
    .addColumn('closed_at', 'bigint')
    .addColumn('revision', 'integer', c => c.notNull().defaultTo(0))
    .execute()
  await sql`create unique index patient_reference_code on patient_reference (association_id, code)
    where closed_at is null`.execute(db)

  const team = needed(
    reference(withId(db, 'care_team'), 'association_id', 'association.id'),
    'text',
    'emergency_plan',
  )
  await byAccount(needed(team, 'bigint', 'entered_at'), 'entered_by')
    .addColumn('patient_id', 'text', c => c.references('patient_reference.id'))
    .addColumn('group_id', 'text')
    .addColumn('ended_at', 'bigint')
    .addColumn('revision', 'integer', c => c.notNull().defaultTo(0))
    .addCheckConstraint('care_team_subject', sql`(patient_id is null) <> (group_id is null)`)
    .execute()
  await sql`create unique index care_team_of_patient on care_team (patient_id) where ended_at is null`.execute(
    db,
  )
  await sql`create unique index care_team_of_group on care_team (group_id) where ended_at is null`.execute(db)
  await index(db, 'care_team', 'association_id')
  await index(db, 'care_team', 'patient_id')

  const member = reference(withId(db, 'care_team_member'), 'team_id', 'care_team.id')
  await byAccount(
    optional(
      needed(
        needed(needed(member, 'text', 'role', 'target_id', 'discipline'), 'integer', 'position'),
        'bigint',
        'from_at',
      ),
      'bigint',
      'to_at',
    ),
    'entered_by',
  )
    .addCheckConstraint(
      'care_team_member_role',
      sql`role in ('attending', 'deputy', 'specialist', 'station', 'hospital', 'scheme')`,
    )
    .execute()
  await index(db, 'care_team_member', 'team_id')
  await index(db, 'care_team_member', 'target_id')

  const override = reference(
    reference(withId(db, 'answer_override'), 'team_id', 'care_team.id'),
    'physician_id',
    'physician.id',
  )
  await byAccount(
    optional(
      needed(needed(override, 'text', 'reason'), 'bigint', 'start_at', 'end_at', 'entered_at'),
      'bigint',
      'withdrawn_at',
    ),
    'entered_by',
  )
    .addCheckConstraint('answer_override_hours', sql`start_at < end_at`)
    .execute()
  await index(db, 'answer_override', 'team_id')
}

async function createAbsences(db: Kysely<unknown>) {
  const reason = reference(withId(db, 'absence_reason'), 'association_id', 'association.id')
  await optional(
    needed(needed(reason, 'text', 'label'), 'integer', 'position'),
    'bigint',
    'retired_at',
  ).execute()
  await index(db, 'absence_reason', 'association_id')

  // What 0011 gives to the associations that are there; new ones are given the same by the program.
  for (const [position, label] of ['学会', '旅行', '病気・けが', '家庭の事情', 'その他'].entries())
    await sql`insert into absence_reason (id, association_id, label, position)
      select id || ${sql.lit(`-absence-reason-${position + 1}`)}, id, ${sql.lit(label)}, ${sql.lit(position)} from association`.execute(
      db,
    )

  const COVER = sql`cover in ('deputy', 'locum', 'rota', 'request')`
  const ofPhysician = (name: string) =>
    reference(
      reference(
        reference(withId(db, name), 'association_id', 'association.id'),
        'physician_id',
        'physician.id',
      ),
      'reason_id',
      'absence_reason.id',
    )
      .addColumn('cover_physician_id', 'text', c => c.references('physician.id'))
      .addColumn('revision', 'integer', c => c.notNull().defaultTo(0))
  const series = needed(
    ofPhysician('absence_series'),
    'text',
    'cover',
    'weekdays',
    'from_time',
    'to_time',
    'from_day',
    'to_day',
    'note',
  )
  await byAccount(optional(needed(series, 'bigint', 'entered_at'), 'bigint', 'ended_at'), 'entered_by')
    .addCheckConstraint('absence_series_cover', COVER)
    .addCheckConstraint('absence_series_days', sql`from_day <= to_day`)
    .execute()
  const absence = needed(
    needed(needed(ofPhysician('absence'), 'text', 'cover'), 'bigint', 'start_at', 'end_at', 'entered_at'),
    'integer',
    'on_behalf',
  )
  await byAccount(optional(absence, 'bigint', 'withdrawn_at'), 'entered_by')
    .addColumn('series_id', 'text', c => c.references('absence_series.id'))
    .addCheckConstraint('absence_cover', COVER)
    .addCheckConstraint('absence_hours', sql`start_at < end_at`)
    .execute()
  await index(db, 'absence_series', 'association_id')
  await index(db, 'absence', 'association_id', 'start_at')
  await index(db, 'absence', 'physician_id', 'start_at')
}

async function createReferrals(db: Kysely<unknown>) {
  const referral = needed(
    reference(
      reference(withId(db, 'referral'), 'association_id', 'association.id'),
      'patient_id',
      'patient_reference.id',
    ),
    'text',
    'capabilities',
    'status',
  )
  await byAccount(
    byAccount(optional(needed(referral, 'bigint', 'received_at'), 'bigint', 'decided_at'), 'decided_by'),
    'entered_by',
  )
    .addColumn('hospital_id', 'text', c => c.references('hospital.id'))
    .addColumn('physician_id', 'text', c => c.references('physician.id'))
    .addColumn('revision', 'integer', c => c.notNull().defaultTo(0))
    .addCheckConstraint('referral_status', sql`status in ('waiting', 'assigned', 'withdrawn')`)
    .execute()
  await index(db, 'referral', 'association_id')

  const hand = reference(
    needed(withId(db, 'raised_hand'), 'text', 'request_kind', 'request_id'),
    'physician_id',
    'physician.id',
  )
  await byAccount(
    optional(needed(needed(hand, 'bigint', 'raised_at'), 'integer', 'on_behalf'), 'bigint', 'withdrawn_at'),
    'raised_by',
  )
    .addCheckConstraint('raised_hand_request', sql`request_kind in ('referral', 'absence')`)
    .execute()
  await sql`create unique index raised_hand_once on raised_hand (request_kind, request_id, physician_id)
    where withdrawn_at is null`.execute(db)
}

async function createBoard(db: Kysely<unknown>) {
  const link = needed(
    reference(withId(db, 'board_link'), 'association_id', 'association.id'),
    'text',
    'name',
    'token_hash',
  )
  await byAccount(
    optional(needed(link, 'bigint', 'created_at'), 'bigint', 'revoked_at', 'last_read_at'),
    'created_by',
  )
    .addUniqueConstraint('board_link_token', ['token_hash'])
    .execute()
  await index(db, 'board_link', 'association_id')

  const call = needed(
    reference(withId(db, 'call'), 'association_id', 'association.id'),
    'bigint',
    'received_at',
  )
  await byAccount(
    optional(
      optional(
        call,
        'text',
        'caller',
        'patient_code',
        'routed_to_kind',
        'routed_to_id',
        'answered_by_kind',
        'answered_by_id',
        'outcome',
      ),
      'bigint',
      'routed_at',
      'answered_at',
      'closed_at',
    ),
    'entered_by',
  )
    .addColumn('patient_id', 'text', c => c.references('patient_reference.id'))
    .addColumn('revision', 'integer', c => c.notNull().defaultTo(0))
    .execute()
  await index(db, 'call', 'association_id', 'received_at')
}
