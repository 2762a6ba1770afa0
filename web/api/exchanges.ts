import type { ExchangeSettingsChange } from '../../server/roster/exchanges/exchange-settings-view.ts'
import type {
  ExchangeDecision,
  NewExchangeBody,
  Override,
  PhysiciansEvent,
} from '../../server/roster/exchanges/exchange-view.ts'
import { answerOf } from './answer.ts'
import type { RosterPath } from './client.ts'
import { server } from './server.ts'

const scheme = server.schemes[':schemeId']
const year = scheme.rosters[':fiscalYear']
const own = year.physicians[':physicianId'].exchanges

const param = ({ schemeId, fiscalYear }: RosterPath) => ({ schemeId, fiscalYear: String(fiscalYear) })

/** Swaps, offers and overrides of published duties. */
export const exchanges = {
  of: (path: RosterPath) => answerOf(year.exchanges.$get({ param: param(path) })),
  ask: (path: RosterPath, physicianId: string, json: NewExchangeBody) =>
    answerOf(own.$post({ param: { ...param(path), physicianId }, json })),
  move: (path: RosterPath, physicianId: string, exchangeId: string, json: PhysiciansEvent) =>
    answerOf(own[':exchangeId'].$post({ param: { ...param(path), physicianId, exchangeId }, json })),
  decide: (path: RosterPath, exchangeId: string, json: ExchangeDecision) =>
    answerOf(year.exchanges[':exchangeId'].decision.$post({ param: { ...param(path), exchangeId }, json })),
  override: (path: RosterPath, json: Override) =>
    answerOf(year.overrides.$post({ param: param(path), json })),

  settings: (schemeId: string) => answerOf(scheme['exchange-settings'].$get({ param: { schemeId } })),
  changeSettings: (schemeId: string, json: ExchangeSettingsChange) =>
    answerOf(scheme['exchange-settings'].$post({ param: { schemeId }, json })),
}
