import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { signedIn } from './people.ts'
import { DESKTOP, inBrowser, PHONE, settled } from './rinban.ts'

const shots = new URL('../screenshots/', import.meta.url).pathname
const CALLS = '/associations/minato/calls'

inBrowser('the call log', rinban => {
  const open = async (viewport: typeof PHONE, query = '') =>
    rinban().open(`${CALLS}${query}`, { state: await signedIn(rinban(), 'coordinationCentre'), viewport })
  const shoot = async (page: Page, name: string) => {
    await settled(page)
    await page.screenshot({ path: `${shots}${name}.png`, fullPage: true })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(page.viewportSize()?.width)
  }
  const openCalls = (page: Page) => page.getByRole('region', { name: /^対応中の電話/ }).getByRole('listitem')
  const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first().click()

  it('is kept with one hand: received, from whom, about whom, to whom, who answered, what came of it', async () => {
    const page = await open(PHONE)
    await shoot(page, 'calls-phone')
    const before = await page.getByText('対応中', { exact: true }).count()
    await page.getByRole('button', { name: '電話を受けた' }).dblclick()
    await page.getByRole('button', { name: /^記録をたたむ/ }).waitFor()
    await settled(page)
    expect(await page.getByText('対応中', { exact: true }).count()).toBe(before + 1)
    await page.getByText('ただいまの当番から選べます。').waitFor()
    await shoot(page, 'call-received-phone')

    await press(page, '家族')
    await page.getByLabel('患者コード（分かるとき）').fill('山田')
    await press(page, '記録する')
    await page.getByText('イニシャル（英字）、ハイフン、番号の順に入力してください。').waitFor()
    await page.getByLabel('患者コード（分かるとき）').fill('ｋ－１０２')
    await press(page, '記録する')
    await page.getByText('登録のある患者です。').waitFor()
    await page.getByText('青葉 一郎 医師').waitFor()
    await press(page, /^つないだ\s*（青葉 一郎）/)
    await press(page, /^応答あり\s*（青葉 一郎）/)
    await press(page, '往診')
    await page.getByText('✓ 応答あり').waitFor()
    await shoot(page, 'call-entered-phone')
    await page.setViewportSize(DESKTOP)
    await shoot(page, 'call-entered-desktop')
    await press(page, 'この電話を終了する')
    const closed = page.getByRole('region', { name: '終了した電話' })
    await closed.getByText('青葉 一郎').first().waitFor()
    await settled(page)
    expect(await page.getByText('対応中', { exact: true }).count()).toBe(before)
    expect(new URL(page.url()).search).toBe('')
  })

  it('corrects a closed call, and says which time cannot be', async () => {
    const page = await open(DESKTOP)
    await page.getByRole('button', { name: '電話を受けた' }).click()
    await page.getByRole('button', { name: 'この電話を終了する' }).click()
    const closed = page.getByRole('region', { name: '終了した電話' })
    await closed
      .getByRole('button', { name: /^記録を開く/ })
      .first()
      .click()
    await page.getByText('時刻を直す・取り消す').click()
    await page.getByLabel('電話を受けた日時').fill('2099-01-01T03:00')
    await press(page, '時刻を保存する')
    await page.getByText('前の時刻より後で、今より前の日時にしてください。').first().waitFor()
    await shoot(page, 'call-corrected-desktop')
    await press(page, '対応中に戻す')
    await page.getByRole('button', { name: 'この電話を終了する' }).waitFor()
  })

  it('tells the second of two phones that another was quicker, and shows what it did', async () => {
    const [one, other] = [await open(PHONE), await open(PHONE)]
    for (const page of [one, other]) {
      await page
        .getByRole('button', { name: /^記録を開く/ })
        .first()
        .click()
      await settled(page)
    }
    await press(one, '病院')
    await one.getByRole('button', { name: '病院', pressed: true }).waitFor()
    await press(other, '医師')
    await other.getByText('ほかの方が先に変更しました。').waitFor()
    await other.getByRole('button', { name: '病院', pressed: true }).waitFor()
    await shoot(other, 'call-stale-phone')
  })

  it('of another day, without the button; the numbers of the month are printed alone', async () => {
    const page = await open(DESKTOP, '?day=2026-04-01')
    await page.getByText('この日の電話の記録はありません。').waitFor()
    expect(await page.getByRole('button', { name: '電話を受けた' }).count()).toBe(0)
    await page.getByRole('link', { name: '今日の記録に戻る' }).click()
    await page.getByRole('button', { name: '電話を受けた' }).waitFor()
    await shoot(page, 'calls-desktop')
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByText('K-102').filter({ visible: true }).count()).toBe(0)
    expect(await page.getByRole('table').filter({ visible: true }).count()).toBe(2)
    await page.screenshot({ path: `${shots}calls-print.png`, fullPage: true })
    expect(await openCalls(page).filter({ visible: true }).count()).toBe(0)
  })
})
