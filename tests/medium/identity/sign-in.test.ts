import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { OpenDatabase } from '../../../db/open.ts'
import type { Context } from '../../../server/context.ts'
import { forwardedAddress } from '../../../server/http/client-address.ts'
import { argon2id, type PasswordHasher } from '../../../server/identity/password-hasher.ts'
import { ANONYMOUS } from '../../../server/identity/principal.ts'
import { giveCode, signIn, signOut, stepUp } from '../../../server/identity/sign-in.service.ts'
import { totpCode } from '../../../server/identity/totp.ts'
import { DAY, HOUR } from '../../../server/time/interval.ts'
import { aContext } from '../../setup/context.ts'
import { onEachDatabase } from '../../setup/databases.ts'
import {
  aBrowser,
  aPerson,
  codeNow,
  givePassword,
  PASSWORD,
  STRANGER,
  signInFully,
  type TestPerson,
  TOTP_SECRET,
  yes,
} from '../../setup/signed-in.ts'

const MINUTE = 60_000

/** The real hasher, with a list of what reached it. */
const counting = (answer: (password: string) => Promise<boolean> | boolean = () => false) => {
  const reached: string[] = []
  const hasher: PasswordHasher = {
    ...argon2id,
    async matches(password) {
      reached.push(password)
      return answer(password)
    },
  }
  return { hasher, reached }
}

