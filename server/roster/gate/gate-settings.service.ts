import type { Db, Trx } from '../../../db/open.ts'
import type { Actor } from '../../audit/actor.ts'
import { recordAudit } from '../../audit/audit.service.ts'
import type { Context } from '../../context.ts'
import { findScheme } from '../../duty/duty-scheme.service.ts'
import { accept, type Outcome, refuse } from '../../http/refusal.ts'
import * as stored from './gate.repository.ts'
import { CHECKS, DEFAULT_GATE_SETTINGS, type GateSettings } from './gate.ts'
import { storedGateSettings } from './gate-settings.ts'
import type { GateSettingsChange, SchemeGateSettings } from './gate-settings-view.ts'

/** How strict each check of the scheme is, what was never set by its default. */
export async function gateSettingsOf(db: Db | Trx, schemeId: string): Promise<GateSettings> {
  const row = await stored.findGateSettings(db, schemeId)
  return row ? storedGateSettings(row.gate_settings) : DEFAULT_GATE_SETTINGS
}

/** The same for whoever may change it, with the defaults. */
export async function readGateSettings(
  { db }: { db: Db | Trx },
  schemeId: string,
): Promise<Outcome<SchemeGateSettings, 'notFound'>> {
  const scheme = await findScheme(db, schemeId)
  const row = await stored.findGateSettings(db, schemeId)
  if (!scheme || !row) return refuse('notFound')
  return accept({
    scheme: { id: scheme.id, name: scheme.name, shortName: scheme.shortName },
    settings: storedGateSettings(row.gate_settings),
    defaults: DEFAULT_GATE_SETTINGS,
    revision: row.revision,
  })
}

/**
 * Puts these settings in the place of the present ones, if the scheme still is at `revision`. Versions that are
 * published stay as they are, with the checks of their time: the settings count from the next one on.
 */
export const changeGateSettings = (
  { db, clock }: Context,
  actor: Actor,
  schemeId: string,
  { settings, revision }: GateSettingsChange,
): Promise<Outcome<SchemeGateSettings, 'notFound' | 'staleRevision'>> =>
  db.transaction().execute(async trx => {
    const scheme = await findScheme(trx, schemeId)
    const before = await readGateSettings({ db: trx }, schemeId)
    if (!scheme || !before.ok) return refuse('notFound')
    if (!(await stored.changeGateSettings(trx, schemeId, revision, JSON.stringify(settings))))
      return refuse('staleRevision')
    await recordAudit(trx, clock(), {
      action: 'gateSettings.change',
      actor: { accountId: actor.accountId },
      address: actor.address,
      associationId: scheme.association.id,
      resource: `scheme:${schemeId}`,
      detail: { revision: revision + 1, ...differences(before.value.settings, settings) },
    })
    return readGateSettings({ db: trx }, schemeId)
  })

/** Each check whose mode changed, as it was and as it is. */
const differences = (was: GateSettings, is: GateSettings): Record<string, string> =>
  Object.fromEntries(
    CHECKS.filter(check => was[check] !== is[check]).flatMap(check => [
      [check, is[check]],
      [`${check}.before`, was[check]],
    ]),
  )
