import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Db, OpenDatabase } from '../../../db/open.ts'
import type { Context } from '../../../server/context.ts'
import { addMembership, type NewMembership } from '../../../server/identity/account.service.ts'
import {
  applyReset,
  issueReset,
  issueResetByAdministrator,
  readReset,
} from '../../../server/identity/credential-reset.service.ts'
import {
  acceptInvitation,
  type Invited,
  invite,
  joinByInvitation,
  listInvitations,
  readInvitation,
  revokeInvitation,
} from '../../../server/identity/invitation.service.ts'
import { changeOwnPassword } from '../../../server/identity/password.service.ts'
import { argon2id, type PasswordHasher } from '../../../server/identity/password-hasher.ts'
import { ANONYMOUS } from '../../../server/identity/principal.ts'
import { meansOf } from '../../../server/identity/second-factor.service.ts'
import { signIn } from '../../../server/identity/sign-in.service.ts'
import { newToken } from '../../../server/secrets/token.ts'
import { DAY } from '../../../server/time/interval.ts'
import { aContext } from '../../setup/context.ts'
import { onEachDatabase } from '../../setup/databases.ts'
import {
  aBrowser,
  aPerson,
  PASSWORD,
  STRANGER,
  signInFully,
  type TestPerson,
  yes,
} from '../../setup/signed-in.ts'

const NEW_PASSWORD = 'Kamome7 flies over the bay'
const tokenIn = (link: string): string => new URL(link).hash.slice(1)

const disable = (db: Db, accountId: string) =>
  db.updateTable('account').set({ disabled_at: 1 }).where('id', '=', accountId).execute()

/** The real hasher, with something that happens while it computes. */
const meanwhile = (happens: () => Promise<unknown>): PasswordHasher => ({
  ...argon2id,
  async hash(password) {
    await happens()
    return argon2id.hash(password)
  },
})

/** What ends the office of a clerk of Minato who has issued a link. */
const DISMISSALS: [string, (db: Db, accountId: string) => Promise<unknown>][] = [
  ['the account of its issuer', disable],
  [
    'the last day of its issuer',
    (db, id) =>
      db
        .updateTable('membership')
        .set({ from_day: '2026-05-01', to_day: '2026-05-31' })
        .where('account_id', '=', id)
        .execute(),
  ],
  [
    'another role of its issuer',
    (db, id) => db.updateTable('membership').set({ role: 'observer' }).where('account_id', '=', id).execute(),
  ],
  [
    'an office of its issuer elsewhere',
    (db, id) =>
      db
        .updateTable('membership')
        .set({ association_id: 'ward-kita' })
        .where('account_id', '=', id)
        .execute(),
  ],
]

let invited = 0

const OBSERVER: NewMembership = {
  associationId: 'minato',
  role: 'observer',
  facilityId: null,
  fromDay: '2026-06-01',
  toDay: null,
}

/** An invitation to be a physician of Minato. */
const anInvitation = (given: Partial<Invited> = {}): Invited => ({
  associationId: 'minato',
  email: `invited-${++invited}@rinban.test`,
  name: '招待 次郎',
  role: 'physician',
  facilityId: 'minato-physician-2',
  fromDay: '2026-06-01',
  toDay: null,
  ...given,
})

