import { randomUUID } from 'node:crypto'
import type { Context } from '../../../server/context.ts'
import { subscribe } from '../../../server/feeds/subscription.service.ts'
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
