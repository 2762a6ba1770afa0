import { randomUUID } from 'node:crypto'
import type { Trx } from '../../../db/open.ts'
import type { Context } from '../../../server/context.ts'
import { subscribe } from '../../../server/feeds/subscription.service.ts'
import type { Clock } from '../../../server/time/clock.ts'
import type { anApp } from '../../setup/context.ts'
import { bodyOf } from '../../setup/context.ts'
import { aMembership, aSignedInPerson } from '../../setup/person.ts'

/** A route as the API description has it. */
export type Route = { name: string; method: 'GET' | 'POST'; path: string; action: string | undefined }

type Description = { paths: Record<string, Record<string, { 'x-action'?: string }>> }

/** What is served beside the API and needs no authorisation: the page, the description and its reader. */
const BESIDE = /^\/(\*|assets\/\*|:file\{.*|api\/openapi\.json|api\/docs.*)$/

/** Every route of the program. One that is served but not described fails here. */
export async function routesOf({ app }: ReturnType<typeof anApp>): Promise<Route[]> {
  const { paths } = await bodyOf<Description>(app.request('/api/openapi.json'))
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { 'x-action': action }]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase() as Route['method'],
      path,
      action,
    })),
  )
  const names = new Set(described.map(route => route.name.replaceAll(/\{(\w+)\}/g, ':$1')))
  for (const { method, path } of app.routes)
    if (method !== 'ALL' && path !== '/*' && !BESIDE.test(path) && !names.has(`${method} ${path}`))
      throw new Error(`${method} ${path} is served but not described`)
  return described
}

/** What the named parts of a path stand for. */
export type Ids = Record<string, string>

/** Ids that exist in an association, its membership, subscription and wish made for the purpose. */
export async function idsOf(context: Context, associationId: string): Promise<Ids> {
  const { membershipIds } = await aSignedInPerson(context, { memberships: [aMembership({ associationId })] })
  const physicianId = `${associationId}-physician-1`
  const subscription = await context.db
    .transaction()
    .execute(trx => subscribe(trx, context.clock(), 'physician', physicianId, { associationId }))
  return {
    associationId,
    schemeId: `${associationId}-locum`,
    fiscalYear: '2026',
    number: '1',
    month: '2026-06',
    membershipId: membershipIds[0] ?? '',
    physicianId,
    audience: 'physician',
    audienceId: physicianId,
    joinedOn: '2024-04-01',
    subscriptionId: subscription.id,
    runId: await aRunOf(context, `${associationId}-locum/2026`),
    exchangeId: await anExchangeOf(context, `${associationId}-locum/2026`, physicianId),
    wishId: await aWishOf(context, `${associationId}-locum`, physicianId),
    stationId: `${associationId}-station-1`,
    evidenceId: await anEvidenceOf(context, `${associationId}-station-1`),
    linkId: await aLinkOf(context, associationId),
    groupId: await aGroupOf(context, associationId),
    absenceId: await anAbsenceOf(context, associationId),
    seriesId: await aSeriesOf(context, associationId),
    boardLinkId: await aBoardLinkOf(context, associationId),
    callId: await aCallOf(context, associationId),
    ...(await aPatientOf(context, associationId)),
    file: `${subscription.token}.ics`,
  }
}

/** A search that came to nothing. */
async function aRunOf({ db, clock }: Context, rosterId: string): Promise<string> {
  const id = randomUUID()
  await db
    .insertInto('rota_run')
    .values({
      id,
      roster_id: rosterId,
      base_revision: 1,
      seed: 1,
      seconds: 20,
      input_hash: 'none',
      instance: '{}',
      status: 'done',
      as_of: clock(),
      started_at: clock(),
      heartbeat_at: clock(),
      stop_requested: 0,
    })
    .execute()
  return id
}

async function anEvidenceOf({ db, clock }: Context, stationId: string): Promise<string> {
  const id = randomUUID()
  await db
    .insertInto('nurse_evidence')
    .values({
      id,
      station_id: stationId,
      kind: 'agreement',
      checked_on: '2026-05-01',
      checked_by: 'nobody',
      night_phone: '0120-000-000',
      valid_until: '2027-03-31',
      entered_at: clock(),
      entered_by: null,
      withdrawn_at: null,
    })
    .execute()
  return id
}

/** A call that has just come in. */
async function aCallOf({ db, clock }: Context, associationId: string): Promise<string> {
  const id = randomUUID()
  await db.insertInto('call').values({ id, association_id: associationId, received_at: clock() }).execute()
  return id
}

async function aBoardLinkOf({ db, clock }: Context, associationId: string): Promise<string> {
  const id = randomUUID()
  await db
    .insertInto('board_link')
    .values({
      id,
      association_id: associationId,
      name: 'センター',
      token_hash: id,
      created_at: clock(),
      created_by: null,
      revoked_at: null,
      last_read_at: null,
    })
    .execute()
  return id
}

/** A patient with a team of the first physician, who has been sent by the first hospital too. */
const aPatientOf = (context: Context, associationId: string): Promise<Ids> =>
  // One commit for all: every route of the matrix has a patient of its own.
  context.db.transaction().execute(db => addPatient(db, context.clock, associationId))

