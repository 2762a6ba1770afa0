import type { Evidence } from '../../directory/stations/evidence.ts'
import { gapsIn, type LinkedStation, nurseCoverOf } from '../../directory/stations/nurse-cover.ts'
import { ROUND_THE_CLOCK } from '../../directory/stations/station-cover.ts'
import { type Interval, overlaps, subtract, union } from '../../time/interval.ts'
import type { LocalDay } from '../../time/local-day.ts'
import { localDayOf } from '../../time/tokyo.ts'
import { type Finding, finding, type NurseKind } from './gate.ts'
import { type GateFacts, partsToCome } from './gate-facts.ts'

/**
 * A visiting-nurse station with a 24-hour link stands behind every minute of every post (必須条件, domain.md §2A), by
 * evidence that holds then. Several stations may cover a duty jointly. Each finding says which hours lack one, why, and
 * which stations that is about: their evidence does not hold then (`noEvidence`), they would cover the hours if they
 * were still linked (`linkEnded`), they are linked but not there by their own hours (`outsideHours`), or nobody is
 * linked (`noStation`). Hours of one duty that are missing for two reasons are two findings.
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
    const about = { units: [unitId], post, people: [physicianId] }
    return behind
      .whyNot(gaps)
      .map(({ kind, stations, hours }) =>
        finding(kind, { page: 'stations', stations }, { ...about, stations, hours }),
      )
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

/** Hours that lack a station for one reason, with the stations that it is about; none where nobody is linked. */
type Missing = { kind: NurseKind; stations: string[]; hours: Interval[] }

type Behind = {
  /** When one of the stations can be relied on. */
  cover: readonly Interval[]
  whyNot(gaps: readonly Interval[]): Missing[]
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
  const coverIf = (change: Partial<LinkedStation>) => {
    const each = stations.map(station => ({
      id: station.id,
      cover: nurseCoverOf({ ...station, ...change }, year, today),
    }))
    return { each, joint: union(each.flatMap(({ cover }) => cover)) }
  }
  // Worked out when the first gap asks for them.
  let reasons: [NurseKind, ReturnType<typeof coverIf>][] | undefined
  return {
    cover: coverIf({}).joint,
    whyNot(gaps) {
      reasons ??= REASONS.map(([kind, change]) => [kind, coverIf(change)])
      const found: Missing[] = []
      let left = gaps
      for (const [kind, { each, joint }] of reasons) {
        const without = left.flatMap(gap => gapsIn(joint, gap))
        const hours = subtract(left, without)
        const meant = each.filter(({ cover }) =>
          hours.some(one => cover.some(covered => overlaps(covered, one))),
        )
        if (hours.length > 0) found.push({ kind, stations: [...new Set(meant.map(({ id }) => id))], hours })
        left = without
      }
      return left.length > 0 ? [...found, { kind: 'noStation', stations: [], hours: [...left] }] : found
    },
  }
}

const EVER = '0001-01-01'
const NEVER = '9999-12-30'

const ALWAYS_PROVEN: Evidence = { kind: 'agreement', checkedOn: EVER, validUntil: NEVER, withdrawnAt: null }

/** What would have to be otherwise for a station to cover the hours, in the order in which it is asked. */
const REASONS: readonly [NurseKind, Partial<LinkedStation>][] = [
  ['noEvidence', { evidence: [ALWAYS_PROVEN] }],
  ['linkEnded', { closedOn: null, link: { from: EVER, to: null } }],
  ['outsideHours', { evidence: [ALWAYS_PROVEN], cover: ROUND_THE_CLOCK }],
]
