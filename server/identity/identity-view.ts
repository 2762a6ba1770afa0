import { z } from '@hono/zod-openapi'
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { ONE_LINE } from '../one-line.ts'
import { roles } from './role.ts'

/**
 * What the pages of signing in and of "my account" send and read. Every change is a POST with a JSON body,
 * empty where nothing is to be said, and answers with the new state.
 *
 * Signing in, open to all:
 *   GET  /api/identity/session                                      → session
 *   POST /api/identity/sign-in                    signIn            → session (next: secondFactor or setUp…)
 *   POST /api/identity/passkey-challenge          {}                → passkeyRequest
 *   POST /api/identity/sign-in/passkey            passkeyAnswer     → session (alone, second factor or step-up)
 *   POST /api/identity/sign-out                   {}                → session (anonymous)
 * With a password accepted:
 *   POST /api/identity/sign-in/totp               secondFactor      → session
 *   POST /api/identity/sign-in/recovery-code      secondFactor      → session
 * Links; their token stands behind # in the address, so that no log ever sees it:
 *   POST /api/identity/invitations/look           link              → invitation
 *   POST /api/identity/invitations/accept         acceptLink        → session (next: setUpSecondFactor)
 *   POST /api/identity/invitations/join           link              → session (signed in, same e-mail address)
 *   POST /api/identity/credential-resets/look     link              → credentialReset
 *   POST /api/identity/credential-resets/use      acceptLink        → session (next: setUpSecondFactor)
 * Setting up, also with a password only while the account has no second factor:
 *   POST /api/identity/me/totp                    {}                → totpSetUp
 *   POST /api/identity/me/totp/confirm            totpCode          → factorAdded
 *   POST /api/identity/me/passkey-challenge       {}                → passkeyCreation
 *   POST /api/identity/me/passkeys                newPasskey        → factorAdded
 * My account:
 *   POST /api/identity/step-up                    stepUp            → session (active again)
 *   GET  /api/identity/me/factors                                   → factors
 *   POST /api/identity/me/totp/remove             {}                → factors
 *   POST /api/identity/me/passkeys/remove         chosen            → factors
 *   POST /api/identity/me/recovery-codes          {}                → recoveryCodes
 *   POST /api/identity/me/password                passwordChange    → session
 *   GET  /api/identity/me/sessions                                  → sessions
 *   POST /api/identity/me/sessions/end            chosen            → sessions
 *   POST /api/identity/me/devices/revoke          chosen            → sessions
 * The secretariat:
 *   GET  /api/associations/{associationId}/invitations              → invitations (open ones)
 *   POST /api/associations/{associationId}/invitations   newInvitation → issuedLink
 *   POST /api/associations/{associationId}/invitations/revoke  chosen  → invitations
 *   POST /api/associations/{associationId}/credential-resets  resetFor → issuedLink
 * The system administrator, for people of several associations:
 *   POST /api/identity/credential-resets          resetByEmail      → issuedLink
 */

const moment = z.iso.datetime().openapi({ description: 'UTC', example: '2026-02-20T05:00:00.000Z' })
const id = z.string().min(1).max(2_000)
const day = z.iso.date()
const role = z.enum(roles)

export const nothingSchema = z.object({})
export const chosenSchema = z.object({ id })

const membershipSchema = z.object({
  id: z.string(),
  association: z.object({ id: z.string(), name: z.string() }).nullable(),
  role,
  facilityId: z.string().nullable(),
})

const meansSchema = z.enum(['totp', 'passkey', 'recoveryCode'])

export const sessionSchema = z
  .object({
    next: z.enum(['signIn', 'secondFactor', 'setUpSecondFactor', 'nothing']).openapi({
      description: 'What has to be done before anything else; `nothing` when the sign-in is complete',
    }),
    means: z.array(meansSchema).openapi({ description: 'The second factors this account can give' }),
    account: z.object({ id: z.string(), name: z.string(), email: z.string() }).nullable(),
    memberships: z.array(membershipSchema),
    steppedUp: z.boolean().openapi({
      description:
        'False on a remembered device after 30 idle minutes: patient data asks for the factors again',
    }),
    mayRemember: z
      .boolean()
      .openapi({ description: 'Whether this person may let the device stay signed in (physicians)' }),
  })
  .openapi('Session')

/** Lengths are checked by the password policy, which says what is wrong with it. */
const password = z.string()
const email = z.email().max(254)
const code = z.string().max(40)
const token = z.string().max(100)
const remember = z.boolean().default(false)

export const signInSchema = z.object({ email: z.string().max(254), password })
export const secondFactorSchema = z.object({ code, remember })
export const totpCodeSchema = z.object({ code })
export const stepUpSchema = z.object({ password, code })
export const linkSchema = z.object({ token })
export const acceptLinkSchema = z.object({ token, password })
export const passwordChangeSchema = z.object({ current: password, next: password })

