import type { Instant } from '../../../time/clock.ts'
import { DAY } from '../../../time/interval.ts'
import { instantOf } from '../../../time/tokyo.ts'
import { dayOf } from './wall-clock.ts'
import windowsZones from './windows-zones.json' with { type: 'json' }

/**
 * The instant at which a clock of the zone shows a reading (milliseconds as if it stood in UTC). A time that
 * comes twice is the first of the two, one that is skipped counts on from before (RFC 5545 §3.3.5).
 */
export type Zone = (reading: number) => Instant

export const UTC: Zone = reading => reading

const TOKYO_MIDNIGHT = instantOf('1970-01-01', '00:00')
export const TOKYO: Zone = reading => reading + TOKYO_MIDNIGHT

/** What Outlook and Windows call the zones, with their names in the IANA database (Unicode CLDR). */
const WINDOWS_ZONES = new Map(Object.entries(windowsZones))

/** A zone by its IANA or Windows name; null when the machine knows none of that name. */
export function zoneNamed(name: string): Zone | null {
  const timeZone = WINDOWS_ZONES.get(name) ?? name
  try {
    return zoneOf(new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }))
  } catch {
    return null
  }
}

function zoneOf(format: Intl.DateTimeFormat): Zone {
  /** Asking ICU takes microseconds, and many events are on the same days. */
  const known = new Map<number, number>()
  const offsetOfDay = (day: number): number => {
    const offset = known.get(day) ?? offsetAt(format, day * DAY)
    known.set(day, offset)
    return offset
  }
  return reading => {
    const before = offsetOfDay(dayOf(reading) - 1)
    const after = offsetOfDay(dayOf(reading) + 2)
    const early = reading - before
    if (before === after || offsetAt(format, early) === before) return early
    const late = reading - after
    return offsetAt(format, late) === after ? late : early
  }
}

/** The offset from UTC at an instant, in milliseconds; ICU writes `GMT-05:00`, and `GMT` for none. */
function offsetAt(format: Intl.DateTimeFormat, instant: Instant): number {
  const [, written = ''] = /GMT(\S*)$/.exec(format.format(instant)) ?? []
  return readOffset(written.replaceAll(':', '')) ?? 0
}

/** `+0900` or `-033020` in milliseconds. */
export function readOffset(text: string): number | null {
  const [, sign, hours, minutes, seconds = 0] = /^([+-])([01]\d|2[0-3])([0-5]\d)([0-5]\d)?$/.exec(text) ?? []
  if (sign === undefined) return null
  const size = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000
  return sign === '-' ? -size : size
}
