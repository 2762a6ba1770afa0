import type { Trx } from '../../../db/open.ts'
import type { Actor } from '../../audit/actor.ts'
import { recordAudit } from '../../audit/audit.service.ts'
import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import { membersIn } from '../../duty/duty-scheme.service.ts'
import type { DutyScheme } from '../../duty/duty-scheme.ts'
import { isMemberDuring } from '../../duty/membership.ts'
import { accept, type Outcome, type Refusal, refuse } from '../../http/refusal.ts'
import type { Instant } from '../../time/clock.ts'
import { rosterId } from '../roster-id.ts'
import { changeDraftAlong } from './change-draft-along.service.ts'
import { claimRoster } from './duty-change.repository.ts'
import { addDutyChanges, readStanding, type Standing, tellCalendars } from './standing-rota.service.ts'
import {
  afterChange,
  type ChangedRota,
  type DutyChange,
  placeOf,
  type StandingDuty,
  standsAlone,
} from './standing-rota.ts'

type ChangeRefusal =
  | 'nothingPublished'
  | 'unknownUnit'
  | 'unknownMember'
  | 'alreadyBegun'
  | 'changedMeanwhile'

/**
 * Changes posts of the published rota, all or none: the changes are kept, calendars are told, and the draft goes along
 * where it has the same holder. `judge` may refuse what the rota would become. The roster is held from the first line
 * to the end of the caller's transaction; two duties of one physician at once reach the caller as the database's error.
 */
export async function changeDuties<R extends Refusal['reason']>(
  trx: Trx,
  now: Instant,
  actor: Actor,
  scheme: DutyScheme,
  year: FiscalYear,
  changes: readonly DutyChange[],
  judge: (rota: ChangedRota) => Promise<Refusal<R> | null>,
): Promise<Outcome<ChangedRota, ChangeRefusal | R>> {
  const id = rosterId(scheme.id, year)
  await claimRoster(trx, id)
  const standing = await readStanding(trx, id)
  if (!standing) return refuse('nothingPublished')
  const periods = Map.groupBy(await membersIn(trx, scheme.id, year), member => member.id)
  const flaw = flawOf(standing, changes, now, change => isMemberDuring(periods.get(change.to) ?? [], change))
  if (flaw) return flaw

  // A change that waited for the version it is of is no earlier than that.
  const { id: publicationId, publishedAt } = standing.publication
  const made = changes.map(change => ({ ...change, appliedAt: Math.max(change.appliedAt, publishedAt) }))
  const ofPlace = Map.groupBy(made, placeOf)
  const after = standing.rota.map(duty => (ofPlace.get(placeOf(duty)) ?? []).reduce(afterChange, duty))
  const changed = { before: standing.rota, after, changes: made }
  const verdict = await judge(changed)
  if (verdict) return verdict

  await addDutyChanges(trx, id, publicationId, made)
  await tellCalendars(trx, id, after, now)
  await changeDraftAlong(trx, id, changed)
  await recordAudit(trx, now, {
    action: 'duty.change',
    actor: { accountId: actor.accountId },
    address: actor.address,
    associationId: scheme.association.id,
    resource: `publication:${publicationId}`,
    detail: { changed: changes.length, changes: inIds(changes, scheme.posts) },
  })
  return accept(changed)
}

/** Changes named in one entry of the audit trail; of more, the rest is counted. */
const MOST_NAMED = 10

/** `kind unit:post from - to`, where posts are counted from 1, since their names are anybody's words. */
function inIds(changes: readonly DutyChange[], posts: readonly string[]): string {
  const named = changes
    .slice(0, MOST_NAMED)
    .map(({ kind, unitId, post, from, to }) => `${kind} ${unitId}:${posts.indexOf(post) + 1} ${from} - ${to}`)
  const rest = changes.length - named.length
  return [...named, ...(rest > 0 ? [`+${rest}`] : [])].join(', ')
}

/** Why changes can not be made of the rota as it stands; null: they can. */
function flawOf(
  { rota }: Standing,
  changes: readonly DutyChange[],
  now: Instant,
  belongs: (change: DutyChange) => boolean,
): Refusal<ChangeRefusal> | null {
  const standing = new Map(rota.map(duty => [placeOf(duty), duty]))
  const daysWhere = (isWrong: (change: DutyChange, duty: StandingDuty) => boolean): string | null => {
    const days = changes.flatMap(change => {
      const duty = standing.get(placeOf(change))
      return duty && isWrong(change, duty) ? [duty.day] : []
    })
    return days.length > 0 ? [...new Set(days)].join(', ') : null
  }
  const outside = (change: DutyChange, duty: StandingDuty): boolean =>
    change.start < duty.start || duty.end < change.end || change.end <= change.start
  if (changes.some(change => !standing.has(placeOf(change))) || daysWhere(outside))
    return refuse('unknownUnit')
  const begun = daysWhere(change => change.start < now)
  if (begun) return refuse('alreadyBegun', begun)
  const passedOn = daysWhere((change, duty) => standsAlone(duty, change) !== change.from)
  if (passedOn) return refuse('changedMeanwhile', passedOn)
  const strangers = daysWhere(change => !belongs(change))
  return strangers ? refuse('unknownMember', strangers) : null
}
