import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { Context } from '../context.ts'
import { accept, type Outcome, refuse } from '../http/refusal.ts'
import { hashOfToken, newToken } from '../secrets/token.ts'
import * as accounts from './account.repository.ts'
import { findPerson } from './account.service.ts'
import { allOrNothing } from './all-or-nothing.service.ts'
import * as factors from './factor.repository.ts'
import type { PasskeyAssertion, PasskeyAttestation } from './identity-view.ts'
import * as challenges from './passkey.repository.ts'
import type { Principal } from './principal.ts'
import { recordRefusal } from './prove.service.ts'
import { relyingPartyOf } from './relying-party.ts'
import {
  type Added,
  changeFactors,
  finishAdding,
  maySetUp,
  type SetUpRefusal,
} from './second-factor.service.ts'
import * as sessions from './session.repository.ts'
import type { Given, SignedIn } from './session.service.ts'
import { complete } from './sign-in.service.ts'
import { addressTries, browserTries, mayTry, type Tries } from './throttle.service.ts'
import type { Visitor } from './visitor.ts'

/** EdDSA, ES256 and RS256 of COSE: what passkeys use today. */
const ALGORITHMS = [-8, -7, -257]

const CHALLENGE_LASTS = 5 * 60_000

const bytesOf = (base64url: string) => new Uint8Array(Buffer.from(base64url, 'base64url'))

type Purpose = 'register' | 'signIn'

/** Whose challenge it is: of the session, or before signing in of the browser that holds `browserToken`. */
const binding = (principal: Principal, browserToken: string): string =>
  principal.kind === 'account' ? `session:${principal.sessionId}` : `browser:${hashOfToken(browserToken)}`

async function newChallenge({ db, clock }: Context, bound_to: string, purpose: Purpose): Promise<string> {
  const [challenge, now] = [newToken(), clock()]
  await challenges.addChallenge(db, { challenge, bound_to, purpose, expires_at: now + CHALLENGE_LASTS }, now)
  return challenge
}

/** The challenge an answer was made for, when it is ours; it is gone afterwards. Null: it is not, or no more. */
async function answeredChallenge(
  { db, clock }: Context,
  clientDataJSON: string,
  { bound_to, purpose }: { bound_to: string; purpose: Purpose },
): Promise<string | null> {
  const challenge = challengeIn(clientDataJSON)
  if (challenge === null) return null
  return (await challenges.takeChallenge(db, { challenge, bound_to, purpose, now: clock() }))
    ? challenge
    : null
}

function challengeIn(clientDataJSON: string): string | null {
  try {
    const data: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString())
    const challenge = (data as { challenge?: unknown } | null)?.challenge
    return typeof challenge === 'string' ? challenge : null
  } catch {
    return null
  }
}

/** The library throws for every answer that does not fit; to us that is a plain no. */
const verified = <Result extends { verified: boolean }>(verifying: Promise<Result>): Promise<Result | null> =>
  verifying.then(
    result => (result.verified ? result : null),
    () => null,
  )

/** What the browser needs to make a passkey. */
export async function beginPasskey(
  context: Context,
  signedIn: SignedIn,
): Promise<Outcome<PublicKeyCredentialCreationOptionsJSON, SetUpRefusal>> {
  const may = await maySetUp(context.db, signedIn)
  if (!may.ok) return may
  const person = await findPerson(context.db, context.keyring, signedIn.accountId)
  if (!person) return refuse('signInRequired')
  const party = relyingPartyOf(context.config.baseUrl)
  const known = await factors.listPasskeys(context.db, person.id)
  return accept(
    await generateRegistrationOptions({
      rpID: party.id,
      rpName: party.name,
      userID: new Uint8Array(Buffer.from(person.id)),
      userName: person.email,
      userDisplayName: person.name,
      challenge: bytesOf(await newChallenge(context, binding(signedIn, ''), 'register')),
      timeout: CHALLENGE_LASTS,
      attestationType: 'none',
      excludeCredentials: known.map(({ id, transports }) => ({ id, transports: JSON.parse(transports) })),
      supportedAlgorithmIDs: ALGORITHMS,
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    }),
  )
}

/** Takes the passkey the browser has made. */
export async function addPasskey(
  context: Context,
  visitor: Visitor,
  signedIn: SignedIn,
  response: PasskeyAttestation,
): Promise<Outcome<Added, SetUpRefusal | 'passkeyRefused'>> {
  const party = relyingPartyOf(context.config.baseUrl)
  const expectedChallenge = await answeredChallenge(context, response.response.clientDataJSON, {
    bound_to: binding(signedIn, ''),
    purpose: 'register',
  })
  if (expectedChallenge === null) return refuse('passkeyRefused')
  const result = await verified(
    verifyRegistrationResponse({
      response: response as Parameters<typeof verifyRegistrationResponse>[0]['response'],
      expectedChallenge,
      expectedOrigin: party.origins,
      expectedRPID: party.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    }),
  )
  const credential = result?.registrationInfo?.credential
  if (!credential) return refuse('passkeyRefused')
  return changeFactors(context, signedIn, async trx => {
    const added = await factors.addPasskey(trx, {
      id: credential.id,
      account_id: signedIn.accountId,
      public_key: Buffer.from(credential.publicKey).toString('base64url'),
      counter: credential.counter,
      transports: JSON.stringify(credential.transports ?? []),
      agent: visitor.agent,
      created_at: context.clock(),
      last_used_at: null,
    })
    return added ? finishAdding(trx, context, visitor, signedIn, 'passkey') : refuse('passkeyRefused')
  })
}