onEachDatabase('signing in', ({ seeded }) => {
  let open: OpenDatabase
  let context: Context
  let time: { now: number }
  beforeAll(async () => {
    open = await seeded()
  })
  beforeEach(() => {
    ;({ context, time } = aContext(open))
  })

  const actionsOf = async (accountId: string) =>
    (
      await open.db
        .selectFrom('audit_entry')
        .where('resource', '=', `account:${accountId}`)
        .select(['action', 'detail'])
        .orderBy('seq')
        .execute()
    ).map(({ action, detail }) => `${action} ${(JSON.parse(detail) as { means?: string }).means ?? ''}`)

  it('takes a password, then a code, with a new session id at each step', async () => {
    const person = await aPerson(context)
    const browser = aBrowser(context)
    const first = await givePassword(context, browser, person)
    expect(first).toMatchObject({ accountId: person.accountId, factors: 1, steppedUp: false })
    const code = { means: 'totp', code: codeNow(context), remember: false } as const
    const given = yes(await giveCode(context, browser.visitor(), first, code))
    const old = await browser.who()
    const second = await browser.receive(given)
    expect(second).toMatchObject({ factors: 2, steppedUp: true, memberships: [{ role: 'secretariat' }] })
    expect(second.sessionId).not.toBe(first.sessionId)
    expect(old).toEqual(ANONYMOUS)
    expect(await actionsOf(person.accountId)).toEqual(['signIn.accept password', 'signIn.accept totp'])
  })

  it.each([
    ['another letter case and blanks around it', (email: string) => `  ${email.toUpperCase()} `],
    ['full-width letters', (email: string) => email.replace('person', 'ｐｅｒｓｏｎ')],
  ])('finds the account of an e-mail address in %s', async (_title, written) => {
    const { email } = await aPerson(context)
    const outcome = await signIn(context, STRANGER, { email: written(email), password: PASSWORD }, ANONYMOUS)
    expect(outcome.ok).toBe(true)
  })

  it('answers alike for a wrong password, no account and a disabled account, and asks the hash each time', async () => {
    const person = await aPerson(context)
    const disabled = await aPerson(context)
    await open.db
      .updateTable('account')
      .set({ disabled_at: time.now })
      .where('id', '=', disabled.accountId)
      .execute()
    const { hasher, reached } = counting(password => password === PASSWORD)
    const outcomes = [
      await signIn(context, STRANGER, { email: person.email, password: 'wrong' }, ANONYMOUS, hasher),
      await signIn(context, STRANGER, { email: 'nobody@rinban.test', password: PASSWORD }, ANONYMOUS, hasher),
      await signIn(context, STRANGER, { email: disabled.email, password: PASSWORD }, ANONYMOUS, hasher),
    ]
    expect(outcomes).toEqual(Array(3).fill({ ok: false, reason: 'signInRefused' }))
    expect(reached).toHaveLength(3)
  })

  it('hashes a password anew whose hash is of weaker parameters', async () => {
    const person = await aPerson(context)
    const stored = async () =>
      (
        await open.db
          .selectFrom('account')
          .where('id', '=', person.accountId)
          .selectAll()
          .executeTakeFirstOrThrow()
      ).password_hash
    const before = await stored()
    const hasher = { ...argon2id, isOutdated: (hash: string) => hash === before }
    const credentials = { email: person.email, password: PASSWORD }
    expect((await signIn(context, STRANGER, credentials, ANONYMOUS, hasher)).ok).toBe(true)
    expect(await stored()).not.toBe(before)
    expect((await signIn(context, STRANGER, credentials, ANONYMOUS)).ok).toBe(true)
  })

  it('refuses a password that is changed while it is being checked', async () => {
    const person = await aPerson(context)
    const hasher: PasswordHasher = {
      ...argon2id,
      async matches(password, of) {
        const fits = await argon2id.matches(password, of)
        await open.db
          .updateTable('account')
          .set({ password_hash: await argon2id.hash('another password') })
          .where('id', '=', person.accountId)
          .execute()
        return fits
      },
    }
    const credentials = { email: person.email, password: PASSWORD }
    expect(await signIn(context, STRANGER, credentials, ANONYMOUS, hasher)).toEqual({
      ok: false,
      reason: 'signInRefused',
    })
  })

  it('refuses a password beyond 1,024 bytes before the hash', async () => {
    const person = await aPerson(context)
    const { hasher, reached } = counting()
    const password = 'x'.repeat(1_025)
    expect(await signIn(context, STRANGER, { email: person.email, password }, ANONYMOUS, hasher)).toEqual({
      ok: false,
      reason: 'passwordTooLong',
    })
    expect(reached).toEqual([])
  })

  it('keeps no token, code or address of a person as it is', async () => {
    const person = await aPerson(context)
    const browser = aBrowser(context)
    const first = await givePassword(context, browser, person)
    const code = { means: 'totp', code: codeNow(context), remember: false } as const
    const given = yes(await giveCode(context, browser.visitor(), first, code))
    const tables = ['account', 'session', 'device', 'totp_factor', 'sign_in_throttle'] as const
    const rows = await Promise.all(tables.map(table => open.db.selectFrom(table).selectAll().execute()))
    const everything = JSON.stringify(rows)
    for (const secret of [given.sessionToken, given.deviceToken, person.email, '試験', PASSWORD, TOTP_SECRET])
      expect(everything).not.toContain(secret)
  })

  it.each([
    ['one step early', -30_000, true],
    ['now', 0, true],
    ['one step late', 30_000, true],
    ['two steps early', -60_000, false],
    ['two steps late', 60_000, false],
  ])('a code of a clock that is %s', async (_title, skew, accepted) => {
    const person = await aPerson(context)
    const browser = aBrowser(context)
    const first = await givePassword(context, browser, person)
    const code = totpCode(TOTP_SECRET, time.now + skew)
    const outcome = await giveCode(context, browser.visitor(), first, {
      means: 'totp',
      code,
      remember: false,
    })
    expect(outcome.ok || outcome.reason).toBe(accepted || 'secondFactorRefused')
  })

  it('a code that was used is refused in another session, and so is the one before it', async () => {
    const person = await aPerson(context)
    await signInFully(context, person)
    for (const skew of [0, -30_000]) {
      const browser = aBrowser(context)
      const first = await givePassword(context, browser, person)
      const code = { means: 'totp', code: totpCode(TOTP_SECRET, time.now + skew), remember: false } as const
      expect(await giveCode(context, browser.visitor(), first, code)).toEqual({
        ok: false,
        reason: 'secondFactorRefused',
      })
    }
    expect(await actionsOf(person.accountId)).toContain('signIn.refuse totp')
  })

  it('of ten who use one code at once, one gets in', async () => {
    const person = await aPerson(context)
    const code = { means: 'totp', code: codeNow(context), remember: false } as const
    // Each knows the device, or the throttle and not the code would stop some of them.
    const { browser } = await signInFully(context, person)
    time.now += MINUTE
    const credentials = { email: person.email, password: PASSWORD }
    const given = yes(await signIn(context, browser.visitor(), credentials, ANONYMOUS))
    const first = await aBrowser(context, browser.visitor()).receive(given)
    const used = { ...code, code: codeNow(context) }
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => giveCode(context, browser.visitor(), first, used)),
    )
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    const reasons = outcomes.flatMap(outcome => (outcome.ok ? [] : [outcome.reason]))
    expect(new Set(reasons)).toEqual(new Set(['secondFactorRefused', 'tooManyTries']))
    expect(
      await open.db
        .selectFrom('session')
        .where('account_id', '=', person.accountId)
        .where('factors', '=', 2)
        .select('id')
        .execute(),
    ).toHaveLength(2)
  })

  it('a code is no way into a session that is complete already', async () => {
    const { browser, signedIn } = await signInFully(context, await aPerson(context))
    time.now += MINUTE
    const code = { means: 'totp', code: codeNow(context), remember: true } as const
    expect(await giveCode(context, browser.visitor(), signedIn, code)).toEqual({
      ok: false,
      reason: 'signInRequired',
    })
  })

  it('a later password ends the sessions that wait for their second factor, and no other', async () => {
    const person = await aPerson(context)
    const desk = await signInFully(context, person)
    const [earlier, later] = [aBrowser(context), aBrowser(context)]
    await givePassword(context, earlier, person)
    await givePassword(context, later, person)
    expect(await earlier.who()).toEqual(ANONYMOUS)
    expect(await later.who()).toMatchObject({ factors: 1 })
    expect(await desk.browser.who()).toMatchObject({ factors: 2 })
  })

  it('refuses an account that is disabled while its password is being checked', async () => {
    const person = await aPerson(context)
    const hasher: PasswordHasher = {
      ...argon2id,
      async matches(password, of) {
        const fits = await argon2id.matches(password, of)
        await open.db
          .updateTable('account')
          .set({ disabled_at: time.now })
          .where('id', '=', person.accountId)
          .execute()
        return fits
      },
    }
    const credentials = { email: person.email, password: PASSWORD }
    expect(await signIn(context, STRANGER, credentials, ANONYMOUS, hasher)).toEqual({
      ok: false,
      reason: 'signInRefused',
    })
  })

  it('signing out ends the session and nothing else', async () => {
    const person = await aPerson(context)
    const desk = await signInFully(context, person)
    time.now += MINUTE
    const phone = await signInFully(context, person)
    await signOut(context, desk.browser.visitor(), desk.signedIn)
    expect(await desk.browser.who()).toEqual(ANONYMOUS)
    expect(await phone.browser.who()).toMatchObject({ accountId: person.accountId })
  })
})

