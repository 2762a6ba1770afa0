import type { FairnessWording } from './fairness-wording.ts'
import { signedPoints, trimmedPoints } from './points.ts'

const points = (value: number): string => (value === 1 ? '1 point' : `${trimmedPoints(value)} points`)
const fiscalYear = (year: number): string => `fiscal ${year}`

export const enFairness: FairnessWording = {
  fairness: {
    pageTitle: year => `Fairness of the ${fiscalYear(year)} rota`,
    otherYears: 'Other years',
    toRoster: 'Back to the rota',
    version: 'Version',
    print: 'Print',
    none: 'There is nothing to show: no rota has been made yet.',
    summary: 'Summary',
    pointMeaning:
      'Points are the burden of duties: an ordinary 24-hour duty is 1 point, the year-end and the like count more.',
    spread: (own, inTurn) =>
      `Between the most and the least burdened there are ${points(own)}. Dealt out in turn it would be ${points(inTurn)}.`,
    wishes: (wants, avoids) =>
      [
        wants.asked > 0 && `${wants.granted} of ${wants.asked} wishes are granted.`,
        avoids.asked > 0 && `${avoids.granted} of ${avoids.asked} duties to be avoided are avoided.`,
      ]
        .filter(Boolean)
        .join(' '),
    noWishes: 'Nobody has entered a wish.',
    mostBurdened: (names, above) =>
      `Most beyond what is expected is taken on by ${
        names.length > 3 ? `${names.length} physicians` : names.map(name => `Dr ${name}`).join(', ')
      }: ${points(above)}. That is taken off in next year’s rota.`,
    even: 'Everybody holds exactly what is expected.',
    comparison: 'Compared with dealing out in turn',
    thisRota: 'This rota',
    inTurn: 'In turn',
    inTurnMeaning: '“In turn” is the same year dealt out down the list, skipping whoever cannot take a duty.',
    measures: {
      spread: 'Most to least burdened',
      deviation: 'Scatter (standard deviation)',
      wants: 'Wishes granted',
      avoids: 'Duties avoided as asked',
      open: 'Duties without anybody',
      broken: 'Rules broken',
      cost: 'Unevenness (lower is better)',
    },
    granted: ({ asked, granted }) => `${granted} of ${asked}`,
    cases: count => String(count),
    plot: 'Burden of each physician',
    plotText: 'The length is the number of points. The table below has the same figures.',
    expectedMark: 'Expected (this year’s fair points, what was carried over taken off)',
    carriedMark: 'Carried over (right: did more before, left: did less)',
    table: 'Figures of each physician',
    tableText:
      '“In this year” leaves out what was carried over. “Balance” is the points less those expected; it is carried into the next year.',
    physician: 'Physician',
    share: 'Share',
    count: 'Duties',
    held: 'Points',
    deviation: 'In this year',
    carried: 'Carried over',
    expected: 'Expected',
    balance: 'Balance',
    points,
    signed: signedPoints,
    column: points => points.toFixed(2),
    number: trimmedPoints,
    percent: part => `${Math.round(part * 100)}%`,
    counts: (count, fairCount) =>
      fairCount === null ? String(count) : `${count} (share ${fairCount.toFixed(1)})`,
    ofClass: (holidayClass, count, held) => `${holidayClass} ${count} × ${points(held)}`,
    classes: {
      yearEnd: 'Year-end',
      goldenWeek: 'Golden Week',
      obon: 'Obon',
      nationalHoliday: 'National holiday',
      sunday: 'Sunday',
      closedDay: 'Closed day',
      saturday: 'Saturday',
      night: 'Night',
      week: 'Week',
      other: 'Other',
    },
  },

  ledger: {
    pageTitle: year => `Burden carried into ${fiscalYear(year)}`,
    explanation:
      'With + somebody has done more than their share so far, with − less. Rotas are made so that this evens out.',
    carriedFrom: year => `Carried over from the published rota of ${fiscalYear(year)}.`,
    skipped: (year, from) =>
      `${fiscalYear(year)} has no published rota, so the figures after ${fiscalYear(from)} are carried over.`,
    nothingYet: 'No year before this one has a published rota: it starts with what is entered below.',
    members: 'Carried over by each physician',
    physician: 'Physician',
    carried: year => `From ${fiscalYear(year)}`,
    entered: 'Entered',
    opening: 'Total',
    newcomer: 'new (from the mean)',
    spared: 'Spared',
    sparedMeaning: year =>
      `Whoever had a year-end or Golden Week duty in ${fiscalYear(year - 1)} is spared it in ${fiscalYear(year)}.`,
    lastYear: (season, year) => `${season} of ${fiscalYear(year - 1)}`,
    saidOfLastYear: (season, year, held) =>
      `${season} of ${fiscalYear(year - 1)} ${held ? 'held' : 'not held'}`,
    counts: 'Duties so far',
    enter: 'Enter',
    print: 'Print',
    toRoster: 'Back to the rota',
    history: 'What was entered',
    historyText: 'Entries are never changed or deleted. Put a mistake right by another entry.',
    noHistory: 'Nothing has been entered.',
    program: '(automatic)',
    forYear: year => `into ${fiscalYear(year)}`,
    done: 'Entered.',
    dialog: {
      title: name => `Entry for Dr ${name}`,
      text: 'Enter what comes from earlier years, or a correction. Entries stay and cannot be removed.',
      newcomer: 'Newcomers start at the mean of the others. With an entry they start at the points entered.',
      direction: 'Burden so far',
      more: 'More than others (fewer duties now)',
      fewer: 'Less than others (more duties now)',
      amount: 'Points',
      amountHint: 'In steps of 0.25. Example: 1.5. Without a change: 0',
      held: 'Duties of the year before',
      heldHint: 'Choose only where the published rota or an earlier entry is wrong. The newest entry counts.',
      said: (said, held) =>
        ({ nothing: `No change (${held ? 'held' : 'not held'})`, held: 'Held', notHeld: 'Not held' })[said],
      counts: 'Enter the duties so far too',
      countsHint: 'From before rotas were published here. Empty is 0.',
      reason: 'Reason',
      reasonHint: 'Example: from the paper rota of fiscal 2025',
      cancel: 'Cancel',
      save: 'Enter for good',
    },
    errors: {
      amount: 'Points from 0 to 250 in steps of 0.25.',
      count: 'A number of duties from 0 to 400.',
      nothing: 'This would change nothing. Please enter points, duties, or what was held last year.',
      reason: 'Say the reason (up to 200 characters).',
    },
  },
}
