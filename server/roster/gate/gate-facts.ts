import type { LinkedStation } from '../../directory/stations/nurse-cover.ts'
import type { UncoveredHours } from '../../duty/uncovered-hours.ts'
import type { Instant } from '../../time/clock.ts'
import type { Interval } from '../../time/interval.ts'
import type { DutyPart } from '../follow-publication.ts'
import type { RotaInstance } from '../optimiser/instance.ts'
import type { DutyChange, StandingDuty } from '../standing/standing-rota.ts'
import { partsOf } from '../standing/standing-rota.ts'
import type { WishPattern } from '../wishes/wish.ts'

/** A published duty of another rota, whichever association it is of. */
type DutyElsewhere = Interval & { readonly physicianId: string; readonly schemeId: string }

/** All that the checks are about: a rota as it would stand once published, and what is known at `now`. */
export type GateFacts = {
  /** A duty that has begun by then is not judged: nothing can be done about it any more. */
  readonly now: Instant
  readonly schemeId: string
  /** Every unit of the year, also those without anybody. */
  readonly units: readonly (Interval & { readonly id: string })[]
  readonly rota: readonly StandingDuty[]
  /** The newest version with the changes since, in whose place the rota comes. */
  readonly before: { readonly rota: readonly StandingDuty[]; readonly changes: readonly DutyChange[] }
  /** Units that were withdrawn from the published rota (取り下げ) and not published again since. */
  readonly withdrawn: ReadonlySet<string>
  /**
   * The year for the hard rules, where what has begun is given. It knows of no wishes: the hours of 不可 are in `away`,
   * so that who has passed on those hours of a unit is not held to the rest of it.
   */
  readonly instance: RotaInstance
  readonly elsewhere: readonly DutyElsewhere[]
  /** By physician: what they entered as 不可, in this scheme and in others, and their absences (不在). */
  readonly away: ReadonlyMap<string, readonly WishPattern[]>
  /** Promised hours without any unit. */
  readonly uncovered: readonly UncoveredHours[]
  readonly links: {
    readonly ofScheme: readonly LinkedStation[]
    /** By physician: of their own or of their clinic. */
    readonly ofPhysician: ReadonlyMap<string, readonly LinkedStation[]>
  }
  /** The number to call at night, by physician and by station. */
  readonly physicianPhones: ReadonlyMap<string, string>
  readonly stationPhones: ReadonlyMap<string, string>
}

/** Who would stand which hours of the duties that are still to begin. */
export const partsToCome = ({ rota, now }: Pick<GateFacts, 'rota' | 'now'>): DutyPart[] =>
  partsOf(rota.filter(duty => duty.start > now))
