/** What can be wrong with an input field. */
export type InputReason =
  | 'missing'
  | 'unknownField'
  | 'wrongType'
  | 'wrongFormat'
  | 'notFinite'
  | 'tooSmall'
  | 'tooBig'
  | 'empty'
  | 'tooMany'
  | 'lengthMismatch'
  | 'duplicate'
  | 'minAboveMax'
  | 'endBeforeStart'
  | 'dayOutsideYear'
  | 'unknownPerson'
  | 'unknownUnit'
  | 'unknownPost'
  | 'unknownBlock'
  | 'contradictoryPins'

/** `path` in dots from the root (`people.3.max`), `detail` in plain English for whoever made the file. */
export type InputError = { path: string; reason: InputReason; detail: string }
