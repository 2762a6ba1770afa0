import type { Trx } from '../../db/open.ts'
import type { Actor } from '../audit/actor.ts'
import { recordAudit } from '../audit/audit.service.ts'
import type { Context } from '../context.ts'
import { accept, type Outcome, refuse } from '../http/refusal.ts'
import type { AssociationSettings } from './association-settings-view.ts'
import * as directory from './directory.repository.ts'
import { associationShownChanged } from './shown-revision.service.ts'

export async function readSettings(
  { db }: Pick<Context, 'db'>,
  associationId: string,
): Promise<Outcome<AssociationSettings, 'notFound'>> {
  const association = await directory.findAssociation(db, associationId)
  if (!association) return refuse('notFound')
  return accept({
    name: association.name,
    shortName: association.short_name,
    closedDays: await directory.listClosedDays(db, associationId),
    revision: association.revision,
  })
}

/**
 * Puts these settings in the place of the present ones, if they still are at `revision`. Drafts and published
 * rotas stay as they are: changed closed days count when a draft is made the next time.
 */
export const changeSettings = (
  { db, clock }: Context,
  actor: Actor,
  associationId: string,
  settings: AssociationSettings,
): Promise<Outcome<AssociationSettings, 'notFound' | 'staleRevision'>> =>
  db.transaction().execute(async trx => {
    const before = await readSettings({ db: trx }, associationId)
    if (!before.ok) return before
    if (!(await directory.changeAssociation(trx, associationId, settings))) return refuse('staleRevision')
    await associationShownChanged(trx, associationId)
    await directory.replaceClosedDays(trx, associationId, settings.closedDays)
    await recordAudit(trx, clock(), {
      action: 'settings.change',
      actor: { accountId: actor.accountId },
      address: actor.address,
      associationId,
      resource: `association:${associationId}`,
      detail: { revision: settings.revision + 1, ...differences(before.value, settings) },
    })
    return readSettings({ db: trx }, associationId)
  })

/**
 * Takes the turn of whoever changes a list that belongs to the settings (areas, reasons for absences). False when the
 * settings are not at `revision` any more.
 */
export const countSettingsChange = (trx: Trx, associationId: string, revision: number): Promise<boolean> =>
  directory.countChange(trx, associationId, revision)

/** What changed, in words that the audit may keep: which name, and which days. */
const differences = (before: AssociationSettings, after: AssociationSettings) => ({
  name: before.name !== after.name,
  shortName: before.shortName !== after.shortName,
  daysAdded: daysOnlyIn(after, before),
  daysRemoved: daysOnlyIn(before, after),
})

const daysOnlyIn = (some: AssociationSettings, others: AssociationSettings): string => {
  const known = new Set(others.closedDays.map(({ day, label }) => `${day} ${label}`))
  return some.closedDays.flatMap(({ day, label }) => (known.has(`${day} ${label}`) ? [] : [day])).join(',')
}
