/** What is looked for on the board: every word of it, in any order, wherever full width, case and spaces differ. */
export function matchesSearch(typed: string, names: readonly string[]): boolean {
  const haystack = names.map(plain)
  const words = typed.normalize('NFKC').split(/\s+/u).map(plain).filter(Boolean)
  return words.length > 0 && words.every(word => haystack.some(name => name.includes(word)))
}

/** Kana of either kind read alike. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s・]/gu, '')
    .replace(/[\u30a1-\u30f6]/gu, one => String.fromCodePoint((one.codePointAt(0) ?? 0) - 0x60))
