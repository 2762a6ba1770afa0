/** Both databases limit the values of one statement; our rows have about a dozen columns at the most. */
const PORTION = 500

/** The rows in portions that fit into one INSERT each; none for no rows. */
export const inPortions = <Row>(rows: readonly Row[]): Row[][] =>
  Array.from({ length: Math.ceil(rows.length / PORTION) }, (_, i) =>
    rows.slice(i * PORTION, (i + 1) * PORTION),
  )
