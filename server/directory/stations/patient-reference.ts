/**
 * What stands for a patient where a station is linked to one: initials and a number such as `K-102`, never a name
 * (domain.md §4). Read as it is typed, also in full width and small letters; null when it is anything else.
 */
export function readPatientReference(typed: string): string | null {
  const plain = typed
    .normalize('NFKC')
    .replace(/[‐‑‒–—―−ー]/g, '-')
    .trim()
    .toUpperCase()
  return /^[A-Z]{1,3}-\d{1,6}$/.test(plain) ? plain : null
}
