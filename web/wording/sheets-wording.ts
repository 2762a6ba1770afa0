import type { FiscalYear } from '../../server/calendar/fiscal-year.ts'
import type { SheetKind } from '../../server/reports/sheet-view.ts'

type Words<Key extends string> = Record<Key, string>

/** The page of sheets to print. The sheets themselves are Japanese in every language. */
export type SheetsWording = {
  sheets: Words<'title' | 'text' | 'back' | 'kind' | 'month' | 'physician' | 'clinic' | 'era' | 'none'> &
    Words<'openPdf' | 'print' | 'private'> & {
      pageTitle(year: FiscalYear): string
      kinds: Record<SheetKind, string>
      eras: Words<'western' | 'reiwa'>
      monthOf(month: string): string
      clinicOf(clinic: string, physician: string): string
    }
}
