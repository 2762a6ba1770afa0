import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { OpenDatabase } from '../../../db/open.ts'
import type { Context } from '../../../server/context.ts'
import { endOwn, readSession, readSessions } from '../../../server/identity/own-account.service.ts'
import {
  addPasskey,
  askForPasskey,
  beginPasskey,
  givePasskey,
} from '../../../server/identity/passkey.service.ts'
import { changeOwnPassword } from '../../../server/identity/password.service.ts'
import { ANONYMOUS, type Principal } from '../../../server/identity/principal.ts'
import {
  beginTotp,
  confirmTotp,
  readFactors,
  removeFactor,
  renewRecoveryCodes,
} from '../../../server/identity/second-factor.service.ts'
import type { SignedIn } from '../../../server/identity/session.service.ts'
import { giveCode, signIn } from '../../../server/identity/sign-in.service.ts'
import { totpCode } from '../../../server/identity/totp.ts'
import { Authenticator, type Faults } from '../../setup/authenticator.ts'
import { aContext, ORIGIN } from '../../setup/context.ts'
import { onEachDatabase } from '../../setup/databases.ts'
import {
  aBrowser,
  aPerson,
  type Browser,
  codeNow,
  givePassword,
  PASSWORD,
  signInFully,
  type TestPerson,
  yes,
} from '../../setup/signed-in.ts'

const MINUTE = 60_000

