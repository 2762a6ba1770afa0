import type { Db, Trx } from '../../db/open.ts'
import type { Actor } from '../audit/actor.ts'
import { recordAudit } from '../audit/audit.service.ts'
import { fiscalYearOf } from '../calendar/fiscal-year.ts'
import type { Context } from '../context.ts'
import { accept, type Outcome, refuse, refuseFields } from '../http/refusal.ts'
import { allOrNothing } from '../identity/all-or-nothing.service.ts'
import type { LocalDay } from '../time/local-day.ts'
import { localDayOf } from '../time/tokyo.ts'
import { blocksOf } from './block.ts'
import { findScheme } from './duty-scheme.service.ts'
import type { DutyScheme } from './duty-scheme.ts'
import { isMemberDuring, periodsOverlap } from './membership.ts'
import * as members from './scheme-member.repository.ts'
import {
  type MemberChange,
  type MembershipPeriod,
  type NewMember,
  namedByMemberSchema,
  type SchemeMembers,
} from './scheme-member-view.ts'

type PeriodKey = members.PeriodKey
type PeriodRow = Awaited<ReturnType<typeof members.listPeriodsOf>>[number]
type Reader = Pick<Context, 'clock'> & { db: Db | Trx }

type MemberRefusal = 'notFound' | 'invalidInput' | 'memberOverlap' | 'staleRevision' | 'periodInUse'
type Changed = Outcome<SchemeMembers, MemberRefusal>

/** Everybody who ever belonged or will belong to the scheme, and who can be added. */
export async function readMembers(
  { db, clock }: Reader,
  schemeId: string,
): Promise<Outcome<SchemeMembers, 'notFound'>> {
  const scheme = await findScheme(db, schemeId)
  if (!scheme) return refuse('notFound')
  const rows = await members.listPeriods(db, schemeId)
  const withoutEnd = new Set(rows.filter(row => row.left_on === null).map(row => row.physician_id))
  const physicians = await members.listPhysicians(db, scheme.association.id)
  const removable = new Set<PeriodRow>()
  for (const row of rows) if (await isRemovable({ db, clock }, row)) removable.add(row)
  return accept({
    scheme: { id: scheme.id, name: scheme.name, shortName: scheme.shortName },
    posts: scheme.posts,
    blocks: blocksOf(scheme.rules.rules),
    members: rows.map(row => ({
      physician: physicianOf(row),
      period: periodOf(row),
      revision: row.revision,
      removable: removable.has(row),
    })),
    candidates: physicians.filter(({ id }) => !withoutEnd.has(id)),
    toPassOn: await dutiesToPassOn({ db, clock }, schemeId, rows),
  })
}

/** The paths of names that are not known, in what was sent for a new member or a change, of any form. */
export async function unknownInMember(
  { db }: Pick<Context, 'db'>,
  schemeId: string,
  sent: unknown,
): Promise<string[]> {
  const scheme = await findScheme(db, schemeId)
  return scheme ? unknownIn(db, scheme, namedByMemberSchema.parse(sent)) : []
}

/** Adds a physician of the association for a period. */
export const addMember = (
  context: Context,
  actor: Actor,
  schemeId: string,
  { physicianId, period }: NewMember,
): Promise<Changed> =>
  changeMembers(context, actor, { schemeId, physicianId, joinedOn: period.joinedOn }, 'add', async change => {
    const { trx, scheme, own } = change
    const fields = await unknownIn(trx, scheme, { physicianId, period })
    if (fields.length > 0) return refuseFields('invalidInput', fields)
    if (overlapsAny(period, own)) return refuse('memberOverlap')
    await members.addPeriod(trx, { scheme_id: schemeId, physician_id: physicianId, ...rowOf(period) })
    return accept(recorded(period))
  })

/**
 * Puts a period in the place of the one that begins on `joinedOn`. Its own first day may be another, unless the period
 * has begun and has been counted on.
 */
export const changeMember = (
  context: Context,
  actor: Actor,
  key: PeriodKey,
  { period, revision }: MemberChange,
): Promise<Changed> =>
  changePeriod(context, actor, key, 'change', revision, async ({ trx, scheme, others, row }) => {
    const fields = await unknownIn(trx, scheme, { period })
    if (fields.length > 0) return refuseFields('invalidInput', fields)
    if (overlapsAny(period, others)) return refuse('memberOverlap')
    const moves = period.joinedOn !== row.joined_on
    if (moves && hasBegun(context, row) && (await isCountedOn(trx, row))) return refuse('periodInUse')
    await members.changePeriod(trx, key, rowOf(period))
    return accept({ ...recorded(period), ...before(recorded(periodOf(row))) })
  })

