import type { NewLedgerEntry } from '../../server/roster/ledger/ledger-view.ts'
import { answerOf } from './answer.ts'
import type { RosterPath } from './client.ts'
import { server } from './server.ts'

const roster = server.schemes[':schemeId'].rosters[':fiscalYear']

const param = ({ schemeId, fiscalYear }: RosterPath) => ({ schemeId, fiscalYear: String(fiscalYear) })

/** How fair a rota is, and what is carried from year to year. */
export const fairness = {
  ofDraft: (path: RosterPath) => answerOf(roster.draft.fairness.$get({ param: param(path) })),
  ofPublication: (path: RosterPath, number: number) =>
    answerOf(
      roster.publications[':number'].fairness.$get({ param: { ...param(path), number: String(number) } }),
    ),

  ledger: (path: RosterPath) => answerOf(roster.ledger.$get({ param: param(path) })),
  enter: (path: RosterPath, json: NewLedgerEntry) =>
    answerOf(roster.ledger.$post({ param: param(path), json })),
}