onEachDatabase('an invitation', ({ seeded }) => {
  let open: OpenDatabase
  let context: Context
  let time: { now: number }
  let secretary: TestPerson
  beforeAll(async () => {
    open = await seeded()
    secretary = await aPerson(aContext(open).context)
  })
  beforeEach(() => {
    ;({ context, time } = aContext(open))
  })

  const by = () => ({ accountId: secretary.accountId, address: null })
  const tokenOf = async (given: Partial<Invited> = {}) =>
    tokenIn(yes(await invite(context, by(), anInvitation(given))).link)
  const accountsNow = async () => (await open.db.selectFrom('account').select('id').execute()).length

  it('makes the account with its role, and a session that asks for a second factor first', async () => {
    const token = await tokenOf()
    expect(yes(await readInvitation(context, token))).toMatchObject({
      association: { id: 'minato' },
      role: 'physician',
      name: '招待 次郎',
      accountExists: false,
    })
    const browser = aBrowser(context)
    const given = yes(await acceptInvitation(context, STRANGER, { token, password: NEW_PASSWORD }))
    const signedIn = await browser.receive(given)
    expect(signedIn).toMatchObject({
      factors: 1,
      steppedUp: false,
      memberships: [{ associationId: 'minato', role: 'physician', facilityId: 'minato-physician-2' }],
    })
    expect(await meansOf(open.db, signedIn.accountId)).toEqual([])
  })

  it.each([
    ['just before 7 days', 7 * DAY - 1, true],
    ['eq 7 days', 7 * DAY, 'linkExpired'],
  ])('%s: %#', async (_title, after, expected) => {
    const token = await tokenOf()
    const before = await accountsNow()
    time.now += after
    const outcome = await acceptInvitation(context, STRANGER, { token, password: NEW_PASSWORD })
    expect(outcome.ok || outcome.reason).toBe(expected)
    expect(await accountsNow()).toBe(before + (outcome.ok ? 1 : 0))
  })

  it('is used once, by one of ten', async () => {
    const token = await tokenOf()
    const before = await accountsNow()
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () =>
        acceptInvitation(context, STRANGER, { token, password: NEW_PASSWORD }),
      ),
    )
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await accountsNow()).toBe(before + 1)
    expect(await readInvitation(context, token)).toEqual({ ok: false, reason: 'linkUsed' })
  })

  it('is written down with the role it gives', async () => {
    const { id } = yes(await invite(context, by(), anInvitation({ toDay: '2026-12-31' })))
    const { detail } = await open.db
      .selectFrom('audit_entry')
      .where('resource', '=', `invitation:${id}`)
      .select('detail')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(detail)).toEqual({
      role: 'physician',
      facility: 'minato-physician-2',
      fromDay: '2026-06-01',
      toDay: '2026-12-31',
    })
  })

  it.each(DISMISSALS)('ends with %s', async (_title, dismiss) => {
    const clerk = await aPerson(context)
    const token = tokenIn(
      yes(await invite(context, { ...by(), accountId: clerk.accountId }, anInvitation())).link,
    )
    expect((await readInvitation(context, token)).ok).toBe(true)
    await dismiss(open.db, clerk.accountId)
    const used = { ok: false, reason: 'linkUsed' }
    expect(await readInvitation(context, token)).toEqual(used)
    expect(await acceptInvitation(context, STRANGER, { token, password: NEW_PASSWORD })).toEqual(used)
    const { signedIn } = await signInFully(context, await aPerson(context))
    expect(await joinByInvitation(context, STRANGER, signedIn, token)).toEqual(used)
  })

  it('ends when its issuer is dismissed while it is being used', async () => {
    const clerk = await aPerson(context)
    const token = tokenIn(
      yes(await invite(context, { ...by(), accountId: clerk.accountId }, anInvitation())).link,
    )
    const dismissing = meanwhile(() => disable(open.db, clerk.accountId))
    const credentials = { token, password: NEW_PASSWORD }
    const before = await accountsNow()
    expect(await acceptInvitation(context, STRANGER, credentials, dismissing)).toEqual({
      ok: false,
      reason: 'linkUsed',
    })
    expect(await accountsNow()).toBe(before)
  })

  it('of the program itself, which nobody can dismiss, is good', async () => {
    const nobody = { accountId: null, address: null }
    const token = tokenIn(yes(await invite(context, nobody, anInvitation())).link)
    expect((await acceptInvitation(context, STRANGER, { token, password: NEW_PASSWORD })).ok).toBe(true)
  })

  it('survives a password that is too weak', async () => {
    const token = await tokenOf()
    for (const [password, reason] of [
      ['short', 'passwordTooShort'],
      ['Password123456', 'passwordCommon'],
      ['x'.repeat(1_025), 'passwordTooLong'],
    ])
      expect(await acceptInvitation(context, STRANGER, { token, password: password ?? '' })).toEqual({
        ok: false,
        reason,
      })
    expect((await acceptInvitation(context, STRANGER, { token, password: NEW_PASSWORD })).ok).toBe(true)
  })

  it.each([
    ['a token of nobody', () => newToken()],
    ['what is no token', () => "' or 1=1 --"],
  ])('does not exist for %s', async (_title, token) => {
    expect(await readInvitation(context, token())).toEqual({ ok: false, reason: 'notFound' })
  })

  it('withdrawn is used up, and only its own association can withdraw it', async () => {
    const { id, link } = yes(await invite(context, by(), anInvitation()))
    expect(await revokeInvitation(context, by(), 'ward-kita', id)).toMatchObject({ reason: 'notFound' })
    const left = yes(await revokeInvitation(context, by(), 'minato', id))
    expect(left.invitations.map(one => one.id)).not.toContain(id)
    expect(await readInvitation(context, tokenIn(link))).toEqual({ ok: false, reason: 'linkUsed' })
    expect(await revokeInvitation(context, by(), 'minato', id)).toMatchObject({ reason: 'notFound' })
  })

  it('is listed with its person until it is used, expired ones marked', async () => {
    const wanted = anInvitation()
    const { id } = yes(await invite(context, by(), wanted))
    time.now += 8 * DAY
    const { invitations } = await listInvitations(context, 'minato')
    expect(invitations.find(one => one.id === id)).toMatchObject({
      email: wanted.email,
      name: wanted.name,
      expired: true,
    })
    expect((await listInvitations(context, 'ward-kita')).invitations).toEqual([])
  })

  it.each([
    ['a physician of another association', { facilityId: 'ward-kita-physician-1' }, 'unknownFacility'],
    ['a physician who is nobody', { facilityId: null }, 'unknownFacility'],
    ['an end before the beginning', { toDay: '2026-05-31' }, 'invalidInput'],
  ])('to %s is not made', async (_title, given, reason) => {
    expect(await invite(context, by(), anInvitation(given))).toEqual({ ok: false, reason })
  })

  describe('to an e-mail address that has an account', () => {
    it('is not accepted with a new password, but joined by that account alone', async () => {
      const person = await aPerson(context)
      const token = await tokenOf({ email: person.email.toUpperCase(), role: 'observer', facilityId: null })
      expect(yes(await readInvitation(context, token)).accountExists).toBe(true)
      expect(await acceptInvitation(context, STRANGER, { token, password: NEW_PASSWORD })).toEqual({
        ok: false,
        reason: 'accountExists',
      })
      const other = await signInFully(context, await aPerson(context))
      expect(await joinByInvitation(context, STRANGER, other.signedIn, token)).toEqual({
        ok: false,
        reason: 'invitationForAnother',
      })
      const { signedIn } = await signInFully(context, person)
      const roles = yes(await joinByInvitation(context, STRANGER, signedIn, token)).map(({ role }) => role)
      expect(roles.sort()).toEqual(['observer', 'secretariat'])
      expect(await joinByInvitation(context, STRANGER, signedIn, token)).toEqual({
        ok: false,
        reason: 'linkUsed',
      })
    })

    it('gives no role twice, and stays open then', async () => {
      const person = await aPerson(context)
      const token = await tokenOf({ email: person.email, role: 'secretariat', facilityId: null })
      const { signedIn } = await signInFully(context, person)
      expect(await joinByInvitation(context, STRANGER, signedIn, token)).toEqual({
        ok: false,
        reason: 'alreadyMember',
      })
      expect((await readInvitation(context, token)).ok).toBe(true)
    })
  })
})

