import type { Remark } from '../../server/roster/remark.ts'
import type { RosterSummary } from '../../server/roster/roster-view.ts'
import type { NewSearch, RotaFound, RotaRunView } from '../../server/roster/runs/rota-run-view.ts'
import type { Wording } from '../wording/wording.ts'
import type { Member } from './derived.ts'
import { remarkInWords } from './remark-in-words.ts'

/**
 * What is to be said of the last search beside the draft:
 *
 * - `running`: how it stands;
 * - `offer`: it has found a rota that is not the draft, since that was changed meanwhile;
 * - `outdated`: it has found one for a year that is another by now, though nobody has changed the draft;
 * - `impossible`, `notFound`: there is no rota, or none was found in time;
 * - `failed`, `neverBegan`: it came to nothing;
 * - `nothing`: its rota is the draft, or what it said is out of date.
 */
export type SearchStage =
  | 'running'
  | 'offer'
  | 'outdated'
  | 'impossible'
  | 'notFound'
  | 'failed'
  | 'neverBegan'
  | 'nothing'

export function stageOf(
  run: Pick<RotaRunView, 'state' | 'found' | 'takenAt' | 'baseRevision' | 'startedAt'> | null,
  { revision, publications }: Pick<RosterSummary, 'revision' | 'publications'>,
): SearchStage {
  if (!run) return 'nothing'
  if (run.state === 'running') return 'running'
  const published = publications.some(
    ({ publishedAt }) => Date.parse(publishedAt) > Date.parse(run.startedAt),
  )
  if (run.takenAt !== null || published) return 'nothing'
  if (run.found && run.found.status !== 'infeasible')
    return run.baseRevision === revision ? 'outdated' : 'offer'
  if (run.baseRevision !== revision) return 'nothing'
  if (run.state === 'failed') return 'failed'
  if (!run.found) return 'neverBegan'
  return run.found.stopped === 'proof' ? 'impossible' : 'notFound'
}

/** A gap in whole hundredths, rounded up; null where it says nothing: a rota is not yet within twice the bound. */
export const percentOf = (gap: number | null): number | null =>
  gap === null || gap >= 1 ? null : Math.max(0, Math.ceil(gap * 100 - 1e-4))

type Words = Pick<Wording, 'search' | 'remarks' | 'roster' | 'dates' | 'yearTable'>

/** What the ids in conflicts and ways out stand for. */
function named(
  { units }: Pick<RotaFound, 'units'>,
  members: readonly Pick<Member, 'id' | 'name'>[],
  words: Words,
) {
  const byId = new Map(units.map(unit => [unit.id, unit]))
  const names = new Map(members.map(({ id, name }) => [id, name]))
  return {
    nameOf: (id: string): string | undefined => names.get(id),
    unitOf(id: string) {
      const unit = byId.get(id)
      return unit && { day: unit.day, label: '' }
    },
    whom(id: string): string {
      const name = names.get(id)
      return name === undefined ? words.roster.unknownPhysician : words.yearTable.physician(name)
    },
    /** Two units of one day are told apart by their hours. */
    day(id: string): string {
      const unit = byId.get(id)
      if (!unit) return ''
      const hours = { start: Date.parse(`${unit.start}+09:00`), end: Date.parse(`${unit.end}+09:00`) }
      return unit.alone ? words.dates.day(unit.day) : words.dates.span(hours).join('')
    },
  }
}

/** Kinds that follow from the input alone. The others only say what the nearest rota lacks: another may lack it elsewhere. */
const REASONS: readonly RotaFound['conflicts'][number]['kind'][] = [
  'capacity',
  'minima',
  'nobodyEligible',
  'pinImpossible',
  'together',
]

/** Why there is no rota that keeps every rule, in sentences, each once; where no reason is known, what the nearest lacks. */
export function conflictsInWords(
  found: Pick<RotaFound, 'conflicts' | 'units'>,
  members: readonly Pick<Member, 'id' | 'name'>[],
  words: Words,
): { reasons: boolean; sentences: string[] } {
  const about = named(found, members, words)
  const say = words.search
  const sentence = (conflict: RotaFound['conflicts'][number]): string => {
    if (conflict.kind === 'pinImpossible')
      return say.pinImpossible(about.day(conflict.unit), about.whom(conflict.person))
    if (conflict.kind === 'together') {
      const { rules, gap } = conflict
      const named = rules.map(rule =>
        rule === 'gap' ? say.rulesTogether.gap(gap?.days ?? 0) : say.rulesTogether[rule],
      )
      return say.together(named) + (gap ? ` ${say.gapPossible(gap.days, gap.possible)}` : '')
    }
    const remark = (given: Partial<Remark>): string =>
      remarkInWords({ kind: conflict.kind, people: [], units: [], ...given }, about, words)
    switch (conflict.kind) {
      case 'capacity': {
        const { block, post, duties, maxima } = conflict
        return remark({ block: block ?? undefined, post, count: duties, limit: maxima })
      }
      case 'minima':
        return remark({ count: conflict.duties, limit: conflict.minima })
      case 'nobodyEligible':
      case 'unfilled':
        return remark({ units: [conflict.unit], post: conflict.post })
      case 'belowMin':
        return remark({ people: [conflict.person], count: conflict.count, limit: conflict.min })
      case 'withinGap': {
        const { person, unit, otherUnit, daysApart } = conflict
        return remark({ people: [person], units: [otherUnit, unit], count: daysApart })
      }
    }
  }
  const reasons = found.conflicts.filter(({ kind }) => REASONS.includes(kind))
  const said = reasons.length > 0 ? reasons : found.conflicts
  return { reasons: reasons.length > 0, sentences: [...new Set(said.map(sentence))] }
}

