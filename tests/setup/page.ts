import { execFileSync } from 'node:child_process'

/** Builds the page once for all tests that start the real server, which refuses to start without one. */
export default function setup(): void {
  execFileSync(process.execPath, [new URL('../../scripts/dev/build-page.ts', import.meta.url).pathname], {
    stdio: 'inherit',
  })
}
