import type { WishRoundChange } from '../../server/roster/wishes/wish-round-view.ts'
import type { MemberWishes } from '../../server/roster/wishes/wish-view.ts'
import { answerOf } from './answer.ts'
import type { RosterPath } from './client.ts'
import { server } from './server.ts'

export type MemberPath = RosterPath & { physicianId: string }

type Kind = MemberWishes['wishes'][number]['kind']
type Pattern = Exclude<MemberWishes['wishes'][number]['pattern'], { form: 'busy' }>
export type NewWish = { kind: Kind; pattern: Pattern }

const year = server.schemes[':schemeId'].rosters[':fiscalYear']
const member = year.physicians[':physicianId'].wishes

const ofYear = ({ schemeId, fiscalYear }: RosterPath) => ({ schemeId, fiscalYear: String(fiscalYear) })
const ofMember = (path: MemberPath) => ({ ...ofYear(path), physicianId: path.physicianId })

/** Wishes for a year: its round, everybody's and one member's. */
export const wishes = {
  round: (path: RosterPath) => answerOf(year['wish-round'].$get({ param: ofYear(path) })),
  changeRound: (path: RosterPath, json: WishRoundChange) =>
    answerOf(year['wish-round'].$post({ param: ofYear(path), json })),
  overview: (path: RosterPath) => answerOf(year.wishes.$get({ param: ofYear(path) })),

  of: (path: MemberPath) => answerOf(member.$get({ param: ofMember(path) })),
  add: (path: MemberPath, added: NewWish[]) =>
    answerOf(member.$post({ param: ofMember(path), json: { wishes: added } })),
  remove: (path: MemberPath, wishId: string) =>
    answerOf(member[':wishId'].remove.$post({ param: { ...ofMember(path), wishId }, json: {} })),
  sayNone: (path: MemberPath, none: boolean) =>
    answerOf(member.none.$post({ param: ofMember(path), json: { none } })),
  previewCalendar: (path: MemberPath, text: string) =>
    answerOf(member.import.preview.$post({ param: ofMember(path), json: { text } })),
  importCalendar: (path: MemberPath, text: string, replace: boolean) =>
    answerOf(member.import.$post({ param: ofMember(path), json: { text, replace } })),
}
