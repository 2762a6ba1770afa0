import { setImmediate } from 'node:timers/promises'
import type { Db, Trx } from '../../../db/open.ts'
import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import type { Context } from '../../context.ts'
import type { DutyScheme } from '../../duty/duty-scheme.ts'
import { type DutyUnit, unitId } from '../../duty/duty-unit.ts'
import { accept, type Outcome } from '../../http/refusal.ts'
import { namesOf } from '../../identity/people.service.ts'
import type { Principal } from '../../identity/principal.ts'
import type { Instant } from '../../time/clock.ts'
import { hoursOf, type Interval } from '../../time/interval.ts'
import { wallClockOf } from '../../time/tokyo.ts'
import { quotaUse } from './quota-use.ts'
import {
  allWishes,
  type MemberPath,
  mayEnter,
  memberYearOf,
  type ReadingRefusal,
  type StoredWish,
} from './wish.service.ts'
import { everybodyWithNone, type SaidNone, saidNoneBy } from './wish-answer.service.ts'
import { deadlineDayOf, isOpen, quotaOf } from './wish-round.ts'
import type { MemberWishes, WishOverview, WishUnitView } from './wish-view.ts'
import { unitsFor, wishYearOf, withUnits } from './wish-year.service.ts'

/** A member's wishes, oldest first, with the units of the year that they may be given. */
export async function readMemberWishes(
  context: Context,
  principal: Principal,
  path: MemberPath,
): Promise<Outcome<MemberWishes, ReadingRefusal>> {
  const read = await memberYearOf(context.db, path)
  if (!read.ok) return read
  const { year, member, units, wishes } = read.value
  const { scheme, round } = year
  const use = quotaUse(wishes)
  const quota = quotaOf(round.quotas, member.id)
  const none = await saidNoneBy(context.db, path)
  const names = await namesOfThoseWhoEntered(context, [...wishes.map(enteredBy), none?.by])
  return accept({
    scheme: { id: scheme.id, name: scheme.name, shortName: scheme.shortName },
    fiscalYear: year.fiscalYear,
    physician: { id: member.id, name: member.name, clinic: member.clinic },
    deadline: round.deadlineAt === null ? null : deadlineDayOf(round.deadlineAt),
    open: isOpen(round, context.clock()),
    mayEnter: mayEnter(context, principal, year),
    onBehalf: !isThemselves(principal, member.id),
    quota: {
      unavailable: { used: use.unavailable, most: quota.unavailable },
      avoid: { used: use.avoid, most: quota.avoid },
      want: { used: use.want, most: quota.want },
    },
    units: units.map(unit => unitView(scheme, unit)),
    wishes: wishes.map(wish => ({
      id: wish.id,
      kind: wish.kind,
      pattern: patternView(wish.pattern),
      units: wish.units.map(unit => unitId(scheme.id, unit)),
      enteredAt: moment(wish.enteredAt),
      enteredBy: names.get(wish.enteredBy ?? '') ?? null,
      onBehalf: wish.onBehalf,
    })),
    none: none && { at: moment(none.at), by: names.get(none.by ?? '') ?? null, onBehalf: none.onBehalf },
  })
}

/** How far the members have come: what each has entered, and who last entered it. */
export async function readWishOverview(
  context: Context,
  path: { schemeId: string; fiscalYear: FiscalYear },
): Promise<Outcome<WishOverview, 'notFound' | 'overlappingUnits'>> {
  const read = await wishYearOf(context.db, path.schemeId, path.fiscalYear)
  if (!read.ok) return read
  const { scheme, units, members } = read.value
  const wishes = await allWishes(context.db, path)
  const none = new Map((await everybodyWithNone(context.db, path)).map(one => [one.physicianId, one]))
  const whoEntered = [...wishes.map(enteredBy), ...[...none.values()].map(({ by }) => by)]
  const names = await namesOfThoseWhoEntered(context, whoEntered)
  const entered = ({ at, by, onBehalf }: Omit<SaidNone, 'physicianId'>) => ({
    at: moment(at),
    by: names.get(by ?? '') ?? null,
    onBehalf,
  })
  const ofMember = Map.groupBy(wishes, ({ physicianId }) => physicianId)
  const rows: WishOverview['members'] = []
  for (const member of members) {
    const own = ofMember.get(member.id) ?? []
    const [last, saidNone] = [own.at(-1), none.get(member.id)]
    const theirs = new Set(unitsFor(read.value, member))
    rows.push({
      id: member.id,
      name: member.name,
      clinic: member.clinic,
      counts: quotaUse(await withUnits(own, [...theirs])),
      lastEntered: last ? entered({ ...last, at: last.enteredAt, by: last.enteredBy }) : null,
      none: saidNone ? entered(saidNone) : null,
      notTheirs: units.flatMap((unit, place) => (theirs.has(unit) ? [] : [place])),
    })
    // A member of a large district takes a millisecond: others get their turn in between.
    await setImmediate()
  }
  return accept({ units: units.map(unit => unitView(scheme, unit)), members: rows })
}

const isThemselves = (principal: Principal, physicianId: string): boolean =>
  principal.kind === 'account' &&
  principal.memberships.some(({ role, facilityId }) => role === 'physician' && facilityId === physicianId)

const namesOfThoseWhoEntered = (
  { db, keyring }: Pick<Context, 'keyring'> & { db: Db | Trx },
  accounts: readonly (string | null | undefined)[],
): Promise<Map<string, string>> =>
  namesOf({ db, keyring }, [...new Set(accounts.flatMap(account => account ?? []))])

const enteredBy = (wish: StoredWish): string | null => wish.enteredBy

/** Of an imported calendar nobody is told more than how many busy times there are. */
const patternView = (pattern: StoredWish['pattern']) =>
  pattern.form === 'busy' ? { form: pattern.form, times: pattern.times.length } : pattern

const unitView = (scheme: DutyScheme, unit: DutyUnit): WishUnitView => ({
  id: unitId(scheme.id, unit),
  day: unit.day,
  rule: unit.rule,
  ...writtenInterval(unit),
  hours: hoursOf(unit),
  holidayClass: unit.holidayClass,
  label: unit.label,
  tentative: unit.tentative,
})

const moment = (instant: Instant): string => new Date(instant).toISOString()

/** Asia/Tokyo wall clock with its offset, as RFC 3339 writes it. */
const writtenInterval = ({ start, end }: Interval) => ({
  start: `${wallClockOf(start)}:00+09:00`,
  end: `${wallClockOf(end)}:00+09:00`,
})
