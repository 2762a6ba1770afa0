import type { SubscriptionsView, SubscriptionView } from '../../server/feeds/subscription-view.ts'

type Audience = SubscriptionsView['calendar']['audience']
type CalendarProgram = NonNullable<SubscriptionView['lastRead']>['program']
type SubscriptionState = SubscriptionView['state']

type Words<Key extends string> = Record<Key, string>

/** How to subscribe in one program, and how late changes show there. */
type Way = { name: string; steps: readonly string[]; delay: string }

/** Calendars that people subscribe to with the program they use. */
export type FeedsWording = {
  feeds: Words<'title' | 'menu' | 'text' | 'urgent' | 'none' | 'make' | 'makeTitle' | 'toList'> &
    Words<'which' | 'name' | 'nameHint' | 'usualName' | 'unnamed' | 'alarm' | 'holder' | 'myself'> &
    Words<'change' | 'save' | 'close' | 'done' | 'renew' | 'renewHint' | 'revoke' | 'revokeHint'> &
    Words<'renewTitle' | 'renewText' | 'revokeTitle' | 'revokeText' | 'farewell' | 'farewellHint'> &
    Words<
      'made' | 'once' | 'secret' | 'open' | 'qr' | 'address' | 'copy' | 'typed' | 'onBehalf' | 'handOver'
    > &
    Words<'file' | 'fileHint'> & {
      /** The kinds of calendar, by whom they are for. */
      audiences: Readonly<Record<Audience, string>>
      /** By minutes before the duty. */
      alarms: Readonly<Record<'none' | '0' | '30' | '60' | '1440', string>>
      programs: Readonly<Record<CalendarProgram, string>>
      states: Readonly<Record<SubscriptionState, string>>
      stateText: Readonly<Record<SubscriptionState, string>>
      errors: Words<'name'>
      ways: Readonly<Record<'apple' | 'google' | 'outlook', Way>>
      calendar(audience: Audience, name: string): string
      of(association: string): string
      forWhom(name: string): string
      withAlarm(alarm: string): string
      lastRead(moment: string, program: string): string
      madeAt(moment: string): string
      by(name: string): string
    }

  /** The secretariat's list of all of them. */
  allFeeds: Words<
    'title' | 'text' | 'none' | 'allWell' | 'calendar' | 'subscription' | 'state' | 'lastRead'
  > &
    Words<'phone' | 'never' | 'onlySilent' | 'print' | 'back'> & {
      list(count: number): string
      silent(count: number): string
    }
}
