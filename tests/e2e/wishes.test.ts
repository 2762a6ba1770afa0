import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { addDays, eachDay, weekdayOf } from '../../server/time/local-day.ts'
import { localDayOf } from '../../server/time/tokyo.ts'
import { signedIn } from './people.ts'
import { DESKTOP, inBrowser, PHONE, settled, thisYear } from './rinban.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const shots = new URL('../screenshots/', import.meta.url).pathname
const YEAR = thisYear + 1
const ROSTER = `/schemes/minato-locum/${YEAR}`
const WISHES = `${ROSTER}/wishes`

const button = (page: Page, name: string) => page.getByRole('button', { name })
const says = (page: Page, text: string) => page.getByText(text).first().waitFor()

/** Everything of accessibility that is broken on the screen as it is. */
async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(`axe
    .run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(node => id + ' ' + node.html)))`)
}

/** `6月7日`, how the pages begin to write a day. */
const written = (day: string): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`
const sundaysOf = (month: string): string[] =>
  eachDay(`${YEAR}-${month}-01`, addDays(`${YEAR}-${month}-01`, 27)).filter(day => weekdayOf(day) === 0)
/** A Sunday of a month as n-th, counted from nought. */
const sunday = (month: string, nth: number): string => sundaysOf(month)[nth] ?? ''

/** The line of a duty by its day, and the choices in it. */
const row = (page: Page, day: string) =>
  page.getByRole('listitem').filter({ has: page.getByText(new RegExp(`^${written(day)}（`)) })
const choice = (page: Page, day: string, name: string) => row(page, day).getByRole('radio', { name })
const press = (page: Page, day: string, name: string) =>
  row(page, day).locator('label', { hasText: name }).click()
const saved = (page: Page, day: string) =>
  page
    .getByRole('status')
    .getByText(`${written(day)}`)
    .waitFor()

inBrowser('wishes', rinban => {
  const open = async (who: 'physician' | 'secretariat', path = WISHES, viewport = PHONE) => {
    const page = await rinban().open(path, { viewport, state: await signedIn(rinban(), who) })
    await settled(page)
    return page
  }

  it('a physician finds them from the rota of this year', async () => {
    const page = await open('physician', `/schemes/minato-locum/${thisYear}`)
    await page.getByRole('link', { name: /年度の希望を出す/ }).click()
    await page.waitForURL(`**${WISHES}`)
    await says(page, '青葉 一郎')
    await says(page, 'あと14日')
    const anonymous = await rinban().open(`/schemes/minato-locum/${thisYear}`)
    expect(await anonymous.getByRole('link', { name: /年度の希望を出す/ }).count()).toBe(0)
  })

  it('what is pressed is saved at once, and can be undone', async () => {
    const page = await open('physician')
    const day = sunday('09', 1)
    await press(page, day, '不可')
    await saved(page, day)
    expect(await choice(page, day, '不可').isChecked()).toBe(true)
    await page.screenshot({ path: `${shots}wish-saved-phone.png` })
    await button(page, '元に戻す').click()
    await page.getByRole('status').getByText('「なし」を保存しました').waitFor()
    await press(page, day, '避けたい')
    await page.getByRole('status').getByText('「避けたい」を保存しました').waitFor()
    await page.reload()
    await settled(page)
    expect(await choice(page, day, '避けたい').isChecked()).toBe(true)
    await choice(page, day, '避けたい').press('ArrowLeft')
    await page.getByRole('status').getByText('「不可」を保存しました').waitFor()
    await press(page, day, 'なし')
    await page.getByRole('status').getByText('「なし」を保存しました').waitFor()
  })

  it('what cannot be sent stays on the screen until it is', async () => {
    const page = await open('physician')
    const [first, second] = [sunday('09', 2), sunday('09', 3)]
    await page.route('**/api/**', route => route.abort())
    await press(page, first, '希望')
    await says(page, 'まだ保存できていません。')
    await press(page, second, '不可')
    await says(page, 'まだ保存できていません。')
    expect(await page.getByText('未保存').count()).toBe(2)
    await page.screenshot({ path: `${shots}wish-unsaved-phone.png` })
    await page.unroute('**/api/**')
    await button(page, 'もう一度保存する').click()
    await page
      .getByRole('status')
      .getByText(`${written(second)}`)
      .waitFor()
    await page.reload()
    await settled(page)
    expect(await choice(page, first, '希望').isChecked()).toBe(true)
    expect(await choice(page, second, '不可').isChecked()).toBe(true)
  })

  it('for a period: wrong days are said at their field, the duties in it show why they are 不可', async () => {
    const page = await open('physician')
    await button(page, '期間で入力する').click()
    const dialog = page.getByRole('dialog', { name: '期間で入力する' })
    await dialog.getByRole('button', { name: 'この内容で入力する' }).click()
    await dialog.getByText('入力してください。').waitFor()
    await dialog.getByLabel('最初の日').fill(sunday('10', 0))
    await dialog.getByLabel('最後の日').fill(addDays(sunday('10', 0), -1))
    await dialog.getByText('最初の日より前の日は入力できません。').waitFor()
    await dialog.getByLabel('最後の日').fill(addDays(sunday('10', 0), 7))
    await dialog.getByLabel('一日中').uncheck()
    await dialog.getByLabel('開始の時刻').selectOption('9:00')
    await dialog.getByLabel('終了の時刻').selectOption('翌日 6:00')
    await page.screenshot({ path: `${shots}wish-period-phone.png` })
    expect(await violationsOf(page)).toEqual([])
    await dialog.getByRole('button', { name: 'この内容で入力する' }).click()
    await says(page, '入力しました。当番')
    await row(page, sunday('10', 0)).getByText('9:00～翌日6:00').waitFor()

    const listed = page.getByRole('list', { name: 'まとめて入力した希望' }).getByRole('listitem')
    const before = await listed.count()
    await listed.first().getByRole('button', { name: '取り消す' }).click()
    const asking = page.getByRole('dialog', { name: 'この希望を取り消しますか' })
    await asking.getByRole('button', { name: '取り消す' }).click()
    await expect.poll(() => listed.count()).toBe(before - 1)
    await row(page, sunday('10', 0)).getByText('9:00～翌日6:00').waitFor({ state: 'detached' })
  })

  it('repeating, in words: every second Wednesday, and the weeks of a month', async () => {
    const page = await open('physician')
    await button(page, 'くり返しで入力する').click()
    const dialog = page.getByRole('dialog', { name: 'くり返しで入力する' })
    await dialog.getByLabel('くり返し方').selectOption('隔週（2週間ごと）')
    await dialog.getByLabel('一日中').uncheck()
    const firstDays = dialog.getByText('次の日から数えます')
    expect(await firstDays.textContent()).toMatch(/\d+日（水）、.*（水）、.*（水）/)
    await dialog.getByRole('button', { name: 'この内容で入力する' }).click()
    await says(page, '隔週水曜 9:00～17:00')

    await button(page, 'くり返しで入力する').click()
    await dialog.locator('label', { hasText: '避けたい' }).click()
    await dialog.getByLabel('くり返し方').selectOption('毎月の第何週か')
    await dialog.getByLabel('曜日').selectOption('日曜日')
    await dialog.getByRole('button', { name: 'この内容で入力する' }).click()
    await dialog.getByText('1つ以上選んでください。').waitFor()
    await dialog.getByLabel('最終週').check()
    await dialog.getByLabel('最後の日').fill(`${YEAR}-06-30`)
    await page.screenshot({ path: `${shots}wish-repeat-phone.png` })
    expect(await violationsOf(page)).toEqual([])
    await dialog.getByRole('button', { name: 'この内容で入力する' }).click()
    await says(page, '毎月最終日曜')
    expect(await page.getByText('FREQ').count()).toBe(0)
  })

  it('from a calendar file: shown first, then stored, and never a word of what is in it', async () => {
    const page = await open('physician')
    const day = sunday('11', 0)
    const event = (at: string, title: string) => [
      'BEGIN:VEVENT',
      `UID:${title}`,
      'DTSTAMP:20260101T000000Z',
      `DTSTART;VALUE=DATE:${at.replaceAll('-', '')}`,
      `SUMMARY:${title}`,
      'END:VEVENT',
    ]
    const lines = [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:test',
      ...event(day, '田中様 往診'),
      ...event(addDays(day, 2), '会議'),
      'END:VCALENDAR',
      '',
    ]
    const file = (text: string) => ({ name: 'my.ics', mimeType: 'text/calendar', buffer: Buffer.from(text) })
    await button(page, '予定表ファイルから取り込む').click()
    const dialog = page.getByRole('dialog', { name: '予定表ファイルから取り込む' })
    await dialog.getByLabel('ファイルを選ぶ').setInputFiles(file('これは予定表ではありません'))
    await dialog.getByText('予定表のファイルを読み取れません').waitFor()
    await dialog.getByLabel('ファイルを選ぶ').setInputFiles(file(lines.join('\r\n')))
    await dialog.getByText('予定 2件を読み取りました。').waitFor()
    await dialog.getByText(written(day)).waitFor()
    await page.screenshot({ path: `${shots}wish-calendar-phone.png` })
    expect(await violationsOf(page)).toEqual([])
    await dialog.getByRole('button', { name: 'この内容で取り込む' }).click()
    await row(page, day).getByText('取り込んだ予定表').waitFor()
    expect(await page.getByText('田中様').count()).toBe(0)
  })

  it('on two devices: what one takes back disappears on the other, and nothing is lost', async () => {
    const [one, other] = [await open('physician'), await open('physician')]
    const [day, next] = [sunday('06', 2), sunday('06', 3)]
    await press(one, day, '不可')
    await saved(one, day)
    await press(other, next, '希望')
    await saved(other, next)
    expect(await choice(other, day, '不可').isChecked()).toBe(true)
    await press(one, day, 'なし')
    await one.getByRole('status').getByText('「なし」を保存しました').waitFor()
    expect(await choice(one, next, '希望').isChecked()).toBe(true)
    await press(other, day, 'なし')
    await other
      .getByRole('status')
      .getByText(`${written(day)}`)
      .waitFor()
    expect(await other.getByRole('alert').allTextContents()).toEqual([''])
  })

  it('“no wishes” is said with one press, is seen by the secretariat, and can be taken back', async () => {
    const quiet = `${WISHES}?physician=minato-physician-14`
    const page = await open('secretariat', quiet)
    await page.screenshot({ path: `${shots}wish-none-offer-phone.png` })
    await button(page, '希望なしで提出する').click()
    await says(page, '希望なし・提出済みです。')
    await page.screenshot({ path: `${shots}wish-none-said-phone.png` })
    expect(await violationsOf(page)).toEqual([])
    const office = await open('secretariat', WISHES, DESKTOP)
    await says(office, '希望なし 1名')
    const answered = office.getByRole('row').filter({ hasText: '希望なし' })
    expect(await answered.textContent()).toContain('代行：見本 事子')
    await office.screenshot({ path: `${shots}wishes-answers-desktop.png`, fullPage: true })
    const phone = await open('secretariat')
    await phone.screenshot({ path: `${shots}wishes-answers-phone.png`, fullPage: true })
    expect(await violationsOf(phone)).toEqual([])
    await button(page, '「希望なし」を取り消す').click()
    await button(page, '希望なしで提出する').waitFor()
    expect(await page.getByText('希望なし・提出済みです。').count()).toBe(0)
  })

  it('the secretariat sees who is missing and enters for somebody, which is marked', async () => {
    const page = await open('secretariat', WISHES, DESKTOP)
    await says(page, '回答済み')
    const members = page.getByRole('row').filter({ has: page.getByRole('link', { name: '確認・代行入力' }) })
    await page.getByLabel('未回答の方だけを表示する').check()
    const missing = await members.count()
    expect(missing).toBeLessThan(14)
    await page.getByRole('link', { name: /確認・代行入力.*梅田 次郎/ }).click()
    await says(page, '梅田 次郎 医師の代行で入力しています')
    await press(page, sunday('07', 1), '不可')
    await saved(page, sunday('07', 1))
    await page.screenshot({ path: `${shots}wish-on-behalf-desktop.png` })
    await page.getByRole('link', { name: '全員の回答の状況へ戻る' }).click()
    const umeda = members.filter({ hasText: '梅田 次郎' })
    expect(await umeda.textContent()).toContain('代行：見本 事子')
  })

  it('a quota is said in words, and nothing of it is kept', async () => {
    const office = await open('secretariat', WISHES, DESKTOP)
    await office.getByText('医師ごとの数').click()
    await office.getByLabel('追加する').selectOption('梅田 次郎')
    const own = office.getByRole('group', { name: '梅田 次郎' })
    await own.getByLabel('不可').fill('１')
    await button(office, '設定を保存する').click()
    await says(office, '設定を保存しました。')
    await office.goto(`${rinban().url}${WISHES}?physician=minato-physician-3`)
    await says(office, '梅田 次郎 医師の代行で入力しています')
    await press(office, sunday('07', 2), '不可')
    await says(office, '「不可」は1件までです。この入力では2件になります。')
    expect(await choice(office, sunday('07', 2), 'なし').isChecked()).toBe(true)
    await office.screenshot({ path: `${shots}wish-quota-desktop.png` })
  })

  it('of two clerks who change the settings one is told, and loses nothing typed', async () => {
    const [one, other] = [
      await open('secretariat', WISHES, DESKTOP),
      await open('secretariat', WISHES, DESKTOP),
    ]
    const field = (page: Page) => page.getByLabel('希望調査票の返送先')
    await field(one).fill('FAX 0000-10-0001')
    await button(one, '設定を保存する').click()
    await says(one, '設定を保存しました。')
    await field(other).fill('FAX 0000-10-0002')
    await button(other, '設定を保存する').click()
    await says(other, 'ほかの方が先に変更しました')
    await other.getByRole('row').filter({ hasText: 'FAX 0000-10-0001' }).waitFor()
    await other.screenshot({ path: `${shots}wish-settings-two-desktop.png`, fullPage: true })
    await button(other, '入力した内容で保存する').click()
    await says(other, '設定を保存しました。')
    await one.reload()
    await settled(one)
    expect(await field(one).inputValue()).toBe('FAX 0000-10-0002')
  })

  it('can be left straight for the rota, from the sheets too', async () => {
    const page = await open('secretariat', `${ROSTER}/wish-sheet`, PHONE)
    await page.screenshot({ path: `${shots}wish-sheet-phone.png` })
    await page.getByRole('link', { name: '当番表へ戻る' }).click()
    await page.getByRole('heading', { level: 1, name: '当番表' }).waitFor()
    expect(new URL(page.url()).pathname).toBe(ROSTER)
  })

  it('are printed on one sheet of A4 for each member, large enough for a FAX', async () => {
    const page = await open('secretariat', `${ROSTER}/wish-sheet`, DESKTOP)
    const pagesOf = async () =>
      (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g)?.length
    expect(await pagesOf()).toBe(14)
    await page.getByLabel('印刷する医師').selectOption('泉 春子')
    await page.emulateMedia({ media: 'print' })
    expect(await pagesOf()).toBe(1)
    expect(await page.locator('button:visible, select:visible, nav:visible').count()).toBe(0)
    const sizes = await page.evaluate<number[]>(`[...document.querySelectorAll('main *')]
      .filter(element => element.checkVisibility() && [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
      .map(element => parseFloat(getComputedStyle(element).fontSize) * 0.75)`)
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(8.5)
    const sheet = (await page.locator('section').textContent()) ?? ''
    for (const text of [
      '泉 春子',
      '泉クリニック',
      'FAX 0000-10-0002',
      '○',
      '△',
      '×',
      written(sunday('06', 0)),
    ])
      expect(sheet).toContain(text)
  })

  it('a sheet of the longest year still fits', async () => {
    const page = await open(
      'secretariat',
      `/schemes/minato-locum/${thisYear}/wish-sheet?physician=minato-physician-1`,
      DESKTOP,
    )
    const units = page.locator('section li')
    await units.first().waitFor()
    await page.evaluate(
      `(list => { while (list.children.length < 75) list.append(list.lastElementChild.cloneNode(true)) })(document.querySelector('section ol'))`,
    )
    expect(
      (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g),
    ).toHaveLength(1)
  })

  it('after the deadline are read only for the physician, with the reason, and open to the secretariat', async () => {
    const before = await open('physician')
    const office = await open('secretariat', WISHES, DESKTOP)
    await office.getByLabel('締切日').fill(addDays(localDayOf(Date.now()), -1))
    await button(office, '設定を保存する').click()
    await says(office, 'に締め切りました。')

    await press(before, sunday('06', 1), '不可')
    await says(before, '希望の受付期間ではありません。')
    await says(before, 'に締め切りました。変更は事務局へご連絡ください。')
    expect(await before.getByRole('radio').count()).toBe(0)

    const page = await open('physician')
    await says(page, 'に締め切りました。変更は事務局へご連絡ください。')
    expect(await page.getByRole('radio').count()).toBe(0)
    expect(await button(page, '取り消す').count()).toBe(0)
    await row(page, sunday('06', 0)).getByText('この当番だけの入力').waitFor()
    await page.screenshot({ path: `${shots}wish-closed-phone.png` })
    expect(await violationsOf(page)).toEqual([])

    await office.goto(`${rinban().url}${WISHES}?physician=minato-physician-1`)
    await settled(office)
    await press(office, sunday('06', 0), 'なし')
    await saved(office, sunday('06', 0))
    const rota = await open('physician', `/schemes/minato-locum/${thisYear}`)
    expect(await rota.getByRole('link', { name: /年度の希望を出す/ }).count()).toBe(0)
  })
})
