import type { FiscalYear } from '../../server/calendar/fiscal-year.ts'
import type { FairnessOfPerson } from '../../server/roster/fairness/fairness-view.ts'

type Words<Key extends string> = Record<Key, string>

/** How fair a rota is, and the ledger over the years. Points: 1 is one ordinary 24-hour duty. */
export type FairnessWording = {
  fairness: Words<'otherYears' | 'toRoster' | 'version' | 'print' | 'none' | 'summary'> &
    Words<'pointMeaning' | 'noWishes' | 'even' | 'inTurn' | 'thisRota' | 'inTurnMeaning' | 'comparison'> &
    Words<'plot' | 'plotText' | 'expectedMark' | 'carriedMark' | 'table' | 'tableText'> &
    Words<'physician' | 'share' | 'count' | 'held' | 'deviation' | 'carried' | 'expected' | 'balance'> & {
      pageTitle(year: FiscalYear): string
      points(points: number): string
      /** With its sign; nothing is written without one. */
      signed(points: number): string
      /** Without its unit, for a column. */
      column(points: number): string
      number(number: number): string
      percent(part: number): string
      spread(own: number, inTurn: number): string
      wishes(wants: Granted, avoids: Granted): string
      /** One or several who do equally much beyond what is expected. */
      mostBurdened(names: readonly string[], above: number): string
      /** `fairCount`: their share; null: not to be seen. */
      counts(count: number, fairCount: number | null): string
      ofClass(holidayClass: string, count: number, held: number): string
      granted(granted: Granted): string
      cases(count: number): string
      measures: Words<'spread' | 'deviation' | 'wants' | 'avoids' | 'open' | 'broken' | 'cost'>
      classes: Record<FairnessOfPerson['byClass'][number]['holidayClass'], string>
    }

  ledger: Words<'explanation' | 'nothingYet' | 'members' | 'physician' | 'opening' | 'entered'> &
    Words<'newcomer' | 'spared' | 'counts' | 'enter' | 'print' | 'toRoster' | 'history'> &
    Words<'historyText' | 'noHistory' | 'program' | 'done'> & {
      pageTitle(year: FiscalYear): string
      carriedFrom(year: FiscalYear): string
      skipped(year: FiscalYear, from: FiscalYear): string
      carried(year: FiscalYear): string
      sparedMeaning(year: FiscalYear): string
      /** In the year before `year`. */
      lastYear(season: string, year: FiscalYear): string
      saidOfLastYear(season: string, year: FiscalYear, held: boolean): string
      forYear(year: FiscalYear): string
      dialog: Words<'text' | 'direction' | 'more' | 'fewer' | 'amount' | 'amountHint'> &
        Words<'held' | 'counts' | 'countsHint' | 'reason' | 'reasonHint' | 'cancel' | 'save' | 'newcomer'> & {
          heldHint: string
          title(name: string): string
          /** What can be said of a season; of nothing, whether it counts as held now. */
          said(said: 'nothing' | 'held' | 'notHeld', held: boolean): string
        }
      errors: Words<'amount' | 'count' | 'nothing' | 'reason'>
    }
}

type Granted = { asked: number; granted: number }
