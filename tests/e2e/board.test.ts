import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpenDatabase, openSqlite } from '../../db/open.ts'
import { associationShownChanged } from '../../server/directory/shown-revision.service.ts'
import { signedIn } from './people.ts'
import { DESKTOP, inBrowser, settled } from './rinban.ts'

const shots = new URL('../screenshots/', import.meta.url).pathname

const TELEPHONE = { width: 390, height: 844 }
const TELEVISION = { width: 1920, height: 1080 }
const BOARD = '/associations/minato/board'
const shoot = (page: Page, name: string) => page.screenshot({ path: `${shots}board-${name}.png` })

const MINUTE = 60_000

inBrowser('the board', rinban => {
  let open: OpenDatabase
  beforeAll(() => {
    open = openSqlite(join(rinban().dataDir, 'rinban.sqlite'))
  })
  afterAll(() => open.db.destroy())

  /** A change by another process, as the secretariat's own server would make it. */
  const change = (name: string) =>
    open.db.transaction().execute(async trx => {
      await trx.updateTable('nursing_station').set({ name }).where('id', '=', 'minato-station-1').execute()
      await associationShownChanged(trx, 'minato')
    })

  /** Somebody who has a duty within the year, with its middle. */
  const aDuty = async () => {
    const duty = await open.db
      .selectFrom('duty_assignment as duty')
      .innerJoin('physician', 'physician.id', 'duty.physician_id')
      .where('duty.roster_id', 'like', 'minato-locum/%')
      .where('duty.cancelled_at', 'is', null)
      .where('duty.start_at', '>', Date.now() + 40 * 24 * 60 * MINUTE)
      .orderBy('duty.start_at')
      .select(['duty.start_at', 'duty.end_at', 'physician.id', 'physician.name'])
      .executeTakeFirstOrThrow()
    return {
      ...duty,
      middle: new Date((duty.start_at + duty.end_at) / 2 + 9 * 60 * MINUTE).toISOString().slice(0, 16),
    }
  }

  describe.each([
    ['phone', TELEPHONE],
    ['desktop', DESKTOP],
    ['television', TELEVISION],
  ])('on a %s', (screen, viewport) => {
    it('says large who is on duty and how to call, without scrolling', async () => {
      const { middle, name } = await aDuty()
      const page = await rinban().open(`${BOARD}?at=${middle}`, { viewport })
      await page.getByText(name).first().waitFor()
      await shoot(page, `night-${screen}`)
      const call = page.getByRole('link', { name: '電話をかける' }).first()
      expect(await call.getAttribute('href')).toMatch(/^tel:0\d+$/)
      const box = await call.boundingBox()
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(viewport.height)
      expect(box?.height).toBeGreaterThanOrEqual(48)
      const wider = await page.evaluate('document.documentElement.scrollWidth > innerWidth')
      expect(wider).toBe(false)
    })

    it('names the gap that an absence leaves', async () => {
      const { middle, id, name, start_at, end_at } = await aDuty()
      await open.db.transaction().execute(async trx => {
        const known = { id: 'board-test', association_id: 'minato' }
        await trx.deleteFrom('absence').where('id', '=', known.id).execute()
        await trx.deleteFrom('absence_reason').where('id', '=', known.id).execute()
        await trx
          .insertInto('absence_reason')
          .values({ ...known, label: '学会', position: 9 })
          .execute()
        const hours = { start_at, end_at, entered_at: Date.now(), on_behalf: 0 }
        await trx
          .insertInto('absence')
          .values({ ...known, ...hours, physician_id: id, reason_id: known.id, cover: 'rota' })
          .execute()
      })
      const page = await rinban().open(`${BOARD}?at=${middle}`, { viewport })
      await page.getByText(`${name} は不在です。`).waitFor()
      expect(await page.getByText('当番が空いています').count()).toBe(1)
      await shoot(page, `gap-${screen}`)
      await open.db.deleteFrom('absence').where('id', '=', 'board-test').execute()
    })
  })

  it('tells between two units that nobody is on duty at these hours', async () => {
    // A Wednesday that no holiday is near to.
    const page = await rinban().open(`${BOARD}?at=2026-06-10T10:00`, { viewport: TELEPHONE })
    await page.getByText('当番の時間ではありません').waitFor()
    await shoot(page, 'between-phone')
  })

  it('follows a change within five seconds', async () => {
    const page = await rinban().open(BOARD)
    await page.getByText('訪問看護ステーションみなと').waitFor()
    await expect.poll(() => page.getByText('自動で更新しています').count()).toBe(1)
    await page.waitForTimeout(1_000)
    const began = performance.now()
    await change('訪問看護ステーションあらた')
    await page.getByText('訪問看護ステーションあらた').waitFor()
    expect(performance.now() - began).toBeLessThan(5_000)
    await change('訪問看護ステーションみなと')
  })

  it('says how old it is when the connection is lost, never looks current after ten minutes, and recovers', async () => {
    const page = await rinban().open(BOARD, { viewport: TELEPHONE })
    await page.getByText('訪問看護ステーションみなと').waitFor()
    await page.clock.install({ time: Date.now() })
    // Chromium leaves a stream that is open alone when it plays offline.
    await page.route('**/board/events', route => route.abort())
    await page.reload()
    await page.getByText('訪問看護ステーションみなと').waitFor()
    await page.context().setOffline(true)
    await page.clock.runFor(4 * MINUTE + 10_000)
    await page.getByText(/通信が切れています。.*の情報です（4分前）/).waitFor()
    await shoot(page, 'offline-phone')
    await page.clock.runFor(7 * MINUTE)
    await page.getByText(/古い情報です。/).waitFor()
    await shoot(page, 'old-phone')
    expect(await page.getByText('自動で更新しています').count()).toBe(0)
    await page.context().setOffline(false)
    const isLive = async () => {
      await page.clock.runFor(5_000)
      return page.getByText('自動で更新しています').count()
    }
    await expect.poll(isLive, { timeout: 15_000 }).toBe(1)
  })

  it('opens without a connection with what it showed last', async () => {
    const page = await rinban().open(BOARD, { viewport: TELEPHONE })
    await page.getByText('訪問看護ステーションみなと').waitFor()
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)')
    await page.context().setOffline(true)
    await page.reload()
    await page.getByText('訪問看護ステーションみなと').waitFor()
    await page.goto(`${rinban().url}/board`)
    await page.getByText('訪問看護ステーションみなと').waitFor()
    await shoot(page, 'without-connection-phone')
  })

  it('opens with a link, which the secretariat makes, sees used and revokes', async () => {
    const office = await rinban().open('/associations/minato/board-links', {
      state: await signedIn(rinban(), 'secretariat'),
    })
    await office.getByRole('button', { name: 'リンクを作成する' }).click()
    await office.getByRole('button', { name: '作成する', exact: true }).click()
    await office.getByText('名称を入力してください。').waitFor()
    await office.getByLabel('渡す先の名称').fill('夜間コールセンター')
    await office.getByRole('button', { name: '作成する', exact: true }).click()
    const link = (await office.locator('.link').textContent()) ?? ''
    expect(link).toMatch(/\/board#[\w-]{43}$/)
    await shoot(office, 'link-made-desktop')

    const visitor = await rinban().open(link.slice(rinban().url.length), { viewport: TELEPHONE })
    await visitor.waitForURL(`**${BOARD}`)
    await visitor.getByText('訪問看護ステーションみなと').waitFor()
    expect(visitor.url()).not.toContain('#')

    await office.reload()
    await office.getByText('最後に使われた日時').waitFor()
    expect(await office.getByText('まだ使われていません').count()).toBe(0)
    await office.getByRole('button', { name: '使えなくする' }).click()
    await office.getByRole('dialog').getByRole('button', { name: '使えなくする' }).click()
    await office.getByText('リンクを使えなくしました。').waitFor()
    const again = await rinban().open(link.slice(rinban().url.length), { viewport: TELEPHONE })
    await again.getByText('このリンクは使えません').waitFor()
    await shoot(again, 'link-revoked-phone')
  })

  it('finds a physician and goes on to another hour', async () => {
    const page = await rinban().open(BOARD, { state: await signedIn(rinban(), 'coordinationCentre') })
    await page.getByText('医師を探す').click()
    await page.getByLabel('医師の名前、医療機関、地区').fill('あおば')
    await page.getByRole('button', { name: '探す', exact: true }).click()
    await page.getByText('1名が見つかりました').waitFor()
    await page.getByText('青葉 一郎（青葉内科医院').waitFor()
    await page.getByLabel('医師の名前、医療機関、地区').fill('Ｋ－１０２')
    await page.getByRole('link', { name: /担当チームの画面へ（K-102）/ }).waitFor()
    await page.getByText('別の日時の当番を見る').click()
    await page.getByLabel('日時（日本時間）').fill('2026-06-10T10:00')
    await page.getByRole('button', { name: 'この日時の当番を見る' }).click()
    await page.getByText('2026年6月10日 10:00 の当番です').waitFor()
    await shoot(page, 'other-time-desktop')
    await page.getByRole('link', { name: '今の当番に戻る' }).click()
    await page.getByText('自動で更新しています').waitFor()
    await settled(page)
  })
})
