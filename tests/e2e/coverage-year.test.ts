import { expect, it } from 'vitest'
import { signedIn } from './people.ts'
import { DESKTOP, inBrowser, PHONE, thisYear } from './rinban.ts'

const shots = new URL('../screenshots/', import.meta.url).pathname

inBrowser('how the days of a year are covered', rinban => {
  it('is seen at a glance, with each gap, on a phone and on a desk', async () => {
    const state = await signedIn(rinban(), 'secretariat')
    for (const [device, viewport] of [
      ['phone', PHONE],
      ['desktop', DESKTOP],
    ] as const) {
      const page = await rinban().open('/associations/minato/coverage', { viewport, state })
      await page.getByRole('heading', { level: 1, name: /年度）の体制$/ }).waitFor()
      await page.getByText(/^これから担当がいない時間 \d+件$/).waitFor()
      await page.screenshot({ path: `${shots}coverage-${device}.png`, fullPage: true })
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width)
    }
  })

  it('of the next year says that its rota is not published yet', async () => {
    const state = await signedIn(rinban(), 'secretariat')
    const page = await rinban().open(`/associations/minato/coverage?year=${thisYear + 2}`, { state })
    await page.getByText('この年度の当番表はまだ公開されていません。').waitFor()
    await page.getByRole('navigation', { name: 'ほかの年度' }).getByRole('link').first().click()
    await page.waitForURL(`**/coverage?year=${thisYear + 1}`)
  })
})
