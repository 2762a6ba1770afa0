import type { NewDutyRecord } from '../../server/roster/versions/duty-record-view.ts'
import type { NewReceipt } from '../../server/roster/versions/receipt-view.ts'
import type { Withdrawal } from '../../server/roster/versions/version-view.ts'
import { answerOf } from './answer.ts'
import type { RosterPath } from './client.ts'
import { server } from './server.ts'

const roster = server.schemes[':schemeId'].rosters[':fiscalYear']
const receipt = roster.physicians[':physicianId'].receipt

const param = ({ schemeId, fiscalYear }: RosterPath) => ({ schemeId, fiscalYear: String(fiscalYear) })

/** The versions of a year, what changes between them, who has confirmed them, and who really stood duty. */
export const versions = {
  list: (path: RosterPath) => answerOf(roster.versions.$get({ param: param(path) })),
  difference: (path: RosterPath, from: string, to: string) =>
    answerOf(roster.difference.$get({ param: param(path), query: { from, to } })),
  withdraw: (path: RosterPath, json: Withdrawal) =>
    answerOf(roster.withdrawals.$post({ param: param(path), json })),

  receipts: (path: RosterPath) => answerOf(roster.receipts.$get({ param: param(path) })),
  receipt: (path: RosterPath, physicianId: string) =>
    answerOf(receipt.$get({ param: { ...param(path), physicianId } })),
  confirm: (path: RosterPath, physicianId: string, json: NewReceipt) =>
    answerOf(receipt.$post({ param: { ...param(path), physicianId }, json })),

  records: (path: RosterPath) => answerOf(roster.records.$get({ param: param(path) })),
  record: (path: RosterPath, json: NewDutyRecord) =>
    answerOf(roster.records.$post({ param: param(path), json })),
}
