import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { openSqlite } from '../../db/open.ts'
import type { Role } from '../../server/identity/role.ts'
import { DAY } from '../../server/time/interval.ts'
import { signedIn } from './people.ts'
import { DESKTOP, inBrowser, PHONE, settled, thisYear } from './rinban.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const shots = new URL('../screenshots/', import.meta.url).pathname
const CALENDARS = '/associations/minato/calendars'
const MAKE = '登録用のアドレスを作成する'

async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(`axe
    .run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(node => id + ' ' + node.html)))`)
}

/** Targets of a finger: everything to press that is on the screen and smaller than 44 × 44 pixels. */
const SMALL_TARGETS = `[...document.querySelectorAll('main a, main button, main select, main input[type=checkbox]')]
  .map(element => element.closest('label') ?? element)
  .map(element => ({ text: element.textContent.trim(), ...element.getBoundingClientRect().toJSON() }))
  .filter(({ width, height }) => width > 0 && (height < 44 || width < 44))
  .map(({ text, width, height }) => text + ' ' + width + 'x' + height)`

async function fits(page: Page, name: string, viewport: typeof PHONE): Promise<void> {
  await settled(page)
  await page.screenshot({ path: `${shots}${name}.png`, fullPage: true })
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width)
  expect(await page.evaluate(SMALL_TARGETS)).toEqual([])
  expect(await violationsOf(page)).toEqual([])
}

