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
      isolate: false,
    },
  }))

// Files of these share their processes: to read the program anew for each would cost as much as to test it.
const once = (name: string) => ({
  test: {
    name,
    include: [`tests/${name}/**/*.test.ts`],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    isolate: false,
  },
})

/** Tests that start the real server, which needs the built page; what a file starts ends with its process. */
const onTheProgram = (name: string, testTimeout: number, ...setup: string[]) => ({
  test: { ...once(name).test, testTimeout, isolate: true, globalSetup: ['tests/setup/page.ts', ...setup] },
})

export default defineConfig({
  root,
  test: {
    // Half of the time goes to waiting for databases and other processes.
    maxWorkers: 3,
    globalSetup: ['tests/setup/scratch.ts', 'tests/setup/postgres.ts'],
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
