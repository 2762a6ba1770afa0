type Words<Key extends string> = Record<Key, string>

type CoverWords = Words<'deputy' | 'locum' | 'rota' | 'request'>

/** Absences and who stands in, areas and who goes there, and how a scheme stands in. */
export type AbsencesWording = {
  absences: Words<'menu' | 'title' | 'text' | 'ownText' | 'enter' | 'who' | 'choose' | 'begins' | 'ends'> &
    Words<'day' | 'time' | 'reason' | 'cover' | 'coverHint' | 'locum' | 'send' | 'sending' | 'entered'> &
    Words<
      | 'changed'
      | 'withdrawn'
      | 'raised'
      | 'lowered'
      | 'confirmed'
      | 'coming'
      | 'none'
      | 'past'
      | 'eachOfSeries'
    > &
    Words<'onBehalf' | 'ofSeries' | 'change' | 'withdraw' | 'withdrawText' | 'keep' | 'close' | 'save'> &
    Words<'waiting' | 'noHands' | 'hands' | 'confirm' | 'raiseFor' | 'raiseForSend'> &
    Words<'requests' | 'requestsText' | 'noRequests' | 'raise' | 'lower' | 'handIsUp'> &
    Words<'affected' | 'affectedNone' | 'affectedGap' | 'affectedCovered'> &
    Words<'hitTitle' | 'toExchange' | 'toRepair'> & {
      changeTitle(name: string): string
      withdrawTitle(name: string): string
      covers: CoverWords
      roles: Words<'attending' | 'deputy' | 'specialist'>
      coverMeans: CoverWords
      /** Who covers, in one line. */
      coveredBy(name: string): string
      handsUp(count: number): string
      asked(count: number): string
      duty(scheme: string, label: string): string
      errors: Words<
        'missing' | 'endsFirst' | 'tooLong' | 'tooEarly' | 'overlap' | 'locum' | 'cover' | 'reason'
      >
    }
  absenceSeries: Words<'title' | 'text' | 'enter' | 'weekdays' | 'from' | 'to' | 'fromTime' | 'toTime'> &
    Words<'note' | 'noteHint' | 'send' | 'end' | 'endFrom' | 'endSend' | 'ended' | 'none' | 'chooseDay'> &
    Words<'tooMany' | 'noDay' | 'nextDay'> & {
      endTitle(name: string): string
      entered(count: number): string
      weekday(number: number): string
      /** `毎週火・木 13:00～18:00` */
      weekly(days: string, from: string, to: string): string
      until(from: string, to: string): string
    }
  absenceReasons: Words<'title' | 'text' | 'open' | 'label' | 'saved'>
  nameList: Words<'up' | 'down' | 'remove' | 'add' | 'missing' | 'twice' | 'save' | 'saving' | 'close'>
  areas: Words<'menu' | 'title' | 'text' | 'none' | 'open' | 'listText' | 'label' | 'saved' | 'nobody'> &
    Words<'own' | 'ownText' | 'forWhom' | 'choose' | 'save' | 'done' | 'gapsTitle' | 'noGaps' | 'area'> & {
      capabilities: Words<'homeVisit' | 'houseCall' | 'endOfLifeCare'>
      gap(area: string, capabilities: string): string
    }
  coverageSettings: Words<'tab' | 'title' | 'text' | 'topology' | 'covers' | 'coversText' | 'up'> &
    Words<
      'coversError' | 'asProposed' | 'backup' | 'backupHint' | 'noBackup' | 'deputyLabel' | 'deputyHint'
    > &
    Words<'save' | 'saved' | 'hospital' | 'physician'> & {
      topologies: Words<'hospitalCentred' | 'hospitalWithClinics' | 'clinicCentred' | 'clinicNetwork'>
      first(cover: string): string
    }
}
