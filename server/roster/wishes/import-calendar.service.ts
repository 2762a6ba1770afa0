import { setImmediate } from 'node:timers/promises'
import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import type { Context } from '../../context.ts'
import { unitId } from '../../duty/duty-unit.ts'
import { accept, type Outcome, refuse, refuseFields } from '../../http/refusal.ts'
import type { Interval } from '../../time/interval.ts'
import { instantOf } from '../../time/tokyo.ts'
import { type BusyTimes, busyTimesByPortions } from './busy-times.ts'
import { wishDaysOf } from './new-wish.ts'
import { unitsOfWish } from './units-of-wish.ts'
import {
  addWishesIn,
  type Entering,
  type EnteringRefusal,
  type MemberPath,
  memberYearToChange,
} from './wish.service.ts'
import type { NewWish, Wish, WishPattern } from './wish.ts'
import type { CalendarPreview } from './wish-view.ts'

type ImportRefusal = EnteringRefusal | 'calendarUnreadable' | 'calendarTooLarge' | 'tooManyCalendars'

/** Most calendars of one member for one year beside each other, and most busy times of them together. */
const MOST_CALENDARS = 5
const MOST_BUSY_TIMES = 2_000

/** As far around the year as one of its units may reach. */
function windowOf(year: FiscalYear): Interval {
  const { first, last } = wishDaysOf(year)
  return { start: instantOf(first, '00:00'), end: instantOf(last, '24:00') }
}

const unavailableAt = (times: Interval[]): NewWish => ({
  kind: 'unavailable',
  pattern: { form: 'busy', times },
})

const busyTimesIn = (pattern: WishPattern): number => (pattern.form === 'busy' ? pattern.times.length : 0)

const isImported = ({ pattern }: Wish): boolean => pattern.form === 'busy'

/** A long file takes tenths of a second: others get their turn in between. */
async function readWithPauses(text: string, year: FiscalYear): Promise<BusyTimes> {
  const reading = busyTimesByPortions(text, windowOf(year))
  for (;;) {
    const { done, value } = reading.next()
    if (done) return value
    await setImmediate()
  }
}

/** What storing the file would do. Nothing of it is kept. */
export async function previewCalendar(
  context: Context,
  by: Entering,
  path: MemberPath,
  text: string,
): Promise<Outcome<CalendarPreview, ImportRefusal>> {
  const read = await readWithPauses(text, path.fiscalYear)
  if (!read.ok) return refuse(read.reason)
  return context.db.transaction().execute(async trx => {
    const before = await memberYearToChange(trx, context, by, path)
    if (!before.ok) return before
    const { year, units, wishes } = before.value
    return accept({
      events: read.events,
      skipped: read.skipped,
      times: read.busy.length,
      units: unitsOfWish(unavailableAt(read.busy), units).map(unit => unitId(year.scheme.id, unit)),
      earlier: wishes.filter(isImported).length,
    })
  })
}

/**
 * Stores the busy times of the file inside the year as one 不可, and nothing else of it (domain.md §4). `replace`: it
 * takes the place of calendars that were read before. A file without a busy time in the year has nothing to store.
 * Refused are a sixth calendar, and calendars with more than 2,000 busy times together (`tooManyCalendars`).
 */
export async function importCalendar(
  context: Context,
  by: Entering,
  path: MemberPath,
  { text, replace }: { text: string; replace: boolean },
): Promise<Outcome<{ added: string[] }, ImportRefusal>> {
  const read = await readWithPauses(text, path.fiscalYear)
  if (!read.ok) return refuse(read.reason)
  if (read.busy.length === 0) return refuseFields('invalidInput', ['text'])
  return context.db.transaction().execute(async trx => {
    const before = await memberYearToChange(trx, context, by, path)
    if (!before.ok) return before
    const earlier = before.value.wishes.filter(isImported)
    const staying = replace ? [] : earlier
    const times = staying.reduce((sum, { pattern }) => sum + busyTimesIn(pattern), read.busy.length)
    if (staying.length >= MOST_CALENDARS || times > MOST_BUSY_TIMES)
      return refuse(
        'tooManyCalendars',
        `${staying.length + 1}/${MOST_CALENDARS}, ${times}/${MOST_BUSY_TIMES}`,
      )
    return addWishesIn(trx, context, by, before.value, [unavailableAt(read.busy)], {
      action: 'wish.import',
      leaving: replace ? earlier : [],
    })
  })
}
