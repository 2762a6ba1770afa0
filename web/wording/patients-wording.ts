import type { AnswerView } from '../../server/patients/answer-view.ts'
import type { TeamView } from '../../server/patients/patient-view.ts'
import type { ReferralsView } from '../../server/patients/referral-view.ts'

type Words<Key extends string> = Record<Key, string>
type Plan = TeamView['emergencyPlan']
type Source = NonNullable<AnswerView['posts'][number]['answer']>['source']
type Capability = ReferralsView['referrals'][number]['capabilities'][number]

/** Patients by their code, who answers for them, and those who wait for an attending physician. */
export type PatientsWording = {
  patients: Words<
    'menu' | 'title' | 'text' | 'code' | 'codeHint' | 'codeWrong' | 'ask' | 'list' | 'groups' | 'none'
  > &
    Words<'show' | 'noTeam' | 'nobody' | 'attending' | 'area' | 'noArea' | 'enter' | 'entered' | 'saved'> &
    Words<'close' | 'closeTitle' | 'closeText' | 'closed' | 'cancel' | 'narrow' | 'noMatch'> & {
      deputies(label: string, count: number): string
      count(count: number): string
    }
  answer: Words<
    'now' | 'gap' | 'gapNoTeam' | 'gapTeam' | 'next' | 'backup' | 'nurses' | 'noNurse' | 'notReliable'
  > &
    Words<
      'hospital' | 'noHospital' | 'bedUnknown' | 'plan' | 'wishes' | 'contacts' | 'ahead' | 'specialists'
    > &
    Words<
      'otherTime' | 'day' | 'time' | 'timeWrong' | 'askThen' | 'backToNow' | 'call' | 'scheme' | 'overrides'
    > &
    Words<'past'> & {
      at(moment: string): string
      physician(name: string): string
      away(names: readonly string[]): string
      source(source: Source, deputyLabel: string): string
      absent(name: string): string
      sources: Record<Exclude<Source, 'deputy'>, string>
      means: Record<Plan['means'], string>
      contact(contact: Plan['contacts'][number], deputyLabel: string): string
      wishesAre: Record<Plan['wishes'], string>
    }
  team: Words<
    'make' | 'change' | 'find' | 'findHint' | 'search' | 'nobodyFound' | 'asAttending' | 'asSpecialist'
  > &
    Words<'attending' | 'specialists' | 'discipline' | 'stations' | 'addStation' | 'hospital' | 'scheme'> &
    Words<
      'noneChosen' | 'choose' | 'remove' | 'up' | 'means' | 'contacts' | 'addContact' | 'wishes' | 'save'
    > &
    Words<'wrongPerson' | 'wrongStation' | 'wrongChoice' | 'disciplineMissing' | 'ownTeam' | 'later'> &
    Words<'emptyTitle' | 'emptyText' | 'emptyYes' | 'emptyNo' | 'closedStation'> & {
      asDeputy(label: string): string
      deputies(label: string): string
      of(action: string, what: string): string
    }
  overriding: Words<
    'title' | 'text' | 'physician' | 'from' | 'to' | 'reason' | 'reasonHint' | 'save' | 'withdraw'
  > &
    Words<'choosePhysician' | 'endWrong' | 'reasonMissing'>
  referrals: Words<
    'menu' | 'title' | 'text' | 'none' | 'enter' | 'needs' | 'area' | 'hospital' | 'noHospital' | 'save'
  > &
    Words<
      'entered' | 'waiting' | 'assigned' | 'hidden' | 'raise' | 'raised' | 'lower' | 'lowered' | 'hands'
    > &
    Words<
      'noHands' | 'raiseFor' | 'onBehalf' | 'confirm' | 'confirmed' | 'withdraw' | 'withdrawn' | 'needMissing'
    > &
    Words<'taken' | 'withdrawTitle' | 'withdrawText' | 'confirmText' | 'chooseArea'> & {
      capabilities: Record<Capability, string>
      received(moment: string): string
      confirmTitle(name: string): string
      patient(code: string): string
    }
}
