import type { NewSearch, Taking } from '../../server/roster/runs/rota-run-view.ts'
import { answerOf } from './answer.ts'
import type { RosterPath } from './client.ts'
import { server } from './server.ts'

const runs = server.schemes[':schemeId'].rosters[':fiscalYear'].runs
const run = runs[':runId']

const param = ({ schemeId, fiscalYear }: RosterPath) => ({ schemeId, fiscalYear: String(fiscalYear) })

/** Searches for the best rota of a year. */
export const rotaRuns = {
  current: (path: RosterPath) => answerOf(runs.current.$get({ param: param(path) })),
  start: (path: RosterPath, json: NewSearch) => answerOf(runs.$post({ param: param(path), json })),
  stop: (path: RosterPath, runId: string) =>
    answerOf(run.stop.$post({ param: { ...param(path), runId }, json: {} })),
  take: (path: RosterPath, runId: string, json: Taking) =>
    answerOf(run.take.$post({ param: { ...param(path), runId }, json })),
}
