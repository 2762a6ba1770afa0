type Words<Key extends string> = Record<Key, string>

/** The search for the best rota of a year: starting it, following it, what it has found. Scores: lower is fairer. */
export type SearchWording = {
  search: Words<
    'options' | 'seconds' | 'keepPins' | 'keepPinsHint' | 'near' | 'nearHint' | 'seed' | 'seedHint'
  > &
    Words<'starting' | 'title' | 'bar' | 'best' | 'bound' | 'gap' | 'none' | 'scoreMeaning' | 'stop'> &
    Words<'stopping' | 'waiting' | 'lost' | 'mayLeave'> &
    Words<'proven' | 'good' | 'overTime' | 'stoppedEarly' | 'edited' | 'inputChanged' | 'details' | 'made'> &
    Words<'unproven' | 'took' | 'number' | 'input' | 'again' | 'againYes' | 'againNo'> &
    Words<'failed' | 'failedText' | 'neverBegan' | 'offer' | 'offerText' | 'take' | 'taking' | 'leaveIt'> &
    Words<'outdated' | 'outdatedText'> &
    Words<
      | 'impossible'
      | 'impossibleText'
      | 'notFound'
      | 'notFoundText'
      | 'why'
      | 'nearest'
      | 'waysOut'
      | 'waysOutText'
    > &
    Words<'noWaysOut' | 'waysOutUnproven' | 'takeRemedy' | 'remedyTaken' | 'inputWrong' | 'stages'> & {
      secondsHint(usual: number): string
      secondsWrong: string
      seedWrong: string
      by(name: string): string
      score(score: number): string
      /** In whole hundredths, rounded up; null: it is not known yet, or says nothing. */
      percent(percent: number | null): string
      /** How far the best rota that may exist is from this one, at most. */
      withinPercent(percent: number | null): string
      elapsed(seconds: number, most: number): string
      /** Read out now and then. */
      spoken(seconds: number, percent: number | null): string
      tookSeconds(seconds: number): string
      more(count: number): string
      wayOut(number: number): string
      pinImpossible(day: string, whom: string): string
      /** Rules, each as in `rulesTogether`, of which every one is needed for there to be no rota. */
      together(rules: readonly string[]): string
      gapPossible(days: number, possible: number): string
      rulesTogether: Words<'unavailable' | 'groups' | 'minima' | 'maxima'> & { gap(days: number): string }
      relaxations: {
        ask(whom: string, day: string): string
        leaveOpen(day: string, post: string): string
        shortGap(whom: string, day: string, otherDay: string, daysApart: number): string
        groupAgain(whom: string, group: string, day: string): string
        aboveMax(whom: string, count: number, max: number): string
        belowMin(whom: string, count: number, min: number): string
      }
      /** Why what was found can no longer be the draft; `some`: it is not known which of them. */
      changes: Words<'units' | 'published' | 'begun' | 'some'> & { member(whom: string): string }
      /** By the kind of cost. */
      costs: Readonly<
        Record<'counts' | 'burden' | 'wants' | 'avoids' | 'spacing' | 'changes' | 'rest', string>
      >
      stage(cost: string, bound: string): string
      /** What is wrong with the input, by its field; of a person without the name. */
      fields: Words<'people' | 'units' | 'wishes' | 'min' | 'opening' | 'pins' | 'settled' | 'other'>
    }
}
