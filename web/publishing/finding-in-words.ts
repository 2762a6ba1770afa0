import type { GateFindingView, GateView } from '../../server/roster/gate/gate-view.ts'
import { intervalOf } from '../rosters/derived.ts'
import type { Wording } from '../wording/wording.ts'

type Words = Pick<Wording, 'publishing' | 'roster' | 'dates' | 'yearTable'>
type Names = Pick<GateView, 'units' | 'people' | 'stations' | 'schemes'>

/** A finding in words: which duties, what is wrong, and the hours in question; each may be empty. */
export type FindingInWords = {
  readonly duties: readonly string[]
  readonly text: string
  readonly hours: string
}

/** Says findings with the names that came with the gate. */
export function findingsInWords({ units, people, stations, schemes }: Names, words: Words) {
  const unitOf = new Map(units.map(unit => [unit.id, unit]))
  const nameOf = new Map(people.map(({ id, name }) => [id, name]))
  const schemeOf = new Map(schemes.map(({ id, shortName }) => [id, shortName]))
  const stationOf = new Map(stations.map(({ id, name }) => [id, name]))

  const spanOf = (hours: { start: string; end: string }) => words.dates.span(intervalOf(hours)).join('')
  const who = (ids: readonly string[]) =>
    ids.map(id => words.yearTable.physician(nameOf.get(id) ?? id)).join(words.publishing.and)

  const stationsIn = (finding: GateFindingView): string[] =>
    finding.stations.map(id => stationOf.get(id) ?? id)

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
    })
    const spans = hours.map(spanOf).join(words.publishing.and)
    const duties = finding.units.flatMap(id => {
      const unit = unitOf.get(id)
      return unit ? [`${spanOf(unit)} ${unit.label}`] : []
    })
    const ofNurses = ['noStation', 'noEvidence', 'linkEnded', 'outsideHours'].includes(kind)
    const whole = unitOf.get(finding.units[0] ?? '')
    const isAll = whole !== undefined && spans === spanOf(whole)
    return {
      duties: duties.length > 0 ? duties : spans === '' ? [] : [spans],
      text: kind === 'noStationPhone' ? `${stationsIn(finding).join(words.publishing.and)} ${text}` : text,
      hours: !ofNurses ? '' : isAll ? words.publishing.missingAll : words.publishing.missing(spans),
    }
  }
  return { inWords, stationsIn }
}
