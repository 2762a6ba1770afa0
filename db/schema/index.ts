import type { AbsenceTable } from './absence.ts'
import type { AbsenceReasonTable } from './absence-reason.ts'
import type { AbsenceSeriesTable } from './absence-series.ts'
import type { AccountTable } from './account.ts'
import type { AnswerOverrideTable } from './answer-override.ts'
import type { AreaTable } from './area.ts'
import type { AssociationTable } from './association.ts'
import type { AuditEntryTable } from './audit-entry.ts'
import type { AuditHeadTable } from './audit-head.ts'
import type { BoardLinkTable } from './board-link.ts'
import type { CalendarScopeTable } from './calendar-scope.ts'
import type { CallTable } from './call.ts'
import type { CareTeamTable } from './care-team.ts'
import type { CareTeamMemberTable } from './care-team-member.ts'
import type { ClinicTable } from './clinic.ts'
import type { ClinicGroupTable } from './clinic-group.ts'
import type { ClinicGroupClinicTable } from './clinic-group-clinic.ts'
import type { ClosedDayTable } from './closed-day.ts'
import type { CredentialResetTable } from './credential-reset.ts'
import type { DataKeyTable } from './data-key.ts'
import type { DeviceTable } from './device.ts'
import type { DraftAssignmentTable } from './draft-assignment.ts'
import type { DutyAssignmentTable } from './duty-assignment.ts'
import type { DutyChangeTable } from './duty-change.ts'
import type { DutyRecordTable } from './duty-record.ts'
import type { DutySchemeTable } from './duty-scheme.ts'
import type { DutyUnitTable } from './duty-unit.ts'
import type { ExchangeTable } from './exchange.ts'
import type { ExchangeAnswerTable } from './exchange-answer.ts'
import type { ExchangeLegTable } from './exchange-leg.ts'
import type { FeedSubscriptionTable } from './feed-subscription.ts'
import type { HospitalTable } from './hospital.ts'
import type { InstallationTable } from './installation.ts'
import type { InvitationTable } from './invitation.ts'
import type { LedgerEntryTable } from './ledger-entry.ts'
import type { MembershipTable } from './membership.ts'
import type { NurseEvidenceTable } from './nurse-evidence.ts'
import type { NurseLinkTable } from './nurse-link.ts'
import type { NursingStationTable } from './nursing-station.ts'
import type { PasskeyTable } from './passkey.ts'
import type { PatientReferenceTable } from './patient-reference.ts'
import type { PhysicianTable } from './physician.ts'
import type { PhysicianCapabilityTable } from './physician-capability.ts'
import type { PublicationTable } from './publication.ts'
import type { PublicationAssignmentTable } from './publication-assignment.ts'
import type { PublicationReceiptTable } from './publication-receipt.ts'
import type { PublicationWaiverTable } from './publication-waiver.ts'
import type { RaisedHandTable } from './raised-hand.ts'
import type { RecoveryCodeTable } from './recovery-code.ts'
import type { ReferralTable } from './referral.ts'
import type { RosterTable } from './roster.ts'
import type { RotaRunTable } from './rota-run.ts'
import type { SchemeMemberTable } from './scheme-member.ts'
import type { SessionTable } from './session.ts'
import type { SignInThrottleTable } from './sign-in-throttle.ts'
import type { StationConfirmationTable } from './station-confirmation.ts'
import type { SupportBlockTable } from './support-block.ts'
import type { SupportBlockClinicTable } from './support-block-clinic.ts'
import type { SupportBlockHospitalTable } from './support-block-hospital.ts'
import type { TotpFactorTable } from './totp-factor.ts'
import type { WebauthnChallengeTable } from './webauthn-challenge.ts'
import type { WishTable } from './wish.ts'
import type { WishAnswerTable } from './wish-answer.ts'
import type { WishRoundTable } from './wish-round.ts'

/**
 * Every table. Conventions of both databases: instants are integer epoch milliseconds (`…_at`), days are
 * `YYYY-MM-DD` text, booleans 0/1, JSON is text. Names are singular.
 */
export type Schema = {
  absence: AbsenceTable
  absence_reason: AbsenceReasonTable
  absence_series: AbsenceSeriesTable
  account: AccountTable
  answer_override: AnswerOverrideTable
  area: AreaTable
  association: AssociationTable
  audit_entry: AuditEntryTable
  audit_head: AuditHeadTable
  board_link: BoardLinkTable
  calendar_scope: CalendarScopeTable
  call: CallTable
  care_team: CareTeamTable
  care_team_member: CareTeamMemberTable
  clinic: ClinicTable
  clinic_group: ClinicGroupTable
  clinic_group_clinic: ClinicGroupClinicTable
  closed_day: ClosedDayTable
  credential_reset: CredentialResetTable
  data_key: DataKeyTable
  device: DeviceTable
  draft_assignment: DraftAssignmentTable
  duty_assignment: DutyAssignmentTable
  duty_change: DutyChangeTable
  duty_record: DutyRecordTable
  duty_scheme: DutySchemeTable
  duty_unit: DutyUnitTable
  exchange: ExchangeTable
  exchange_answer: ExchangeAnswerTable
  exchange_leg: ExchangeLegTable
  feed_subscription: FeedSubscriptionTable
  hospital: HospitalTable
  installation: InstallationTable
  invitation: InvitationTable
  ledger_entry: LedgerEntryTable
  membership: MembershipTable
  nurse_evidence: NurseEvidenceTable
  nurse_link: NurseLinkTable
  nursing_station: NursingStationTable
  passkey: PasskeyTable
  patient_reference: PatientReferenceTable
  physician: PhysicianTable
  physician_capability: PhysicianCapabilityTable
  publication: PublicationTable
  publication_assignment: PublicationAssignmentTable
  publication_receipt: PublicationReceiptTable
  publication_waiver: PublicationWaiverTable
  raised_hand: RaisedHandTable
  recovery_code: RecoveryCodeTable
  referral: ReferralTable
  roster: RosterTable
  rota_run: RotaRunTable
  scheme_member: SchemeMemberTable
  session: SessionTable
  sign_in_throttle: SignInThrottleTable
  station_confirmation: StationConfirmationTable
  support_block: SupportBlockTable
  support_block_clinic: SupportBlockClinicTable
  support_block_hospital: SupportBlockHospitalTable
  totp_factor: TotpFactorTable
  webauthn_challenge: WebauthnChallengeTable
  wish: WishTable
  wish_answer: WishAnswerTable
  wish_round: WishRoundTable
}
