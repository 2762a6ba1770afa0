import { type FiscalYear, firstDayOf, lastDayOf } from '../../server/calendar/fiscal-year.ts'
import type { Instant } from '../../server/time/clock.ts'
import { DAY } from '../../server/time/interval.ts'
import type { Trx } from '../open.ts'
import type { District } from './district.ts'
import { stationsOf } from './insert-district.ts'

/**
 * Links a district's stations to its scheme and proves their 24-hour system, each proof before the last one runs out:
 * from two years before the present fiscal year to well after the newest rota. One station is still to be
 * asked whether all is right.
 */
export async function linkStations(
  trx: Trx,
  now: Instant,
  district: District,
  year: FiscalYear,
): Promise<void> {
  const stations = stationsOf(district)
  const entered = { entered_at: now, entered_by: null }
  await trx
    .insertInto('nurse_evidence')
    .values(
      stations.flatMap(({ id, nightPhone }) =>
        [
          { kind: 'agreement', from: firstDayOf(year - 2), until: lastDayOf(year) },
          { kind: 'system24h', from: firstDayOf(year), until: lastDayOf(year + 3) },
        ].map(({ kind, from, until }, index) => ({
          ...entered,
          id: `${id}-evidence-${index + 1}`,
          station_id: id,
          kind,
          checked_on: from,
          checked_by: '見本 事子',
          night_phone: nightPhone,
          valid_until: until,
          withdrawn_at: null,
        })),
      ),
    )
    .execute()
  await trx
    .insertInto('nurse_link')
    .values(
      stations.map(({ id }) => ({
        ...entered,
        id: `${id}-link-1`,
        station_id: id,
        association_id: district.association.id,
        target_kind: 'scheme',
        target_id: district.scheme.id,
        from_day: firstDayOf(year - 2),
        to_day: null,
      })),
    )
    .execute()
  await trx
    .insertInto('station_confirmation')
    .values(
      stations.slice(0, 2).map(({ id }, index) => ({
        id: `${id}-confirmation-1`,
        station_id: id,
        confirmed_at: now - (index + 1) * 10 * DAY,
        confirmed_by: null,
        by_phone: index,
        spoken_with: index === 0 ? '' : '見本 管理者',
      })),
    )
    .execute()
}
