import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { Role } from '../../server/identity/role.ts'
import { signedIn } from './people.ts'
import { DESKTOP, inBrowser, PHONE, thisYear } from './rinban.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const shots = new URL('../screenshots/', import.meta.url).pathname

const year = `/schemes/minato-locum/${thisYear}`
const nextYear = `/schemes/minato-locum/${thisYear + 1}`
const pages = [
  ['districts', '/'],
  ['months', year],
  ['year-list', `${year}?layout=year`],
  ['own-duties', `${year}?physician=minato-physician-1`],
  ['draft', `/schemes/minato-locum/${thisYear + 1}`],
  ['weekly', `/schemes/ward-kita-locum/${thisYear}`],
  ['nothing-yet', `/schemes/minato-locum/${thisYear - 2}`],
  ['english', `${year}?lang=en`],
  ['fairness', `${year}/fairness`],
  ['fairness-english', `${year}/fairness?lang=en`],
  ['fairness-draft', `/schemes/minato-locum/${thisYear + 1}/fairness`, 'secretariat'],
  ['ledger', `/schemes/minato-locum/${thisYear + 1}/ledger`, 'secretariat'],
  ['ledger-english', `/schemes/minato-locum/${thisYear + 1}/ledger?lang=en`, 'secretariat'],
  ['versions', `${year}/versions`, 'secretariat'],
  ['receipt', `${year}/versions`, 'physician'],
  ['record', `${year}/record`, 'secretariat'],
  ['not-found', '/nowhere'],
  ['sign-in', '/sign-in?to=/account'],
  ['unknown-link', '/invitation#nothing'],
  ['account-physician', '/account', 'physician'],
  ['account', '/account', 'secretariat'],
  ['people', '/associations/minato/people', 'secretariat'],
  ['stations', '/associations/minato/stations', 'secretariat'],
  ['station', '/associations/minato/stations/minato-station-3', 'secretariat'],
  ['station-own', '/associations/minato/stations/minato-station-1', 'nursingStation'],
  ['station-english', '/associations/minato/stations/minato-station-3?lang=en', 'secretariat'],
  ['contacts', '/associations/minato/contacts', 'secretariat'],
  ['board', '/associations/minato/board'],
  ['board-english', '/associations/minato/board?lang=en', 'coordinationCentre'],
  ['board-links', '/associations/minato/board-links', 'secretariat'],
  ['board-unknown-link', '/board#nothing'],
  ['patients', '/associations/minato/patients', 'secretariat'],
  ['patients-own', '/associations/minato/patients', 'nursingStation'],
  ['patients-english', '/associations/minato/patients?lang=en', 'coordinationCentre'],
  ['absences', '/associations/minato/absences', 'secretariat'],
  ['absences-own', '/associations/minato/absences', 'physician'],
  ['areas', '/associations/minato/areas', 'secretariat'],
  ['coverage-year', '/associations/minato/coverage', 'secretariat'],
  ['coverage-year-english', '/associations/minato/coverage?lang=en', 'coordinationCentre'],
  ['coverage-settings', '/schemes/minato-locum/coverage-settings', 'secretariat'],
  ['calls', '/associations/minato/calls', 'secretariat'],
  ['calls-english', '/associations/minato/calls?lang=en', 'coordinationCentre'],
  ['referrals', '/associations/minato/referrals', 'secretariat'],
  ['referrals-own', '/associations/minato/referrals', 'physician'],
  ['referrals-english', '/associations/minato/referrals?lang=en', 'hospitalLiaison'],
  ['settings', '/associations/minato/settings', 'secretariat'],
  ['members', '/schemes/minato-locum/members', 'secretariat'],
  ['rota-settings', '/schemes/minato-locum/rota-settings', 'secretariat'],
  ['gate', `${nextYear}/publish`, 'secretariat'],
  ['gate-english', `${nextYear}/publish?lang=en`, 'secretariat'],
  ['gate-settings', '/schemes/minato-locum/gate-settings', 'secretariat'],
  ['exchange-settings', '/schemes/minato-locum/exchange-settings', 'secretariat'],
  ['audit', '/associations/minato/audit', 'secretariat'],
  ['wishes', `${nextYear}/wishes`, 'physician'],
  ['wishes-office', `${nextYear}/wishes`, 'secretariat'],
  ['wishes-on-behalf', `${nextYear}/wishes?physician=minato-physician-2`, 'secretariat'],
  ['wishes-english', `${nextYear}/wishes?lang=en`, 'physician'],
  ['wish-sheet', `${nextYear}/wish-sheet?physician=minato-physician-2`, 'secretariat'],
  ['people-english', '/associations/minato/people?lang=en', 'secretariat'],
  ['account-english', '/account?lang=en', 'physician'],
] as const

/** Targets of a finger: everything to press that is on the screen and smaller than 44 × 44 pixels. */
const SMALL_TARGETS = `[...document.querySelectorAll('a, button, select')]
  .map(element => ({ text: element.textContent.trim(), ...element.getBoundingClientRect().toJSON() }))
  .filter(({ width, height, bottom }) => bottom > 0 && width > 0 && (height < 44 || width < 44))
  .map(({ text, width, height }) => text + ' ' + width + 'x' + height)`

const SMALL_TEXT = `[...document.querySelectorAll('body *')]
  .filter(element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
  .filter(element => parseFloat(getComputedStyle(element).fontSize) < 17)
  .map(element => element.textContent)`

async function violationsOf(page: Page): Promise<string[]> {
  // Unlike a script tag, this needs no exception from the page's security policy.
  await page.evaluate(axe)
  return page.evaluate(`axe
    .run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(node => id + ' ' + node.html)))`)
}

inBrowser('every page', rinban => {
  describe.each([
    ['phone', PHONE],
    ['desktop', DESKTOP],
  ] as const)('on a %s', (device, viewport) => {
    it.each(pages)(
      '%s fits, is large enough, and breaks no rule of accessibility',
      async (name, path, role?: Role) => {
        const state = role ? { state: await signedIn(rinban(), role) } : {}
        const page = await rinban().open(path, { viewport, ...state })
        await page.screenshot({
          path: `${shots}${name}-${device}.png`,
          fullPage: true,
          clip: { x: 0, y: 0, width: viewport.width, height: 2400 },
        })
        expect(await page.locator('h1').count()).toBe(1)
        expect(await page.title()).toMatch(/^.+(｜輪番| \| Rinban)$/)
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(viewport.width)
        expect(await page.evaluate(SMALL_TARGETS)).toEqual([])
        expect(await page.evaluate(SMALL_TEXT)).toEqual([])
        expect(await violationsOf(page)).toEqual([])
      },
    )
  })

  it('asks before publishing in a dialog that breaks no rule either', async () => {
    const page = await rinban().open(`/schemes/minato-locum/${thisYear + 1}/publish`, {
      viewport: PHONE,
      state: await signedIn(rinban(), 'secretariat'),
    })
    await page.getByRole('button', { name: 'この下書きを公開する' }).click()
    await page.getByRole('dialog').waitFor()
    await page.screenshot({ path: `${shots}publish-dialog-phone.png` })
    expect(await violationsOf(page)).toEqual([])
  })

  it('says that a scheme does not exist, and offers to try again', async () => {
    const page = await rinban().open(`/schemes/no-such-scheme/${thisYear}`, {
      state: await signedIn(rinban(), 'secretariat'),
    })
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').textContent()).toContain('お探しのものは見つかりません。')
    await page.screenshot({ path: `${shots}no-such-scheme-desktop.png` })
  })
})
