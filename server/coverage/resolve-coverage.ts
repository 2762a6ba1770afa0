import type { Instant } from '../time/clock.ts'
import type { Interval } from '../time/interval.ts'
import { type Answer, type Answerer, type CoverageLayers, precedence, type Stand } from './coverage-layers.ts'

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
export function answersAt(layers: CoverageLayers, instant: Instant): Word[] {
  const then = ({ start, end }: Interval) => start <= instant && instant < end
  const away = new Set(layers.away.filter(then).map(({ physicianId }) => physicianId))
  return decide(layers.posts, layers.stands.filter(then).sort(byPrecedence), away)
}

/** What is said of one post. */
export type Word = { post: string; answer: Answer; next: Answer[] } | { post: string; away: Answerer[] }

/** Goes through the posts in order. `stands` are sorted; nobody who is away answers, and nobody behind themselves. */
function decide(posts: readonly string[], stands: readonly Stand[], away: ReadonlySet<string>): Word[] {
  const answering = new Set<string>()
  return posts.map(post => {
    const here = eachOnce(stands.filter(stand => stand.post === post && !answering.has(keyOf(stand.who))))
    const isAway = ({ who }: Stand) => who.kind === 'physician' && away.has(who.id)
    const [answer, ...next] = here.filter(stand => !isAway(stand)).map(answerOf)
    if (!answer) return { post, away: here.map(({ who }) => who) }
    answering.add(keyOf(answer.who))
    return { post, answer, next }
  })
}

const answerOf = ({ who, source, reason }: Stand): Answer => ({ who, source, reason })

const keyOf = ({ kind, id }: Answerer): string => `${kind} ${id}`

/** Each person where they come first. */
function eachOnce(stands: readonly Stand[]): Stand[] {
  const seen = new Set<string>()
  return stands.filter(({ who }) => !seen.has(keyOf(who)) && seen.add(keyOf(who)))
}

const rankOf = new Map(precedence.map((source, rank) => [source, rank]))

/** By source, then its order, then who began later; the last two only settle what is entered twice. */
const byPrecedence = (a: Stand, b: Stand): number =>
  (rankOf.get(a.source) ?? 0) - (rankOf.get(b.source) ?? 0) ||
  a.order - b.order ||
  b.start - a.start ||
  (keyOf(a.who) < keyOf(b.who) ? -1 : 1)

type Stretch = Interval & { stands: readonly Stand[]; away: ReadonlySet<string> }

/** The window cut wherever anybody begins or ends, each stretch with who stands in it, sorted, and who is away. */
function* sweep({ stands, away }: CoverageLayers, window: Interval): Generator<Stretch> {
  const inWindow = ({ start, end }: Interval) => start < end && start < window.end && end > window.start
  const coming = stands.filter(inWindow).sort((a, b) => a.start - b.start)
  const leaving = away.filter(inWindow).sort((a, b) => a.start - b.start)
  let standing: Stand[] = []
  let gone: typeof leaving = []
  let [nextStand, nextAway] = [0, 0]
  for (let start = window.start; start < window.end; ) {
    if (standing.some(({ end }) => end <= start)) standing = standing.filter(({ end }) => end > start)
    gone = gone.filter(({ end }) => end > start)
    const before = nextStand
    for (let one = coming[nextStand]; one && one.start <= start; one = coming[++nextStand]) standing.push(one)
    if (nextStand > before) standing.sort(byPrecedence)
    for (let one = leaving[nextAway]; one && one.start <= start; one = leaving[++nextAway]) gone.push(one)
    const end = Math.min(
      window.end,
      coming[nextStand]?.start ?? window.end,
      leaving[nextAway]?.start ?? window.end,
      ...standing.map(one => one.end),
      ...gone.map(one => one.end),
    )
    yield { start, end, stands: standing, away: new Set(gone.map(({ physicianId }) => physicianId)) }
    start = end
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
