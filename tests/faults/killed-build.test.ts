import { type ChildProcess, spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { emptyFolder } from '../setup/server.ts'
import { sweep, twoAtATime } from './all-or-nothing.ts'

const repository = new URL('../..', import.meta.url).pathname

/** A small project of its own, built by the real script: the page of this checkout is not put at risk. */
function aProject(): string {
  const root = emptyFolder()
  mkdirSync(join(root, 'web'))
  for (const source of ['scripts/dev/build-page.ts', 'server/is-running.ts'])
    cpSync(join(repository, source), join(root, source))
  symlinkSync(join(repository, 'node_modules'), join(root, 'node_modules'))
  const files = {
    'web/index.html': '<!doctype html><script type="module" src="./main.js"></script>',
    'package.json': '{ "type": "module" }',
    'web/vite.config.ts':
      "export default { root: import.meta.dirname, build: { outDir: 'dist', modulePreload: false } }",
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text)
  write(root, 1)
  return root
}

/** Changes the page's source, so that the next build has something to do. */
const write = (root: string, version: number): void =>
  writeFileSync(join(root, 'web/main.js'), `document.title = 'version ${version}'`)

const build = (root: string): ChildProcess =>
  spawn(process.execPath, [join(root, 'scripts/dev/build-page.ts')], { stdio: 'ignore' })

const endOf = (child: ChildProcess): Promise<number | null> =>
  new Promise(resolve => child.once('exit', code => resolve(code)))

/** The version that the built page shows; null when there is no page. Fails for a page in parts. */
function builtVersion(root: string): number | null {
  const dist = join(root, 'web/dist')
  if (!existsSync(dist)) return null
  const html = readFileSync(join(dist, 'index.html'), 'utf8')
  const script = /src="(\/assets\/[^"]+)"/.exec(html)?.[1] ?? ''
  return Number(/version (\d+)/.exec(readFileSync(join(dist, script), 'utf8'))?.[1])
}

it('a build that is killed leaves the page it found, the new one or none, and the next build mends it: 8 kills', async () => {
  const first = aProject()
  const began = performance.now()
  expect(await endOf(build(first))).toBe(0)
  const took = performance.now() - began
  await twoAtATime([sweep(4, took / 3, 1.1 * took), sweep(4, took / 2, took)], async moments => {
    const root = aProject()
    await endOf(build(root))
    for (const [i, after] of moments.entries()) {
      const version = i + 2
      write(root, version)
      const child = build(root)
      const ended = endOf(child)
      await setTimeout(after)
      child.kill('SIGKILL')
      await ended
      expect([version - 1, version, null]).toContain(builtVersion(root))
      expect(await endOf(build(root))).toBe(0)
      expect(builtVersion(root)).toBe(version)
      expect(globSync('web/dist*', { cwd: root })).toEqual(['web/dist'])
    }
  })
})

it('builds that run at the same time both succeed and leave one page', async () => {
  const root = aProject()
  for (const version of [2, 3]) {
    write(root, version)
    expect(await Promise.all([endOf(build(root)), endOf(build(root))])).toEqual([0, 0])
    expect(builtVersion(root)).toBe(version)
  }
  expect(readdirSync(join(root, 'web')).filter(name => name.startsWith('dist'))).toEqual(['dist'])
})
