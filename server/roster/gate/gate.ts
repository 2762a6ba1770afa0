import type { Interval } from '../../time/interval.ts'
import type { Group } from '../optimiser/group.ts'

/** What is asked of a rota before it is published (architecture.md §2.5), in the order in which it is shown. */
export const CHECKS = [
  'filled',
  'nurseLink',
  'doubleBooked',
  'away',
  'eligible',
  'limits',
  'contact',
  'agreedChanges',
  'uncovered',
] as const
export type CheckName = (typeof CHECKS)[number]

/** `block`: not published; `warn`: published with a signed waiver (免除); `off`: looked at for information only. */
export const CHECK_MODES = ['block', 'warn', 'off'] as const
export type CheckMode = (typeof CHECK_MODES)[number]

/**
 * How strict a check can be. The database itself refuses a physician in two places at once, and an open post may be
 * signed for but never pass in silence: in the published rota nothing would show it.
 */
export const MODES_OF: Readonly<Record<CheckName, readonly CheckMode[]>> = {
  filled: ['block', 'warn'],
  nurseLink: CHECK_MODES,
  doubleBooked: ['block'],
  away: CHECK_MODES,
  eligible: CHECK_MODES,
  limits: CHECK_MODES,
  contact: CHECK_MODES,
  agreedChanges: CHECK_MODES,
  uncovered: CHECK_MODES,
}

/** How strict each check of a scheme is: the nurse link is required in one and unknown in another (domain.md §2B). */
export type GateSettings = Readonly<Record<CheckName, CheckMode>>

export const DEFAULT_GATE_SETTINGS: GateSettings = {
  filled: 'block',
  nurseLink: 'block',
  doubleBooked: 'block',
  away: 'block',
  eligible: 'block',
  limits: 'warn',
  contact: 'block',
  agreedChanges: 'warn',
  uncovered: 'off',
}

/** The kinds of the nurse link: why hours of a post lack one. */
export const NURSE_KINDS = ['noStation', 'noEvidence', 'linkEnded', 'outsideHours'] as const
export type NurseKind = (typeof NURSE_KINDS)[number]

/** Everything a check may find; which check finds what is in the check's own file. */
export const FINDING_KINDS = [
  'unfilled',
  'filledTwice',
  ...NURSE_KINDS,
  'twoDuties',
  'away',
  'notMember',
  'otherBlock',
  'otherPost',
  'barredGroup',
  'withinGap',
  'sameClinic',
  'groupTwice',
  'belowMin',
  'aboveMax',
  'noPhysicianPhone',
  'noStationPhone',
  'undone',
  'returns',
  'noUnit',
] as const
export type FindingKind = (typeof FINDING_KINDS)[number]

/** Where a finding is mended: the page, and what on it. */
export type Remedy =
  | { page: 'edit'; unit: string; post: string | null }
  | { page: 'members'; physician: string }
  | { page: 'contacts'; physician: string }
  | { page: 'stations'; stations: readonly string[] }
  | { page: 'gateSettings' }

/** Something that keeps a check from being met, by identifiers. What is to be done about it follows from its kind. */
export type Finding = {
  readonly kind: FindingKind
  /** The earlier first; none where it is about the year or a place to call. */
  readonly units: readonly string[]
  readonly post: string | null
  readonly people: readonly string[]
  readonly stations: readonly string[]
  /** Which hours of the units, where it is not all of them; sorted. */
  readonly hours: readonly Interval[]
  /** What there is of something and what there should be, at least or at most. */
  readonly count: number | null
  readonly limit: number | null
  readonly group: Group | null
  readonly block: string | null
  /** The scheme in which it happens, where that is another one. */
  readonly elsewhere: string | null
  /** Null: no page mends it. */
  readonly remedy: Remedy | null
}

/** A finding of which only what matters is said. */
export const finding = (
  kind: FindingKind,
  remedy: Remedy | null,
  given: Partial<Omit<Finding, 'kind' | 'remedy'>> = {},
): Finding => ({
  kind,
  units: [],
  post: null,
  people: [],
  stations: [],
  hours: [],
  count: null,
  limit: null,
  group: null,
  block: null,
  elsewhere: null,
  ...given,
  remedy,
})

/** What a check found, in full. */
export type CheckResult = {
  readonly check: CheckName
  readonly mode: CheckMode
  readonly findings: readonly Finding[]
}

/** 満たしています, 要対応, 免除が必要, 確認しません. */
export type CheckState = 'met' | 'toMend' | 'toWaive' | 'notChecked'

export function stateOf({ mode, findings }: CheckResult): CheckState {
  if (mode === 'off') return 'notChecked'
  if (findings.length === 0) return 'met'
  return mode === 'block' ? 'toMend' : 'toWaive'
}
