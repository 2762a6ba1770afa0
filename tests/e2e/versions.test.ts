import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { signedIn } from './people.ts'
import { DESKTOP, inBrowser, PHONE, settled, thisYear } from './rinban.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const shots = new URL('../screenshots/', import.meta.url).pathname
const MINATO = `/schemes/minato-locum/${thisYear}`
const A4 = { width: 703, height: 1020 }

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const says = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()

async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(`axe
    .run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(node => id + ' ' + node.html)))`)
}

/** A picture of the whole page, which must fit and break no rule of accessibility. */
async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${shots}${name}.png`, fullPage: true })
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(page.viewportSize()?.width)
  expect(await violationsOf(page)).toEqual([])
}

/** The page as it is printed, on a sheet of A4 inside its margins. */
async function shootPrinted(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ media: 'print' })
  const before = page.viewportSize() ?? DESKTOP
  await page.setViewportSize(A4)
  await page.screenshot({ path: `${shots}${name}.png`, fullPage: true })
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(A4.width)
  await page.emulateMedia({ media: 'screen' })
  await page.setViewportSize(before)
}

inBrowser('the versions of a year', rinban => {
  const office = async (path: string, viewport = DESKTOP) =>
    rinban().open(path, { viewport, state: await signedIn(rinban(), 'secretariat') })
  const physician = async (path: string, viewport = PHONE) =>
    rinban().open(path, { viewport, state: await signedIn(rinban(), 'physician') })

  it('are confirmed by a physician, who then sees what a withdrawal changes', async () => {
    const own = await physician(MINATO)
    await button(own, 'この年度の画面').or(own.getByText('この年度の画面')).first().click()
    await own.getByRole('link', { name: '自分の変更' }).click()
    await says(own, 'ご自分の当番をご確認ください。')
    await settled(own)
    await shoot(own, 'receipt-phone')
    await button(own, '確認しました').dblclick()
    await says(own, /^確認済み（/)
    await button(own, '承諾します').click()
    await says(own, /^承諾済み（/)
    expect(await button(own, '承諾します').count()).toBe(0)
    await shoot(own, 'receipt-done-phone')

    const page = await office(`${MINATO}/versions`)
    await says(page, /既読 1名、承諾 1名$/)
    await settled(page)
    await shoot(page, 'versions-desktop')
    await button(page, '当番を取り下げる').click()
    const dialog = page.getByRole('dialog', { name: '当番の取り下げ' })
    await dialog.getByRole('button', { name: '0件を取り下げる' }).click()
    await says(page, '取り下げる当番を選んでください。')
    await says(page, '理由を入力してください（200文字まで）。')
    await page.screenshot({ path: `${shots}withdraw-errors-desktop.png` })
    await dialog.getByLabel('これからの当番をすべて取り下げる').check()
    await dialog.getByLabel('理由').fill('訪問看護の連携が整わないため')
    await page.screenshot({ path: `${shots}withdraw-desktop.png` })
    await dialog.getByRole('button', { name: /^\d+件を取り下げる$/ }).dblclick()
    await says(page, /件を取り下げ、第2版として公開しました。$/)
    await says(page, '下書きには、取り下げた当番が残っています。')
    await says(page, '第1版から第2版への変更')
    await settled(page)
    await shoot(page, 'versions-withdrawn-desktop')
    await shootPrinted(page, 'versions-print')

    await own.reload()
    await says(own, /^前回（第1版）からの変更 \d+件$/)
    await settled(own)
    await shoot(own, 'receipt-changes-phone')

    // The draft still has what was withdrawn.
    await page.getByLabel('比べる先').selectOption('draft')
    await says(page, '変更はありません。')
    await page.getByLabel('比べる元').selectOption('2')
    await page.getByLabel('並べ方').selectOption('units')
    await page.getByRole('table', { name: '当番ごと' }).getByRole('row').nth(1).waitFor()
    await shoot(page, 'versions-by-unit-desktop')
    await button(page, /^前の版からの変更を見る/).click()
    await says(page, '第1版から第2版への変更')
  })

  it('show the secretariat who has not confirmed, and take the word of who telephones', async () => {
    const page = await office(`${MINATO}/versions`, PHONE)
    const row = page.getByRole('row').filter({ hasText: '未読' }).first()
    const name = (await row.getByRole('rowheader').textContent())?.trim() ?? ''
    await row.getByRole('button', { name: '代わって入力' }).click()
    const dialog = page.getByRole('dialog', { name: `${name} 医師の確認を代わって入力` })
    await dialog.waitFor()
    await page.screenshot({ path: `${shots}receipt-on-behalf-phone.png` })
    await dialog.getByRole('button', { name: '承諾すると聞いた' }).click()
    await says(page, '確認を入力しました。')
    await settled(page)
    const entered = page.getByRole('row').filter({ hasText: name }).filter({ hasText: '事務局が入力' })
    expect(await entered.count()).toBe(1)
    await page.getByLabel('まだ確認していない方だけを表示する').check()
    expect(await entered.count()).toBe(0)
    await shoot(page, 'versions-phone')
  })

  it('keep beside the plan who really stood duty, and every correction', async () => {
    const page = await office(`${MINATO}/record`)
    await says(page, /^終わった当番 \d+件のうち、記録済み 0件$/)
    await button(page, /^記録する/)
      .first()
      .click()
    const dialog = page.getByRole('dialog', { name: '実施の記録' })
    await dialog.getByLabel('実際の当番').selectOption('several')
    await dialog.getByLabel('メモ').fill('途中で発熱のため交代')
    await dialog.getByRole('button', { name: '記録する' }).click()
    await says(page, '医師を選んでください。')
    await page.screenshot({ path: `${shots}record-several-desktop.png` })
    await dialog.getByLabel('医師', { exact: true }).last().selectOption({ index: 3 })
    await dialog.getByRole('button', { name: '記録する' }).dblclick()
    await says(page, '記録しました。')
    await says(page, '途中で発熱のため交代')

    await button(page, /^記録し直す/).click()
    await dialog.getByLabel('実際の当番').selectOption('nobody')
    await dialog.getByLabel('メモ').fill('訂正：担当者なし')
    await dialog.getByRole('button', { name: '記録する' }).click()
    await says(page, '訂正：担当者なし')
    await page.getByText('前の記録（1件）').click()
    await button(page, /^記録する/)
      .first()
      .click()
    await dialog.getByRole('button', { name: '記録する' }).click()
    await says(page, /記録済み 2件$/)
    await shoot(page, 'record-desktop')
    await shootPrinted(page, 'record-print')
    await page.setViewportSize(PHONE)
    await shoot(page, 'record-phone')
  })

  it('two clerks at once: the slower one is told, and nothing is lost', async () => {
    const [first, second] = [await office(`${MINATO}/record`), await office(`${MINATO}/record`)]
    for (const page of [first, second])
      await button(page, /^記録する/)
        .last()
        .click()
    for (const page of [first, second])
      await page.getByRole('dialog', { name: '実施の記録' }).getByRole('button', { name: '記録する' }).click()
    await says(first, '記録しました。')
    await says(second, 'ほかの方が先に同じ当番を変更しました。')
    await second.screenshot({ path: `${shots}record-two-clerks-desktop.png` })
  })

  it('reads in English', async () => {
    const page = await office(`${MINATO}/versions?lang=en`, PHONE)
    await says(page, 'Compare versions')
    await settled(page)
    await shoot(page, 'versions-english-phone')
    const record = await office(`${MINATO}/record?lang=en`)
    await says(record, 'Planned')
    await shoot(record, 'record-english-desktop')
  })
})
