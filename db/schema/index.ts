import type { AssociationTable } from './association.ts'
import type { ClinicTable } from './clinic.ts'
import type { ClosedDayTable } from './closed-day.ts'
import type { DraftAssignmentTable } from './draft-assignment.ts'
import type { DutyAssignmentTable } from './duty-assignment.ts'
import type { DutySchemeTable } from './duty-scheme.ts'
import type { DutyUnitTable } from './duty-unit.ts'
import type { FeedSubscriptionTable } from './feed-subscription.ts'
import type { HospitalTable } from './hospital.ts'
import type { InstallationTable } from './installation.ts'
import type { NursingStationTable } from './nursing-station.ts'
import type { PhysicianTable } from './physician.ts'
import type { PublicationTable } from './publication.ts'
import type { PublicationAssignmentTable } from './publication-assignment.ts'
import type { RosterTable } from './roster.ts'
import type { SchemeMemberTable } from './scheme-member.ts'
import type { SupportBlockTable } from './support-block.ts'
import type { SupportBlockClinicTable } from './support-block-clinic.ts'
import type { SupportBlockHospitalTable } from './support-block-hospital.ts'

/**
 * Every table. Conventions of both databases: instants are integer epoch milliseconds (`…_at`), days are
 * `YYYY-MM-DD` text, booleans 0/1, JSON is text. Names are singular.
 */
export type Schema = {
  association: AssociationTable
  clinic: ClinicTable
  closed_day: ClosedDayTable
  draft_assignment: DraftAssignmentTable
  duty_assignment: DutyAssignmentTable
  duty_scheme: DutySchemeTable
  duty_unit: DutyUnitTable
  feed_subscription: FeedSubscriptionTable
  hospital: HospitalTable
  installation: InstallationTable
  nursing_station: NursingStationTable
  physician: PhysicianTable
  publication: PublicationTable
  publication_assignment: PublicationAssignmentTable
  roster: RosterTable
  scheme_member: SchemeMemberTable
  support_block: SupportBlockTable
  support_block_clinic: SupportBlockClinicTable
  support_block_hospital: SupportBlockHospitalTable
}
