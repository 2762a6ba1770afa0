import { localDayOf, localTimeOf } from '../../server/time/tokyo.ts'
import type { BoardWording } from './board-wording.ts'
import { writtenEnd } from './written-end.ts'

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')

function dayOf(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  return `${WEEKDAYS[date.getUTCDay()]} ${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`
}

export const enBoard: BoardWording = {
  board: {
    title: 'On duty tonight',
    home: 'To Rinban',
    now: 'On duty now',
    atThatTime: 'On duty then',
    next: 'Next on duty',
    call: 'Call',
    loading: 'Loading.',
    noSchemes: 'No duty scheme has been entered yet.',
    gap: 'Nobody is on duty',
    gapText: 'Somebody should be on duty at these hours, and nobody is.',
    between: 'Not a time of duty',
    betweenText: 'No physician is meant to be on duty at these hours.',
    unpublished: 'The rota is not published yet',
    unpublishedText: 'Who is on duty at these hours has not been decided.',
    finalBackup: 'Final back-up',
    callBackup: 'Please call here',
    noBackup: 'Please contact the secretariat.',
    behind: 'If nobody answers',
    comingGap: '⚠ Nobody',
    nextUnknown: 'There are no duties ahead yet.',
    stations: 'Visiting-nurse stations (night)',
    nightPhone: 'At night',
    links: 'Links for others',
    signIn: 'Sign in',
    signInAgain: 'Your sign-in has run out. This page is no longer updated.',
    reload: 'Load again',
    away: names => `${names}: away.`,
    ofBlock: (scheme, block) => `${scheme}, ${block}`,
    until: moment => `until ${moment}`,
    from: moment => `from ${moment}`,
    standings: {
      reliable: 'On call',
      outOfHours: 'Out of hours',
      unconfirmed: 'To be confirmed (nothing proves it)',
    },
    moment(instant, ending) {
      const { day, time } = ending
        ? writtenEnd(instant)
        : { day: localDayOf(instant), time: localTimeOf(instant) }
      return `${dayOf(day)} ${time}`
    },
    clock: localTimeOf,
  },

  boardAge: {
    live: 'Updates itself',
    lost: 'The connection is lost.',
    old: 'This is old.',
    changedMeanwhile: 'Somebody else may have come on duty since.',
    whatNow:
      'Somebody else may be on duty now. Please also ask the secretariat or a visiting-nurse station before you rely on it.',
    asOf: moment => `As of ${moment}`,
    minutesAgo: minutes =>
      minutes < 60 ? ` (${minutes} min ago)` : ` (${Math.floor(minutes / 60)} h ${minutes % 60} min ago)`,
  },

  boardTime: {
    open: 'Another day and hour',
    at: 'Day and hour (Japan)',
    show: 'Show who is on duty then',
    back: 'Back to now',
    wrong: 'Please enter a day and an hour.',
    title: moment => `On duty ${moment} (not now)`,
  },

  boardSearch: {
    open: 'Find a physician',
    what: 'Name of a physician, clinic or area',
    hint: 'A patient code such as K-102 leads to the page of that care team.',
    find: 'Find',
    none: 'Nobody was found. Try a part of the name, or its reading.',
    more: 'There are more. Add a word to find fewer.',
    missing: 'Please enter what to look for.',
    clinicPhone: 'Clinic',
    duties: 'On duty',
    noDuties: 'No duties in the next six months.',
    away: 'Away',
    areas: 'Areas',
    ofPatient: 'This looks like a patient code. It is looked up on the page of care teams.',
    toPatients: 'To the care teams',
    found: count => (count === 1 ? '1 physician found' : `${count} physicians found`),
    capabilities: { homeVisit: 'home visits', houseCall: 'house calls', endOfLifeCare: 'end-of-life care' },
  },

  boardLinks: {
    title: 'Links to the board',
    text: 'For those who do not sign in, such as nursing stations and call centres. A link opens the board and nothing else: no patient data. Make one for each place it is given to.',
    add: 'Make a link',
    name: 'Who it is for',
    nameHint: 'such as: night call centre, television of the secretariat',
    make: 'Make it',
    cancel: 'Cancel',
    none: 'There are no links yet.',
    made: 'The link is made',
    madeText:
      'It is shown only here and now. Send it or write it down before you go on. Whoever has it can open the board.',
    copy: 'Copy the link',
    copied: 'Copied.',
    copyFailed: 'It could not be copied. Please select it.',
    created: 'Made',
    lastRead: 'Last used',
    never: 'Not used yet',
    revoke: 'Revoke',
    revokeConfirm: 'Revoke it',
    revokeText: 'Whoever has the board open with it sees it no longer. This cannot be undone.',
    revoked: 'The link is revoked.',
    toBoard: 'Open the board',
    missing: 'Please enter a name.',
    close: 'Close',
    revokeTitle: name => `Revoke the link “${name}”?`,
    list: count => `Links that work (${count})`,
  },

  boardVisit: {
    opening: 'Opening.',
    refused: 'This link does not work',
    refusedText: 'It was revoked, or a part of the address is missing.',
    paste: 'The link you were given',
    pasteHint: 'Paste the link from the secretariat here.',
    open: 'Open',
    choose: 'Whose board would you like to see?',
    notALink: 'Please paste the whole link; it has “/board#” in it.',
    mayNot: 'You cannot see this board',
    mayNotText:
      'Sign in, or open the link that the secretariat gave you. A link that worked before may have been revoked.',
    askOffice: 'The secretariat of the association makes new links.',
  },
}