async function addPatient(db: Trx, clock: Clock, associationId: string): Promise<Ids> {
  const [patientId, teamId, referralId, overrideId] = Array.from({ length: 4 }, () => randomUUID()) as [
    string,
    string,
    string,
    string,
  ]
  const own = { association_id: associationId, entered_by: null }
  const entered = { ...own, entered_at: clock() }
  const code = `T-${++patients}`
  const [hospital] = await db
    .selectFrom('hospital')
    .where('association_id', '=', associationId)
    .orderBy('id')
    .select('id')
    .execute()
  const areaId = `${associationId}-area-1`
  await db
    .insertInto('patient_reference')
    .values({ ...entered, id: patientId, code, area_id: areaId, closed_at: null })
    .execute()
  const team = { id: teamId, patient_id: patientId, group_id: null, ended_at: null }
  await db
    .insertInto('care_team')
    .values({ ...entered, ...team, emergency_plan: '{"means":"ambulance","contacts":[],"wishes":"no"}' })
    .execute()
  await db
    .insertInto('care_team_member')
    .values({
      id: randomUUID(),
      team_id: teamId,
      role: 'attending',
      target_id: `${associationId}-physician-1`,
      discipline: '',
      position: 0,
      from_at: clock(),
      to_at: null,
      entered_by: null,
    })
    .execute()
  await db
    .insertInto('answer_override')
    .values({
      id: overrideId,
      team_id: teamId,
      physician_id: `${associationId}-physician-2`,
      start_at: clock(),
      end_at: clock() + 1,
      reason: 'x',
      entered_at: clock(),
      entered_by: null,
      withdrawn_at: null,
    })
    .execute()
  await db
    .insertInto('referral')
    .values({
      ...own,
      id: referralId,
      patient_id: patientId,
      hospital_id: hospital?.id ?? null,
      capabilities: '["homeVisit"]',
      status: 'waiting',
      received_at: clock(),
      decided_at: null,
      decided_by: null,
      physician_id: null,
    })
    .execute()
  return { patientId, teamId, referralId, overrideId }
}

/** Codes are unique among the open references of an association. */
let patients = 500_000

/** A link of the association's first station to its first physician. */
async function aLinkOf({ db, clock }: Context, associationId: string): Promise<string> {
  const id = randomUUID()
  await db
    .insertInto('nurse_link')
    .values({
      id,
      station_id: `${associationId}-station-1`,
      association_id: associationId,
      target_kind: 'physician',
      target_id: `${associationId}-physician-1`,
      from_day: '2026-04-01',
      to_day: null,
      entered_at: clock(),
      entered_by: null,
    })
    .execute()
  return id
}

/** A draft of a swap that is of nothing. */
async function anExchangeOf({ db, clock }: Context, rosterId: string, physicianId: string): Promise<string> {
  const id = randomUUID()
  await db
    .insertInto('exchange')
    .values({
      id,
      roster_id: rosterId,
      kind: 'swap',
      status: 'draft',
      proposer_id: physicianId,
      note: '',
      created_at: clock(),
      expires_at: clock() + 1,
      on_behalf: 0,
      approval_needed: 0,
      revision: 0,
    })
    .execute()
  return id
}

/** A group of the association's first clinic. */
async function aGroupOf({ db }: Context, associationId: string): Promise<string> {
  const id = randomUUID()
  await db
    .insertInto('clinic_group')
    .values({ id, association_id: associationId, name: 'group', revision: 0 })
    .execute()
  await db
    .insertInto('clinic_group_clinic')
    .values({ group_id: id, clinic_id: `${associationId}-clinic-1` })
    .execute()
  return id
}

const statedOf = ({ clock }: Context, associationId: string) => ({
  association_id: associationId,
  physician_id: `${associationId}-physician-1`,
  reason_id: `${associationId}-absence-reason-1`,
  cover: 'request',
  cover_physician_id: null,
  entered_at: clock(),
  entered_by: null,
})

/** An hour of the association's first physician for which hands are asked for, each call the next one. */
async function anAbsenceOf(context: Context, associationId: string): Promise<string> {
  const id = randomUUID()
  const stated = statedOf(context, associationId)
  const { last } = await context.db
    .selectFrom('absence')
    .where('physician_id', '=', stated.physician_id)
    .select(({ fn }) => fn.max('end_at').as('last'))
    .executeTakeFirstOrThrow()
  const start = last ?? Date.parse('2026-09-01T09:00:00+09:00')
  await context.db
    .insertInto('absence')
    .values({
      ...stated,
      id,
      series_id: null,
      start_at: start,
      end_at: start + 3_600_000,
      on_behalf: 0,
      withdrawn_at: null,
    })
    .execute()
  return id
}

/** A weekly absence without any day of it left. */
async function aSeriesOf(context: Context, associationId: string): Promise<string> {
  const id = randomUUID()
  await context.db
    .insertInto('absence_series')
    .values({
      ...statedOf(context, associationId),
      id,
      weekdays: '[2]',
      from_time: '13:00',
      to_time: '18:00',
      from_day: '2026-09-01',
      to_day: '2026-09-30',
      note: '',
      ended_at: null,
    })
    .execute()
  return id
}

async function aWishOf({ db, clock }: Context, schemeId: string, physicianId: string): Promise<string> {
  const id = randomUUID()
  await db
    .insertInto('wish')
    .values({
      id,
      scheme_id: schemeId,
      physician_id: physicianId,
      fiscal_year: 2026,
      kind: 'unavailable',
      pattern: JSON.stringify({ form: 'days', from: '2026-08-10', to: '2026-08-16', hours: null }),
      entered_at: clock(),
      entered_by: null,
      on_behalf: 0,
    })
    .execute()
  return id
}

export const filled = (path: string, ids: Ids): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(ids[name] ?? 'nothing'))