export type WayOut = { readonly index: number; readonly lines: readonly string[] }

/** The ways out, each with what it asks of whom. */
export function waysOutInWords(
  found: Pick<RotaFound, 'remedies' | 'units'>,
  members: readonly Pick<Member, 'id' | 'name'>[],
  words: Words,
): WayOut[] {
  const about = named(found, members, words)
  const say = words.search.relaxations
  const line = (one: RotaFound['remedies'][number]['relaxations'][number]): string => {
    switch (one.kind) {
      case 'ask':
        return say.ask(about.whom(one.person), about.day(one.unit))
      case 'leaveOpen':
        return say.leaveOpen(about.day(one.unit), words.roster.posts[one.post] ?? one.post)
      case 'shortGap':
        return say.shortGap(
          about.whom(one.person),
          about.day(one.unit),
          about.day(one.otherUnit),
          one.daysApart,
        )
      case 'groupAgain': {
        const groups: Readonly<Record<string, string>> = words.remarks.groups
        return say.groupAgain(about.whom(one.person), groups[one.group] ?? one.group, about.day(one.unit))
      }
      case 'aboveMax':
        return say.aboveMax(about.whom(one.person), one.count, one.max)
      case 'belowMin':
        return say.belowMin(about.whom(one.person), one.count, one.min)
    }
  }
  return found.remedies.map(({ relaxations }, index) => ({ index, lines: relaxations.map(line) }))
}

/** What is wrong with the input of a search in sentences, each once, from the fields the server names. */
export function inputProblems(
  fields: readonly string[],
  members: readonly Pick<Member, 'id' | 'name'>[],
  words: Words,
): string[] {
  const said = words.search.fields
  const names = new Map(members.map(({ id, name }) => [id, name]))
  const sentence = (path: string): string => {
    const [list, id, field] = path.split('.')
    if (list === 'people' && id === undefined) return said.people
    if (list === 'units' && id === undefined) return said.units
    if (list === 'pins') return said.pins
    if (list === 'settled' && id !== undefined) return words.remarks.about(words.dates.day(id), said.settled)
    if (list === 'unavailable' || list === 'want' || list === 'avoid') return said.wishes
    const name = list === 'people' && id !== undefined ? names.get(id) : undefined
    if (name !== undefined && (field === 'min' || field === 'opening'))
      return words.remarks.about(words.yearTable.physician(name), said[field])
    return said.other
  }
  return [...new Set(fields.map(sentence))]
}

/** Why what a search has found can no longer be the draft, in sentences, each once, from the fields the server names. */
export function changesInWords(
  fields: readonly string[],
  members: readonly Pick<Member, 'id' | 'name'>[],
  words: Words,
): string[] {
  const said = words.search.changes
  const names = new Map(members.map(({ id, name }) => [id, name]))
  const sentence = (path: string): string => {
    const [list, id] = path.split('.')
    if (list === 'published') return said.published
    if (list === 'units') return id === undefined ? said.units : said.begun
    const name = names.get(id ?? '')
    return said.member(name === undefined ? words.roster.unknownPhysician : words.yearTable.physician(name))
  }
  return [...new Set(fields.map(sentence))]
}

/** What is typed for a search; empty: as usual. */
export type SearchOptions = { seconds: string; seed: string; keepPins: boolean; near: boolean }

export const USUAL_OPTIONS: SearchOptions = { seconds: '', seed: '', keepPins: true, near: false }

const whole = (text: string, least: number, most: number): number | null => {
  const number = /^\d{1,10}$/.test(text.trim()) ? Number(text) : Number.NaN
  return number >= least && number <= most ? number : null
}

export const secondsAreRight = ({ seconds }: SearchOptions): boolean =>
  seconds.trim() === '' || whole(seconds, 1, 600) !== null
export const seedIsRight = ({ seed }: SearchOptions): boolean =>
  seed.trim() === '' || whole(seed, 0, 2_147_483_647) !== null

/** The search to ask the server for; null while something typed is wrong. */
export function searchOf(options: SearchOptions, revision: number): NewSearch | null {
  if (!secondsAreRight(options) || !seedIsRight(options)) return null
  const seconds = whole(options.seconds, 1, 600)
  return {
    revision,
    keep: options.keepPins ? 'pins' : 'nothing',
    seed: whole(options.seed, 0, 2_147_483_647) ?? 1,
    near: options.near,
    anew: false,
    ...(seconds === null ? {} : { seconds }),
  }
}
