import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { FairnessView } from '../../server/roster/fairness/fairness-view.ts'
import { signedIn } from './people.ts'
import { inBrowser, PHONE, settled, thisYear } from './rinban.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const shots = new URL('../screenshots/', import.meta.url).pathname
const year = `/schemes/minato-locum/${thisYear}`
const ledgerOfNextYear = `/schemes/minato-locum/${thisYear + 1}/ledger`

async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(`axe
    .run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(node => id + ' ' + node.html)))`)
}

/** The cells of a row, read as a person reads them. */
const cellsOf = (page: Page, name: string): Promise<string[]> =>
  page
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name }) })
    .getByRole('cell')
    .allInnerTexts()

inBrowser('fairness', rinban => {
  const office = async (path: string, viewport?: typeof PHONE) =>
    rinban().open(path, {
      state: await signedIn(rinban(), 'secretariat'),
      ...(viewport ? { viewport } : {}),
    })

  it('of the published rota says in a sentence how far apart people are, and gives plot and table', async () => {
    const page = await rinban().open(`${year}/fairness`)
    const answer = await page.evaluate(
      async path => (await fetch(path)).json(),
      `/api/schemes/minato-locum/rosters/${thisYear}/publications/1/fairness`,
    )
    const { people, rota, inTurn } = answer as FairnessView
    const sentence = await page.getByText('いちばん多い方といちばん少ない方の差は').first().innerText()
    expect(sentence).toContain(`${Math.round(rota.spread * 100) / 100}点です。`)
    expect(sentence).toContain(
      `順番どおりに割り当てた場合は ${Math.round(inTurn.spread * 100) / 100}点です。`,
    )
    expect(await page.getByRole('img', { name: '医師ごとの負担' }).count()).toBe(1)
    for (const { name, held, personal } of people) {
      const cells = await cellsOf(page, name)
      expect(cells).toContain(held.toFixed(2))
      expect(cells).toContain(personal?.expected.toFixed(2))
    }
  })

  it('draws as long a bar as there are points', async () => {
    const page = await rinban().open(`${year}/fairness`)
    const { people } = (await page.evaluate(
      async path => (await fetch(path)).json(),
      `/api/schemes/minato-locum/rosters/${thisYear}/publications/1/fairness`,
    )) as FairnessView
    const widths =
      (await page.evaluate(`[...document.querySelectorAll('[role="img"] .row')].slice(1).map(row =>
      [...row.querySelectorAll('.bar')].reduce((sum, bar) => sum + bar.getBoundingClientRect().width, 0))`)) as number[]
    const perPoint = (widths[0] ?? 0) / (people[0]?.held ?? 1)
    expect(widths).toEqual(people.map(({ held }) => expect.closeTo(held * perPoint, -1)))
  })

  it('shows the draft and other versions by the address, so that a link shows the same', async () => {
    const page = await office(`/schemes/minato-locum/${thisYear + 1}/fairness`)
    await page.getByRole('heading', { name: '医師ごとの数字' }).waitFor()
    expect(await page.getByLabel('版').inputValue()).toBe('draft')
    await page.getByRole('link', { name: '当番表へ戻る' }).click()
    await page.getByRole('heading', { name: /の当番表$/ }).waitFor()
    expect(new URL(page.url()).search).toBe('?version=draft')
  })

  it('has nothing to show for a year without a rota', async () => {
    const page = await rinban().open(`/schemes/minato-locum/${thisYear - 2}/fairness`)
    await page.getByText('当番表がまだ作成されていない').waitFor()
  })

  it('fits on paper, upright, with every figure black on white', async () => {
    const page = await rinban().open(`${year}/fairness`)
    await page.emulateMedia({ media: 'print' })
    await page.setViewportSize({ width: 703, height: 1020 })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(703)
    expect(await page.getByRole('button', { name: '印刷する' }).isVisible()).toBe(false)
    await page.screenshot({ path: `${shots}fairness-print.png`, fullPage: true })
  })

  it('the secretariat enters what comes from a year on paper, once, however often it clicks', async () => {
    const page = await office(ledgerOfNextYear)
    await page.getByRole('button', { name: /泉 春子/ }).click()
    await page.getByLabel('これまでの負担').selectOption('fewer')
    await page.getByLabel('点数').fill('１．２５')
    await page.getByLabel('理由').fill('昨年度の紙の当番表から')
    await page.getByLabel('の年末年始').selectOption('held')
    await page.screenshot({ path: `${shots}ledger-entry-desktop.png` })
    expect(await violationsOf(page)).toEqual([])
    await page.getByRole('button', { name: '入力を確定する' }).dblclick()
    await page.getByText('繰越に入力しました。').waitFor()
    const cells = await cellsOf(page, '泉 春子')
    expect(cells).toContain('−1.25')
    expect(cells.join()).toContain('年末年始')
    await page.getByText('入力の記録（1件）').click()
    await page.getByText('昨年度の紙の当番表から').waitFor()
    await page.getByText('の年末年始を担当した').waitFor()
    await page.screenshot({ path: `${shots}ledger-history-desktop.png`, fullPage: true })
  })

  it('says by the field what is missing, and sends nothing', async () => {
    const page = await office(ledgerOfNextYear, PHONE)
    let sent = 0
    page.on('request', request => {
      if (request.method() === 'POST') sent += 1
    })
    await page.getByRole('button', { name: /青葉 一郎/ }).click()
    await page.getByLabel('点数').fill('0.1')
    await page.getByRole('button', { name: '入力を確定する' }).click()
    await page.getByText('0.25きざみで入力してください。').waitFor()
    await page.getByText('理由を入力してください').waitFor()
    expect(await page.evaluate('document.activeElement.labels[0].textContent')).toBe('点数')
    expect(sent).toBe(0)
    await page.screenshot({ path: `${shots}ledger-entry-phone.png` })
    expect(await violationsOf(page)).toEqual([])
  })

  it('the ledger fits on paper too', async () => {
    const page = await office(ledgerOfNextYear)
    await settled(page)
    await page.emulateMedia({ media: 'print' })
    await page.setViewportSize({ width: 703, height: 1020 })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(703)
    expect(await page.getByRole('button', { name: /入力する/ }).count()).toBe(0)
    await page.screenshot({ path: `${shots}ledger-print.png`, fullPage: true })
  })
})
