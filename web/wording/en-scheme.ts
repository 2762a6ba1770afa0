import type { SchemeWording } from './scheme-wording.ts'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

const fullDate = (day: string): string =>
  `${Number(day.slice(8))} ${MONTHS[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`

const range = (least: number | null, most: number | null): string => {
  if (least === null) return most === null ? 'any number' : `up to ${most} a year`
  if (most === null) return `${least} or more a year`
  return least === most ? `${least} a year` : `${least}–${most} a year`
}

const times = (count: number): string => `${count} ${count === 1 ? 'duty' : 'duties'}`

export const enScheme: SchemeWording = {
  scheme: {
    menu: 'Pages of the scheme',
    members: 'Members',
    settings: 'How the rota is made',
    toRoster: year => `Back to the rota of fiscal ${year}`,
  },

  members: {
    title: 'Members',
    text: 'The physicians of this scheme and what they take of it. Changes count when a rota is next made.',
    none: 'The scheme has no members yet.',
    add: 'Add a physician',
    addTitle: 'Add a member',
    addText: 'Please choose from the register of the association.',
    addConfirm: 'Add',
    nobodyToAdd: 'Every physician of the register is a member.',
    physician: 'Physician',
    period: 'Period',
    units: 'Duties',
    share: 'Share',
    posts: 'Posts',
    blocks: 'Blocks',
    change: 'Change or end',
    choose: 'Please choose',
    save: 'Save the change',
    joinedOn: 'First day',
    leftOn: 'Last day (if it is known)',
    minUnits: 'Duties a year, at least',
    maxUnits: 'Duties a year, at most',
    unitsHint: 'Empty: no bound',
    sharePercent: 'Share (%)',
    midYear:
      'If the conditions change within a year, end this period and add another from the day after. Each counts by its days.',
    all: 'All',
    everyPost: 'Takes every post',
    everyBlock: 'Serves every block',
    lastDay: 'Last day',
    toPassOn: 'Some duties need somebody else',
    toPassOnText: 'Their holders are no members on these days. Please have others take them.',
    refreshed:
      'Somebody else has changed this meanwhile. It is shown as it is now. Please look and try again.',
    gone: 'Somebody else has changed or removed this period. Please look at the list.',
    current: count => `Members, present and coming (${count})`,
    past: count => `Past memberships (${count})`,
    states: { inForce: 'Member', notYet: 'Coming', ended: 'Ended' },
    fromTo: (from, to) => `${fullDate(from)} – ${to === null ? '' : fullDate(to)}`,
    range,
    shareOf: percent => (percent === 100 ? 'full' : percent === 50 ? 'half' : `${percent} %`),
    shares: { full: 'Full (100 %)', half: 'Half (50 %)', other: 'Other' },
    changeTitle: name => `Membership of ${name}`,
    asking: {
      end: {
        act: 'End the membership',
        confirm: 'End it',
        title: name => `End the membership of ${name}?`,
        text: 'New rotas give them no duty after this day. Duties that are settled stay, and are counted as needing somebody else.',
      },
      remove: {
        act: 'Remove this entry',
        confirm: 'Remove it',
        title: name => `Remove this entry of ${name}?`,
        text: 'For a period entered by mistake. One that has begun, or has wishes or duties in it, cannot be removed.',
      },
    },
    done: {
      added: name => `${name} was added.`,
      changed: name => `The membership of ${name} was changed.`,
      ended: (name, day) => `The membership of ${name} ends on ${fullDate(day)}.`,
      removed: name => `The entry of ${name} was removed.`,
    },
    toPassOnOf: (name, year, count) => `${name}: ${times(count)} in fiscal ${year}`,
    openRota: year => `Open the rota of fiscal ${year}`,
    errors: {
      missing: 'Please fill in or choose.',
      notWhole: 'Please enter a whole number from 0 up.',
      notPercent: 'Please enter a whole number from 1 to 100.',
      endsBeforeItBegins: 'This is before the first day.',
      lessThanLeast: 'This is less than the least number.',
      none: 'Please choose one at least.',
    },
  },

  rotaSettings: {
    title: 'How the rota is made',
    text: 'These settings count when a rota is next made. If in doubt, leave them at the usual values.',
    hard: 'Always kept',
    minGapDays: 'Days between duties of one physician',
    minGapDaysHint: 'From the day of one duty to that of the next there are at least so many days.',
    balance: 'What matters',
    balanceText: 'How much each of these matters where not all can be had.',
    weeks: 'Weeks for spacing',
    deadBand: 'Difference in burden not minded (points)',
    burden: 'Burden of a duty (points)',
    burdenText: 'One point is one duty of 24 hours. Steps of 0.25.',
    laterPostShare: 'Burden of every post but the first (times)',
    order: 'Strict order',
    orderText:
      'With an order, what stands above always goes before what stands below. Without one, the weights above decide.',
    orderMode: 'How to decide',
    unordered: 'Not in the order (comes last, by weights)',
    up: 'Up',
    down: 'Down',
    leaveOut: 'Take out',
    takeIn: 'Put in',
    time: 'Time',
    seconds: 'Time for the search (seconds)',
    toDefaults: 'Back to the usual values',
    save: 'Save the settings',
    saved: 'The settings are saved. They count when a rota is next made.',
    defaulted: 'The usual values are filled in, and not saved yet.',
    modes: { byWeight: 'No order (usual)', inOrder: 'In a strict order' },
    weights: {
      count: { label: 'Even numbers', text: 'As many duties as the share says.' },
      burden: { label: 'Even burden', text: 'Weighed by the kind of holiday, over the years.' },
      want: { label: 'Wishes', text: 'Duties on the days somebody would like.' },
      avoid: { label: 'Days rather not', text: 'No duties on the days somebody would rather not.' },
      spacing: { label: 'Spacing', text: 'Duties of one physician are not close together.' },
      change: { label: 'Near to the published rota', text: 'When it is made anew, few holders change.' },
    },
    levels: { none: 'Not at all', weak: 'Less', usual: 'As usual', strong: 'More', strongest: 'Much more' },
    level: (level, weight) => `${level} (${weight})`,
    ownLevel: weight => `As it is (${weight})`,
    classes: {
      closedDay: 'Sunday, holiday or closed day (up to 24 hours)',
      closedDayWithEve: 'Sunday, holiday or closed day (36 hours with its eve)',
      yearEnd: 'New Year',
      goldenWeek: 'Golden Week',
      obon: 'Obon',
      saturday: 'Saturday afternoon',
      night: 'Night',
      week: 'Week (7 days)',
      other: 'Other',
    },
    hints: {
      weeks: usual =>
        `Two or more duties of one physician within so many weeks are avoided. Usually ${usual}.`,
      deadBand: usual => `A difference up to this counts as even. Usually ${usual}.`,
      burden: usual => `Usually ${usual}`,
      laterPostShare: usual => `As a part of the burden of the first. Usually ${usual}.`,
      seconds: usual => `It ends earlier when nothing better is possible. Usually ${usual}.`,
    },
    points: points => (points === '1' ? '1 point' : `${points} points`),
    place: (place, kind) => `${kind}: place ${place}`,
    errors: {
      days: 'Please enter a whole number from 0 to 365.',
      weeks: 'Please enter a whole number from 1 to 26.',
      points: 'Please enter points in steps of 0.25, up to 250.',
      share: 'Please enter a number from 0 to 10.',
      seconds: 'Please enter a whole number from 1 to 600.',
    },
  },
}
