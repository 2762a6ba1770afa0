import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { type Db, openSqlite } from '../../db/open.ts'
import { addNightScheme, NIGHTS } from '../setup/night-scheme.ts'
import { newPerson, signedIn, signIn } from './people.ts'
import { DESKTOP, inBrowser, PHONE, settled, thisYear } from './rinban.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const shots = new URL('../screenshots/', import.meta.url).pathname
const button = (page: Page, name: string) => page.getByRole('button', { name })
/** A busy machine takes its time to find a first rota of every night. */
const says = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor({ timeout: 40_000 })
/** A score is there, and with it a first rota. */
const found = (page: Page) =>
  page
    .getByRole('region', { name: '当番表の作成と公開' })
    .getByText(/^\d+\.\d$/)
    .first()
    .waitFor({ timeout: 40_000 })
const shot = async (page: Page, name: string) =>
  page.screenshot({
    path: `${shots}${name}.png`,
    fullPage: true,
    clip: { x: 0, y: 0, width: page.viewportSize()?.width ?? 0, height: 1_800 },
  })

/** It fits the screen and breaks no rule of accessibility. */
async function isFit(page: Page): Promise<void> {
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(page.viewportSize()?.width)
  await page.evaluate(axe)
  const violations = await page.evaluate(`axe
    .run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(node => id + ' ' + node.html)))`)
  expect(violations).toEqual([])
}

const PROVEN = 'これより公平な当番表はないことを確認しました（証明済み）'
const nights = `/schemes/${NIGHTS}/${thisYear + 1}`

/** Counts what is asked of the server to be changed. */
function changesOn(page: Page): () => number {
  let changes = 0
  page.on('request', request => {
    if (request.method() === 'POST') changes += 1
  })
  return () => changes
}

