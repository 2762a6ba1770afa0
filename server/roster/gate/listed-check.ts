import {
  type CheckMode,
  type CheckName,
  type CheckResult,
  type CheckState,
  type Finding,
  type FindingKind,
  stateOf,
} from './gate.ts'

/** What a check found, as it is listed and kept with a version: every finding counted, the first of each kind named. */
export type ListedCheck = {
  check: CheckName
  mode: CheckMode
  state: CheckState
  count: number
  groups: { kind: FindingKind; count: number; findings: Finding[] }[]
}

/** A year without one linked station has a finding for each of 2,200 posts: a megabyte, which nobody reads. */
const MOST_LISTED = 50

export const listedCheck = (result: CheckResult): ListedCheck => ({
  check: result.check,
  mode: result.mode,
  state: stateOf(result),
  count: result.findings.length,
  groups: [...Map.groupBy(result.findings, ({ kind }) => kind)].map(([kind, findings]) => ({
    kind,
    count: findings.length,
    findings: findings.slice(0, MOST_LISTED),
  })),
})
