import { z } from '@hono/zod-openapi'
import { isFiscalYear } from '../../calendar/fiscal-year.ts'
import type { Context } from '../../context.ts'
import { json } from '../../http/answers.ts'
import { answerRefusal, createApi, problemResponse } from '../../http/api.ts'
import { protectedRoute } from '../../http/protected-route.ts'
import { readCoverageYear } from './coverage-year.service.ts'
import { coverageYearSchema } from './coverage-year-view.ts'

const getYear = protectedRoute(
  { action: 'coverage.read', about: 'association' },
  {
    method: 'get',
    path: '/associations/{associationId}/coverage/{fiscalYear}',
    summary: 'How each day of a fiscal year is covered, where nobody answers, and who could',
    request: {
      params: z.object({
        associationId: z.string().max(80),
        fiscalYear: z.coerce.number().refine(isFiscalYear).openapi({ type: 'integer', example: 2026 }),
      }),
    },
    responses: {
      200: json(coverageYearSchema, 'The year, day by day'),
      400: problemResponse('Bad input, by field'),
    },
  },
)

export const coverageYearRoutes = (context: Context) =>
  createApi().openapi(getYear, async c => {
    const { associationId, fiscalYear } = c.req.valid('param')
    const year = await readCoverageYear(context.db, associationId, fiscalYear)
    return year.ok ? c.json(year.value, 200) : answerRefusal(c, year)
  })
