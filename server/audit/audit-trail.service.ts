import type { Context } from '../context.ts'
import { facilitiesOf } from '../directory/directory.service.ts'
import { namesOf } from '../identity/people.service.ts'
import { type AuditFilter, listAudit } from './audit.service.ts'
import type { AuditPage } from './audit-view.ts'

const PAGE_SIZE = 50

/** A page of an association's audit trail for people: who did it and for whom by name, newest first. */
export async function readAuditTrail(
  { db, keyring }: Pick<Context, 'db' | 'keyring'>,
  associationId: string,
  filter: AuditFilter,
  before?: number,
): Promise<AuditPage> {
  const cursor = before === undefined ? {} : { before }
  const { entries, next } = await listAudit(db, { ...filter, associationId }, { size: PAGE_SIZE, ...cursor })
  const ids = new Set(
    entries.flatMap(({ actorId, onBehalfOf }) => [actorId, onBehalfOf]).filter(id => id !== null),
  )
  const names = await namesOf({ db, keyring }, [...ids])
  const { physicians } = await facilitiesOf(db, associationId)
  const named = (id: string | null) => {
    if (id === null) return null
    return { id, name: names.get(id) ?? physicians.find(physician => physician.id === id)?.name ?? '' }
  }
  return {
    entries: entries.map(entry => ({
      seq: entry.seq,
      at: new Date(entry.at).toISOString(),
      action: entry.action,
      actor: named(entry.actorId),
      onBehalfOf: named(entry.onBehalfOf),
      resource: entry.resource,
      detail: JSON.parse(entry.detail),
      address: entry.address,
    })),
    next,
  }
}