onEachDatabase('guessing', ({ seeded }) => {
  let context: Context
  let time: { now: number }
  let owner: TestPerson
  beforeAll(async () => {
    ;({ context, time } = aContext(await seeded()))
    owner = await aPerson(context)
  })

  /** The most that fall into any `span`, half-open. */
  const mostWithin = (instants: readonly number[], span: number): number =>
    Math.max(0, ...instants.map(from => instants.filter(at => at >= from && at < from + span).length))

  it.each([
    [
      'behind forged forwarding headers',
      (i: number) => forwardedAddress('203.0.113.9', `198.51.100.${i % 250}`, 0),
    ],
    ['from ten thousand real addresses', (i: number) => `10.${i % 200}.${i >> 8}.${i % 251}`],
  ])(
    '10,000 passwords in 15 minutes %s: ten reach the hash, and the owner gets in',
    { timeout: 60_000 },
    async (_title, addressOf) => {
      time.now += DAY
      const { browser } = await signInFully(context, owner)
      time.now += DAY
      const at: number[] = []
      const { hasher } = counting(() => {
        at.push(time.now)
        return false
      })
      for (let i = 0; i < 10_000; i++) {
        const visitor = { ...STRANGER, address: addressOf(i) }
        const outcome = await signIn(
          context,
          visitor,
          { email: owner.email, password: `guess ${i}` },
          ANONYMOUS,
          hasher,
        )
        expect(outcome.ok).toBe(false)
        time.now += 90
      }
      expect(at.length).toBeGreaterThan(5)
      expect(mostWithin(at, 15 * MINUTE)).toBeLessThanOrEqual(10)
      // The guesser has used up everything; the owner's own browser does not notice.
      expect(await signInFully(context, owner, { browser })).toMatchObject({ signedIn: { factors: 2 } })
    },
  )

  it('hits accounts that do not exist in the same way', async () => {
    time.now += DAY
    const { hasher, reached } = counting()
    const guess = (email: string) => (i: number) =>
      signIn(
        context,
        { ...STRANGER, address: `192.0.2.${i}` },
        { email, password: `${i}` },
        ANONYMOUS,
        hasher,
      )
    const tries = Array.from({ length: 12 }, (_, i) => i)
    const known = await Promise.all(tries.map(guess(owner.email)))
    const unknown = await Promise.all(tries.map(guess('nobody@rinban.test')))
    const reasons = (outcomes: typeof known) =>
      outcomes.map(outcome => (outcome.ok ? 'ok' : outcome.reason)).sort()
    expect(reasons(unknown)).toEqual(reasons(known))
    expect(reached).toHaveLength(10)
  })

  it('codes: five are tried, and the right one after them is refused until some minutes have passed', async () => {
    time.now += DAY
    const browser = aBrowser(context)
    const first = await givePassword(context, browser, owner)
    const attempt = (code: string) =>
      giveCode(context, browser.visitor(), first, { means: 'totp', code, remember: false })
    const wrong = totpCode(TOTP_SECRET, time.now + DAY)
    for (let i = 0; i < 5; i++) expect(await attempt(wrong)).toMatchObject({ reason: 'secondFactorRefused' })
    expect(await attempt(codeNow(context))).toMatchObject({ reason: 'tooManyTries' })
    time.now += 3 * MINUTE
    expect((await attempt(codeNow(context))).ok).toBe(true)
  })

  it('passwords that are right use up nothing', async () => {
    time.now += DAY
    for (let i = 0; i < 12; i++) {
      const credentials = { email: owner.email, password: PASSWORD }
      expect((await signIn(context, STRANGER, credentials, ANONYMOUS)).ok).toBe(true)
    }
  })
})

