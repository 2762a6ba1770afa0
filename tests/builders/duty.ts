import type { Duty, DutyPart, FollowedDuty } from '../../server/roster/follow-publication.ts'
import { instantOf } from '../../server/time/tokyo.ts'

/** A 24-hour duty of physician `p1` on an ordinary Sunday. */
export function aDuty(given: Partial<Duty> = {}): Duty {
  const day = given.day ?? '2026-06-07'
  return {
    unitId: `scheme/${day}/holiday`,
    post: 'locum',
    physicianId: 'p1',
    day,
    start: instantOf(day, '00:00'),
    end: instantOf(day, '24:00'),
    holidayClass: 'sunday',
    label: '日曜日',
    tentative: false,
    ...given,
  }
}

/** The same as the calendars are told. */
export const aDutyPart = (given: Partial<DutyPart> = {}): DutyPart => ({ ...aDuty(given), part: 0, ...given })

/** The same as calendars follow it, published once and never changed since. */
export const aFollowedDuty = (given: Partial<FollowedDuty> = {}): FollowedDuty => ({
  ...aDuty(given),
  part: 0,
  sequence: 0,
  firstPublishedAt: instantOf('2026-03-01', '09:00'),
  changedAt: instantOf('2026-03-01', '09:00'),
  cancelledAt: null,
  ...given,
})
