import type { FiscalYear } from '../../server/calendar/fiscal-year.ts'
import type { AbsenceError } from '../repair/derived.ts'

type Words<Key extends string> = Record<Key, string>

/** When a physician falls away after the rota was published. Points: 1 is one ordinary 24-hour duty. */
export type RepairWording = {
  repair: Words<'title' | 'back' | 'text' | 'nothingPublished' | 'nobody'> &
    Words<'form' | 'who' | 'choose' | 'from' | 'to' | 'ask' | 'asking' | 'underWay'> &
    Words<'vacated' | 'nothingVacant' | 'waiting' | 'toDraft' | 'replaced'> &
    Words<'fewest' | 'fairer' | 'effects' | 'pointMeaning' | 'noEffect' | 'belowMin' | 'incomplete'> &
    Words<'take' | 'taking' | 'none' | 'more' | 'otherwise' | 'otherwiseText' | 'leaveOpen'> &
    Words<'confirmTitle' | 'confirmText' | 'cancel' | 'replace' | 'lost' | 'check'> &
    Words<'taken' | 'takenOpen' | 'notYet' | 'kept' | 'todo' | 'calls' | 'callsText' | 'call'> &
    Words<'publish' | 'publishText' | 'byHand' | 'byHandText' | 'another'> & {
      pageTitle(year: FiscalYear): string
      physician(name: string): string
      /** In the list of those to choose from. */
      toCome(name: string, count: number): string
      errors: Record<AbsenceError, string>
      absent(name: string, from: string, to: string): string
      nextYear(year: FiscalYear): string
      toNextYear(year: FiscalYear): string
      dutyOf(day: string, post: string): string
      offer(number: number): string
      changes(count: number): string
      /** In phrases that no line should break. */
      change(duty: string, from: string, to: string): readonly string[]
      /** `above`: points above the fair burden, below 0 less. */
      effect(name: string, before: number, after: number, above: number): string
      /** How much worse the whole becomes, below 0 better. */
      score(cost: number): string
      takes(duties: readonly string[]): string
      gives(duties: readonly string[]): string
    }
}
