import type {
  PasskeyAssertion,
  PasskeyAttestation,
  SessionView,
} from '../../server/identity/identity-view.ts'
import type { Answer } from '../api/answer.ts'
import { type FactorAdded, identity } from '../api/identity.ts'

/** Passkeys belong to a host name: browsers refuse them on a page that was opened by a bare address. */
export const passkeysWork = (): boolean =>
  'PublicKeyCredential' in window && !/^[\d.]+$|^\[/.test(location.hostname)

/** Signs in, gives the second factor, or makes the session active again. */
export async function signInWithPasskey(remember: boolean): Promise<Answer<SessionView>> {
  const [request, library] = await Promise.all([identity.passkeyRequest(), fetchLibrary()])
  if (!request.ok) return request
  if (!library) return NOT_FETCHED
  const response = await library.startAuthentication({ optionsJSON: optionsOf(request.value) }).catch(gaveUp)
  return response ? identity.givePasskey({ response: response as PasskeyAssertion, remember }) : NOT_GIVEN
}

/** Makes a passkey on this device and registers it. */
export async function registerPasskey(): Promise<Answer<FactorAdded>> {
  const [request, library] = await Promise.all([identity.passkeyCreation(), fetchLibrary()])
  if (!request.ok) return request
  if (!library) return NOT_FETCHED
  const response = await library.startRegistration({ optionsJSON: optionsOf(request.value) }).catch(gaveUp)
  return response ? identity.addPasskey({ response: response as PasskeyAttestation }) : NOT_GIVEN
}

/** Only who presses for a passkey needs it; null: it cannot be had. */
const fetchLibrary = () => import('@simplewebauthn/browser').catch(() => null)

/** The typed client describes them as any JSON made of them; the server makes them for the browser part. */
const optionsOf = <Options>(challenge: { options: unknown }) => challenge.options as Options

/** Browsers do not tell a person who gave up from a device without a passkey, so that no site can find out. */
const gaveUp = () => null

const NOT_FETCHED = { ok: false, failure: { reason: 'connectionLost' } } as const
const NOT_GIVEN = { ok: false, failure: { reason: 'passkeyRefused' } } as const
