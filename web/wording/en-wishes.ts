import { type LocalDay, weekdayOf } from '../../server/time/local-day.ts'
import type { WishWording } from './wish-wording.ts'

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const ORDINALS: Readonly<Record<number, string>> = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth' }

const day = (date: LocalDay): string =>
  `${WEEKDAYS[weekdayOf(date)]?.slice(0, 3)} ${Number(date.slice(8))} ${MONTHS[Number(date.slice(5, 7)) - 1]}`
const withYear = (date: LocalDay): string => `${day(date)} ${date.slice(0, 4)}`
const ordinal = (nth: number): string => ORDINALS[nth] ?? 'last'
const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`

export const enWishes: WishWording = {
  wishes: {
    title: year => `Wishes for fiscal ${year}`,
    invitation: year => `Wishes for the duties of fiscal ${year} can be entered now.`,
    enter: year => `Enter wishes for fiscal ${year}`,
    back: 'Back to the rota',
    allMembers: 'Back to all members',
    kinds: { unavailable: 'Cannot', avoid: 'Rather not', want: 'Would like', none: 'None' },
    meanings: {
      unavailable: 'No duty then.',
      avoid: 'No duty then if it can be avoided.',
      want: 'A duty then if it can be arranged.',
    },
    forms: { unit: 'for this duty alone', days: 'Days', repeat: 'Repeating', busy: 'Calendar that was read' },
    several: 'Enter several at once',
    listed: 'Entered for several',
    byUnit: 'Enter for single duties',
    ofUnits: 'For single duties',
    atOnce: 'What you press is saved at once.',
    together: 'Of several for one duty, “Cannot” counts before “Rather not” before “Would like”.',
    goToMonth: 'Go to month',
    deadline: date => `Until ${day(date)}, 24:00`,
    daysLeft: days => (days === 0 ? 'today is the last day' : `${counted(days, 'day')} left`),
    closed: date => `Closed on ${day(date)}. Please tell the secretariat of any change.`,
    notOpen: 'Wishes cannot be entered yet.',
    noMember: 'You do not take part in this scheme in this year, so there is nothing to enter.',
    noUnits: 'There are no duties in this year.',
    left: count => (count === null ? 'any number' : `${count} left`),
    exceeded: (kind, count, most) =>
      `“${kind}” may be entered for ${most} duties; this would make ${count}. Please withdraw another wish first.`,
    forWhom: name => `On behalf of Dr ${name}`,
    onBehalf: name => `You are entering on behalf of Dr ${name}`,
    onBehalfText: 'It is recorded as entered on their behalf. You may do so after the deadline too.',
    saving: 'Saving…',
    saved: (date, said) => `Saved: ${date} “${said}”.`,
    undo: 'Undo',
    unsent: 'Not saved yet. Please check the connection and save again.',
    notSaved: 'not saved',
    sendAgain: 'Save again',
    because: (form, what) => `${form}: ${what}`,
    touches: count => counted(count, 'duty', 'duties'),
    touchesNone: 'No duty falls on it so far.',
    added: (kind, units) =>
      units === 0
        ? 'Entered. No duty falls on it so far.'
        : `Entered. ${counted(units, 'duty is', 'duties are')} now “${kind}”.`,
    range: (from, to) => (from === to ? day(from) : `${day(from)} – ${day(to)}`),
    hours: ({ from, to }) => `${from} – ${to}${to < from ? ' the next day' : ''}`,
    repetition: ({ every, weekday, ordinals }) => {
      const name = WEEKDAYS[weekday]
      if (every === 'month') return `The ${ordinals.map(ordinal).join(' and ')} ${name} of each month`
      return every === 'week' ? `Every ${name}` : `Every second ${name}`
    },
    within: (repetition, range) => `${repetition}, ${range}`,
    otherRepetition: 'Repeating (entered elsewhere)',
    busy: times => `${counted(times, 'busy time')} read`,
    entered: (moment, by, onBehalf) =>
      `Entered ${moment}${onBehalf ? ` on their behalf${by ? ` by ${by}` : ''}` : ''}`,
    withdraw: 'Withdraw',
    withdrawTitle: 'Withdraw this wish?',
    withdrawText: 'It will be gone. All other wishes stay as they are.',
    cancel: 'Cancel',
    noneText: 'If you have no wishes, please say so here.',
    sayNone: 'Answer: no wishes',
    saidNone: 'Answered: no wishes.',
    saidNoneText: 'Entering a wish takes this back.',
    takeNoneBack: 'Take “no wishes” back',
    printSheet: 'Print the sheet for FAX',
  },

  wishForm: {
    byDays: 'Enter days',
    byRepeat: 'Enter repeating days',
    byCalendar: 'Read a calendar file',
    kind: 'Which wish is it?',
    from: 'First day',
    to: 'Last day (if several)',
    until: 'Last day',
    wholeDay: 'Whole days',
    begin: 'From',
    end: 'Until',
    nextDay: time => `${time} the next day`,
    howOften: 'How often',
    every: { week: 'Every week', secondWeek: 'Every second week', month: 'Some weeks of each month' },
    weekday: 'Day of the week',
    weekdays: WEEKDAYS,
    whichWeeks: 'Which weeks of the month? (any number)',
    ordinal: nth => (nth === -1 ? 'Last' : `${ordinal(nth).charAt(0).toUpperCase()}${ordinal(nth).slice(1)}`),
    firstDays: days => `Counted from: ${days.join(', ')} …`,
    enter: 'Enter this',
    errors: {
      missing: 'Please fill this in.',
      otherYear: 'Please choose a day of the fiscal year.',
      endsBeforeItBegins: 'This is before the first day.',
      noDay: 'No day falls between these.',
      chooseWeeks: 'Please choose at least one.',
    },
    calendarText:
      'Choose a file (.ics) saved from a calendar app. Only the times at which you are busy are used, as “Cannot”. Titles, places and names are not stored.',
    file: 'Choose a file',
    reading: 'Reading…',
    read: events => `${counted(events, 'event')} read.`,
    skipped: ({ free, cancelled, unreadable }) => [
      ...(free > 0 ? [`${counted(free, 'event')} marked as free left out.`] : []),
      ...(cancelled > 0 ? [`${counted(cancelled, 'cancelled event')} left out.`] : []),
      ...(unreadable > 0
        ? [`${counted(unreadable, 'event')} could not be read: please enter the days.`]
        : []),
    ],
    noTimes: 'There is nothing of this year in it.',
    wouldBe: units =>
      units === 0
        ? 'No duty falls on these times so far.'
        : `${counted(units, 'duty', 'duties')} would be “Cannot”:`,
    replace: earlier => `In the place of what was read before (${earlier})`,
    store: 'Use these times',
  },

  wishOffice: {
    overview: 'Who has answered',
    progress: ({ wishes, none, missing }) =>
      `${missing === 0 ? 'Everybody has answered. ' : ''}Answered: ${wishes + none} (${wishes} with wishes, ${none} without)${missing === 0 ? '' : `, not yet: ${missing}`}`,
    onlyMissing: 'Show only those who have not',
    member: 'Physician',
    answer: 'Answer',
    notYet: 'Not yet',
    none: 'No wishes',
    by: (name, onBehalf) => (onBehalf ? `on their behalf${name ? ` by ${name}` : ''}` : 'themselves'),
    enterFor: 'Look or enter',
    sheets: 'Print the sheets for FAX',
    round: 'Settings',
    state: (open, deadline) => {
      if (deadline === null) return 'Not open yet. Physicians may enter once a deadline is saved.'
      return open ? `Open until ${day(deadline)}, 24:00.` : `Closed on ${day(deadline)}.`
    },
    deadline: 'Deadline',
    deadlineHint: 'Physicians may enter until 24:00 of this day. Leave it empty to stop.',
    returnTo: 'Where sheets go back to',
    returnToHint: 'Printed on the sheets, such as the FAX number.',
    quotas: 'Duties each may enter',
    quotasHint: 'Empty: any number.',
    ownQuotas: 'For single physicians',
    ownQuotasText: 'Only for those who differ from the above.',
    choose: 'Choose a physician',
    addOwn: 'Add',
    removeOwn: 'Remove',
    save: 'Save the settings',
    saving: 'Saving…',
    saved: 'The settings are saved.',
    notSet: 'not set',
    unsaved: 'There are changes that are not saved yet.',
    errors: {
      number: 'Please enter a number from 0 to 400.',
      deadline: 'Please choose a day before the end of the fiscal year.',
    },
  },

  wishSheet: {
    title: 'Sheets for wishes',
    text: 'For those who answer by FAX or post: one sheet each.',
    whose: 'Physician',
    everyone: 'Everybody',
    print: 'Print',
    heading: year => `Wishes for duties, fiscal ${year}`,
    member: 'Physician',
    clinic: 'Clinic',
    deadline: date => `By ${withYear(date)}`,
    returnTo: 'Back to',
    howTo: 'How to fill it in',
    mark: 'Please write a mark into the box of a duty.',
    marks: [
      { mark: '○', text: 'would like' },
      { mark: '△', text: 'rather not' },
      { mark: '×', text: 'cannot' },
    ],
    rest: 'An empty box: either way.',
    several: 'Days and repeating days',
    severalExample: 'e.g. 10–16 August cannot; second Wednesdays 13–17 cannot',
    signature: 'Signature',
    date: 'Date',
  },
}
