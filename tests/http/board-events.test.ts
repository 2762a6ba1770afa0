import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { OpenDatabase } from '../../db/open.ts'
import { BoardWatch } from '../../server/coverage/board/board-watch.service.ts'
import { associationShownChanged } from '../../server/directory/shown-revision.service.ts'
import { listen } from '../../server/http/listener.ts'
import { signOut } from '../../server/identity/sign-in.service.ts'
import { aContext, bodyOf } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { anAppOf } from '../setup/person.ts'

const EVENTS = '/api/associations/minato/board/events'
const VISITOR = { address: '192.0.2.1', deviceToken: null, agent: 'test' }

/** What comes from a stream of events, in order. */
function reading(stream: ReadableStream<Uint8Array>) {
  const reader = stream.getReader()
  const events: string[] = []
  let ended = false
  const decoder = new TextDecoder()
  const read = async () => {
    for (;;) {
      const { value, done } = await reader.read()
      if (done) break
      events.push(...[...decoder.decode(value).matchAll(/event: (\w+)\n/g)].map(([, event = '']) => event))
    }
    ended = true
  }
  void read().catch(() => {
    ended = true
  })
  return { events, isOver: () => ended, leave: () => reader.cancel() }
}

onEachDatabase('the events of a board', ({ seeded }) => {
  let open: OpenDatabase
  let context: ReturnType<typeof aContext>['context']
  let boards: BoardWatch
  beforeEach(async () => {
    open = await seeded()
    const made = aContext(open, { config: { demo: false } })
    boards = new BoardWatch(made.context, open.changeMark, line => {
      throw new Error(line)
    })
    context = { ...made.context, boards }
  })
  afterEach(() => {
    boards.close()
    vi.useRealTimers()
  })

  const change = (associationId = 'minato') =>
    open.db.transaction().execute(trx => associationShownChanged(trx, associationId))
  const attend = async (associationId: string, by = 'somebody', mayRead = async () => true) => {
    const stream = await boards.listen(associationId, { by, address: by }, mayRead)
    if (!stream) throw new Error('too many listen')
    return reading(stream)
  }
  const first = (heard: ReturnType<typeof reading>) => vi.waitFor(() => expect(heard.events).not.toEqual([]))

  describe('to the browser', () => {
    /** The whole program on a port of its own, asked as a browser does. */
    async function served() {
      const server = await anAppOf(context)
      const listener = await listen({ host: '127.0.0.1', port: 0 })
      listener.answerWith(server.app.fetch)
      onTestFinished(() => listener.close())
      const ask = async (cookie: string) => {
        const leaving = new AbortController()
        onTestFinished(() => leaving.abort())
        const answer = await fetch(`http://127.0.0.1:${listener.port}${EVENTS}`, {
          headers: { cookie },
          signal: leaving.signal,
        })
        if (!answer.body) throw new Error('no body')
        return { answer, ...reading(answer.body), leave: () => leaving.abort() }
      }
      return { server, ask }
    }

    it('tell of a change within two seconds, and of nothing else', async () => {
      const { server, ask } = await served()
      const heard = await ask(server.cookie)
      expect(heard.answer.headers.get('content-type')).toBe('text/event-stream')
      expect(heard.answer.headers.get('cache-control')).toBe('no-store')
      await change('ward-kita')
      await setTimeout(1_200)
      expect(heard.events).not.toContain('changed')
      await change()
      await vi.waitFor(() => expect(heard.events).toContain('changed'), { timeout: 2_000 })
    })

    it('end at once with the link that was revoked', async () => {
      const { server, ask } = await served()
      const links = '/api/associations/minato/board-links'
      const made = await bodyOf<{ link: string; links: { id: string }[] }>(
        server.post(links, { name: 'センター' }),
      )
      const heard = await ask(`__Host-rinban-board=${made.link.split('#')[1]}`)
      const colleague = await ask(server.cookie)
      await server.post(`${links}/${made.links[0]?.id}/revoke`, {})
      await vi.waitFor(() => expect(heard.isOver()).toBe(true), { timeout: 3_000 })
      expect(heard.events).toEqual(['changed', 'end'])
      expect(colleague.events).toEqual(['changed'])
    })

    it('leave nothing behind when the browser goes away', async () => {
      const { server, ask } = await served()
      const all = await Promise.all(Array.from({ length: 10 }, () => ask(server.cookie)))
      expect(boards.listeners).toBe(10)
      for (const one of all) one.leave()
      await vi.waitFor(() => expect(boards.listeners).toBe(0), { timeout: 2_000 })
    })

    it('are refused to whoever may not read the board', async () => {
      const { ask } = await served()
      expect((await ask('')).answer.status).toBe(401)
      expect(boards.listeners).toBe(0)
    })
  })

  describe('as time goes by', () => {
    beforeEach(() => {
      vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
    })

    it('beat every fifteen seconds while nothing changes', async () => {
      const heard = await attend('minato')
      vi.advanceTimersByTime(500)
      await first(heard)
      for (let seconds = 15; seconds <= 60; seconds += 15) {
        vi.advanceTimersByTime(14_000)
        expect(heard.events).toHaveLength(seconds / 15)
        vi.advanceTimersByTime(1_500)
        await vi.waitFor(() => expect(heard.events).toHaveLength(seconds / 15 + 1))
      }
      expect(new Set(heard.events)).toEqual(new Set(['beat']))
    })

    it('end within a minute of the end of the session', async () => {
      const server = await anAppOf(context)
      const answer = await server.get(EVENTS)
      if (!answer.body) throw new Error('no body')
      const heard = reading(answer.body)
      await vi.waitFor(() => expect(boards.listeners).toBe(1))
      const session = await open.db
        .selectFrom('session')
        .where('account_id', '=', server.accountId)
        .select('id')
        .executeTakeFirstOrThrow()
      await signOut(context, VISITOR, {
        kind: 'account',
        accountId: server.accountId,
        sessionId: session.id,
        factors: 2,
        steppedUp: true,
        memberships: [],
      })
      vi.advanceTimersByTime(59_000)
      expect(heard.isOver()).toBe(false)
      vi.advanceTimersByTime(1_500)
      await vi.waitFor(() => expect(heard.isOver()).toBe(true))
      expect(heard.events.at(-1)).toBe('end')
      expect(boards.listeners).toBe(0)
    })

    it('end where nobody has taken twenty of them', async () => {
      const stream = await boards.listen('minato', { by: 'one', address: 'one' }, async () => true)
      expect(stream).not.toBeNull()
      const beats = async () => {
        vi.advanceTimersByTime(15_500)
        return boards.listeners
      }
      await expect.poll(beats, { interval: 5, timeout: 10_000 }).toBe(0)
    })
  })

  it('go to whoever listens to that association, each change after they came', async () => {
    await change()
    const [here, there] = [await attend('minato'), await attend('ward-kita')]
    await change()
    await first(here)
    await vi.waitFor(() => expect(here.events).toContain('changed'), { timeout: 2_000 })
    expect(there.events).not.toContain('changed')
  })

  it.each([
    ['by one account or link', 100, () => 'one'],
    ['from one address', 600, undefined],
  ] as const)('are so many at the most: %s', async (_, most, by) => {
    const listener = (n: number) => ({ by: by?.() ?? String(n), address: by ? String(n) : 'clinic' })
    for (let n = 0; n < most; n++)
      expect(await boards.listen('minato', listener(n), async () => true)).not.toBeNull()
    expect(await boards.listen('minato', listener(most), async () => true)).toBeNull()
    expect(await boards.listen('minato', { by: 'other', address: 'other' }, async () => true)).not.toBeNull()
  })

  it('one board is read once for all who ask while nothing is committed, and anew after that', async () => {
    const before = await boards.read('minato')
    await open.db
      .transaction()
      .execute(trx =>
        trx.updateTable('association').set({ name: '別名' }).where('id', '=', 'minato').execute(),
      )
    const after = await boards.read('minato')
    expect([before, after].map(found => found?.board.association.name)).toEqual([
      '見本みなと医師会（架空）',
      '別名',
    ])
    expect(await boards.read('nobody')).toBeNull()
  })
})
