import type { EventRefusal } from './exchange.ts'
import type { LegsFlaw } from './new-exchange.ts'

/** Why a published duty does not change hands. */
export type ExchangeRefusal =
  | EventRefusal
  | LegsFlaw['reason']
  | 'notFound'
  | 'invalidInput'
  | 'hoursOutside'
  | 'alreadyOffered'
  | 'standsAlready'
  | 'nothingPublished'
  | 'changedMeanwhile'
  | 'doubleBooked'
  | 'breaksRules'
  | 'nurseLinkMissing'
