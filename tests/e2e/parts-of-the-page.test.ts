import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { signedIn } from './people.ts'
import { inBrowser, PHONE, settled } from './rinban.ts'

const shots = new URL('../screenshots/', import.meta.url).pathname

/** The parts of the page, all or those of one name. */
const PARTS = '**/assets/**'
const DISTRICTS = '**/assets/DistrictsPage-*'

/** What neither the list of districts nor the sign-in begins with; `esm` is the library for passkeys. */
const ELSEWHERE = ['en', 'esm', 'EditPage', 'RosterPage', 'WishesPage']

const again = (page: Page) => page.getByRole('button', { name: 'もう一度読み込む' })
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
const focused = (page: Page) => page.evaluate<string>('document.activeElement.textContent.trim()')
const pathOf = (page: Page) => new URL(page.url()).pathname

/** The files of the built page that a window has loaded, and the bytes they took on the way. */
const loaded = (page: Page) =>
  page.evaluate<{ names: string[]; bytes: number }>(`(() => {
    const parts = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/assets/'))
    return {
      names: parts.map(({ name }) => name.replace(/.*\\/assets\\/|-[^-]*$/g, '')),
      bytes: parts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
    }
  })()`)

inBrowser('the parts of the page', rinban => {
  it.each(['/', '/sign-in'])('%s loads little, and words of one language', async path => {
    const { names, bytes } = await loaded(await rinban().open(path))
    expect(names).toContain('ja')
    expect(names.filter(name => ELSEWHERE.includes(name))).toEqual([])
    expect(bytes).toBeLessThan(90_000)
  })

  it('one that cannot be had leaves the page before it, with its address and all that was typed', async () => {
    const page = await rinban().open('/sign-in', { viewport: PHONE })
    await page.getByLabel('メールアドレス').fill('jimukyoku@minato.example')
    await page.context().setOffline(true)
    await page.getByRole('link', { name: '輪番' }).click()
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').textContent()).toContain('次の画面を読み込めませんでした。')
    await page.screenshot({ path: `${shots}part-missed-phone.png` })
    await again(page).click()
    await again(page).and(page.locator('[aria-disabled="false"]')).waitFor()
    expect(pathOf(page)).toBe('/sign-in')
    expect(await page.getByLabel('メールアドレス').inputValue()).toBe('jimukyoku@minato.example')

    await page.context().setOffline(false)
    await again(page).click()
    await heading(page, '地区の一覧').waitFor()
    expect(pathOf(page)).toBe('/')
    expect(await page.getByRole('alert').count()).toBe(0)

    await page.goBack()
    await heading(page, 'サインイン').waitFor()
  })

  it('one that a newer build has replaced is had by loading the page anew', async () => {
    const page = await rinban().open('/sign-in')
    let renewed = false
    page.on('request', request => {
      renewed ||= request.isNavigationRequest()
    })
    await page.route(DISTRICTS, route => (renewed ? route.continue() : route.fulfill({ status: 404 })))
    await page.getByRole('link', { name: '輪番' }).click()
    await page.getByRole('alert').waitFor()
    expect(renewed).toBe(false)
    await again(page).click()
    await heading(page, '地区の一覧').waitFor()
    expect(renewed).toBe(true)
    expect(pathOf(page)).toBe('/')
  })

  it('one that comes slowly is said to come, and of two that were wanted the last is shown', async () => {
    const page = await rinban().open('/sign-in', { viewport: PHONE })
    let letGo = () => {}
    const held = new Promise<void>(resolve => {
      letGo = resolve
    })
    await page.route(DISTRICTS, async route => {
      await held
      await route.continue()
    })
    await page.getByRole('link', { name: '輪番' }).click()
    await page.getByRole('status').getByText('読み込んでいます。').waitFor()
    await page.screenshot({ path: `${shots}part-coming-phone.png` })
    expect(await heading(page, 'サインイン').count()).toBe(1)

    await page.evaluate(
      "history.pushState(null, '', '/nowhere'); dispatchEvent(new PopStateEvent('popstate'))",
    )
    await heading(page, 'ページが見つかりません').waitFor()
    letGo()
    await settled(page)
    expect(await heading(page, 'ページが見つかりません').count()).toBe(1)

    await page.getByRole('link', { name: '輪番' }).click()
    await heading(page, '地区の一覧').waitFor()
    expect(await focused(page)).toBe('地区の一覧')
  })

  it('another language that cannot be had changes nothing, and comes when it can', async () => {
    const page = await rinban().open('/')
    await page.context().setOffline(true)
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('alert').waitFor()
    expect(await heading(page, '地区の一覧').count()).toBe(1)
    await page.context().setOffline(false)
    await again(page).click()
    await heading(page, 'Districts').waitFor()
    expect(await page.evaluate('document.documentElement.lang')).toBe('en')
  })

  it('one that the first page lacks is asked for again by a button', async () => {
    const page = await rinban().open('/sign-in')
    await page.route(DISTRICTS, route => route.abort())
    await page.goto(rinban().url)
    const reload = page.getByRole('button', { name: '再読み込みする' })
    await reload.waitFor()
    await page.screenshot({ path: `${shots}first-part-missed-desktop.png` })
    await page.unroute(DISTRICTS)
    await reload.click()
    await heading(page, '地区の一覧').waitFor()
  })

  it('the dialog to sign in again is there before it is needed', async () => {
    const page = await rinban().open('/associations/minato/settings', {
      state: await signedIn(rinban(), 'secretariat'),
    })
    await page.getByLabel('略称').fill('みなと改')
    await page.route(PARTS, route => route.abort())
    await page.context().clearCookies()
    await page.getByRole('button', { name: '設定を保存する', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'もう一度サインインしてください' })
    expect(await dialog.getByLabel('メールアドレス').inputValue()).toContain('@minato.example')
    expect(await page.getByLabel('略称').inputValue()).toBe('みなと改')
  })
})
