import type { EditingWording } from './editing-wording.ts'
import { signedPoints, trimmedPoints } from './points.ts'

const number = (value: number): string => value.toFixed(1)

const groups = { yearEnd: 'year-end', goldenWeek: 'Golden Week', obon: 'Obon' } as const

const groupName = (group: keyof typeof groups | null): string =>
  group === null ? 'the same holidays' : groups[group]

const counted = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`

const of = (...parts: readonly string[]): string => {
  const named = parts.filter(part => part !== '')
  return named.length > 0 ? ` (${named.join(', ')})` : ''
}

export const enEditing: EditingWording = {
  remarks: {
    sentence: {
      unfilled: ({ post }) => `nobody has the duty yet${of(post)}.`,
      nobodyEligible: ({ post }) => `no physician may take the duty${of(post)}.`,
      filledTwice: ({ days }) => `two people in one post (${days}).`,
      unknownAssignment: ({ days }) => `not a member in this year (${days}).`,
      otherBlock: ({ days }) => `the duty is of another block (${days}).`,
      otherPost: ({ days, post }) => `does not take ${post} (${days}).`,
      unavailable: ({ days }) => `not available (${days}).`,
      barredGroup: ({ days, group }) => `had ${groupName(group)} in the year before too (${days}).`,
      twoPosts: ({ days }) => `has two posts of one duty (${days}).`,
      withinGap: ({ days, count }) => `only ${counted(count, 'day', 'days')} between two duties (${days}).`,
      atTheSameTime: ({ days }) => `two duties at the same time (${days}).`,
      sameClinic: ({ days }) => `physicians of one clinic together (${days}).`,
      groupTwice: ({ days, group, units }) => `${units} duties in ${groupName(group)} (${days}).`,
      belowMin: ({ count, limit }) =>
        `${counted(count, 'duty', 'duties')}, fewer than the minimum of ${limit}.`,
      aboveMax: ({ count, limit }) =>
        `${counted(count, 'duty', 'duties')}, more than the maximum of ${limit}.`,
      pinBroken: ({ days }) => `not as it was fixed (${days}).`,
      capacity: ({ block, post, count, limit }) =>
        `There are ${count} duties${of(block, post)}, but all the maxima together are ${limit}.`,
      minima: ({ count, limit }) => `All the minima together are ${limit}, more than the ${count} duties.`,
    },
    about: (whom, sentence) => `${whom}: ${sentence}`,
    together: parts => parts.join(' and '),
    groups,
  },

  yearTable: {
    title: year => `Edit the draft of ${year}`,
    intro:
      'Choose a duty to see who else could take it and what that would change. Every change is saved at once.',
    keys: 'Arrow keys move between duties, Enter chooses one, Ctrl+Z undoes.',
    back: 'Back to the rota',
    nothingDrafted: 'There is no draft of this year yet. Make the rota first.',
    months: 'Go to month',
    day: 'Day',
    filter: 'Physician (shows only their duties)',
    everyone: 'Everyone',
    noneHere: 'This physician has no duty.',
    open: 'Nobody yet',
    pinned: 'Fixed',
    tentative: 'Tentative',
    begun: 'Begun',
    begunText: 'This duty has begun. It can no longer be changed.',
    unsent: 'Not sent',
    justChanged: 'Changed by somebody else',
    physician: name => name,

    score: 'Fairness score',
    scoreMeaning: 'The smaller, the fairer and the closer to the wishes.',
    number,
    scoreChange: by =>
      by > 0.05 ? `${number(by)} worse` : by < -0.05 ? `${number(-by)} better` : 'as fair as before',
    scoreFromTo: (before, after) => {
      const by = after - before
      const change = by > 0 ? `${number(by)} worse` : `${number(-by)} better`
      return `Fairness score ${number(before)} → ${number(after)} (${change})`
    },
    undo: 'Undo',
    redo: 'Redo',
    saved: 'Saved',
    saving: 'Saving…',
    unsentCount: count => `${counted(count, 'change is', 'changes are')} not sent yet.`,
    cutOff: 'The server cannot be reached.',
    sendAgain: 'Send again',

    changed: (day, from, to) => `${day}: changed from ${from} to ${to}.`,
    nowPinned: (day, name) => `${day}: fixed to ${name}.`,
    nowUnpinned: (day, name) => `${day}: no longer fixed to ${name}.`,
    swapped: days => `${days}: swapped.`,
    brokenNow: 'No longer as agreed',
    mendedNow: 'No longer a concern',
    meanwhile: 'Changes by others',
    changedMeanwhile: (day, now) =>
      `Somebody else changed the duty of ${day} first. It now belongs to ${now}. Nothing was overwritten.`,
    theyChanged: days => `Somebody else changed the duties of ${days}. The table shows it.`,
    moreDays: (days, rest) => `${days} and ${rest} more`,

    close: 'Close',
    pin: 'Fix',
    unpin: 'Unfix',
    working: 'Working it out…',
    fixed: 'Fixed: it stays so when the rota is made anew.',
    leaveOpen: 'Leave open',
    swap: 'Swap with another duty',
    swapNow: 'Choose the duty to swap with.',
    stopSwap: 'Do not swap',
    swapWith: day => `Swap with ${day}`,
    others: 'Who could take it as agreed',
    breaking: 'Changes that are not as agreed',
    best: 'The smallest effect comes first.',
    breaks: 'Not as agreed',
    cannot: 'Cannot be chosen',
    sameTime: 'Has another duty at the same time.',
    notMember: 'Not a member on this day.',
    avoided: 'Would rather not on this day.',
    wanted: 'Asked for this day.',
    showAll: rest => `Show ${rest} more`,
    countChange: (from, to) => `${from} → ${to} duties`,
    couldHave: (count, nearest, byExchange, by) => {
      const way = byExchange === null ? `With ${nearest}` : `Swapped with ${nearest} (${byExchange})`
      const effect =
        by > 0.05
          ? `the fairness score would be ${number(by)} worse`
          : by < -0.05
            ? `the fairness score would be ${number(-by)} better`
            : 'the fairness score would be the same'
      return `${counted(count, 'other physician', 'other physicians')} could take it. ${way}, the nearest, ${effect}.`
    },
    nobodyElse: 'Nobody else could take it as agreed.',
    nobodyYet: 'Nobody has this duty yet.',

    concerns: count => `What to look at in this draft (${count})`,
    moreConcerns: rest => `${rest} more.`,
    noConcerns: 'Everything is as agreed.',

    people: 'Duties and burden of each physician',
    peopleText: 'Choose a name to see only their duties. A name can also be dragged to a duty.',
    count: 'Duties',
    times: String,
    range: (min, max) => (max === null ? `${min} or more` : `${min} to ${max}`),
    points: 'Burden (off their share)',
    pointsOf: quarterPoints => trimmedPoints(quarterPoints / 4),
    aboveShare: quarterPoints => `(${signedPoints(quarterPoints / 4)})`,

    reasons: 'Why each of them',
    reasonsText: 'Open a month to read why each physician has their duties. Open months are printed.',
    reasonsIn: month => `Reasons in ${month}`,

    remake: 'Make anew around the fixed duties',
    remakeText: 'What is fixed stays, the rest is made anew.',
    remakeOptions: 'Make anew with other settings, such as more time',
    remakeKeeps: pinned =>
      pinned > 0
        ? `${pinned} fixed ${pinned === 1 ? 'duty stays as it is' : 'duties stay as they are'}.`
        : 'No duty is fixed: all duties to come are made anew.',
    remakeShown: 'How it goes is shown on the page of the rota.',
  },

  yearMenu: {
    label: 'Pages of this year',
    edit: 'Edit the draft',
    wishes: 'Wishes',
    ownWishes: 'My wishes',
    wishSheet: 'Wish sheet',
    ledger: 'Carried over',
    fairness: 'Fairness',
    exchanges: 'Exchanges of duties',
    repair: 'Sudden absence',
    versions: 'Versions',
    ownVersions: 'My changes',
    record: 'Who stood duty',
    sheets: 'Sheets to print',
    members: 'Members',
    rotaSettings: 'How the rota is made',
    calendar: 'Add to a calendar',
  },
}
