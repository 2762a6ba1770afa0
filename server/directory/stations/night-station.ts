import type { Interval } from '../../time/interval.ts'
import type { LocalDay } from '../../time/local-day.ts'
import { gapsIn, jointCover, type LinkedStation } from './nurse-cover.ts'

/** A linked station with the number to call at night. */
export type NightStation = LinkedStation & { readonly nightPhone: string }

/** The stations behind schemes, physicians and clinics, by `targetKey`. */
export type NightStations = ReadonlyMap<string, readonly NightStation[]>

/** What a link of a station may stand behind a duty by. */
export type LinkTarget = {
  readonly schemeId: string
  readonly physicianId: string
  readonly clinicId: string
}

export const targetKey = (kind: string, id: string): string => `${kind}:${id}`

/** A station that can be called during a duty; `wholly`: at every minute of it. */
export type CallableStation = { readonly name: string; readonly nightPhone: string; readonly wholly: boolean }

/**
 * Tells who can be called during a duty within `span`, each once, by the links of its scheme, its holder and their
 * clinic. A station without proof for any of these hours is not named: what is not known is not there (domain.md §3).
 */
export function callableStations(
  stations: NightStations,
  span: Interval,
  today: LocalDay,
): (target: LinkTarget, hours: Interval) => CallableStation[] {
  // Most duties have the same links behind them: their cover of the whole span is worked out once.
  const known = new Map<string, { name: string; nightPhone: string; cover: Interval[] }[]>()
  const behind = (keys: readonly string[]) => {
    const links = Map.groupBy(
      keys.flatMap(key => stations.get(key) ?? []),
      ({ id }) => id,
    )
    return [...links.values()].flatMap(([station, ...more]) =>
      station ? [{ ...station, cover: jointCover([station, ...more], span, today) }] : [],
    )
  }
  return ({ schemeId, physicianId, clinicId }, hours) => {
    const keys = [
      targetKey('scheme', schemeId),
      targetKey('physician', physicianId),
      targetKey('clinic', clinicId),
    ].filter(key => stations.has(key))
    const found = known.get(keys.join()) ?? behind(keys)
    known.set(keys.join(), found)
    return found.flatMap(({ name, nightPhone, cover }) => {
      const gaps = gapsIn(cover, hours)
      const isAway =
        gaps.length === 1 && gaps.every(gap => gap.start === hours.start && gap.end === hours.end)
      return isAway ? [] : [{ name, nightPhone, wholly: gaps.length === 0 }]
    })
  }
}
