import type { FiscalYear } from '../calendar/fiscal-year.ts'

/** The identity of a scheme's rota of one fiscal year. */
export const rosterId = (schemeId: string, year: FiscalYear): string => `${schemeId}/${year}`
