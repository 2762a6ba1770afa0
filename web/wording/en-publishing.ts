import type { FindingParts, PublishingWording } from './publishing-wording.ts'

const groups = { yearEnd: 'year-end', goldenWeek: 'Golden Week', obon: 'Obon' } as const
const season = ({ group }: FindingParts): string => (group === null ? 'the same holidays' : groups[group])
const counted = (count: number, one: string, several: string) => `${count} ${count === 1 ? one : several}`

export const enPublishing: PublishingWording = {
  lostLinks: {
    title: 'Duties have lost their visiting-nurse link',
    text: 'No station with a proven 24-hour link is there in these hours. Please check the links, the hours and the evidence.',
    toStations: 'Check the stations',
    more: count => `and ${count} more`,
  },
  publishing: {
    pageTitle: year => `Checks before publishing, fiscal ${year}`,
    back: 'Back to the rota',
    nothingDrafted: 'There is no draft. Please make a rota first.',
    alreadyPublished: 'This draft says what the rota in force says. There is nothing to publish.',
    open: 'The rota can be published.',
    closed: 'It can be published once everything marked “To do” is put right.',
    toWaive: 'What needs a waiver can be put right, or published with a reason and a signature.',
    judged: (total, begun) =>
      begun === 0
        ? `${counted(total, 'duty was', 'duties were')} checked.`
        : `Of ${total} duties, the ${total - begun} that have not begun were checked.`,
    checks: 'What is checked',
    state: { met: 'Met', toMend: 'To do', toWaive: 'Needs a waiver', notChecked: 'Not checked' },
    check: {
      filled: { name: 'Physicians', asks: 'Every duty has its physician.' },
      nurseLink: {
        name: '24-hour nurse link',
        asks: 'A visiting-nurse station with a proven 24-hour link stands behind every hour of every duty.',
      },
      doubleBooked: {
        name: 'Two duties at once',
        asks: 'Nobody has two duties at the same time, in other associations either.',
      },
      away: {
        name: 'Times not possible',
        asks: 'Nobody has a duty when they said they cannot, in this scheme or another, or while they are absent.',
      },
      eligible: {
        name: 'Rules of the rota',
        asks: 'Membership, block, post and the distance between duties are as the scheme demands.',
      },
      limits: {
        name: 'Most and fewest duties',
        asks: 'Everybody’s number of duties is within their limits.',
      },
      contact: {
        name: 'Night telephone numbers',
        asks: 'Every physician and station has a number to call at night.',
      },
      agreedChanges: {
        name: 'Agreed changes',
        asks: 'Swaps, changes and withdrawals made after publication are not undone.',
      },
      uncovered: { name: 'Hours without a duty', asks: 'Every promised hour is in some duty.' },
    },
    finding: {
      unfilled: {
        text: ({ post }) => `Nobody is ${post}.`,
        todo: 'Choose a physician in the table of the draft.',
      },
      filledTwice: {
        text: ({ who, post }) => `${who} are both ${post}.`,
        todo: 'Leave one of them in the table of the draft.',
      },
      noStation: {
        text: ({ who }) => `No station is linked to the duty of ${who}.`,
        todo: 'Link a visiting-nurse station to the scheme, the physician or the clinic.',
      },
      noEvidence: {
        text: ({ who }) => `No valid evidence for the duty of ${who}.`,
        todo: 'Ask the station about its 24-hour system, and enter when it was checked and until when it holds.',
      },
      linkEnded: {
        text: ({ who }) => `The link to the stations does not last until the duty of ${who}.`,
        todo: 'Prolong the link, or link another station.',
      },
      outsideHours: {
        text: ({ who }) => `The stations do not cover all hours of the duty of ${who}.`,
        todo: 'Check the hours of the station, or link another one as well.',
      },
      twoDuties: {
        text: ({ who, elsewhere }) =>
          elsewhere === ''
            ? `${who} has two duties at the same time.`
            : `${who} is on duty in “${elsewhere}” at the same time.`,
        todo: 'Choose another physician in the table of the draft. This cannot be waived.',
      },
      away: {
        text: ({ who }) => `${who} said that this is not possible, or is absent.`,
        todo: 'Choose another physician in the table of the draft.',
      },
      notMember: {
        text: ({ who }) => `${who} is not a member on these days, or may not take this duty then.`,
        todo: 'Change the membership, or choose another physician in the table of the draft.',
      },
      otherBlock: {
        text: ({ who }) => `${who} does not serve the block of this duty.`,
        todo: 'Change the blocks of the physician, or choose another one in the table of the draft.',
      },
      otherPost: {
        text: ({ who, post }) => `${who} may not be ${post}.`,
        todo: 'Change the posts of the physician, or choose another one in the table of the draft.',
      },
      barredGroup: {
        text: parts => `${parts.who} had ${season(parts)} last year.`,
        todo: 'Choose another physician in the table of the draft.',
      },
      withinGap: {
        text: ({ who, count, limit }) => `${who} has duties ${count} days apart (at least ${limit} days).`,
        todo: 'Give one of them to another physician in the table of the draft.',
      },
      sameClinic: {
        text: ({ who }) => `${who} are of the same clinic.`,
        todo: 'Choose a physician of another clinic for one of the posts.',
      },
      groupTwice: {
        text: parts => `${parts.who} has ${season(parts)} more than once.`,
        todo: 'Give one of them to another physician in the table of the draft.',
      },
      belowMin: {
        text: ({ who, count, limit }) =>
          `${who} has ${counted(count, 'duty', 'duties')} (at least ${limit}).`,
        todo: 'Give them more duties, or change their minimum.',
      },
      aboveMax: {
        text: ({ who, count, limit }) => `${who} has ${counted(count, 'duty', 'duties')} (at most ${limit}).`,
        todo: 'Give them fewer duties, or change their maximum.',
      },
      noPhysicianPhone: {
        text: ({ who }) => `${who} has no telephone number for the night.`,
        todo: 'Enter the number to call at night on the contacts page.',
      },
      noStationPhone: {
        text: () => 'The station has no telephone number for the night.',
        todo: 'Enter the night number on the page of the station.',
      },
      undone: {
        text: ({ who }) => `The change agreed since between ${who} would be undone.`,
        todo: 'Put the physician of the change into the table of the draft.',
      },
      returns: {
        text: ({ withdrawn }) =>
          withdrawn === null
            ? 'This duty was withdrawn and would come back.'
            : `Withdrawn with version ${withdrawn.number}, this duty would come back (reason then: ${withdrawn.reason}).`,
        todo: 'To leave it withdrawn, take the physician out of it in the table of the draft.',
      },
      noUnit: {
        text: ({ block }) => (block === '' ? 'In no duty at all.' : `No duty in ${block}.`),
        todo: 'If nobody is meant to be on duty then, reconsider how strict this check is. Otherwise the rules of the scheme have to be changed: please ask the administrator of the system.',
        unchecked: 'If nobody is meant to be on duty then, leave it as it is.',
      },
    },
    found: count => counted(count, 'finding', 'findings'),
    more: count => `and ${count} more`,
    showAll: 'Show all',
    todo: 'What to do',
    and: ' and ',
    noneFound: 'Nothing was found.',
    forInformation: 'For information only: it does not keep the rota from being published.',
    remedy: {
      edit: 'Put right in the table of the draft',
      members: 'Put right on the members page',
      contacts: 'Put right on the contacts page',
      stations: 'Put right on the page of the stations',
      gateSettings: 'Reconsider how strict this check is',
    },
    missing: hours => `Without a link: ${hours}`,
    missingAll: 'Without a link: all hours of the duty',
    stations: names => `Linked stations: ${names.join(', ')}`,
    endedStations: names => `Stations whose link does not reach so far: ${names.join(', ')}`,
    askOthers: associations =>
      `Please telephone the secretariat of ${associations.join(' and ')}: what its stations have is entered there.`,
    toStations: 'See the list of stations',
    ofAssociation: (station, association) => `${station} (${association})`,
    settings: 'Change how strict the checks are',

    waiver: 'Waiver',
    waiverText: 'To publish it as it is, give a reason and sign. What you write is kept with the version.',
    reason: 'Reason',
    reasonHint: 'From 5 to 500 characters. Never write a patient’s name or condition.',
    signedBy: 'Signature (name)',
    signedByHint: 'Whoever agreed to the waiver, in at most 100 characters.',
    expiresOn: 'Holds until',
    expiresOnHint: 'A day from tomorrow to one year ahead.',
    errors: {
      missing: 'Please fill this in.',
      tooShort: 'Please write at least 5 characters.',
      reasonTooLong: 'Please write at most 500 characters.',
      nameTooLong: 'Please write at most 100 characters.',
      notLater: 'Please choose a day from tomorrow on.',
      tooFar: 'Please choose a day within one year.',
    },
    waived: 'Filled in',
    waivedBefore: number => `Waivers of version ${number}`,
    waivedUntil: (day, name) => `until ${day}, signed ${name}`,

    difference: 'Changes to the rota in force',
    noDifference: 'Nobody’s duties change.',
    changed: people => `The duties of ${counted(people, 'person', 'people')} change.`,
    gained: 'New',
    lost: 'No longer',
    moved: 'Other hours',
    renamed: 'Other name only',

    publish: 'Publish this draft',
    publishing: 'Publishing…',
    confirm: 'Publish',
    cancel: 'Cancel',
    confirmTitle: number => `Publish as version ${number}?`,
    confirmText: (number, people) => [
      number > 1
        ? `This draft becomes the rota in force in place of version ${number - 1}.`
        : 'This draft becomes the rota in force.',
      people === null
        ? 'The duties appear in the physicians’ calendars.'
        : `Duties change in ${counted(people, 'calendar', 'calendars')}.`,
      'A published version cannot be changed. To correct it, edit the draft and publish the next version.',
      'Duties that have begun stay as they are.',
    ],
    confirmWaived: names =>
      `It is published with waivers for: ${names.join(', ')}. They are kept with the version.`,
    done: number => `Version ${number} is published.`,
    toRoster: 'See the published rota',
    toVersions: 'See what was published',
    kept: 'The waivers you wrote are still here.',
    again: 'Check the newest draft',
    refreshed: 'The draft or the conditions changed meanwhile. They were checked again as they are now.',
  },
  gateSettings: {
    title: 'Checks before publishing',
    tab: 'Checks before publishing',
    text: 'What is checked before a rota is published, and how strictly. Versions already published stay as they are; it counts from the next one on.',
    mode: {
      block: { name: 'Not published until met', means: 'It has to be put right first.' },
      warn: { name: 'Published with a waiver', means: 'With a reason, a signature and a last day.' },
      off: { name: 'Not checked', means: 'No condition. What is found is shown for information.' },
    },
    usual: 'First setting',
    usualIs: mode => `At first: “${mode}”.`,
    fixed: 'This cannot be changed.',
    save: 'Save',
    saved: 'The settings are saved.',
    toDefaults: 'Back to the first settings',
  },
}
