import { type Block, meet } from '../../duty/block.ts'
import type { Instant } from '../../time/clock.ts'
import type { Interval } from '../../time/interval.ts'
import type { Answer, Answerer, CoverageLayers } from '../coverage-layers.ts'
import { type Gap, resolveCoverage, type Segment } from '../resolve-coverage.ts'

/** A scheme, or one block of it, with the hours in which it owes somebody and those of which a rota is published. */
export type DistrictOnBoard = {
  readonly layers: CoverageLayers
  readonly onDuty: readonly Interval[]
  readonly published: readonly Interval[]
}

/**
 * Why the rota has nobody: `gap` somebody should be there, `unpublished` nobody can be there yet, `between` nobody is
 * expected at these hours.
 */
type Lack = 'gap' | 'unpublished' | 'between'

/**
 * What the board says of a post for some hours. `answer`: whom to call, with a lack only the final back-up; `behind`:
 * who comes next if they do not answer; `away`: who would have been there.
 */
export type Said = Interval & {
  readonly answer: Answer | null
  readonly behind: readonly Answer[]
  readonly lack: Lack | null
  readonly away: readonly Answerer[]
}

/**
 * A post now, its next duty, and the gap before that if there is one. `changesAt`: when anything of what is said changes
 * by itself.
 */
export type Line = {
  readonly post: string
  readonly now: Said
  readonly next: Said | null
  readonly gap: Said | null
  readonly changesAt: Instant
}

/** What of a scheme stands in one block of it; its final back-up and whoever serves the whole scheme stand in every one. */
export const layersOfBlock = (
  layers: CoverageLayers,
  blockOf: (unitId: string) => Block,
  block: Block,
): CoverageLayers => ({
  ...layers,
  stands: layers.stands.filter(({ reason }) => reason.of !== 'duty' || meet(blockOf(reason.unitId), block)),
})

/** Every post of a district at the start of the window, which ends where nobody looks further ahead. */
export function linesOf(district: DistrictOnBoard, window: Interval): Line[] {
  const { segments, gaps } = resolveCoverage(district.layers, window)
  return district.layers.posts.flatMap(post => {
    const here = [...segments, ...gaps].filter(one => one.post === post).sort((a, b) => a.start - b.start)
    const said = here.flatMap(one => sayOf(one, district))
    const [now, ...later] = merge(said)
    if (!now || !said[0]) return []
    const next = later.find(({ lack }) => lack === null) ?? null
    const gap = later.find(({ lack, start }) => lack === 'gap' && start < (next?.start ?? window.end)) ?? null
    return [{ post, now, next, gap, changesAt: said[0].end }]
  })
}

/** A segment of the rota as it is; hours without one are cut wherever the reason for it changes. */
function sayOf(one: Segment | Gap, { layers, onDuty, published }: DistrictOnBoard): Said[] {
  const { start, end, post } = one
  const [answer, behind] = 'answer' in one ? [one.answer, one.next] : [null, []]
  if (answer !== null && answer.source !== 'backup')
    return [{ start, end, answer, behind, lack: null, away: awayFrom(layers, post, start) }]
  const stands = layers.stands.filter(stand => stand.post === post)
  const edges = [...onDuty, ...published, ...stands, ...layers.away]
  const cuts = [start, ...edges.flatMap(edge => [edge.start, edge.end]), end]
    .filter(instant => start <= instant && instant <= end)
    .sort((a, b) => a - b)
  return cuts.slice(1).flatMap((to, index): Said[] => {
    const from = cuts[index] ?? to
    if (from === to) return []
    const away = awayFrom(layers, post, from)
    return [{ start: from, end: to, answer, behind, lack: lackAt(from, away, { onDuty, published }), away }]
  })
}

function lackAt(
  instant: Instant,
  away: readonly Answerer[],
  { onDuty, published }: Pick<DistrictOnBoard, 'onDuty' | 'published'>,
): Lack {
  const at = ({ start, end }: Interval) => start <= instant && instant < end
  // Somebody had a duty there, whatever the rules have become since.
  if (away.length > 0) return 'gap'
  if (!onDuty.some(at)) return 'between'
  return published.some(at) ? 'gap' : 'unpublished'
}

/** Who has a duty at the post at this instant and is away, each once. */
function awayFrom({ stands, away }: CoverageLayers, post: string, instant: Instant): Answerer[] {
  const at = ({ start, end }: Interval) => start <= instant && instant < end
  const absent = new Set(away.filter(at).map(({ physicianId }) => physicianId))
  const here = stands.filter(stand => stand.post === post && at(stand) && absent.has(stand.who.id))
  return [...new Map(here.map(({ who }) => [who.id, who])).values()]
}

/** Neighbours that name the same person for the same reason, or the same lack, are one. */
function merge(said: readonly Said[]): Said[] {
  const merged: Said[] = []
  for (const one of said) {
    const last = merged.at(-1)
    if (last && keyOf(last) === keyOf(one)) merged[merged.length - 1] = { ...last, end: one.end }
    else merged.push(one)
  }
  return merged
}

const keyOf = ({ answer, lack, away }: Said): string =>
  JSON.stringify([answer?.who, answer?.source, answer?.reason, lack, lack === 'gap' ? away : []])
