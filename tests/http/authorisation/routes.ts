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
    .execute(trx => subscribe(trx, context.clock(), 'physician', physicianId))
  return {
    associationId,
    schemeId: `${associationId}-locum`,
    fiscalYear: '2026',
    number: '1',
    membershipId: membershipIds[0] ?? '',
    physicianId,
    joinedOn: '2024-04-01',
    subscriptionId: subscription.id,
    runId: await aRunOf(context, `${associationId}-locum/2026`),
    wishId: await aWishOf(context, `${associationId}-locum`, physicianId),
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
