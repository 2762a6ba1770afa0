import { type ChildProcess, fork } from 'node:child_process'

/** A server of the calendars' bench, in a process of its own. */
export type FeedProcess = Awaited<ReturnType<typeof startServer>>

/** How long its main thread was held at a time, ms: on the clock, and by work of its own (`own`). */
type Held = { p99: number; max: number; own: number }

/** MB after a collection, and how many queries it has asked of its database. */
type Use = { heap: number; rss: number; queries: number }

/** A message of a child that has `key`. */
const answerOf = <Value>(child: ChildProcess, key: string): Promise<Value> =>
  new Promise((resolve, reject) => {
    const died = (code: number | null) => reject(new Error(`the server ended with ${code}`))
    const hear = (message: Record<string, Value>) => {
      if (!(key in message)) return
      child.off('exit', died).off('message', hear)
      resolve(message[key] as Value)
    }
    child.on('exit', died).on('message', hear)
  })

/** `counted` is `rinban` behind one proxy, with its queries counted. */
export async function startServer(dataDir: string, which: 'bare' | 'rinban' | 'counted') {
  const child = fork(new URL('feed-server.ts', import.meta.url), [which], {
    env: { ...process.env, DATA_DIR: dataDir, TRUSTED_PROXIES: which === 'counted' ? '1' : '0' },
    execArgv: [...process.execArgv, '--expose-gc'],
  })
  const port = await answerOf<number>(child, 'port')
  const ask = <Value>(question: object, key: string) => {
    const answer = answerOf<Value>(child, key)
    child.send(question)
    return answer
  }
  return {
    port,
    publish: (what: object) => ask<{ ok: boolean }>({ ask: 'publish', ...what }, 'published'),
    /** Since the last time. */
    held: () => ask<Held>({ ask: 'held' }, 'held'),
    /** Microseconds of processor time so far: what neighbours on the machine do not change. */
    cpu: () => ask<number>({ ask: 'cpu' }, 'cpu'),
    use: () => ask<Use>({ ask: 'use' }, 'use'),
    end: () => child.disconnect(),
  }
}
