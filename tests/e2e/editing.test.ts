import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { signedIn } from './people.ts'
import { inBrowser, PHONE, settled, thisYear } from './rinban.ts'

const shots = new URL('../screenshots/', import.meta.url).pathname
const button = (page: Page, name: string) => page.getByRole('button', { name })
const says = (page: Page, text: string) => page.getByText(text).first().waitFor({ timeout: 40_000 })

/** Holds every change back for a moment, so that there is time to click again; counts them. */
async function slowly(page: Page): Promise<() => number> {
  let changes = 0
  await page.route('**/api/**', async route => {
    if (route.request().method() === 'POST') {
      changes += 1
      await new Promise(resolve => setTimeout(resolve, 300))
    }
    await route.continue()
  })
  return () => changes
}

inBrowser('the secretariat', rinban => {
  /** A window of the clerk who is responsible for the scheme. */
  const open = async (path: string, viewport?: typeof PHONE) => {
    const role = path.includes('ward-kita') ? 'jimukyoku@ward-kita.example' : 'secretariat'
    return rinban().open(path, { state: await signedIn(rinban(), role), ...(viewport ? { viewport } : {}) })
  }

  it('makes a rota, checks it, and publishes it once, however often it clicks', async () => {
    const page = await open(`/schemes/ward-kita-locum/${thisYear + 2}`)
    const changes = await slowly(page)
    await says(page, '当番表はまだ作成されていません。')

    await button(page, '当番表を作成する').dblclick()
    await says(page, '作成を始めています…')
    await button(page, '作成を始めています…').click({ force: true })
    await says(page, '下書きを作成しました。')
    await says(page, 'まだ有効な当番表ではありません。')
    expect(changes()).toBe(1)

    await button(page, '公開の確認へ進む').click()
    await button(page, 'この下書きを公開する').click()
    await page.getByRole('dialog', { name: '第1版として公開しますか' }).waitFor()
    await button(page, 'やめる').click()
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(changes()).toBe(1)

    await button(page, 'この下書きを公開する').click()
    await page.getByRole('dialog').getByRole('button', { name: '公開する' }).click()
    await button(page, '公開しています…').click({ force: true })
    await says(page, '第1版を公開しました。')
    expect(changes()).toBe(2)
    await page.getByRole('link', { name: '公開した当番表を見る' }).click()
    await says(page, '公開中の当番表です。')
    expect(await button(page, '公開の確認へ進む').count()).toBe(0)
    await page.screenshot({ path: `${shots}just-published-desktop.png` })
  })

  it('makes the next version after the first, and can look at both', async () => {
    const page = await open(`/schemes/minato-locum/${thisYear}`)
    await button(page, '次の版の下書きを作成する').click()
    await says(page, '下書きを作成しました。')
    await button(page, '公開の確認へ進む').click()
    await button(page, 'この下書きを公開する').click()
    await page.getByRole('dialog', { name: '第2版として公開しますか' }).waitFor()
    await page.getByRole('dialog').getByRole('button', { name: '公開する' }).click()
    await says(page, '第2版を公開しました。')
    await page.getByRole('link', { name: '公開した当番表を見る' }).click()

    await page.getByLabel('版', { exact: true }).selectOption('第1版')
    await says(page, '以前の版です。今は使われていません。')
    expect(page.url()).toMatch(/\?version=1$/)
    await settled(page)
    await page.screenshot({ path: `${shots}earlier-version-desktop.png` })
    await page.getByRole('link', { name: '公開中の第2版を表示する' }).click()
    await says(page, '公開中の当番表です。')
  })

  it('asks before a waiting draft is replaced', async () => {
    const page = await open(`/schemes/ward-kita-locum/${thisYear + 1}`)
    await button(page, '下書きを作り直す').click()
    await page.getByRole('dialog', { name: '下書きを作り直しますか' }).waitFor()
    await page.keyboard.press('Escape')
    expect(await page.getByRole('dialog').count()).toBe(0)
    await button(page, '下書きを作り直す').click()
    await page.getByRole('dialog').getByRole('button', { name: '作り直す' }).click()
    await says(page, '下書きを作成しました。')
  })

  it('is told in the second of two windows that somebody was quicker, and can go on from there', async () => {
    const path = `/schemes/ward-kita-locum/${thisYear + 3}`
    const first = await open(path)
    const second = await open(path)
    await button(second, '当番表を作成する').waitFor()
    await button(first, '当番表を作成する').click()
    await says(first, '下書きを作成しました。')

    await button(second, '当番表を作成する').click()
    await says(second, 'ほかの方が先に変更しました。')
    await second.screenshot({ path: `${shots}somebody-was-quicker-desktop.png` })
    await button(second, '最新の内容を表示する').click()
    await says(second, 'まだ有効な当番表ではありません。')
    expect(await second.getByRole('alert').count()).toBe(0)
  })

  it('keeps what is on the screen when the connection is lost, and goes on when it is back', async () => {
    const page = await open(`/schemes/minato-locum/${thisYear + 1}`, PHONE)
    const rows = page.locator('tbody tr')
    await rows.first().waitFor()
    const before = await rows.count()
    await page.context().setOffline(true)
    await button(page, '下書きを作り直す').click()
    await page.getByRole('dialog').getByRole('button', { name: '作り直す' }).click()
    await says(page, 'サーバーにつながりません。')
    const alert = await page.getByRole('alert').boundingBox()
    expect(alert && alert.y >= 0 && alert.y + alert.height <= PHONE.height).toBe(true)
    await page.screenshot({ path: `${shots}connection-lost-phone.png` })
    expect(await rows.count()).toBe(before)

    await page.context().setOffline(false)
    await button(page, 'もう一度読み込む').click()
    await page.getByRole('alert').waitFor({ state: 'detached' })
    expect(await rows.count()).toBe(before)
  })
})
