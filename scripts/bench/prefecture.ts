import { randomUUID } from 'node:crypto'
import type { Trx } from '../../db/open.ts'
import { inPortions } from '../../db/portions.ts'
import { feedWindow } from '../../server/feeds/duty-feed.ts'
import { hashOfToken, newToken } from '../../server/secrets/token.ts'
import type { Instant } from '../../server/time/clock.ts'
import { DAY } from '../../server/time/interval.ts'
import { localDayOf } from '../../server/time/tokyo.ts'

/** Saitama has 30 medical associations (domain.md §2F); the numbers below make 18,000 calendars of them. */
const ASSOCIATIONS = 30
const SCHEMES_EACH = 6
const MEMBERS_EACH = 20
const STATIONS_EACH = 3
const LINKS_OF_A_PHYSICIAN = 4
const LINKS_OF_A_SCHEME = 20
/** A day or two a week, as a scheme of Sundays and holidays has them. */
export const DUTIES_OF_A_SCHEME = 80

type Feed = { audience: 'physician' | 'scheme'; id: string; token: string }

/**
 * Fills the database with a prefecture whose schemes and stations are like those of the invented port town, a year of
 * published duties for each scheme, and calendars for everybody. Returns their tokens.
 */
export async function fillPrefecture(trx: Trx, now: Instant): Promise<Feed[]> {
  const like = await trx
    .selectFrom('duty_scheme')
    .selectAll()
    .where('id', '=', 'minato-locum')
    .executeTakeFirstOrThrow()
  const station = await trx
    .selectFrom('nursing_station')
    .selectAll()
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow()
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)
  const associations = numbers(ASSOCIATIONS).map(n => `bench-${n}`)
  const schemes = associations.flatMap(association =>
    numbers(SCHEMES_EACH).map(n => ({ id: `${association}-${n}`, association })),
  )
  const members = schemes.flatMap(scheme =>
    numbers(MEMBERS_EACH).map(n => ({ id: `${scheme.id}-p${n}`, number: n, scheme })),
  )
  const stations = associations.flatMap(association =>
    numbers(STATIONS_EACH).map(n => ({ id: `${association}-station-${n}`, association, n })),
  )
  const today = localDayOf(now)
  await put(
    trx,
    'association',
    associations.map(id => ({ id, name: `${id} 郡市医師会`, short_name: id, invented: 1 })),
  )
  await put(
    trx,
    'clinic',
    members.map(({ id, number, scheme }) => ({
      id: `${id}-clinic`,
      association_id: scheme.association,
      name: `第${number}在宅クリニック`,
      place: '港町三丁目',
      phone: '0000-00-0000',
    })),
  )
  await put(
    trx,
    'physician',
    members.map(({ id, number }) => ({
      id,
      clinic_id: `${id}-clinic`,
      name: `見本 医師${number}`,
      kana: 'みほん',
    })),
  )
  await put(
    trx,
    'duty_scheme',
    schemes.map(({ id, association }) => ({ ...like, id, association_id: association, revision: 0 })),
  )
  await put(
    trx,
    'scheme_member',
    members.map(({ id, scheme }) => ({
      scheme_id: scheme.id,
      physician_id: id,
      joined_on: '2020-04-01',
      left_on: null,
      min_units: null,
      max_units: null,
      share_percent: 100,
    })),
  )
  await put(
    trx,
    'nursing_station',
    stations.map(({ id, association, n }) => ({
      ...station,
      id,
      association_id: association,
      name: `訪問看護ステーション${n}`,
    })),
  )
  await put(
    trx,
    'nurse_evidence',
    stations.map(({ id }) => ({
      id: randomUUID(),
      station_id: id,
      kind: 'agreement',
      checked_on: today,
      checked_by: '事務局',
      night_phone: station.night_phone,
      valid_until: localDayOf(now + 400 * DAY),
      entered_at: now,
      entered_by: null,
      withdrawn_at: null,
    })),
  )
  await put(
    trx,
    'nurse_link',
    schemes.flatMap(scheme =>
      stations
        .filter(({ association }) => association === scheme.association)
        .map(({ id }) => ({
          id: randomUUID(),
          station_id: id,
          association_id: scheme.association,
          target_kind: 'scheme',
          target_id: scheme.id,
          from_day: '2020-04-01',
          to_day: null,
          entered_at: now,
          entered_by: null,
        })),
    ),
  )
  await publishDuties(
    trx,
    schemes.map(({ id }) => id),
    now,
  )
  const feeds: Feed[] = [
    ...members.flatMap(({ id }) =>
      numbers(LINKS_OF_A_PHYSICIAN).map(() => ({ audience: 'physician' as const, id, token: newToken() })),
    ),
    ...schemes.flatMap(({ id }) =>
      numbers(LINKS_OF_A_SCHEME).map(() => ({ audience: 'scheme' as const, id, token: newToken() })),
    ),
  ]
  await subscribeAll(trx, feeds, now)
  return feeds
}

