import type { FiscalYear } from '../../server/calendar/fiscal-year.ts'
import type { AskError, Done } from '../exchanges/derived.ts'

type Words<Key extends string> = Record<Key, string>
type State =
  | 'draft'
  | 'proposed'
  | 'accepted'
  | 'applied'
  | 'declined'
  | 'withdrawn'
  | 'expired'
  | 'superseded'

/** Duties that change hands after a rota was published. Points: 1 is one ordinary 24-hour duty. */
export type ExchangesWording = {
  exchanges: Words<
    'back' | 'text' | 'textOffice' | 'nothingPublished' | 'notMember' | 'who' | 'nobodyChosen'
  > &
    Words<'onBehalfText' | 'ownDuties' | 'noOwnDuties' | 'askSwap' | 'askOffer' | 'underWay'> &
    Words<'asked' | 'approving' | 'own' | 'pool' | 'noPool' | 'others' | 'past' | 'noPast'> &
    Words<
      'swapTitle' | 'offerTitle' | 'inReturn' | 'inReturnHint' | 'nothingInReturn' | 'choose' | 'toWhom'
    > &
    Words<
      'addOne' | 'another' | 'result' | 'note' | 'noteHint' | 'answerBy' | 'send' | 'sendOffer' | 'keep'
    > &
    Words<
      | 'sending'
      | 'cancel'
      | 'offerText'
      | 'anybody'
      | 'until'
      | 'untilApproval'
      | 'looking'
      | 'entered'
      | 'noteSaid'
      | 'reasonSaid'
    > &
    Words<'accept' | 'decline' | 'withdraw' | 'propose' | 'take' | 'approve' | 'refuse' | 'acceptTitle'> &
    Words<'takeTitle' | 'acceptText' | 'acceptWaits' | 'refuseReason' | 'swap' | 'offer'> &
    Words<
      'approvalText' | 'debts' | 'debtsText' | 'noDebts' | 'override' | 'overrideText' | 'overrideWhich'
    > &
    Words<
      'overrideTo' | 'overrideReason' | 'overrideReasonHint' | 'partly' | 'partlyHint' | 'fromDay' | 'toDay'
    > &
    Words<
      | 'fromTime'
      | 'toTime'
      | 'timeHint'
      | 'overrideSend'
      | 'overrideRunning'
      | 'overrideAll'
      | 'settingsLink'
      | 'and'
    > & {
      pageTitle(year: FiscalYear): string
      physician(name: string): string
      onBehalf(name: string): string
      dutyOf(day: string, post: string): string
      /** In the list of duties to ask in return. */
      dutyWith(duty: string, person: string): string
      /** In phrases that no line should break. */
      leg(duty: string, from: string, to: string): readonly string[]
      waitingFor(people: readonly string[]): string
      accepted(people: readonly string[]): string
      stillResponsible(duty: string, person: string): string
      nowResponsible(duty: string, person: string): string
      showPast(count: number): string
      refused(who: string, why: string): string
      answerByHint(days: number): string
      debt(debtor: string, creditor: string, units: number, points: number): string
      states: Record<State, string>
      badges: Record<State, string>
      done: Record<Done, string>
      /** What a refused change would break, by its kind. */
      finding: Readonly<Record<string, string>>
      errors: Record<AskError | 'time' | 'notLater' | 'outside', string>
    }

  exchangeSettings: Words<'tab' | 'title' | 'text' | 'approval' | 'approvalHint' | 'days' | 'daysHint'> &
    Words<'daysError' | 'save' | 'saved' | 'on' | 'off'>
}
