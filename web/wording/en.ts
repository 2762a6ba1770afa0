import { hoursOf, type Interval } from '../../server/time/interval.ts'
import { type LocalDay, weekdayOf } from '../../server/time/local-day.ts'
import { localDayOf, localTimeOf } from '../../server/time/tokyo.ts'
import { enAbsences } from './en-absences.ts'
import { enBoard } from './en-board.ts'
import { enCalls } from './en-calls.ts'
import { enCoverage } from './en-coverage.ts'
import { enEditing } from './en-editing.ts'
import { enExchanges } from './en-exchanges.ts'
import { enFairness } from './en-fairness.ts'
import { enFeeds } from './en-feeds.ts'
import { enGroups } from './en-groups.ts'
import { enIdentity } from './en-identity.ts'
import { enOffice } from './en-office.ts'
import { enPatients } from './en-patients.ts'
import { enPublishing } from './en-publishing.ts'
import { enRepair } from './en-repair.ts'
import { enScheme } from './en-scheme.ts'
import { enSearch } from './en-search.ts'
import { enSheets } from './en-sheets.ts'
import { enStations } from './en-stations.ts'
import { enVersions } from './en-versions.ts'
import { enWishes } from './en-wishes.ts'
import type { Wording } from './wording.ts'
import { writtenEnd } from './written-end.ts'

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

