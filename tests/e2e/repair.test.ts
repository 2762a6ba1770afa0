import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { lastDayOf } from '../../server/calendar/fiscal-year.ts'
import type { UnitView } from '../../server/roster/roster-view.ts'
import { addDays } from '../../server/time/local-day.ts'
import { localDayOf } from '../../server/time/tokyo.ts'
import { signedIn } from './people.ts'
import { DESKTOP, inBrowser, PHONE, settled, thisYear } from './rinban.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const shots = new URL('../screenshots/', import.meta.url).pathname
const MINATO = `/schemes/minato-locum/${thisYear}`
const KITA = `/schemes/ward-kita-locum/${thisYear}`
const today = localDayOf(Date.now())

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const says = (page: Page, text: string) => page.getByText(text).first().waitFor()
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true })

async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(`axe
    .run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(node => id + ' ' + node.html)))`)
}

/** A picture of the whole page, which must fit and break no rule of accessibility. */
async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${shots}${name}.png`, fullPage: true })
  const width = page.viewportSize()?.width
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
  expect(await violationsOf(page)).toEqual([])
}

const unitsAt = async (page: Page, path: string): Promise<UnitView[]> => {
  const body = await page.evaluate(async address => (await fetch(address)).text(), `/api${path}`)
  return JSON.parse(body).units
}

/** The next duty that begins after today, and who has it. */
async function nextDuty(page: Page, path: string) {
  const units = await unitsAt(page, `${path.replace(/\/(\d{4})$/, '/rosters/$1')}/publications/1`)
  const unit = units.find(({ start }) => localDayOf(Date.parse(start)) > today)
  const physician = unit?.assignments[0]?.physician
  if (!unit || !physician) throw new Error('no duty is to come')
  return { day: unit.day, physician }
}

/** Asks who can stand in for the physician of the next duty, until the day of it. */
async function ask(page: Page, path: string) {
  const { day, physician } = await nextDuty(page, path)
  await page.getByLabel('不在の医師', { exact: true }).selectOption(physician)
  await page.getByLabel('不在の最初の日').fill(today)
  await page.getByLabel('不在の最後の日').fill(day)
  await button(page, '代わりを探す').click()
  await heading(page, '担当がいなくなる当番').waitFor()
  await settled(page)
  return { day, physician }
}

inBrowser('a sudden absence', rinban => {
  const open = async (path: string, viewport = DESKTOP) =>
    rinban().open(path, {
      viewport,
      state: await signedIn(
        rinban(),
        path.includes('ward-kita') ? 'jimukyoku@ward-kita.example' : 'secretariat',
      ),
    })

  it('is answered with offers, of which one becomes the draft and then the next version', async () => {
    const page = await open(`${MINATO}/repair`, PHONE)
    await shoot(page, 'repair-form-phone')
    await page.getByLabel('不在の最後の日').fill('2020-01-01')
    await button(page, '代わりを探す').click()
    await says(page, '入力してください。')
    await says(page, '最初の日より後の日にしてください。')
    await shoot(page, 'repair-form-errors-phone')

    await ask(page, MINATO)
    await heading(page, '変更がいちばん少ない案').waitFor()
    await shoot(page, 'repair-offers-phone')
    const sentence = (await page.locator('article li strong').first().textContent()) ?? ''
    const [, taker = ''] = /→ (.+) 医師$/.exec(sentence) ?? []
    const published = await open(MINATO)
    expect(await published.getByText('下書きがあります').count()).toBe(0)

    await button(page, 'この案を下書きにする').first().dblclick()
    await says(page, '下書きにしました')
    expect(await page.getByRole('alert').count()).toBe(0)
    await shoot(page, 'repair-taken-phone')
    const calls = page.getByRole('listitem').filter({ hasText: taker })
    expect(await calls.getByRole('link', { name: /^電話/ }).count()).toBeGreaterThan(0)

    const other = await open(`${MINATO}/repair`)
    await ask(other, MINATO)
    await says(other, '公開していない下書きがあります。')
    await shoot(other, 'repair-offers-desktop')
    await button(other, 'この案を下書きにする').first().click()
    await other.getByRole('dialog', { name: '今の下書きを置き換えますか' }).waitFor()
    await shoot(other, 'repair-replace-desktop')
    await button(other, 'やめる').click()
    expect(await button(other, 'この案を下書きにする').count()).toBeGreaterThan(0)

    await page.getByRole('link', { name: '下書きを確かめて公開する' }).click()
    await says(page, 'まだ有効な当番表ではありません。')
    await button(page, '公開の確認へ進む').click()
    await button(page, 'この下書きを公開する').click()
    await page.getByRole('dialog', { name: '第2版として公開しますか' }).getByText('公開する').last().click()
    await says(page, '第2版を公開しました。')

    await button(other, 'この案を下書きにする').first().click()
    await button(other, '置き換える').click()
    await says(other, 'ほかの方が先に')
    await other.getByRole('alert').getByRole('button').click()
    await other.getByRole('alert').waitFor({ state: 'detached' })
    await says(other, 'この期間に、これから始まる当番はありません。')
    await shoot(other, 'repair-nothing-vacant-desktop')
  })

  it('can be settled by hand: the duties stay open in the draft', async () => {
    const page = await open(`${KITA}/repair`)
    const { day } = await ask(page, KITA)
    await button(page, '未定のまま下書きにして、手で決める').click()
    await says(page, '未定のまま下書きにしました')
    await shoot(page, 'repair-open-desktop')
    await page.getByRole('link', { name: '下書きを編集して、医師を決める' }).click()
    await page.waitForURL(`**${KITA}/edit`)
    await settled(page)
    const units = await unitsAt(page, `/schemes/ward-kita-locum/rosters/${thisYear}/draft`)
    const left = units.filter(unit => unit.assignments.some(({ physician }) => physician === null))
    expect(left.map(unit => unit.day)).toEqual([day])
  })

  it('says what became of a choice whose answer was lost', async () => {
    const page = await open(`${KITA}/repair`)
    await ask(page, KITA)
    await page.route('**/repairs/take', async route => {
      await route.fetch()
      await route.abort()
    })
    await button(page, 'この案を下書きにする').first().click()
    await button(page, '置き換える').click()
    await says(page, '返事が届かなかったため')
    await shoot(page, 'repair-answer-lost-desktop')
    await button(page, '確かめる').click()
    await says(page, '下書きにしました')
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  it('tells the second of two clerks that somebody was quicker, and shows what is so now', async () => {
    const [first, second] = [await open(`${KITA}/repair`), await open(`${KITA}/repair`)]
    await ask(first, KITA)
    await ask(second, KITA)
    await button(first, 'この案を下書きにする').first().click()
    await button(first, '置き換える').click()
    await says(first, '下書きにしました')
    await button(second, '未定のまま下書きにして、手で決める').click()
    await button(second, '置き換える').click()
    await says(second, 'ほかの方が先に変更しました。')
    await button(second, '最新の内容を表示する').click()
    await second.getByRole('alert').waitFor({ state: 'detached' })
    await heading(second, '変更がいちばん少ない案').waitFor()
  })

  it('that goes on over 31 March is passed on to the next year, where nothing may be published yet', async () => {
    const page = await open(`${MINATO}/repair`)
    const { physician } = await nextDuty(page, MINATO)
    const last = lastDayOf(thisYear)
    await page.goto(
      `${rinban().url}${MINATO}/repair?physician=${physician}&from=${last}&to=${addDays(last, 20)}&lang=en`,
    )
    await button(page, 'Find who can stand in').click()
    await page.getByText('goes on after the end of the fiscal year').waitFor()
    await shoot(page, 'repair-english-desktop')
    await page.getByRole('link', { name: `Go on to fiscal ${thisYear + 1}` }).click()
    await page.getByText('No rota is published.').waitFor()
    expect(page.url()).toContain(`physician=${physician}`)
  })
})
