import type { InferResponseType } from 'hono/client'
import type { PasskeyAssertion, PasskeyAttestation } from '../../server/identity/identity-view.ts'
import { answerOf } from './answer.ts'
import { server, serverOnce } from './server.ts'

const signIn = serverOnce.identity
const { me, invitations } = server.identity

type Link = { token: string }
type SecondFactor = { code: string; remember: boolean }
export type TotpSetUp = InferResponseType<typeof me.totp.$post, 200>
export type FactorAdded = InferResponseType<typeof me.totp.confirm.$post, 200>

/** Signing in, links, and the own account. */
export const identity = {
  session: () => answerOf(signIn.session.$get()),
  signIn: (json: { email: string; password: string }) => answerOf(signIn['sign-in'].$post({ json })),
  giveTotp: (json: SecondFactor) => answerOf(signIn['sign-in'].totp.$post({ json })),
  giveRecoveryCode: (json: SecondFactor) => answerOf(signIn['sign-in']['recovery-code'].$post({ json })),
  passkeyRequest: () => answerOf(signIn['passkey-challenge'].$post({ json: {} })),
  givePasskey: (json: { response: PasskeyAssertion; remember: boolean }) =>
    answerOf(signIn['sign-in'].passkey.$post({ json })),
  stepUp: (json: { password: string; code: string }) => answerOf(signIn['step-up'].$post({ json })),
  signOut: () => answerOf(signIn['sign-out'].$post({ json: {} })),

  lookAtInvitation: (json: Link) => answerOf(signIn.invitations.look.$post({ json })),
  acceptInvitation: (json: Link & { password: string }) =>
    answerOf(signIn.invitations.accept.$post({ json })),
  join: (json: Link) => answerOf(invitations.join.$post({ json })),
  lookAtReset: (json: Link) => answerOf(signIn['credential-resets'].look.$post({ json })),
  useReset: (json: Link & { password: string }) => answerOf(signIn['credential-resets'].use.$post({ json })),

  setUpTotp: () => answerOf(me.totp.$post({ json: {} })),
  confirmTotp: (json: { code: string }) => answerOf(me.totp.confirm.$post({ json })),
  passkeyCreation: () => answerOf(me['passkey-challenge'].$post({ json: {} })),
  addPasskey: (json: { response: PasskeyAttestation }) => answerOf(me.passkeys.$post({ json })),

  factors: () => answerOf(me.factors.$get()),
  removeTotp: () => answerOf(me.totp.remove.$post({ json: {} })),
  removePasskey: (id: string) => answerOf(me.passkeys.remove.$post({ json: { id } })),
  newRecoveryCodes: () => answerOf(me['recovery-codes'].$post({ json: {} })),
  changePassword: (json: { current: string; next: string }) => answerOf(me.password.$post({ json })),
  sessions: () => answerOf(me.sessions.$get()),
  endSession: (id: string) => answerOf(me.sessions.end.$post({ json: { id } })),
  revokeDevice: (id: string) => answerOf(me.devices.revoke.$post({ json: { id } })),
}
