import type { Wording } from '../wording/wording.ts'
import { KINDS } from './derived.ts'
import type { QuotaDraft, RoundDraft } from './round-draft.ts'

/** Where two settings of a round differ, in words. */
export function differencesInWords(
  mine: RoundDraft,
  theirs: RoundDraft,
  nameOf: (memberId: string) => string,
  { dates, wishes, wishOffice }: Wording,
): { what: string; mine: string; theirs: string }[] {
  const day = ({ deadline }: RoundDraft) => (deadline ? dates.day(deadline) : wishOffice.notSet)
  const line = ({ returnTo }: RoundDraft) => returnTo || wishOffice.notSet
  const numbers = (quota: QuotaDraft | undefined) =>
    quota
      ? KINDS.map(kind => `${wishes.kinds[kind]} ${quota[kind] || wishes.left(null)}`).join(' ')
      : wishOffice.notSet
  const ownOf = (draft: RoundDraft, memberId: string) =>
    numbers(draft.members.find(({ id }) => id === memberId)?.quota)
  const members = [...new Set([...mine.members, ...theirs.members].map(({ id }) => id))]
  const row = (what: string, said: (draft: RoundDraft) => string) => ({
    what,
    mine: said(mine),
    theirs: said(theirs),
  })
  return [
    row(wishOffice.deadline, day),
    row(wishOffice.returnTo, line),
    row(wishOffice.quotas, ({ everybody }) => numbers(everybody)),
    ...members.map(memberId => row(nameOf(memberId), draft => ownOf(draft, memberId))),
  ].filter(difference => difference.mine !== difference.theirs)
}
