import type { FiscalYear } from '../../server/calendar/fiscal-year.ts'
import { rosterHref } from '../app/routes.ts'

/** The part of a year's page where its rota is made, as the fragment of the address. */
export const MAKING = 'making'

/** The address of that part, beside the draft. */
export const makingHref = (schemeId: string, fiscalYear: FiscalYear): string =>
  `${rosterHref(schemeId, fiscalYear, { version: 'draft' })}#${MAKING}`
