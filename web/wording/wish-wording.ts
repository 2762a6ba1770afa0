import type { FiscalYear } from '../../server/calendar/fiscal-year.ts'
import type { LocalDay, Weekday } from '../../server/time/local-day.ts'

type Words<Key extends string> = Record<Key, string>
type Kind = 'unavailable' | 'avoid' | 'want'
type Hours = { from: string; to: string }
type Repetition = {
  every: 'week' | 'secondWeek' | 'month'
  weekday: Weekday
  /** 1 the first … 4 the fourth, -1 the last. */
  ordinals: readonly number[]
}

/** The pages on which wishes for a year are entered, and the sheet on which they are sent by FAX. */
export type WishWording = {
  wishes: Words<'back' | 'allMembers' | 'several' | 'listed' | 'byUnit' | 'ofUnits' | 'goToMonth'> &
    Words<'saving' | 'undo' | 'unsent' | 'sendAgain' | 'notSaved' | 'touchesNone'> &
    Words<'atOnce' | 'together' | 'withdraw' | 'withdrawTitle' | 'withdrawText' | 'cancel' | 'printSheet'> &
    Words<'notOpen' | 'noMember' | 'noUnits' | 'onBehalfText' | 'otherRepetition'> &
    Words<'noneText' | 'sayNone' | 'saidNone' | 'saidNoneText' | 'takeNoneBack'> & {
      title(year: FiscalYear): string
      /** To a physician who looks at the rota. */
      invitation(year: FiscalYear): string
      enter(year: FiscalYear): string
      /** Short, for where there is little room. */
      kinds: Record<Kind | 'none', string>
      meanings: Record<Kind, string>
      /** How a wish was entered. */
      forms: Record<'unit' | 'days' | 'repeat' | 'busy', string>
      deadline(day: LocalDay): string
      daysLeft(days: number): string
      closed(day: LocalDay): string
      left(count: number | null): string
      exceeded(kind: string, count: number, most: number): string
      onBehalf(name: string): string
      /** The same in few words. */
      forWhom(name: string): string
      saved(day: string, said: string): string
      /** Why a unit counts as it does, though nothing or something else is said of it alone. */
      because(form: string, what: string): string
      touches(count: number): string
      added(kind: string, units: number): string
      range(from: LocalDay, to: LocalDay): string
      hours(hours: Hours): string
      repetition(repetition: Repetition): string
      /** A repetition with the days it is for. */
      within(repetition: string, range: string): string
      busy(times: number): string
      entered(moment: string, by: string | null, onBehalf: boolean): string
    }

  wishForm: Words<'byDays' | 'byRepeat' | 'byCalendar' | 'kind' | 'from' | 'to' | 'until' | 'wholeDay'> &
    Words<'begin' | 'end' | 'howOften' | 'weekday' | 'whichWeeks' | 'enter'> &
    Words<'calendarText' | 'file' | 'reading' | 'noTimes' | 'store'> & {
      every: Record<Repetition['every'], string>
      weekdays: readonly string[]
      ordinal(ordinal: number): string
      /** The first days of what is typed. */
      firstDays(days: readonly string[]): string
      nextDay(time: string): string
      errors: Words<'missing' | 'otherYear' | 'endsBeforeItBegins' | 'noDay' | 'chooseWeeks'>
      read(events: number): string
      skipped(skipped: { free: number; cancelled: number; unreadable: number }): readonly string[]
      wouldBe(units: number): string
      replace(earlier: number): string
    }

  wishOffice: Words<'overview' | 'onlyMissing' | 'member' | 'answer' | 'notYet' | 'none'> &
    Words<'enterFor' | 'sheets'> &
    Words<'round' | 'deadline' | 'deadlineHint' | 'returnTo' | 'returnToHint' | 'quotas' | 'quotasHint'> &
    Words<'ownQuotas' | 'ownQuotasText' | 'choose' | 'addOwn' | 'removeOwn' | 'save' | 'saving' | 'saved'> &
    Words<'notSet' | 'unsaved'> & {
      /** How many have entered wishes, said that they have none, and not answered. */
      progress(answers: { wishes: number; none: number; missing: number }): string
      state(open: boolean, deadline: LocalDay | null): string
      /** By whom, and for whom where for somebody else. */
      by(name: string | null, onBehalf: boolean): string
      errors: Words<'number' | 'deadline'>
    }

  wishSheet: Words<'title' | 'everyone' | 'whose' | 'print' | 'text' | 'member' | 'clinic'> &
    Words<'howTo' | 'mark' | 'returnTo' | 'several' | 'severalExample' | 'signature' | 'date' | 'rest'> & {
      heading(year: FiscalYear): string
      deadline(day: LocalDay): string
      marks: readonly { mark: string; text: string }[]
    }
}
