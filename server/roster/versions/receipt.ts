import type { Instant } from '../../time/clock.ts'
import type { Interval } from '../../time/interval.ts'
import type { Duty } from '../follow-publication.ts'
import { type DutyChange, placeOf, type StandingDuty, standingRota } from '../standing/standing-rota.ts'
import { type DutyDifference, differenceOf } from './difference.ts'

/** A physician's word on a version: 既読, or 承諾 as well. */
export const RECEIPT_WORDS = ['read', 'accepted'] as const

/** That a physician has confirmed a version. */
type Receipt = { number: number; physicianId: string }

/** Who is asked to confirm a version: whoever stands any hour of these rotas. */
export const standingIn = (...rotas: readonly (readonly StandingDuty[])[]): Set<string> =>
  new Set(rotas.flat().flatMap(({ parts }) => parts.map(({ physicianId }) => physicianId)))

/** The last version before `number` that the physician has confirmed; null: none. */
export function lastConfirmed(
  receipts: readonly Receipt[],
  physicianId: string,
  number: number,
): number | null {
  const confirmed = receipts
    .filter(receipt => receipt.physicianId === physicianId && receipt.number < number)
    .map(receipt => receipt.number)
  return confirmed.length === 0 ? null : Math.max(...confirmed)
}

/** Whether somebody has a say in a change: the secretariat overrides alone, a swap or an offer was agreed by both. */
const isAgreed = ({ kind, from, to }: DutyChange, physicianId: string): boolean =>
  kind !== 'override' && (from === physicianId || to === physicianId)

/** Whether a change is one that this physician has to be told of. */
export const isToBeTold = ({ kind, from, to }: DutyChange, physicianId: string): boolean =>
  kind === 'override' && (from === physicianId || to === physicianId)

/**
 * What is another for a physician now than when they gave their word on a version, and not by their own agreement: they
 * are asked again. `changes` are all of that version, in their order. A change of the very millisecond of their word
 * counts as later: they cannot have seen it.
 */
export function untold(
  published: readonly Duty[],
  changes: readonly DutyChange[],
  { physicianId, readAt }: { physicianId: string; readAt: Instant },
): DutyDifference[] {
  const later = changes.filter(change => change.appliedAt >= readAt)
  const touched = new Set(later.filter(change => isToBeTold(change, physicianId)).map(placeOf))
  if (touched.size === 0) return []
  const duties = published.filter(duty => touched.has(placeOf(duty)))
  const known = changes.filter(change => change.appliedAt < readAt || isAgreed(change, physicianId))
  const { people } = differenceOf(standingRota(duties, known), standingRota(duties, changes))
  return people.find(one => one.physicianId === physicianId)?.duties ?? []
}

/** A post with the hours of it that are one physician's. */
export type OwnDuty = Duty & { hours: Interval[] }

/** What one physician stands of a rota, in order of time. */
export const ownDuties = (rota: readonly StandingDuty[], physicianId: string): OwnDuty[] =>
  rota
    .flatMap(({ parts, ...duty }) => {
      const hours = parts
        .filter(part => part.physicianId === physicianId)
        .map(({ start, end }) => ({ start, end }))
      return hours.length === 0 ? [] : [{ ...duty, hours }]
    })
    .toSorted((a, b) => a.start - b.start)
