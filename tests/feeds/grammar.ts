/**
 * RFC 5545 and RFC 7986, as far as Rinban writes them, read from the bytes alone. Written from the RFCs
 * and sharing nothing with the renderer, so that it can contradict it. What it does not know it refuses.
 */
type Property = { name: string; parameters: Record<string, string>; value: string }
export type Component = { name: string; properties: Property[]; components: Component[] }
export type Reading = { calendar: Component | undefined; faults: string[] }

type Kind = (value: string) => boolean
type Rule = { kind: Kind; parameters?: Record<string, RegExp>; required?: true }

const CSS3_COLOURS = new Set(
  `aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown
  burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan
  darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid
  darkred darksalmon darkseagreen darkslateblue darkslategray darkslategrey darkturquoise darkviolet
  deeppink deepskyblue dimgray dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro
  ghostwhite gold goldenrod gray green greenyellow grey honeydew hotpink indianred indigo ivory khaki
  lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan lightgoldenrodyellow
  lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray
  lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon mediumaquamarine
  mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen mediumturquoise
  mediumvioletred midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive olivedrab
  orange orangered orchid palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru
  pink plum powderblue purple red rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell
  sienna silver skyblue slateblue slategray slategrey snow springgreen steelblue tan teal thistle tomato
  turquoise violet wheat white whitesmoke yellow yellowgreen`.split(/\s+/),
)

const oneOf =
  (...words: string[]): Kind =>
  value =>
    words.includes(value)

/** §3.3.11: every backslash begins `\\`, `\;`, `\,` or `\n`; no comma or semicolon stands alone. */
const text: Kind = value => value.replace(/\\[\\;,nN]/g, '').search(/[\\;,]/) < 0
const filled: Kind = value => value !== '' && text(value)