/** Ends a period with a day that is still in it. Duties after it stay as they are: the answer counts them. */
export const endMember = (
  context: Context,
  actor: Actor,
  key: PeriodKey,
  { leftOn, revision }: { leftOn: LocalDay; revision: number },
): Promise<Changed> =>
  changePeriod(context, actor, key, 'end', revision, async ({ trx, others, row }) => {
    if (leftOn < key.joinedOn) return refuseFields('invalidInput', ['leftOn'])
    if (overlapsAny({ joinedOn: key.joinedOn, leftOn }, others)) return refuse('memberOverlap')
    await members.changePeriod(trx, key, { left_on: leftOn })
    return accept({ leftOn, leftOnBefore: row.left_on ?? '' })
  })

/** Removes a period entered by mistake: one that has begun or has been counted on is refused, and can only be ended. */
export const removeMember = (
  context: Context,
  actor: Actor,
  key: PeriodKey,
  { revision }: { revision: number },
): Promise<Changed> =>
  changePeriod(context, actor, key, 'remove', revision, async ({ trx, row }) => {
    if (!(await isRemovable({ ...context, db: trx }, row))) return refuse('periodInUse')
    await members.removePeriod(trx, key)
    return accept(recorded(periodOf(row)))
  })

/** In a transaction: nobody else changes this member, or what is counted on their membership, until it ends. */
export const holdMember = (trx: Trx, schemeId: string, physicianId: string) =>
  members.holdMember(trx, schemeId, physicianId)

type Recorded = Record<string, string | number>
type Change = { trx: Trx; scheme: DutyScheme; own: PeriodRow[] }

/** Takes the scheme's turn, changes one member, records it, and answers with the list: all or nothing. */
const changeMembers = (
  context: Context,
  actor: Actor,
  { schemeId, physicianId, joinedOn }: PeriodKey,
  verb: 'add' | 'change' | 'end' | 'remove',
  change: (change: Change) => Promise<Outcome<Recorded, MemberRefusal>>,
): Promise<Changed> =>
  allOrNothing<SchemeMembers, MemberRefusal>(context.db, async trx => {
    if (!(await members.takeTurn(trx, schemeId))) return refuse('notFound')
    const scheme = await findScheme(trx, schemeId)
    if (!scheme) return refuse('notFound')
    await holdMember(trx, schemeId, physicianId)
    const own = await members.listPeriodsOf(trx, schemeId, physicianId)
    const changed = await change({ trx, scheme, own })
    if (!changed.ok) return changed
    await recordAudit(trx, context.clock(), {
      action: `schemeMember.${verb}`,
      actor: { accountId: actor.accountId },
      address: actor.address,
      associationId: scheme.association.id,
      resource: `schemeMember:${schemeId}/${physicianId}/${joinedOn}`,
      detail: { physician: physicianId, ...changed.value },
    })
    return readMembers({ ...context, db: trx }, schemeId)
  })

/** The same for a period that is there, and still at `revision`. */
const changePeriod = (
  context: Context,
  actor: Actor,
  key: PeriodKey,
  verb: 'change' | 'end' | 'remove',
  revision: number,
  change: (
    change: Change & { row: PeriodRow; others: PeriodRow[] },
  ) => Promise<Outcome<Recorded, MemberRefusal>>,
): Promise<Changed> =>
  changeMembers(context, actor, key, verb, async given => {
    const row = given.own.find(own => own.joined_on === key.joinedOn)
    if (!row) return refuse('notFound')
    if (row.revision !== revision) return refuse('staleRevision')
    return change({ ...given, row, others: given.own.filter(other => other !== row) })
  })

type Named = {
  physicianId?: string | undefined
  period: { posts: readonly unknown[] | null; blocks: readonly unknown[] | null }
}