/** Calendars for whoever is already there. */
export async function subscribeAll(trx: Trx, feeds: readonly Feed[], now: Instant): Promise<void> {
  await put(
    trx,
    'feed_subscription',
    feeds.map(({ audience, id, token }) => ({
      id: randomUUID(),
      audience,
      audience_id: id,
      token_hash: hashOfToken(token),
      created_at: now,
      created_by: null,
      revoked_at: null,
      alarm_minutes: null,
      association_id: null,
      membership_id: null,
      last_read_at: null,
      last_read_by: null,
    })),
  )
}

async function publishDuties(trx: Trx, schemes: readonly string[], now: Instant): Promise<void> {
  const { start, end } = feedWindow(now)
  const step = Math.floor((end - start) / DAY / DUTIES_OF_A_SCHEME) * DAY
  const year = 2026
  await put(
    trx,
    'roster',
    schemes.map(id => ({
      id: `${id}/${year}`,
      scheme_id: id,
      fiscal_year: year,
      revision: 1,
      drafted_at: now,
      seed: 1,
      input_hash: '',
      findings: '{"uncovered":[]}',
      proof: null,
      instance: null,
    })),
  )
  await put(
    trx,
    'publication',
    schemes.map(id => ({
      id: `${id}/${year}/v1`,
      roster_id: `${id}/${year}`,
      number: 1,
      published_at: now,
      seed: 1,
      input_hash: '',
      instance: null,
      checks: null,
      reason: null,
      published_by: null,
    })),
  )
  const duties = schemes.flatMap(scheme =>
    Array.from({ length: DUTIES_OF_A_SCHEME }, (_, index) => {
      const from = start + index * step
      return {
        unit_id: `${scheme}/${localDayOf(from)}/holiday`,
        post: 'locum',
        physician_id: `${scheme}-p${index % MEMBERS_EACH}`,
        day: localDayOf(from),
        start_at: from,
        end_at: from + DAY,
        holiday_class: 'standing',
        label: '日曜・祝日',
        tentative: 0,
        scheme,
      }
    }),
  )
  await put(
    trx,
    'publication_assignment',
    duties.map(({ scheme, ...duty }) => ({ ...duty, publication_id: `${scheme}/${year}/v1` })),
  )
  await put(
    trx,
    'duty_assignment',
    duties.map(({ scheme, ...duty }) => ({
      ...duty,
      roster_id: `${scheme}/${year}`,
      sequence: 0,
      first_published_at: now,
      changed_at: now,
      cancelled_at: null,
    })),
  )
}

/** As if every rota had been published anew: every duty is a change that calendars must learn of. */
export async function changeEveryRota(trx: Trx, now: Instant): Promise<void> {
  await trx
    .updateTable('duty_assignment')
    .set(eb => ({ sequence: eb('sequence', '+', 1), changed_at: now }))
    .execute()
  await trx
    .updateTable('association')
    .set(eb => ({ shown_revision: eb('shown_revision', '+', 1) }))
    .execute()
}

type Table = Parameters<Trx['insertInto']>[0]

async function put(trx: Trx, table: Table & string, rows: readonly object[]): Promise<void> {
  for (const portion of inPortions(rows))
    await trx
      .insertInto(table)
      .values(portion as never)
      .execute()
}