onEachDatabase('second factors', ({ seeded }) => {
  let open: OpenDatabase
  let context: Context
  let time: { now: number }
  beforeAll(async () => {
    open = await seeded()
  })
  beforeEach(() => {
    ;({ context, time } = aContext(open))
  })

  /** Somebody who has just accepted an invitation: an account with a password alone. */
  async function aNewcomer(): Promise<{ person: TestPerson; browser: Browser; signedIn: SignedIn }> {
    const person = await aPerson(context)
    await open.db.deleteFrom('totp_factor').where('account_id', '=', person.accountId).execute()
    const browser = aBrowser(context)
    return { person, browser, signedIn: await givePassword(context, browser, person) }
  }

  describe('an authenticator app', () => {
    it('counts when its first code comes back: complete session, ten recovery codes', async () => {
      const { browser, signedIn } = await aNewcomer()
      expect(await readSession(context, signedIn)).toMatchObject({
        next: 'setUpSecondFactor',
        means: [],
        memberships: [],
      })
      const { secret, uri } = yes(await beginTotp(context, signedIn))
      expect(uri).toContain(`secret=${secret}`)
      expect(await readSession(context, signedIn)).toMatchObject({ next: 'setUpSecondFactor' })
      expect(await confirmTotp(context, browser.visitor(), signedIn, '000000')).toMatchObject({
        reason: 'secondFactorRefused',
      })
      const code = totpCode(secret, time.now)
      const { given, recoveryCodes } = yes(await confirmTotp(context, browser.visitor(), signedIn, code))
      expect(new Set(recoveryCodes)).toHaveProperty('size', 10)
      if (!given) throw new Error('no session')
      const complete = await browser.receive(given)
      expect(complete).toMatchObject({ factors: 2, steppedUp: true })
      expect(await readSession(context, complete)).toMatchObject({
        next: 'nothing',
        means: ['totp', 'recoveryCode'],
        memberships: [{ association: { id: 'minato', name: expect.any(String) }, role: 'secretariat' }],
      })
    })

    it('is not added by somebody who knows the password of an account that has one', async () => {
      const person = await aPerson(context)
      const first = await givePassword(context, aBrowser(context), person)
      expect(await beginTotp(context, first)).toEqual({ ok: false, reason: 'secondFactorRequired' })
      expect(await beginPasskey(context, first)).toEqual({ ok: false, reason: 'secondFactorRequired' })
      expect(await renewRecoveryCodes(context, aBrowser(context).visitor(), first)).toEqual({
        ok: false,
        reason: 'secondFactorRequired',
      })
    })

    it('takes the place of the one before', async () => {
      const person = await aPerson(context)
      const { browser, signedIn } = await signInFully(context, person)
      const { secret } = yes(await beginTotp(context, signedIn))
      yes(await confirmTotp(context, browser.visitor(), signedIn, totpCode(secret, time.now)))
      time.now += MINUTE
      const again = aBrowser(context)
      const first = await givePassword(context, again, person)
      const give = (code: string) =>
        giveCode(context, again.visitor(), first, { means: 'totp', code, remember: false })
      expect((await give(codeNow(context))).ok).toBe(false)
      expect((await give(totpCode(secret, time.now))).ok).toBe(true)
    })

    it('is changed only in an active session', async () => {
      const { signedIn } = await signInFully(context, await aPerson(context))
      expect(await beginTotp(context, { ...signedIn, steppedUp: false })).toEqual({
        ok: false,
        reason: 'stepUpRequired',
      })
    })

    it.each([
      ['has ended', (id: string) => open.db.deleteFrom('session').where('account_id', '=', id).execute()],
      [
        'is of an account disabled meanwhile',
        (id: string) => open.db.updateTable('account').set({ disabled_at: 1 }).where('id', '=', id).execute(),
      ],
    ])('is not changed by a request whose session %s', async (_title, end) => {
      const { person, browser, signedIn } = await aNewcomer()
      const { secret } = yes(await beginTotp(context, signedIn))
      const authenticator = new Authenticator(ORIGIN)
      const options = yes(await beginPasskey(context, signedIn))
      await end(person.accountId)
      const gone = { ok: false, reason: 'signInRequired' }
      expect(await beginTotp(context, signedIn)).toEqual(gone)
      const code = totpCode(secret, time.now)
      expect(await confirmTotp(context, browser.visitor(), signedIn, code)).toEqual(gone)
      const made = authenticator.create(options)
      expect(await addPasskey(context, browser.visitor(), signedIn, made)).toEqual(gone)
      expect(await renewRecoveryCodes(context, browser.visitor(), signedIn)).toEqual(gone)
    })

    it('is not changed by a request that claims more factors than its session has', async () => {
      const { signedIn } = await aNewcomer()
      expect(await beginTotp(context, { ...signedIn, factors: 2, steppedUp: true })).toEqual({
        ok: false,
        reason: 'signInRequired',
      })
    })

    it('cannot be removed while it is the only factor, of two who remove both one stays', async () => {
      const { browser, signedIn } = await signInFully(context, await aPerson(context))
      const remove = (id: string | null) => removeFactor(context, browser.visitor(), signedIn, id)
      expect(await remove(null)).toEqual({ ok: false, reason: 'lastFactor' })
      await registerPasskey(new Authenticator(ORIGIN), signedIn, browser)
      const [passkey] = (await readFactors(context, signedIn.accountId)).passkeys
      const outcomes = await Promise.all([remove(null), remove(passkey?.id ?? '')])
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    })
  })

  describe('recovery codes', () => {
    it('get in once each, however they are typed, and are replaced as a whole', async () => {
      const person = await aPerson(context)
      const { browser, signedIn } = await signInFully(context, person)
      const [code = '', other = ''] = yes(await renewRecoveryCodes(context, browser.visitor(), signedIn))
      const give = async (typed: string) => {
        const first = await givePassword(context, browser, person)
        return giveCode(context, browser.visitor(), first, {
          means: 'recoveryCode',
          code: typed,
          remember: false,
        })
      }
      expect(await give(code.toLowerCase().replaceAll('-', ' '))).toMatchObject({ ok: true })
      expect(await give(code)).toMatchObject({ reason: 'secondFactorRefused' })
      expect((await readFactors(context, person.accountId)).recoveryCodesLeft).toBe(9)
      time.now += MINUTE
      const later = await signInFully(context, person, { browser })
      yes(await renewRecoveryCodes(context, browser.visitor(), later.signedIn))
      expect(await give(other)).toMatchObject({ reason: 'secondFactorRefused' })
      expect(JSON.stringify(await open.db.selectFrom('recovery_code').selectAll().execute())).not.toContain(
        other,
      )
    })

    it('of ten who use one at once, one gets in', async () => {
      const person = await aPerson(context)
      const { browser, signedIn } = await signInFully(context, person)
      const [code = ''] = yes(await renewRecoveryCodes(context, browser.visitor(), signedIn))
      const first = await givePassword(context, browser, person)
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, () =>
          giveCode(context, browser.visitor(), first, { means: 'recoveryCode', code, remember: false }),
        ),
      )
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    })
  })

  const registerPasskey = async (
    authenticator: Authenticator,
    signedIn: SignedIn,
    browser: Browser,
    faults: Faults = {},
  ) => {
    const options = yes(await beginPasskey(context, signedIn))
    return addPasskey(context, browser.visitor(), signedIn, authenticator.create(options, faults))
  }

  /** Asks for a passkey and answers with it. */
  const answer = async (
    authenticator: Authenticator,
    browser: Browser,
    principal: Principal,
    { faults = {}, remember = false }: { faults?: Faults; remember?: boolean } = {},
  ) => {
    const { options, browserToken } = yes(await askForPasskey(context, browser.visitor(), principal))
    const response = authenticator.get(options, faults)
    return givePasskey(context, browser.visitor(), principal, {
      response,
      remember,
      browserToken: browserToken ?? '',
    })
  }

  describe('a passkey', () => {
    it('is the first factor of a newcomer, and then the only step', async () => {
      const { person, browser, signedIn } = await aNewcomer()
      const authenticator = new Authenticator(ORIGIN)
      const { given, recoveryCodes } = yes(await registerPasskey(authenticator, signedIn, browser))
      expect(recoveryCodes).toHaveLength(10)
      expect(given && (await browser.receive(given))).toMatchObject({ factors: 2 })
      const elsewhere = aBrowser(context)
      const signed = await elsewhere.receive(yes(await answer(authenticator, elsewhere, ANONYMOUS)))
      expect(signed).toMatchObject({ accountId: person.accountId, factors: 2, steppedUp: true })
    })

    it('is the second factor, and makes a lapsed session active again', async () => {
      const person = await aPerson(context, {
        memberships: [{ role: 'physician', facilityId: 'minato-physician-1' }],
      })
      const { browser, signedIn } = await signInFully(context, person)
      const authenticator = new Authenticator(ORIGIN)
      yes(await registerPasskey(authenticator, signedIn, browser))
      const first = await givePassword(context, browser, person)
      const second = await browser.receive(
        yes(await answer(authenticator, browser, first, { remember: true })),
      )
      expect(second).toMatchObject({ factors: 2, steppedUp: true })
      time.now += 31 * MINUTE
      const lapsed = await browser.who()
      expect(lapsed).toMatchObject({ factors: 2, steppedUp: false })
      const active = await browser.receive(yes(await answer(authenticator, browser, lapsed)))
      expect(active).toMatchObject({ steppedUp: true })
      time.now += 31 * MINUTE
      expect(await browser.who()).toMatchObject({ steppedUp: false })
    })

    it.each([
      ['a page of another site', { origin: 'https://evil.example' }],
      ['another relying party', { rpId: 'evil.example' }],
      ['a user who was not verified', { unverified: true }],
    ])('of %s is neither registered nor accepted', async (_title, faults) => {
      const { browser, signedIn } = await signInFully(context, await aPerson(context))
      const authenticator = new Authenticator(ORIGIN)
      expect(await registerPasskey(authenticator, signedIn, browser, faults)).toMatchObject({
        reason: 'passkeyRefused',
      })
      const right = new Authenticator(ORIGIN)
      yes(await registerPasskey(right, signedIn, browser))
      expect(await answer(right, aBrowser(context), ANONYMOUS, { faults })).toEqual({
        ok: false,
        reason: 'passkeyRefused',
      })
    })

    it('is asked for on a known browser however often strangers ask at its address', async () => {
      const { browser } = await signInFully(context, await aPerson(context))
      const address = '198.51.100.77'
      const ask = (deviceToken: string | null) =>
        askForPasskey(context, { ...browser.visitor(), address, deviceToken }, ANONYMOUS)
      for (let i = 0; i < 30; i++) expect((await ask(null)).ok).toBe(true)
      expect(await ask(null)).toEqual({ ok: false, reason: 'tooManyTries' })
      expect(await ask('A'.repeat(43))).toEqual({ ok: false, reason: 'tooManyTries' })
      const known = browser.visitor().deviceToken
      for (let i = 0; i < 30; i++) expect((await ask(known)).ok).toBe(true)
      expect(await ask(known)).toEqual({ ok: false, reason: 'tooManyTries' })
    })

    it('whose count stands still is a copy', async () => {
      const { browser, signedIn } = await signInFully(context, await aPerson(context))
      const authenticator = new Authenticator(ORIGIN)
      yes(await registerPasskey(authenticator, signedIn, browser))
      expect((await answer(authenticator, aBrowser(context), ANONYMOUS)).ok).toBe(true)
      const copy = await answer(authenticator, aBrowser(context), ANONYMOUS, {
        faults: { stuckCounter: true },
      })
      expect(copy).toMatchObject({ reason: 'passkeyRefused' })
    })

    it('of one person is no second factor of another', async () => {
      const { browser, signedIn } = await signInFully(context, await aPerson(context))
      const authenticator = new Authenticator(ORIGIN)
      yes(await registerPasskey(authenticator, signedIn, browser))
      const other = aBrowser(context)
      const first = await givePassword(context, other, await aPerson(context))
      expect(await answer(authenticator, other, first)).toMatchObject({ reason: 'passkeyRefused' })
    })

    describe('answers a challenge', () => {
      let browser: Browser
      let authenticator: Authenticator
      beforeEach(async () => {
        browser = aBrowser(context)
        const { signedIn } = await signInFully(context, await aPerson(context), { browser })
        authenticator = new Authenticator(ORIGIN)
        yes(await registerPasskey(authenticator, signedIn, browser))
      })

      const asked = async () => {
        const { options, browserToken } = yes(await askForPasskey(context, browser.visitor(), ANONYMOUS))
        const response = authenticator.get(options)
        return { response, remember: false, browserToken: browserToken ?? '' }
      }
      const give = (given: Awaited<ReturnType<typeof asked>>) =>
        givePasskey(context, browser.visitor(), ANONYMOUS, given)

      it('once', async () => {
        const given = await asked()
        const outcomes = await Promise.all([give(given), give(given), give(given)])
        expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
      })

      it.each([
        ['just before 5 minutes', 5 * MINUTE - 1, true],
        ['eq 5 minutes', 5 * MINUTE, false],
      ])('%s: %#', async (_title, after, ok) => {
        const given = await asked()
        time.now += after
        expect((await give(given)).ok).toBe(ok)
      })

      it('in the browser that asked', async () => {
        const given = await asked()
        expect((await give({ ...given, browserToken: 'A'.repeat(43) })).ok).toBe(false)
      })

      it('of its purpose', async () => {
        const { signedIn } = await signInFully(context, await aPerson(context))
        const { options } = yes(await askForPasskey(context, browser.visitor(), signedIn))
        const forged = new Authenticator(ORIGIN).create({
          ...yes(await beginPasskey(context, signedIn)),
          challenge: options.challenge,
        })
        expect(await addPasskey(context, browser.visitor(), signedIn, forged)).toMatchObject({
          reason: 'passkeyRefused',
        })
      })

      it.each([
        ['no JSON', 'bm90IGpzb24'],
        ['no object', 'bnVsbA'],
        ['no challenge', 'e30'],
      ])('and not with %s', async (_title, clientDataJSON) => {
        const given = await asked()
        const response = { ...given.response, response: { ...given.response.response, clientDataJSON } }
        expect(await give({ ...given, response })).toEqual({ ok: false, reason: 'passkeyRefused' })
      })
    })
  })

  describe('my account', () => {
    it('lists sessions and devices, ends one, and forgets a device with its sessions', async () => {
      const person = await aPerson(context)
      const desk = await signInFully(context, person)
      time.now += MINUTE
      const phone = await signInFully(context, person)
      const list = await readSessions(context, desk.signedIn)
      expect(list.sessions.map(({ current }) => current)).toEqual([false, true])
      expect(list.devices).toHaveLength(2)
      const stranger = await signInFully(context, await aPerson(context))
      const end = (who: SignedIn, kind: 'session' | 'device', id: string) =>
        endOwn(context, desk.browser.visitor(), who, kind, id)
      expect(await end(stranger.signedIn, 'session', phone.signedIn.sessionId)).toMatchObject({
        reason: 'notFound',
      })
      const device = list.devices.find(({ current }) => !current)?.id ?? ''
      expect(await end(stranger.signedIn, 'device', device)).toMatchObject({ reason: 'notFound' })
      expect((await phone.browser.who()).kind).toBe('account')
      const left = yes(await end(desk.signedIn, 'device', device))
      expect(left).toMatchObject({ sessions: [{ current: true }], devices: [{ current: true }] })
      expect(await phone.browser.who()).toEqual(ANONYMOUS)
    })

    it('a new password ends all other sessions and gives this one a new id', async () => {
      const person = await aPerson(context)
      const desk = await signInFully(context, person)
      time.now += MINUTE
      const phone = await signInFully(context, person)
      const change = (current: string, next: string) =>
        changeOwnPassword(context, desk.browser.visitor(), desk.signedIn, { current, next })
      const next = 'Kamome7 flies over the bay'
      expect(await change('wrong', next)).toMatchObject({ reason: 'signInRefused' })
      expect(await change(PASSWORD, '港区港区港区港区港区港区港区')).toMatchObject({
        reason: 'passwordRepetitive',
      })
      const changed = await desk.browser.receive(yes(await change(PASSWORD, next)))
      expect(changed.sessionId).not.toBe(desk.signedIn.sessionId)
      expect(await phone.browser.who()).toEqual(ANONYMOUS)
      const trying = (password: string) =>
        signIn(context, desk.browser.visitor(), { email: person.email, password }, ANONYMOUS)
      expect((await trying(PASSWORD)).ok).toBe(false)
      expect((await trying(next)).ok).toBe(true)
    })

    it('asks for the factors again before a new password on a remembered device', async () => {
      const { browser, signedIn } = await signInFully(context, await aPerson(context))
      const lapsed = { ...signedIn, steppedUp: false }
      const passwords = { current: PASSWORD, next: 'Kamome7 flies over the bay' }
      expect(await changeOwnPassword(context, browser.visitor(), lapsed, passwords)).toEqual({
        ok: false,
        reason: 'stepUpRequired',
      })
    })
  })
})
