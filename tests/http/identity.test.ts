import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server'
import { Hono } from 'hono'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { OpenDatabase } from '../../db/open.ts'
import type { Context } from '../../server/context.ts'
import type { RinbanEnv } from '../../server/http/env.ts'
import { identify } from '../../server/http/identify.ts'
import { listen } from '../../server/http/listener.ts'
import type { FactorsView, SessionsView, SessionView } from '../../server/identity/identity-view.ts'
import { totpCode } from '../../server/identity/totp.ts'
import { Authenticator } from '../setup/authenticator.ts'
import { aContext, anApp, bodyOf, ORIGIN } from '../setup/context.ts'
import { aCookieBrowser, type CookieBrowser } from '../setup/cookie-browser.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { aPerson, codeNow, PASSWORD, type TestPerson } from '../setup/signed-in.ts'

const MINUTE = 60_000
const NEW_PASSWORD = 'Kamome7 flies over the bay'
const tokenIn = (link: string): string => new URL(link).hash.slice(1)

onEachDatabase('the identity API', ({ seeded }) => {
  let open: OpenDatabase
  let context: Context
  let time: { now: number }
  let server: ReturnType<typeof anApp>
  let secretary: TestPerson
  beforeAll(async () => {
    open = await seeded()
    secretary = await aPerson(aContext(open).context)
  })
  beforeEach(() => {
    ;({ context, time } = aContext(open))
    time.now += passed
    passed += 10 * MINUTE
    server = anApp(context)
  })
  afterEach(() => {
    expect(server.reports).toEqual([])
  })
  /** Each test goes on where the one before it ended, so that no code is used twice. */
  let passed = 0

  const session = (browser: CookieBrowser) => bodyOf<SessionView>(browser.get('/api/identity/session'))

  async function signedIn(person: TestPerson, browser = aCookieBrowser(server), remember = false) {
    const first = await browser.post('/api/identity/sign-in', { email: person.email, password: PASSWORD })
    expect(await bodyOf<SessionView>(first)).toMatchObject({ next: 'secondFactor', means: ['totp'] })
    const second = await browser.post('/api/identity/sign-in/totp', { code: codeNow(context), remember })
    expect(await bodyOf<SessionView>(second)).toMatchObject({ next: 'nothing', steppedUp: true })
    return browser
  }

  it('signs in, tells who it is, and signs out', async () => {
    const browser = aCookieBrowser(server)
    expect(await session(browser)).toMatchObject({ next: 'signIn', account: null })
    await signedIn(secretary, browser)
    expect(await session(browser)).toMatchObject({
      next: 'nothing',
      account: { email: secretary.email },
      memberships: [{ association: { id: 'minato' }, role: 'secretariat' }],
    })
    const stolen = aCookieBrowser(server)
    for (const [name, value] of browser.jar) stolen.jar.set(name, value)
    expect(await bodyOf<SessionView>(browser.post('/api/identity/sign-out'))).toMatchObject({
      next: 'signIn',
    })
    expect(await session(stolen)).toMatchObject({ next: 'signIn' })
  })

  it('gives cookies no script can read, no other host gets and no plain connection carries', async () => {
    const browser = aCookieBrowser(server)
    const first = await browser.post('/api/identity/sign-in', { email: secretary.email, password: PASSWORD })
    const second = await browser.post('/api/identity/sign-in/totp', { code: codeNow(context) })
    const lines = [...first.headers.getSetCookie(), ...second.headers.getSetCookie()]
    expect(lines).toHaveLength(3)
    for (const line of lines) {
      expect(line).toMatch(/^__Host-rinban-(session|device)=[\w-]{43};/)
      for (const attribute of ['Path=/', 'Secure', 'HttpOnly', 'SameSite=Lax'])
        expect(line.split('; ')).toContain(attribute)
      expect(line).not.toMatch(/domain/i)
    }
  })

  describe('a request whose body is still on its way', () => {
    const text = JSON.stringify({ id: 'nobody' })

    /** A POST of which the first bytes have been sent. */
    function aHeldPost(browser: CookieBrowser, app: Pick<typeof server.app, 'request'>, path: string) {
      const rest = Promise.withResolvers<boolean>()
      async function* bytes() {
        yield Buffer.from(text.slice(0, 5))
        if (!(await rest.promise)) throw new Error('hung up')
        yield Buffer.from(text.slice(5))
      }
      const answer = app.request(path, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': String(text.length),
          origin: ORIGIN,
          cookie: [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; '),
        },
        body: ReadableStream.from(bytes()),
        duplex: 'half',
      } as RequestInit)
      return { answer, finish: () => rest.resolve(true), breakOff: () => rest.resolve(false) }
    }

    /** Who asks, as the middleware alone finds out, and the body a route would read after it. */
    const asked = () =>
      new Hono<RinbanEnv>()
        .use(identify(context))
        .post('/', async c =>
          c.json({ who: c.var.principal.kind, body: await c.req.json().catch(() => null) }),
        )

    it('is refused when the session ends before its last byte', async () => {
      const browser = await signedIn(secretary)
      const held = aHeldPost(browser, server.app, '/api/associations/minato/invitations/revoke')
      await browser.post('/api/identity/sign-out')
      held.finish()
      const refused = await held.answer
      expect([refused.status, await refused.json()]).toMatchObject([401, { reason: 'signInRequired' }])
    })

    it('is of nobody then, and the route reads its body all the same', async () => {
      const browser = await signedIn(secretary)
      const held = aHeldPost(browser, asked(), '/')
      await browser.post('/api/identity/sign-out')
      held.finish()
      expect(await bodyOf(held.answer)).toEqual({ who: 'anonymous', body: { id: 'nobody' } })
    })

    it('is of whoever is signed in still', async () => {
      const held = aHeldPost(await signedIn(secretary), asked(), '/')
      held.finish()
      expect(await bodyOf(held.answer)).toEqual({ who: 'account', body: { id: 'nobody' } })
    })

    it('has no body when it breaks off', async () => {
      const held = aHeldPost(aCookieBrowser(server), asked(), '/')
      held.breakOff()
      expect(await bodyOf(held.answer)).toEqual({ who: 'anonymous', body: null })
    })
  })

  it('lets a session of one factor do nothing but the second', async () => {
    const browser = aCookieBrowser(server)
    await browser.post('/api/identity/sign-in', { email: secretary.email, password: PASSWORD })
    for (const path of [
      '/api/identity/me/factors',
      '/api/identity/me/sessions',
      '/api/associations/minato/invitations',
    ]) {
      const response = await browser.get(path)
      expect([response.status, (await bodyOf<{ reason: string }>(response)).reason]).toEqual([
        403,
        'secondFactorRequired',
      ])
    }
  })

  it('takes an invited physician from the link to a complete session, and lists what they have', async () => {
    const office = await signedIn(secretary)
    const issued = await office.post('/api/associations/minato/invitations', {
      email: 'isha@rinban.test',
      name: '医師 一郎',
      role: 'physician',
      facilityId: 'minato-physician-3',
      fromDay: '2026-06-01',
    })
    const { link } = await bodyOf<{ link: string }>(issued)
    const token = tokenIn(link)
    const phone = aCookieBrowser(server)
    expect(await bodyOf(phone.post('/api/identity/invitations/look', { token }))).toMatchObject({
      association: { id: 'minato' },
      role: 'physician',
      accountExists: false,
    })
    const accepted = await phone.post('/api/identity/invitations/accept', { token, password: NEW_PASSWORD })
    expect(await bodyOf<SessionView>(accepted)).toMatchObject({
      next: 'setUpSecondFactor',
      mayRemember: true,
    })
    const { secret } = await bodyOf<{ secret: string }>(phone.post('/api/identity/me/totp'))
    const confirmed = await phone.post('/api/identity/me/totp/confirm', { code: totpCode(secret, time.now) })
    expect(await bodyOf(confirmed)).toMatchObject({
      session: { next: 'nothing', memberships: [{ role: 'physician', facilityId: 'minato-physician-3' }] },
      recoveryCodes: expect.arrayContaining([expect.stringMatching(/^(\w{4}-){3}\w{4}$/)]),
    })
    expect(await bodyOf<FactorsView>(phone.get('/api/identity/me/factors'))).toMatchObject({
      recoveryCodesLeft: 10,
    })
    expect(await bodyOf<SessionsView>(phone.get('/api/identity/me/sessions'))).toMatchObject({
      sessions: [{ current: true, complete: true }],
      devices: [{ current: true, remembered: false }],
    })
    const again = await phone.post('/api/identity/invitations/accept', { token, password: NEW_PASSWORD })
    expect([again.status, await again.json()]).toEqual([
      410,
      { reason: 'linkUsed', message: 'このリンクは使用済みか、取り消されています。' },
    ])
  })

  it.each([
    ['a line break', '医師\n一郎'],
    ['a control character', '医師\u0007一郎'],
    ['a line separator', '医師\u2028一郎'],
    ['a mark that turns round what follows', '医師\u202e一郎'],
    ['half a character', '医師\ud842一郎'],
  ])('invites nobody whose name holds %s', async (_title, name) => {
    const office = await signedIn(secretary)
    const refused = await office.post('/api/associations/minato/invitations', {
      email: 'isha@rinban.test',
      name,
      role: 'observer',
      fromDay: '2026-06-01',
    })
    expect([refused.status, await refused.json()]).toMatchObject([400, { fields: [{ path: 'name' }] }])
  })

  it('signs in with a passkey alone', async () => {
    const browser = await signedIn(secretary)
    const authenticator = new Authenticator(ORIGIN)
    const creation = await bodyOf<{ options: PublicKeyCredentialCreationOptionsJSON }>(
      browser.post('/api/identity/me/passkey-challenge'),
    )
    const added = await browser.post('/api/identity/me/passkeys', {
      response: authenticator.create(creation.options),
    })
    expect(added.status).toBe(200)
    const elsewhere = aCookieBrowser(server)
    const request = await bodyOf<{ options: PublicKeyCredentialRequestOptionsJSON }>(
      elsewhere.post('/api/identity/passkey-challenge'),
    )
    expect(request.options).toMatchObject({ rpId: 'rinban.test', userVerification: 'required' })
    expect(elsewhere.jar.has('__Host-rinban-challenge')).toBe(true)
    const response = authenticator.get(request.options)
    const thief = await aCookieBrowser(server).post('/api/identity/sign-in/passkey', { response })
    expect([thief.status, (await bodyOf<{ reason: string }>(thief)).reason]).toEqual([401, 'passkeyRefused'])
    const signed = await elsewhere.post('/api/identity/sign-in/passkey', { response })
    expect(await bodyOf<SessionView>(signed)).toMatchObject({
      next: 'nothing',
      account: { email: secretary.email },
    })
    expect(elsewhere.jar.has('__Host-rinban-challenge')).toBe(false)
    const [passkey] = (await bodyOf<FactorsView>(browser.get('/api/identity/me/factors'))).passkeys
    const removed = await browser.post('/api/identity/me/passkeys/remove', { id: passkey?.id })
    expect(await bodyOf<FactorsView>(removed)).toMatchObject({ passkeys: [], totp: expect.anything() })
  })

  it('resets the credentials of a person of the association, and of nobody else', async () => {
    const office = await signedIn(secretary)
    const person = await aPerson(context)
    const foreign = await aPerson(context, { memberships: [{ associationId: 'ward-kita' }] })
    const reset = (accountId: string, place = 'minato') =>
      office.post(`/api/associations/${place}/credential-resets`, { accountId })
    const answers = [
      await reset(foreign.accountId),
      await reset('nobody'),
      await reset(person.accountId, 'ward-kita'),
    ]
    expect(await Promise.all(answers.map(async one => [one.status, await one.text()]))).toEqual(
      Array(3).fill([404, JSON.stringify({ reason: 'notFound', message: 'お探しのものは見つかりません。' })]),
    )
    const own = await reset(secretary.accountId)
    expect([own.status, (await bodyOf<{ reason: string }>(own)).reason]).toEqual([409, 'ownMembership'])
    const { link } = await bodyOf<{ link: string }>(reset(person.accountId))
    const browser = aCookieBrowser(server)
    const used = await browser.post('/api/identity/credential-resets/use', {
      token: tokenIn(link),
      password: NEW_PASSWORD,
    })
    expect(await bodyOf<SessionView>(used)).toMatchObject({ next: 'setUpSecondFactor' })
  })

  it('a revoked device is signed out at its next request', async () => {
    const person = await aPerson(context, {
      memberships: [{ role: 'physician', facilityId: 'minato-physician-1' }],
    })
    const phone = await signedIn(person, aCookieBrowser(server), true)
    time.now += 5 * MINUTE
    const desk = await signedIn(person)
    const { devices } = await bodyOf<SessionsView>(desk.get('/api/identity/me/sessions'))
    await desk.post('/api/identity/me/devices/revoke', { id: devices.find(one => !one.current)?.id })
    const refused = await phone.get('/api/identity/me/factors')
    expect([refused.status, (await bodyOf<{ reason: string }>(refused)).reason]).toEqual([
      401,
      'signInRequired',
    ])
  })

  it('counts tries by the address of the socket, and the owner still gets in on a known device', async () => {
    const owner = await aPerson(context)
    const home = await signedIn(owner, aCookieBrowser(server, '192.0.2.44'))
    time.now += 5 * MINUTE
    const statuses: number[] = []
    for (let i = 0; i < 8; i++) {
      const guess = { email: owner.email, password: `guess number ${i}` }
      const forged = { 'x-forwarded-for': `198.51.100.${i}`, 'accept-language': 'en' }
      statuses.push((await aCookieBrowser(server).post('/api/identity/sign-in', guess, forged)).status)
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429])
    await signedIn(owner, home)
  })

  describe('bad input', () => {
    const SIGN_IN = '/api/identity/sign-in'
    const credentials = () => ({ email: secretary.email, password: PASSWORD })
    it.each([
      ['malformed JSON', SIGN_IN, '{"email":', {}, 400, 'malformedJson'],
      ['an empty body', SIGN_IN, '', {}, 400, 'malformedJson'],
      ['no password', SIGN_IN, { email: 'a@b.example' }, {}, 400, 'invalidInput'],
      ['a list for a password', SIGN_IN, { email: 'a@b.example', password: ['x'] }, {}, 400, 'invalidInput'],
      ['a null', SIGN_IN, 'null', {}, 400, 'invalidInput'],
      [
        'a 1 MB password',
        SIGN_IN,
        { email: 'a@b.example', password: 'x'.repeat(1_048_576) },
        {},
        413,
        'bodyTooLarge',
      ],
      [
        'a 2 kB password',
        SIGN_IN,
        { email: 'a@b.example', password: 'x'.repeat(2_048) },
        {},
        400,
        'passwordTooLong',
      ],
      [
        'an unknown content type',
        SIGN_IN,
        'x',
        { 'content-type': 'application/x-rinban' },
        415,
        'unsupportedMediaType',
      ],
      ['no content type', SIGN_IN, 'x', { 'content-type': '' }, 415, 'unsupportedMediaType'],
      ['another site', SIGN_IN, {}, { origin: 'https://evil.example' }, 403, 'crossSite'],
      ['a code before a password', `${SIGN_IN}/totp`, { code: '123456' }, {}, 401, 'signInRequired'],
      ['a passkey of nobody', `${SIGN_IN}/passkey`, { response: {} }, {}, 400, 'invalidInput'],
      [
        'an invitation of nobody',
        '/api/identity/invitations/look',
        { token: 'A'.repeat(43) },
        {},
        404,
        'notFound',
      ],
      ['a token of the wrong kind', '/api/identity/invitations/look', { token: 42 }, {}, 400, 'invalidInput'],
      [
        'a reset of nobody',
        '/api/identity/credential-resets/use',
        { token: 'x', password: NEW_PASSWORD },
        {},
        404,
        'notFound',
      ],
    ])('%s', async (_title, path, body, headers, status, reason) => {
      const response = await aCookieBrowser(server).post(path, body, headers as Record<string, string>)
      expect([response.status, await response.json()]).toEqual([
        status,
        expect.objectContaining({ reason, message: expect.any(String) }),
      ])
      expect(response.headers.getSetCookie().filter(line => line.includes('session'))).toEqual([])
    })

    it.each([
      ['a session cookie of nobody', `__Host-rinban-session=${'A'.repeat(43)}`],
      ['a session cookie that is no token', '__Host-rinban-session=%00%FF'],
      ['an endless cookie', `__Host-rinban-session=${'A'.repeat(4_000)}`],
      ['a cookie without a value', '__Host-rinban-session'],
    ])('%s is nobody', async (_title, cookie) => {
      const response = await server.app.request('/api/identity/session', { headers: { cookie } })
      expect(await bodyOf<SessionView>(response)).toMatchObject({ next: 'signIn' })
    })

    it('a replayed code, an expired invitation: said in the language asked for', async () => {
      const code = codeNow(context)
      await signedIn(secretary)
      const browser = aCookieBrowser(server)
      await browser.post(SIGN_IN, credentials())
      const english = { 'accept-language': 'en' }
      const replayed = await browser.post(`${SIGN_IN}/totp`, { code }, english)
      expect([replayed.status, await replayed.json()]).toEqual([
        401,
        {
          reason: 'secondFactorRefused',
          message: 'The code is not right, or was used before. Please enter a new one.',
        },
      ])
      expect(await session(browser)).toMatchObject({ next: 'secondFactor' })
    })
  })
})

it('the listener hands on the address of the socket', async () => {
  const listener = await listen({ host: '127.0.0.1', port: 0 })
  listener.answerWith((_request, { incoming }) => new Response(incoming.socket.remoteAddress))
  const answer = await fetch(`http://127.0.0.1:${listener.port}`)
  expect(await answer.text()).toBe('127.0.0.1')
  await listener.close()
})
