import type { LocalDay } from '../../server/time/local-day.ts'

type Words<Key extends string> = Record<Key, string>

/** What is asked before it is done to a person. */
type Asking = { act: string; title(name: string): string; text: string }

/** The pages of the secretariat: people, settings, audit. */
export type OfficeWording = {
  people: Words<
    'title' | 'name' | 'role' | 'facility' | 'period' | 'state' | 'fromDay' | 'toDay' | 'choose'
  > &
    Words<'withEnded' | 'yourself' | 'change' | 'save' | 'close' | 'calendar' | 'onBehalf'> &
    Words<'invite' | 'inviteTitle' | 'inviteText' | 'inviteConfirm'> &
    Words<'openInvitations' | 'openInvitationsText' | 'noInvitations' | 'expired' | 'revokeInvitation'> & {
      list(count: number): string
      fromTo(from: LocalDay, to: LocalDay | null): string
      states: Words<'inForce' | 'notYet' | 'disabled' | 'ended'>
      /** What a role is of, by role. */
      facilities: Readonly<Record<string, string>>
      errors: Words<'missing' | 'endsBeforeItBegins'>
      changeTitle(name: string): string
      calendarOf(name: string): string
      asking: Record<'reset' | 'end' | 'disable' | 'enable', Asking>
    }

  /** The sheet that is handed over on paper. */
  handOver: Words<'once' | 'qr' | 'copy' | 'secret'> &
    Record<'invitation' | 'reset', Words<'made' | 'title' | 'text'> & { steps: readonly string[] }>

  settings: Words<'title' | 'names' | 'name' | 'shortName' | 'shortNameHint'> &
    Words<'closedDays' | 'closedDaysText' | 'year' | 'none' | 'remove' | 'yearEnd' | 'obon'> &
    Words<'addTitle' | 'first' | 'last' | 'label' | 'add' | 'save' | 'saving' | 'saved' | 'unsaved'> &
    Words<
      'quicker' | 'quickerText' | 'what' | 'mine' | 'theirs' | 'notClosed' | 'same' | 'insist' | 'yield'
    > & {
      closedDaysOf(year: string): string
      /** With its year: a fiscal year has two. */
      dayOfYear(day: LocalDay): string
      errors: Words<'missing' | 'otherYear' | 'endsBeforeItBegins'>
    }

  audit: Words<'title' | 'narrow' | 'from' | 'to' | 'action' | 'actor' | 'everything' | 'everyone' | 'show'> &
    Words<'at' | 'about' | 'address' | 'none' | 'nobody' | 'unknownPerson'> &
    Words<'pages' | 'newest' | 'older' | 'csv'> & {
      onBehalf(actor: string, person: string): string
      /** By the recorded action, in the order of the filter. */
      actions: Readonly<Record<string, string>>
      /** What is shown of the detail; the rest are ids. */
      details: Readonly<Record<string, string>>
      values: Readonly<Record<string, string>>
      roleOf(role: string): string
    }
}
