import type { FiscalYear } from '../../server/calendar/fiscal-year.ts'

type Words<Key extends string> = Record<Key, string>

/** How the days of a year are covered. */
export type CoverageWording = {
  coverage: Words<'menu' | 'title' | 'text' | 'otherYears' | 'print' | 'whole' | 'noUnit' | 'proposals'> &
    Words<'nobodyFree' | 'toRepair' | 'toEdit' | 'noGaps' | 'notPublished' | 'areas' | 'everyArea'> & {
      states: Words<'gap' | 'unpublished' | 'thin' | 'covered' | 'free'>
      ofYear(year: FiscalYear): string
      inBlock(scheme: string, block: string): string
      days(count: number): string
      gaps(count: number): string
      lacking(post: string): string
      away(names: readonly string[]): string
      nobodyFor(capabilities: readonly string[]): string
    }
}