inBrowser('the search for the best rota', rinban => {
  beforeAll(async () => {
    const { db } = openSqlite(join(rinban().dataDir, 'rinban.sqlite'))
    await addNightScheme(db)
    await db.destroy()
  })

  const open = async (path: string, viewport = DESKTOP) => {
    const role = path.includes('ward-kita') ? 'jimukyoku@ward-kita.example' : 'secretariat'
    return rinban().open(path, { state: await signedIn(rinban(), role), viewport })
  }

  it('makes a rota, proves that there is no fairer one, and says by which input', async () => {
    const page = await open(`/schemes/ward-kita-locum/${thisYear + 2}`)
    const changes = changesOn(page)
    await button(page, '当番表を作成する').dblclick()
    await says(page, '下書きを作成しました。')
    expect(changes()).toBe(1)
    await says(page, PROVEN)
    await page.getByText('詳しく', { exact: true }).click()
    await says(page, /^[0-9a-f]{12}$/)
    await says(page, /^(同じ|別の)当番表になる?/)
    await shot(page, 'search-proven-desktop')
    await isFit(page)
    await page.reload()
    await settled(page)
    await says(page, PROVEN)
  })

  it('shows how it stands, to another clerk and after a reload too, and stops with the best so far', async () => {
    const page = await open(nights)
    await page.getByText('詳しい設定').click()
    await page.getByLabel('作成にかける時間（秒）').fill('0')
    await says(page, '1から600までの数字を入力してください。')
    const changes = changesOn(page)
    await button(page, '当番表を作成する').click()
    expect(changes()).toBe(0)
    await page.getByLabel('作成にかける時間（秒）').fill('600')
    await shot(page, 'search-settings-desktop')
    await isFit(page)
    await button(page, '当番表を作成する').click()
    await says(page, '当番表を作成しています')
    await found(page)
    await says(page, /^[2-9]\d*秒経過（最長 600秒）$/)
    expect(await page.getByRole('progressbar').getAttribute('max')).toBe('600')
    await shot(page, 'search-running-desktop')
    await page.reload()
    await says(page, '当番表を作成しています')

    const colleague = await newPerson(rinban(), { name: '見本 次子' })
    const other = await rinban().open(`/sign-in?to=${nights}`, { viewport: PHONE })
    await signIn(other, colleague)
    await says(other, '見本 事子 さんが当番表を作成しています')
    await says(other, /秒経過（最長 600秒）$/)
    await shot(other, 'search-of-another-phone')
    await isFit(other)
    await button(other, 'ここまでの案で止める').click()
    const told = performance.now()
    await says(page, '途中で止めたときの案です。')
    expect(performance.now() - told).toBeLessThan(5_000)
    await says(page, '下書きを作成しました。')
    await says(other, '途中で止めたときの案です。')
    await shot(page, 'search-stopped-desktop')
    await shot(other, 'search-stopped-phone')
  }, 150_000)

  it('offers the result when the draft was changed meanwhile', async () => {
    const page = await open(nights)
    await button(page, '下書きを作り直す').click()
    await page.getByRole('dialog').getByRole('button', { name: '作り直す' }).click()
    await found(page)
    const { db } = openSqlite(join(rinban().dataDir, 'rinban.sqlite'))
    await db
      .updateTable('roster')
      .set(eb => ({ revision: eb('revision', '+', 1) }))
      .where('id', '=', `${NIGHTS}/${thisYear + 1}`)
      .execute()
    await db.destroy()
    await button(page, 'ここまでの案で止める').click()
    await says(page, '当番表ができましたが、まだ下書きになっていません')
    await shot(page, 'search-offer-desktop')
    await button(page, 'この結果を下書きにする').click()
    await says(page, '下書きを作成しました。')
    expect(await page.getByText('まだ下書きになっていません').count()).toBe(0)
  })

  it('leaves whoever has gone to another page alone, whatever is answered then', async () => {
    const page = await open(nights)
    const runs = `**/rosters/${thisYear + 1}/runs`
    await page.route(runs, async route => {
      await setTimeout(700)
      await route.continue()
    })
    const answered = page.waitForResponse(runs)
    await button(page, '下書きを作り直す').click()
    await page.getByRole('dialog').getByRole('button', { name: '作り直す' }).click()
    await says(page, '作成を始めています…')
    await page.getByRole('link', { name: '地区の一覧へ戻る' }).click()
    await page.getByRole('heading', { level: 1 }).waitFor()
    let looks = 0
    page.on('request', request => {
      if (request.url().endsWith('/runs/current')) looks += 1
    })
    expect((await answered).status()).toBe(200)
    await setTimeout(1_500)
    expect([looks, new URL(page.url()).pathname]).toEqual([0, '/'])
    await page.goBack()
    await button(page, 'ここまでの案で止める').click()
    await says(page, '下書きを作成しました。')
  })

  it('says why what it has found can no longer be the draft', async () => {
    const page = await open(nights)
    const inDatabase = async (change: (db: Db) => Promise<unknown>) => {
      const { db } = openSqlite(join(rinban().dataDir, 'rinban.sqlite'))
      await change(db)
      await db.destroy()
    }
    const leaves = (day: string | null) => (db: Db) =>
      db
        .updateTable('scheme_member')
        .set({ left_on: day })
        .where('scheme_id', '=', NIGHTS)
        .where('physician_id', '=', 'minato-physician-3')
        .execute()
    await button(page, '下書きを作り直す').click()
    await page.getByRole('dialog').getByRole('button', { name: '作り直す' }).click()
    await found(page)
    await inDatabase(leaves(`${thisYear + 1}-04-30`))
    await button(page, 'ここまでの案で止める').click()
    await says(page, 'この結果は、もう下書きにできません')
    await says(page, /^作成しているあいだに、参加する医師、当番の日、始まった当番のいずれかが変わりました。$/)
    await shot(page, 'search-outdated-desktop')
    await inDatabase(db =>
      db
        .updateTable('roster')
        .set(eb => ({ revision: eb('revision', '+', 1) }))
        .where('id', '=', `${NIGHTS}/${thisYear + 1}`)
        .execute(),
    )
    await page.setViewportSize(PHONE)
    await page.reload()
    await button(page, 'この結果を下書きにする').click()
    await says(page, /医師は、受け持つ予定の日に参加していません。$/)
    expect(await button(page, 'この結果を下書きにする').count()).toBe(0)
    await shot(page, 'search-outdated-phone')
    await isFit(page)
    await inDatabase(leaves(null))
  })

  it('says why there is no rota, and takes a way out', async () => {
    // Nobody has entered the days between the years yet: fewer duties than the minima of all fourteen.
    const page = await open(`/schemes/minato-locum/${thisYear + 2}`, PHONE)
    await button(page, '当番表を作成する').click()
    await says(page, '条件をすべて守る当番表はありません')
    await says(page, /下限の回数を合わせると70回/)
    await page.getByRole('heading', { name: '案1' }).waitFor()
    await says(page, /医師の当番を、下限の5回より少ない4回にする/)
    await shot(page, 'search-impossible-phone')
    await isFit(page)
    await page.setViewportSize(DESKTOP)
    await shot(page, 'search-impossible-desktop')
    await button(page, 'この案を下書きにする').first().click()
    await says(page, '条件の一部をゆるめた案を下書きにしました。')
    expect(await page.getByText('条件をすべて守る当番表はありません').count()).toBe(0)
    await says(page, /4回で、下限の5回に届きません/)
    await shot(page, 'search-remedy-desktop')
  })
})
