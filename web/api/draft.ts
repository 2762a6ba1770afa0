import type { DraftEdit } from '../../server/roster/editing/draft-edit.ts'
import { answerOf } from './answer.ts'
import type { RosterPath } from './client.ts'
import { server } from './server.ts'

const { draft } = server.schemes[':schemeId'].rosters[':fiscalYear']

const param = ({ schemeId, fiscalYear }: RosterPath) => ({ schemeId, fiscalYear: String(fiscalYear) })

/** A draft as the year table edits it. */
export const drafts = {
  rota: (path: RosterPath) => answerOf(draft.rota.$get({ param: param(path) })),
  edit: (path: RosterPath, edits: readonly DraftEdit[]) =>
    answerOf(draft.edits.$post({ param: param(path), json: { edits: [...edits] } })),
}
