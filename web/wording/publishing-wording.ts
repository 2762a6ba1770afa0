import type { FiscalYear } from '../../server/calendar/fiscal-year.ts'
import type { CheckMode, CheckName, CheckState, FindingKind } from '../../server/roster/gate/gate.ts'
import type { Group } from '../../server/roster/optimiser/group.ts'
import type { WaiverError } from '../publishing/derived.ts'

type Words<Key extends string> = Record<Key, string>

/** What a finding is about, in words; empty where it says nothing of that. */
export type FindingParts = {
  readonly who: string
  readonly post: string
  readonly count: number
  readonly limit: number
  readonly group: Group | null
  readonly block: string
  readonly elsewhere: string
  /** The version that withdrew the unit, and why. */
  readonly withdrawn: { readonly number: number; readonly reason: string } | null
}

/** The gate: what stands between a draft and its publication, and how strict it is. */
export type PublishingWording = {
  /** Published duties whose nurse link no longer holds. */
  lostLinks: Words<'title' | 'text' | 'toStations'> & { more(count: number): string }
  publishing: Words<'back' | 'nothingDrafted' | 'open' | 'closed' | 'toWaive' | 'alreadyPublished'> &
    Words<'checks' | 'todo' | 'noneFound' | 'forInformation' | 'showAll' | 'and' | 'settings'> &
    Words<'waiver' | 'waiverText' | 'reason' | 'reasonHint' | 'signedBy' | 'signedByHint'> &
    Words<'expiresOn' | 'expiresOnHint' | 'missingAll' | 'waived' | 'kept' | 'again' | 'refreshed'> &
    Words<'difference' | 'noDifference' | 'gained' | 'lost' | 'moved' | 'renamed'> &
    Words<'publish' | 'publishing' | 'confirm' | 'cancel' | 'toRoster' | 'toVersions'> & {
      pageTitle(year: FiscalYear): string
      judged(total: number, begun: number): string
      check: Record<CheckName, { name: string; asks: string }>
      state: Record<CheckState, string>
      /** `unchecked`: what to do where it is no condition. */
      finding: Record<FindingKind, { text(parts: FindingParts): string; todo: string; unchecked?: string }>
      found(count: number): string
      more(count: number): string
      remedy: Words<'edit' | 'members' | 'contacts' | 'stations' | 'gateSettings'>
      missing(hours: string): string
      stations(names: readonly string[]): string
      endedStations(names: readonly string[]): string
      toStations: string
      /** Who has to be asked for what is not entered here. */
      askOthers(associations: readonly string[]): string
      ofAssociation(station: string, association: string): string
      errors: Record<WaiverError, string>
      waivedBefore(number: number): string
      waivedUntil(day: string, name: string): string
      changed(people: number): string
      confirmTitle(number: number): string
      confirmText(number: number, people: number | null): readonly string[]
      confirmWaived(names: readonly string[]): string
      done(number: number): string
    }
  gateSettings: Words<'title' | 'tab' | 'text' | 'save' | 'saved' | 'fixed' | 'usual' | 'toDefaults'> & {
    mode: Record<CheckMode, { name: string; means: string }>
    usualIs(mode: string): string
  }
}
