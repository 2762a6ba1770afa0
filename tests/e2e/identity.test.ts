import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { aPerson, invited, newPerson, type Person, signIn } from './people.ts'
import { inBrowser, PHONE } from './rinban.ts'

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const says = (page: Page, text: string) => page.getByText(text).first().waitFor()
const shots = new URL('../screenshots/', import.meta.url).pathname
const shot = (page: Page, name: string) =>
  page.screenshot({ path: `${shots}${name}-phone.png`, fullPage: true })

/** Passkeys belong to a host name, so here the page is opened by one. */
const byName = { env: { BASE_URL: 'http://localhost:0' } }

/** A device with a screen lock, such as a telephone. */
async function withScreenLock(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
    },
  })
}

async function setPassword(page: Page, password: string): Promise<void> {
  await page.getByLabel('新しいパスワード').fill(password)
  await button(page, 'このパスワードにする').click()
}

inBrowser(
  'somebody invited',
  rinban => {
    it('registers with an authenticator app on a phone, signs out, and signs in again', async () => {
      const email = 'invited@minato.example'
      const page = await rinban().open(await invited(rinban(), { email }), { viewport: PHONE })
      await says(page, '見本みなと医師会（架空）の「事務局」として招待されています。')
      await setPassword(page, 'password12345')
      await says(page, 'よく使われるパスワードです。')
      expect(await page.evaluate('document.activeElement.getAttribute("aria-invalid")')).toBe('true')
      await setPassword(page, 'teal lantern on the pier')

      await button(page, '認証アプリを登録する').click()
      await page.getByRole('img', { name: '認証アプリに登録するためのQRコード' }).waitFor()
      await shot(page, 'totp-set-up')
      const secret = (await page.locator('.secret').textContent()) ?? ''
      expect(secret).toMatch(/^(\w{4} )+\w{1,4}$/)
      const app = page.getByRole('link', { name: 'この端末の認証アプリで開く' })
      expect(await app.getAttribute('href')).toMatch(/^otpauth:\/\/totp\//)
      const person = aPerson(email, 'teal lantern on the pier', secret.replaceAll(' ', ''))
      const code = page.getByLabel('認証アプリに表示された6桁の数字')
      await code.fill('000000')
      await button(page, '登録する').click()
      await page.getByRole('alert').waitFor()
      await code.fill((await person.nextCode()).replace(/(?=\d{3}$)/, ' '))
      await button(page, '登録する').click()

      await page.getByRole('heading', { name: '予備コード' }).waitFor()
      expect(await page.locator('li code').count()).toBe(10)
      expect(await button(page, '次へ進む').count()).toBe(0)
      await shot(page, 'recovery-codes')
      await page.getByLabel('予備コードを保管しました').check()
      await button(page, '次へ進む').click()
      await page.getByRole('heading', { name: '地区の一覧' }).waitFor()

      await button(page, 'サインアウト').click()
      await says(page, 'サインアウトしました。')
      await page.goto(`${rinban().url}/account`)
      await says(page, 'この画面を開くには、サインインしてください。')
      await signIn(page, person)
      await page.getByRole('heading', { name: 'アカウント' }).waitFor()
      expect(page.url()).toBe(`${rinban().url}/account`)
    })

    it('registers with a passkey alone, and signs in with nothing else', async () => {
      const page = await rinban().open(await invited(rinban()), { viewport: PHONE })
      await withScreenLock(page)
      await setPassword(page, 'teal lantern on the pier')
      await button(page, 'この端末でパスキーを登録する').click()
      await page.getByLabel('予備コードを保管しました').check()
      await button(page, '次へ進む').click()
      await button(page, 'サインアウト').click()

      await button(page, 'パスキーでサインインする').click()
      await page.getByRole('heading', { name: '地区の一覧' }).waitFor()
      await page.getByRole('link', { name: 'アカウント' }).click()
      await page.getByText('最後の利用').first().waitFor()
    })

    it('is told whom to ask when the link is used up, mistyped or cut', async () => {
      const link = await invited(rinban())
      const page = await rinban().open(link)
      await setPassword(page, 'teal lantern on the pier')
      await button(page, '認証アプリを登録する').waitFor()
      for (const broken of [link, `${link.slice(0, -1)}!`, '/invitation', '/reset#abc']) {
        const again = await rinban().open(broken, { viewport: PHONE })
        await says(again, 'このリンクは使えません')
        await says(again, '所属する医師会の事務局に、新しいリンクをご依頼ください。')
        if (broken === link) await shot(again, 'used-link')
      }
    })

    it('who has an account already signs in and joins', async () => {
      const person = await newPerson(rinban())
      const page = await rinban().open(await invited(rinban(), { email: person.email, role: 'observer' }))
      await says(page, 'このメールアドレスはすでに登録されています。')
      await signIn(page, person)
      await button(page, '参加する').click()
      await page.getByRole('heading', { name: 'アカウント', exact: true }).waitFor()
      await says(page, '市町村・県（閲覧のみ）')
    })
  },
  byName,
)

inBrowser(
  'somebody who signs in',
  rinban => {
    it('learns only that address or password is wrong, and which field is empty', async () => {
      const page = await rinban().open('/sign-in', { viewport: PHONE })
      await button(page, 'サインインする').click()
      expect(await page.getByText('入力してください。').count()).toBe(2)
      await page.getByLabel('メールアドレス').fill('nobody@minato.example')
      await page.getByLabel('パスワード', { exact: true }).fill('wrong')
      await button(page, 'サインインする').click()
      await says(page, 'メールアドレスかパスワードが違います。')
      expect(await page.getByLabel('メールアドレス').inputValue()).toBe('nobody@minato.example')
    })

    it('can use a recovery code in the place of the app', async () => {
      const person = await newPerson(rinban())
      const page = await rinban().open('/account')
      await signIn(page, person)
      await button(page, '作り直す').click()
      await page.getByRole('dialog').getByRole('button', { name: '作り直す' }).click()
      const recoveryCode = await page.locator('li code').first().textContent()
      await page.getByLabel('予備コードを保管しました').check()
      await button(page, '次へ進む').click()
      await button(page, 'サインアウト').click()

      await page.getByLabel('メールアドレス').fill(person.email)
      await page.getByLabel('パスワード', { exact: true }).fill(person.password)
      await button(page, 'サインインする').click()
      await button(page, '予備コードを使う').click()
      await page.getByLabel('予備コード').fill((recoveryCode ?? '').toLowerCase().replaceAll('-', ' '))
      await button(page, '確認する').click()
      await page.getByRole('link', { name: 'アカウント' }).click()
      await says(page, '残り 9個')
    })

    it('is offered to have the device remembered only as a physician', async () => {
      const first = async (person: Person) => {
        const page = await rinban().open('/sign-in', { viewport: PHONE })
        await page.getByLabel('メールアドレス').fill(person.email)
        await page.getByLabel('パスワード', { exact: true }).fill(person.password)
        await button(page, 'サインインする').click()
        await page.getByLabel('確認コード').waitFor()
        return page
      }
      const physician = await first(
        await newPerson(rinban(), { role: 'physician', facilityId: 'minato-physician-2' }),
      )
      expect(await physician.getByLabel('この端末を記憶する').count()).toBe(1)
      await shot(physician, 'second-factor')
      const clerk = await first(await newPerson(rinban()))
      expect(await clerk.getByLabel('この端末を記憶する').count()).toBe(0)
    })

    it('is not led to another site', async () => {
      const page = await rinban().open('/sign-in?to=//elsewhere.example/')
      await signIn(page, await newPerson(rinban()))
      await page.getByRole('heading', { name: '地区の一覧' }).waitFor()
      expect(new URL(page.url()).origin).toBe(rinban().url)
    })

    it('keeps what was typed when the sign-in ends in the middle, and goes on after signing in again', async () => {
      const person = await newPerson(rinban())
      const page = await rinban().open('/associations/minato/settings')
      await signIn(page, person)
      await page.getByLabel('略称').fill('みなと改')

      const elsewhere = await rinban().open('/account', { viewport: PHONE })
      await signIn(elsewhere, person)
      const others = button(elsewhere, 'サインアウトさせる')
      await others.first().waitFor()
      for (let left = await others.count(); left > 0; left--) {
        await others.first().click()
        await others.nth(left - 1).waitFor({ state: 'detached' })
      }

      await button(page, '設定を保存する').click()
      const dialog = page.getByRole('dialog', { name: 'もう一度サインインしてください' })
      expect(await dialog.getByLabel('メールアドレス').inputValue()).toBe(person.email)
      await page.screenshot({ path: `${shots}signed-out-in-the-middle-desktop.png` })
      await dialog.getByLabel('パスワード', { exact: true }).fill(person.password)
      await dialog.getByRole('button', { name: 'サインインする', exact: true }).click()
      await dialog.getByLabel('確認コード').fill(await person.nextCode())
      await dialog.getByRole('button', { name: '確認する', exact: true }).click()
      await says(page, '設定を保存しました。')
      expect(await page.getByLabel('略称').inputValue()).toBe('みなと改')
      await page.reload()
      await page.getByLabel('略称').waitFor()
      expect(await page.getByLabel('略称').inputValue()).toBe('みなと改')
    }, 120_000)
  },
  byName,
)

inBrowser(
  'the own account',
  rinban => {
    it('takes a passkey beside the app and gives it up again, but never the last', async () => {
      const person = await newPerson(rinban())
      const page = await rinban().open('/account')
      await withScreenLock(page)
      await signIn(page, person)
      await button(page, '削除する').click()
      await page.getByRole('dialog').getByRole('button', { name: '削除する' }).click()
      await says(page, '最後の確認方法は削除できません。')

      await button(page, 'この端末でパスキーを登録する').click()
      await button(page, '削除する').nth(1).waitFor()
      await button(page, '削除する').nth(1).click()
      await page.getByRole('dialog').getByRole('button', { name: '削除する' }).click()
      await says(page, '登録されたパスキーはありません。')
    })

    it('changes the password, and tells a wrong one from a weak one', async () => {
      const person = await newPerson(rinban())
      const page = await rinban().open('/account')
      await signIn(page, person)
      await page.getByLabel('今のパスワード').fill('not this one at all')
      await page.getByLabel('新しいパスワード').fill('a lantern by the harbour')
      await button(page, 'パスワードを変更する').click()
      await says(page, '今のパスワードが違います。')
      await page.getByLabel('今のパスワード').fill(person.password)
      await page.getByLabel('新しいパスワード').fill('short')
      await button(page, 'パスワードを変更する').click()
      await says(page, 'パスワードは13文字以上にしてください。')
      await page.getByLabel('新しいパスワード').fill('a lantern by the harbour')
      await button(page, 'パスワードを変更する').click()
      await says(page, 'パスワードを変更しました。')
    })
  },
  byName,
)
