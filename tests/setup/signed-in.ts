import type { Context } from '../../server/context.ts'
import type { NewMembership } from '../../server/identity/account.service.ts'
import type { Principal } from '../../server/identity/principal.ts'
import { addReadyAccount } from '../../server/identity/ready-account.service.ts'
import { type Given, principalOf, type SignedIn } from '../../server/identity/session.service.ts'
import { giveCode, signIn } from '../../server/identity/sign-in.service.ts'
import { totpCode } from '../../server/identity/totp.ts'
import type { Visitor } from '../../server/identity/visitor.ts'
import { localDayOf } from '../../server/time/tokyo.ts'

export const PASSWORD = 'Tsukuba!rain7kettle'
export const TOTP_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

export const STRANGER: Visitor = { address: '203.0.113.9', deviceToken: null, agent: 'Firefox · Linux' }

/** A role in Minato from today on. */
const aMembership = (context: Context, given: Partial<NewMembership> = {}): NewMembership => ({
  associationId: 'minato',
  role: 'secretariat',
  facilityId: null,
  fromDay: localDayOf(context.clock()),
  toDay: null,
  ...given,
})

export type TestPerson = { accountId: string; email: string }

let count = 0

/** An account with password and authenticator app, a secretary of Minato unless told otherwise. */
export async function aPerson(
  context: Context,
  { memberships, name = '試験 花子' }: { memberships?: Partial<NewMembership>[]; name?: string } = {},
): Promise<TestPerson> {
  const email = `person-${++count}@rinban.test`
  const accountId = await context.db.transaction().execute(trx =>
    addReadyAccount(trx, context.keyring, context.clock(), {
      email,
      name,
      password: PASSWORD,
      totpSecret: TOTP_SECRET,
      memberships: (memberships ?? [{}]).map(one => aMembership(context, one)),
    }),
  )
  if (accountId === null) throw new Error(`${email} is there already`)
  return { accountId, email }
}

/** A browser of a person: keeps the cookies it is given and knows who it is. */
export type Browser = {
  visitor(): Visitor
  receive(given: Given): Promise<SignedIn>
  who(): Promise<Principal>
}

export function aBrowser(context: Context, visitor: Visitor = STRANGER): Browser {
  const cookies: { session: string | null; device: string | null } = { session: null, device: null }
  const who = () => principalOf(context, cookies.session, cookies.device)
  return {
    who,
    visitor: () => ({ ...visitor, deviceToken: cookies.device }),
    async receive(given) {
      cookies.session = given.sessionToken
      cookies.device = given.deviceToken ?? cookies.device
      return signedIn(await who())
    },
  }
}

function signedIn(principal: Principal): SignedIn {
  if (principal.kind === 'anonymous') throw new Error('nobody is signed in')
  return principal
}

export const codeNow = (context: Context): string => totpCode(TOTP_SECRET, context.clock())

/** The value of an outcome the test knows to be a yes. */
export function yes<Value>(outcome: { ok: true; value: Value } | { ok: false; reason: string }): Value {
  if (!outcome.ok) throw new Error(`refused: ${outcome.reason}`)
  return outcome.value
}

/** Gives the password in a browser. */
export async function givePassword(
  context: Context,
  browser: Browser,
  person: TestPerson,
): Promise<SignedIn> {
  const credentials = { email: person.email, password: PASSWORD }
  return browser.receive(yes(await signIn(context, browser.visitor(), credentials, await browser.who())))
}

/** Signs a person in with password and code. */
export async function signInFully(
  context: Context,
  person: TestPerson,
  { browser = aBrowser(context), remember = false }: { browser?: Browser; remember?: boolean } = {},
): Promise<{ browser: Browser; signedIn: SignedIn }> {
  const first = await givePassword(context, browser, person)
  const code = { means: 'totp', code: codeNow(context), remember } as const
  return {
    browser,
    signedIn: await browser.receive(yes(await giveCode(context, browser.visitor(), first, code))),
  }
}
