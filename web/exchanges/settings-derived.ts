import type { Wording } from '../wording/wording.ts'

/** Settings as they are typed; null: no number that can be saved. */
export type TypedSettings = { approvalNeeded: boolean; answerWithinDays: number | null }

/** From 1 to 60 days. */
export const daysOf = (typed: string): number | null => {
  const days = /^\s*\d{1,2}\s*$/.test(typed) ? Number(typed) : 0
  return 1 <= days && days <= 60 ? days : null
}

/** Where what was typed and what somebody else saved differ, in words. */
export function differingSettings(
  words: Wording['exchangeSettings'],
  mine: TypedSettings,
  theirs: TypedSettings,
): { what: string; mine: string; theirs: string }[] {
  const approval = ({ approvalNeeded }: TypedSettings) => (approvalNeeded ? words.on : words.off)
  const days = ({ answerWithinDays }: TypedSettings) => String(answerWithinDays ?? '')
  return [
    { what: words.approval, mine: approval(mine), theirs: approval(theirs) },
    { what: words.days, mine: days(mine), theirs: days(theirs) },
  ].filter(row => row.mine !== row.theirs)
}