/** The paths of a physician whom the association does not have, and of posts and blocks that the scheme does not. */
async function unknownIn(
  db: Db | Trx,
  scheme: DutyScheme,
  { physicianId, period }: Named,
): Promise<string[]> {
  const unknown = (field: string, given: readonly unknown[] | null, known: readonly unknown[]) =>
    (given ?? []).flatMap((name, index) => (known.includes(name) ? [] : [`period.${field}.${index}`]))
  const physicians = await members.listPhysicians(db, scheme.association.id)
  return [
    ...(physicianId === undefined || physicians.some(({ id }) => id === physicianId) ? [] : ['physicianId']),
    ...unknown('posts', period.posts, scheme.posts),
    ...unknown('blocks', period.blocks, blocksOf(scheme.rules.rules)),
  ]
}

const overlapsAny = (
  period: Pick<MembershipPeriod, 'joinedOn' | 'leftOn'>,
  rows: readonly PeriodRow[],
): boolean => rows.some(row => periodsOverlap(period, periodOf(row)))

const isRemovable = async ({ db, clock }: Reader, row: PeriodRow): Promise<boolean> =>
  !hasBegun({ clock }, row) && !(await isCountedOn(db, row))

const hasBegun = ({ clock }: Pick<Reader, 'clock'>, row: PeriodRow): boolean =>
  row.joined_on <= localDayOf(clock())

/** True when somebody was given a duty in the period, or something was said about their wishes for it. */
async function isCountedOn(db: Db | Trx, row: PeriodRow): Promise<boolean> {
  const lastDay = row.left_on ?? '9999-12-31'
  const whose = { schemeId: row.scheme_id, physicianId: row.physician_id }
  const held = { ...whose, firstDay: row.joined_on, lastDay }
  const years = [fiscalYearOf(row.joined_on), fiscalYearOf(lastDay)] as const
  const traces = [
    await members.findDraftedDuty(db, held),
    await members.findPublishedDuty(db, held),
    await members.findWish(db, whose, ...years),
  ]
  return traces.some(trace => trace !== undefined)
}

type ListedRow = Awaited<ReturnType<typeof members.listPeriods>>[number]

/** Duties that begin after now and are not wholly inside their holder's membership, counted by holder and year. */
async function dutiesToPassOn(
  { db, clock }: Reader,
  schemeId: string,
  rows: readonly ListedRow[],
): Promise<SchemeMembers['toPassOn']> {
  const periods = Map.groupBy(rows, row => row.physician_id)
  const outside = (await members.listDutiesToCome(db, schemeId, clock())).filter(
    ({ physician_id, start_at, end_at }) =>
      !isMemberDuring((periods.get(physician_id) ?? []).map(periodOf), { start: start_at, end: end_at }),
  )
  return [...Map.groupBy(outside, row => `${row.physician_id}\n${row.fiscal_year}`).values()].flatMap(
    held => {
      const [first] = held
      const member = first && periods.get(first.physician_id)?.[0]
      if (!first || !member) return []
      const units = new Set(held.map(row => row.unit_id)).size
      return [{ physician: physicianOf(member), fiscalYear: first.fiscal_year, units }]
    },
  )
}

const physicianOf = ({ physician_id, name, clinic }: ListedRow) => ({ id: physician_id, name, clinic })

const periodOf = (row: PeriodRow): MembershipPeriod => ({
  joinedOn: row.joined_on,
  leftOn: row.left_on,
  posts: row.posts === null ? null : JSON.parse(row.posts),
  blocks: row.blocks === null ? null : JSON.parse(row.blocks),
  minUnits: row.min_units,
  maxUnits: row.max_units,
  sharePercent: row.share_percent,
})

const rowOf = (period: MembershipPeriod) => ({
  joined_on: period.joinedOn,
  left_on: period.leftOn,
  posts: period.posts && JSON.stringify(period.posts),
  blocks: period.blocks && JSON.stringify(period.blocks),
  min_units: period.minUnits,
  max_units: period.maxUnits,
  share_percent: period.sharePercent,
})

/** A period as the audit keeps it: of posts and blocks, which have names in Japanese, how many. */
const recorded = ({ posts, blocks, ...period }: MembershipPeriod): Recorded => ({
  ...period,
  leftOn: period.leftOn ?? '',
  minUnits: period.minUnits ?? '',
  maxUnits: period.maxUnits ?? '',
  posts: posts?.length ?? 'all',
  blocks: blocks?.length ?? 'all',
})

const before = (detail: Recorded): Recorded =>
  Object.fromEntries(Object.entries(detail).map(([name, value]) => [`${name}Before`, value]))
