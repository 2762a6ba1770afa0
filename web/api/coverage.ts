import { answerOf } from './answer.ts'
import { server } from './server.ts'

const year = server.associations[':associationId'].coverage[':fiscalYear']

/** How the days of a year are covered. */
export const coverage = {
  year: (associationId: string, fiscalYear: number) =>
    answerOf(year.$get({ param: { associationId, fiscalYear: String(fiscalYear) } })),
}
