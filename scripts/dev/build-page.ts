import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { isRunning } from '../../server/is-running.ts'

/**
 * Builds the page when its sources differ from what was built last. The new build is made beside the old
 * one and put in its place whole, so a build that is cut short leaves the old one, or none.
 */

const root = new URL('../..', import.meta.url).pathname
const built = join(root, 'web/dist')
const mark = join(built, '.built-from')

/** Everything the page is made of: its own folder, what it shares with the server, and the tools' versions. */
const SOURCES = ['web/**/*', 'server/**/*.ts', 'package-lock.json']

function fingerprint(): string {
  const hash = createHash('sha256')
  const files = SOURCES.flatMap(pattern =>
    globSync(pattern, { cwd: root, withFileTypes: true, exclude: entry => /^dist(\.|$)/.test(entry.name) }),
  )
  for (const file of files
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort())
    hash.update(`${file.slice(root.length)}\n`).update(readFileSync(file))
  return hash.digest('hex')
}

async function build(wanted: string): Promise<void> {
  // Tests and shells set it to other things, and the page would be built for looking into it: slower and larger.
  process.env.NODE_ENV = 'production'
  const { build: buildWithVite } = await import('vite')
  const beside = join(root, `web/dist.${process.pid}`)
  await buildWithVite({
    configFile: join(root, 'web/vite.config.ts'),
    build: { outDir: beside, emptyOutDir: true },
    logLevel: 'warn',
  })
  compress(join(beside, 'assets'))
  writeFileSync(join(beside, '.built-from'), wanted)
  putInPlace(beside, wanted)
}

/** Lays what browsers take packed beside what they take as it is, so that no request waits for it. */
function compress(folder: string): void {
  for (const file of globSync('*.{js,css}', { cwd: folder })) {
    const path = join(folder, file)
    const plain = readFileSync(path)
    writeFileSync(`${path}.br`, brotliCompressSync(plain))
    writeFileSync(`${path}.gz`, gzipSync(plain, { level: 9 }))
  }
}

/** Renames, because a folder that is being deleted would for a moment be a page in parts. */
function putInPlace(beside: string, wanted: string): void {
  const former = `${beside}.former`
  try {
    if (existsSync(built)) renameSync(built, former)
    renameSync(beside, built)
  } catch (error) {
    // Another build was quicker; if it built the same, it may stay.
    if (!isBuiltFrom(wanted)) throw error
  } finally {
    for (const folder of [beside, former]) rmSync(folder, { recursive: true, force: true })
  }
}

/** Takes away what builds left that were cut short: the name begins with the number of their process. */
function clearLeftovers(): void {
  for (const path of globSync('web/dist.*', { cwd: root })) {
    const pid = Number(/\.(\d+)/.exec(path)?.[1])
    if (pid === process.pid || !isRunning(pid)) rmSync(join(root, path), { recursive: true, force: true })
  }
}

const isBuiltFrom = (wanted: string): boolean => existsSync(mark) && readFileSync(mark, 'utf8') === wanted

const wanted = fingerprint()
clearLeftovers()
if (!isBuiltFrom(wanted)) {
  process.stdout.write('Building the page …\n')
  await build(wanted)
}
