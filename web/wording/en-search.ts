import type { SearchWording } from './search-wording.ts'

const times = (count: number): string => `${count} ${count === 1 ? 'duty' : 'duties'}`

export const enSearch: SearchWording = {
  search: {
    options: 'More settings',
    seconds: 'Time for the search (seconds)',
    secondsHint: usual => `If left empty: ${usual} seconds. It may be done sooner.`,
    secondsWrong: 'Please enter a number from 1 to 600.',
    keepPins: 'Keep pinned duties',
    keepPinsHint: 'Otherwise pinned duties are thought over, too. Duties that have begun never change.',
    near: 'Stay near to the published rota',
    nearHint: 'As few duties as possible change hands.',
    seed: 'Seed',
    seedHint:
      'The same input and seed give the same rota. Another seed may give another one that is as fair.',
    seedWrong: 'Please enter a number from 0 to 2147483647.',

    starting: 'Starting…',
    title: 'The rota is being made',
    by: name => `${name} is making the rota`,
    bar: 'Progress of the search',
    best: 'Score of the best rota found',
    bound: 'No rota can be below',
    gap: 'Distance from the best possible',
    none: 'None yet',
    scoreMeaning: 'The lower the score, the fairer the rota and the more wishes it grants.',
    score: score => score.toFixed(1),
    percent: percent =>
      percent === null ? 'Not known yet' : percent < 1 ? 'below 1%' : `at most ${percent}%`,
    elapsed: (seconds, most) => `${seconds} of at most ${most} seconds`,
    spoken: (seconds, percent) =>
      percent === null
        ? `The rota is being made: ${seconds} seconds.`
        : `${seconds} seconds. At most ${percent}% from the best possible.`,
    stop: 'Stop with the best so far',
    stopping: 'Stopping…',
    waiting: 'Waiting for another search to end. This one begins when its turn comes.',
    mayLeave: 'It goes on when you close this page.',
    lost: 'The connection is lost. The search goes on.',

    unproven: 'How fair this draft is has not been checked. Making it anew looks for the fairest rota.',
    proven: 'Proven: there is no fairer rota',
    good: 'This rota keeps every rule',
    withinPercent: percent =>
      percent === null
        ? 'Whether there is a better one is not known yet.'
        : percent < 1
          ? 'It is less than 1% from the best possible.'
          : `It is at most ${percent}% from the best possible.`,
    overTime: 'More time may find a better one.',
    stoppedEarly: 'It is the best there was when the search was stopped.',
    edited: 'Duties were changed by hand since. What is said here is of the rota before that.',
    inputChanged:
      'Wishes, members, days or settings have changed since. Make the draft anew to take them in.',
    details: 'Details',
    made: 'Made',
    took: 'Took',
    tookSeconds: seconds => `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} seconds`,
    number: 'Seed',
    input: 'Record',
    again: 'Made again from the same input',
    againYes: 'it is the same rota',
    againNo: 'it may be another rota',
    stages: 'Scores in the order of precedence',
    stage: (cost, bound) => `${cost} (not below ${bound})`,
    costs: {
      counts: 'Counts',
      burden: 'Burden',
      wants: 'Wishes',
      avoids: 'Rather not',
      spacing: 'Spacing',
      changes: 'Changes of the published rota',
      rest: 'Everything else',
    },

    failed: 'The search broke off',
    failedText: 'Please try again.',
    neverBegan: 'It was called off before its turn came. The draft is as it was.',
    offer: 'A rota was found, but it is not the draft yet',
    offerText: 'The draft was changed during the search. Those changes are lost when it is replaced.',
    take: 'Make this the draft',
    taking: 'Replacing the draft…',
    leaveIt: 'Keep the draft as it is',
    outdated: 'This rota can no longer be the draft',
    outdatedText: 'The draft is as it was. Please start the search again.',
    changes: {
      units: 'The days or hours of duties have changed since.',
      published: 'A version was published since.',
      member: whom => `${whom} is no member on a day they would be on duty.`,
      begun: 'Somebody would have a duty at the same time as another that they have begun.',
      some: 'During the search members or days changed, or duties began.',
    },

    impossible: 'No rota can keep every rule',
    impossibleText: 'Some wish or rule has to give way first.',
    notFound: 'No rota that keeps every rule was found yet',
    notFoundText: 'More time may find one.',
    why: 'Why',
    nearest: 'What even the nearest rota cannot keep',
    more: count => `and ${count} more`,
    waysOut: 'What would make it possible',
    waysOutText:
      'The cheapest first. Beside what is listed, every rule is kept. Please ask the physicians before you choose.',
    waysOutUnproven: 'These were found in the time there was. Something cheaper may exist.',
    noWaysOut:
      'None was found. Please look at the days people cannot take, at the gap between duties, and at minima and maxima.',
    wayOut: number => `Option ${number}`,
    takeRemedy: 'Make this the draft',
    remedyTaken: 'A rota with some rules relaxed is now the draft. Please check it.',
    pinImpossible: (day, whom) => `${day}: ${whom}, who is pinned to it, may not take it.`,
    together: rules =>
      rules.length === 1
        ? `One rule makes it impossible: ${rules.join('')}.`
        : `These rules cannot all be kept together: ${rules.join('; ')}.`,
    gapPossible: (days, possible) =>
      `With a gap of ${possible} days between duties instead of ${days} there is a rota.`,
    rulesTogether: {
      gap: days => `at least ${days} days between two duties of one physician`,
      unavailable: 'the days people cannot take',
      groups: 'nobody has the year-end or Golden Week again',
      minima: 'the minima',
      maxima: 'the maxima',
    },
    relaxations: {
      ask: (whom, day) => `Ask ${whom} to take ${day}, a day they cannot`,
      leaveOpen: (day, post) => `Leave ${day} open (${post})`,
      shortGap: (whom, day, otherDay, daysApart) =>
        `Give ${whom} ${day} too, only ${daysApart} days after ${otherDay}`,
      groupAgain: (whom, group, day) => `Ask ${whom} for ${group} again, on ${day}`,
      aboveMax: (whom, count, max) => `Ask ${whom} for ${times(count)}, more than the maximum of ${max}`,
      belowMin: (whom, count, min) => `Give ${whom} ${times(count)}, fewer than the minimum of ${min}`,
    },

    inputWrong: 'Please put this right and start again',
    fields: {
      people: 'Nobody belongs to the scheme in this year. Please enter members first.',
      units: 'There are no duties in this year. Please look at the rules.',
      wishes: 'There are too many wishes. Please enter ranges of days instead.',
      min: 'the minimum is above the maximum.',
      opening: 'the balance carried over is too large.',
      pins: 'pinned duties contradict each other.',
      settled:
        'the pinned duty cannot be kept: the day or its physician is no longer in the scheme. Unpin it, or start without keeping pinned duties.',
      other: 'Some setting cannot be used. Please look at the settings of the rota.',
    },
  },
}
