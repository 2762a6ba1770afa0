/** The number somebody typed, full-width digits too; null for nothing, NaN for anything else. */
export function typedNumber(text: string): number | null {
  const plain = text.normalize('NFKC').trim()
  if (plain === '') return null
  return /^\d{1,6}(\.\d{1,20})?$/.test(plain) ? Number(plain) : Number.NaN
}