/** A known browser has a count of its own: strangers at its address cannot use it up. */
async function challengeTries(context: Context, visitor: Visitor): Promise<Tries> {
  const { deviceToken } = visitor
  if (deviceToken === null) return addressTries(context, 'challenge', visitor)
  const tokenHash = hashOfToken(deviceToken)
  return (await sessions.isKnownBrowser(context.db, tokenHash, context.clock()))
    ? browserTries(context, 'challenge', tokenHash)
    : addressTries(context, 'challenge', visitor)
}

/** What the browser needs to answer with a passkey; `browserToken` goes into its cookie before signing in. */
export async function askForPasskey(
  context: Context,
  visitor: Visitor,
  principal: Principal,
): Promise<
  Outcome<{ options: PublicKeyCredentialRequestOptionsJSON; browserToken: string | null }, 'tooManyTries'>
> {
  const own = principal.kind === 'account' ? await factors.listPasskeys(context.db, principal.accountId) : []
  if (principal.kind === 'anonymous' && !(await mayTry(context, [await challengeTries(context, visitor)])))
    return refuse('tooManyTries')
  const browserToken = newToken()
  const options = await generateAuthenticationOptions({
    rpID: relyingPartyOf(context.config.baseUrl).id,
    challenge: bytesOf(await newChallenge(context, binding(principal, browserToken), 'signIn')),
    timeout: CHALLENGE_LASTS,
    userVerification: 'required',
    allowCredentials: own.map(({ id, transports }) => ({ id, transports: JSON.parse(transports) })),
  })
  return accept({ options, browserToken: principal.kind === 'anonymous' ? browserToken : null })
}

/**
 * Signs in with a passkey: alone, as second factor, or to make a lapsed session active again. The device has
 * verified its user, so a passkey is two factors in one. It has to be of the account that is signed in.
 */
export async function givePasskey(
  context: Context,
  visitor: Visitor,
  principal: Principal,
  {
    response,
    remember,
    browserToken,
  }: { response: PasskeyAssertion; remember: boolean; browserToken: string },
): Promise<Outcome<Given, 'passkeyRefused' | 'signInRequired'>> {
  const challenge = await answeredChallenge(context, response.response.clientDataJSON, {
    bound_to: binding(principal, browserToken),
    purpose: 'signIn',
  })
  // Not written down: anybody can send this, as often as they like.
  if (challenge === null) return refuse('passkeyRefused')
  const passkey = await provenPasskey(context, principal, response, challenge)
  if (!passkey) {
    const accountId = principal.kind === 'account' ? principal.accountId : null
    await recordRefusal(context, visitor, accountId, 'passkey')
    return refuse('passkeyRefused')
  }
  const { id, accountId, from, to } = passkey
  return allOrNothing<Given, 'passkeyRefused' | 'signInRequired'>(context.db, async trx => {
    if (!(await accounts.lockAccount(trx, accountId))) return refuse('passkeyRefused')
    if (!(await factors.countPasskeyUse(trx, id, { from, to, now: context.clock() })))
      return refuse('passkeyRefused')
    return complete(trx, context, visitor, {
      accountId,
      replaces: principal.kind === 'account' ? principal.sessionId : null,
      remember: principal.kind === 'account' && principal.factors === 2 ? 'asBefore' : remember,
      means: 'passkey',
    })
  })
}

/** The passkey that has signed `expectedChallenge`, with its count of uses before and after; null: none has. */
async function provenPasskey(
  context: Context,
  principal: Principal,
  response: PasskeyAssertion,
  expectedChallenge: string,
) {
  const party = relyingPartyOf(context.config.baseUrl)
  const row = await factors.findPasskey(context.db, response.id)
  if (!row || (principal.kind === 'account' && principal.accountId !== row.account_id)) return null
  const result = await verified(
    verifyAuthenticationResponse({
      response: response as Parameters<typeof verifyAuthenticationResponse>[0]['response'],
      expectedChallenge,
      expectedOrigin: party.origins,
      expectedRPID: party.id,
      requireUserVerification: true,
      credential: {
        id: row.id,
        publicKey: bytesOf(row.public_key),
        counter: row.counter,
      },
    }),
  )
  return result
    ? { id: row.id, accountId: row.account_id, from: row.counter, to: result.authenticationInfo.newCounter }
    : null
}
