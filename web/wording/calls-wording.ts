import type { Caller, Outcome } from '../../server/patients/calls/call.ts'

type Words<Key extends string> = Record<Key, string>

/** The log of telephone calls at the duty desk. */
export type CallsWording = {
  calls: Words<'menu' | 'title' | 'text' | 'receive' | 'open' | 'closed' | 'none' | 'noneClosed'> &
    Words<'otherDays' | 'dayBefore' | 'dayAfter' | 'today' | 'day' | 'show' | 'dayWrong'> &
    Words<'enter' | 'hide' | 'isOpen' | 'notEntered' | 'callerUnknown'> &
    Words<'caller' | 'code' | 'codeHint' | 'enterCode' | 'codeKnown' | 'codeUnknown' | 'codeRemove'> &
    Words<'who' | 'whoOnDuty' | 'nobodyAnswers' | 'nobodyFound' | 'call' | 'route' | 'answered'> &
    Words<'ambulance' | 'askAmbulance' | 'otherAnswered' | 'chooseWho' | 'first'> &
    Words<'outcome' | 'close' | 'reopen' | 'correct' | 'correctText' | 'correctSave' | 'takeBack'> &
    Words<'timeWrong' | 'countsByOutcome' | 'countsByCaller' | 'number' | 'median' | 'print' | 'total'> & {
      callers: Record<Caller, string>
      outcomes: Record<Outcome, string>
      steps: Words<'received' | 'routed' | 'answered' | 'closed'>
      times: Words<'received' | 'routed' | 'answered' | 'closed'>
      openFor(minutes: number): string
      after(minutes: number): string
      minutes(minutes: number): string
      ofDay(day: string): string
      counts(month: string): string
      calls(count: number): string
      stillOpen(count: number): string
      /** Names the call or the person that a button is about. */
      of(what: string): string
    }
}
