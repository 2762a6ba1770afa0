import { z } from '@hono/zod-openapi'
import type { Context as Request } from 'hono'
import type { Context } from '../context.ts'
import { answerRefusal, createApi, problemResponse } from '../http/api.ts'
import { contentDisposition } from '../http/content-disposition.ts'
import { protectedRoute } from '../http/protected-route.ts'
import type { Outcome, Reason } from '../http/refusal.ts'
import { drawSheet } from './draw-sheet.ts'
import { monthPart, physicianPart, type Sheet, sheetPath, sheetQuery, sheetSchema } from './sheet-view.ts'
import {
  readFamilySheet,
  readMonthRota,
  readNightContacts,
  readOwnDuties,
  readYearPoster,
} from './sheets.service.ts'

const SHEETS = '/schemes/{schemeId}/rosters/{fiscalYear}/sheets'

const responses = {
  200: {
    description: 'The sheet: its content for the page, or as a PDF of A4 pages',
    content: {
      'application/json': { schema: sheetSchema },
      'application/pdf': { schema: z.string().openapi({ format: 'binary' }) },
    },
  },
  400: problemResponse('Bad input, by field'),
  409: problemResponse('Nothing is published of this year'),
} as const

const getYear = protectedRoute(
  { action: 'roster.read', about: 'scheme' },
  {
    method: 'get',
    path: `${SHEETS}/year`,
    summary: 'The whole year on one poster (年間当番表)',
    request: { params: sheetPath, query: sheetQuery },
    responses,
  },
)

const getMonth = protectedRoute(
  { action: 'roster.read', about: 'scheme' },
  {
    method: 'get',
    path: `${SHEETS}/month/{month}`,
    summary: 'The rota of a month (月間当番表)',
    request: { params: sheetPath.extend(monthPart), query: sheetQuery },
    responses,
  },
)

const getContacts = protectedRoute(
  { action: 'contactSheet.read', about: 'scheme' },
  {
    method: 'get',
    path: `${SHEETS}/contacts/{month}`,
    summary: 'Who answers at night in a month (夜間連絡先一覧)',
    request: { params: sheetPath.extend(monthPart), query: sheetQuery },
    responses,
  },
)

const getOwn = protectedRoute(
  { action: 'ownSheet.read', about: 'schemeMember' },
  {
    method: 'get',
    path: `${SHEETS}/own/{physicianId}`,
    summary: "A physician's own duties of the year (先生別当番一覧)",
    request: { params: sheetPath.extend(physicianPart), query: sheetQuery },
    responses,
  },
)

const getFamily = protectedRoute(
  { action: 'familySheet.read', about: 'schemeMember' },
  {
    method: 'get',
    path: `${SHEETS}/family/{physicianId}/{month}`,
    summary: "What the physician's clinic hands to families for a month (往診担当医・訪問看護担当 一覧)",
    request: { params: sheetPath.extend({ ...physicianPart, ...monthPart }), query: sheetQuery },
    responses,
  },
)

async function answerSheet<R extends Reason>(c: Request, outcome: Outcome<Sheet, R>, as: 'json' | 'pdf') {
  // Names and numbers that change: nobody keeps a copy on the way.
  c.header('Cache-Control', 'private, no-store')
  if (!outcome.ok) return answerRefusal(c, outcome)
  if (as === 'json') return c.json(outcome.value, 200)
  c.header('Content-Disposition', contentDisposition('inline', `${outcome.value.fileName}.pdf`, 'sheet.pdf'))
  return c.body(await drawSheet(outcome.value), 200, { 'Content-Type': 'application/pdf' })
}

/** The sheets of a year, each as content for the page and as a PDF. */
export const sheetRoutes = (context: Context) =>
  createApi()
    .openapi(getYear, async c => {
      const { era, as } = c.req.valid('query')
      return answerSheet(c, await readYearPoster(context, { ...c.req.valid('param'), era }), as)
    })
    .openapi(getMonth, async c => {
      const { era, as } = c.req.valid('query')
      const { month, ...year } = c.req.valid('param')
      return answerSheet(c, await readMonthRota(context, { ...year, era }, month), as)
    })
    .openapi(getContacts, async c => {
      const { era, as } = c.req.valid('query')
      const { month, ...year } = c.req.valid('param')
      return answerSheet(c, await readNightContacts(context, { ...year, era }, month), as)
    })
    .openapi(getOwn, async c => {
      const { era, as } = c.req.valid('query')
      const { physicianId, ...year } = c.req.valid('param')
      return answerSheet(c, await readOwnDuties(context, c.var.principal, { ...year, era }, physicianId), as)
    })
    .openapi(getFamily, async c => {
      const { era, as } = c.req.valid('query')
      const { month, physicianId, ...year } = c.req.valid('param')
      return answerSheet(c, await readFamilySheet(context, { ...year, era }, physicianId, month), as)
    })
