import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

const MAIN = new URL('../../server/main.ts', import.meta.url).pathname

/** How a server process ended, with all that it wrote. */
export type Ended = { code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string }

/** The real program as a process of its own. */
export type ServerProcess = {
  dataDir: string
  /** The base URL it says it listens on; rejects with its last words when it ends before that. */
  listening: Promise<string>
  ended: Promise<Ended>
  /** SIGKILL: no chance to tidy up. */
  kill(): Promise<Ended>
  /** SIGTERM: asks it to stop. */
  stop(): Promise<Ended>
}

/** One that listens. */
export type RunningServer = ServerProcess & { baseUrl: string }

export type ServerSettings = {
  /** Without one: a new empty folder. */
  dataDir?: string
  /** Settings beside PORT=0 and DATA_DIR; nothing else of this process's environment is passed on. */
  env?: Record<string, string>
  /** The account to run as, where this process may choose one. */
  uid?: number
  /** A file that the process loads before the program. */
  preload?: string
}

/** Node's own cache of compiled sources: many starts cost half. */
const NODE_COMPILE_CACHE = join(tmpdir(), 'rinban-compile-cache')

const folders: string[] = []

/** A new folder that is gone after the tests of the file. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rinban-data-'))
  folders.push(folder)
  return folder
}

const alive = new Set<ChildProcess>()

afterAll(() => {
  for (const child of alive) child.kill('SIGKILL')
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
})

/** Launches the server without waiting for it. */
export function launchServer({
  dataDir = emptyFolder(),
  env = {},
  uid,
  preload,
}: ServerSettings = {}): ServerProcess {
  const child = spawn(process.execPath, [...(preload ? ['--import', preload] : []), MAIN], {
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE, PORT: '0', DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid }),
  })
  alive.add(child)
  const wrote = { stdout: '', stderr: '' }
  const ended = new Promise<Ended>(resolve => {
    child.once('close', (code, signal) => {
      alive.delete(child)
      resolve({ code, signal, ...wrote })
    })
  })
  const listening = new Promise<string>((resolve, reject) => {
    for (const stream of ['stdout', 'stderr'] as const)
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        wrote[stream] += text
        const url = /^Rinban listening on (\S+)/m.exec(wrote.stdout)?.[1]
        if (url) resolve(url)
      })
    void ended.then(end => reject(new Error(`the server did not start: ${JSON.stringify(end)}`)))
  })
  // Whoever kills a server does not wait for it to listen.
  listening.catch(() => {})
  const end = (signal: NodeJS.Signals) => () => {
    child.kill(signal)
    return ended
  }
  return { dataDir, listening, ended, kill: end('SIGKILL'), stop: end('SIGTERM') }
}

/** Launches the server and waits until it listens. */
export async function startServer(settings?: ServerSettings): Promise<RunningServer> {
  const server = launchServer(settings)
  return { ...server, baseUrl: await server.listening }
}
