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

/** `constant + Σ factor · column`. */
export class Sum {
  constant = 0
  readonly columns: number[] = []
  readonly factors: number[] = []

  add(column: number, factor: number): void {
    if (factor === 0) return
    this.columns.push(column)
    this.factors.push(factor)
  }
}

type Column = { lower: number; upper: number; whole: boolean }

/** A linear model being written, column by column and row by row. */
export class LinearModel {
  readonly #columns: Column[] = []
  readonly #rowLower: number[] = []
  readonly #rowUpper: number[] = []
  readonly #starts: number[] = [0]
  readonly #indices: number[] = []
  readonly #values: number[] = []

  /** A decision, 1 or 0, by its number. */
  addChoice(): number {
    return this.#columns.push({ lower: 0, upper: 1, whole: true }) - 1
  }

  /** An amount from `lower` to `upper`, by its number. */
  addAmount(lower: number, upper: number): number {
    return this.#columns.push({ lower, upper, whole: false }) - 1
  }

  /** True for a decision, by its number. */
  isWhole(column: number): boolean {
    return this.#columns[column]?.whole ?? false
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

  /** `sum ≤ most`. */
  limit({ constant, columns, factors }: Sum, most: number): void {
    this.addRow(Number.NEGATIVE_INFINITY, most - constant, columns, factors)
  }

  /** The model with this cost, as arrays; with `relaxed`, decisions may be fractions. */
  program(cost: Sum, relaxed = false): LinearProgram {
    const [numCols, numRows] = [this.#columns.length, this.#rowLower.length]
    const colCost = new Float64Array(numCols)
    for (const [index, column] of cost.columns.entries()) colCost[column] = cost.factors[index] ?? 0
    return {
      numCols,
      numRows,
      offset: cost.constant,
      colCost,
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
