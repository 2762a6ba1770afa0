import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { addDays } from '../../server/time/local-day.ts'
import { localDayOf } from '../../server/time/tokyo.ts'
import { signedIn } from './people.ts'
import { DESKTOP, inBrowser, PHONE, type Rinban, settled } from './rinban.ts'

const STATIONS = '/associations/minato/stations'
const CONTACTS = '/associations/minato/contacts'
const KAMOME = `${STATIONS}/minato-station-2`
const LIGHTHOUSE = `${STATIONS}/minato-station-3`
const shots = new URL('../screenshots/', import.meta.url).pathname
const today = localDayOf(Date.now())

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })
const says = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()
const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })
const bad = (page: Page) => page.locator('[aria-invalid="true"]')
const shot = (page: Page, name: string) => page.screenshot({ path: `${shots}${name}.png`, fullPage: true })

const opener =
  (rinban: () => Rinban) =>
  async (
    path: string,
    given: { who?: 'secretariat' | 'nursingStation' | 'observer'; viewport?: typeof PHONE } = {},
  ) =>
    rinban().open(path, {
      state: await signedIn(rinban(), given.who ?? 'secretariat'),
      ...(given.viewport ? { viewport: given.viewport } : {}),
    })

inBrowser('the stations of an association', rinban => {
  const open = opener(rinban)

  it('stand in a table that says in words how each link stands, on the screen and on paper', async () => {
    const page = await open(STATIONS)
    const row = rowOf(page, '訪問看護ステーションみなと').first()
    expect(await row.textContent()).toMatch(/有効.*毎日24時間/s)
    expect(await rowOf(page, '灯台').first().textContent()).toMatch(/月～金　09:00～18:00.*土～日　対応なし/s)
    await says(page, '登録内容をステーションに確認した記録がありません。')
    await shot(page, 'stations-desktop')
    await page.setViewportSize(PHONE)
    await shot(page, 'stations-phone')
    await page.setViewportSize({ width: 703, height: 1000 })
    await page.emulateMedia({ media: 'print' })
    await shot(page, 'stations-print')
    await page.pdf({ path: `${shots}stations.pdf`, preferCSSPageSize: true })
    expect(await page.getByRole('button').filter({ visible: true }).count()).toBe(0)
  })

  it('can be entered from nothing: added, given hours, proven, linked and confirmed', async () => {
    const page = await open(STATIONS)
    await button(page, 'ステーションを追加する').click()
    await button(page, '追加する').click()
    expect(await bad(page).count()).toBe(2)
    await page.getByLabel('ステーションの名称').fill('訪問看護ステーションはと')
    await page.getByLabel('夜間の電話番号').fill('０９０ー１２３４ー５６７８')
    await button(page, '追加する').click()
    await page.getByRole('heading', { name: '訪問看護ステーションはと' }).waitFor()
    await settled(page)
    await says(page, '24時間連携の裏付けが登録されていません。')
    expect(await page.getByLabel('夜間の電話番号').inputValue()).toBe('090-1234-5678')

    await button(page, '平日の夜間（17時～翌9時）').click()
    await says(page, '月～金　17:00～翌日 09:00')
    await button(page, '毎日24時間').click()
    await button(page, '電話と時間を保存する').click()
    await says(page, '夜間の電話と対応する時間を保存しました。')

    await button(page, '裏付けを登録する').click()
    await button(page, '登録する').click()
    expect(await bad(page).count()).toBe(1)
    await page.getByLabel('種類').selectOption('24時間対応体制加算')
    await page.getByLabel('期限（この日まで）').fill(addDays(today, 20))
    await button(page, '登録する').click()
    await says(page, '24時間連携の裏付けを登録しました。')
    await says(page, /で切れます（あと30日以内）。/)

    await button(page, '連携を追加する').click()
    await page.getByLabel('連携先の種類').selectOption('患者')
    await page.getByLabel('患者の整理番号').fill('山田 花子')
    await button(page, '追加する').click()
    expect(await bad(page).count()).toBe(1)
    await page.screenshot({ path: `${shots}station-link-desktop.png` })
    await page.getByLabel('患者の整理番号').fill('ｋ－１０２')
    await button(page, '追加する').click()
    await says(page, '連携を追加しました。')
    expect(await rowOf(page, 'K-102').count()).toBe(1)

    await button(page, '電話での確認を記録する').click()
    expect(await bad(page).count()).toBe(1)
    await page.getByLabel('電話で話した方のお名前').fill('鳩山 守')
    await button(page, '電話での確認を記録する').click()
    await says(page, /電話で確認（鳩山 守 様）/)
    await shot(page, 'station-desktop')

    await button(page, /^取り消す/).click()
    await button(page, '裏付けを取り消す').click()
    await says(page, '裏付けを取り消しました。')
    await button(page, '閉鎖を登録する').click()
    await page.getByRole('dialog').getByRole('button', { name: '閉鎖を登録する' }).click()
    await says(page, '閉鎖を登録しました。')
  })

  it('have hours of each weekday and of special days, entered with a finger', async () => {
    const page = await open(LIGHTHOUSE, { viewport: PHONE })
    await button(page, /時間を追加.*土曜日/).click()
    await page.getByLabel('土曜日 開始').selectOption('18:00')
    await page.getByLabel('土曜日 終了').selectOption('09:00')
    await says(page, '土　18:00～翌日 09:00')
    await button(page, '特別な日を追加する').click()
    expect(await bad(page).count()).toBe(1)
    await page.getByLabel('最初の日').fill('2030-12-29')
    await page.getByLabel('最後の日（続くとき）').fill('2031-01-03')
    await button(page, '特別な日を追加する').click()
    await says(page, /2030年12月29日（日）～2031年1月3日（金）　対応なし/)
    await shot(page, 'station-hours-phone')
    await button(page, '電話と時間を保存する').click()
    await says(page, '夜間の電話と対応する時間を保存しました。')
    await page.reload()
    await says(page, '土　18:00～翌日 09:00')
  })

  it('are looked after by themselves through their own account', async () => {
    const page = await open('/', { who: 'nursingStation', viewport: PHONE })
    await page.getByRole('link', { name: '自分のステーション' }).click()
    await page.getByRole('heading', { name: '訪問看護ステーションみなと' }).waitFor()
    await settled(page)
    await shot(page, 'station-own-phone')
    expect(await button(page, '裏付けを登録する').count()).toBe(0)
    expect(await button(page, '連携を追加する').count()).toBe(0)
    await button(page, '間違いがないことを確認しました').click()
    await says(page, '登録内容の確認を記録しました。')
    await says(page, /ステーションが画面で確認/)
  })

  it('lose nothing in the second of two windows, and are chosen between what both typed', async () => {
    const [first, second] = [await open(KAMOME), await open(KAMOME)]
    for (const [page, number] of [
      [first, '0120-000-111'],
      [second, '0120-000-222'],
    ] as const)
      await page.getByLabel('夜間の電話番号').fill(number)
    await button(first, '電話と時間を保存する').click()
    await says(first, '夜間の電話と対応する時間を保存しました。')
    await button(second, '電話と時間を保存する').click()
    const notice = second.getByRole('alert').filter({ hasText: 'ほかの方が先に変更しました' })
    expect(await notice.getByRole('row').filter({ hasText: '夜間の電話' }).textContent()).toMatch(
      /0120-000-222.*0120-000-111/s,
    )
    await shot(second, 'station-two-windows-desktop')
    await button(second, '入力した内容で保存する').click()
    await says(second, '夜間の電話と対応する時間を保存しました。')
    await second.reload()
    expect(await second.getByLabel('夜間の電話番号').inputValue()).toBe('0120-000-222')
  })

  it('of another association are linked by name, and only listed', async () => {
    const page = await open(STATIONS)
    await button(page, '連携を追加する').click()
    await page
      .getByLabel('ステーション', { exact: true })
      .selectOption('訪問看護ステーションけやき（見本北区在宅医療協議会（架空））')
    await page
      .getByRole('combobox', { name: '連携先', exact: true })
      .selectOption('みなと在宅Dr.ネット（見本）')
    await button(page, '追加する').click()
    await says(page, '連携を追加しました。')
    await says(page, '見本北区在宅医療協議会（架空）のステーション')
    expect(await page.getByRole('link', { name: '訪問看護ステーションけやき' }).count()).toBe(0)

    await button(page, /最終日を決める.*けやき/).click()
    await button(page, '最終日を登録する').click()
    await says(page, '連携の最終日を登録しました。')
  })

  it('can be looked at by every member, without anything to press but printing', async () => {
    const page = await open(STATIONS, { who: 'observer' })
    await says(page, '訪問看護ステーションみなと')
    expect(await button(page, 'ステーションを追加する').count()).toBe(0)
    expect(await page.getByRole('heading', { name: '連携先' }).count()).toBe(0)
  })
})

