import type { ClosedDay } from '../../server/calendar/closed-days.ts'
import type { DutyRules } from '../../server/duty/duty-rules.ts'

/** An invented association with all that the demo shows of it. Ids are readable and unique in the installation. */
export type District = {
  association: { id: string; name: string; shortName: string }
  /** One physician a clinic, as nearly everywhere in home care. */
  clinics: { name: string; place: string; physician: string; kana: string; block?: string }[]
  nursingStations: string[]
  hospitals: { id: string; name: string }[]
  supportBlocks: {
    id: string
    name: string
    status: 'selected' | 'partial' | 'trial' | 'live'
    hospitals: string[]
  }[]
  closedDays: ClosedDay[]
  scheme: {
    id: string
    name: string
    shortName: string
    rules: DutyRules
    posts: string[]
    minGapDays: number
    minUnits: number | null
    maxUnits: number | null
  }
}

/** Numbers that no telephone network in Japan connects. */
export const inventedPhone = (group: number, index: number): string =>
  `0000-${String(group).padStart(2, '0')}-${String(index + 1).padStart(4, '0')}`
