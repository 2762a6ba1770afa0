import type { Instant } from '../time/clock.ts'
import type { Interval } from '../time/interval.ts'
import {
  type Answer,
  type Answerer,
  type Away,
  type CoverageLayers,
  precedence,
  type Stand,
} from './coverage-layers.ts'

/** Who answers at a post, and who comes next if they do not, each person once. */
export type Segment = { start: Instant; end: Instant; post: string; answer: Answer; next: Answer[] }

/** Hours in which nobody answers at a post, though a later one may have somebody; `away`: who would have, were they there. */
export type Gap = { start: Instant; end: Instant; post: string; away: Answerer[] }

export type Coverage = { segments: Segment[]; gaps: Gap[] }

/**
 * Who answers at each post through `window`, as the fewest segments and gaps, each in order of time. Every instant of
 * every post is in exactly one of them. The one place where precedence is decided (architecture.md §2.3).
 */
export function resolveCoverage(layers: CoverageLayers, window: Interval): Coverage {
  const coverage: Coverage = { segments: [], gaps: [] }
  const last = new Map<string, Segment | Gap>()
  for (const { start, end, stands, away } of sweep(layers, window))
    for (const said of decide(layers.posts, stands, away)) {
      const before = last.get(said.post)
      if (before && sameWord(before, said)) before.end = end
      else {
        const whole = { ...said, start, end }
        last.set(said.post, whole)
        if ('answer' in whole) coverage.segments.push(whole)
        else coverage.gaps.push(whole)
      }
    }
  return coverage
}

/** What holds at one instant: `resolveCoverage` of the second that begins with it. */
export function answersAt({ posts, stands, away }: CoverageLayers, instant: Instant): Word[] {
  const then = ({ start, end }: Interval) => start <= instant && instant < end
  return decide(posts, inPrecedence(stands.filter(then)), away.filter(then))
}

/** What is said of one post. */
export type Word = { post: string; answer: Answer; next: Answer[] } | { post: string; away: Answerer[] }

/** Goes through the posts in order. Nobody who is away answers, and nobody stands behind themselves. */
function decide(posts: readonly string[], stands: readonly Placed[], away: readonly Away[]): Word[] {
  const answering: string[] = []
  return posts.map(post => {
    const met: string[] = []
    const [present, absent]: [Placed[], Placed[]] = [[], []]
    for (const one of stands) {
      if (one.post !== post || met.includes(one.person) || answering.includes(one.person)) continue
      met.push(one.person)
      if (isAway(one.who, away)) absent.push(one)
      else present.push(one)
    }
    const [first, ...next] = present
    if (!first) return { post, away: absent.map(({ who }) => who) }
    answering.push(first.person)
    return { post, answer: first.answer, next: next.map(({ answer }) => answer) }
  })
}

const isAway = ({ kind, id }: Answerer, away: readonly Away[]): boolean =>
  kind === 'physician' && away.some(({ physicianId }) => physicianId === id)

/** A stand with its rank among all, and what is asked of it at every instant. */
type Placed = Stand & { readonly place: number; readonly person: string; readonly answer: Answer }

const rankOf: ReadonlyMap<string, number> = new Map(precedence.map((source, rank) => [source, rank]))

const personOf = ({ kind, id }: Answerer): string => `${kind} ${id}`

/** By source, then its order, then who began later; the last two only settle what is entered twice. */
const byPrecedence = (a: Stand, b: Stand): number =>
  (rankOf.get(a.source) ?? 0) - (rankOf.get(b.source) ?? 0) ||
  a.order - b.order ||
  b.start - a.start ||
  (personOf(a.who) < personOf(b.who) ? -1 : 1)

const inPrecedence = (stands: readonly Stand[]): Placed[] =>
  [...stands].sort(byPrecedence).map((stand, place) => {
    const { who, source, reason } = stand
    return { ...stand, place, person: personOf(who), answer: { who, source, reason } }
  })

type Stretch = Interval & { stands: readonly Placed[]; away: readonly Away[] }

/** The window cut wherever anybody begins or ends, each stretch with who stands in it, in precedence, and who is away. */
function* sweep({ stands, away }: CoverageLayers, window: Interval): Generator<Stretch> {
  const inWindow = ({ start, end }: Interval) => start < end && start < window.end && end > window.start
  const standing = inTurn(inPrecedence(stands.filter(inWindow)), (a, b) => a.place - b.place)
  const gone = inTurn(away.filter(inWindow), () => 0)
  for (let start = window.start; start < window.end; ) {
    const [here, absent] = [standing(start), gone(start)]
    const end = Math.min(window.end, here.until, absent.until)
    yield { start, end, stands: here.now, away: absent.now }
    start = end
  }
}

/** Who of many is there at instants that are asked in order of time, sorted by `order`, and until when that holds. */
function inTurn<One extends Interval>(all: readonly One[], order: (a: One, b: One) => number) {
  const coming = [...all].sort((a, b) => a.start - b.start)
  let next = 0
  let now: One[] = []
  let until = Number.NEGATIVE_INFINITY
  return (instant: Instant): { now: readonly One[]; until: Instant } => {
    if (instant < until) return { now, until }
    now = now.filter(({ end }) => end > instant)
    for (let one = coming[next]; one && one.start <= instant; one = coming[++next])
      if (one.end > instant) now.push(one)
    now.sort(order)
    until = coming[next]?.start ?? Number.POSITIVE_INFINITY
    for (const { end } of now) until = Math.min(until, end)
    return { now, until }
  }
}

const sameWord = (a: Word, b: Word): boolean => {
  if ('answer' in a !== 'answer' in b) return false
  if ('answer' in a && 'answer' in b) return sameAnswers([a.answer, ...a.next], [b.answer, ...b.next])
  return 'away' in a && 'away' in b && samePeople(a.away, b.away)
}

const samePeople = (a: readonly Answerer[], b: readonly Answerer[]): boolean =>
  a.length === b.length && a.every((who, index) => isSame(who, b[index]))

const sameAnswers = (a: readonly Answer[], b: readonly Answer[]): boolean =>
  a.length === b.length &&
  a.every((one, index) => {
    const other = b[index]
    return (
      other !== undefined &&
      isSame(one.who, other.who) &&
      one.source === other.source &&
      sameReason(one.reason, other.reason)
    )
  })

const isSame = (a: Answerer, b: Answerer | undefined): boolean => a.kind === b?.kind && a.id === b.id

const sameReason = (a: Answer['reason'], b: Answer['reason']): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b)
