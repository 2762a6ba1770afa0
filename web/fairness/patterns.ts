import type { FairnessOfPerson } from '../../server/roster/fairness/fairness-view.ts'

export type HolidayClass = FairnessOfPerson['byClass'][number]['holidayClass']

/** A tile of 8 × 8 pixels: its ground, and lines or dots on it. Told apart without colour, on paper and by FAX. */
type Pattern = { readonly ground: 'paper' | 'pale' | 'accent'; readonly lines: string }

const RISING = 'M-2 10L10-2M-2 2L2-2M6 10L10 6'
const FALLING = 'M-2-2L10 10M-2 6L2 10M6-2L10 2'

/** In the order of the bars, the common classes first. */
export const PATTERNS: Readonly<Record<HolidayClass, Pattern>> = {
  sunday: { ground: 'pale', lines: '' },
  nationalHoliday: { ground: 'paper', lines: 'M2 2h.01M6 6h.01' },
  closedDay: { ground: 'paper', lines: FALLING },
  saturday: { ground: 'paper', lines: 'M0 4h8' },
  night: { ground: 'paper', lines: 'M4 0v8' },
  week: { ground: 'pale', lines: 'M0 4h8M4 0v8' },
  other: { ground: 'paper', lines: 'M4 4h.01' },
  obon: { ground: 'pale', lines: `${RISING}${FALLING}` },
  goldenWeek: { ground: 'paper', lines: RISING },
  yearEnd: { ground: 'accent', lines: '' },
}
