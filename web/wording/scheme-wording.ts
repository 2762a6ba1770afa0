import type { FiscalYear } from '../../server/calendar/fiscal-year.ts'
import type { LocalDay } from '../../server/time/local-day.ts'
import type { MemberState, PeriodError } from '../schemes/members-derived.ts'
import type { BurdenName, Level, SettingsError, WeightName } from '../schemes/settings-derived.ts'

type Words<Key extends string> = Record<Key, string>

/** What is asked before it is done to a member. */
type Asking = { act: string; confirm: string; title(name: string): string; text: string }

/** The pages of a scheme: its members, and how its rota is made. */
export type SchemeWording = {
  scheme: Words<'menu' | 'members' | 'settings'> & { toRoster(year: FiscalYear): string }

  members: Words<'title' | 'text' | 'none' | 'add' | 'addTitle' | 'addText' | 'addConfirm' | 'nobodyToAdd'> &
    Words<'physician' | 'period' | 'units' | 'share' | 'posts' | 'blocks' | 'change' | 'choose' | 'save'> &
    Words<'joinedOn' | 'leftOn' | 'minUnits' | 'maxUnits' | 'unitsHint' | 'sharePercent' | 'midYear'> &
    Words<
      'all' | 'everyPost' | 'everyBlock' | 'lastDay' | 'toPassOn' | 'toPassOnText' | 'gone' | 'refreshed'
    > & {
      current(count: number): string
      past(count: number): string
      states: Record<MemberState, string>
      fromTo(from: LocalDay, to: LocalDay | null): string
      range(least: number | null, most: number | null): string
      shareOf(percent: number): string
      shares: Words<'full' | 'half' | 'other'>
      changeTitle(name: string): string
      asking: Record<'end' | 'remove', Asking>
      done: {
        added(name: string): string
        changed(name: string): string
        ended(name: string, day: LocalDay): string
        removed(name: string): string
      }
      toPassOnOf(name: string, year: FiscalYear, count: number): string
      openRota(year: FiscalYear): string
      errors: Record<PeriodError, string>
    }

  rotaSettings: Words<'title' | 'text' | 'hard' | 'balance' | 'balanceText' | 'burden' | 'burdenText'> &
    Words<'minGapDays' | 'minGapDaysHint' | 'weeks' | 'deadBand' | 'laterPostShare' | 'seconds' | 'time'> &
    Words<'order' | 'orderText' | 'orderMode' | 'unordered' | 'up' | 'down' | 'leaveOut' | 'takeIn'> &
    Words<'toDefaults' | 'save' | 'saved' | 'defaulted'> & {
      modes: Words<'byWeight' | 'inOrder'>
      weights: Record<WeightName, { label: string; text: string }>
      levels: Record<Level, string>
      level(level: string, weight: number): string
      ownLevel(weight: number): string
      classes: Record<BurdenName, string>
      /** What a field means, with its usual value. */
      hints: Record<'weeks' | 'deadBand' | 'burden' | 'laterPostShare' | 'seconds', (usual: string) => string>
      points(points: string): string
      place(place: number, kind: string): string
      errors: Record<SettingsError, string>
    }
}
