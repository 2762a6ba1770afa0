import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { DraftRota } from '../../server/roster/editing/draft-edit-view.ts'
import { signedIn } from './people.ts'
import { DESKTOP, inBrowser, PHONE, settled, thisYear } from './rinban.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const shots = new URL('../screenshots/', import.meta.url).pathname

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const says = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()
const saved = (page: Page) => says(page, '保存済みです')

/** The cells of the year in order, and who stands in them. */
const cells = (page: Page) => page.locator('[data-unit] button')
const cell = (page: Page, index: number) => cells(page).nth(index)
const holder = async (page: Page, index: number) =>
  (await cell(page, index).locator('.name').textContent())?.trim() ?? ''
const until = async (page: Page, index: number, name: string) =>
  cell(page, index).locator('.name', { hasText: name }).waitFor()
const score = async (page: Page) => Number(await page.locator('.score strong').textContent())

/** The options in the panel that keep the rules. */
const options = (page: Page) =>
  page.getByRole('list', { name: '決まりを守って替えられる医師' }).getByRole('button')
const outcome = (page: Page) => page.locator('.outcome')

inBrowser('a clerk at the year table', rinban => {
  const path = `/schemes/minato-locum/${thisYear + 1}/edit`
  const open = async (viewport: typeof PHONE = DESKTOP, at = path) => {
    const page = await rinban().open(at, { viewport, state: await signedIn(rinban(), 'secretariat') })
    await cells(page).first().waitFor()
    return page
  }
  /** The draft as the server has it. */
  const saying = async (page: Page): Promise<DraftRota> =>
    (await (
      await page.request.get(`${rinban().url}/api/schemes/minato-locum/rosters/${thisYear + 1}/draft/rota`)
    ).json()) as DraftRota

  it('gives a duty to somebody else, sees what that does, and takes it back', async () => {
    const page = await open()
    const [before, was] = [await score(page), await holder(page, 10)]
    await cell(page, 10).click()
    await page.getByRole('heading', { name: '代診医' }).waitFor()
    await page.screenshot({ path: `${shots}edit-panel-desktop.png` })

    const breaking = page
      .getByRole('list', { name: '決まりから外れる替え方' })
      .getByRole('button', { name: 'の間が' })
      .first()
    const to = (await breaking.locator('.name').textContent()) ?? ''
    await breaking.click()
    await until(page, 10, to)
    await saved(page)
    expect(await outcome(page).textContent()).toMatch(
      /担当を、.*から.*に変更しました。\s+公平さの点数 .* → .*ました）\s+決まりから外れたところ/,
    )
    expect(await score(page)).not.toBe(before)
    await page.screenshot({ path: `${shots}edit-broken-desktop.png` })

    await page.reload()
    await until(page, 10, to)
    await cell(page, 10).click()
    await page.getByRole('list', { name: '決まりから外れる替え方' }).waitFor()
    await cell(page, 10).locator('.mark').waitFor()
    await page.locator('.name', { hasText: was }).first().waitFor()
    const back = page.getByRole('button', { name: new RegExp(`^${was}`) }).first()
    await back.click()
    await until(page, 10, was)
    await button(page, '元に戻す').click()
    await until(page, 10, to)
    await button(page, 'やり直す').click()
    await until(page, 10, was)
    await saved(page)
    expect(await score(page)).toBe(before)
  })

  it('does it all without a mouse: moves, chooses, swaps, undoes, and comes back to the cell', async () => {
    const page = await open()
    const [first, second] = [await holder(page, 2), await holder(page, 4)]
    await cell(page, 0).focus()
    for (const key of ['ArrowDown', 'ArrowRight']) await page.keyboard.press(key)
    expect(await page.evaluate('document.activeElement.textContent')).toContain(first)

    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '代診医' }).waitFor()
    await button(page, 'ほかの当番と入れ替える').press('Enter')
    await says(page, '入れ替える相手の当番を選んでください。')
    for (const key of ['PageDown', 'ArrowUp']) await page.keyboard.press(key)
    expect(await page.evaluate('document.activeElement.textContent')).toContain(second)
    await page.keyboard.press('Enter')
    await until(page, 2, second)
    await until(page, 4, first)
    await saved(page)
    expect(await page.evaluate('document.activeElement.textContent')).toContain(first)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '代診医' }).waitFor()
    await page.keyboard.press('Escape')
    expect(await page.evaluate('document.activeElement.textContent')).toContain(first)

    await page.keyboard.press('Control+z')
    await until(page, 2, first)
    await until(page, 4, second)
    await page.keyboard.press('Control+y')
    await until(page, 2, second)
    await page.keyboard.press('Control+z')
    await until(page, 4, second)
    await saved(page)
  })

  it('drags one duty onto another to swap them, and a name onto a duty', async () => {
    const page = await open()
    // Nothing scrolls on the way: the browser would take hold of what has come to be under the mouse.
    await page.evaluate('scrollTo(0, 420)')
    const [first, second] = [await holder(page, 1), await holder(page, 3)]
    await cell(page, 1).dragTo(cell(page, 3))
    await until(page, 1, second)
    await until(page, 3, first)
    await says(page, /の担当を入れ替えました。/)
    await cell(page, 3).dragTo(cell(page, 1))
    await until(page, 1, first)

    const name = page.getByRole('row').getByRole('button', { name: second, exact: true })
    await name.dragTo(cell(page, 1))
    await until(page, 1, second)
    await button(page, '元に戻す').click()
    await until(page, 1, first)
    await saved(page)
  })

  it('pins a duty, leaves one open, and finds it again in what is to be looked at', async () => {
    const page = await open()
    const was = await holder(page, 6)
    await cell(page, 6).click()
    await button(page, '固定する').click()
    await cell(page, 6).getByText('固定').waitFor()
    await saved(page)
    expect((await saying(page)).instance.pins).toHaveLength(1)
    await says(page, '固定されています。')

    await button(page, '未定にする').click()
    await until(page, 6, '未定')
    await saved(page)
    expect((await saying(page)).instance.pins).toEqual([])
    await button(page, '閉じる').first().click()
    await page.screenshot({ path: `${shots}edit-open-desktop.png` })
    await page.getByRole('button', { name: '担当が決まっていません。' }).click()
    await says(page, '担当する医師が決まっていません。')
    expect(await cell(page, 6).getAttribute('aria-pressed')).toBe('true')

    await button(page, '元に戻す').click()
    await until(page, 6, was)
    await cell(page, 6).getByText('固定').waitFor()
    await button(page, '元に戻す').click()
    await cell(page, 6).getByText('固定').waitFor({ state: 'detached' })
    await saved(page)
  })

  it('shows the duties of one physician, and why each of them has theirs', async () => {
    const page = await open()
    const all = await cells(page).count()
    const name = await holder(page, 0)
    await page.getByLabel('医師を選ぶ（その医師の当番だけを表示）').selectOption(name)
    expect(await cells(page).count()).toBeLessThan(all / 5)
    expect(await cells(page).locator('.name').allTextContents()).toEqual(
      Array.from({ length: await cells(page).count() }, () => name),
    )
    await page.getByText('4月の理由').click()
    await says(page, /ほかに受け持てるのは\d+名で、いちばん近い/)
    await page.getByText('4月の理由').scrollIntoViewIfNeeded()
    await page.screenshot({ path: `${shots}edit-reasons-desktop.png` })
  })

  it('sees what a colleague changes, and neither overwrites the other', async () => {
    const [one, other] = [await open(), await open()]
    const [here, there] = [await holder(one, 20), await holder(one, 30)]
    await cell(one, 20).click()
    await button(one, '未定にする').click()
    await until(one, 20, '未定')
    await says(other, /ほかの方が、.*の当番を変更しました。/)
    await until(other, 20, '未定')
    await cell(other, 20).getByText('ほかの方が変更').waitFor()
    await other.screenshot({ path: `${shots}edit-theirs-desktop.png` })

    // Both at once, before either has seen the other: different duties go through, the same one once.
    await cell(one, 30).click()
    await cell(other, 30).click()
    await options(one).first().click()
    const quicker = await holder(one, 30)
    await saved(one)
    await button(other, '未定にする').click()
    await says(other, new RegExp(`ほかの方が先に変更しました。今の担当は${quicker} 医師です。`))
    await until(other, 30, quicker)
    await other.screenshot({ path: `${shots}edit-too-late-desktop.png` })

    await button(other, '未定にする').click()
    await until(one, 30, '未定')
    await button(one, '元に戻す').click()
    await says(one, '今の担当は未定です。')
    expect(await holder(one, 30)).toBe('未定')

    await other.keyboard.press('Control+z')
    await until(other, 30, quicker)
    await saved(other)
    await button(one, '元に戻す').click()
    await until(one, 20, here)
    await saved(one)
    expect(there).not.toBe('')
  })

  it('keeps what was done while the connection is lost, and sends it when it is back', async () => {
    const page = await open(PHONE)
    const was = await holder(page, 40)
    await cell(page, 40).click()
    await page.getByRole('dialog').waitFor()
    await page.context().setOffline(true)
    await button(page, '未定にする').click()
    await until(page, 40, '未定')
    await button(page, '閉じる').first().click()
    await says(page, '未送信の変更が1件あります')
    await cell(page, 40).getByText('未送信').waitFor()
    await page.screenshot({ path: `${shots}edit-unsent-phone.png` })
    await button(page, '送り直す').click()
    await says(page, '未送信の変更が1件あります')

    await page.context().setOffline(false)
    await button(page, '送り直す').click()
    await saved(page)
    await page.reload()
    await until(page, 40, '未定')
    await cell(page, 40).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: new RegExp(`^${was}`) })
      .first()
      .click()
    await until(page, 40, was)
    await button(page, '閉じる').first().click()
    await saved(page)
  })

  it('has the rest made anew around what is fixed, and is led to where that is to be seen', async () => {
    const page = await open()
    const remake = button(page, '固定した当番を残して作り直す')
    await page.screenshot({ path: `${shots}edit-remake-desktop.png` })
    await remake.click()
    const dialog = page.getByRole('dialog', { name: '下書きを作り直しますか' })
    await dialog.getByText('固定した当番はありません。これからの当番をすべて作り直します。').waitFor()
    await dialog.getByRole('button', { name: 'やめる' }).click()
    await dialog.waitFor({ state: 'detached' })

    await cell(page, 6).click()
    await button(page, '固定する').click()
    await saved(page)
    await button(page, '閉じる').first().click()
    const fixed = await holder(page, 6)
    await page.setViewportSize(PHONE)
    await remake.scrollIntoViewIfNeeded()
    await page.screenshot({ path: `${shots}edit-remake-phone.png` })
    await remake.click()
    await dialog.getByText('固定した当番（1件）は、そのまま残します。').waitFor()
    await page.screenshot({ path: `${shots}edit-remake-asked-phone.png` })
    await page.setViewportSize(DESKTOP)
    await page.screenshot({ path: `${shots}edit-remake-asked-desktop.png` })
    await dialog.getByRole('button', { name: '作り直す' }).click()
    const making = page.getByRole('heading', { name: '当番表の作成と公開' })
    await making.waitFor()
    await page.waitForFunction(`document.activeElement?.textContent === '当番表の作成と公開'`)
    await page.screenshot({ path: `${shots}edit-remade-desktop.png` })
    await says(page, '下書きを作成しました。')

    const again = await open()
    expect(await holder(again, 6)).toBe(fixed)
    await cell(again, 6).getByText('固定').waitFor()
    await cell(again, 6).click()
    await button(again, '固定を外す').click()
    await saved(again)
  })

  it('finds the other settings of a search where they are, on a phone too', async () => {
    const page = await open(PHONE)
    await page.getByRole('link', { name: '時間などの条件を変えて作り直す' }).click()
    const options = page.getByText('詳しい設定')
    await options.waitFor()
    await settled(page)
    expect((await options.boundingBox())?.y).toBeLessThan(PHONE.height)
    await page.screenshot({ path: `${shots}edit-to-settings-phone.png` })
  })

  it('is told when somebody else has changed the draft while they were asked', async () => {
    const page = await open()
    await button(page, '固定した当番を残して作り直す').click()
    const other = await open()
    await cell(other, 6).click()
    await button(other, '固定する').click()
    await saved(other)
    await page.getByRole('dialog').getByRole('button', { name: '作り直す' }).click()
    await page.getByRole('alert').waitFor()
    expect(new URL(page.url()).pathname).toBe(path)
    await page.screenshot({ path: `${shots}edit-remake-refused-desktop.png` })
    await button(other, '固定を外す').click()
    await saved(other)
  })

  it('is told that nothing is drafted, and finds the way back to the rota', async () => {
    const page = await rinban().open(`/schemes/minato-locum/${thisYear + 4}/edit`, {
      state: await signedIn(rinban(), 'secretariat'),
    })
    await says(page, 'この年度の下書きはまだありません。')
    await page.getByRole('link', { name: '当番表へ戻る' }).click()
    await says(page, '当番表はまだ作成されていません。')
  })

  it('does not let a physician in', async () => {
    const page = await rinban().open(path, { state: await signedIn(rinban(), 'physician') })
    await says(page, 'この操作をする権限がありません。')
  })

  describe.each([
    ['phone', PHONE],
    ['desktop', DESKTOP],
  ] as const)('on a %s', (device, viewport) => {
    it.each(['', '?lang=en'])(
      'fits, is large enough, and breaks no rule of accessibility %s',
      async query => {
        const page = await open(viewport, `${path}${query}`)
        const name = query ? `edit-english-${device}` : `edit-${device}`
        await page.screenshot({ path: `${shots}${name}.png` })
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width)
        await page.evaluate(axe)
        const violations = () =>
          page.evaluate<string[]>(`axe
          .run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })
          .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(node => id + ' ' + node.html)))`)
        const small = () =>
          page.evaluate<string[]>(`[...document.querySelectorAll('a, button, select, summary')]
          .map(element => ({ text: element.textContent.trim(), ...element.getBoundingClientRect().toJSON() }))
          .filter(({ width, height, bottom }) => bottom > 0 && width > 0 && (height < 44 || width < 44))
          .map(({ text, width, height }) => text + ' ' + width + 'x' + height)`)
        expect(await violations()).toEqual([])
        expect(await small()).toEqual([])
        await cell(page, 0).click()
        await settled(page)
        await page.locator('.title h2').waitFor()
        await page.screenshot({ path: `${shots}${name}-panel.png` })
        expect(await violations()).toEqual([])
        expect(await small()).toEqual([])
        expect(
          await page.evaluate(`[...document.querySelectorAll('main *')]
          .filter(element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
          .filter(element => parseFloat(getComputedStyle(element).fontSize) < 17)
          .map(element => element.textContent)`),
        ).toEqual([])
      },
    )
  })
})
