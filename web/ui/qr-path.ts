import { encode } from 'uqr'

/** A QR code as one SVG path on a grid of `size` squares, the quiet margin of four squares included. */
export function qrPath(text: string): { size: number; path: string } {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const path = data
    .flatMap((row, y) => darkRuns(row).map(({ from, length }) => `M${from} ${y}h${length}v1h-${length}z`))
    .join('')
  return { size, path }
}

/** Where the dark squares of a row stand together. */
function darkRuns(row: readonly boolean[]): { from: number; length: number }[] {
  const starts = row.flatMap((dark, x) => (dark && !row[x - 1] ? [x] : []))
  return starts.map(from => {
    const end = row.indexOf(false, from)
    return { from, length: (end < 0 ? row.length : end) - from }
  })
}
