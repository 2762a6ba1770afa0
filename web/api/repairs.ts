import type { MemberAbsence, TakenRepair } from '../../server/roster/repair/repair-view.ts'
import { answerOf } from './answer.ts'
import type { RosterPath } from './client.ts'
import { server } from './server.ts'

const repair = server.schemes[':schemeId'].rosters[':fiscalYear'].repairs

const param = ({ schemeId, fiscalYear }: RosterPath) => ({ schemeId, fiscalYear: String(fiscalYear) })

/** What can be done about a published rota when a member falls away. */
export const repairs = {
  offers: (path: RosterPath, json: MemberAbsence) => answerOf(repair.$post({ param: param(path), json })),
  take: (path: RosterPath, json: TakenRepair) => answerOf(repair.take.$post({ param: param(path), json })),
}
