import type { Era, Sheet, SheetKind } from '../../server/reports/sheet-view.ts'
import { type Answer, answerOf } from './answer.ts'
import type { RosterPath } from './client.ts'
import { server } from './server.ts'

const sheets = server.schemes[':schemeId'].rosters[':fiscalYear'].sheets

/** A sheet as it is chosen; `month` and `physicianId` count where it is of one. */
export type AskedSheet = { kind: SheetKind; month: string; physicianId: string; era: Era }

/** The content of a sheet, to be shown on the page. */
export const readSheet = (path: RosterPath, asked: AskedSheet): Promise<Answer<Sheet>> =>
  // The same routes answer a PDF, as text to the types, when they are asked for one.
  answerOf(request(path, asked)) as Promise<Answer<Sheet>>

function request(path: RosterPath, { kind, month, physicianId, era }: AskedSheet) {
  const param = { schemeId: path.schemeId, fiscalYear: String(path.fiscalYear) }
  const query = { era, as: 'json' } as const
  switch (kind) {
    case 'year':
      return sheets.year.$get({ param, query })
    case 'month':
      return sheets.month[':month'].$get({ param: { ...param, month }, query })
    case 'contacts':
      return sheets.contacts[':month'].$get({ param: { ...param, month }, query })
    case 'own':
      return sheets.own[':physicianId'].$get({ param: { ...param, physicianId }, query })
    case 'family':
      return sheets.family[':physicianId'][':month'].$get({ param: { ...param, physicianId, month }, query })
  }
}

/** The address of the same sheet as a PDF. */
export function pdfHref({ schemeId, fiscalYear }: RosterPath, asked: AskedSheet): string {
  const { kind, month, physicianId, era } = asked
  const of = { year: [], month: [month], contacts: [month], own: [physicianId], family: [physicianId, month] }
  const path = ['schemes', schemeId, 'rosters', String(fiscalYear), 'sheets', kind, ...of[kind]]
  return `/api/${path.map(encodeURIComponent).join('/')}?as=pdf&era=${era}`
}
