/** Who makes a change, from where, and in whose place: what every recorded change is told. */
export type Actor = {
  /** Null: nobody is signed in (an invented district of the demo), or the program itself. */
  accountId: string | null
  /** The network address of the request; null for the program itself. */
  address: string | null
  /** The physician for whom the secretariat enters something (代行入力). */
  onBehalfOf?: string
}

/** What the program does of itself: the seed of the demo, jobs. */
export const PROGRAM: Actor = { accountId: null, address: null }
