import type { Db } from '../../db/open.ts'
import { presets } from '../../server/duty/presets.ts'
import type { Audience } from '../../server/feeds/audience.ts'
import { CHECKS, MODES_OF } from '../../server/roster/gate/gate.ts'
import { DAY } from '../../server/time/interval.ts'
import { instantOf } from '../../server/time/tokyo.ts'
import { MORNING } from './context.ts'

export const YEAR = 2026
/** Each with a clinic of their own, as long as nobody moves. */
export const PEOPLE = [0, 1, 2] as const
export const DAYS = ['2026-07-05', '2026-07-12', '2026-08-02'] as const
const POSTS = ['locum', 'backup'] as const
export const PLACES = DAYS.flatMap(day => POSTS.map(post => ({ day, post, start: instantOf(day, '00:00') })))
const FIRST = [0, 1, 1, 2, 2, 0]

/** A duty as the world sees it: who has it, and when. */
type Held = { who: number; start: number; end: number }

/** Who stands behind whom, changed as the secretariat would, and what follows from it for whom a calendar is for. */
export type CalendarWorld = Awaited<ReturnType<typeof aCalendarWorld>>

/**
 * A scheme of its own with the draft of three units, each with a post and one behind it; a group and a block of clinics,
 * the block's hospital, and a station without a link.
 */
