import type { Db, Trx } from '../../db/open.ts'
import type { Actor } from '../audit/actor.ts'
import { recordAudit } from '../audit/audit.service.ts'
import type { Context } from '../context.ts'
import { facilitiesOf } from '../directory/directory.service.ts'
import { associationShownChanged } from '../directory/shown-revision.service.ts'
import { findScheme } from '../duty/duty-scheme.service.ts'
import { accept, type Outcome, refuse, refuseFields } from '../http/refusal.ts'
import { allOrNothing } from '../identity/all-or-nothing.service.ts'
import * as coverage from './coverage.repository.ts'
import { coversOf, storedCoverageSettings } from './coverage-settings.ts'
import type { CoverageSettingsChange, SchemeCoverageSettings } from './coverage-settings-view.ts'

type ChangeRefusal = 'notFound' | 'staleRevision' | 'unknownFacility'

/** How the scheme stands in for absent physicians, with whom it may name as its final back-up. */
export async function readCoverageSettings(
  db: Db | Trx,
  schemeId: string,
): Promise<Outcome<SchemeCoverageSettings, 'notFound'>> {
  const scheme = await findScheme(db, schemeId)
  const row = await coverage.findSettings(db, schemeId)
  if (!scheme || !row) return refuse('notFound')
  const { physicians, hospitals } = await facilitiesOf(db, scheme.association.id)
  return accept({
    association: { id: scheme.association.id, name: scheme.association.name },
    scheme: { id: scheme.id, name: scheme.name, shortName: scheme.shortName },
    settings: storedCoverageSettings(row.coverage_settings),
    proposed: {
      hospitalCentred: [...coversOf.hospitalCentred],
      hospitalWithClinics: [...coversOf.hospitalWithClinics],
      clinicCentred: [...coversOf.clinicCentred],
      clinicNetwork: [...coversOf.clinicNetwork],
    },
    physicians,
    hospitals,
    revision: row.revision,
  })
}

/**
 * Puts these settings in the place of the present ones, if the scheme still is at `revision`. Absences that were
 * entered keep their cover.
 */
export const changeCoverageSettings = (
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
  schemeId: string,
  { settings, revision }: CoverageSettingsChange,
): Promise<Outcome<SchemeCoverageSettings, ChangeRefusal>> =>
  allOrNothing<SchemeCoverageSettings, ChangeRefusal>(db, async trx => {
    const before = await readCoverageSettings(trx, schemeId)
    if (!before.ok) return before
    const { association, physicians, hospitals } = before.value
    const { finalBackup } = settings
    const known = finalBackup?.kind === 'hospital' ? hospitals : physicians
    if (finalBackup && !known.some(({ id }) => id === finalBackup.id))
      return refuseFields('unknownFacility', ['settings.finalBackup.id'])
    if (!(await coverage.changeSettings(trx, schemeId, revision, JSON.stringify(settings))))
      return refuse('staleRevision')
    await associationShownChanged(trx, association.id)
    await recordAudit(trx, clock(), {
      action: 'coverageSettings.change',
      actor: { accountId: actor.accountId },
      address: actor.address,
      associationId: association.id,
      resource: `scheme:${schemeId}`,
      detail: {
        revision: revision + 1,
        topology: settings.topology,
        covers: settings.covers.join(','),
        finalBackup: finalBackup?.id ?? '',
      },
    })
    return readCoverageSettings(trx, schemeId)
  })
