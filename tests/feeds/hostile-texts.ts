import fc from 'fast-check'

const BREAKS_AND_CONTROLS = '\n\r\t\u0000\u0007\u000b\u007f\u0085\u009f\u2028\u2029'
const PUNCTUATION = ';,\\"\':=^%&< \u3000'
const MARKS = '\u0301\u3099\ufe0f\u{e0100}\u200d\ufeff'
const DIRECTIONS = '\u200e\u200f\u061c\u202a\u202e\u202c\u2066\u2069'
const HALVES = '\ud800 \udc00 \udb40'
const SHARDS = [
  ...BREAKS_AND_CONTROLS,
  ...PUNCTUATION,
  ...MARKS,
  ...DIRECTIONS,
  ...HALVES,
  ...['\r\n', '\\n', '\\N', '\\,', '^n', '%0A', '𠮷', '葛\u{e0100}', '👨‍👩‍👧‍👦', '☎\ufe0f', 'か\u3099'],
  ...['BEGIN:VEVENT', 'END:VEVENT', 'END:VCALENDAR', 'UID:x', 'TZID=', ';VALUE=DATE:', 'METHOD:REQUEST'],
  ...['当番', '山田太郎', 'Dr. Smith', '24:00', 'x', 'שלום', 'العربية'],
]
const aShard = fc.constantFrom(...SHARDS)
/** What somebody could type, or paste, to break a calendar. */
export const aHostileText = fc.oneof(
  { weight: 30, arbitrary: fc.array(aShard, { maxLength: 12 }).map(parts => parts.join('')) },
  { weight: 6, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: aShard.map(shard => shard.repeat(2000).slice(0, 2000)) },
)
