import type { CoverageLayers, Stand } from '../../../server/coverage/coverage-layers.ts'

/** The oracle of the resolver: asks at one instant, by trying everybody in turn, and knows nothing of intervals. */

export const MINUTE = 60_000

const SOURCES = ['override', 'absenceCover', 'attending', 'deputy', 'rota', 'backup']

export function answersByMinute({ posts, stands, away }: CoverageLayers, at: number) {
  const taken: string[] = []
  const words = []
  for (const post of posts) {
    const chain: Stand[] = []
    const missing: Stand[] = []
    const met: string[] = []
    let left = stands.filter(one => one.post === post && one.start <= at && at < one.end)
    while (left.length > 0) {
      let best = left[0] as Stand
      for (const one of left) if (comesBefore(one, best)) best = one
      left = left.filter(one => one !== best)
      const name = `${best.who.kind} ${best.who.id}`
      if (met.includes(name) || taken.includes(name)) continue
      met.push(name)
      const { who } = best
      const isAway =
        who.kind === 'physician' &&
        away.some(one => one.physicianId === who.id && one.start <= at && at < one.end)
      if (isAway) missing.push(best)
      else chain.push(best)
    }
    const [answer, ...next] = chain.map(({ who, source, reason }) => ({ who, source, reason }))
    if (answer) {
      taken.push(`${answer.who.kind} ${answer.who.id}`)
      words.push({ post, answer, next })
    } else words.push({ post, away: missing.map(({ who }) => who) })
  }
  return words
}

function comesBefore(a: Stand, b: Stand): boolean {
  const [rankA, rankB] = [SOURCES.indexOf(a.source), SOURCES.indexOf(b.source)]
  if (rankA !== rankB) return rankA < rankB
  if (a.order !== b.order) return a.order < b.order
  if (a.start !== b.start) return a.start > b.start
  return `${a.who.kind} ${a.who.id}` < `${b.who.kind} ${b.who.id}`
}
