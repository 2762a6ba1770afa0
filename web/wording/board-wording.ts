import type { Instant } from '../../server/time/clock.ts'

type Words<Key extends string> = Record<Key, string>

/** The board 今夜の当番, its search, and the links that open it. */
export type BoardWording = {
  board: Words<'title' | 'home' | 'now' | 'atThatTime' | 'next' | 'call' | 'loading' | 'noSchemes'> &
    Words<'gap' | 'gapText' | 'between' | 'betweenText' | 'unpublished' | 'unpublishedText'> &
    Words<'finalBackup' | 'callBackup' | 'noBackup' | 'behind' | 'comingGap' | 'nextUnknown'> &
    Words<'stations' | 'nightPhone' | 'links' | 'signIn' | 'signInAgain' | 'reload'> & {
      away(names: string): string
      ofBlock(scheme: string, block: string): string
      until(moment: string): string
      from(moment: string): string
      standings: Words<'reliable' | 'outOfHours' | 'unconfirmed'>
      /** A day and an hour as somebody says them at night; midnight that ends a day is 24:00. */
      moment(instant: Instant, ending: boolean): string
      clock(instant: Instant): string
    }

  /** How current what is on the screen is. */
  boardAge: Words<'live' | 'lost' | 'old' | 'changedMeanwhile' | 'whatNow'> & {
    asOf(moment: string): string
    minutesAgo(minutes: number): string
  }

  boardTime: Words<'open' | 'at' | 'show' | 'back' | 'wrong'> & { title(moment: string): string }

  boardSearch: Words<'open' | 'what' | 'hint' | 'find' | 'none' | 'more' | 'missing'> &
    Words<'clinicPhone' | 'duties' | 'noDuties' | 'away' | 'areas' | 'ofPatient' | 'toPatients'> & {
      found(count: number): string
      capabilities: Words<'homeVisit' | 'houseCall' | 'endOfLifeCare'>
    }

  boardLinks: Words<'title' | 'text' | 'add' | 'name' | 'nameHint' | 'make' | 'cancel' | 'none'> &
    Words<'made' | 'madeText' | 'copy' | 'copied' | 'copyFailed' | 'created' | 'lastRead' | 'never'> &
    Words<'revoke' | 'revokeConfirm' | 'revokeText' | 'revoked' | 'toBoard' | 'missing' | 'close'> & {
      revokeTitle(name: string): string
      list(count: number): string
    }

  boardVisit: Words<'opening' | 'refused' | 'refusedText' | 'paste' | 'pasteHint' | 'open' | 'choose'> &
    Words<'notALink' | 'askOffice' | 'mayNot' | 'mayNotText'>
}
