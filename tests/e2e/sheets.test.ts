import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { Role } from '../../server/identity/role.ts'
import { signedIn } from './people.ts'
import { DESKTOP, inBrowser, PHONE, settled, thisYear } from './rinban.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const shots = new URL('../screenshots/', import.meta.url).pathname
const YEAR = `/schemes/minato-locum/${thisYear}`
const JUNE = `${thisYear}-06`

const sheets = {
  year: '年間当番表',
  month: '月間当番表',
  own: '先生別当番一覧',
  contacts: '夜間連絡先一覧',
  family: '往診担当医・訪問看護担当 一覧',
} as const

async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(`axe
    .run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(node => id + ' ' + node.html)))`)
}

inBrowser('the sheets to print', rinban => {
  const open = async (role: Role, query = '', viewport = DESKTOP) =>
    rinban().open(`${YEAR}/sheets${query}`, { state: await signedIn(rinban(), role), viewport })

  it('are found from the year, chosen by sheet, month and clinic, and the address leads back', async () => {
    const page = await rinban().open(YEAR, { state: await signedIn(rinban(), 'secretariat') })
    await page.getByRole('link', { name: '印刷・PDF' }).click()
    await page.getByRole('heading', { name: sheets.year, exact: true }).waitFor()
    await page.getByLabel('印刷する表').selectOption('family')
    await page.getByLabel('月', { exact: true }).selectOption(JUNE)
    await page.getByLabel('医療機関').selectOption('minato-physician-2')
    await page.getByLabel('年の書き方').selectOption('reiwa')
    await page.getByText(`令和${thisYear - 2018}年6月　泉クリニック`).waitFor()
    await settled(page)
    await page.reload()
    await page.getByText(`令和${thisYear - 2018}年6月　泉クリニック`).waitFor()
  })

  it.each(Object.entries(sheets))(
    '%s fits phone and desktop, and breaks no rule of accessibility',
    async (kind, title) => {
      for (const [device, viewport] of [
        ['phone', PHONE],
        ['desktop', DESKTOP],
      ] as const) {
        const page = await open('secretariat', `?sheet=${kind}&month=${JUNE}`, viewport)
        await page.getByRole('heading', { name: title, exact: true }).waitFor()
        await page.screenshot({ path: `${shots}sheet-${kind}-${device}.png`, fullPage: true })
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width)
        expect(await violationsOf(page)).toEqual([])
      }
    },
  )

  it.each(Object.keys(sheets))('%s prints on one A4 page, black, in 10 points and more', async kind => {
    const page = await open('secretariat', `?sheet=${kind}&month=${JUNE}`)
    await page.locator('article').waitFor()
    await page.emulateMedia({ media: 'print' })
    const pdf = await page.pdf({ preferCSSPageSize: true, path: `${shots}sheet-${kind}-print.pdf` })
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
    expect(await page.locator('main button:visible, main select:visible, main nav:visible').count()).toBe(0)
    const sizes = await page.evaluate<number[]>(`[...document.querySelectorAll('article *')]
      .filter(element => element.checkVisibility() && [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
      .map(element => parseFloat(getComputedStyle(element).fontSize) * 0.75)`)
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(9.99)
  })

  it('open as a PDF with the same names', async () => {
    const page = await open('secretariat', `?sheet=month&month=${JUNE}`)
    const link = page.getByRole('link', { name: 'PDFを開く' })
    expect(await link.getAttribute('target')).toBe('_blank')
    const href = await link.getAttribute('href')
    const answer = await page.evaluate(async path => {
      const response = await fetch(path)
      return { type: response.headers.get('content-type'), size: (await response.arrayBuffer()).byteLength }
    }, href ?? '')
    expect(answer.type).toBe('application/pdf')
    expect(answer.size).toBeGreaterThan(10_000)
  })

  it.each([
    ['physician', ['year', 'month', 'own', 'family']],
    ['nursingStation', ['year', 'month', 'contacts']],
    ['coordinationCentre', ['year', 'month', 'contacts']],
  ] as const)('a %s is offered what is for them', async (role, kinds) => {
    const page = await open(role)
    const options = page.getByLabel('印刷する表').locator('option')
    expect(await options.evaluateAll(all => all.map(option => option.getAttribute('value')))).toEqual(kinds)
  })

  it('there are none while nothing is published', async () => {
    const page = await rinban().open(`/schemes/minato-locum/${thisYear + 1}/sheets`, {
      state: await signedIn(rinban(), 'secretariat'),
    })
    await page.getByText('公開中の当番表がないため').waitFor()
  })
})
