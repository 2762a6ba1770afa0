import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { signedIn } from './people.ts'
import { DESKTOP, inBrowser, PHONE, settled, thisYear } from './rinban.ts'

const shots = new URL('../screenshots/', import.meta.url).pathname
const SETTINGS = '/associations/minato/settings'

inBrowser('groups of clinics and calendar files', rinban => {
  it('the secretariat makes a group, changes it and takes it away', async () => {
    const state = await signedIn(rinban(), 'secretariat')
    const page = await rinban().open(SETTINGS, { state, viewport: PHONE })
    await page.getByRole('button', { name: 'グループを追加する' }).click()
    const dialog = page.getByRole('dialog', { name: 'グループを追加する' })
    await dialog.getByRole('button', { name: '保存する' }).click()
    await dialog.getByText('診療所を1か所以上選んでください。').waitFor()
    await dialog.getByLabel('グループの名称').fill('港の三医院')
    await dialog.getByLabel('青葉内科医院（浜町）').check()
    await dialog.getByLabel('梅田医院（港町）').check()
    await page.screenshot({ path: `${shots}clinic-group-phone.png` })
    await dialog.getByRole('button', { name: '保存する' }).click()
    const row = page.getByRole('listitem').filter({ hasText: '港の三医院' })
    await row.getByText('梅田医院').waitFor()
    await page.setViewportSize(DESKTOP)
    await row.scrollIntoViewIfNeeded()
    await settled(page)
    await page.screenshot({ path: `${shots}clinic-groups-desktop.png` })

    await row.getByRole('button', { name: '変更する' }).click()
    await page.getByRole('button', { name: 'グループを削除する' }).click()
    await page.getByText('当番表は変わりません。').waitFor()
    await page.getByRole('button', { name: 'グループを削除する' }).click()
    await row.waitFor({ state: 'detached' })
  })

  it('a physician’s own list gives each duty to come as a file for the calendar', async () => {
    const path = `/schemes/minato-locum/${thisYear}?physician=minato-physician-1`
    const page = await rinban().open(path, { viewport: PHONE })
    const link = page.getByRole('link', { name: /の当番をカレンダーに入れる$/ }).first()
    await link.scrollIntoViewIfNeeded()
    await settled(page)
    await page.screenshot({ path: `${shots}duty-file-phone.png` })
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    expect(download.suggestedFilename()).toMatch(/^輪番_みなとネット_.+\.ics$/)
    expect(readFileSync(await download.path(), 'utf8')).toMatch(/^BEGIN:VCALENDAR\r\n.*METHOD:PUBLISH/s)
  })
})
