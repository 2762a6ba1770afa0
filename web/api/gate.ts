import type { GateSettingsChange } from '../../server/roster/gate/gate-settings-view.ts'
import type { TypedWaiver } from '../../server/roster/gate/gate-view.ts'
import { answerOf } from './answer.ts'
import type { RosterPath } from './client.ts'
import { server } from './server.ts'

const scheme = server.schemes[':schemeId']
const roster = scheme.rosters[':fiscalYear']

const param = ({ schemeId, fiscalYear }: RosterPath) => ({ schemeId, fiscalYear: String(fiscalYear) })

/** What stands between a draft and its publication. */
export const gates = {
  read: (path: RosterPath) => answerOf(roster.gate.$get({ param: param(path) })),
  /** Published units to come whose nurse link no longer holds. */
  lostLinks: (path: RosterPath) => answerOf(roster['lost-links'].$get({ param: param(path) })),
  /** What publishing the draft would change for whom. */
  difference: (path: RosterPath) =>
    answerOf(roster.difference.$get({ param: param(path), query: { from: 'now', to: 'draft' } })),
  publish: (path: RosterPath, json: { revision: number; waivers: TypedWaiver[] }) =>
    answerOf(roster.publications.$post({ param: param(path), json })),

  settings: (schemeId: string) => answerOf(scheme['gate-settings'].$get({ param: { schemeId } })),
  changeSettings: (schemeId: string, json: GateSettingsChange) =>
    answerOf(scheme['gate-settings'].$post({ param: { schemeId }, json })),
}
