import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { ExchangesView } from '../../server/roster/exchanges/exchange-view.ts'
import { newPerson, signedIn, signIn } from './people.ts'
import { DESKTOP, inBrowser, PHONE, settled, thisYear } from './rinban.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const shots = new URL('../screenshots/', import.meta.url).pathname
const PAGE = `/schemes/minato-locum/${thisYear}/exchanges`

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })
const says = (page: Page, text: string) => page.getByText(text).first().waitFor()
const dialog = (page: Page) => page.getByRole('dialog')

async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(`axe
    .run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(node => id + ' ' + node.html)))`)
}

/** A picture of the whole page, which must fit and break no rule of accessibility. */
async function shoot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${shots}${name}.png`, fullPage: true })
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(page.viewportSize()?.width)
  expect(await violationsOf(page)).toEqual([])
}

async function asked<Value>(page: Page, path: string, body?: object): Promise<Value> {
  const answer = await page.evaluate(
    async ([to, json]) => {
      const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: json ?? null }
      return (await fetch(`/api${to}`, json === null ? {} : post)).text()
    },
    [path, body ? JSON.stringify(body) : null] as const,
  )
  return JSON.parse(answer)
}

const viewOf = (page: Page) =>
  asked<ExchangesView>(page, `/schemes/minato-locum/rosters/${thisYear}/exchanges`)

/** Lets duties be as near to each other as anybody likes, or not. */
async function setGap(page: Page, minGapDays: number): Promise<void> {
  const path = '/schemes/minato-locum/rota-settings'
  const { settings, revision } = await asked<{ settings: object; revision: number }>(page, path)
  await asked(page, path, { settings, minGapDays, revision })
}

type Sunday = { unit: string; post: string; day: string; holder: string }

/** The Sundays to come with whoever has them, and how the page names their day. */
async function sundays(page: Page): Promise<Sunday[]> {
  const { duties } = await viewOf(page)
  return duties
    .filter(({ label, start }) => label === '日曜日' && Date.parse(start) > Date.now())
    .map(({ unit, post, day, holder }) => {
      const [, month, date] = day.split('-').map(Number)
      return { unit, post, holder, day: `${month}月${date}日（日）` }
    })
}

type Someone = { id: string; name: string }

/** Two who have Sundays to come, and a third. */
async function three(page: Page): Promise<[Someone, Someone, Someone]> {
  const { members } = await viewOf(page)
  const holders = [...new Set((await sundays(page)).map(({ holder }) => holder))]
  const [one, two, three] = holders.flatMap(id => members.find(member => member.id === id) ?? [])
  if (!one || !two || !three) throw new Error('Sundays are to come')
  return [one, two, three]
}

inBrowser('exchanges', rinban => {
  const office = async (viewport = DESKTOP) =>
    rinban().open(PAGE, { viewport, state: await signedIn(rinban(), 'secretariat') })
  /** A physician in a browser of their own. */
  async function physician({ id, name }: Someone, viewport = DESKTOP): Promise<Page> {
    const person = await newPerson(rinban(), { role: 'physician', facilityId: id, name })
    const page = await rinban().open('/sign-in', { viewport })
    await signIn(page, person)
    await page.goto(`${rinban().url}${PAGE}`)
    await settled(page)
    return page
  }

  it('one physician asks on a phone, the other accepts at a desk, and at each step it says who is on duty', {
    timeout: 120_000,
  }, async () => {
    const clerk = await office()
    await setGap(clerk, 0)
    const [first, second] = await three(clerk)
    const a = await physician(first, PHONE)
    const all = await sundays(a)
    const mine = all.find(({ holder }) => holder === first.id)
    const theirs = all.find(({ holder }) => holder === second.id)
    if (!mine || !theirs) throw new Error('both have Sundays to come')
    await shoot(a, 'exchanges-phone')

    await button(a, `交代を頼む ${mine.day}`).click()
    await button(a, '頼む').click()
    await says(a, '入力してください。')
    await a.getByLabel('代わりに受け持つ当番').selectOption(`${theirs.unit} ${theirs.post}`)
    await a.getByLabel('ひとこと').fill('研究会のためお願いします')
    await shoot(a, 'exchange-ask-phone')
    await button(a, '頼む').dblclick()
    await says(a, '交代を頼みました。')
    await says(a, `${mine.day}の担当は、今も${first.name} 医師です。`)
    expect(await a.getByRole('alert').count()).toBe(0)
    await shoot(a, 'exchange-asked-phone')

    const b = await physician(second)
    await says(b, 'お返事をお待ちしている依頼')
    await shoot(b, 'exchange-request-desktop')
    await button(b, '承諾する').first().click()
    await dialog(b).getByText('すぐに担当が変わります').waitFor()
    await shoot(b, 'exchange-accept-desktop')
    await dialog(b).getByRole('button', { name: '承諾する' }).click()
    await says(b, '成立し、担当が変わりました。')
    expect((await viewOf(b)).exchanges.map(({ status }) => status)).toEqual(['applied'])

    await a.reload()
    await settled(a)
    await a.locator('summary').filter({ hasText: '件を表示する' }).click()
    await says(a, `${mine.day}の担当は、${second.name} 医師に変わりました。`)
    await shoot(a, 'exchange-applied-phone')
  })

  it('a duty that is given away has one taker, and the page knows who owes whom', {
    timeout: 120_000,
  }, async () => {
    const clerk = await office()
    await setGap(clerk, 0)
    const [first, second, third] = await three(clerk)
    const a = await physician(first, PHONE)
    const mine = (await sundays(a)).find(({ holder }) => holder === first.id)
    await button(a, `譲る ${mine?.day}`).click()
    await button(a, '引き受け手を募る').click()
    await says(a, '引き受け手を募りました。')

    const b = await physician(second, PHONE)
    await clerk.reload()
    await settled(clerk)
    await clerk.getByLabel('どの医師の入力をしますか').selectOption(third.id)
    await says(clerk, `${third.name} 医師に代わって入力しています`)
    await shoot(clerk, 'exchanges-office-desktop')
    await button(clerk, '引き受ける').click()
    await button(b, '引き受ける').click()
    await dialog(b).getByRole('button', { name: '引き受ける' }).click()
    await says(b, '成立し、担当が変わりました。')
    await says(b, `${first.name} 医師は、${second.name} 医師に1回`)
    await shoot(b, 'exchange-debts-phone')
    await dialog(clerk).getByRole('button', { name: '引き受ける' }).click()
    await says(clerk, 'ほかの医師が先に引き受けました。')
    await shoot(clerk, 'exchange-too-late-desktop')
    await clerk.getByRole('alert').getByRole('button').click()
    await clerk.getByRole('alert').waitFor({ state: 'detached' })
    await says(clerk, '引き受け手を探している当番は、今はありません。')
  })

  it('the secretariat approves where the scheme wants it, and reads why a change is refused', {
    timeout: 120_000,
  }, async () => {
    const clerk = await office()
    await clerk.getByRole('link', { name: '交代の設定' }).click()
    await clerk.getByLabel('返事の期限（日）').fill('0')
    await button(clerk, '保存する').click()
    await says(clerk, '1から60までの数を入力してください。')
    await clerk.getByLabel('返事の期限（日）').fill('5')
    await clerk.getByLabel('事務局の承認が要る').check()
    await button(clerk, '保存する').click()
    await says(clerk, '保存しました。')
    await shoot(clerk, 'exchange-settings-desktop')

    await setGap(clerk, 0)
    const [first, second] = await three(clerk)
    const a = await physician(first)
    const mine = (await sundays(a)).find(({ holder }) => holder === first.id)
    await button(a, `譲る ${mine?.day}`).click()
    await button(a, '引き受け手を募る').click()
    await says(a, '引き受け手を募りました。')
    const b = await physician(second)
    await button(b, '引き受ける').click()
    await dialog(b).getByText('事務局の承認で担当が変わります').waitFor()
    await dialog(b).getByRole('button', { name: '引き受ける' }).click()
    await says(b, '全員が承諾し、事務局の承認を待っています。')

    await clerk.goto(`${rinban().url}${PAGE}`)
    await says(clerk, '承認を待っている交代')
    await shoot(clerk, 'exchange-approval-desktop')
    await setGap(clerk, 365)
    await button(clerk, '承認する').click()
    await says(clerk, '前後の当番と間が近すぎます。')
    await shoot(clerk, 'exchange-refused-desktop')
    await setGap(clerk, 0)
    await button(clerk, '承認する').click()
    await says(clerk, '承認しました。')
  })

  it('the secretariat replaces whoever is on duty, for some of the hours', { timeout: 120_000 }, async () => {
    const clerk = await office(PHONE)
    await setGap(clerk, 0)
    await button(clerk, '差し替える').click()
    await says(clerk, '入力してください。')
    const { duties } = await viewOf(clerk)
    const coming = duties.find(one => one.label === '日曜日' && Date.parse(one.start) > Date.now())
    if (!coming) throw new Error('a Sunday is to come')
    await clerk.getByLabel('差し替える当番').selectOption(`${coming.unit} ${coming.post} ${coming.start}`)
    const [free] = (await viewOf(clerk)).members.filter(
      member =>
        !duties.some(one => one.holder === member.id && one.day.slice(0, 7) === coming.day.slice(0, 7)),
    )
    await clerk.getByLabel('新しい担当').selectOption(free?.id ?? '')
    await clerk.getByLabel('時間の一部だけ差し替える').check()
    await clerk.getByLabel('終わりの時刻').fill('23:00')
    await clerk
      .getByRole('form', { name: /差し替える/ })
      .getByLabel('理由')
      .fill('急病のため')
    await shoot(clerk, 'exchange-override-phone')
    await button(clerk, '差し替える').click()
    await says(clerk, '担当を差し替えました。')
    const after = (await viewOf(clerk)).duties.find(one => one.unit === coming.unit)
    expect(after?.parts.map(part => part.physician)).toEqual([free?.id, coming.holder])
  })
})
