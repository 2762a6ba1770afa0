import { trimmedPoints } from './points.ts'
import type { RepairWording } from './repair-wording.ts'

const times = (count: number): string => (count === 1 ? '1 duty' : `${count} duties`)

export const enRepair: RepairWording = {
  repair: {
    title: 'Sudden absence',
    pageTitle: year => `Sudden absence, fiscal ${year}`,
    back: 'Back to the rota',
    text: 'Finds who can stand in for a physician who falls away. Looking changes nothing in the rota.',
    nothingPublished: 'No rota is published. Before publication, change the draft by editing it.',
    nobody: 'No duty of this year is still to come.',
    physician: name => `Dr ${name}`,
    form: 'Who is absent, and when',
    who: 'Absent physician',
    choose: 'Choose a physician',
    toCome: (name, count) => `${name} (${times(count)} to come)`,
    from: 'First day of absence',
    to: 'Last day of absence',
    errors: {
      missing: 'Please fill this in.',
      endsFirst: 'Choose a day after the first.',
      otherYear: 'Choose days of this fiscal year.',
    },
    ask: 'Find who can stand in',
    asking: 'Looking…',
    underWay: 'The duty of now has begun and cannot be changed here. Please telephone somebody at once.',

    vacated: 'Duties that fall vacant',
    absent: (name, from, to) =>
      from === to ? `${name} is absent on ${from}.` : `${name} is absent from ${from} to ${to}.`,
    nothingVacant: 'No duty begins in these days. Nothing in the rota needs to change.',
    nextYear: year =>
      `The absence goes on after the end of the fiscal year. Only duties of fiscal ${year} are dealt with here.`,
    toNextYear: year => `Go on to fiscal ${year}`,
    waiting: 'There is a draft that is not published.',
    toDraft: 'Look at the draft',
    replaced:
      'The proposals start from the published rota and would replace the draft. To keep it, publish it first.',
    fewest: 'The fewest changes',
    fairer: 'More changes, but fairer',
    offer: number => `Proposal ${number}`,
    changes: count => (count === 1 ? '1 change' : `${count} changes`),
    dutyOf: (day, post) => `${day}, ${post}`,
    change: (duty, from, to) => [`${duty}: `, `${from} `, `→ ${to}`],
    effects: 'What it does to fairness',
    effect: (name, before, after, above) => {
      const count = before === after ? `still ${times(after)} a year` : `${before} → ${times(after)} a year`
      const points = trimmedPoints(Math.abs(above))
      const load =
        points === '0'
          ? 'exactly the fair burden'
          : `${points} points ${above > 0 ? 'above' : 'below'} the fair burden`
      return `${name}: ${count}, ${load}.`
    },
    noEffect: 'Counts and burdens stay as they are.',
    pointMeaning:
      'Points are burden: one ordinary 24-hour duty is 1. The fair burden includes what was carried over.',
    score: cost => {
      const by = trimmedPoints(cost)
      return by === '0' ? 'The score stays the same.' : `Score: ${cost > 0 ? '+' : ''}${by} (lower is fairer)`
    },
    belowMin: 'Every proposal leaves the absent physician below the minimum.',
    incomplete: 'There are too many ways to try them all: there may be a better one.',
    take: 'Make this the draft',
    taking: 'Making the draft…',
    none: 'No way to stand in was found that keeps every rule',
    more: 'To keep rules such as the least number of duties, other duties change as well.',
    otherwise: 'If none of these will do',
    otherwiseText:
      'The duties above stay open in a draft, where you choose the physicians. It can be published once all are chosen.',
    leaveOpen: 'Leave them open and choose by hand',

    confirmTitle: 'Replace the draft?',
    confirmText:
      'The draft that is not published is lost for good. The published rota stays. To keep the draft, publish it first.',
    cancel: 'Cancel',
    replace: 'Replace it',
    lost: 'No answer came, so it may or may not be the draft. Check once the connection is back.',
    check: 'Check',

    taken: 'It is the draft now',
    takenOpen: 'The draft has these duties open',
    notYet: 'It is not published yet. Until then the rota in force stays as it is.',
    kept: 'The days are kept as days on which this physician cannot.',
    todo: 'What is left to do',
    calls: 'Telephone the physicians concerned',
    callsText: 'Tell them what changes, and have their agreement.',
    call: 'Tel.',
    takes: duties => `Takes over: ${duties.join(', ')}`,
    gives: duties => `No longer has: ${duties.join(', ')}`,
    publish: 'Check the draft and publish it',
    publishText: 'Publishing changes only these duties in the physicians’ calendars.',
    byHand: 'Edit the draft and choose the physicians',
    byHandText: 'Choose a physician for each open duty, then publish.',
    another: 'Deal with another absence',
  },
}
