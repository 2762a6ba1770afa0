import { defineConfig } from 'vitest/config'

const root = new URL('..', import.meta.url).pathname

/** Rules and feeds give the same answers whatever zone the process runs in, so they run in three. */
const zones = ['UTC', 'Asia/Tokyo', 'America/Los_Angeles']

const inEveryZone = (name: string) =>
  zones.map(zone => ({
    test: {
      name: `${name} (${zone})`,
      include: [`tests/${name}/**/*.test.ts`],
      env: { TZ: zone },
      testTimeout: 30_000,
    },
  }))

const once = (name: string, timeout = 20_000) => ({
  test: { name, include: [`tests/${name}/**/*.test.ts`], testTimeout: timeout, hookTimeout: 60_000 },
})

/** Tests that start the real server, which needs the built page. */
const onTheProgram = (name: string, timeout: number, ...setup: string[]) => {
  const { test } = once(name, timeout)
  return { test: { ...test, globalSetup: ['tests/setup/page.ts', ...setup] } }
}

export default defineConfig({
  root,
  test: {
    // Half of the time goes to waiting for databases and other processes.
    maxWorkers: 3,
    globalSetup: 'tests/setup/postgres.ts',
    projects: [
      ...inEveryZone('rules'),
      ...inEveryZone('feeds'),
      once('medium'),
      once('http'),
      once('web'),
      once('architecture'),
      onTheProgram('faults', 180_000),
      onTheProgram('e2e', 60_000, 'tests/setup/browser.ts'),
    ],
  },
})
