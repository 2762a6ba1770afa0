import type { MembershipPeriod } from '../../server/duty/scheme-member-view.ts'
import type { Wording } from '../wording/wording.ts'

type Words = Pick<Wording, 'members' | 'roster'>

/** Names in one line; a post that a scheme named itself is shown as it is written there. */
export const namesInWords = ({ members, roster }: Words, names: readonly string[] | null): string =>
  names?.map(name => roster.posts[name] ?? name).join('・') ?? members.all

/** A period as its parts are called on the page, in the order of the form. */
export const periodInWords = (words: Words, period: MembershipPeriod): Map<string, string> =>
  new Map([
    [words.members.period, words.members.fromTo(period.joinedOn, period.leftOn)],
    [words.members.units, words.members.range(period.minUnits, period.maxUnits)],
    [words.members.share, words.members.shareOf(period.sharePercent)],
    [words.members.posts, namesInWords(words, period.posts)],
    [words.members.blocks, namesInWords(words, period.blocks)],
  ])
