import type { Instant } from '../../time/clock.ts'
import type { Interval } from '../../time/interval.ts'
import type { LocalDay } from '../../time/local-day.ts'
import { instantOf } from '../../time/tokyo.ts'

/** 24時間対応体制加算, 緊急時訪問看護加算 or a written agreement (domain.md §3). */
export const EVIDENCE_KINDS = ['system24h', 'urgentVisit', 'agreement'] as const

export type EvidenceKind = (typeof EVIDENCE_KINDS)[number]

/** Proof of a station's 24-hour system; both days included. */
export type Evidence = {
  readonly kind: EvidenceKind
  readonly checkedOn: LocalDay
  readonly validUntil: LocalDay
  /** When somebody took it back: since then it proves nothing, not even of days before. */
  readonly withdrawnAt: Instant | null
}

/** A notification to the regional bureau has no end: nobody may rest on one for longer than this unasked. */
export const LONGEST_EVIDENCE_DAYS = 3 * 366

/**
 * The hours a proof stands for, as known today: from 00:00 of the day it was checked to 24:00 of the last day it is
 * valid. Null when it was withdrawn or its day of checking is still to come: nobody can have checked it yet.
 */
export function hoursOfEvidence(evidence: Evidence, today: LocalDay): Interval | null {
  const { checkedOn, validUntil, withdrawnAt } = evidence
  if (withdrawnAt !== null || checkedOn > today || validUntil < checkedOn) return null
  return { start: instantOf(checkedOn, '00:00'), end: instantOf(validUntil, '24:00') }
}