const date = (day: LocalDay): string => `${Number(day.slice(8))} ${MONTHS[Number(day.slice(5, 7)) - 1]}`
const dayInWords = (day: LocalDay): string => `${WEEKDAYS[weekdayOf(day)]} ${date(day)}`
const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`

/** A day that is the same on both ends is said once. */
function span({ start, end }: Interval): string[] {
  const from = localDayOf(start)
  const { day, time } = writtenEnd(end)
  const until = day === from ? time : `${dayInWords(day)}, ${time}`
  const hours = counted(hoursOf({ start, end }), 'hour')
  return [`${dayInWords(from)}, ${localTimeOf(start)} – `, `${until} `, `(${hours})`]
}

function shortSpan({ start, end }: Interval): string {
  const from = localDayOf(start)
  const { day, time } = writtenEnd(end)
  return `${date(from)} ${localTimeOf(start)} – ${day === from ? '' : `${date(day)} `}${time}`
}

const fiscalYear = (year: number): string => `Fiscal ${year}`

export const en: Wording = {
  ...enIdentity,
  ...enEditing,
  ...enAbsences,
  ...enCoverage,
  ...enBoard,
  ...enCalls,
  ...enOffice,
  ...enScheme,
  ...enRepair,
  ...enPatients,
  ...enPublishing,
  ...enSearch,
  ...enSheets,
  ...enVersions,
  ...enWishes,
  ...enStations,
  ...enExchanges,
  ...enFairness,
  ...enFeeds,
  ...enGroups,

  problems: {
    invalidInput: 'Some of the input is not valid.',
    malformedJson: 'What was sent cannot be read.',
    signInRequired: 'Please sign in.',
    secondFactorRequired: 'Please confirm with your second factor.',
    notAllowed: 'You are not allowed to do this.',
    passwordTooShort: 'Please use at least 13 characters.',
    passwordTooLong: 'The password is too long.',
    passwordCommon: 'Many people use this password. Please choose another.',
    passwordRepetitive: 'The password repeats too much. Please choose another.',
    passwordPersonal: 'The password contains your name or e-mail address. Please choose another.',
    signInRefused: 'The e-mail address or the password is not right.',
    secondFactorRefused: 'The code is not right, or was used before. Please enter a new one.',
    passkeyRefused: 'The passkey could not be verified. Please try again.',
    stepUpRequired: 'Please confirm once more that it is you.',
    invitationForAnother: 'This invitation is for another e-mail address than yours.',
    resetByAdministrator: 'Please ask the system administrator to reset this person.',
    accountExists: 'There is an account for this e-mail address. Please sign in, then join.',
    alreadyMember: 'You have this role already.',
    lastFactor: 'The last second factor cannot be removed. Please add another first.',
    linkExpired: 'The link has expired. Please ask the secretariat for a new one.',
    linkUsed: 'The link has been used or withdrawn.',
    tooManyTries: 'Too many tries. Please wait about three minutes and try again.',
    tooManyBoards: 'Too many devices have the board open. Close those that are not in use.',
    crossSite: 'Requests from another site are not accepted.',
    notFound: 'Not found.',
    unknownFacility: 'Please choose a facility or physician that fits the role.',
    ownMembership: 'Somebody else of the secretariat has to change your own membership.',
    memberElsewhere: 'This person belongs to another association too: end the membership here instead.',
    associationExists: 'An association of this id is there already.',
    inventedPresent: 'A database with an invented district cannot take a real association.',
    staleRevision: 'Somebody else has changed this meanwhile. Please open the page again.',
    nothingDrafted: 'There is no draft yet. Please make the rota first.',
    noMembers: 'Nobody takes part in this year. Please add the physicians first.',
    gateClosed: 'Some conditions for publishing are not met, so the rota cannot be published.',
    nothingChanged: 'The draft says what the published rota says: there is nothing to publish.',
    waiverMissing: 'Some conditions need a signed waiver before the rota can be published.',
    breaksRules: 'This change would break a rule of the rota.',
    nurseLinkMissing: 'This change would leave hours without the 24-hour link to a visiting-nurse station.',
    overlappingUnits: 'Duty hours overlap. Please check the settings of the scheme.',
    doubleBooked: 'Not possible: two duties of one physician would overlap.',
    wishesClosed: 'Wishes cannot be entered now. Please tell the secretariat.',
    quotaExceeded: 'This is more than may be entered. Withdraw another wish first.',
    unknownUnit: 'This duty was not found. Please reload the page.',
    unknownMember: 'This physician does not take part in this scheme.',
    calendarUnreadable: 'The calendar file cannot be read. Please save it in another format.',
    tooManyCalendars:
      'At most 5 calendars with 2,000 entries together. Please replace the earlier ones, or withdraw one first.',
    tooManySubscriptions: 'At most 10 calendar addresses. Please end one that is not used first.',
    subscriptionEnded: 'This address has been ended or renewed already. Please reload the page.',
    membershipEnded: 'Not possible: their membership has ended.',
    wishesEntered: 'There are wishes. Please withdraw them before saying that there are none.',
    calendarTooLarge: 'The calendar file is too large. Please save a shorter period.',
    memberOverlap: 'The period overlaps another one of the same physician.',
    periodInUse:
      'A period that has begun, or has wishes or duties in it, can be neither removed nor begin on another day. Please end it.',
    linkOverlap: 'This station is already linked to the same one for days that overlap.',
    searchUnderWay: 'Somebody else is making the rota. Please wait until it is done.',
    searchOver: 'This search has already ended. Please reload the page.',
    alreadyBegun: 'A duty that has begun can no longer be changed.',
    notOver: 'This duty is not over yet. Record it once it is.',
    newerVersion: 'A newer version has been published. Please look at it again.',
    sameUnitTwice: 'The same duty was chosen twice.',
    ownDuty: 'Nobody can take over their own duty.',
    hoursOutside:
      'The hours are outside the duty or over already. Enter hours inside the duty, in full minutes.',
    notHeld:
      'Somebody else holds this duty by now, or several share it. Please look at the rota as it stands.',
    alreadyTaken: 'Another physician was quicker and has taken it.',
    unknownArea: 'There is no such area. Please load the page anew.',
    areaInUse: 'An area in use cannot be removed. Take the physicians and patients out of it first.',
    unknownReason: 'There is no such reason. Please load the page anew.',
    absenceOverlap: 'This physician is already away for some of these hours.',
    absenceOver: 'An absence that ended more than 30 days ago can no longer be changed.',
    awayThen: 'A physician who is away in these hours cannot be asked.',
    alreadyOffered:
      'This duty is in an open request or offer already. To change it, withdraw that one first.',
    standsAlready: 'The physician chosen stands these hours already. Please choose another.',
    unknownPatient: 'There is no such patient code. Please check it.',
    codeInUse: 'This patient code is in use already.',
    teamExists: 'There is a care team already. Please open the page again.',
    leavesUnanswered: 'This would leave neither an attending physician nor a deputy.',
    groupHasTeam: 'This group has a care team. Please end the care team first.',
    referralWaiting: 'A referral of this patient code is waiting already.',
    referralDecided: 'This referral has an attending physician already, or was withdrawn.',
    exchangeExpired: 'The time to answer is over. The former holder stays on duty.',
    exchangeSuperseded:
      'The duty was changed, so this exchange is void. Please look at the rota as it stands.',
    exchangeMovedOn: 'This exchange has gone on already, or is over.',
    changedMeanwhile: 'Somebody else changed the same duty first. Please look at it again.',
    nothingPublished: 'No rota is published.',
    bodyTooLarge: 'At most 64 KB can be sent at once. Please send it in parts.',
    unsupportedMediaType: 'This kind of content is not accepted.',
    internal: 'Sorry, this could not be done. Please try again later.',
    starting: 'Rinban is starting. Please wait a moment.',
  },
  fields: {
    missing: 'Please fill this in.',
    invalid: 'Please correct this.',
    limits: {
      wishes: 'From 1 to 50 wishes can be entered at once, and up to 200 for a year.',
      'waivers.*.check': 'Please waive only checks that ask for it, each once.',
      'waivers.*.reason': 'The reason of a waiver is one line of 5 to 500 characters.',
      'waivers.*.signedBy': 'Please give the name of whoever signs, in at most 100 characters.',
      'waivers.*.expiresOn': 'The last day of a waiver is from tomorrow to one year ahead.',
    },
  },

  app: {
    name: 'Rinban',
    purpose: 'The duty rota of home-care medicine',
    skip: 'Go to the content',
    title: page => `${page} | Rinban`,
    loading: 'Loading. Please wait a moment.',
    back: 'Back to the districts',
  },
  failure: {
    connectionLost: 'The server cannot be reached. Please check the connection and try again.',
    kept: 'What is on the screen is as it was loaded before.',
    retry: 'Load again',
    reload: 'Show the newest',
    partMissed: 'What comes next could not be loaded.',
    partMissedStays:
      'The connection was lost, or the page has been renewed. What is on the screen stays, with all that you typed.',
    detail: detail => `Where: ${detail}`,
  },
  notFound: {
    title: 'Page not found',
    text: 'The address is wrong or the page is gone. Please look in the list of districts.',
  },

  dates: {
    day: dayInWords,
    month: day => MONTHS[Number(day.slice(5, 7)) - 1] ?? '',
    yearOfMonth: day => day.slice(0, 4),
    fiscalYear: year => `${fiscalYear(year)} (April ${year} to March ${year + 1})`,
    shortFiscalYear: fiscalYear,
    shortDay: day => `${WEEKDAYS[weekdayOf(day)]} ${Number(day.slice(8))}`,
    span,
    shortSpan,
    hours: hours => counted(hours, 'hour'),
    moment: instant =>
      `${date(localDayOf(instant))} ${localDayOf(instant).slice(0, 4)}, ${localTimeOf(instant)}`,
  },

  districts: {
    title: 'Districts',
    invented: 'Invented district (sample)',
    physicians: count => counted(count, 'physician'),
    thisYear: 'this year',
    notDrafted: 'Not made yet',
    drafted: 'Draft (not published)',
    published: number => `Version ${number} in force`,
    stations: 'Visiting-nurse stations',
    nightPhone: 'Phone at night',
    hospitals: 'Hospitals',
    phone: 'Phone',
    blocks: 'Support blocks',
    block: 'Block',
    blockHospitals: 'Support hospital',
    blockClinics: 'Taking part',
    blockStatus: 'Status',
    blockStates: { selected: 'Selected', partial: 'In part', trial: 'On trial', live: 'Live' },
    clinics: count => counted(count, 'clinic'),
    none: 'No district is registered yet.',
    signInFirst: 'Sign in to see the rotas of your association.',
    noSchemes: 'No duty scheme is registered yet.',
  },

  roster: {
    title: year => `Rota of fiscal ${year}`,
    otherYears: 'Other years',
    version: 'Version',
    draft: 'Draft',
    number: number => `Version ${number}`,
    currentNumber: number => `Version ${number} (in force)`,
    published: moment => `published ${moment}`,
    drafted: moment => `updated ${moment}`,
    dated: (version, moment) => `${version}, ${moment}`,
    inForce: 'This is the rota in force.',
    draftNotValid: 'This is a draft. It is not in force.',
    draftWaiting: 'There is a draft that has not been published.',
    showDraft: 'Show the draft',
    superseded: 'This is an earlier version, no longer in force.',
    showCurrent: number => `Show version ${number}, in force`,
    none: 'The rota has not been made yet.',
    layout: 'Layout',
    months: 'By month',
    year: 'Year at a glance',
    physicianFilter: 'Physician (show only my duties)',
    everyone: 'Everyone',
    ownDuties: (name, units, hours) =>
      `${name}: ${counted(units, 'duty', 'duties')}, ${counted(hours, 'hour')}`,
    print: 'Print',
    goToMonth: 'Go to month',
    day: 'Day',
    hours: 'Hours',
    posts: { locum: 'Locum' },
    open: 'Nobody yet',
    unknownPhysician: 'Not in the register',
    call: 'Phone',
    tentative: 'expected',
    tentativeMeaning: '“Expected” duties rest on holidays that are not announced yet and may change.',
    now: 'On duty now',
    next: 'Next duty',
    nobodyNow: 'These are not duty hours.',
  },

  counts: {
    title: 'Duties of each physician',
    physician: 'Physician',
    clinic: 'Clinic',
    units: 'Duties',
    hours: 'Hours',
    times: String,
    range: (least, most) =>
      least === most ? `Everyone has ${least}.` : `${least} to ${most} for each physician.`,
  },

  findings: {
    title: 'Please check before publishing',
    nothing: 'Every duty has its physician.',
    open: count =>
      `${counted(count, 'duty has', 'duties have')} nobody yet. Until then the rota cannot be published.`,
    uncovered: (count, hours) =>
      `${counted(count, 'stretch', 'stretches')} of time, ${counted(hours, 'hour')} in all, ${count === 1 ? 'belongs' : 'belong'} to no duty.`,
    uncoveredMeaning:
      'These hours are promised, and no physician answers for them. The rota can be published all the same.',
  },

  editing: {
    title: 'Making and publishing the rota',
    makeDraft: 'Make the rota',
    makeNext: 'Make the draft of the next version',
    makeAnew: 'Make the draft anew',
    draftDone: 'The draft is made. Please check it.',
    anewTitle: 'Make the draft anew?',
    anewText:
      'The present draft is replaced when a new rota is found, with all changes by hand that are not pinned. The published rota does not change.',
    publish: 'Go on to the checks before publishing',
    confirmAnew: 'Make anew',
    cancel: 'Cancel',
    openFirst: 'Some duties have nobody yet, so this cannot be published.',
  },
}
