import { rmSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, onTestFinished } from 'vitest'
import { type FiscalYear, fiscalYearOf } from '../../server/calendar/fiscal-year.ts'
import type { AssociationView } from '../../server/directory/directory-view.ts'
import { localDayOf } from '../../server/time/tokyo.ts'
import { type RunningServer, type ServerSettings, startServer } from '../setup/server.ts'
import type { State } from './people.ts'

const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const PHONE = { width: 360, height: 740 }
export const DESKTOP = { width: 1280, height: 900 }

/** The invented district is made for the fiscal year in which the server first starts. */
export const thisYear: FiscalYear = fiscalYearOf(localDayOf(Date.now()))

export type Rinban = {
  url: string
  /** Where the server keeps its data, `demo.json` among it. */
  dataDir: string
  /** A window of its own, as another person's; closed after the test. Console errors fail the test. */
  open(path: string, options?: { viewport?: typeof PHONE; at?: Date; state?: State }): Promise<Page>
}

/** The real server with the invented district on a fresh database, and a browser; skipped where there is none. */
export function inBrowser(
  title: string,
  tests: (rinban: () => Rinban) => void,
  settings: ServerSettings = {},
): void {
  const executablePath = inject('chromium')
  describe.skipIf(!executablePath)(title, () => {
    let server: RunningServer
    let browser: Browser

    beforeAll(async () => {
      server = await startServer(settings)
      browser = await chromium.launch({ executablePath: executablePath ?? '', args: CHROMIUM_ARGS })
      await untilSeeded(server)
    })
    afterAll(async () => {
      await browser?.close()
      await server?.kill()
      if (server) rmSync(server.dataDir, { recursive: true, force: true })
    })

    tests(() => ({
      url: server.baseUrl,
      dataDir: server.dataDir,
      open: (path, options) => openWindow(browser, server.baseUrl, path, options),
    }))
  })
}

/** The server answers before the invented district is in. */
async function untilSeeded({ baseUrl }: RunningServer): Promise<void> {
  for (;;) {
    const answer = await fetch(`${baseUrl}/api/associations`)
    const { associations } = (await answer.json()) as { associations?: AssociationView[] }
    if (
      associations?.length &&
      associations.every(({ schemes }) => schemes.every(({ years }) => years.length > 0))
    )
      return
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

async function openWindow(
  browser: Browser,
  url: string,
  path: string,
  { viewport = DESKTOP, at, state }: Parameters<Rinban['open']>[1] = {},
): Promise<Page> {
  const context = await browser.newContext({
    viewport,
    locale: 'ja-JP',
    timezoneId: 'America/Los_Angeles',
    reducedMotion: 'reduce',
    ...(state ? { storageState: state } : {}),
  })
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', error => complaints.push(error.message))
  page.on('request', request => request.url().startsWith(url) || complaints.push(`asked ${request.url()}`))
  onTestFinished(async () => {
    await context.close()
    // A refused or lost request, which some tests bring about, is also written to the console by Chromium.
    expect(complaints.filter(text => !text.startsWith('Failed to load resource'))).toEqual([])
  })
  if (at) await page.clock.setFixedTime(at)
  await page.goto(`${url}${path}`)
  await page.locator('h1').waitFor()
  await settled(page)
  return page
}

/** Waits until everything asked for is on the screen. */
export const settled = (page: Page): Promise<void> =>
  expect.poll(() => page.locator('[aria-busy="true"]').count(), { timeout: 10_000 }).toBe(0)
