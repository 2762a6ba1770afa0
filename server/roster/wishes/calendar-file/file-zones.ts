import type { Instant } from '../../../time/clock.ts'
import { type Component, propertiesOf, textOf } from './read-components.ts'
import { repeatReadings } from './repeat-days.ts'
import { readRepeatRule } from './repeat-rule.ts'
import { type Steps, withSome } from './steps.ts'
import { type DayNumber, dayOf, readWallClock } from './wall-clock.ts'
import { readOffset, TOKYO, type Zone, zoneNamed } from './zone.ts'

/** Finds a zone by the name that a time of the file gives (TZID); null for one that is defined unreadably. */
export type FindZone = (name: string) => Zone | null

/** Nobody travels so much. */
const MOST_ZONES = 200

/** A step is one day looked at: for a rule about one month of the year, more than a thousand years. */
const STEPS_FOR_A_ZONE = 40_000

/**
 * The zones of a file: by its own definition (VTIMEZONE) from 1970 to `end`, else by the name. A name that
 * is not defined and that nobody knows is read as Asia/Tokyo.
 */
export function fileZones(definitions: readonly Component[], end: Instant, steps: Steps): FindZone {
  const defined = new Map(definitions.map(definition => [textOf(definition, 'TZID'), definition]))
  const last = dayOf(end) + 1
  const find = (name: string): Zone | null => {
    const definition = defined.get(name)
    if (!definition) return zoneNamed(name) ?? TOKYO
    const zone = withSome(steps, STEPS_FOR_A_ZONE, some => definedZone(definition, last, some))
    return zone ?? zoneNamed(name)
  }

  const found = new Map<string, Zone | null>()
  return name => {
    if (!found.has(name)) found.set(name, found.size < MOST_ZONES ? find(name) : null)
    return found.get(name) ?? null
  }
}

/** From the reading `from` on the zone is `after` ahead of UTC, until then it was `before`; milliseconds. */
type Change = { readonly from: number; readonly before: number; readonly after: number }

function definedZone(definition: Component, last: DayNumber, steps: Steps): Zone | null {
  const parts = definition.parts.map(part => changesOf(part, last, steps))
  if (!definition.sound || parts.length === 0 || parts.includes(null)) return null
  const changes = parts.flatMap(part => part ?? []).sort((a, b) => a.from - b.from)
  return reading => {
    const change = changes[countUntil(changes, reading) - 1]
    return reading - (change?.after ?? changes[0]?.before ?? 0)
  }
}

/** How many of the changes, which are in order, have come by a reading. */
function countUntil(changes: readonly Change[], reading: number): number {
  let [low, high] = [0, changes.length]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const change = changes[middle]
    if (change && change.from <= reading) low = middle + 1
    else high = middle
  }
  return low
}

/** The changes to one side of a zone's year (STANDARD or DAYLIGHT). */
function changesOf(side: Component, last: DayNumber, steps: Steps): Change[] | null {
  const begin = readWallClock(textOf(side, 'DTSTART') ?? '')
  const before = readOffset(textOf(side, 'TZOFFSETFROM') ?? '')
  const after = readOffset(textOf(side, 'TZOFFSETTO') ?? '')
  if (!side.sound || !begin || before === null || after === null) return null

  const old: Zone = reading => reading - before
  const onsets = [begin.reading]
  for (const { value } of propertiesOf(side, 'RDATE')) {
    for (const text of value.split(',')) {
      const date = readWallClock(text)
      if (date?.form !== 'LOCAL') return null
      onsets.push(date.reading)
    }
  }
  for (const { value } of propertiesOf(side, 'RRULE')) {
    const rule = readRepeatRule(value)
    // A rule that ended long ago may have left the offset that holds; an endless one is known by its last years.
    const ends = rule && (rule.UNTIL ?? rule.COUNT) !== undefined
    const range = { first: ends ? dayOf(begin.reading) : dayOf(0), last }
    const readings = rule && repeatReadings(rule, begin.reading, old, range, steps)
    if (!readings) return null
    for (const reading of readings) onsets.push(reading)
  }
  // A skipped time counts on from before, a time that comes twice is the first of the two: in both cases
  // the old offset holds until the later of the two clocks.
  return onsets.map(onset => ({ from: onset + Math.max(0, after - before), before, after }))
}
