import type { Remark } from '../../server/roster/remark.ts'
import type { LocalDay } from '../../server/time/local-day.ts'
import type { Wording } from '../wording/wording.ts'

/** What the ids of a year stand for; undefined: nobody and nothing of this year. */
export type Named = {
  nameOf(physician: string): string | undefined
  /** `label` is empty where the day alone says which unit it is. */
  unitOf(unit: string): { day: LocalDay; label: string } | undefined
}

type Words = Pick<Wording, 'remarks' | 'roster' | 'dates' | 'yearTable'>

/** The names of a year's members and units. */
export function namedBy(
  members: ReadonlyMap<string, { name: string }>,
  units: readonly { id: string; day: LocalDay; label: string }[],
): Named {
  const sameDay = Map.groupBy(units, ({ day }) => day)
  const known = new Map(
    units.map(({ id, day, label }) => [id, { day, label: sameDay.get(day)?.length === 1 ? '' : label }]),
  )
  return { nameOf: id => members.get(id)?.name, unitOf: id => known.get(id) }
}

/** A physician as one speaks of them. */
export function physicianInWords(
  id: string,
  { nameOf }: Named,
  { yearTable, roster }: Pick<Wording, 'yearTable' | 'roster'>,
): string {
  const name = nameOf(id)
  return name === undefined ? roster.unknownPhysician : yearTable.physician(name)
}

/** A duty by its day, and by what it is called where there are several on that day. */
export function dutyInWords(unit: string, { unitOf }: Named, { dates }: Pick<Wording, 'dates'>): string {
  const known = unitOf(unit)
  return known ? `${dates.day(known.day)}${known.label && ` ${known.label}`}` : ''
}

/** Kinds that are about a duty, whoever has it. */
const ABOUT_DUTIES: readonly Remark['kind'][] = ['unfilled', 'nobodyEligible']

/** A remark as a sentence that says whom or which duty it is about. */
export function remarkInWords(remark: Remark, named: Named, words: Words): string {
  const whom = ABOUT_DUTIES.includes(remark.kind)
    ? dutiesInWords(remark.units, named, words)
    : words.remarks.together(remark.people.map(id => physicianInWords(id, named, words)))
  const sentence = sentenceOf(remark, named, words)
  return whom === '' ? sentence : words.remarks.about(whom, sentence)
}

/** The same without whom it is about. */
export function sentenceOf(remark: Remark, named: Named, words: Words): string {
  const { kind, units, post, group = null, block = '', count = 0, limit = 0 } = remark
  return words.remarks.sentence[kind]({
    days: dutiesInWords(units, named, words),
    post: post === undefined ? '' : (words.roster.posts[post] ?? post),
    group,
    block,
    units: units.length,
    count,
    limit,
  })
}

const dutiesInWords = (units: readonly string[], named: Named, words: Words): string =>
  words.remarks.together(units.map(unit => dutyInWords(unit, named, words)))
