import { NURSE_KINDS } from '../../server/roster/gate/gate.ts'
import type { GateFindingView, GateView } from '../../server/roster/gate/gate-view.ts'
import { intervalOf } from '../rosters/derived.ts'
import type { Wording } from '../wording/wording.ts'

type Words = Pick<Wording, 'publishing' | 'roster' | 'dates' | 'yearTable'>
type Names = Pick<GateView, 'units' | 'people' | 'stations' | 'schemes' | 'withdrawn'> & {
  association: Pick<GateView['association'], 'id'>
}

/** What the association of a station enters for it, and nobody else. */
const ENTERED_BY_ITS_ASSOCIATION: readonly GateFindingView['kind'][] = [
  'noEvidence',
  'outsideHours',
  'noStationPhone',
]

/** A finding in words: which duties, what is wrong, and the hours in question; each may be empty. */
export type FindingInWords = {
  readonly duties: readonly string[]
  readonly text: string
  readonly hours: string
}

/** Says findings with the names that came with the gate. */
export function findingsInWords(
  { units, people, stations, schemes, withdrawn, association: own }: Names,
  words: Words,
) {
  const unitOf = new Map(units.map(unit => [unit.id, unit]))
  const nameOf = new Map(people.map(({ id, name }) => [id, name]))
  const schemeOf = new Map(schemes.map(({ id, shortName }) => [id, shortName]))
  const stationOf = new Map(stations.map(station => [station.id, station]))
  const withdrawnOf = new Map(withdrawn.map(one => [one.unitId, one]))

  const spanOf = (hours: { start: string; end: string }) => words.dates.span(intervalOf(hours)).join('')
  const who = (ids: readonly string[]) =>
    ids.map(id => words.yearTable.physician(nameOf.get(id) ?? id)).join(words.publishing.and)

  const stationsIn = (finding: GateFindingView): string[] =>
    finding.stations.map(id => {
      const station = stationOf.get(id)
      if (!station) return id
      const { name, association } = station
      return association.id === own.id ? name : words.publishing.ofAssociation(name, association.name)
    })

  /** The other associations that have to be asked: what is missing is theirs to enter. A link is entered here. */
  const othersIn = (finding: GateFindingView): string[] => {
    if (!ENTERED_BY_ITS_ASSOCIATION.includes(finding.kind)) return []
    const associations = finding.stations.flatMap(id => stationOf.get(id)?.association ?? [])
    return [...new Set(associations.filter(({ id }) => id !== own.id).map(({ name }) => name))]
  }

  /** Whether all that is missing is theirs to enter, and nothing of it ours. */
  const isTheirs = (finding: GateFindingView): boolean =>
    othersIn(finding).length > 0 && finding.stations.every(id => stationOf.get(id)?.association.id !== own.id)

  const inWords = (finding: GateFindingView): FindingInWords => {
    const { kind, post, count, limit, group, block, elsewhere, hours } = finding
    const text = words.publishing.finding[kind].text({
      who: who(finding.people),
      post: post === null ? '' : (words.roster.posts[post] ?? post),
      count: count ?? 0,
      limit: limit ?? 0,
      group,
      block: block ?? '',
      elsewhere: elsewhere === null ? '' : (schemeOf.get(elsewhere) ?? elsewhere),
      withdrawn: withdrawnOf.get(finding.units[0] ?? '') ?? null,
    })
    const spans = hours.map(spanOf).join(words.publishing.and)
    const duties = finding.units.flatMap(id => {
      const unit = unitOf.get(id)
      return unit ? [`${spanOf(unit)} ${unit.label}`] : []
    })
    const ofNurses = NURSE_KINDS.some(one => one === kind)
    const whole = unitOf.get(finding.units[0] ?? '')
    const isAll = whole !== undefined && spans === spanOf(whole)
    return {
      duties: duties.length > 0 ? duties : spans === '' ? [] : [spans],
      text: kind === 'noStationPhone' ? `${stationsIn(finding).join(words.publishing.and)} ${text}` : text,
      hours: !ofNurses ? '' : isAll ? words.publishing.missingAll : words.publishing.missing(spans),
    }
  }
  return { inWords, stationsIn, othersIn, isTheirs, stations }
}
