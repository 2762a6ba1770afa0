import type { Context as Request } from 'hono'
import type { Context } from '../context.ts'
import { json } from '../http/answers.ts'
import { answerRefusal, createApi } from '../http/api.ts'
import type { RinbanEnv } from '../http/env.ts'
import { postRoute } from '../http/post-route.ts'
import { protectedRoute } from '../http/protected-route.ts'
import { receive, signedInOf, visitorOf } from '../http/visitor-of.ts'
import {
  chosenSchema,
  factorAddedSchema,
  factorsSchema,
  newPasskeySchema,
  nothingSchema,
  passkeyCreationSchema,
  passwordChangeSchema,
  recoveryCodesSchema,
  sessionSchema,
  sessionsSchema,
  totpCodeSchema,
  totpSetUpSchema,
} from './identity-view.ts'
import { endOwn, readSession, readSessions } from './own-account.service.ts'
import { addPasskey, beginPasskey } from './passkey.service.ts'
import { changeOwnPassword } from './password.service.ts'
import {
  type Added,
  beginTotp,
  confirmTotp,
  readFactors,
  removeFactor,
  renewRecoveryCodes,
} from './second-factor.service.ts'

const begun = { action: 'ownAccount.begin', about: 'installation' } as const
const own = { action: 'ownAccount.use', about: 'installation' } as const

const ME = '/identity/me'

const postTotp = postRoute(begun, `${ME}/totp`, {
  summary: 'Begin to set up an authenticator app',
  body: nothingSchema,
  answer: totpSetUpSchema,
})

const postTotpConfirm = postRoute(begun, `${ME}/totp/confirm`, {
  summary: 'Confirm the authenticator app by its first code',
  body: totpCodeSchema,
  answer: factorAddedSchema,
})

const postPasskeyChallenge = postRoute(begun, `${ME}/passkey-challenge`, {
  summary: 'Begin to make a passkey',
  body: nothingSchema,
  answer: passkeyCreationSchema,
})

const postPasskey = postRoute(begun, `${ME}/passkeys`, {
  summary: 'Add the passkey that was made',
  body: newPasskeySchema,
  answer: factorAddedSchema,
})

const getFactors = protectedRoute(own, {
  method: 'get',
  path: `${ME}/factors`,
  summary: 'Own second factors',
  responses: { 200: json(factorsSchema, 'The factors') },
})

const postTotpRemove = postRoute(own, `${ME}/totp/remove`, {
  summary: 'Remove the authenticator app',
  body: nothingSchema,
  answer: factorsSchema,
})

const postPasskeyRemove = postRoute(own, `${ME}/passkeys/remove`, {
  summary: 'Remove a passkey',
  body: chosenSchema,
  answer: factorsSchema,
})

const postRecoveryCodes = postRoute(own, `${ME}/recovery-codes`, {
  summary: 'Ten new recovery codes; the earlier ones end',
  body: nothingSchema,
  answer: recoveryCodesSchema,
})

const postPassword = postRoute(own, `${ME}/password`, {
  summary: 'Change the password; all other sessions end',
  body: passwordChangeSchema,
  answer: sessionSchema,
})

const getSessions = protectedRoute(own, {
  method: 'get',
  path: `${ME}/sessions`,
  summary: 'Own sessions and known devices',
  responses: { 200: json(sessionsSchema, 'Sessions and devices') },
})

const postSessionEnd = postRoute(own, `${ME}/sessions/end`, {
  summary: 'End one of the own sessions',
  body: chosenSchema,
  answer: sessionsSchema,
})

const postDeviceRevoke = postRoute(own, `${ME}/devices/revoke`, {
  summary: 'Forget a device and end its sessions',
  body: chosenSchema,
  answer: sessionsSchema,
})

export const ownAccountRoutes = (context: Context) => {
  const withFactor = async (c: Request<RinbanEnv>, { given, recoveryCodes }: Added) => {
    const principal = given ? await receive(c, given) : c.var.principal
    return c.json({ session: await readSession(context, principal), recoveryCodes }, 200)
  }

  return createApi()
    .openapi(postTotp, async c => {
      const begun = await beginTotp(context, signedInOf(c))
      return begun.ok ? c.json(begun.value, 200) : answerRefusal(c, begun)
    })
    .openapi(postTotpConfirm, async c => {
      const added = await confirmTotp(context, visitorOf(c), signedInOf(c), c.req.valid('json').code)
      return added.ok ? withFactor(c, added.value) : answerRefusal(c, added)
    })
    .openapi(postPasskeyChallenge, async c => {
      const begun = await beginPasskey(context, signedInOf(c))
      return begun.ok ? c.json({ options: begun.value }, 200) : answerRefusal(c, begun)
    })
    .openapi(postPasskey, async c => {
      const added = await addPasskey(context, visitorOf(c), signedInOf(c), c.req.valid('json').response)
      return added.ok ? withFactor(c, added.value) : answerRefusal(c, added)
    })
    .openapi(getFactors, async c => c.json(await readFactors(context, signedInOf(c).accountId), 200))
    .openapi(postTotpRemove, async c => {
      const factors = await removeFactor(context, visitorOf(c), signedInOf(c), null)
      return factors.ok ? c.json(factors.value, 200) : answerRefusal(c, factors)
    })
    .openapi(postPasskeyRemove, async c => {
      const factors = await removeFactor(context, visitorOf(c), signedInOf(c), c.req.valid('json').id)
      return factors.ok ? c.json(factors.value, 200) : answerRefusal(c, factors)
    })
    .openapi(postRecoveryCodes, async c => {
      const codes = await renewRecoveryCodes(context, visitorOf(c), signedInOf(c))
      return codes.ok ? c.json({ recoveryCodes: codes.value }, 200) : answerRefusal(c, codes)
    })
    .openapi(postPassword, async c => {
      const given = await changeOwnPassword(context, visitorOf(c), signedInOf(c), c.req.valid('json'))
      return given.ok
        ? c.json(await readSession(context, await receive(c, given.value)), 200)
        : answerRefusal(c, given)
    })
    .openapi(getSessions, async c => c.json(await readSessions(context, signedInOf(c)), 200))
    .openapi(postSessionEnd, async c => {
      const left = await endOwn(context, visitorOf(c), signedInOf(c), 'session', c.req.valid('json').id)
      return left.ok ? c.json(left.value, 200) : answerRefusal(c, left)
    })
    .openapi(postDeviceRevoke, async c => {
      const left = await endOwn(context, visitorOf(c), signedInOf(c), 'device', c.req.valid('json').id)
      return left.ok ? c.json(left.value, 200) : answerRefusal(c, left)
    })
}
