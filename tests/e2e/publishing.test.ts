import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { openSqlite } from '../../db/open.ts'
import { addDays } from '../../server/time/local-day.ts'
import { localDayOf } from '../../server/time/tokyo.ts'
import { somethingNew } from '../setup/draft-news.ts'
import { signedIn } from './people.ts'
import { DESKTOP, inBrowser, PHONE, settled, thisYear } from './rinban.ts'

const shots = new URL('../screenshots/', import.meta.url).pathname
const MINATO = 'minato-locum'
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const says = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()
const check = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

inBrowser('the gate', rinban => {
  const open = async (path: string, viewport: typeof PHONE = DESKTOP) => {
    const role = path.includes('ward-kita') ? 'jimukyoku@ward-kita.example' : 'secretariat'
    return rinban().open(path, { viewport, state: await signedIn(rinban(), role) })
  }
  const shoot = async (page: Page, name: string) => {
    await settled(page)
    await page.screenshot({ path: `${shots}${name}.png`, fullPage: true })
  }
  const inDatabase = async (change: (db: ReturnType<typeof openSqlite>['db']) => Promise<unknown>) => {
    const { db } = openSqlite(join(rinban().dataDir, 'rinban.sqlite'))
    await change(db)
    await db.destroy()
  }
  it('shows what is met, and publishes after a last question', async () => {
    const page = await open(`/schemes/${MINATO}/${thisYear + 1}`)
    await button(page, '公開の確認へ進む').click()
    await says(page, '公開できます。')
    await check(page, '訪問看護の24時間連携').getByText('満たしています').waitFor()
    await check(page, '当番のない時間').getByText('確認しません').waitFor()
    await shoot(page, 'gate-open-desktop')
    await page.setViewportSize(PHONE)
    await shoot(page, 'gate-open-phone')

    await button(page, 'この下書きを公開する').click()
    await page.getByRole('dialog', { name: '第1版として公開しますか' }).waitFor()
    await page.screenshot({ path: `${shots}gate-confirm-phone.png` })
    await button(page, 'やめる').click()
    expect(await page.getByRole('dialog').count()).toBe(0)
    await button(page, 'この下書きを公開する').click()
    await page.getByRole('dialog').getByRole('button', { name: '公開する' }).click()
    await says(page, '第1版を公開しました。')
    await page.getByRole('link', { name: '公開した当番表を見る' }).click()
    await says(page, '公開中の当番表です。')
  })

  it('stays closed while hours have no station, and leads to where that is mended', async () => {
    const year = thisYear + 1
    await inDatabase(db =>
      db
        .updateTable('nurse_link')
        .set({ to_day: `${year}-06-30` })
        .where('target_id', '=', 'ward-kita-locum')
        .execute(),
    )
    const page = await open(`/schemes/ward-kita-locum/${year}/publish`)
    await says(page, '「要対応」の項目を直すと、公開できます。')
    const nurses = check(page, '訪問看護の24時間連携')
    await nurses.getByText('要対応').waitFor()
    await nurses
      .getByText(/連携のない時間：/)
      .first()
      .waitFor()
    await nurses
      .getByText(/^ほか\d+件$/)
      .first()
      .waitFor()
    expect(await button(page, 'この下書きを公開する').count()).toBe(0)
    await shoot(page, 'gate-closed-desktop')
    await page.setViewportSize(PHONE)
    await shoot(page, 'gate-closed-phone')
    await nurses.getByRole('link', { name: 'ステーションの画面で直す' }).click()
    await page.waitForURL(/\/associations\/ward-kita\/stations/)
  })

  it('leads to the very duty of the draft that is to be mended', async () => {
    const id = `ward-kita-locum/${thisYear}`
    await inDatabase(async db => {
      const duty = await db
        .selectFrom('draft_assignment')
        .where('roster_id', '=', id)
        .where('start_at', '>', Date.now())
        .select(['unit_id'])
        .orderBy('start_at')
        .limit(1)
        .executeTakeFirstOrThrow()
      await db.deleteFrom('draft_assignment').where('unit_id', '=', duty.unit_id).execute()
    })
    const page = await open(`/schemes/${id}/publish`)
    await check(page, '担当者').getByText('代診医の担当がいません。').waitFor()
    await check(page, '担当者').getByRole('link', { name: '下書きの表で直す' }).click()
    await page.waitForURL(/\/edit\?unit=/)
    await says(page, /を選ぶ|候補|未定/)
    await shoot(page, 'gate-to-duty-desktop')
  })

  it('wants a waiver with reason, name and last day, and keeps it over a draft that changed meanwhile', async () => {
    await inDatabase(db =>
      db.updateTable('scheme_member').set({ min_units: 6 }).where('scheme_id', '=', MINATO).execute(),
    )
    const unchanged = await open(`/schemes/${MINATO}/${thisYear}/publish`)
    await says(unchanged, 'この下書きは、公開中の当番表と同じ内容です。公開する必要はありません。')
    expect(await button(unchanged, 'この下書きを公開する').count()).toBe(0)
    await inDatabase(db =>
      db
        .updateTable('roster')
        .set({ drafted_at: Date.now() })
        .where('id', '=', `${MINATO}/${thisYear}`)
        .execute(),
    )
    const rota = await open(`/schemes/${MINATO}/${thisYear}`)
    await says(rota, '公開中の当番表です。')
    expect(await rota.getByText('公開していない下書きがあります。').count()).toBe(0)
    await rota.goto(`${rinban().url}/schemes/${MINATO}/${thisYear}?version=draft`)
    await says(rota, 'この下書きは、公開中の当番表と同じ内容です。公開する必要はありません。')
    expect(await button(rota, '公開の確認へ進む').count()).toBe(0)
    await inDatabase(db => somethingNew({ db }, `${MINATO}/${thisYear}`))
    await rota.reload()
    await button(rota, '公開の確認へ進む').waitFor()
    const page = await open(`/schemes/${MINATO}/${thisYear}/publish`)
    await says(page, /「免除が必要」の項目は/)
    await says(page, '1名の当番が変わります。')
    const limits = check(page, '回数の上限・下限')
    await limits.getByText('免除が必要').waitFor()
    await button(page, 'この下書きを公開する').click()
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(await limits.locator('[aria-invalid="true"]').count()).toBe(3)
    await shoot(page, 'gate-waiver-missing-desktop')

    await limits.getByLabel('免除する理由').fill('休診')
    await limits.getByText('5文字以上で記入してください。', { exact: true }).waitFor()
    await limits.getByLabel('免除する理由').fill('当番の数が少なく下限に届かないため')
    await limits.getByLabel('署名（氏名）').fill('見本 事子')
    await limits.getByLabel('免除の期限').fill(addDays(localDayOf(Date.now()), 90))
    await limits.getByText('記入しました').waitFor()
    await page.setViewportSize(PHONE)
    await shoot(page, 'gate-waiver-phone')

    await inDatabase(db =>
      db
        .updateTable('roster')
        .set(eb => ({ revision: eb('revision', '+', 1) }))
        .where('id', '=', `${MINATO}/${thisYear}`)
        .execute(),
    )
    const publish = async () => {
      await button(page, 'この下書きを公開する').click()
      await page.getByRole('dialog').getByText('「回数の上限・下限」を免除して公開します。').waitFor()
      await page.getByRole('dialog').getByRole('button', { name: '公開する' }).click()
    }
    await publish()
    await says(page, '記入した免除は残っています。')
    expect(await limits.getByLabel('署名（氏名）').inputValue()).toBe('見本 事子')
    await shoot(page, 'gate-stale-phone')
    await publish()
    await says(page, '第2版を公開しました。')
  })

  it('is made stricter or softer by the secretariat, but never so that two duties at once pass', async () => {
    const page = await open(`/schemes/${MINATO}/gate-settings`)
    const group = page.getByRole('group', { name: '訪問看護の24時間連携' })
    await group.getByLabel('免除すれば公開できる').check()
    await shoot(page, 'gate-settings-desktop')
    await button(page, '設定を保存する').click()
    await says(page, '設定を保存しました。')
    expect(await page.getByRole('group', { name: '当番の重なり' }).getByRole('radio').count()).toBe(0)
    await page.setViewportSize(PHONE)
    await page.reload()
    await settled(page)
    expect(await group.getByLabel('免除すれば公開できる').isChecked()).toBe(true)
    await shoot(page, 'gate-settings-phone')
    await group.getByLabel('満たすまで公開しない').check()
    await button(page, '設定を保存する').click()
    await says(page, '設定を保存しました。')
  })
})
