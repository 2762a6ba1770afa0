import type { Db } from '../../../db/open.ts'
import type { Context } from '../../context.ts'
import { burdenOf } from '../../duty/burden.ts'
import { findScheme, membersIn } from '../../duty/duty-scheme.service.ts'
import type { DutyScheme } from '../../duty/duty-scheme.ts'
import { accept, type Outcome, refuse } from '../../http/refusal.ts'
import { can } from '../../identity/can.ts'
import type { Principal } from '../../identity/principal.ts'
import { resourceOf } from '../../identity/resource.service.ts'
import type { Instant } from '../../time/clock.ts'
import type { Interval } from '../../time/interval.ts'
import { wallClockOf } from '../../time/tokyo.ts'
import { publishedUnits } from '../published-units.ts'
import * as rosters from '../roster.repository.ts'
import { rosterId } from '../roster-id.ts'
import { rotaSettingsOf } from '../settings/rota-settings.service.ts'
import { currentDuties, readStanding } from '../standing/standing-rota.service.ts'
import { placeOf, type StandingDuty } from '../standing/standing-rota.ts'
import { type Debt, debtsOf } from './debts.ts'
import * as exchanges from './exchange.repository.ts'
import { awaitedBy, responsibleFor, statusAt } from './exchange.ts'
import { exchangeSettingsOf } from './exchange-settings.service.ts'
import type { ExchangesView } from './exchange-view.ts'
import { isSeenBy } from './move-exchange.service.ts'
import type { YearPath } from './open-year.service.ts'
import { type StoredExchange, withParts } from './stored-exchange.service.ts'

/** The duties of a year as they stand, and the exchanges and debts that `principal` may see. */
export async function readExchanges(
  { db, clock, config }: Pick<Context, 'db' | 'clock' | 'config'>,
  principal: Principal,
  { schemeId, fiscalYear }: YearPath,
): Promise<Outcome<ExchangesView, 'notFound'>> {
  const scheme = await findScheme(db, schemeId)
  if (!scheme) return refuse('notFound')
  const id = rosterId(schemeId, fiscalYear)
  const now = clock()
  const members = await membersIn(db, schemeId, fiscalYear)
  const people = [...members, ...(await rosters.listHolders(db, id))]
  const known = new Map(people.map(({ id, name, clinic }) => [id, { id, name, clinic }]))
  const office = can(principal, 'exchange.decide', resourceOf(config, scheme.association))
  const physicianId = ownPhysicians(principal, scheme).find(own => known.has(own)) ?? null
  const standing = await readStanding(db, id)
  const rota = standing?.rota ?? []
  const stored = await withParts(db, await exchanges.listExchanges(db, id), rota)
  const seen = stored.filter(
    ({ exchange }) =>
      office || (physicianId === null ? isInPool(exchange, now) : isSeenBy(physicianId, exchange)),
  )
  const units = await unitsEverPublished(db, id, rota)
  const debts = debtsOf(await favoursOf(db, scheme))
  return accept({
    association: scheme.association,
    scheme: { id: scheme.id, name: scheme.name, shortName: scheme.shortName, posts: scheme.posts },
    fiscalYear,
    published: standing?.publication.number ?? null,
    physicianId,
    office,
    settings: await exchangeSettingsOf(db, schemeId),
    members: [...known.values()],
    duties: rota
      .filter(duty => now < duty.end)
      .toSorted((a, b) => a.start - b.start || (placeOf(a) < placeOf(b) ? -1 : 1))
      .map(dutyView),
    exchanges: seen.map(one => exchangeView(one, units, now)),
    debts: debts
      .filter(debt => office || [debt.debtor, debt.creditor].includes(physicianId ?? ''))
      .map(debtView),
  })
}

const ownPhysicians = (principal: Principal, { association }: DutyScheme): string[] =>
  principal.kind === 'anonymous'
    ? []
    : principal.memberships.flatMap(({ role, associationId, facilityId }) =>
        role === 'physician' && associationId === association.id && facilityId !== null ? [facilityId] : [],
      )

/** What everybody of the association may see: the offers that wait for somebody. */
const isInPool = (exchange: StoredExchange['exchange'], now: Instant): boolean =>
  exchange.kind === 'offer' && statusAt(exchange, now) === 'proposed'

type KnownUnit = Interval & { day: string; label: string }

/** Day, hours and label of every post that was ever published, as it stands or stood last. */
async function unitsEverPublished(
  db: Db,
  rosterId: string,
  rota: readonly StandingDuty[],
): Promise<Map<string, KnownUnit>> {
  const told = Map.groupBy(await currentDuties(db, rosterId), placeOf)
  const former = [...told].flatMap(([place, parts]): [string, KnownUnit][] => {
    const [first] = parts
    if (!first) return []
    const start = Math.min(...parts.map(part => part.start))
    return [
      [place, { day: first.day, label: first.label, start, end: Math.max(...parts.map(part => part.end)) }],
    ]
  })
  return new Map([...former, ...rota.map(duty => [placeOf(duty), duty] as const)])
}

/** What was agreed between physicians in all years of the scheme, by the burdens of now. */
async function favoursOf(db: Db, scheme: DutyScheme) {
  const { burden, laterPostShare } = await rotaSettingsOf(db, scheme.id)
  return (await exchanges.listFavours(db, scheme.id)).flatMap(row =>
    publishedUnits(scheme.id, [row]).map(unit => ({
      from: row.from_physician_id,
      to: row.to_physician_id,
      quarterPoints: burdenOf(unit, burden) * (scheme.posts.indexOf(row.post) > 0 ? laterPostShare : 1),
    })),
  )
}

const debtView = ({ debtor, creditor, units, quarterPoints }: Debt) => ({
  debtor,
  creditor,
  units,
  points: quarterPoints / 4,
})

const dutyView = ({ unitId, post, day, label, physicianId, parts, ...hours }: StandingDuty) => ({
  unit: unitId,
  post,
  day,
  ...written(hours),
  label,
  holder: physicianId,
  parts: parts.map(part => ({ ...written(part), physician: part.physicianId })),
})

function exchangeView(
  { row, exchange, answers }: StoredExchange,
  units: ReadonlyMap<string, KnownUnit>,
  now: Instant,
): ExchangesView['exchanges'][number] {
  const status = statusAt(exchange, now)
  return {
    id: row.id,
    kind: exchange.kind,
    status,
    proposer: exchange.proposer,
    note: row.note,
    createdAt: moment(row.created_at),
    expiresAt: moment(row.expires_at),
    onBehalf: row.on_behalf === 1,
    approvalNeeded: exchange.approvalNeeded,
    legs: exchange.legs.flatMap(leg => {
      const unit = units.get(placeOf(leg))
      if (!unit) return []
      const { unitId, post, from, to } = leg
      const responsible = responsibleFor(leg, status)
      return [
        { unit: unitId, post, day: unit.day, ...written(unit), label: unit.label, from, to, responsible },
      ]
    }),
    answers: answers.map(answer => ({
      physician: answer.physician_id,
      answer: answer.answer as 'accepted' | 'declined',
      answeredAt: moment(answer.answered_at),
      onBehalf: answer.on_behalf === 1,
    })),
    awaited: status === 'proposed' ? awaitedBy(exchange) : [],
    decidedAt: row.decided_at === null ? null : moment(row.decided_at),
    decisionReason: row.decision_reason,
  }
}

const moment = (instant: Instant): string => new Date(instant).toISOString()

const written = ({ start, end }: Interval) => ({
  start: `${wallClockOf(start)}:00+09:00`,
  end: `${wallClockOf(end)}:00+09:00`,
})
