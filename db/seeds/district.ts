import type { ClosedDay } from '../../server/calendar/closed-days.ts'
import type { StationCover } from '../../server/directory/stations/station-cover.ts'
import type { DutyRules } from '../../server/duty/duty-rules.ts'

/** An invented association with all that the demo shows of it. Ids are readable and unique in the installation. */
export type District = {
  /** One digit in all its telephone numbers. */
  phoneArea: number
  association: { id: string; name: string; shortName: string }
  /** One physician a clinic, as nearly everywhere in home care. */
  clinics: { name: string; place: string; physician: string; kana: string; block?: string }[]
  nursingStations: { name: string; cover: StationCover }[]
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

/** Whose telephone: the middle digits of invented numbers tell, beside the district's area. */
const PHONES = { clinic: 1, station: 2, hospital: 3 } as const

/** A number that no telephone network in Japan connects. */
export const inventedPhone = ({ phoneArea }: District, whose: keyof typeof PHONES, index: number): string =>
  `0000-${phoneArea}${PHONES[whose]}-${String(index + 1).padStart(4, '0')}`
