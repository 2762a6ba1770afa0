import { describe, expect, it } from 'vitest'
import { type Conduct, Searches } from '../../../server/roster/runs/searches.ts'

/** Searches that say what happens to them, and wait inside their turn until they are let go. */
function someSearches() {
  const reports: string[] = []
  const said: string[] = []
  const searches = new Searches(line => reports.push(line))
  const letGo = new Map<string, () => void>()
  const begin = (id: string, inside: () => Promise<void> = () => new Promise(go => letGo.set(id, go))) => {
    const conduct: Conduct = async (stop, inTurn) => {
      stop.signal.addEventListener('abort', () => letGo.get(id)?.())
      const had = await inTurn(async () => {
        said.push(`${id} begins`)
        await inside()
        return 'a turn'
      })
      said.push(had === null ? `${id} had no turn` : `${id} ends`)
    }
    searches.begin(id, conduct)
  }
  return { searches, begin, said, reports, letGo: (id: string) => letGo.get(id)?.() }
}

const soon = () => new Promise(resolve => setTimeout(resolve))

describe('the searches of a server', () => {
  it('have their turns one at a time, in the order of their start', async () => {
    const { begin, said, searches, letGo } = someSearches()
    for (const id of ['a', 'b', 'c']) begin(id)
    await soon()
    expect(said).toEqual(['a begins'])
    for (const id of ['a', 'b', 'c']) {
      letGo(id)
      await searches.over(id)
      await soon()
    }
    expect(said).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  })

  it('leave the queue at once when they are stopped before their turn, and nobody else', async () => {
    const { begin, said, searches, letGo } = someSearches()
    for (const id of ['a', 'b', 'c']) begin(id)
    searches.stop('b')
    await searches.over('b')
    expect(said).toEqual(['a begins', 'b had no turn'])
    letGo('a')
    await searches.over('a')
    await soon()
    expect(said.slice(2)).toEqual(['a ends', 'c begins'])
    await searches.end()
  })

  it('are all over when they are ended, and those of others are no concern', async () => {
    const { begin, said, searches } = someSearches()
    begin('a')
    begin('b')
    await soon()
    searches.stop('of another server')
    await searches.over('of another server')
    await searches.end()
    expect(said.toSorted()).toEqual(['a begins', 'a ends', 'b had no turn'])
  })

  it('report what fails, and go on with the next', async () => {
    const { begin, said, searches, reports, letGo } = someSearches()
    begin('a', () => Promise.reject(new Error('a bug')))
    begin('b')
    await searches.over('a')
    await soon()
    expect(reports).toEqual([expect.stringMatching(/^search a: Error: a bug/)])
    expect(said).toEqual(['a begins', 'b begins'])
    letGo('b')
    await searches.over('b')
    expect(said.at(-1)).toBe('b ends')
  })
})
