import type { LocalDay } from '../time/local-day.ts'
import type { DutyRules } from './duty-rules.ts'

/** A duty scheme with its settings read from their stored form. */
export type DutyScheme = {
  id: string
  name: string
  shortName: string
  association: { id: string; name: string; invented: boolean }
  rules: DutyRules
  posts: string[]
  minGapDays: number
}

/** A physician's place in a scheme; days are included on both ends. */
export type SchemeMember = {
  id: string
  name: string
  clinicId: string
  clinic: string
  place: string
  phone: string
  joinedOn: LocalDay
  leftOn: LocalDay | null
  minUnits: number | null
  maxUnits: number | null
  /** 1 full, 0.5 half. */
  share: number
  /** Posts they may take and blocks (ブロック) they serve; null: all. */
  posts: string[] | null
  blocks: string[] | null
}
