import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { openSqlite } from '../../db/open.ts'
import { addDays } from '../../server/time/local-day.ts'
import { localDayOf } from '../../server/time/tokyo.ts'
import { signedIn } from './people.ts'
import { DESKTOP, inBrowser, PHONE, type Rinban, settled, thisYear } from './rinban.ts'

const MEMBERS = '/schemes/minato-locum/members'
const SETTINGS = '/schemes/minato-locum/rota-settings'
const shots = new URL('../screenshots/', import.meta.url).pathname
const today = localDayOf(Date.now())

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })
const says = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()
const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })
const bad = (page: Page) => page.locator('[aria-invalid="true"]')

const opener = (rinban: () => Rinban) => async (path: string, viewport?: typeof PHONE) =>
  rinban().open(path, { state: await signedIn(rinban(), 'secretariat'), ...(viewport ? { viewport } : {}) })

inBrowser('the members of a scheme', rinban => {
  const open = opener(rinban)
  const change = async (page: Page, name: string) => {
    await rowOf(page, name).getByRole('button').click()
    await page.getByRole('dialog', { name: `${name} 医師の参加の条件` }).waitFor()
  }
  const end = async (page: Page, name: string, day: string) => {
    await change(page, name)
    await button(page, '参加を終了する').click()
    await page.getByLabel('参加する最後の日').fill(day)
    await button(page, '終了する').click()
  }

  it('are changed in a dialog that says what is wrong, field by field', async () => {
    const page = await open(MEMBERS)
    await change(page, '泉 春子')
    await page.getByLabel('1年の回数の下限').fill('７')
    await page.getByLabel('割合').selectOption('そのほか')
    await page.getByLabel('割合（％）').fill('0')
    await button(page, '変更を保存する').click()
    expect(await bad(page).count()).toBe(2)
    await page.screenshot({ path: `${shots}member-dialog-desktop.png` })

    await page.getByLabel('1年の回数の下限').fill('２')
    await page.getByLabel('1年の回数の上限').fill('')
    await page.getByLabel('割合（％）').fill('40')
    await button(page, '変更を保存する').click()
    await says(page, '泉 春子 医師の条件を変更しました。')
    expect(await rowOf(page, '泉 春子').textContent()).toMatch(/年2回以上\s*40％/)
  })

  it('who leave are told with the duties that need somebody else, and lead to their rota', async () => {
    const page = await open(MEMBERS, PHONE)
    await end(page, '梅田 次郎', today)
    await says(page, /梅田 次郎 医師の参加を.*で終了しました。/)
    await says(page, '代わりの医師が必要な当番があります')
    await page.screenshot({ path: `${shots}members-to-pass-on-phone.png` })
    await page
      .getByRole('link', { name: /の当番表を開く.*梅田 次郎/ })
      .last()
      .click()
    await page.waitForURL(/\/schemes\/minato-locum\/\d{4}\?physician=minato-physician-3$/)
    await says(page, /梅田 次郎 医師の当番/)
  })

  it('who have left are folded away, can be added again, and taken back as long as nothing rests on it', async () => {
    const page = await open(MEMBERS)
    await end(page, '江川 夏樹', '')
    expect(await bad(page).count()).toBe(1)
    await page.getByLabel('参加する最後の日').fill(addDays(today, -1))
    await button(page, '終了する').click()
    await says(page, /江川 夏樹 医師の参加を.*で終了しました。/)
    expect(await rowOf(page, '江川 夏樹').isVisible()).toBe(false)
    await page.getByText('これまでの参加（終了した期間 1件）').click()
    expect(await rowOf(page, '江川 夏樹').isVisible()).toBe(true)

    await button(page, '医師を追加する').click()
    await button(page, '追加する').click()
    expect(await bad(page).count()).toBe(1)
    await page.getByLabel('医師', { exact: true }).selectOption('江川 夏樹（江川内科）')
    await page.getByLabel('最初の日').fill(addDays(today, -1))
    await button(page, '追加する').click()
    await says(page, 'この医師の参加期間が、ほかの参加期間と重なっています。')
    // Long after the years that have a rota or wishes.
    await page.getByLabel('最初の日').fill(`${thisYear + 4}-04-01`)
    await page.screenshot({ path: `${shots}member-add-desktop.png` })
    await button(page, '追加する').click()
    await says(page, '江川 夏樹 医師を追加しました。')

    const coming = rowOf(page, '江川 夏樹').filter({ hasText: '参加予定' })
    await coming.getByRole('button').click()
    await button(page, 'この登録を取り消す').click()
    await button(page, '取り消す').click()
    await says(page, '江川 夏樹 医師の登録を取り消しました。')
    await coming.waitFor({ state: 'detached' })
  })

  it('lose nothing in the second of two windows, and are chosen between what both typed', async () => {
    const [first, second] = [await open(MEMBERS), await open(MEMBERS)]
    for (const [page, most] of [
      [first, '9'],
      [second, '8'],
    ] as const) {
      await change(page, '柏木 秋江')
      await page.getByLabel('1年の回数の上限').fill(most)
    }
    await button(first, '変更を保存する').click()
    await says(first, '柏木 秋江 医師の条件を変更しました。')

    await button(second, '変更を保存する').click()
    const notice = second.getByRole('alert').filter({ hasText: 'ほかの方が先に変更しました' })
    expect(await notice.getByRole('row').filter({ hasText: '回数' }).textContent()).toMatch(
      /年5～8回.*年5～9回/s,
    )
    await second.screenshot({ path: `${shots}member-two-windows-desktop.png` })
    await button(second, '入力した内容で保存する').click()
    await says(second, '柏木 秋江 医師の条件を変更しました。')
    expect(await rowOf(second, '柏木 秋江').textContent()).toContain('年5～8回')
  })

  it('are not ended over a change that nobody has seen', async () => {
    const [first, second] = [await open(MEMBERS), await open(MEMBERS)]
    for (const page of [first, second]) await change(page, '坂本 五郎')
    await first.getByLabel('1年の回数の上限').fill('7')
    await button(first, '変更を保存する').click()
    await says(first, '坂本 五郎 医師の条件を変更しました。')
    await button(second, '参加を終了する').click()
    await button(second, '終了する').click()
    await says(second, '今の内容を表示しています。')
    expect(await second.getByLabel('1年の回数の上限').inputValue()).toBe('7')
    await button(second, '参加を終了する').click()
    await button(second, '終了する').click()
    await says(second, /坂本 五郎 医師の参加を.*で終了しました。/)
  })

  it('whose first day somebody else has moved are shown as they are now', async () => {
    const page = await open(MEMBERS)
    await button(page, '医師を追加する').click()
    await page.getByLabel('医師', { exact: true }).selectOption('江川 夏樹（江川内科）')
    await page.getByLabel('最初の日').fill(`${thisYear + 4}-04-01`)
    await button(page, '追加する').click()
    await says(page, '江川 夏樹 医師を追加しました。')

    const [first, second] = [await open(MEMBERS), await open(MEMBERS)]
    const coming = (window: Page) => rowOf(window, '江川 夏樹').filter({ hasText: '参加予定' })
    for (const window of [first, second]) await coming(window).getByRole('button').click()
    await first.getByLabel('最初の日').fill(`${thisYear + 5}-04-01`)
    await button(first, '変更を保存する').click()
    await says(first, '江川 夏樹 医師の条件を変更しました。')
    await button(second, '変更を保存する').click()
    await says(second, 'この期間は、ほかの方が変更したか、取り消しました。')
    expect(await coming(second).textContent()).toContain(`${thisYear + 5}年4月1日～`)
  })

  it('take some posts and serve some blocks where a scheme has several', async () => {
    const { db } = openSqlite(join(rinban().dataDir, 'rinban.sqlite'))
    const rules = ['東ブロック', '西ブロック'].map((block, index) => ({
      kind: 'weekly',
      key: `week-${index}`,
      block,
      weekday: 1,
      handoff: '09:00',
    }))
    await db
      .updateTable('duty_scheme')
      .set({ posts: '["locum","後方支援"]', rules: JSON.stringify({ rules, promises: [] }) })
      .where('id', '=', 'ward-kita-locum')
      .execute()
    await db.destroy()
    const state = await signedIn(rinban(), 'jimukyoku@ward-kita.example')
    const page = await rinban().open('/schemes/ward-kita-locum/members', { state, viewport: PHONE })
    await change(page, '朝日 一成')
    await page.getByLabel('すべてのブロックを受け持つ').uncheck()
    await page.getByLabel('すべての当番を受け持つ').uncheck()
    await page.getByLabel('後方支援').check()
    await button(page, '変更を保存する').click()
    await says(page, '1つ以上選んでください。')
    await page.getByLabel('西ブロック').check()
    await page.getByLabel('西ブロック').scrollIntoViewIfNeeded()
    await page.screenshot({ path: `${shots}member-blocks-phone.png` })
    await button(page, '変更を保存する').click()
    await says(page, '朝日 一成 医師の条件を変更しました。')
    expect(await rowOf(page, '朝日 一成').textContent()).toMatch(/後方支援\s*西ブロック/)
    await page.screenshot({ path: `${shots}members-blocks-phone.png` })

    await page.getByRole('link', { name: '作り方の設定' }).click()
    await page.getByLabel('2番目以降の当番の負担（倍）').waitFor()
  })
})

