import ICAL from 'ical.js'

/** One property as it is written; parameter names are in small letters. */
export type Property = {
  readonly name: string
  readonly parameters: Readonly<Record<string, unknown>>
  readonly value: string
}

export type Component = {
  readonly name: string
  readonly properties: Property[]
  readonly parts: Component[]
  /** False when it was not closed properly, or when a property that matters cannot be read. */
  sound: boolean
}

/** The events of a file and its definitions of time zones, in the order of the file. */
export type CalendarFile = { readonly events: Component[]; readonly zones: Component[] }

/** RFC 5545 needs three levels (calendar, event, alarm), RFC 9073 four. */
const DEEPEST = 8

/** About a thousand dates; ical.js takes quadratic time over the parameters of a line. */
const LONGEST_LINE = 16_000

const ONSET = ['DTSTART', 'RRULE', 'RDATE', 'TZOFFSETFROM', 'TZOFFSETTO']

/** All that is ever looked at. The other lines, title, place and people among them, are not even parsed. */
const KEPT = new Map([
  [
    'VEVENT',
    new Set([
      ...['UID', 'STATUS', 'TRANSP', 'X-MICROSOFT-CDO-BUSYSTATUS', 'RECURRENCE-ID'],
      ...['DTSTART', 'DTEND', 'DURATION', 'RRULE', 'RDATE', 'EXDATE', 'EXRULE'],
    ]),
  ],
  ['VTIMEZONE', new Set(['TZID'])],
  ['STANDARD', new Set(ONSET)],
  ['DAYLIGHT', new Set(ONSET)],
])

/** After so many lines comes a pause: some milliseconds of work. */
const PORTION = 2_000

/**
 * Takes a calendar file (RFC 5545) apart as far as busy times need it; null when it is not one or is cut
 * off. A component that is damaged loses nothing but itself: it is there, and not sound.
 */
export function* readComponents(text: string): Generator<undefined, CalendarFile | null> {
  const lines = unfolded(text)
  const first = lines.find(line => line.trim() !== '')
  if (first?.trim().toUpperCase() !== 'BEGIN:VCALENDAR') return null
  const file: CalendarFile = { events: [], zones: [] }
  const open: Component[] = []

  const close = (depth: number, sound: boolean): void => {
    for (const component of open.splice(depth).reverse()) {
      component.sound &&= sound
      if (component.name === 'VEVENT') file.events.push(component)
      else if (component.name === 'VTIMEZONE') file.zones.push(component)
      else open.at(-1)?.parts.push(component)
    }
  }

  yield
  for (const [index, line] of lines.entries()) {
    if (index % PORTION === PORTION - 1) yield
    const [, mark, label = ''] = /^(BEGIN|END):(.*)$/i.exec(line) ?? []
    const name = label.trim().toUpperCase()
    if (mark === undefined) {
      const component = open.at(-1)
      if (component) keep(component, line)
    } else if (mark.toUpperCase() === 'BEGIN') {
      if (open.length === DEEPEST || (name === 'VCALENDAR') !== (open.length === 0)) return null
      // An event begins directly in its calendar: what is open there was not closed.
      if (name === 'VEVENT') close(1, false)
      open.push(newComponent(name))
    } else {
      const depth = open.findLastIndex(component => component.name === name)
      if (depth >= 0) close(depth, depth === open.length - 1)
      else if (name === 'VEVENT') file.events.push({ ...newComponent(name), sound: false })
    }
  }
  return open.length === 0 ? file : null
}

export const propertiesOf = (component: Component, name: string): Property[] =>
  component.properties.filter(property => property.name === name)

/** The value of a property that is there once; null when it is not. */
export function textOf(component: Component, name: string): string | null {
  const [property, ...more] = propertiesOf(component, name)
  return property && more.length === 0 ? property.value : null
}

const newComponent = (name: string): Component => ({ name, properties: [], parts: [], sound: true })

/** Lines of any line end; a continuation (one that begins with white space) belongs to the line before. */
const unfolded = (text: string): string[] =>
  text
    .replace(/^\uFEFF/, '')
    .replace(/(?:\r{0,2}\n|\r)[ \t]/g, '')
    .split(/\r{0,2}\n|\r/)

function keep(component: Component, line: string): void {
  const name = /^[\w-]+/.exec(line)?.[0].toUpperCase() ?? ''
  if (!KEPT.get(component.name)?.has(name)) return
  const property = line.length <= LONGEST_LINE ? readProperty(name, line) : null
  if (property) component.properties.push(property)
  else component.sound = false
}

/** ical.js takes name, parameters and value apart; it decodes values leniently, so they stay as written. */
const AS_WRITTEN = {
  property: Object.create(null),
  param: Object.create(null),
  value: Object.create(null),
  propertyGroups: false,
}

function readProperty(name: string, line: string): Property | null {
  try {
    const [readName, parameters, , value]: [string, Record<string, unknown>, string, string] =
      ICAL.parse.property(line, AS_WRITTEN)
    return readName === name.toLowerCase() ? { name, parameters, value: value.trim() } : null
  } catch {
    // The error has the line in its message: it goes no further.
    return null
  }
}
