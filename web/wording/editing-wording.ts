import type { Group } from '../../server/roster/optimiser/group.ts'
import type { Remark } from '../../server/roster/remark.ts'

type Words<Key extends string> = Record<Key, string>

/** What a remark is about, in words: days and posts as they are written elsewhere, empty where there are none. */
type RemarkSaid = {
  days: string
  post: string
  group: Group | null
  block: string
  /** How many units it is about. */
  units: number
  count: number
  limit: number
}

/** The year table in which a draft is edited, what is wrong with a draft, and the menu of a year's pages. */
export type EditingWording = {
  /** What a draft lacks or breaks, without the people it is about. */
  remarks: {
    sentence: Record<Remark['kind'], (said: RemarkSaid) => string>
    /** The people or the day a sentence is about. */
    about(whom: string, sentence: string): string
    /** Several names or days. */
    together(parts: readonly string[]): string
    groups: Record<Group, string>
  }

  yearTable: Words<'open' | 'pinned' | 'tentative' | 'begun' | 'begunText' | 'unsent' | 'justChanged'> &
    Words<'intro' | 'keys' | 'back' | 'months' | 'filter' | 'everyone' | 'noneHere' | 'nothingDrafted'> &
    Words<'score' | 'scoreMeaning' | 'undo' | 'redo' | 'saved' | 'saving' | 'cutOff' | 'sendAgain'> &
    Words<'close' | 'pin' | 'unpin' | 'leaveOpen' | 'swap' | 'swapNow' | 'stopSwap'> &
    Words<'others' | 'breaking' | 'breaks' | 'cannot' | 'sameTime' | 'notMember'> &
    Words<'noConcerns' | 'brokenNow' | 'mendedNow' | 'people' | 'peopleText' | 'count' | 'points'> &
    Words<'reasons' | 'reasonsText' | 'fixed' | 'working' | 'nobodyElse'> &
    Words<
      | 'nobodyYet'
      | 'remake'
      | 'remakeText'
      | 'remakeOptions'
      | 'remakeShown'
      | 'avoided'
      | 'wanted'
      | 'best'
      | 'day'
      | 'meanwhile'
    > & {
      title(year: string): string
      physician(name: string): string
      /** How many duties to come stay as they are. */
      remakeKeeps(pinned: number): string
      /** The score with one decimal. */
      number(score: number): string
      /** What a change does to the score; `by` is above 0 where it gets worse. */
      scoreChange(by: number): string
      scoreFromTo(before: number, after: number): string
      changed(day: string, from: string, to: string): string
      nowPinned(day: string, name: string): string
      nowUnpinned(day: string, name: string): string
      swapped(days: string): string
      unsentCount(count: number): string
      concerns(count: number): string
      /** How many times somebody has a duty, now and then. */
      countChange(from: number, to: number): string
      times(count: number): string
      range(min: number, max: number | null): string
      pointsOf(quarterPoints: number): string
      aboveShare(quarterPoints: number): string
      changedMeanwhile(day: string, now: string): string
      theyChanged(days: string): string
      swapWith(day: string): string
      couldHave(count: number, nearest: string, byExchange: string | null, by: number): string
      reasonsIn(month: string): string
      moreDays(days: string, rest: number): string
      moreConcerns(rest: number): string
      /** Shows so many options more. */
      showAll(rest: number): string
    }

  yearMenu: Words<'label' | 'edit' | 'wishes' | 'ownWishes' | 'wishSheet' | 'ledger' | 'fairness'> &
    Words<
      'exchanges' | 'repair' | 'versions' | 'ownVersions' | 'record' | 'sheets' | 'members' | 'rotaSettings'
    > &
    Words<'calendar'>
}
