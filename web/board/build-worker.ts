import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** What the board is made of, by the ends of its modules; the rest comes with what they import. */
const OF_THE_BOARD = ['/web/index.html', '/web/board/BoardPage.svelte', '/web/wording/ja.ts']
const LATER = ['/web/wording/en.ts']
const BESIDE = ['/favicon.svg', '/board.webmanifest', '/icon-192.png']

/** Builds the board's service worker and tells it the names of the files of this build. */
export const boardWorker = (): Plugin => ({
  name: 'board-worker',
  apply: 'build',
  enforce: 'post',
  buildStart() {
    this.emitFile({ type: 'chunk', id: join(import.meta.dirname, 'service-worker.ts'), fileName: 'sw.js' })
  },
  generateBundle(_, bundle) {
    const chunks = Object.values(bundle).filter(file => file.type === 'chunk')
    const filesOf = (ends: readonly string[], seen = new Set<string>()): string[] => {
      const take = (name: string): void => {
        const chunk = chunks.find(({ fileName }) => fileName === name)
        if (!chunk || seen.has(name)) return
        seen.add(name)
        for (const style of chunk.viteMetadata?.importedCss ?? []) seen.add(style)
        for (const imported of chunk.imports) take(imported)
      }
      for (const { fileName, moduleIds, facadeModuleId } of chunks)
        if ([facadeModuleId ?? '', ...moduleIds].some(id => ends.some(end => id.endsWith(end))))
          take(fileName)
      return [...seen].map(name => `/${name}`).sort()
    }
    const worker = chunks.find(({ fileName }) => fileName === 'sw.js')
    if (!worker) throw new Error('the worker of the board was not built')
    const files = filesOf(OF_THE_BOARD)
    const later = filesOf(LATER).filter(file => !files.includes(file))
    const build = createHash('sha256')
      .update([...files, ...later].join())
      .digest('base64url')
      .slice(0, 12)
    const told = { BOARD_BUILD: `board ${build}`, BOARD_FILES: [...files, ...BESIDE], BOARD_LATER: later }
    const constants = Object.entries(told).map(
      ([name, value]) => `const ${name} = ${JSON.stringify(value)}\n`,
    )
    worker.code = `${constants.join('')}${worker.code}`
  },
})
