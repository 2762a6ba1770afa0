import type { Interval } from '../../time/interval.ts'
import type { Duty } from '../follow-publication.ts'
import type { StandingDuty } from '../standing/standing-rota.ts'

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
