import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openSqlite } from '../../db/open.ts'
import { signedIn } from './people.ts'
import { DESKTOP, inBrowser, PHONE, thisYear } from './rinban.ts'

const shots = new URL('../screenshots/', import.meta.url).pathname
const ROSTER = `/schemes/minato-locum/${thisYear}`
const TITLE = '訪問看護の連携が切れている当番があります'

inBrowser('a nurse link that ends after the publication', rinban => {
  it('is told to the secretariat on the rota, with the days and the way to mend it, and to nobody else', async () => {
    const { db } = openSqlite(join(rinban().dataDir, 'rinban.sqlite'))
    await db
      .updateTable('nurse_link')
      .set({ to_day: `${thisYear}-05-31` })
      .execute()
    await db.destroy()
    const state = await signedIn(rinban(), 'secretariat')
    for (const [device, viewport] of [
      ['phone', PHONE],
      ['desktop', DESKTOP],
    ] as const) {
      const page = await rinban().open(ROSTER, { viewport, state })
      await page.getByText(TITLE).waitFor()
      await page.evaluate('window.scrollTo(0, 640)')
      await page.screenshot({ path: `${shots}lost-links-${device}.png` })
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width)
    }
    const page = await rinban().open(ROSTER, { state })
    await page.getByRole('link', { name: '訪問看護の画面で確認する' }).click()
    await page.waitForURL('**/associations/minato/stations')

    const anybody = await rinban().open(ROSTER)
    await anybody.getByRole('heading', { level: 1 }).waitFor()
    expect(await anybody.getByText(TITLE).count()).toBe(0)
  })
})
