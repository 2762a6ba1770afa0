import type { Db, Trx } from '../../../db/open.ts'
import * as settings from './rota-settings.repository.ts'
import { DEFAULT_ROTA_SETTINGS, type RotaSettings, rotaSettingsSchema } from './rota-settings.ts'

/** How the scheme's rota is made, what was never set by its default. */
export async function rotaSettingsOf(db: Db | Trx, schemeId: string): Promise<RotaSettings> {
  const row = await settings.findSettings(db, schemeId)
  return row ? rotaSettingsSchema.parse(JSON.parse(row.rota_settings)) : DEFAULT_ROTA_SETTINGS
}
