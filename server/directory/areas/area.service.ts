import { randomUUID } from 'node:crypto'
import type { Db, Trx } from '../../../db/open.ts'
import type { Actor } from '../../audit/actor.ts'
import { recordAudit } from '../../audit/audit.service.ts'
import type { Context } from '../../context.ts'
import { accept, type Outcome, refuse, refuseFields } from '../../http/refusal.ts'
import { allOrNothing } from '../../identity/all-or-nothing.service.ts'
import { countSettingsChange, readSettings } from '../association-settings.service.ts'
import { contactsOf } from '../contact.service.ts'
import { facilitiesOf } from '../directory.service.ts'
import { associationShownChanged } from '../shown-revision.service.ts'
import * as areas from './area.repository.ts'
import type { AreasChange, AreasView, CapabilitiesChange, Capability } from './area-view.ts'

type Asked = Pick<Context, 'db' | 'clock'>
type AreasRefusal = 'notFound' | 'staleRevision' | 'unknownArea' | 'areaInUse'

/** The association's areas in order, its physicians, and who does what where. */
export async function readAreas(
  db: Db | Trx,
  associationId: string,
): Promise<Outcome<AreasView, 'notFound'>> {
  const settings = await readSettings({ db }, associationId)
  if (!settings.ok) return settings
  const { physicians } = await facilitiesOf(db, associationId)
  const contacts = await contactsOf(
    db,
    physicians.map(({ id }) => id),
  )
  return accept({
    association: { id: associationId, name: settings.value.name },
    areas: (await areas.listAreas(db, associationId)).map(({ id, name, in_use }) => ({
      id,
      name,
      inUse: Boolean(in_use),
    })),
    physicians: physicians.map(({ id, name }) => ({ id, name, clinic: contacts.get(id)?.clinic ?? '' })),
    entries: (await areas.listEntries(db, associationId)).map(row => ({
      physicianId: row.physician_id,
      areaId: row.area_id,
      capability: row.capability as Capability,
    })),
    revision: settings.value.revision,
  })
}

/** Physicians who do all of this in the area, in the order of their kana. */
export async function physiciansFor(
  db: Db | Trx,
  areaId: string,
  wanted: readonly Capability[],
): Promise<string[]> {
  const entries = Map.groupBy(await areas.listEntriesOfArea(db, areaId), row => row.physician_id)
  return [...entries].flatMap(([physicianId, own]) => {
    const does = new Set(own.map(row => row.capability))
    return wanted.every(capability => does.has(capability)) ? [physicianId] : []
  })
}

/** Physicians who do anything in any area of the association. */
export const physiciansRegisteredIn = async (
  db: Db | Trx,
  associationId: string,
): Promise<ReadonlySet<string>> =>
  new Set((await areas.listEntries(db, associationId)).map(row => row.physician_id))

/** Puts these areas in the place of the present ones: adds, renames, orders, and removes those that nobody uses. */
export const changeAreas = (
  { db, clock }: Asked,
  actor: Actor,
  associationId: string,
  change: AreasChange,
): Promise<Outcome<AreasView, AreasRefusal>> =>
  allOrNothing<AreasView, AreasRefusal>(db, async trx => {
    if (!(await countSettingsChange(trx, associationId, change.revision))) return refuse('staleRevision')
    const before = await areas.listAreas(trx, associationId)
    const known = new Set(before.map(({ id }) => id))
    const strangers = change.areas.flatMap(({ id }, index) =>
      id === null || known.has(id) ? [] : [`areas.${index}.id`],
    )
    if (strangers.length > 0) return refuseFields('unknownArea', strangers)
    const kept = new Set(change.areas.map(({ id }) => id))
    const gone = before.filter(({ id }) => !kept.has(id))
    const used = gone.filter(({ in_use }) => Boolean(in_use))
    if (used.length > 0) return refuse('areaInUse', used.map(({ name }) => name).join('、'))
    for (const { id } of gone) await areas.removeArea(trx, id)
    for (const [position, { id, name }] of change.areas.entries())
      if (id === null)
        await areas.addArea(trx, { id: randomUUID(), association_id: associationId, name, position })
      else await areas.changeArea(trx, id, { name, position })
    await associationShownChanged(trx, associationId)
    await recordAudit(trx, clock(), {
      action: 'areas.change',
      actor: { accountId: actor.accountId },
      address: actor.address,
      associationId,
      resource: `association:${associationId}`,
      detail: { areas: change.areas.length, removed: gone.length },
    })
    return readAreas(trx, associationId)
  })

/** Enters what a physician does or no longer does; what is not among the changes stays. */
export const changeCapabilities = (
  { db, clock }: Asked,
  actor: Actor,
  { associationId, physicianId }: { associationId: string; physicianId: string },
  { changes }: CapabilitiesChange,
): Promise<Outcome<AreasView, 'notFound' | 'unknownArea'>> =>
  allOrNothing<AreasView, 'notFound' | 'unknownArea'>(db, async trx => {
    await associationShownChanged(trx, associationId)
    const known = new Set((await areas.listAreas(trx, associationId)).map(({ id }) => id))
    const strangers = changes.flatMap(({ areaId }, index) =>
      known.has(areaId) ? [] : [`changes.${index}.areaId`],
    )
    if (strangers.length > 0) return refuseFields('unknownArea', strangers)
    for (const { areaId, capability, does } of changes) {
      const entry = { physician_id: physicianId, area_id: areaId, capability }
      await (does ? areas.addEntry(trx, entry) : areas.removeEntry(trx, entry))
    }
    await recordAudit(trx, clock(), {
      action: 'capabilities.enter',
      actor: { accountId: actor.accountId },
      address: actor.address,
      ...(actor.onBehalfOf === undefined ? {} : { onBehalfOf: actor.onBehalfOf }),
      associationId,
      resource: `physician:${physicianId}`,
      detail: {
        added: changes.filter(({ does }) => does).length,
        removed: changes.filter(({ does }) => !does).length,
      },
    })
    return readAreas(trx, associationId)
  })
