import type { FiscalYear } from '../../server/calendar/fiscal-year.ts'
import type { VersionsView } from '../../server/roster/versions/version-view.ts'
import type { ChangeKind, RecordedAs } from '../versions/derived.ts'

type Words<Key extends string> = Record<Key, string>
type Version = VersionsView['versions'][number]
type Check = NonNullable<Version['checks']>[number]

/** The versions of a year, what changes between them, who has confirmed them, and who really stood duty. */
export type VersionsWording = {
  versions: Words<'back' | 'toRecord' | 'none' | 'list' | 'program' | 'checks' | 'waivers' | 'receipts'> &
    Words<
      'carried' | 'changesAfter' | 'expired' | 'showVersion' | 'compare' | 'earlier' | 'reason' | 'noChecks'
    > & {
      pageTitle(year: FiscalYear): string
      number(number: number): string
      kind(kind: Version['kind']): string
      published(moment: string): string
      by(name: string): string
      checkNames: Record<Check['check'], string>
      /** A check with how it was met. */
      check(name: string, state: Check['state'], findings: number): string
      met(count: number): string
      signed(name: string, until: string): string
      change(kind: Version['changes'][number]['kind']): string
      passedOn(from: string, to: string): string
      count(count: number): string
      receiptCounts(counts: Version['receipts']): string
    }

  difference: Words<'title' | 'from' | 'to' | 'now' | 'draft' | 'same' | 'print' | 'before' | 'after'> &
    Words<'text' | 'byPerson' | 'byUnit' | 'layout' | 'nobody' | 'missing'> & {
      heading(from: string, to: string): string
      kinds: Record<ChangeKind, string>
      person(name: string): string
      changes(count: number): string
      summary(people: number, units: number): string
    }

  receipt: Words<'title' | 'first' | 'unchanged' | 'changes' | 'duties' | 'noDuties' | 'readButton'> &
    Words<'acceptButton' | 'ask' | 'onBehalf' | 'notAsked' | 'begunToo' | 'overtaken' | 'beforeThat'> & {
      changedSinceWord(count: number): string
      newest(number: number, moment: string): string
      changedSince(number: number, count: number): string
      dutiesToCome(count: number): string
      read(moment: string): string
      accepted(moment: string): string
    }

  receipts: Words<'title' | 'text' | 'physician' | 'duties' | 'changes' | 'state' | 'phone' | 'enter'> &
    Words<
      'onlyMissing' | 'everybodyRead' | 'notRead' | 'byPhone' | 'call' | 'newcomer' | 'done' | 'print'
    > & {
      counts(asked: number, read: number, accepted: number, overtaken: number): string
      read(moment: string): string
      accepted(moment: string): string
      overtaken(changes: number): string
      before(words: string): string
      dialogTitle(name: string): string
      dialogText: string
      saysRead: string
      saysAccepted: string
      cancel: string
    }

  withdrawal: Words<'open' | 'title' | 'text' | 'draftText' | 'none' | 'which' | 'all' | 'reason'> &
    Words<'reasonHint' | 'cancel' | 'noUnits' | 'noReason' | 'toDraft'> & {
      month(name: string, chosen: number, count: number): string
      confirm(count: number): string
      done(number: number, count: number): string
      doneDraft: string
    }

  record: Words<'text' | 'back' | 'toVersions' | 'none' | 'planned' | 'stood' | 'nothing' | 'asPlanned'> &
    Words<'nobody' | 'enter' | 'correct' | 'earlier' | 'onlyMissing' | 'done' | 'print' | 'program'> & {
      pageTitle(year: FiscalYear): string
      all(count: number, recorded: number): string
      by(moment: string, name: string): string
      dialog: Words<'title' | 'how' | 'who' | 'choose' | 'noOne' | 'until' | 'add' | 'remove' | 'note'> &
        Words<'noteHint' | 'cancel' | 'save' | 'kept'> & {
          ways: Record<RecordedAs, string>
          part(number: number): string
          toEnd(time: string): string
        }
      errors: Words<'who' | 'until' | 'note'>
    }
}
