/** A linear model as the solver takes it: `lower ≤ x ≤ upper`, rows by row, minimised. */
export type LinearProgram = {
  numCols: number
  numRows: number
  offset: number
  colCost: Float64Array
  colLower: Float64Array
  colUpper: Float64Array
  rowLower: Float64Array
  rowUpper: Float64Array
  /** 1 for a whole-number column. */
  integrality: Int32Array
  matrix: {
    format: 'csr'
    numRows: number
    numCols: number
    starts: Int32Array
    indices: Int32Array
    values: Float64Array
  }
}

type Column = { cost: number; lower: number; upper: number; whole: boolean }

/** A linear model being written, column by column and row by row. */
export class LinearModel {
  /** What the cost is before any column is looked at. */
  offset = 0
  readonly #columns: Column[] = []
  readonly #rowLower: number[] = []
  readonly #rowUpper: number[] = []
  readonly #starts: number[] = [0]
  readonly #indices: number[] = []
  readonly #values: number[] = []

  get columns(): number {
    return this.#columns.length
  }

  /** A decision, 1 or 0, by its number. */
  addChoice(cost: number): number {
    return this.#columns.push({ cost, lower: 0, upper: 1, whole: true }) - 1
  }

  /** An amount from `lower` to `upper` that costs `cost` for each one, by its number. */
  addAmount(cost: number, lower: number, upper: number): number {
    return this.#columns.push({ cost, lower, upper, whole: false }) - 1
  }

  /** `lower ≤ Σ factor · column ≤ upper`; the factors are 1 unless given. */
  addRow(lower: number, upper: number, columns: readonly number[], factors?: readonly number[]): void {
    for (const [index, column] of columns.entries()) {
      this.#indices.push(column)
      this.#values.push(factors?.[index] ?? 1)
    }
    this.#starts.push(this.#indices.length)
    this.#rowLower.push(lower)
    this.#rowUpper.push(upper)
  }

  /** The model as arrays; with `relaxed`, decisions may be fractions. */
  program(relaxed = false): LinearProgram {
    const [numCols, numRows] = [this.#columns.length, this.#rowLower.length]
    return {
      numCols,
      numRows,
      offset: this.offset,
      colCost: Float64Array.from(this.#columns, ({ cost }) => cost),
      colLower: Float64Array.from(this.#columns, ({ lower }) => lower),
      colUpper: Float64Array.from(this.#columns, ({ upper }) => upper),
      rowLower: Float64Array.from(this.#rowLower),
      rowUpper: Float64Array.from(this.#rowUpper),
      integrality: Int32Array.from(this.#columns, ({ whole }) => Number(whole && !relaxed)),
      matrix: {
        format: 'csr',
        numRows,
        numCols,
        starts: Int32Array.from(this.#starts),
        indices: Int32Array.from(this.#indices),
        values: Float64Array.from(this.#values),
      },
    }
  }
}
