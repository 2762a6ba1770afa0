import type { AssociationView } from '../../server/directory/directory-view.ts'
import type { RosterDraft, RosterPublication, RosterSummary } from '../../server/roster/roster-view.ts'
import { type Answer, answerOf } from './answer.ts'
import { server } from './server.ts'

export type RosterPath = { schemeId: string; fiscalYear: number }

const roster = server.schemes[':schemeId'].rosters[':fiscalYear']

const param = ({ schemeId, fiscalYear }: RosterPath) => ({ schemeId, fiscalYear: String(fiscalYear) })

/** Every request the page makes. */
export const api = {
  associations: (): Promise<Answer<{ associations: AssociationView[] }>> =>
    answerOf(server.associations.$get({})),

  roster: (path: RosterPath): Promise<Answer<RosterSummary>> => answerOf(roster.$get({ param: param(path) })),

  draft: (path: RosterPath): Promise<Answer<RosterDraft>> =>
    answerOf(roster.draft.$get({ param: param(path) })),

  publication: (path: RosterPath, number: number): Promise<Answer<RosterPublication>> =>
    answerOf(roster.publications[':number'].$get({ param: { ...param(path), number: String(number) } })),
}
