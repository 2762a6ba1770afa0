import type { Db, Trx } from '../../../db/open.ts'
import type { Actor } from '../../audit/actor.ts'
import { recordAudit } from '../../audit/audit.service.ts'
import type { Context } from '../../context.ts'
import { findScheme } from '../../duty/duty-scheme.service.ts'
import { accept, type Outcome, refuse } from '../../http/refusal.ts'
import * as stored from './rota-settings.repository.ts'
import { DEFAULT_ROTA_SETTINGS, type RotaSettings, storedRotaSettings } from './rota-settings.ts'
import type { RotaSettingsChange, SchemeRotaSettings } from './rota-settings-view.ts'

/** How the scheme's rota is made, what was never set by its default. */
export async function rotaSettingsOf(db: Db | Trx, schemeId: string): Promise<RotaSettings> {
  const row = await stored.findSettings(db, schemeId)
  return row ? storedRotaSettings(row.rota_settings) : DEFAULT_ROTA_SETTINGS
}

/** The same for whoever may change it, with the defaults and the scheme's own rules of the rota. */
export async function readRotaSettings(
  { db }: { db: Db | Trx },
  schemeId: string,
): Promise<Outcome<SchemeRotaSettings, 'notFound'>> {
  const scheme = await findScheme(db, schemeId)
  const row = await stored.findSettings(db, schemeId)
  if (!scheme || !row) return refuse('notFound')
  return accept({
    scheme: { id: scheme.id, name: scheme.name, shortName: scheme.shortName },
    posts: scheme.posts,
    minGapDays: row.min_gap_days,
    settings: storedRotaSettings(row.rota_settings),
    defaults: DEFAULT_ROTA_SETTINGS,
    revision: row.revision,
  })
}

/**
 * Puts these settings in the place of the present ones, if the scheme still is at `revision`. Drafts and published
 * rotas stay as they are: the settings count when a rota is made the next time.
 */
export const changeRotaSettings = (
  { db, clock }: Context,
  actor: Actor,
  schemeId: string,
  { minGapDays, settings, revision }: RotaSettingsChange,
): Promise<Outcome<SchemeRotaSettings, 'notFound' | 'staleRevision'>> =>
  db.transaction().execute(async trx => {
    const scheme = await findScheme(trx, schemeId)
    const before = await readRotaSettings({ db: trx }, schemeId)
    if (!scheme || !before.ok) return refuse('notFound')
    const change = { rota_settings: JSON.stringify(settings), min_gap_days: minGapDays }
    if (!(await stored.changeSettings(trx, schemeId, revision, change))) return refuse('staleRevision')
    await recordAudit(trx, clock(), {
      action: 'rotaSettings.change',
      actor: { accountId: actor.accountId },
      address: actor.address,
      associationId: scheme.association.id,
      resource: `scheme:${schemeId}`,
      detail: { revision: revision + 1, ...differences(before.value, { minGapDays, settings }) },
    })
    return readRotaSettings({ db: trx }, schemeId)
  })

type Changeable = Pick<SchemeRotaSettings, 'minGapDays' | 'settings'>

/** What changed, each setting by its path, as it was and as it is. */
function differences(before: Changeable, after: Changeable): Record<string, string | number> {
  const [was, is] = [flat(before), flat(after)]
  return Object.fromEntries(
    [...is].flatMap(([path, value]) => {
      const former = was.get(path) ?? ''
      return former === value ? [] : [[path, value] as const, [`${path}.before`, former] as const]
    }),
  )
}

function flat({ minGapDays, settings }: Changeable): Map<string, string | number> {
  const { weights, spacing, burden, precedence, ...others } = settings
  const under = (group: string, values: Record<string, number>) =>
    Object.entries(values).map(([name, value]) => [`${group}.${name}`, value] as const)
  return new Map<string, string | number>([
    ['minGapDays', minGapDays],
    ['precedence', precedence?.join(',') ?? 'none'],
    ...Object.entries(others),
    ...under('weights', weights),
    ...under('spacing', spacing),
    ...under('burden', burden),
  ])
}
