import type { LocalDay } from '../../server/time/local-day.ts'

type Words<Key extends string> = Record<Key, string>
type Kinds = 'scheme' | 'physician' | 'clinic' | 'patient'
type Evidence = 'system24h' | 'urgentVisit' | 'agreement'

/** Visiting-nurse stations, what proves their 24-hour system, whom they stand behind; and telephone numbers. */
export type StationsWording = {
  stations: Words<'title' | 'text' | 'none' | 'print' | 'cancel'> &
    Words<'station' | 'nightPhone' | 'state' | 'hours' | 'provenUntil' | 'confirmed' | 'links'> &
    Words<'roundTheClock' | 'noHours' | 'never' | 'byPhone' | 'byItself' | 'nothing'> & {
      list(count: number): string
      states: Words<'valid' | 'expired' | 'unknown' | 'closed'>
      kinds: Record<Evidence, string>
      standings: Words<'holds' | 'expired' | 'future' | 'withdrawn'>
      day(day: LocalDay): string
      until(day: LocalDay): string
      linkCount(count: number): string
      ofOther(association: string): string
      closedFrom(day: LocalDay): string
      /** On a print-out: states are those of a day. */
      asOf(day: LocalDay): string
    }

  /** What somebody should see to. */
  reminders: Words<'title' | 'none'> & {
    noEvidence: string
    evidenceExpired(day: LocalDay): string
    evidenceExpires(day: LocalDay, within: number): string
    linkEnds(target: string, day: LocalDay, within: number): string
    notConfirmed(day: LocalDay | null): string
    todo: Words<'noEvidence' | 'evidenceExpired' | 'evidenceExpires' | 'linkEnds' | 'notConfirmed'>
  }

  /** Adding and changing a station. */
  stationEditing: Words<'add' | 'addText' | 'addConfirm' | 'name' | 'nightPhone' | 'nightPhoneHint'> &
    Words<'rename' | 'renameSave' | 'closing' | 'closingText' | 'closedOn' | 'closingConfirm' | 'reopen'> &
    Words<'quicker' | 'phoneWrong' | 'missing' | 'tooMany'> & {
      done: {
        added(name: string): string
        hours: string
        renamed: string
        closed: string
        reopened: string
        evidence: string
        withdrawn: string
        confirmed: string
        linked: string
        linkEnded: string
      }
    }

  stationHours: Words<'title' | 'text' | 'patterns' | 'everyDay' | 'workNights' | 'workDays' | 'clear'> &
    Words<'from' | 'to' | 'add' | 'remove' | 'nextDay' | 'notThere' | 'save' | 'unsaved'> &
    Words<'dates' | 'datesText' | 'first' | 'last' | 'dateKind' | 'absent' | 'wholeDay' | 'someHours'> &
    Words<'addDates' | 'noDates' | 'result' | 'byWeekday'> & {
      weekdays: readonly [string, string, string, string, string, string, string]
      onDay(day: string): string
      span(from: string, to: string): string
      /** Between several hours of a day. */
      comma: string
      range(first: string, last: string): string
      line(days: string, hours: string): string
      days(from: LocalDay, to: LocalDay): string
      errors: Words<'notATime' | 'notADay' | 'endsBeforeStart' | 'overlapsAnother' | 'tooMany'>
    }

  evidence: Words<'title' | 'text' | 'none' | 'add' | 'addConfirm' | 'kind' | 'checkedOn' | 'checkedBy'> &
    Words<'nightPhone' | 'validUntil' | 'validUntilHint' | 'withdraw' | 'withdrawText'> &
    Words<'withdrawConfirm' | 'byOffice'> & {
      errors: Words<'missing' | 'future' | 'endsBeforeItBegins' | 'tooLong' | 'phone'>
    }

  confirmation: Words<
    'title' | 'text' | 'ownText' | 'none' | 'own' | 'phone' | 'spokenWith' | 'phoneConfirm'
  > & {
    said(moment: string, byPhone: boolean, spokenWith: string): string
  }

  nurseLinks: Words<
    'title' | 'text' | 'none' | 'add' | 'addConfirm' | 'station' | 'target' | 'kind' | 'from'
  > &
    Words<'to' | 'toHint' | 'choose' | 'reference' | 'referenceHint' | 'end' | 'endConfirm' | 'lastDay'> &
    Words<'period' | 'ended' | 'notYet' | 'elsewhere'> & {
      kinds: Record<Kinds, string>
      fromTo(from: LocalDay, to: LocalDay | null): string
      errors: Words<'missing' | 'endsBeforeItBegins' | 'reference'>
      endTitle(station: string, target: string): string
    }

  contacts: Words<'title' | 'text' | 'physician' | 'clinicPhone' | 'dutyPhone' | 'dutyPhoneHint'> &
    Words<'none' | 'asClinic' | 'change' | 'save' | 'phoneWrong' | 'shared' | 'print'> & {
      changeTitle(name: string): string
      done(name: string): string
      list(count: number): string
    }
}
