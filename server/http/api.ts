import { OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context as Request, TypedResponse } from 'hono'
import { en } from '../../web/wording/en.ts'
import { ja } from '../../web/wording/ja.ts'
import type { RinbanEnv } from './env.ts'
import { type Reason, type Refusal, refusalStatus } from './refusal.ts'

/** The body of every refused request: reason for programs, message for people, bad fields all at once. */
const problemSchema = z
  .object({
    reason: z.enum(Object.keys(refusalStatus) as [Reason, ...Reason[]]),
    message: z.string(),
    detail: z.string().optional(),
    fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    findings: z
      .array(z.object({ kind: z.string(), units: z.array(z.string()), people: z.array(z.string()) }))
      .optional(),
  })
  .openapi('Problem')

export type Problem = z.infer<typeof problemSchema>

/** The response entry that route definitions share. */
export const problemResponse = (description: string) => ({
  description,
  content: { 'application/json': { schema: problemSchema } },
})

/** Japanese unless the client asks for English first. */
const wordingIn = (acceptLanguage: string | undefined) => (/^\s*en\b/i.test(acceptLanguage ?? '') ? en : ja)

const wordingFor = (request: Request) => wordingIn(request.req.header('accept-language'))

/** What to say of a field: its own limits where it has some, by its path with `*` for places in a list. */
const fieldMessage = (request: Request, path: string): string => {
  const { invalid, limits } = wordingFor(request).fields
  return limits[path.replace(/\.\d+\./g, '.*.')] ?? invalid
}

/** The body of a refusal that only says what and not where. */
export const problemIn = (acceptLanguage: string | undefined, { reason }: Refusal): Problem => ({
  reason,
  message: wordingIn(acceptLanguage).problems[reason],
})

type StatusOf<R extends Reason> = (typeof refusalStatus)[R]

/**
 * Answers a refusal with its status and its wording. The type carries the statuses of the possible reasons,
 * so a route that does not declare one of them does not compile.
 */
export function answerRefusal<R extends Reason>(
  request: Request,
  { reason, detail, fields: paths, findings }: Refusal<R>,
  fields: Problem['fields'] = paths?.map(path => ({ path, message: fieldMessage(request, path) })),
): Response & TypedResponse<Problem, StatusOf<R>, 'json'> {
  const message = wordingFor(request).problems[reason]
  const problem: Problem = {
    reason,
    message,
    ...(detail ? { detail } : {}),
    ...(fields ? { fields } : {}),
    ...(findings
      ? { findings: findings.map(one => ({ ...one, units: [...one.units], people: [...one.people] })) }
      : {}),
  }
  return request.json<Problem, StatusOf<R>>(problem, refusalStatus[reason])
}

type Issue = { path: readonly PropertyKey[]; code?: string }

/** Every fault by field, each field once for what it means. Values are not echoed: they may be secrets. */
function answerInvalid(request: Request, issues: readonly Issue[], meaningless: readonly string[]) {
  const { missing } = wordingFor(request).fields
  const misshapen = issues.map(({ path, code }) => ({
    path: path.join('.'),
    message: code === 'invalid_type' ? missing : fieldMessage(request, path.join('.')),
  }))
  const named = new Set(misshapen.map(({ path }) => path))
  const others = meaningless.filter(path => !named.has(path))
  const fields = [...misshapen, ...others.map(path => ({ path, message: fieldMessage(request, path) }))]
  return answerRefusal(request, { ok: false, reason: 'invalidInput' }, fields)
}

/** The paths of what means nothing in a body, whatever its form, as a post that its scheme does not have. */
type Meaningless = (request: Request<RinbanEnv>, body: unknown) => Promise<string[]>

/**
 * A group of routes whose invalid input is answered by field. A body of a wrong form never reaches its service: what
 * that would have refused in it is `meaningless`, so that everything is said at once.
 */
export const createApi = (meaningless: Meaningless = async () => []) =>
  new OpenAPIHono<RinbanEnv>({
    defaultHook: async (result, request) => {
      if (result.success) return undefined
      // The validator hands over what was sent, which its types do not say of a failure.
      const { data } = result as { data?: unknown }
      const { target, error } = result
      return answerInvalid(request, error.issues, target === 'json' ? await meaningless(request, data) : [])
    },
  })
