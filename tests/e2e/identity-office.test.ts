import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { demoPerson, signedIn, signIn } from './people.ts'
import { inBrowser, PHONE, settled } from './rinban.ts'

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })
const says = (page: Page, text: string) => page.getByText(text).first().waitFor()
const shots = new URL('../screenshots/', import.meta.url).pathname
const PEOPLE = '/associations/minato/people'
const SETTINGS = '/associations/minato/settings'
const AUDIT = '/associations/minato/audit'

inBrowser('the secretariat', rinban => {
  const open = async (path: string, viewport?: typeof PHONE) =>
    rinban().open(path, { state: await signedIn(rinban(), 'secretariat'), ...(viewport ? { viewport } : {}) })

  it('invites a physician and hands the link over on one sheet of paper', async () => {
    const page = await open(PEOPLE)
    await button(page, '利用者を招待する').click()
    const dialog = page.getByRole('dialog', { name: '利用者の招待' })
    await dialog.getByRole('button', { name: '招待を作成する' }).click()
    expect(await dialog.locator('[aria-invalid="true"]').count()).toBe(3)
    await dialog.getByLabel('氏名').fill('大沢 三郎')
    await dialog.getByLabel('メールアドレス').fill('osawa@minato.example')
    await dialog.getByLabel('医師（名簿から）').selectOption('大沢 三郎')
    await dialog.getByLabel('最終日').fill('2020-01-01')
    await dialog.getByRole('button', { name: '招待を作成する' }).click()
    await says(page, '開始日より前の日は登録できません。')
    await dialog.getByLabel('最終日').fill('')
    await page.screenshot({ path: `${shots}invite-desktop.png` })
    await dialog.getByRole('button', { name: '招待を作成する' }).click()

    await says(page, '招待を作成しました。')
    await page.getByRole('img', { name: '登録用のリンクのQRコード' }).waitFor()
    await page.screenshot({ path: `${shots}invitation-sheet-desktop.png` })
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('button:visible, nav:visible, table:visible').count()).toBe(0)
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
    await page.emulateMedia({ media: 'screen' })

    await button(page, '閉じる').click()
    const waiting = page.getByRole('listitem').filter({ hasText: 'osawa@minato.example' })
    await waiting.getByRole('button', { name: '取り消す' }).click()
    await waiting.waitFor({ state: 'detached' })
  })

  it('changes what somebody is, ends it, and does not change itself', async () => {
    const page = await open(PEOPLE, PHONE)
    const row = (name: string) => page.getByRole('row').filter({ hasText: name })
    await row('見本 事子').getByText('ご自身').waitFor()
    await row('見本 市郎').getByRole('button').click()
    await page.getByRole('dialog').getByLabel('役割').selectOption('病院の地域連携室')
    await button(page, '変更を保存する').click()
    await says(page, '入力するか、選んでください。')
    await page.getByRole('dialog').getByLabel('病院').selectOption('見本浜町病院')
    await page.screenshot({ path: `${shots}person-phone.png` })
    await button(page, '変更を保存する').click()
    await row('見本浜町病院').waitFor()

    await row('見本 市郎').getByRole('button').click()
    await button(page, '利用を停止する').click()
    await page.getByRole('dialog', { name: '見本 市郎 様の利用を停止しますか' }).waitFor()
    await button(page, '利用を停止する').click()
    await row('見本 市郎').getByText('利用停止中').waitFor()

    await row('見本 市郎').getByRole('button').click()
    await button(page, '利用を終了する').click()
    await button(page, '利用を終了する').click()
    await row('見本 市郎').waitFor({ state: 'detached' })
    await page.getByLabel('利用を終了した方も表示する').check()
    await row('見本 市郎').getByText('終了', { exact: true }).waitFor()
  })

  it('makes a new sign-in for somebody, who uses it and is never asked for the old password', async () => {
    const page = await open(PEOPLE)
    await button(page, /変更・手続き.*見本 訪子/).click()
    await button(page, 'サインインを再設定する').click()
    await button(page, 'サインインを再設定する').click()
    const link = (await page.getByText('/reset#').textContent()) ?? ''
    const theirs = await rinban().open(link.slice(rinban().url.length), { viewport: PHONE })
    await says(theirs, '見本 訪子 様')
    await theirs.getByLabel('新しいパスワード').fill('a lantern by the harbour')
    await button(theirs, 'このパスワードにする').click()
    await button(theirs, '認証アプリを登録する').waitFor()
  })

  it('makes a calendar address for a physician, which is marked as entered for them', async () => {
    const page = await open(PEOPLE)
    await button(page, /変更・手続き.*青葉 一郎/).click()
    await button(page, 'カレンダーのアドレスを代わりに作成する').click()
    await button(page, '登録用のアドレスを作成する').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('名前').fill('診察室')
    await dialog.getByRole('button', { name: '登録用のアドレスを作成する' }).click()
    const made = page.getByRole('listitem').filter({ hasText: '代行入力' })
    expect(await made.textContent()).toContain('見本 事子')

    await page.getByRole('link', { name: '操作記録' }).click()
    await says(page, '見本 事子 が 青葉 一郎 の代わりに入力')
  })

  it('keeps the closed days by fiscal year, and saves them together', async () => {
    const page = await open(SETTINGS, PHONE)
    const days = page.getByRole('list', { name: 'の休診日' }).getByRole('listitem')
    await days.first().waitFor()
    const before = await days.count()
    await button(page, 'お盆を追加（8月13日～15日）').click()
    await button(page, 'お盆を追加（8月13日～15日）').click()
    expect(await days.count()).toBe(before + 3)
    await says(page, 'まだ保存していない変更があります。')

    await button(page, '一覧に追加する').click()
    expect(await page.getByText('入力してください。').count()).toBe(2)
    await page.getByLabel('最初の日').fill('1999-01-01')
    await page.getByLabel('名称（例').fill('夏季休診')
    await button(page, '一覧に追加する').click()
    await says(page, '選んだ年度の日を入力してください。')
    await days.last().getByRole('button').click()
    expect(await days.count()).toBe(before + 2)
    await page.screenshot({ path: `${shots}settings-changed-phone.png` })
    await button(page, '設定を保存する').click()
    await says(page, '設定を保存しました。')
    await page.reload()
    await days.first().waitFor()
    expect(await days.count()).toBe(before + 2)
  })

  it('loses nothing in the second of two windows, and chooses between what both typed', async () => {
    const first = await open(SETTINGS)
    const second = await open(SETTINGS)
    await first.getByLabel('略称').fill('みなと一')
    await second.getByLabel('略称').fill('みなと二')
    await button(first, '設定を保存する').click()
    await says(first, '設定を保存しました。')

    await button(second, '設定を保存する').click()
    const notice = second.getByRole('alert').filter({ hasText: 'ほかの方が先に変更しました' })
    expect(await notice.getByRole('row').filter({ hasText: '略称' }).textContent()).toMatch(
      /みなと二.*みなと一/s,
    )
    expect(await second.getByLabel('略称').inputValue()).toBe('みなと二')
    await second.screenshot({ path: `${shots}settings-two-windows-desktop.png` })
    await button(second, '入力した内容で保存する').click()
    await says(second, '設定を保存しました。')
    await first.reload()
    await first.getByLabel('略称').waitFor()
    expect(await first.getByLabel('略称').inputValue()).toBe('みなと二')
  })

  it('narrows the audit trail by an address that can be kept, and takes the same as a file', async () => {
    const page = await open(AUDIT)
    await page.getByRole('row').nth(1).waitFor()
    await page.getByLabel('操作', { exact: true }).selectOption('当番表を公開')
    await button(page, '表示する').click()
    await page.waitForURL(/action=roster\.publish/)
    await settled(page)
    const actions = await page.locator('td.action').allTextContents()
    expect(new Set(actions)).toEqual(new Set(['当番表を公開']))
    await page.reload()
    await settled(page)
    expect(await page.locator('td.action').count()).toBe(actions.length)

    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'CSVファイルに書き出す' }).click()
    expect((await download).suggestedFilename()).toMatch(/^audit-.*\.csv$/)

    await page.getByLabel('操作した人').selectOption('見本 市郎')
    await button(page, '表示する').click()
    await says(page, '該当する記録はありません。')
  })
})

inBrowser('other people', rinban => {
  it('see in the menu what is theirs, and nothing of the secretariat', async () => {
    const page = await rinban().open('/sign-in', { viewport: PHONE })
    await signIn(page, demoPerson(rinban(), 'physician'))
    const menu = page.getByRole('navigation', { name: 'メニュー' })
    const links = await menu.getByRole('link').allTextContents()
    expect(links).toContain('カレンダー')
    for (const office of ['利用者', '設定', '操作記録', '連絡先', '電話の記録'])
      expect(links).not.toContain(office)
    await page.goto(`${rinban().url}${PEOPLE}`)
    await page.getByRole('alert').getByText('この操作をする権限がありません。').waitFor()
    await page.goto(`${rinban().url}/associations/ward-kita/people`)
    await page.getByRole('alert').getByText('お探しのものは見つかりません。').waitFor()
  })
})
