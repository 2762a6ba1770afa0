import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import type { DemoFile } from '../../db/seeds/demo-file.ts'
import type { NewInvitation, SessionView } from '../../server/identity/identity-view.ts'
import type { Role } from '../../server/identity/role.ts'
import { totpCode } from '../../server/identity/totp.ts'
import type { Rinban } from './rinban.ts'

export type State = Awaited<ReturnType<BrowserContext['storageState']>>

const STEP = 30_000
const ARRIVES_WITHIN = 12_000

/** Somebody who can sign in, with an authenticator app that never shows the same code twice. */
export type Person = { email: string; password: string; nextCode(): Promise<string> }

export function aPerson(email: string, password: string, secret: string): Person {
  let used = 0
  return {
    email,
    password,
    async nextCode() {
      // The server takes the step before and the one after too, but none a second time. The step before is
      // left out where it would be too old by the time the code arrives.
      used = Math.max(used + 1, Math.floor((Date.now() + ARRIVES_WITHIN) / STEP) - 1)
      while (used > Math.floor(Date.now() / STEP) + 1) await new Promise(resolve => setTimeout(resolve, 500))
      return totpCode(secret, used * STEP)
    },
  }
}

const demoPeople = new Map<string, Person>()
const states = new Map<string, State>()

/** Which of the demo's people: the first of a role, or the one with an address. */
type Who = Role | `${string}@${string}`

/** A person of the demo, from the file that a real start writes. */
export function demoPerson({ dataDir }: Rinban, who: Who): Person {
  const key = `${dataDir} ${who}`
  const known = demoPeople.get(key)
  if (known) return known
  const demo = JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8')) as DemoFile
  const account = demo.accounts.find(each => each.role === who || each.email === who)
  if (!account) throw new Error(`the demo has nobody who is ${who}`)
  const person = aPerson(account.email, account.password, account.totpSecret)
  demoPeople.set(key, person)
  return person
}

/** Signs in on the page that asks for it. */
export async function signIn(page: Page, person: Person): Promise<void> {
  await page.getByLabel('メールアドレス').fill(person.email)
  await page.getByLabel('パスワード', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'サインインする', exact: true }).click()
  await page.getByLabel('確認コード').fill(await person.nextCode())
  await page.getByRole('button', { name: '確認する', exact: true }).click()
  await page.getByRole('button', { name: 'サインアウト', exact: true }).waitFor()
}

/** The cookies of a demo person's one session, for windows that begin signed in. */
export async function signedIn(rinban: Rinban, who: Who): Promise<State> {
  const key = `${rinban.dataDir} ${who}`
  const known = states.get(key)
  if (known) return known
  const page = await rinban.open('/sign-in')
  await signIn(page, demoPerson(rinban, who))
  const state = await page.context().storageState()
  states.set(key, state)
  return state
}

/** What the server answers a page of its own. */
async function ask<Value>(page: Page, path: string, body: object): Promise<Value> {
  const answer = await page.evaluate(
    async ([to, json]) => {
      const response = await fetch(`/api${to}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: json,
      })
      return { ok: response.ok, body: await response.text() }
    },
    [path, JSON.stringify(body)] as const,
  )
  if (!answer.ok) throw new Error(`${path}: ${answer.body}`)
  return JSON.parse(answer.body) as Value
}

/** An invitation by the secretariat of 見本みなと医師会: the path of its link. */
export async function invited(rinban: Rinban, given: Partial<NewInvitation> = {}): Promise<string> {
  const page = await rinban.open('/', { state: await signedIn(rinban, 'secretariat') })
  const { link } = await ask<{ link: string }>(page, '/associations/minato/invitations', {
    email: `person-${Math.random().toString(36).slice(2)}@minato.example`,
    name: '見本 新太',
    role: 'secretariat',
    fromDay: '2020-01-01',
    ...given,
  })
  return link.slice(rinban.url.length)
}

/** A new person who has accepted an invitation. */
export async function newPerson(rinban: Rinban, given: Partial<NewInvitation> = {}): Promise<Person> {
  const email = `person-${Math.random().toString(36).slice(2)}@minato.example`
  const [, token = ''] = (await invited(rinban, { ...given, email })).split('#')
  const page = await rinban.open('/')
  const password = 'teal lantern on the pier'
  await ask<SessionView>(page, '/identity/invitations/accept', { token, password })
  const { secret } = await ask<{ secret: string }>(page, '/identity/me/totp', {})
  const person = aPerson(email, password, secret)
  await ask(page, '/identity/me/totp/confirm', { code: await person.nextCode() })
  return person
}
