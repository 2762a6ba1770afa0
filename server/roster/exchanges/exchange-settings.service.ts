import type { Db, Trx } from '../../../db/open.ts'
import type { Actor } from '../../audit/actor.ts'
import { recordAudit } from '../../audit/audit.service.ts'
import type { Context } from '../../context.ts'
import { findScheme } from '../../duty/duty-scheme.service.ts'
import { accept, type Outcome, refuse } from '../../http/refusal.ts'
import * as stored from './exchange-settings.repository.ts'
import {
  DEFAULT_EXCHANGE_SETTINGS,
  type ExchangeSettings,
  storedExchangeSettings,
} from './exchange-settings.ts'
import type { ExchangeSettingsChange, SchemeExchangeSettings } from './exchange-settings-view.ts'

/** How duties are exchanged in the scheme, what was never set by its default. */
export async function exchangeSettingsOf(db: Db | Trx, schemeId: string): Promise<ExchangeSettings> {
  const row = await stored.findSettings(db, schemeId)
  return row ? storedExchangeSettings(row.exchange_settings) : DEFAULT_EXCHANGE_SETTINGS
}

/** The same for whoever may change it. */
export async function readExchangeSettings(
  { db }: { db: Db | Trx },
  schemeId: string,
): Promise<Outcome<SchemeExchangeSettings, 'notFound'>> {
  const scheme = await findScheme(db, schemeId)
  const row = await stored.findSettings(db, schemeId)
  if (!scheme || !row) return refuse('notFound')
  return accept({
    scheme: { id: scheme.id, name: scheme.name, shortName: scheme.shortName },
    settings: storedExchangeSettings(row.exchange_settings),
    revision: row.revision,
  })
}

/**
 * Puts these settings in the place of the present ones, if the scheme still is at `revision`. Exchanges that are under
 * way go on by the settings they began with.
 */
export const changeExchangeSettings = (
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
  schemeId: string,
  { settings, revision }: ExchangeSettingsChange,
): Promise<Outcome<SchemeExchangeSettings, 'notFound' | 'staleRevision'>> =>
  db.transaction().execute(async trx => {
    const scheme = await findScheme(trx, schemeId)
    if (!scheme) return refuse('notFound')
    if (!(await stored.changeSettings(trx, schemeId, revision, JSON.stringify(settings))))
      return refuse('staleRevision')
    await recordAudit(trx, clock(), {
      action: 'exchangeSettings.change',
      actor: { accountId: actor.accountId },
      address: actor.address,
      associationId: scheme.association.id,
      resource: `scheme:${schemeId}`,
      detail: {
        revision: revision + 1,
        approvalNeeded: String(settings.approvalNeeded),
        answerWithinDays: settings.answerWithinDays,
      },
    })
    return readExchangeSettings({ db: trx }, schemeId)
  })
