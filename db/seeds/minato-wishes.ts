import type { FiscalYear } from '../../server/calendar/fiscal-year.ts'
import type { NewWish, WishQuotas } from '../../server/roster/wishes/wish.ts'
import { deadlineAtOf } from '../../server/roster/wishes/wish-round.ts'
import type { Instant } from '../../server/time/clock.ts'
import { HOUR } from '../../server/time/interval.ts'
import { addDays, type LocalDay, weekdayOf } from '../../server/time/local-day.ts'
import { localDayOf } from '../../server/time/tokyo.ts'
import type { Trx } from '../open.ts'

const SCHEME = 'minato-locum'
const OPEN_DAYS = 14
const QUOTAS: WishQuotas = { everybody: { unavailable: 20, avoid: 10, want: 5 }, members: {} }

type SeededWish = NewWish & { physician: number; onBehalf?: true }

const firstSundayOf = (year: number, month: string): LocalDay => {
  const first = `${year}-${month}-01`
  return addDays(first, (7 - weekdayOf(first)) % 7)
}

const sunday = (day: LocalDay): NewWish['pattern'] => ({ form: 'unit', day, rule: 'holiday' })
const between = (from: LocalDay, to: LocalDay): NewWish['pattern'] => ({
  form: 'days',
  from,
  to,
  hours: null,
})

/** What some of the port town's physicians have entered so far; the others have entered nothing yet. */
const wishesFor = (year: FiscalYear): SeededWish[] => [
  { physician: 1, kind: 'unavailable', pattern: between(`${year}-08-07`, `${year}-08-15`) },
  {
    physician: 1,
    kind: 'unavailable',
    pattern: {
      form: 'repeat',
      rrule: 'FREQ=MONTHLY;BYDAY=2SA',
      from: `${year}-04-01`,
      to: `${year + 1}-03-31`,
      hours: { from: '13:00', to: '18:00' },
    },
  },
  { physician: 1, kind: 'want', pattern: sunday(firstSundayOf(year, '06')) },
  {
    physician: 2,
    kind: 'unavailable',
    pattern: between(`${year}-12-29`, `${year + 1}-01-03`),
    onBehalf: true,
  },
  {
    physician: 4,
    kind: 'avoid',
    pattern: {
      form: 'repeat',
      rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU',
      from: firstSundayOf(year, '04'),
      to: `${year}-07-31`,
      hours: null,
    },
  },
  { physician: 5, kind: 'want', pattern: sunday(firstSundayOf(year, '07')) },
  { physician: 5, kind: 'want', pattern: sunday(firstSundayOf(year, '10')) },
  { physician: 5, kind: 'avoid', pattern: between(`${year}-05-01`, `${year}-05-09`) },
  { physician: 8, kind: 'unavailable', pattern: sunday(firstSundayOf(year, '09')), onBehalf: true },
  { physician: 11, kind: 'unavailable', pattern: between(`${year}-11-01`, `${year}-11-14`) },
]

/** Opens the port town's round of wishes for a year, for two weeks from now, with the first wishes in it. */
export async function openWishRound(trx: Trx, now: Instant, year: FiscalYear): Promise<void> {
  await trx
    .insertInto('wish_round')
    .values({
      scheme_id: SCHEME,
      fiscal_year: year,
      deadline_at: deadlineAtOf(addDays(localDayOf(now), OPEN_DAYS)),
      return_to: '見本みなと医師会 事務局　FAX 0000-10-0009',
      quotas: JSON.stringify(QUOTAS),
      revision: 1,
    })
    .execute()
  const wishes = wishesFor(year)
  await trx
    .insertInto('wish')
    .values(
      wishes.map(({ physician, kind, pattern, onBehalf }, index) => ({
        id: `minato-wish-${index + 1}`,
        scheme_id: SCHEME,
        physician_id: `minato-physician-${physician}`,
        fiscal_year: year,
        kind,
        pattern: JSON.stringify(pattern),
        entered_at: now - (wishes.length - index) * HOUR,
        entered_by: null,
        on_behalf: onBehalf ? 1 : 0,
      })),
    )
    .execute()
}