inBrowser('how the rota is made', rinban => {
  const open = opener(rinban)
  const save = (page: Page) => button(page, '設定を保存する').click()
  const saved = (page: Page) => says(page, '設定を保存しました。')

  it('is set in words and points, and kept', async () => {
    const page = await open(SETTINGS)
    await page.getByLabel('希望をかなえる', { exact: true }).selectOption('強め（6）')
    await page.getByLabel('お盆').fill('１．２')
    await page.getByLabel('同じ医師の当番の間隔（日）').fill('十日')
    await save(page)
    expect(await bad(page).count()).toBe(2)
    await says(page, '0から250までの数を、0.25きざみで入力してください。')
    await page.getByLabel('お盆').fill('１．２５')
    await page.getByLabel('同じ医師の当番の間隔（日）').fill('10')
    await says(page, 'まだ保存していない変更があります。')
    await save(page)
    await saved(page)

    await page.reload()
    await settled(page)
    expect(await page.getByLabel('お盆').inputValue()).toBe('1.25')
    expect(await page.getByLabel('希望をかなえる', { exact: true }).inputValue()).toBe('6')
    expect(await page.getByLabel('2番目以降の当番の負担（倍）').count()).toBe(0)

    await button(page, 'すべて標準に戻す').click()
    await says(page, '標準の値を入れました。まだ保存していません。')
    expect(await page.getByLabel('お盆').inputValue()).toBe('2')
    expect(await page.getByLabel('同じ医師の当番の間隔（日）').inputValue()).toBe('10')
    await save(page)
    await saved(page)
  })

  it('can follow a strict order, which the keyboard moves without losing its place', async () => {
    const page = await open(SETTINGS, PHONE)
    const items = () => page.locator('ol > li > .kind').allTextContents()
    await page.getByLabel('決め方').selectOption('順番を決める')
    const up = page.getByRole('button', { name: /上へ.*希望をかなえる/ })
    await up.focus()
    await page.keyboard.press('Enter')
    expect((await items()).slice(0, 3)).toEqual(['回数をそろえる', '希望をかなえる', '負担をそろえる'])
    await page.keyboard.press('Enter')
    expect((await items())[0]).toBe('希望をかなえる')
    // There is nothing above the first place: the focus stays with what was moved.
    expect(await page.evaluate('document.activeElement.textContent')).toContain('希望をかなえる')
    await page.getByRole('button', { name: /外す.*公開中の当番表から変えない/ }).click()
    expect(await items()).toHaveLength(5)
    await page.locator('ol').scrollIntoViewIfNeeded()
    await page.screenshot({ path: `${shots}rota-settings-order-phone.png` })
    await save(page)
    await saved(page)
    await page.reload()
    await settled(page)
    expect((await items())[0]).toBe('希望をかなえる')
    await page.getByLabel('決め方').selectOption('順番を決めない（標準）')
    expect(await items()).toEqual([])
  })

  it('loses nothing in the second of two windows, and chooses between what both typed', async () => {
    const [first, second] = [await open(SETTINGS), await open(SETTINGS)]
    await first.getByLabel('計算にかける時間（秒）').fill('30')
    await second.getByLabel('計算にかける時間（秒）').fill('40')
    await save(first)
    await saved(first)
    await save(second)
    const notice = second.getByRole('alert').filter({ hasText: 'ほかの方が先に変更しました' })
    expect(await notice.getByRole('row').last().textContent()).toMatch(/計算にかける時間（秒）\s*40\s*30/)
    await second.screenshot({ path: `${shots}rota-settings-two-windows-desktop.png` })
    await button(second, '保存されている内容に戻す').click()
    expect(await second.getByLabel('計算にかける時間（秒）').inputValue()).toBe('30')
  })

  it('asks nothing when only a member was changed meanwhile', async () => {
    const page = await open(SETTINGS, DESKTOP)
    await page.getByLabel('計算にかける時間（秒）').fill('25')
    const other = await open(MEMBERS)
    await rowOf(other, '清水 桜').getByRole('button').click()
    await other.getByLabel('1年の回数の上限').fill('7')
    await button(other, '変更を保存する').click()
    await says(other, '清水 桜 医師の条件を変更しました。')
    await save(page)
    await saved(page)
  })

  it('leads to the members and back to the rota of this year', async () => {
    const page = await open(SETTINGS, PHONE)
    await page.getByRole('link', { name: '参加する医師' }).click()
    await page.getByRole('heading', { name: '参加する医師', level: 1 }).waitFor()
    await page.getByRole('link', { name: /の当番表へ戻る/ }).click()
    await page.waitForURL(new RegExp(`/schemes/minato-locum/${thisYear}$`))
  })
})