/** RFC 3986: its characters only, percent codes whole. */
const uri: Kind = value => /^https?:\/\/(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[\da-f]{2})+$/i.test(value)
const mailto: Kind = value => /^mailto:(?:[\w\-.~!'()*+]|%[\da-f]{2})+@(?:[\w\-.]|%[\da-f]{2})+$/i.test(value)

/** §3.3.5 form 2, and an hour that exists. */
function utc(value: string): boolean {
  const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(value) ?? []
  const instant = new Date(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`)
  return !Number.isNaN(instant.getTime()) && instant.getUTCDate() === Number(d)
}
/** §3.3.6: days, then `T` with hours, minutes and seconds, none of them skipped in the middle. */
const duration: Kind = value =>
  /^[+-]?P(?:\d+W|\d+D(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?|T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)$/.test(
    value,
  ) && !/H\d+S/.test(value)
const count: Kind = value => /^\d{1,10}$/.test(value) && Number(value) <= 2 ** 31 - 1

/** In a VCALENDAR this is also the order they come in. */
const CALENDAR: Record<string, Rule> = {
  VERSION: { kind: oneOf('2.0'), required: true },
  PRODID: { kind: filled, required: true },
  CALSCALE: { kind: oneOf('GREGORIAN') },
  METHOD: { kind: oneOf('PUBLISH') },
  NAME: { kind: filled },
  'X-WR-CALNAME': { kind: filled },
  DESCRIPTION: { kind: filled },
  'X-WR-CALDESC': { kind: filled },
  COLOR: { kind: value => CSS3_COLOURS.has(value.toLowerCase()) },
  SOURCE: { kind: uri, parameters: { VALUE: /^URI$/ } },
  'REFRESH-INTERVAL': { kind: duration, parameters: { VALUE: /^DURATION$/ } },
  'X-PUBLISHED-TTL': { kind: duration },
  'LAST-MODIFIED': { kind: utc },
}
const EVENT: Record<string, Rule> = {
  UID: { kind: filled, required: true },
  DTSTAMP: { kind: utc, required: true },
  DTSTART: { kind: utc, required: true },
  DTEND: { kind: utc, required: true },
  SEQUENCE: { kind: count, required: true },
  SUMMARY: { kind: text, required: true },
  STATUS: { kind: oneOf('CONFIRMED', 'CANCELLED'), required: true },
  TRANSP: { kind: oneOf('OPAQUE', 'TRANSPARENT'), required: true },
  'LAST-MODIFIED': { kind: utc, required: true },
  CREATED: { kind: utc },
  DESCRIPTION: { kind: filled },
  LOCATION: { kind: filled },
  URL: { kind: uri, parameters: { VALUE: /^URI$/ } },
  ORGANIZER: { kind: mailto, parameters: { CN: /^[^"]+$/ } },
}
const ALARM: Record<string, Rule> = {
  ACTION: { kind: oneOf('DISPLAY'), required: true },
  TRIGGER: { kind: duration, required: true },
  DESCRIPTION: { kind: text, required: true },
}
const COMPONENTS: Record<string, { rules: Record<string, Rule>; inside: string[] }> = {
  VCALENDAR: { rules: CALENDAR, inside: ['VEVENT'] },
  VEVENT: { rules: EVENT, inside: ['VALARM'] },
  VALARM: { rules: ALARM, inside: [] },
}

/** Reads a document; an empty list of faults means that it keeps every rule above. */
export function readDocument(bytes: Uint8Array): Reading {
  const faults: string[] = []
  const lines = unfold(physicalLines(bytes, faults), faults)
  const calendar = buildTree(lines, faults)
  if (calendar) checkCalendar(calendar, faults)
  return { calendar, faults }
}

export const valueIn = (component: Component | undefined, name: string): string | undefined =>
  component?.properties.find(property => property.name === name)?.value

/** §3.1: lines of at most 75 octets, each ended by CRLF, each valid UTF-8 taken alone. */
function physicalLines(bytes: Uint8Array, faults: string[]): string[] {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const lines: string[] = []
  let from = 0
  for (let at = 0; at < bytes.length; at++) {
    const octet = bytes[at] ?? 0
    const crlf = octet === 13 && bytes[at + 1] === 10
    if (!crlf) {
      if ((octet < 32 && octet !== 9) || octet === 127) faults.push(`control octet ${octet} at ${at}`)
      continue
    }
    if (at === from) faults.push(`empty line ${lines.length + 1}`)
    if (at - from > 75) faults.push(`line ${lines.length + 1} has ${at - from} octets`)
    try {
      lines.push(decoder.decode(bytes.subarray(from, at)))
    } catch {
      faults.push(`line ${lines.length + 1} is not whole characters`)
      lines.push('')
    }
    from = at + 2
    at += 1
  }
  if (from !== bytes.length) faults.push('the last line does not end in CRLF')
  return lines
}

function unfold(lines: string[], faults: string[]): string[] {
  const whole: string[] = []
  for (const line of lines) {
    if (!/^[ \t]/.test(line)) whole.push(line)
    else if (whole.length === 0) faults.push('the first line is a continuation')
    else {
      const parted = /\P{M}$/u.test(whole.at(-1) ?? '') && /^.[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/u.test(line)
      if (parted) faults.push('a fold between a character and its variation selector')
      whole.push(`${whole.pop()}${line.slice(1)}`)
    }
  }
  return whole
}

/** §3.1 contentline: name, parameters (quoted where they hold `:` `;` or `,`), a colon, the value. */
function propertyOf(line: string): Property | undefined {
  const [, name, parameters, value] =
    /^([A-Z][A-Z\d-]*)((?:;[A-Z\d-]+=(?:"[^"]*"|[^";:,]*))*):(.*)$/su.exec(line) ?? []
  if (name === undefined || parameters === undefined || value === undefined) return undefined
  const pairs = [...parameters.matchAll(/;([^=]+)=(?:"([^"]*)"|([^;]*))/gu)]
  return {
    name,
    parameters: Object.fromEntries(pairs.map(([, key, q, bare]) => [key, q ?? bare ?? ''])),
    value,
  }
}

function buildTree(lines: string[], faults: string[]): Component | undefined {
  const roots: Component[] = []
  const open: Component[] = []
  for (const line of lines) {
    const property = propertyOf(line)
    const current = open.at(-1)
    if (!property) faults.push(`not a content line: ${line.slice(0, 60)}`)
    else if (property.name === 'BEGIN') {
      const component = { name: property.value, properties: [], components: [] }
      const siblings = current ? current.components : roots
      siblings.push(component)
      open.push(component)
    } else if (property.name === 'END') {
      if (open.pop()?.name !== property.value) faults.push(`END:${property.value} ends nothing`)
    } else if (!current) faults.push(`${property.name} outside of any component`)
    else {
      if (current.components.length > 0) faults.push(`${current.name}: ${property.name} after a component`)
      current.properties.push(property)
    }
  }
  for (const component of open) faults.push(`${component.name} does not end`)
  if (roots.length !== 1 || roots[0]?.name !== 'VCALENDAR') faults.push('not one VCALENDAR')
  return roots[0]
}

function checkCalendar(calendar: Component, faults: string[]): void {
  checkComponent(calendar, faults)
  const order = Object.keys(CALENDAR)
  const places = calendar.properties.map(property => order.indexOf(property.name))
  if (places.some((place, index) => place < (places[index - 1] ?? 0))) faults.push('VCALENDAR: order')
  const uids = calendar.components.map(event => valueIn(event, 'UID'))
  if (new Set(uids).size < uids.length) faults.push('a UID is used twice')
  for (const event of calendar.components) {
    if ((valueIn(event, 'DTEND') ?? '') <= (valueIn(event, 'DTSTART') ?? '')) faults.push('VEVENT: no length')
  }
}

function checkComponent(component: Component, faults: string[]): void {
  const known = COMPONENTS[component.name]
  if (!known) {
    faults.push(`unknown component ${component.name}`)
    return
  }
  for (const [name, { required }] of Object.entries(known.rules)) {
    const times = component.properties.filter(property => property.name === name).length
    if (times > 1) faults.push(`${component.name}: ${name} ${times} times`)
    if (required && times === 0) faults.push(`${component.name}: no ${name}`)
  }
  for (const { name, parameters, value } of component.properties) {
    const rule = known.rules[name]
    if (!rule) faults.push(`${component.name}: unknown ${name}`)
    else {
      if (!rule.kind(value)) faults.push(`${component.name}: ${name} has the value ${value.slice(0, 60)}`)
      const wanted = Object.entries(rule.parameters ?? {})
      const kept = wanted.every(([key, pattern]) => pattern.test(parameters[key] ?? ''))
      if (!kept || Object.keys(parameters).length !== wanted.length) {
        faults.push(`${component.name}: parameters of ${name}`)
      }
    }
  }
  for (const inner of component.components) {
    if (!known.inside.includes(inner.name)) faults.push(`${inner.name} in ${component.name}`)
    checkComponent(inner, faults)
  }
}
