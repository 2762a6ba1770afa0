import type { Db, Trx } from '../../db/open.ts'
import type { Outcome, Reason, Refusal } from '../http/refusal.ts'

class Undone extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.reason)
    this.refusal = refusal
  }
}

/** Runs `change` in one transaction; a refusal undoes all that was done before it. */
export async function allOrNothing<Value, R extends Reason>(
  db: Db,
  change: (trx: Trx) => Promise<Outcome<Value, R>>,
): Promise<Outcome<Value, R>> {
  try {
    return await db.transaction().execute(async trx => {
      const outcome = await change(trx)
      if (!outcome.ok) throw new Undone(outcome)
      return outcome
    })
  } catch (error) {
    if (error instanceof Undone) return error.refusal as Refusal<R>
    throw error
  }
}
