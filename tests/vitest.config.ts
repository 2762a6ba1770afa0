import { defineConfig } from 'vitest/config'

const root = new URL('..', import.meta.url).pathname

/** Rules and feeds give the same answers whatever zone the process runs in, so they run in three. */
const zones = ['UTC', 'Asia/Tokyo', 'America/Los_Angeles']

const inEveryZone = (name: string) =>
  zones.map(zone => ({
    test: { name: `${name} (${zone})`, include: [`tests/${name}/**/*.test.ts`], env: { TZ: zone } },
  }))

const once = (name: string, timeout = 20_000) => ({
  test: { name, include: [`tests/${name}/**/*.test.ts`], testTimeout: timeout, hookTimeout: 60_000 },
})

export default defineConfig({
  root,
  test: {
    projects: [...inEveryZone('rules'), once('architecture')],
  },
})
