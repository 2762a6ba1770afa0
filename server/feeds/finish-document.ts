const LINE_END = '\r\n'
const MAX_OCTETS = 75

type Component = { readonly properties: string[]; readonly inside: string[] }

/**
 * The bytes of an iCalendar document from its unfolded lines, `BEGIN:VCALENDAR` to `END:VCALENDAR`:
 * in each component the properties come before the components (RFC 5545 §3.6), lines are folded (§3.1)
 * and every line ends in CRLF, the last one too. Values must be escaped already.
 * @throws when BEGIN and END do not pair
 */
export const finishDocument = (lines: readonly string[]): string =>
  propertiesFirst(lines)
    .map(line => fold(line) + LINE_END)
    .join('')

/** ical-generator writes an event's alarm before its URL and status; readers may stop at the alarm. */
function propertiesFirst(lines: readonly string[]): string[] {
  const root: Component = { properties: [], inside: [] }
  const open = [root]
  for (const line of lines) {
    if (line.startsWith('BEGIN:')) open.push({ properties: [], inside: [] })
    const component = open.at(-1)
    if (!component) throw new Error('END without BEGIN')
    if (line.startsWith('END:')) {
      open.pop()
      open.at(-1)?.inside.push(...component.properties, ...component.inside, line)
    } else component.properties.push(line)
  }
  if (open.length !== 1) throw new Error('BEGIN without END')
  return root.inside
}

/** The line in pieces of at most 75 octets, each but the first after CRLF and one space. */
export function fold(line: string): string {
  if (Buffer.byteLength(line) <= MAX_OCTETS) return line
  const pieces: string[] = []
  let from = 0
  while (from < line.length) {
    const room = from === 0 ? MAX_OCTETS : MAX_OCTETS - 1
    const to = unparted(line, from, endWithin(line, from, room))
    pieces.push(line.slice(from, to))
    from = to
  }
  return pieces.join(`${LINE_END} `)
}

/** Where whole code points from `from` on fill `room` octets of UTF-8 at the most. */
function endWithin(line: string, from: number, room: number): number {
  let octets = 0
  let at = from
  while (at < line.length) {
    const unit = line.charCodeAt(at)
    const isPair = unit >= 0xd800 && unit < 0xdc00
    octets += unit < 0x80 ? 1 : unit < 0x800 ? 2 : isPair ? 4 : 3
    if (octets > room) return at
    at += isPair ? 2 : 1
  }
  return at
}

/** More marks on one character than any script needs: a longer run may be parted. */
const MOST_MARKS = 8

/**
 * The last place up to `to` at which a fold parts neither an escape (`\\n`) nor a code point and the marks on it, such
 * as the variation selector of 葛󠄀.
 */
function unparted(line: string, from: number, to: number): number {
  let at = to
  for (let steps = 0; steps <= MOST_MARKS && at > from; steps++) {
    if (at === line.length || !(isMarkAt(line, at) || isEscapedAt(line, at))) return at
    at -= line.charCodeAt(at - 1) >= 0xdc00 && line.charCodeAt(at - 1) < 0xe000 ? 2 : 1
  }
  return to
}

const isMarkAt = (line: string, at: number): boolean =>
  line.charCodeAt(at) >= 0x300 && /^\p{M}/u.test(line.slice(at, at + 2))

/** Whether an odd number of backslashes stands before it. */
function isEscapedAt(line: string, at: number): boolean {
  let first = at
  while (first > 0 && line[first - 1] === '\\') first--
  return (at - first) % 2 === 1
}
