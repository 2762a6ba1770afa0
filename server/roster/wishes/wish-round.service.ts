import type { Db, Trx } from '../../../db/open.ts'
import type { Actor } from '../../audit/actor.ts'
import { recordAudit } from '../../audit/audit.service.ts'
import { type FiscalYear, firstDayOf, lastDayOf } from '../../calendar/fiscal-year.ts'
import type { Context } from '../../context.ts'
import { findScheme, membersIn } from '../../duty/duty-scheme.service.ts'
import { accept, type Outcome, refuse, refuseFields } from '../../http/refusal.ts'
import { can } from '../../identity/can.ts'
import type { Principal } from '../../identity/principal.ts'
import { resourceOf } from '../../identity/resource.service.ts'
import type { LocalDay } from '../../time/local-day.ts'
import { WISH_KINDS, type WishQuota, type WishQuotas, wishQuotasSchema } from './wish.ts'
import * as rounds from './wish-round.repository.ts'
import { deadlineAtOf, deadlineDayOf, isOpen, NO_ROUND, quotaOf, type WishRound } from './wish-round.ts'
import {
  type SentRound,
  sentRoundSchema,
  type WishRoundChange,
  type WishRoundView,
} from './wish-round-view.ts'

type RoundPath = { schemeId: string; fiscalYear: FiscalYear }

export async function roundOf(db: Db | Trx, schemeId: string, fiscalYear: FiscalYear): Promise<WishRound> {
  const row = await rounds.findRound(db, schemeId, fiscalYear)
  if (!row) return NO_ROUND
  return {
    deadlineAt: row.deadline_at,
    returnTo: row.return_to,
    quotas: wishQuotasSchema.parse(JSON.parse(row.quotas)),
    revision: row.revision,
  }
}

/** The round as `principal` may see it: the quotas of single members are for the secretariat alone. */
export async function readRound(
  { db, clock, config }: Pick<Context, 'clock' | 'config'> & { db: Db | Trx },
  principal: Principal,
  schemeId: string,
  fiscalYear: FiscalYear,
): Promise<Outcome<WishRoundView, 'notFound'>> {
  const scheme = await findScheme(db, schemeId)
  if (!scheme) return refuse('notFound')
  const round = await roundOf(db, schemeId, fiscalYear)
  const mayChange = can(principal, 'wishRound.change', resourceOf(config, scheme.association))
  const members = new Set((await membersIn(db, schemeId, fiscalYear)).map(({ id }) => id))
  return accept({
    association: scheme.association,
    scheme: { id: scheme.id, name: scheme.name, shortName: scheme.shortName },
    fiscalYear,
    deadline: round.deadlineAt === null ? null : deadlineDayOf(round.deadlineAt),
    open: isOpen(round, clock()),
    returnTo: round.returnTo,
    quotas: mayChange ? round.quotas : { ...round.quotas, members: {} },
    revision: round.revision,
    mayChange,
    physicianId: physiciansOf(principal).find(id => members.has(id)) ?? null,
  })
}

const physiciansOf = (principal: Principal): string[] =>
  principal.kind === 'anonymous'
    ? []
    : principal.memberships.flatMap(({ role, facilityId }) =>
        role === 'physician' && facilityId !== null ? [facilityId] : [],
      )

/**
 * Puts this round in the place of the present one, if it still is at `revision`. Wishes that are there already stay,
 * whatever the new quotas.
 */
export const changeRound = (
  context: Context,
  actor: Actor,
  principal: Principal,
  path: RoundPath,
  change: WishRoundChange,
): Promise<Outcome<WishRoundView, 'notFound' | 'invalidInput' | 'unknownMember' | 'staleRevision'>> =>
  context.db.transaction().execute(async trx => {
    const { schemeId, fiscalYear } = path
    const scheme = await findScheme(trx, schemeId)
    if (!scheme) return refuse('notFound')
    const wrong = await wrongIn(trx, path, change)
    if (wrong.length > 0)
      return refuseFields(wrong.includes('deadline') ? 'invalidInput' : 'unknownMember', wrong)

    await rounds.ensureRound(trx, {
      scheme_id: schemeId,
      fiscal_year: fiscalYear,
      deadline_at: null,
      return_to: '',
      quotas: JSON.stringify(NO_ROUND.quotas),
      revision: 0,
    })
    const before = await roundOf(trx, schemeId, fiscalYear)
    const changed = await rounds.changeRound(
      trx,
      { ...path, revision: change.revision },
      {
        deadline_at: change.deadline === null ? null : deadlineAtOf(change.deadline),
        return_to: change.returnTo,
        quotas: JSON.stringify(change.quotas),
      },
    )
    if (!changed) return refuse('staleRevision')
    await recordAudit(trx, context.clock(), {
      action: 'wishRound.change',
      actor: { accountId: actor.accountId },
      address: actor.address,
      associationId: scheme.association.id,
      resource: `wishRound:${schemeId}/${fiscalYear}`,
      detail: {
        revision: change.revision + 1,
        deadline: change.deadline ?? '',
        deadlineBefore: before.deadlineAt === null ? '' : deadlineDayOf(before.deadlineAt),
        ...recordedQuotas(change.quotas, before.quotas),
      },
    })
    return readRound({ ...context, db: trx }, principal, schemeId, fiscalYear)
  })

/** The paths of what does not fit the year, in a change as it was sent, of any form. */
export const wrongInRound = (
  { db }: Pick<Context, 'db'>,
  path: RoundPath,
  sent: unknown,
): Promise<string[]> => wrongIn(db, path, sentRoundSchema.parse(sent))

/** A deadline far from the year, and quotas of whoever is no member in it. */
async function wrongIn(
  db: Db | Trx,
  { schemeId, fiscalYear }: RoundPath,
  { deadline, quotas }: SentRound,
): Promise<string[]> {
  const members = new Set((await membersIn(db, schemeId, fiscalYear)).map(({ id }) => id))
  const strangers = Object.keys(quotas.members).filter(id => !members.has(id))
  return [
    ...(deadline === null || isNear(deadline, fiscalYear) ? [] : ['deadline']),
    ...strangers.map(id => `quotas.members.${id}`),
  ]
}

/** Quotas as the audit keeps them, with those before: 不可/できれば避けたい/希望, `-` any number; own ones by member. */
function recordedQuotas(after: WishQuotas, before: WishQuotas): Record<string, string> {
  const said = (quota: WishQuota): string => WISH_KINDS.map(kind => quota[kind] ?? '-').join('/')
  const own = ({ members }: WishQuotas): string =>
    Object.keys(members)
      .sort()
      .map(id => `${id} ${said(quotaOf({ everybody: NO_ROUND.quotas.everybody, members }, id))}`)
      .join(', ')
  return {
    quotas: said(after.everybody),
    quotasBefore: said(before.everybody),
    ownQuotas: own(after),
    ownQuotasBefore: own(before),
  }
}

/** Wishes are asked for before or during the year they are for; anything else is a slip of the hand. */
const isNear = (day: LocalDay, fiscalYear: FiscalYear): boolean =>
  firstDayOf(fiscalYear - 2) <= day && day <= lastDayOf(fiscalYear)