export async function aCalendarWorld(db: Db, schemeId: string) {
  const rosterId = `${schemeId}/${YEAR}`
  const idOf = (who: number) => `${schemeId}-p${who}`
  const clinicAt = (clinic: number) => `${schemeId}-c${clinic}`
  const unitOf = (day: string) => `${schemeId}/${day}/holiday`
  const [group, block, hospital, station] = ['group', 'block', 'hospital', 'station'].map(
    kind => `${schemeId}-${kind}`,
  ) as [string, string, string, string]
  const gate = CHECKS.map(check => [check, MODES_OF[check].includes('off') ? 'off' : 'block'])
  const unit = (day: string) => {
    const start = instantOf(day, '00:00')
    return { roster_id: rosterId, start_at: start, end_at: start + DAY }
  }
  await db.transaction().execute(async trx => {
    const scheme = {
      id: schemeId,
      association_id: 'minato',
      name: schemeId,
      short_name: schemeId,
      rules: JSON.stringify(presets.nanao),
      posts: JSON.stringify(POSTS),
      min_gap_days: 0,
      gate_settings: JSON.stringify(Object.fromEntries(gate)),
    }
    await trx.insertInto('duty_scheme').values(scheme).execute()
    const there = { association_id: 'minato', name: schemeId }
    await trx
      .insertInto('clinic_group')
      .values({ ...there, id: group, revision: 0 })
      .execute()
    await trx
      .insertInto('support_block')
      .values({ ...there, id: block, status: 'live' })
      .execute()
    await trx
      .insertInto('hospital')
      .values({ ...there, id: hospital, phone: '0000' })
      .execute()
    await trx
      .insertInto('support_block_hospital')
      .values({ block_id: block, hospital_id: hospital })
      .execute()
    await trx
      .insertInto('nursing_station')
      .values({ ...there, id: station, night_phone: '0000' })
      .execute()
    for (const who of PEOPLE) {
      const id = idOf(who)
      await trx
        .insertInto('clinic')
        .values({ ...there, id: clinicAt(who), place: '', phone: '0000' })
        .execute()
      await trx
        .insertInto('physician')
        .values({ id, clinic_id: clinicAt(who), name: id, kana: id })
        .execute()
      const membership = { scheme_id: schemeId, physician_id: id, joined_on: '2020-04-01', left_on: null }
      await trx
        .insertInto('scheme_member')
        .values({ ...membership, min_units: null, max_units: null, share_percent: 100 })
        .execute()
    }
    const roster = { id: rosterId, scheme_id: schemeId, fiscal_year: YEAR, revision: 0, drafted_at: MORNING }
    await trx
      .insertInto('roster')
      .values({ ...roster, seed: 1, input_hash: 'none', findings: JSON.stringify({ uncovered: [] }) })
      .execute()
    for (const day of DAYS)
      await trx
        .insertInto('duty_unit')
        .values({
          id: unitOf(day),
          ...unit(day),
          ...{ day, rule: 'holiday', holiday_class: 'sunday', label: '日曜日', tentative: 0 },
        })
        .execute()
    for (const [index, { day, post }] of PLACES.entries())
      await trx
        .insertInto('draft_assignment')
        .values({ unit_id: unitOf(day), post, ...unit(day), physician_id: idOf(FIRST[index] ?? 0) })
        .execute()
  })

  const clinicOf: number[] = [...PEOPLE]
  const clinicsIn = { group: new Set<number>(), block: new Set<number>() }
  const links = new Map<number | null, string | null>()
  const isLinked = ({ who, start, end }: Held): boolean =>
    [who, null].some(to => {
      const last = links.get(to)
      return last !== undefined && (last === null || instantOf(last, '24:00') > start) && end > MORNING
    })

  return {
    ...{ schemeId, rosterId, idOf, unitOf },

    /** Takes a clinic into the group or the block, or out of it. */
    async toggle(of: 'group' | 'block', clinic: number) {
      const isIn = clinicsIn[of].delete(clinic)
      if (!isIn) clinicsIn[of].add(clinic)
      const [clinic_id, group_id, block_id] = [clinicAt(clinic), group, block]
      if (of === 'group' && isIn)
        await db.deleteFrom('clinic_group_clinic').where('clinic_id', '=', clinic_id).execute()
      else if (of === 'group')
        await db.insertInto('clinic_group_clinic').values({ group_id, clinic_id }).execute()
      else if (isIn) await db.deleteFrom('support_block_clinic').where('clinic_id', '=', clinic_id).execute()
      else await db.insertInto('support_block_clinic').values({ block_id, clinic_id }).execute()
    },

    async move(who: number, clinic: number) {
      clinicOf[who] = clinic
      await db
        .updateTable('physician')
        .set({ clinic_id: clinicAt(clinic) })
        .where('id', '=', idOf(who))
        .execute()
    },

    /** Links the station to a physician, or to the scheme (null), until a day, or until further notice (null). */
    async link(to: number | null, last: string | null) {
      const id = `${station}/${to}`
      const row = { station_id: station, association_id: 'minato', from_day: '2026-04-01', to_day: last }
      const target =
        to === null
          ? { target_kind: 'scheme', target_id: schemeId }
          : { target_kind: 'physician', target_id: idOf(to) }
      const known = links.has(to)
      links.set(to, last)
      if (known) await db.updateTable('nurse_link').set({ to_day: last }).where('id', '=', id).execute()
      else
        await db
          .insertInto('nurse_link')
          .values({ id, ...row, ...target, entered_at: MORNING, entered_by: null })
          .execute()
    },

    /** Everyone there is a calendar for, and which duties theirs must show. */
    readers: [
      { audience: 'scheme', id: schemeId, shows: () => true },
      ...PEOPLE.map(who => ({
        audience: 'physician' as Audience,
        id: idOf(who),
        shows: (held: Held) => held.who === who,
      })),
      { audience: 'clinic', id: clinicAt(0), shows: ({ who }) => clinicOf[who] === 0 },
      { audience: 'clinicGroup', id: group, shows: ({ who }) => clinicsIn.group.has(clinicOf[who] ?? -1) },
      { audience: 'supportBlock', id: block, shows: ({ who }) => clinicsIn.block.has(clinicOf[who] ?? -1) },
      { audience: 'hospital', id: hospital, shows: ({ who }) => clinicsIn.block.has(clinicOf[who] ?? -1) },
      { audience: 'nursingStation', id: station, shows: isLinked },
    ] satisfies { audience: Audience; id: string; shows: (held: Held) => boolean }[],
  }
}
