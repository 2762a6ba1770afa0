import type { AnswerQuestion } from '../../server/patients/answer-view.ts'
import type { NewOverride, NewPatient, NewTeam, TeamChange } from '../../server/patients/patient-view.ts'
import type { NewReferral } from '../../server/patients/referral-view.ts'
import { answerOf } from './answer.ts'
import { server } from './server.ts'

const association = server.associations[':associationId']
const patient = association.patients[':patientId']
const team = association['care-teams'][':teamId']
const referral = association.referrals[':referralId']

type TeamPath = { associationId: string; teamId: string }
type ReferralPath = { associationId: string; referralId: string }

/** Patient references, their care teams, and who answers for them. */
export const patients = {
  list: (associationId: string) => answerOf(association.patients.$get({ param: { associationId } })),
  answer: (associationId: string, json: AnswerQuestion) =>
    answerOf(association.answers.$post({ param: { associationId }, json })),
  choices: (associationId: string) =>
    answerOf(association['care-team-choices'].$get({ param: { associationId } })),
  physicians: (associationId: string, name: string) =>
    answerOf(association['physician-search'].$get({ param: { associationId }, query: { name } })),

  enter: (associationId: string, json: NewPatient) =>
    answerOf(association.patients.$post({ param: { associationId }, json })),
  close: (param: { associationId: string; patientId: string }, json: { revision: number }) =>
    answerOf(patient.close.$post({ param, json })),
  makeTeam: (associationId: string, json: NewTeam) =>
    answerOf(association['care-teams'].$post({ param: { associationId }, json })),
  changeTeam: (param: TeamPath, json: TeamChange) => answerOf(team.$post({ param, json })),
  override: (param: TeamPath, json: NewOverride) => answerOf(team.overrides.$post({ param, json })),
  withdrawOverride: (param: TeamPath & { overrideId: string }) =>
    answerOf(team.overrides[':overrideId'].withdraw.$post({ param, json: {} })),
}

/** Patients who wait for an attending physician. */
export const referrals = {
  list: (associationId: string) => answerOf(association.referrals.$get({ param: { associationId } })),
  enter: (associationId: string, json: NewReferral) =>
    answerOf(association.referrals.$post({ param: { associationId }, json })),
  raiseHand: (param: ReferralPath, physicianId: string) =>
    answerOf(referral.hands.$post({ param, json: { physicianId } })),
  lowerHand: (param: ReferralPath, physicianId: string) =>
    answerOf(referral.hands.withdraw.$post({ param, json: { physicianId } })),
  confirm: (param: ReferralPath, json: { physicianId: string; revision: number }) =>
    answerOf(referral.confirm.$post({ param, json })),
  withdraw: (param: ReferralPath, json: { revision: number }) =>
    answerOf(referral.withdraw.$post({ param, json })),
}