const base64url = z
  .string()
  .max(20_000)
  .regex(/^[\w-]*$/)

const credential = z.object({
  id: base64url.min(1).max(1_400),
  rawId: base64url,
  type: z.literal('public-key'),
  authenticatorAttachment: z.enum(['platform', 'cross-platform']).optional(),
  clientExtensionResults: z.record(z.string(), z.unknown()),
})

const assertion = credential.extend({
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.optional(),
  }),
})

const attestation = credential.extend({
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(40)).max(10).optional(),
  }),
})

export const passkeyAnswerSchema = z.object({ response: assertion, remember })
export const newPasskeySchema = z.object({ response: attestation })

/** What `startAuthentication` and `startRegistration` of @simplewebauthn/browser take and give. */
export type PasskeyAssertion = z.infer<typeof assertion> & Pick<AuthenticationResponseJSON, 'type'>
export type PasskeyAttestation = z.infer<typeof attestation> & Pick<RegistrationResponseJSON, 'type'>

export const passkeyRequestSchema = z.object({
  options: z.custom<PublicKeyCredentialRequestOptionsJSON>().openapi({
    type: 'object',
    description: 'PublicKeyCredentialRequestOptionsJSON (WebAuthn)',
  }),
})

export const passkeyCreationSchema = z.object({
  options: z.custom<PublicKeyCredentialCreationOptionsJSON>().openapi({
    type: 'object',
    description: 'PublicKeyCredentialCreationOptionsJSON (WebAuthn)',
  }),
})

export const totpSetUpSchema = z
  .object({
    secret: z.string().openapi({ description: 'Base32, to type in' }),
    uri: z.string().openapi({ description: 'otpauth://…, for the QR picture' }),
  })
  .openapi('TotpSetUp')

export const recoveryCodesSchema = z.object({
  recoveryCodes: z.array(z.string()).openapi({ description: 'Shown once; each can be used once' }),
})

export const factorAddedSchema = z
  .object({ session: sessionSchema, recoveryCodes: z.array(z.string()).nullable() })
  .openapi('FactorAdded', { description: 'The recovery codes come with the first second factor' })

export const factorsSchema = z
  .object({
    totp: z.object({ confirmedAt: moment }).nullable(),
    passkeys: z.array(
      z.object({ id: z.string(), agent: z.string(), createdAt: moment, lastUsedAt: moment.nullable() }),
    ),
    recoveryCodesLeft: z.number().int(),
  })
  .openapi('Factors')

export const sessionsSchema = z
  .object({
    sessions: z.array(
      z.object({
        id: z.string(),
        agent: z.string(),
        signedInAt: moment,
        lastSeenAt: moment,
        complete: z.boolean(),
        current: z.boolean(),
      }),
    ),
    devices: z.array(
      z.object({
        id: z.string(),
        agent: z.string(),
        remembered: z.boolean(),
        lastUsedAt: moment,
        expiresAt: moment,
        current: z.boolean(),
      }),
    ),
  })
  .openapi('Sessions')

export const invitationSchema = z
  .object({
    association: z.object({ id: z.string(), name: z.string() }).nullable(),
    role,
    name: z.string(),
    email: z.string(),
    expiresAt: moment,
    accountExists: z.boolean().openapi({ description: 'True: sign in with it, then join' }),
  })
  .openapi('Invitation')

export const credentialResetSchema = z.object({ name: z.string(), email: z.string(), expiresAt: moment })

export const newInvitationSchema = z.object({
  email,
  name: z.string().trim().min(1).max(100).regex(ONE_LINE),
  role: role.exclude(['systemAdministrator']),
  facilityId: z.string().max(80).nullable().default(null),
  fromDay: day,
  toDay: day.nullable().default(null),
})

export const issuedLinkSchema = z
  .object({ id: z.string(), link: z.url(), expiresAt: moment })
  .openapi('IssuedLink', { description: 'The link is shown once: only a hash of it is kept' })

export const invitationsSchema = z.object({
  invitations: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      email: z.string(),
      role,
      facilityId: z.string().nullable(),
      fromDay: day,
      toDay: day.nullable(),
      createdAt: moment,
      expiresAt: moment,
      expired: z.boolean(),
    }),
  ),
})

export const resetForSchema = z.object({ accountId: z.string().max(80) })
export const resetByEmailSchema = z.object({ email })

export type SessionView = z.infer<typeof sessionSchema>
export type FactorsView = z.infer<typeof factorsSchema>
export type SessionsView = z.infer<typeof sessionsSchema>
export type InvitationView = z.infer<typeof invitationSchema>
export type InvitationsView = z.infer<typeof invitationsSchema>
export type CredentialResetView = z.infer<typeof credentialResetSchema>
export type NewInvitation = z.infer<typeof newInvitationSchema>
