import type { MemberChange, NewMember } from '../../server/duty/scheme-member-view.ts'
import type { RotaSettingsChange } from '../../server/roster/settings/rota-settings-view.ts'
import type { LocalDay } from '../../server/time/local-day.ts'
import { answerOf } from './answer.ts'
import { server } from './server.ts'

const one = server.schemes[':schemeId']
const period = one.members[':physicianId'][':joinedOn']

/** A period of membership, known by its first day. */
export type PeriodPath = { schemeId: string; physicianId: string; joinedOn: LocalDay }

/** What the secretariat does with a scheme itself: its members, and how its rota is made. */
export const scheme = {
  members: (schemeId: string) => answerOf(one.members.$get({ param: { schemeId } })),
  addMember: (schemeId: string, json: NewMember) =>
    answerOf(one.members.$post({ param: { schemeId }, json })),
  changeMember: (param: PeriodPath, json: MemberChange) => answerOf(period.$post({ param, json })),
  endMember: (param: PeriodPath, json: { leftOn: LocalDay; revision: number }) =>
    answerOf(period.end.$post({ param, json })),
  removeMember: (param: PeriodPath, json: { revision: number }) =>
    answerOf(period.remove.$post({ param, json })),

  settings: (schemeId: string) => answerOf(one['rota-settings'].$get({ param: { schemeId } })),
  changeSettings: (schemeId: string, json: RotaSettingsChange) =>
    answerOf(one['rota-settings'].$post({ param: { schemeId }, json })),
}
