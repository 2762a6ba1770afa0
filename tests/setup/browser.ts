import { existsSync, mkdirSync } from 'node:fs'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of a Chromium to drive; null: none here, the browser tests are skipped. */
    chromium: string | null
  }
}

const DEBIAN = '/usr/bin/chromium'
const HOW = 'install it (Debian: apt-get install chromium fonts-noto-cjk) or set CHROMIUM_PATH'

/** Finds the browser that the tests in tests/e2e drive. */
export default function setup(project: TestProject): void {
  const chromium = [process.env.CHROMIUM_PATH, DEBIAN].find(path => path && existsSync(path)) ?? null
  project.provide('chromium', chromium)
  if (!chromium) {
    if (process.env.TEST_REQUIRE === 'all') throw new Error(`Chromium is required here: ${HOW}`)
    process.stdout.write(`\nSKIPPED: the tests in a browser. To run them, ${HOW}.\n`)
    return
  }
  mkdirSync(new URL('../screenshots', import.meta.url), { recursive: true })
}
