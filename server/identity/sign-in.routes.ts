import type { Context as Request } from 'hono'
import type { Context } from '../context.ts'
import { json } from '../http/answers.ts'
import { answerRefusal, createApi } from '../http/api.ts'
import { cookieIn, giveCookie, takeCookie } from '../http/cookies.ts'
import type { RinbanEnv } from '../http/env.ts'
import { postRoute } from '../http/post-route.ts'
import { protectedRoute } from '../http/protected-route.ts'
import { receive, signedInOf, visitorOf } from '../http/visitor-of.ts'
import {
  nothingSchema,
  passkeyAnswerSchema,
  passkeyRequestSchema,
  secondFactorSchema,
  sessionSchema,
  signInSchema,
  stepUpSchema,
} from './identity-view.ts'
import { readSession } from './own-account.service.ts'
import { askForPasskey, givePasskey } from './passkey.service.ts'
import { ANONYMOUS } from './principal.ts'
import type { Given } from './session.service.ts'
import { giveCode, signIn, signOut, stepUp } from './sign-in.service.ts'

const open = { action: 'signIn.use', about: 'installation' } as const
const begun = { action: 'ownAccount.begin', about: 'installation' } as const
const own = { action: 'ownAccount.use', about: 'installation' } as const

const getSession = protectedRoute(open, {
  method: 'get',
  path: '/identity/session',
  summary: 'Who is signed in, and what is to be done next',
  responses: { 200: json(sessionSchema, 'The session; nobody when there is none') },
})

const postSignIn = postRoute(open, '/identity/sign-in', {
  summary: 'The first step: e-mail address and password',
  body: signInSchema,
  answer: sessionSchema,
})

const postTotp = postRoute(begun, '/identity/sign-in/totp', {
  summary: 'The second step: a code of the authenticator app',
  body: secondFactorSchema,
  answer: sessionSchema,
})

const postRecoveryCode = postRoute(begun, '/identity/sign-in/recovery-code', {
  summary: 'The second step: a recovery code, which is used up',
  body: secondFactorSchema,
  answer: sessionSchema,
})

const postPasskeyChallenge = postRoute(open, '/identity/passkey-challenge', {
  summary: 'Ask for a passkey: to sign in, as second step, or to step up',
  body: nothingSchema,
  answer: passkeyRequestSchema,
})

const postPasskey = postRoute(open, '/identity/sign-in/passkey', {
  summary: 'Sign in, finish signing in, or step up with a passkey',
  body: passkeyAnswerSchema,
  answer: sessionSchema,
})

const postStepUp = postRoute(own, '/identity/step-up', {
  summary: 'Make a lapsed session on a remembered device active again',
  body: stepUpSchema,
  answer: sessionSchema,
})

const postSignOut = postRoute(open, '/identity/sign-out', {
  summary: 'End this session',
  body: nothingSchema,
  answer: sessionSchema,
})

export const signInRoutes = (context: Context) => {
  const entered = async (c: Request<RinbanEnv>, given: Given) =>
    c.json(await readSession(context, await receive(c, given)), 200)

  return createApi()
    .openapi(getSession, async c => c.json(await readSession(context, c.var.principal), 200))
    .openapi(postSignIn, async c => {
      const given = await signIn(context, visitorOf(c), c.req.valid('json'), c.var.principal)
      return given.ok ? entered(c, given.value) : answerRefusal(c, given)
    })
    .openapi(postTotp, async c => {
      const code = { means: 'totp', ...c.req.valid('json') } as const
      const given = await giveCode(context, visitorOf(c), signedInOf(c), code)
      return given.ok ? entered(c, given.value) : answerRefusal(c, given)
    })
    .openapi(postRecoveryCode, async c => {
      const code = { means: 'recoveryCode', ...c.req.valid('json') } as const
      const given = await giveCode(context, visitorOf(c), signedInOf(c), code)
      return given.ok ? entered(c, given.value) : answerRefusal(c, given)
    })
    .openapi(postPasskeyChallenge, async c => {
      const asked = await askForPasskey(context, visitorOf(c), c.var.principal)
      if (!asked.ok) return answerRefusal(c, asked)
      const { options, browserToken } = asked.value
      if (browserToken !== null) giveCookie(c, 'challenge', browserToken)
      return c.json({ options }, 200)
    })
    .openapi(postPasskey, async c => {
      const browserToken = cookieIn(c.req.raw.headers, 'challenge') ?? ''
      const answer = { ...c.req.valid('json'), browserToken }
      const given = await givePasskey(context, visitorOf(c), c.var.principal, answer)
      takeCookie(c, 'challenge')
      return given.ok ? entered(c, given.value) : answerRefusal(c, given)
    })
    .openapi(postStepUp, async c => {
      const given = await stepUp(context, visitorOf(c), signedInOf(c), c.req.valid('json'))
      return given.ok ? entered(c, given.value) : answerRefusal(c, given)
    })
    .openapi(postSignOut, async c => {
      await signOut(context, visitorOf(c), c.var.principal)
      takeCookie(c, 'session')
      return c.json(await readSession(context, ANONYMOUS), 200)
    })
}
