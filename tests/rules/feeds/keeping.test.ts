import { describe, expect, it } from 'vitest'
import { type KeptFeed, KeptFeeds } from '../../../server/feeds/kept-feeds.ts'
import { Lanes } from '../../../server/feeds/lanes.ts'
import { LastReads } from '../../../server/feeds/last-reads.ts'
import type { PreparedDocument } from '../../../server/feeds/prepare-document.ts'
import { UnknownTokens } from '../../../server/feeds/unknown-tokens.ts'
import { HOUR } from '../../../server/time/interval.ts'

describe('calendars kept ready', () => {
  const aFeed = (id: string, size: number): KeptFeed => ({
    id,
    lastRead: { at: 0, by: '' },
    document: { size } as PreparedDocument,
    day: { start: 0, end: 1 },
    stamp: '',
    mark: 1,
  })
  const keptOf = (feeds: KeptFeeds, ...ids: string[]) => ids.filter(id => feeds.get(id))

  it('as many as the bytes allow, the oldest goes first', () => {
    const feeds = new KeptFeeds(100)
    for (const id of ['a', 'b', 'c']) feeds.set(id, aFeed(id, 50)) // eq most after b
    expect(keptOf(feeds, 'a', 'b', 'c')).toEqual(['b', 'c'])
  })

  it('one that was used since stays longer', () => {
    const feeds = new KeptFeeds(100)
    for (const id of ['a', 'b']) feeds.set(id, aFeed(id, 50))
    feeds.get('a')
    feeds.set('c', aFeed('c', 50))
    expect(keptOf(feeds, 'a', 'b', 'c')).toEqual(['a', 'c'])
  })

  it('one put in anew counts once', () => {
    const feeds = new KeptFeeds(100)
    for (let time = 0; time < 10; time++) feeds.set('a', aFeed('a', 40))
    feeds.set('b', aFeed('b', 60))
    expect(keptOf(feeds, 'a', 'b')).toEqual(['a', 'b'])
  })

  it('one that is larger than all of it is not kept, nor anything else lost for ever', () => {
    const feeds = new KeptFeeds(100)
    feeds.set('large', aFeed('large', 101))
    feeds.set('b', aFeed('b', 60))
    expect(keptOf(feeds, 'large', 'b')).toEqual(['b'])
  })
})

describe('when calendars were read', () => {
  const feed = () => ({ id: 's', lastRead: { at: 0, by: '' } })
  const NOW = 10 * HOUR

  it('is gathered once an hour', () => {
    const [reads, subscription] = [new LastReads(), feed()]
    reads.note(subscription, NOW, 'Google')
    expect(reads.take(9)).toEqual([{ id: 's', at: NOW, by: 'Google' }])
    reads.note(subscription, NOW + HOUR - 1, 'Google')
    expect(reads.take(9)).toEqual([])
    reads.note(subscription, NOW + HOUR, 'Google') // eq an hour
    expect(reads.take(9)).toEqual([{ id: 's', at: NOW + HOUR, by: 'Google' }])
  })

  it('and at once when another program reads', () => {
    const [reads, subscription] = [new LastReads(), feed()]
    reads.note(subscription, NOW, 'Google')
    reads.note(subscription, NOW + 1, 'iOS')
    expect(reads.take(9)).toEqual([{ id: 's', at: NOW + 1, by: 'iOS' }])
  })

  it('is handed out in portions, the oldest first, each once', () => {
    const reads = new LastReads()
    for (const id of ['a', 'b', 'c']) reads.note({ ...feed(), id }, NOW, 'Google')
    expect([2, 2, 2].map(most => reads.take(most).map(({ id }) => id))).toEqual([['a', 'b'], ['c'], []])
  })

  it('keeps the beginning of a long name', () => {
    const reads = new LastReads()
    reads.note(feed(), NOW, 'x'.repeat(10_000))
    expect(reads.take(9)[0]?.by).toHaveLength(120)
  })
})

describe('tokens looked up in vain', () => {
  const inVain = (unknown: UnknownTokens, address: string, now: number, times = 100_000) => {
    let allowed = 0
    for (let time = 0; time < times; time++) if (unknown.mayLookUp(address, now)) allowed++
    return allowed
  }

  it('an address has 60 at once and one a second', () => {
    const unknown = new UnknownTokens()
    expect(inVain(unknown, '203.0.113.1', 0)).toBe(60)
    expect(inVain(unknown, '203.0.113.1', 999)).toBe(0)
    expect(inVain(unknown, '203.0.113.1', 1_000)).toBe(1)
    expect(inVain(unknown, '203.0.113.2', 1_000)).toBe(60)
  })

  it('an IPv6 network counts as one address', () => {
    const unknown = new UnknownTokens()
    inVain(unknown, '2001:db8:1:1::1', 0)
    expect(inVain(unknown, '2001:db8:1:1::2', 0)).toBe(0)
    expect(inVain(unknown, '2001:db8:1:2::1', 0)).toBe(60)
  })

  it('all addresses together have 600 at once and 50 a second', () => {
    const unknown = new UnknownTokens()
    const sum = (now: number) => {
      let allowed = 0
      for (let host = 0; host < 200; host++) allowed += inVain(unknown, `203.0.113.${host}`, now, 70)
      return allowed
    }
    expect(sum(0)).toBe(600)
    expect(sum(10 * 60_000)).toBe(600)
    expect(sum(10 * 60_000 + 1_000)).toBe(50)
  })

  it('one that was known takes nothing', () => {
    const unknown = new UnknownTokens()
    for (let time = 0; time < 1_000; time++) {
      expect(unknown.mayLookUp('203.0.113.1', 0)).toBe(true)
      unknown.giveBack('203.0.113.1', 0)
    }
    expect(inVain(unknown, '203.0.113.1', 0)).toBe(60)
  })
})

describe('lanes', () => {
  it('run so many jobs at a time, in order, also after one that failed', async () => {
    const lanes = new Lanes(2)
    let [running, most] = [0, 0]
    const order: number[] = []
    const jobs = Array.from({ length: 9 }, (_, number) =>
      lanes.run(async () => {
        order.push(number)
        most = Math.max(most, ++running)
        await new Promise(resolve => setTimeout(resolve, 1))
        running--
        if (number === 3) throw new Error('failed')
        return number
      }),
    )
    const outcomes = await Promise.allSettled(jobs)
    expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual(order.map(number => number !== 3))
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    expect(most).toBe(2)
  })

  it('let others have their turn, however many jobs wait', async () => {
    const lanes = new Lanes(4)
    let [done, doneAtTurn] = [0, -1]
    const jobs = Array.from({ length: 1_000 }, () => lanes.run(async () => done++))
    setImmediate(() => {
      doneAtTurn = done
    })
    await Promise.all(jobs)
    expect(doneAtTurn).toBeLessThan(20)
  })
})
