import type { Evidence } from '../../directory/stations/evidence.ts'
import { gapsIn, jointCover, type LinkedStation } from '../../directory/stations/nurse-cover.ts'
import type { Interval } from '../../time/interval.ts'
import type { LocalDay } from '../../time/local-day.ts'
import { localDayOf } from '../../time/tokyo.ts'
import { type Finding, type FindingKind, finding } from './gate.ts'
import { type GateFacts, partsToCome } from './gate-facts.ts'

/**
 * A visiting-nurse station with a 24-hour link stands behind every minute of every post (必須条件, domain.md §2A), by
 * evidence that holds then. Several stations may cover a duty jointly. Each finding says which hours lack one, and
 * whether nobody is linked (`noStation`), the evidence does not reach so far (`noEvidence`), the links or the stations
 * themselves end before (`linkEnded`), or the stations are not there by their own hours (`outsideHours`).
 */
export function nurseLink(facts: GateFacts): Finding[] {
  const parts = partsToCome(facts)
  const year = {
    start: Math.min(...parts.map(part => part.start)),
    end: Math.max(...parts.map(part => part.end)),
  }
  const coverFor = coverOfYear(facts, year)
  return parts.flatMap(part => {
    const { unitId, post, physicianId } = part
    const behind = coverFor(physicianId)
    const gaps = gapsIn(behind.cover, part)
    if (gaps.length === 0) return []
    const kind = behind.whyNot(gaps)
    const stations = [...new Set(behind.stations.map(({ id }) => id))]
    const about = { units: [unitId], post, people: [physicianId], stations, hours: gaps }
    return [finding(kind, { page: 'stations', stations }, about)]
  })
}

/** The stations that count for a post that this physician stands. */
export const stationsBehind = (
  { links: { ofScheme, ofPhysician } }: Pick<GateFacts, 'links'>,
  physicianId: string,
): readonly LinkedStation[] => {
  const own = ofPhysician.get(physicianId)
  return own ? [...ofScheme, ...own] : ofScheme
}

type Behind = {
  stations: readonly LinkedStation[]
  /** When one of them can be relied on. */
  cover: readonly Interval[]
  /** Names the one thing that would mend all of these gaps, if there is one. */
  whyNot(gaps: readonly Interval[]): FindingKind
}

/** The year is worked out once for the scheme and once for everybody who has stations of their own. */
function coverOfYear(facts: GateFacts, year: Interval): (physicianId: string) => Behind {
  const today = localDayOf(facts.now)
  const ofScheme = behindOf(facts.links.ofScheme, year, today)
  const known = new Map<string, Behind>()
  return physicianId => {
    if (!facts.links.ofPhysician.has(physicianId)) return ofScheme
    const behind = known.get(physicianId) ?? behindOf(stationsBehind(facts, physicianId), year, today)
    known.set(physicianId, behind)
    return behind
  }
}

function behindOf(stations: readonly LinkedStation[], year: Interval, today: LocalDay): Behind {
  const coverIf = (change: Partial<LinkedStation>) =>
    jointCover(
      stations.map(station => ({ ...station, ...change })),
      year,
      today,
    )
  // Worked out when the first gap asks for it.
  let ifProven: Interval[] | undefined
  let ifLinked: Interval[] | undefined
  const covers = (cover: readonly Interval[], gaps: readonly Interval[]): boolean =>
    gaps.every(gap => gapsIn(cover, gap).length === 0)
  return {
    stations,
    cover: jointCover(stations, year, today),
    whyNot(gaps) {
      if (stations.length === 0) return 'noStation'
      ifProven ??= coverIf({ evidence: [ALWAYS_PROVEN] })
      if (covers(ifProven, gaps)) return 'noEvidence'
      ifLinked ??= coverIf(ALWAYS_LINKED)
      return covers(ifLinked, gaps) ? 'linkEnded' : 'outsideHours'
    },
  }
}

const EVER = '0001-01-01'
const NEVER = '9999-12-30'

const ALWAYS_PROVEN: Evidence = { kind: 'agreement', checkedOn: EVER, validUntil: NEVER, withdrawnAt: null }
const ALWAYS_LINKED = { closedOn: null, link: { from: EVER, to: null } }