onEachDatabase('a session', ({ seeded }) => {
  let open: OpenDatabase
  let context: Context
  let time: { now: number }
  beforeAll(async () => {
    open = await seeded()
  })
  beforeEach(() => {
    ;({ context, time } = aContext(open))
  })
  const physician = { role: 'physician', facilityId: 'minato-physician-1' } as const

  it.each([
    ['29:59 idle', 30 * MINUTE - 1000, 'account'],
    ['eq 30 min idle', 30 * MINUTE, 'anonymous'],
  ])('%s: %#', async (_title, idle, kind) => {
    const { browser } = await signInFully(context, await aPerson(context))
    time.now += idle
    expect((await browser.who()).kind).toBe(kind)
  })

  it.each([
    ['before 12 hours', 12 * HOUR - 1000, 'account'],
    ['eq 12 hours', 12 * HOUR, 'anonymous'],
  ])('however busy, %s: %#', async (_title, length, kind) => {
    const { browser } = await signInFully(context, await aPerson(context))
    const end = time.now + length
    while (time.now + 20 * MINUTE < end) {
      time.now += 20 * MINUTE
      await browser.who()
    }
    time.now = end
    expect((await browser.who()).kind).toBe(kind)
  })

  it('ends at the next request when the account is disabled, and a role ends with its last day', async () => {
    const person = await aPerson(context, { memberships: [{}, { role: 'observer', toDay: '2026-06-01' }] })
    const { browser, signedIn } = await signInFully(context, person)
    expect(signedIn.memberships.map(({ role }) => role).sort()).toEqual(['observer', 'secretariat'])
    time.now += 14 * HOUR + 59 * MINUTE // 23:59 in Tokyo
    const late = await signInFully(context, person)
    expect(late.signedIn.memberships).toHaveLength(2)
    time.now += MINUTE
    expect(await late.browser.who()).toMatchObject({ memberships: [{ role: 'secretariat' }] })
    await open.db
      .updateTable('account')
      .set({ disabled_at: time.now })
      .where('id', '=', person.accountId)
      .execute()
    expect(await late.browser.who()).toEqual(ANONYMOUS)
    expect(await browser.who()).toEqual(ANONYMOUS)
  })

  describe("on a physician's remembered device", () => {
    it('lapses after half an hour and goes on without patient data, however it is used', async () => {
      const person = await aPerson(context, { memberships: [physician] })
      const { browser } = await signInFully(context, person, { remember: true })
      time.now += 31 * MINUTE
      for (let i = 0; i < 3; i++) {
        expect(await browser.who()).toMatchObject({ factors: 2, steppedUp: false })
        time.now += MINUTE
      }
      time.now += 29 * DAY
      expect(await browser.who()).toMatchObject({ factors: 2, steppedUp: false })
    })

    it.each([
      ['another device cookie', { deviceToken: 'A'.repeat(43) }],
      ['no device cookie', { deviceToken: null }],
    ])('does not go on with %s', async (_title, visitor) => {
      const person = await aPerson(context, { memberships: [physician] })
      const browser = aBrowser(context)
      const first = await givePassword(context, browser, person)
      const code = { means: 'totp', code: codeNow(context), remember: true } as const
      const given = yes(await giveCode(context, browser.visitor(), first, code))
      const thief = aBrowser(context, { ...STRANGER, ...visitor })
      await thief.receive({ ...given, deviceToken: visitor.deviceToken })
      time.now += 31 * MINUTE
      expect(await thief.who()).toEqual(ANONYMOUS)
    })

    it('is for physicians only, and only as long as they are', async () => {
      const { browser: desk } = await signInFully(context, await aPerson(context), { remember: true })
      const former = await aPerson(context, { memberships: [{ ...physician, toDay: '2026-06-01' }] })
      const { browser: phone } = await signInFully(context, former, { remember: true })
      time.now += 31 * MINUTE
      expect(await desk.who()).toEqual(ANONYMOUS)
      expect((await phone.who()).kind).toBe('account')
      time.now += DAY
      expect(await phone.who()).toEqual(ANONYMOUS)
    })

    it.each([
      ['the secretariat', {}],
      ['the machine', { associationId: null, role: 'systemAdministrator' as const }],
    ])('is not for physicians who also are of %s, from the day they are', async (_title, office) => {
      const fromDay = '2026-06-02'
      const person = await aPerson(context, { memberships: [physician, { ...office, fromDay }] })
      const { browser } = await signInFully(context, person, { remember: true })
      time.now += 31 * MINUTE
      expect(await browser.who()).toMatchObject({ factors: 2, steppedUp: false })
      time.now += DAY
      expect(await browser.who()).toEqual(ANONYMOUS)
    })

    it('is made active again by password and code together, under a new id', async () => {
      const person = await aPerson(context, { memberships: [physician] })
      const { browser } = await signInFully(context, person, { remember: true })
      time.now += 2 * DAY
      const lapsed = await browser.who()
      if (lapsed.kind === 'anonymous') throw new Error('signed out')
      const wrong = { password: 'not the password', code: codeNow(context) }
      expect(await stepUp(context, browser.visitor(), lapsed, wrong)).toMatchObject({
        reason: 'signInRefused',
      })
      const right = { password: PASSWORD, code: codeNow(context) }
      const active = await browser.receive(yes(await stepUp(context, browser.visitor(), lapsed, right)))
      expect(active).toMatchObject({ factors: 2, steppedUp: true })
      expect(active.sessionId).not.toBe(lapsed.sessionId)
      time.now += 31 * MINUTE
      expect(await browser.who()).toMatchObject({ steppedUp: false })
    })
  })
})
