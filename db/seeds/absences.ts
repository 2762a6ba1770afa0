import { DEFAULT_ABSENCE_REASONS } from '../../server/coverage/absences/absence-reasons.ts'
import { hoursOfSeries } from '../../server/coverage/absences/expand-series.ts'
import type { Capability } from '../../server/directory/areas/area-view.ts'
import type { Instant } from '../../server/time/clock.ts'
import { DAY, HOUR } from '../../server/time/interval.ts'
import { addDays, type LocalDay, weekdayOf } from '../../server/time/local-day.ts'
import { instantOf, localDayOf } from '../../server/time/tokyo.ts'
import type { Trx } from '../open.ts'
import type { District } from './district.ts'

const AREAS: Readonly<Record<string, readonly string[]>> = {
  minato: ['浜手', '本町・港町', '山手', '川端', '離島'],
  'ward-kita': ['東部', '中部', '西部'],
}

/** Who does what: physicians by number. Nobody goes to the island for house calls: the page shows such a gap. */
const DOES: readonly { area: number; capability: Capability; physicians: readonly number[] }[] = [
  { area: 1, capability: 'homeVisit', physicians: [1, 3, 5, 13] },
  { area: 1, capability: 'houseCall', physicians: [1, 3, 5] },
  { area: 1, capability: 'endOfLifeCare', physicians: [1, 5] },
  { area: 2, capability: 'homeVisit', physicians: [2, 3, 8, 12] },
  { area: 2, capability: 'houseCall', physicians: [2, 8, 12] },
  { area: 2, capability: 'endOfLifeCare', physicians: [8] },
  { area: 3, capability: 'homeVisit', physicians: [4, 6, 11] },
  { area: 3, capability: 'houseCall', physicians: [6, 11] },
]

/** Reasons and areas for a district, with what its physicians do in the first ones. */
export async function enterAreas(trx: Trx, district: District): Promise<void> {
  const { id } = district.association
  await trx
    .insertInto('absence_reason')
    .values(
      DEFAULT_ABSENCE_REASONS.map((label, position) => ({
        id: `${id}-absence-reason-${position + 1}`,
        association_id: id,
        label,
        position,
        retired_at: null,
      })),
    )
    .execute()
  await trx
    .insertInto('area')
    .values(
      (AREAS[id] ?? []).map((name, position) => ({
        id: `${id}-area-${position + 1}`,
        association_id: id,
        name,
        position,
      })),
    )
    .execute()
  await trx
    .insertInto('physician_capability')
    .values(
      DOES.flatMap(({ area, capability, physicians }) =>
        physicians.map(number => ({
          physician_id: `${id}-physician-${number}`,
          area_id: `${id}-area-${area}`,
          capability,
        })),
      ),
    )
    .execute()
}

/** The first Tuesday that comes `days` or more after a day: no unit of the port town's rota is on one. */
const tuesdayAfter = (day: LocalDay, days: number): LocalDay => {
  const from = addDays(day, days)
  return addDays(from, (9 - weekdayOf(from)) % 7)
}

/** Some absences of the port town: one over, one with a locum, one that waits for hands, and a weekly one. */
export async function enterAbsences(trx: Trx, now: Instant): Promise<void> {
  const today = localDayOf(now)
  const stated = (physician: number, reason: number) => ({
    association_id: 'minato',
    physician_id: `minato-physician-${physician}`,
    reason_id: `minato-absence-reason-${reason}`,
    cover_physician_id: null,
    entered_at: now - DAY,
    entered_by: null,
  })
  const once = { series_id: null, on_behalf: 0, withdrawn_at: null }
  const from = (day: LocalDay, days: number) => ({
    start_at: instantOf(day, '09:00'),
    end_at: instantOf(addDays(day, days), '18:00'),
  })
  await trx
    .insertInto('absence')
    .values([
      {
        ...stated(9, 1),
        ...once,
        ...from(tuesdayAfter(today, -21), 1),
        id: 'minato-absence-1',
        cover: 'deputy',
      },
      {
        ...{ ...stated(10, 2), ...once, ...from(tuesdayAfter(today, 8), 2), id: 'minato-absence-2' },
        ...{ cover: 'locum', cover_physician_id: 'minato-physician-11', on_behalf: 1 },
      },
      {
        ...stated(12, 1),
        ...once,
        ...from(tuesdayAfter(today, 15), 2),
        id: 'minato-absence-3',
        cover: 'request',
      },
    ])
    .execute()
  await trx
    .insertInto('raised_hand')
    .values(
      [4, 7].map(physician => ({
        id: `minato-hand-${physician}`,
        request_kind: 'absence',
        request_id: 'minato-absence-3',
        physician_id: `minato-physician-${physician}`,
        raised_at: now - physician * HOUR,
        raised_by: null,
        on_behalf: 0,
        withdrawn_at: null,
      })),
    )
    .execute()
  await enterSeries(trx, now, stated(14, 5))
}

/** As after a road was cut (domain.md §2K): the same afternoon every week for two months. */
async function enterSeries(
  trx: Trx,
  now: Instant,
  stated: Record<'association_id' | 'physician_id' | 'reason_id', string> & {
    cover_physician_id: null
    entered_at: Instant
    entered_by: null
  },
): Promise<void> {
  const fromDay = tuesdayAfter(localDayOf(now), 1)
  const weekly = { weekdays: [2], fromTime: '13:00', toTime: '18:00', fromDay, toDay: addDays(fromDay, 56) }
  const series = { ...stated, id: 'minato-absence-series-1', cover: 'rota' }
  await trx
    .insertInto('absence_series')
    .values({
      ...series,
      weekdays: JSON.stringify(weekly.weekdays),
      from_time: weekly.fromTime,
      to_time: weekly.toTime,
      from_day: weekly.fromDay,
      to_day: weekly.toDay,
      note: '県道の通行止めのため',
      ended_at: null,
    })
    .execute()
  await trx
    .insertInto('absence')
    .values(
      hoursOfSeries(weekly).map(({ start, end }, index) => ({
        ...series,
        id: `minato-absence-series-1-${index + 1}`,
        series_id: series.id,
        start_at: start,
        end_at: end,
        on_behalf: 0,
        withdrawn_at: null,
      })),
    )
    .execute()
}
