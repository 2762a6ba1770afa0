import type { AssociationSettings } from '../../server/directory/association-settings-view.ts'
import type { ClinicGroupChange, NewClinicGroup } from '../../server/directory/clinic-group-view.ts'
import type { NewInvitation } from '../../server/identity/identity-view.ts'
import type { MembershipChange } from '../../server/identity/people-view.ts'
import { answerOf } from './answer.ts'
import { server } from './server.ts'

const association = server.associations[':associationId']
const person = association.people[':membershipId']
const groups = association['clinic-groups']

/** What the secretariat of an association does: people, settings, audit. */
export const office = {
  people: (associationId: string) => answerOf(association.people.$get({ param: { associationId } })),
  changeMembership: (associationId: string, membershipId: string, json: MembershipChange) =>
    answerOf(person.$post({ param: { associationId, membershipId }, json })),
  endMembership: (associationId: string, membershipId: string) =>
    answerOf(person.end.$post({ param: { associationId, membershipId }, json: {} })),
  disable: (associationId: string, membershipId: string) =>
    answerOf(person.disable.$post({ param: { associationId, membershipId }, json: {} })),
  enable: (associationId: string, membershipId: string) =>
    answerOf(person.enable.$post({ param: { associationId, membershipId }, json: {} })),

  invitations: (associationId: string) =>
    answerOf(association.invitations.$get({ param: { associationId } })),
  invite: (associationId: string, json: NewInvitation) =>
    answerOf(association.invitations.$post({ param: { associationId }, json })),
  revokeInvitation: (associationId: string, id: string) =>
    answerOf(association.invitations.revoke.$post({ param: { associationId }, json: { id } })),
  resetFor: (associationId: string, accountId: string) =>
    answerOf(association['credential-resets'].$post({ param: { associationId }, json: { accountId } })),

  settings: (associationId: string) => answerOf(association.settings.$get({ param: { associationId } })),
  changeSettings: (associationId: string, json: AssociationSettings) =>
    answerOf(association.settings.$post({ param: { associationId }, json })),

  clinicGroups: (associationId: string) => answerOf(groups.$get({ param: { associationId } })),
  addClinicGroup: (associationId: string, json: NewClinicGroup) =>
    answerOf(groups.$post({ param: { associationId }, json })),
  changeClinicGroup: (associationId: string, groupId: string, json: ClinicGroupChange) =>
    answerOf(groups[':groupId'].$post({ param: { associationId, groupId }, json })),
  removeClinicGroup: (associationId: string, groupId: string, revision: number) =>
    answerOf(groups[':groupId'].remove.$post({ param: { associationId, groupId }, json: { revision } })),

  audit: (associationId: string, query: Record<string, string>) =>
    answerOf(association.audit.$get({ param: { associationId }, query })),
}
