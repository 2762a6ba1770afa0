import type { Context } from '../context.ts'
import type { Instant } from '../time/clock.ts'
import { networkOf } from './network.ts'
import * as throttle from './throttle.repository.ts'
import { ADDRESS, type Allowance, afterGivingBack, afterTry, PERSON } from './throttle.ts'
import type { Visitor } from './visitor.ts'

/** A count of tries, and what it allows. */
export type Tries = { key: string; allowance: Allowance }

/** What is tried: each has tries of its own. */
export type Trial = 'password' | 'secondFactor' | 'challenge' | 'boardLink'

/**
 * The counts one try is charged to. A known device has its own and no other, so nobody elsewhere can use up
 * its tries; strangers share those of the account they try and those of their address. `person` may be an
 * e-mail address without an account: it is treated alike.
 */
export const triesOf = (
  context: Context,
  trial: Trial,
  person: string,
  { visitor, deviceId }: { visitor: Visitor; deviceId: string | null },
): Tries[] =>
  deviceId === null
    ? [addressTries(context, trial, visitor), triesUnder(context, `${trial} person ${person}`, PERSON)]
    : [triesUnder(context, `${trial} device ${deviceId}`, PERSON)]

export const addressTries = (context: Context, trial: Trial, { address }: Visitor): Tries =>
  triesUnder(context, `${trial} address ${networkOf(address ?? '')}`, ADDRESS)

/** As many as an address has, of a known browser before anybody has said whose it is. */
export const browserTries = (context: Context, trial: Trial, deviceHash: string): Tries =>
  triesUnder(context, `${trial} browser ${deviceHash}`, ADDRESS)

const triesUnder = ({ keyring }: Context, name: string, allowance: Allowance): Tries => ({
  key: keyring.blindIndex('sign-in-throttle', name),
  allowance,
})

/**
 * Charges one try to each count; true: the try may be made. When one of them refuses nothing is written, so a
 * flood of tries costs no more than reading.
 */
export async function mayTry(context: Context, tries: readonly Tries[]): Promise<boolean> {
  const { db, clock } = context
  for (const { key, allowance } of tries)
    if (afterTry(await throttle.findFreeAt(db, key), clock(), allowance) === null) return false
  for (const { key, allowance } of tries)
    if (!(await change(context, key, before => chargedFrom(before, clock(), allowance)))) return false
  return true
}

function chargedFrom(before: Instant | null, now: Instant, allowance: Allowance) {
  const freeAt = afterTry(before, now, allowance)
  return freeAt === null ? null : { freeAt }
}

/** The try was right and counts for nothing. */
export async function giveBack(context: Context, tries: readonly Tries[]): Promise<void> {
  const { db, clock } = context
  for (const { key, allowance } of tries)
    await change(context, key, before => ({ freeAt: afterGivingBack(before, clock(), allowance) }))
  for (const { key, free_at } of await throttle.listFreed(db, clock()))
    await throttle.swapFreeAt(db, key, free_at, null)
}

/**
 * Puts the next value in the place of the present one, again when somebody else was quicker; false when there
 * is no next. Each count is changed by a statement of its own: transactions over several could wait for each
 * other in a circle.
 */
async function change(
  { db }: Context,
  key: string,
  next: (freeAt: Instant | null) => { freeAt: Instant | null } | null,
): Promise<boolean> {
  for (;;) {
    const before = await throttle.findFreeAt(db, key)
    const after = next(before)
    if (after === null) return false
    if (await throttle.swapFreeAt(db, key, before, after.freeAt)) return true
  }
}