inBrowser('the numbers on which physicians are called', rinban => {
  const open = opener(rinban)

  it('are entered in a dialog, and said where there is none of their own', async () => {
    const page = await open(CONTACTS, { viewport: DESKTOP })
    expect(await rowOf(page, '青葉 一郎').textContent()).toMatch(/医療機関と同じ/)
    await button(page, /変更.*青葉 一郎/).click()
    await page.getByLabel('夜間の電話').fill('090-1234')
    await button(page, '連絡先を保存する').click()
    expect(await bad(page).count()).toBe(1)
    await page.screenshot({ path: `${shots}contact-dialog-desktop.png` })
    await page.getByLabel('夜間の電話').fill('090(1234)5678')
    await button(page, '連絡先を保存する').click()
    await says(page, '青葉 一郎 医師の連絡先を保存しました。')
    expect(await rowOf(page, '青葉 一郎').textContent()).toMatch(/090-1234-5678/)
    await shot(page, 'contacts-desktop')
    await page.setViewportSize(PHONE)
    await shot(page, 'contacts-phone')
  })

  it('are not lost when somebody else was quicker', async () => {
    const [first, second] = [await open(CONTACTS), await open(CONTACTS)]
    for (const [page, number] of [
      [first, '090-1111-1111'],
      [second, '090-2222-2222'],
    ] as const) {
      await button(page, /変更.*泉 春子/).click()
      await page.getByLabel('夜間の電話').fill(number)
    }
    await button(first, '連絡先を保存する').click()
    await says(first, '泉 春子 医師の連絡先を保存しました。')
    await button(second, '連絡先を保存する').click()
    await says(second, '090-1111-1111')
    await button(second, '入力した内容で保存する').click()
    await says(second, '泉 春子 医師の連絡先を保存しました。')
    expect(await rowOf(second, '泉 春子').textContent()).toMatch(/090-2222-2222/)
  })
})
