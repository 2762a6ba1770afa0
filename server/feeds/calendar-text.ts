const LINE_BREAK = /\r\n|[\r\n\u0085\u2028\u2029]/g

/**
 * Left out of every text:
 * - control characters, which RFC 5545 §3.1 forbids (a tab has become a space before);
 * - bidirectional embeddings, overrides and isolates: unclosed, they turn round what the reader's
 *   calendar writes next to them, even the hours. The plain marks U+200E, U+200F and U+061C stay,
 *   as a name in Arabic or Hebrew needs them and they reach no further than their neighbours;
 * - the byte-order mark, which readers strip at one end or the other.
 * Variation selectors and joiners stay: 葛󠄀 and 葛 are two different names.
 */
const LEFT_OUT = /[[\p{Cc}--\n]\u202a-\u202e\u2066-\u206f\ufeff]/gv

/** What of the above a text may hold; nearly none does, and then one look is enough. */
const UNCLEAN = /[[\p{Cc}--\n]\u2028-\u202e\u2066-\u206f\ufeff]/v

/** The text as calendars can carry it, its line breaks all `\n`; half a surrogate pair becomes U+FFFD. */
export function cleanText(text: string): string {
  const wellFormed = text.toWellFormed()
  if (!UNCLEAN.test(wellFormed)) return wellFormed.trim()
  return wellFormed.replace(LINE_BREAK, '\n').replaceAll('\t', ' ').replace(LEFT_OUT, '').trim()
}

/** Clean text on one line, for names and titles. */
export const oneLine = (text: string): string => cleanText(text).replaceAll('\n', ' ')

const NOT_IN_A_URI = /%(?![\da-f]{2})|[^\w\-.~:/?#[\]@!$&'()*+=%]/gi

/**
 * A web address as an iCalendar URI value: ASCII only, and with `,` `;` `\` as percent codes, because
 * ical-generator would escape them like text.
 * @throws when it is not an http or https address: our own code makes them all
 */
export function webAddress(address: string): string {
  const url = new URL(address)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new Error(`not a web address: ${address}`)
  return url.href.replace(NOT_IN_A_URI, character => encodeURIComponent(character))
}

/**
 * A mail address for `mailto:` (RFC 6068); all that could end the property early becomes percent codes.
 * @throws without a name and a domain around its last `@`
 */
export function mailAddress(address: string): string {
  const [, name, domain] = /^(.+)@([^@\s]+)$/.exec(oneLine(address)) ?? []
  if (name === undefined || domain === undefined) throw new Error(`not a mail address: ${address}`)
  return `${encodeURIComponent(name).replaceAll('%2B', '+')}@${encodeURIComponent(domain)}`
}
