import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { RosterPublication, RosterSummary } from '../../server/roster/roster-view.ts'
import { signedIn } from './people.ts'
import { inBrowser, PHONE, settled, thisYear } from './rinban.ts'

const shots = new URL('../screenshots/', import.meta.url).pathname
const year = `/schemes/minato-locum/${thisYear}`
const focused = (page: Page) => page.evaluate<string>('document.activeElement.textContent.trim()')

inBrowser('a physician', rinban => {
  const read = async <View>(path: string): Promise<View> =>
    (
      await fetch(`${rinban().url}/api/schemes/minato-locum/rosters/${thisYear}${path}`)
    ).json() as Promise<View>

  it('sees at once who is on duty now, whatever the time zone of the phone', async () => {
    const { units } = await read<RosterPublication>('/publications/1')
    const { members } = await read<RosterSummary>('')
    const unit = units[10]
    const holder = members.find(({ id }) => id === unit?.assignments[0]?.physician)
    if (!unit || !holder) throw new Error('the invented district has no tenth unit')

    const during = await rinban().open(year, { viewport: PHONE, at: new Date(unit.start) })
    const current = during.locator('.current')
    await current.getByRole('heading', { name: 'ただいま当番' }).waitFor()
    expect(await current.locator('a').first().getAttribute('href')).toBe(
      `tel:${holder.phone.replaceAll('-', '')}`,
    )
    expect(await current.textContent()).toContain(holder.name)
    await during.screenshot({ path: `${shots}on-duty-now-phone.png` })
    const row = during.locator('tr', { hasText: 'ただいま当番' })
    await row.scrollIntoViewIfNeeded()
    await during.screenshot({ path: `${shots}row-of-now-phone.png` })

    const before = await rinban().open(year, { at: new Date(Date.parse(unit.start) - 60_000) })
    await before.getByRole('heading', { name: '次の当番' }).waitFor()
    expect(await before.locator('tr', { hasText: '次の当番' }).textContent()).toContain(holder.name)
  })

  it('shows only the own duties, and finds them again by the same address', async () => {
    const page = await rinban().open(year)
    const { members } = await read<RosterSummary>('')
    const [own] = members
    await page.getByLabel('医師を選ぶ').selectOption(own?.name ?? '')
    await page.getByText(`${own?.name} 医師の当番`).waitFor()
    const rows = page.locator('section table:has(th:text("当番日")) tbody tr')
    const count = await rows.count()
    expect(count).toBeGreaterThan(3)
    expect(await rows.filter({ hasText: own?.name ?? '' }).count()).toBe(count)
    await page.reload()
    await page.getByText(`${own?.name} 医師の当番：${count}回`).waitFor()
  })

  it('goes through the pages with the keyboard alone', async () => {
    const page = await rinban().open('/')
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('本文へ進む')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await focused(page)).toContain('今夜の当番')
    await page.keyboard.press('Tab')
    expect(await focused(page)).toContain('年度')
    // Last year's comes first.
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL(`**${year}`)
    expect(await focused(page)).toContain('の当番表')
    await settled(page)
    expect(await page.title()).toContain('みなとネット')

    await page.goBack()
    expect(await focused(page)).toBe('地区の一覧')
    expect(await page.title()).toBe('地区の一覧｜輪番')
  })

  it('publishes nothing by accident: the dialog begins at やめる and gives the focus back', async () => {
    const state = await signedIn(rinban(), 'secretariat')
    const page = await rinban().open(`/schemes/minato-locum/${thisYear + 1}/publish`, { state })
    const publish = page.getByRole('button', { name: 'この下書きを公開する' })
    await publish.focus()
    await page.keyboard.press('Enter')
    expect(await focused(page)).toBe('やめる')
    await page.keyboard.press('Enter')
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(await focused(page)).toBe('この下書きを公開する')
  })

  it('reads in English when asked, also the next time', async () => {
    const page = await rinban().open('/')
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'Districts' }).waitFor()
    expect(await page.evaluate('document.documentElement.lang')).toBe('en')
    await page.goto(`${rinban().url}${year}`)
    await page.getByText('This is the rota in force.').waitFor()
    await page.getByRole('button', { name: '日本語' }).click()
    await page.getByText('公開中の当番表です。').waitFor()
  })

  it('prints on A4 with the version on each page, and without anything to press', async () => {
    const page = await rinban().open(`${year}?layout=year`)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('button:visible, select:visible, nav:visible').count()).toBe(0)
    const header = await page.evaluate<string>(
      "getComputedStyle(document.documentElement).getPropertyValue('--print-header')",
    )
    expect(header).toMatch(/みなとネット　令和\d+年度　第1版（\d+年\d+月\d+日 \d\d:\d\d 公開）/)
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(2)
    const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf)?.map(Number) ?? []
    expect([Math.round(width ?? 0), Math.round(height ?? 0)]).toEqual([595, 842])
  })
})
