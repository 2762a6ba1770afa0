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

/**
 * What a fold must not part: an escape (`\n`), a code point, and the marks on it, such as the variation
 * selector of 葛󠄀. Eight marks are more than any script needs, and always fit one line.
 */
const UNPARTED = /(?:\\.|.)\p{M}{0,8}/gsu

/** The line in pieces of at most 75 octets, each but the first after CRLF and one space. */
export function fold(line: string): string {
  if (Buffer.byteLength(line) <= MAX_OCTETS) return line
  const pieces: string[] = []
  let piece = ''
  let octets = 0
  for (const part of line.match(UNPARTED) ?? []) {
    const more = Buffer.byteLength(part)
    if (octets + more > MAX_OCTETS) {
      pieces.push(piece)
      piece = ' '
      octets = 1
    }
    piece += part
    octets += more
  }
  return [...pieces, piece].join(LINE_END)
}
