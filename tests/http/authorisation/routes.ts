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

/** Ids that exist in an association, its membership and subscription made for the purpose. */
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
    subscriptionId: subscription.id,
    file: `${subscription.token}.ics`,
  }
}

export const filled = (path: string, ids: Ids): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(ids[name] ?? 'nothing'))