inBrowser('calendars to subscribe to', rinban => {
  const open = async (role: Role, path: string, viewport = DESKTOP) =>
    rinban().open(path, { state: await signedIn(rinban(), role), viewport })

  /** Makes an address on the page and returns it. */
  async function make(page: Page, name: string): Promise<string> {
    await page.getByRole('button', { name: MAKE }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('名前').fill(name)
    await dialog.getByLabel('当番のお知らせ').selectOption('60')
    await dialog.getByRole('button', { name: MAKE }).click()
    const address = await page.locator('code').textContent()
    return address ?? ''
  }

  it('a physician makes one, reads it, gives it another name, renews and ends it', async () => {
    const page = await open('physician', '/account', PHONE)
    const url = await make(page, 'わたしの電話')
    const calendar = await fetch(url)
    expect([calendar.status, await calendar.text()]).toMatchObject([
      200,
      expect.stringContaining('TRIGGER:-PT1H'),
    ])
    const link = page.getByRole('link', { name: 'この機器のカレンダーに登録する' })
    expect(await link.getAttribute('href')).toBe(url.replace(/^http:/, 'webcal:'))
    await page.getByRole('button', { name: '閉じる' }).click()

    const row = page.getByRole('listitem').filter({ hasText: 'わたしの電話' })
    await row.getByText('登録待ち').waitFor()
    await row.getByRole('button', { name: '変更・手続き' }).click()
    await page.getByRole('dialog').getByLabel('名前').fill('')
    await page.getByRole('button', { name: '変更を保存する' }).click()
    await page.getByText('1文字以上40文字以内で入力してください。').waitFor()
    await page.getByRole('dialog').getByLabel('名前').fill('往診かばん')
    await page.screenshot({ path: `${shots}calendar-change-phone.png` })
    await page.getByRole('button', { name: '変更を保存する' }).click()
    await page.getByText('変更を保存しました。').waitFor()

    const renamed = page.getByRole('listitem').filter({ hasText: '往診かばん' })
    await renamed.getByRole('button', { name: '変更・手続き' }).click()
    await page.getByRole('button', { name: 'アドレスを新しくする' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'アドレスを新しくする' }).click()
    await page.locator('code').waitFor()
    const renewed = (await page.locator('code').textContent()) ?? ''
    expect([(await fetch(url)).status, (await fetch(renewed)).status]).toEqual([404, 200])
    await page.getByRole('button', { name: '閉じる' }).click()

    await renamed.getByRole('button', { name: '変更・手続き' }).click()
    await page.getByRole('button', { name: '使えなくする' }).click()
    expect(await page.getByLabel('30日間、登録し直しの案内を表示する').isChecked()).toBe(true)
    await page.screenshot({ path: `${shots}calendar-end-phone.png` })
    await page.getByRole('dialog').getByRole('button', { name: '使えなくする' }).click()
    await renamed.waitFor({ state: 'detached' })
    expect(await (await fetch(renewed)).text()).toContain('登録し直してください')
  })

  it('the secretariat makes one for a physician and prints it on one A4 page', async () => {
    const page = await open('secretariat', `${CALENDARS}?of=physician/minato-physician-3`)
    const url = await make(page, '診察室のパソコン')
    await page.emulateMedia({ media: 'print' })
    await page.screenshot({ path: `${shots}calendar-hand-out-print.png`, fullPage: true })
    const pdf = await page.pdf({ preferCSSPageSize: true, path: `${shots}calendar-hand-out.pdf` })
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
    expect(await page.locator('main button:visible, main select:visible').count()).toBe(0)
    expect(await page.locator('main').innerText()).toContain(url)
    expect(await page.locator('main').innerText()).toContain('電話など別の方法でお知らせします')
    const sizes = await page.evaluate<number[]>(`[...document.querySelectorAll('main *')]
      .filter(element => element.checkVisibility() && [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
      .map(element => parseFloat(getComputedStyle(element).fontSize) * 0.75)`)
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(9.99)
  })

  it('for a member who shares the scheme, from the year to the address', async () => {
    const page = await open('secretariat', `/schemes/minato-locum/${thisYear}`)
    await page.getByRole('link', { name: 'カレンダーに登録' }).click()
    await page.getByRole('heading', { level: 2, name: /^当番制：/ }).waitFor()
    await page.getByRole('button', { name: MAKE }).click()
    const dialog = page.getByRole('dialog')
    await dialog.locator('option', { hasText: '訪問看護ステーション' }).first().waitFor({ state: 'attached' })
    const nurse = await dialog.locator('option', { hasText: '訪問看護ステーション' }).first().textContent()
    await dialog.getByLabel('お使いになる方').selectOption({ label: nurse ?? '' })
    await dialog.getByRole('button', { name: MAKE }).click()
    await page
      .getByText(`${nurse?.replace(/（.*/, '')} 様`)
      .first()
      .waitFor()
  })

  it.each([
    ['hospitalLiaison', '病院：'],
    ['nursingStation', '訪問看護ステーション：'],
  ] as const)('a %s finds its own, from the menu and from its account', async (role, kind) => {
    const page = await open(role, '/', PHONE)
    await page.getByRole('link', { name: 'カレンダー', exact: true }).click()
    await page.getByRole('heading', { level: 2, name: new RegExp(`^${kind}`) }).waitFor()
    const url = await make(page, '詰所')
    expect((await fetch(url)).status).toBe(200)
    await page.getByRole('navigation').getByRole('link', { name: 'アカウント' }).click()
    await page.getByRole('heading', { level: 2, name: 'カレンダーへの登録' }).waitFor()
    await page.getByRole('listitem').filter({ hasText: '詰所' }).waitFor()
    await fits(page, `calendar-of-${role}-phone`, PHONE)
  })

  it('what a calendar shows now is saved as a file', async () => {
    const page = await open('physician', CALENDARS)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '今の当番をファイルに保存する' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^輪番_.*_\d{4}-\d{2}-\d{2}\.ics$/)
    const text = readFileSync(await download.path(), 'utf8')
    expect(text).toContain('METHOD:PUBLISH')
    expect(text).toContain('BEGIN:VEVENT')
  })

  it('says that somebody else was quicker', async () => {
    const page = await open('physician', CALENDARS)
    await make(page, '二つの窓')
    await page.getByRole('button', { name: '閉じる' }).click()
    const other = await open('physician', CALENDARS)
    for (const window of [page, other]) {
      const row = window.getByRole('listitem').filter({ hasText: '二つの窓' })
      await row.getByRole('button', { name: '変更・手続き' }).click()
      await window.getByRole('button', { name: '使えなくする' }).click()
    }
    const end = (window: Page) =>
      window.getByRole('dialog').getByRole('button', { name: '使えなくする' }).click()
    await end(page)
    await page.getByRole('listitem').filter({ hasText: '二つの窓' }).waitFor({ state: 'detached' })
    await end(other)
    await other.getByText('すでに使えなくなっているか、新しくされています').waitFor()
  })

  describe('the list of the secretariat', () => {
    beforeAll(async () => {
      const { db } = openSqlite(join(rinban().dataDir, 'rinban.sqlite'))
      const now = Date.now()
      const of = (audience: string, id: string) =>
        db.updateTable('feed_subscription').where('audience', '=', audience).where('audience_id', '=', id)
      await of('physician', 'minato-physician-4')
        .set({ created_at: now - 9 * DAY })
        .execute()
      await of('physician', 'minato-physician-5')
        .set({
          created_at: now - 60 * DAY,
          last_read_at: now - 8 * DAY,
          last_read_by: 'Google-Calendar-Importer',
        })
        .execute()
      await of('physician', 'minato-physician-6')
        .set({ last_read_at: now - DAY / 24, last_read_by: 'iOS/17.1 (21B101) dataaccessd/1.0' })
        .execute()
      await db.destroy()
    })

    it('names those that stopped, with a number to call, and shows them alone', async () => {
      const page = await open('secretariat', '/associations/minato/subscriptions')
      await page.getByText('確認が必要な登録が2件あります').waitFor()
      await page.getByLabel('確認が必要なものだけを表示する').check()
      const rows = page.getByRole('table').locator('tbody tr')
      expect(await rows.count()).toBe(2)
      expect(await rows.locator('a[href^="tel:"]').count()).toBe(2)
      expect(await rows.filter({ hasText: 'Googleカレンダー' }).count()).toBe(1)
    })

    it.each([
      ['phone', PHONE],
      ['desktop', DESKTOP],
    ] as const)('fits a %s', async (device, viewport) => {
      const page = await open('secretariat', '/associations/minato/subscriptions', viewport)
      await page.getByRole('table').waitFor()
      await fits(page, `calendar-list-${device}`, viewport)
    })

    it('in English', async () => {
      const page = await open('secretariat', '/associations/minato/subscriptions?lang=en')
      await page.getByRole('heading', { name: 'Calendars in use' }).waitFor()
      await fits(page, 'calendar-list-english', DESKTOP)
    })
  })

  it.each([
    ['phone', PHONE],
    ['desktop', DESKTOP],
  ] as const)('the page and the new address fit a %s', async (device, viewport) => {
    const page = await open('secretariat', `${CALENDARS}?of=scheme/minato-locum`, viewport)
    await page.getByRole('button', { name: MAKE }).waitFor()
    await fits(page, `calendars-${device}`, viewport)
    await page.getByRole('button', { name: MAKE }).click()
    await page.screenshot({ path: `${shots}calendar-make-${device}.png` })
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: MAKE }).click()
    await page.locator('code').waitFor()
    await fits(page, `calendar-new-${device}`, viewport)
  })
})