onEachDatabase('a reset by the secretariat', ({ seeded }) => {
  let open: OpenDatabase
  let context: Context
  let time: { now: number }
  let secretary: TestPerson
  beforeAll(async () => {
    open = await seeded()
    secretary = await aPerson(aContext(open).context)
  })
  beforeEach(() => {
    ;({ context, time } = aContext(open))
  })

  const by = () => ({ accountId: secretary.accountId, address: '192.0.2.1' })
  const issue = async (accountId: string) => yes(await issueReset(context, by(), 'minato', accountId))
  const anAdministrator = async () => {
    const memberships = [{ associationId: null, role: 'systemAdministrator' as const }]
    const person = await aPerson(context, { memberships })
    return { ...person, administrator: { ...by(), accountId: person.accountId } }
  }

  it('sets the password, takes away factors, sessions and devices, and asks for a new factor first', async () => {
    const person = await aPerson(context)
    const { browser } = await signInFully(context, person)
    const token = tokenIn((await issue(person.accountId)).link)
    expect((await browser.who()).kind).toBe('account')
    const given = yes(await applyReset(context, STRANGER, { token, password: NEW_PASSWORD }))
    expect(await browser.who()).toEqual(ANONYMOUS)
    const fresh = await aBrowser(context).receive(given)
    expect(fresh).toMatchObject({ accountId: person.accountId, factors: 1 })
    expect(await meansOf(open.db, person.accountId)).toEqual([])
    expect(
      await open.db.selectFrom('device').where('account_id', '=', person.accountId).select('id').execute(),
    ).toEqual([])
    const tryWith = (password: string) =>
      signIn(context, STRANGER, { email: person.email, password }, ANONYMOUS)
    expect(await tryWith(PASSWORD)).toMatchObject({ reason: 'signInRefused' })
    expect((await tryWith(NEW_PASSWORD)).ok).toBe(true)
    const audited = await open.db
      .selectFrom('audit_entry')
      .where('resource', '=', `account:${person.accountId}`)
      .where('action', 'like', 'credentialReset.%')
      .select(['action', 'actor_id', 'association_id'])
      .orderBy('seq')
      .execute()
    expect(audited).toEqual([
      { action: 'credentialReset.issue', actor_id: secretary.accountId, association_id: 'minato' },
      { action: 'credentialReset.use', actor_id: person.accountId, association_id: 'minato' },
    ])
  })

  it.each([
    ['just before 24 hours', DAY - 1, true],
    ['eq 24 hours', DAY, 'linkExpired'],
  ])('%s: %#', async (_title, after, expected) => {
    const token = tokenIn((await issue((await aPerson(context)).accountId)).link)
    time.now += after
    const outcome = await applyReset(context, STRANGER, { token, password: NEW_PASSWORD })
    expect(outcome.ok || outcome.reason).toBe(expected)
  })

  it('is used once, and a later one takes the place of an earlier one', async () => {
    const { accountId } = await aPerson(context)
    const earlier = tokenIn((await issue(accountId)).link)
    const token = tokenIn((await issue(accountId)).link)
    expect(await readReset(context, earlier)).toEqual({ ok: false, reason: 'linkUsed' })
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () => applyReset(context, STRANGER, { token, password: NEW_PASSWORD })),
    )
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await readReset(context, token)).toEqual({ ok: false, reason: 'linkUsed' })
  })

  it.each([
    ['of another association', [{ associationId: 'ward-kita' }], 'notFound'],
    ['whose role here has ended', [{ toDay: '2026-06-01', fromDay: '2026-05-01' }], 'notFound'],
    ['who belongs to another association too', [{}, { associationId: 'ward-kita' }], 'resetByAdministrator'],
    [
      'who runs the machine',
      [{}, { associationId: null, role: 'systemAdministrator' as const }],
      'resetByAdministrator',
    ],
  ])('somebody %s cannot be reset', async (_title, memberships, reason) => {
    const { accountId } = await aPerson(context, { memberships })
    time.now += DAY
    expect(await issueReset(context, by(), 'minato', accountId)).toEqual({ ok: false, reason })
  })

  it.each(DISMISSALS)('ends with %s', async (_title, dismiss) => {
    const [clerk, person] = [await aPerson(context), await aPerson(context)]
    const link = yes(
      await issueReset(context, { ...by(), accountId: clerk.accountId }, 'minato', person.accountId),
    ).link
    await dismiss(open.db, clerk.accountId)
    const used = { ok: false, reason: 'linkUsed' }
    expect(await readReset(context, tokenIn(link))).toEqual(used)
    expect(await applyReset(context, STRANGER, { token: tokenIn(link), password: NEW_PASSWORD })).toEqual(
      used,
    )
  })

  it.each([
    ['joins another association', { associationId: 'ward-kita' }],
    ['runs the machine', { associationId: null, role: 'systemAdministrator' as const }],
  ])('ends when the person %s before it is used', async (_title, given) => {
    const person = await aPerson(context)
    const token = tokenIn((await issue(person.accountId)).link)
    await open.db
      .transaction()
      .execute(trx => addMembership(trx, person.accountId, { ...OBSERVER, ...given }))
    expect(await readReset(context, token)).toEqual({ ok: false, reason: 'linkUsed' })
    expect(await applyReset(context, STRANGER, { token, password: NEW_PASSWORD })).toEqual({
      ok: false,
      reason: 'linkUsed',
    })
    const credentials = { email: person.email, password: PASSWORD }
    expect((await signIn(context, STRANGER, credentials, ANONYMOUS)).ok).toBe(true)
  })

  it.each([
    ['its issuer is dismissed', (clerk: TestPerson) => disable(open.db, clerk.accountId)],
    [
      'the person joins another association',
      (_clerk: TestPerson, person: TestPerson) =>
        open.db
          .transaction()
          .execute(trx => addMembership(trx, person.accountId, { ...OBSERVER, associationId: 'ward-kita' })),
    ],
  ])('ends when %s while it is being used', async (_title, change) => {
    const [clerk, person] = [await aPerson(context), await aPerson(context)]
    const issuer = { ...by(), accountId: clerk.accountId }
    const { link } = yes(await issueReset(context, issuer, 'minato', person.accountId))
    const credentials = { token: tokenIn(link), password: NEW_PASSWORD }
    const changing = meanwhile(() => change(clerk, person))
    expect(await applyReset(context, STRANGER, credentials, changing)).toEqual({
      ok: false,
      reason: 'linkUsed',
    })
    const known = { email: person.email, password: PASSWORD }
    expect((await signIn(context, STRANGER, known, ANONYMOUS)).ok).toBe(true)
  })

  it('ends when the person chooses a new password without it', async () => {
    const person = await aPerson(context)
    const { browser, signedIn } = await signInFully(context, person)
    const token = tokenIn((await issue(person.accountId)).link)
    const passwords = { current: PASSWORD, next: NEW_PASSWORD }
    yes(await changeOwnPassword(context, browser.visitor(), signedIn, passwords))
    expect(await readReset(context, token)).toEqual({ ok: false, reason: 'linkUsed' })
  })

  it('nobody resets themselves: whoever has their session would have the account', async () => {
    const own = { ok: false, reason: 'ownMembership' }
    expect(await issueReset(context, by(), 'minato', secretary.accountId)).toEqual(own)
    const { administrator, email } = await anAdministrator()
    expect(await issueResetByAdministrator(context, administrator, email)).toEqual(own)
  })

  it('somebody unknown is answered like a stranger', async () => {
    expect(await issueReset(context, by(), 'minato', 'nobody')).toEqual({ ok: false, reason: 'notFound' })
  })

  it('the system administrator resets anybody by e-mail address', async () => {
    const person = await aPerson(context, { memberships: [{}, { associationId: 'ward-kita' }] })
    const { administrator } = await anAdministrator()
    const { link } = yes(await issueResetByAdministrator(context, administrator, person.email))
    const token = tokenIn(link)
    expect(yes(await readReset(context, token))).toMatchObject({ email: person.email })
    expect((await applyReset(context, STRANGER, { token, password: NEW_PASSWORD })).ok).toBe(true)
    expect(await issueResetByAdministrator(context, administrator, 'nobody@rinban.test')).toMatchObject({
      reason: 'notFound',
    })
  })
})
