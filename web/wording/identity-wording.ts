import type { SessionView } from '../../server/identity/identity-view.ts'

type Words<Key extends string> = Record<Key, string>
type Role = SessionView['memberships'][number]['role']

/** Signing in, links, the own account and its calendars. */
export type IdentityWording = {
  roles: Record<Role, string>

  /** On every page, and when a sign-in runs out in the middle of one. */
  session: Words<'menu' | 'signIn' | 'signOut' | 'account' | 'people' | 'settings' | 'audit'> &
    Words<'stations' | 'contacts' | 'ownStation' | 'calendars'> &
    Words<'overTitle' | 'overText' | 'confirmTitle' | 'confirmText' | 'notNow'> & {
      /** A page of one of several associations. */
      of(page: string, association: string): string
    }

  signIn: Words<'title' | 'needed' | 'signedOut' | 'email' | 'password' | 'signIn' | 'signingIn'> &
    Words<'withPasskey' | 'passkeyHint' | 'forgotten'>
  secondFactor: Words<'title' | 'code' | 'codeHint' | 'recoveryCode' | 'recoveryHint' | 'confirm' | 'lost'> &
    Words<'remember' | 'rememberHint' | 'usePasskey' | 'useTotp' | 'useRecoveryCode' | 'startOver'>
  password: Words<'show' | 'policy' | 'current' | 'next' | 'set' | 'change' | 'changed' | 'wrong'>
  setUp: Words<'title' | 'text'>
  totp: Words<
    'title' | 'text' | 'begin' | 'app' | 'scan' | 'qr' | 'sameDevice' | 'secret' | 'enter' | 'register'
  >
  passkey: Words<'title' | 'text' | 'add' | 'notHere'>
  recoveryCodes: Words<'title' | 'text' | 'kept' | 'goOn'>
  copying: Words<'copy' | 'copied' | 'failed' | 'print'>

  link: Words<'unusable' | 'mistyped' | 'askOffice' | 'toSignIn' | 'validUntil'> & {
    until(moment: string): string
  }
  invitation: Words<'title' | 'email' | 'join' | 'signInFirst'> & {
    greeting(name: string): string
    to(association: string, role: string): string
  }
  reset: Words<'title' | 'text'>

  account: Words<'title' | 'who' | 'memberships' | 'noMemberships' | 'factors' | 'registered' | 'remove'> &
    Words<'noPasskeys' | 'removeTitle' | 'removeText' | 'password' | 'sessions' | 'thisOne' | 'incomplete'> &
    Words<'newCodes' | 'newCodesTitle' | 'newCodesText' | 'newCodesConfirm'> &
    Words<'end' | 'devices' | 'devicesText' | 'noDevices' | 'remembered' | 'revoke'> & {
      madeAt(moment: string): string
      lastUsed(moment: string): string
      signedIn(moment: string): string
      deviceUntil(moment: string): string
      codesLeft(count: number): string
    }
}
