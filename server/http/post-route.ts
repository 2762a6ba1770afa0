import type { z } from '@hono/zod-openapi'
import { json, jsonBody } from './answers.ts'
import { problemResponse } from './api.ts'
import { type Guard, protectedRoute } from './protected-route.ts'

const refusals = {
  400: problemResponse('Bad input, by field, or a password that is too weak'),
  409: problemResponse('Refused: the reason says why'),
  410: problemResponse('The link was used or has expired'),
  429: problemResponse('Too many tries'),
} as const

/** A change: a POST that takes one JSON body and answers with one. */
export const postRoute = <const Path extends string, Body extends z.ZodType, Answer extends z.ZodType>(
  guard: Guard,
  path: Path,
  { summary, body, answer }: { summary: string; body: Body; answer: Answer },
) =>
  protectedRoute(guard, {
    method: 'post',
    path,
    summary,
    request: { body: jsonBody(body) },
    responses: { 200: json(answer, summary), ...refusals },
  })
