import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { signedIn } from './people.ts'
import { inBrowser, settled } from './rinban.ts'

const shots = new URL('../screenshots/', import.meta.url).pathname
const PATIENTS = '/associations/minato/patients'
const REFERRALS = '/associations/minato/referrals'
const HAND_HELD = { width: 390, height: 844 }
const DESK = { width: 1280, height: 900 }

inBrowser('patients and who answers for them', rinban => {
  const open = async (path: string, who: Parameters<typeof signedIn>[1], viewport = DESK) =>
    rinban().open(path, { state: await signedIn(rinban(), who), viewport })
  const shoot = async (page: Page, name: string) => {
    await settled(page)
    await page.screenshot({ path: `${shots}${name}.png`, fullPage: true })
  }
  const ask = async (page: Page, code: string) => {
    await page.getByLabel('患者コード', { exact: true }).fill(code)
    await page.getByRole('button', { name: 'いまの担当を調べる' }).click()
    await settled(page)
  }

  it('the call centre types a code and sees whom to call, why, who is next and which nurse', async () => {
    const page = await open(PATIENTS, 'coordinationCentre', HAND_HELD)
    await page.getByRole('list', { name: '患者の一覧' }).waitFor()
    await shoot(page, 'patients-phone')
    await ask(page, '山田')
    await page.getByText('イニシャル（英字）、ハイフン、番号の順に入力してください。').waitFor()
    await ask(page, 'z-999')
    await page.getByText('この患者コードは見つかりません。').waitFor()
    await ask(page, 'ｋ－１０２')
    const card = page.getByRole('region', { name: /^K-102/ })
    await card.getByText('青葉 一郎 医師').waitFor()
    await card.getByText('梅田 次郎 医師').waitFor()
    await card.getByText('訪問看護ステーションみなと').waitFor()
    expect(await card.getByRole('link', { name: /青葉 一郎/ }).getAttribute('href')).toBe('tel:0000110001')
    expect(new URL(page.url()).search).toBe('')
    await shoot(page, 'patient-answer-phone')
    await page.setViewportSize(DESK)
    await shoot(page, 'patient-answer-desktop')
  })

  it('the secretariat asks about another time, has another physician answer, and takes it back', async () => {
    const page = await open(PATIENTS, 'secretariat')
    await ask(page, 'S-31')
    await page.getByRole('region', { name: /^S-31/ }).getByText('泉 春子 医師').first().waitFor()
    await page.getByText('別の日時の担当を調べる').click()
    await page.getByLabel('時刻（例：03:00）').fill('3:00')
    await page.getByRole('button', { name: 'この日時の担当を調べる' }).click()
    await page.getByRole('button', { name: 'いまの担当に戻る' }).click()
    await settled(page)

    await page.getByRole('button', { name: '時間を限って別の医師が対応する' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: '登録する' }).click()
    await dialog.getByText('理由を入力してください。').waitFor()
    await dialog.getByLabel('医師を探す').fill('クロダ')
    await dialog.getByLabel('医師を探す').press('Enter')
    await dialog.getByRole('button', { name: /選んでください\s*（黒田 冬美）/ }).click()
    await dialog.getByLabel('理由').fill('主治医が体調不良のため')
    await shoot(page, 'patient-override-desktop')
    await dialog.getByRole('button', { name: '登録する' }).click()
    const card = page.getByRole('region', { name: /^S-31/ })
    await card.getByText('黒田 冬美 医師').waitFor()
    await card.getByText('臨時の担当').first().waitFor()
    await card.getByRole('button', { name: '取り消す' }).click()
    await card.getByText('黒田 冬美 医師').waitFor({ state: 'detached' })
  })

  it('a team is entered with a physician of another association; the last who answers is not lost unasked', async () => {
    const page = await open(PATIENTS, 'secretariat', HAND_HELD)
    await page.getByRole('button', { name: '患者を登録する' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('患者コード').fill('e-55')
    await dialog.getByLabel('医師を探す').fill('朝日')
    await dialog.getByRole('button', { name: '探す', exact: true }).click()
    await dialog.getByRole('button', { name: /^主治医にする\s*（朝日 一成）/ }).click()
    await dialog.getByLabel('医師を探す').fill('青葉')
    await dialog.getByRole('button', { name: '探す', exact: true }).click()
    await dialog.getByRole('button', { name: /^副主治医に加える\s*（青葉 一郎）/ }).click()
    await dialog.getByLabel('ステーションを加える').selectOption({ index: 1 })
    await shoot(page, 'patient-team-phone')
    await dialog.getByRole('button', { name: '保存する' }).click()
    await page.getByText('患者を登録しました。').waitFor()

    await page.getByRole('button', { name: /^担当を見る\s*（E-55）/ }).click()
    await page.getByRole('button', { name: '担当チームを変更する' }).click()
    await dialog.getByRole('button', { name: /朝日 一成を外す/ }).click()
    await dialog.getByRole('button', { name: /青葉 一郎を外す/ }).click()
    await dialog.getByRole('button', { name: '保存する' }).click()
    await dialog.getByText('担当の医師がいなくなります').waitFor()
    await dialog.getByRole('button', { name: '医師なしのまま保存する' }).click()
    await page.getByText('担当する医師がいません').first().waitFor()
    await shoot(page, 'patient-gap-phone')
  })

  it('a hospital’s patient is offered for, and confirmed for one', async () => {
    const physician = await open(REFERRALS, 'physician', HAND_HELD)
    await physician.getByText('患者コードは、主治医に決まった医師にだけ表示されます。').waitFor()
    expect(await physician.getByText('T-118').count()).toBe(0)
    await physician.getByRole('button', { name: '引き受けを申し出る' }).click()
    await physician.getByRole('button', { name: '申し出を取り下げる' }).waitFor()
    await shoot(physician, 'referrals-phone')

    const office = await open(REFERRALS, 'secretariat')
    await office.getByRole('heading', { name: '患者 T-118' }).waitFor()
    await shoot(office, 'referrals-desktop')
    await office.getByRole('button', { name: /^主治医に決める\s*（青葉 一郎）/ }).click()
    await office.getByRole('dialog').getByRole('button', { name: '主治医に決める' }).click()
    await office.getByText('主治医を決めました。').waitFor()
    await physician.reload()
    await physician.getByRole('heading', { name: '患者 T-118' }).waitFor()
    await physician.goto(`${rinban().url}${PATIENTS}`)
    await physician.getByRole('list', { name: '患者の一覧' }).getByText('T-118', { exact: true }).waitFor()
    expect(await physician.getByRole('list', { name: '患者の一覧' }).getByText('S-31').count()).toBe(0)
  })
})
