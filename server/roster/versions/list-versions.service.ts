import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import type { Context } from '../../context.ts'
import { findScheme } from '../../duty/duty-scheme.service.ts'
import { accept, type Outcome, refuse } from '../../http/refusal.ts'
import { can } from '../../identity/can.ts'
import { namesOf } from '../../identity/people.service.ts'
import type { Principal } from '../../identity/principal.ts'
import { resourceOf } from '../../identity/resource.service.ts'
import { localDayOf } from '../../time/tokyo.ts'
import { writtenInterval } from '../../time/written-interval.ts'
import type { CheckName } from '../gate/gate.ts'
import type { ListedCheck } from '../gate/listed-check.ts'
import * as publications from '../publication.repository.ts'
import * as rosters from '../roster.repository.ts'
import { rosterId } from '../roster-id.ts'
import { dutyOfRow } from '../standing/duty-row.ts'
import { listDutyChanges, standingDuties } from '../standing/standing-rota.service.ts'
import { type DutyChange, isOfWhole, type StandingDuty } from '../standing/standing-rota.ts'
import { receiptCounts } from './receipt.service.ts'
import { isMadeAfter } from './rota-at.service.ts'
import * as versions from './version.repository.ts'
import type { VersionsView } from './version-view.ts'

type VersionRow = Awaited<ReturnType<typeof versions.listVersions>>[number]
type VersionView = VersionsView['versions'][number]

/**
 * The versions of a year: who published them when, what was checked and waived, what each took over and
 * what was changed after it, and how many have confirmed it. Why a duty was changed, and what can be withdrawn, is for whoever may withdraw.
 */
export async function readVersions(
  { db, clock, config, keyring }: Context,
  principal: Principal,
  schemeId: string,
  fiscalYear: FiscalYear,
): Promise<Outcome<VersionsView, 'notFound'>> {
  const scheme = await findScheme(db, schemeId)
  if (!scheme) return refuse('notFound')
  const id = rosterId(schemeId, fiscalYear)
  const now = clock()
  const mayWithdraw = can(principal, 'roster.withdraw', resourceOf(config, scheme.association))
  const rows = await versions.listVersions(db, id)
  const names = await namesOf({ db, keyring }, [...new Set(rows.flatMap(row => row.published_by ?? []))])
  const waivers = Map.groupBy(await versions.listWaivers(db, id), row => row.publication_id)
  const receipts = Map.groupBy(await versions.listReceipts(db, id), row => row.publication_id)
  const newestCounts = await receiptCounts(db, id)
  const today = localDayOf(now)

  const viewOf = async (row: VersionRow, index: number): Promise<VersionView> => {
    const given = receipts.get(row.id) ?? []
    const changes = await listDutyChanges(db, row.id)
    const view = changes.length > 0 ? await changeViews(row) : () => []
    const isAfter = (change: DutyChange) => isMadeAfter(change, row.published_at)
    return {
      number: row.number,
      kind: row.kind === 'withdrawal' ? 'withdrawal' : 'publication',
      publishedAt: moment(row.published_at),
      publishedBy: row.published_by === null ? null : (names.get(row.published_by) ?? ''),
      reason: row.reason,
      checks: row.checks === null ? null : checksOf(JSON.parse(row.checks)),
      waivers: (waivers.get(row.id) ?? []).map(waiver => ({
        check: waiver.check_name as CheckName,
        reason: waiver.reason,
        signedBy: waiver.signed_by,
        signedAt: moment(waiver.signed_at),
        expiresOn: waiver.expires_on,
        expired: waiver.expires_on < today,
      })),
      carried: changes.filter(change => !isAfter(change)).flatMap(view),
      changes: changes.filter(isAfter).flatMap(view),
      receipts:
        index === 0
          ? newestCounts
          : {
              asked: null,
              read: given.length,
              accepted: given.filter(receipt => receipt.accepted_at !== null).length,
            },
    }
  }

  /** How changes of a version are shown, with the days of their units. */
  async function changeViews(row: VersionRow): Promise<(change: DutyChange) => VersionView['changes']> {
    const units = new Map(
      (await publications.listPublishedUnits(db, row.id)).map(unit => [unit.unit_id, dutyOfRow(unit)]),
    )
    return change => {
      const unit = units.get(change.unitId)
      if (!unit) return []
      const { kind, unitId, post, from, to, reason } = change
      return [
        {
          ...{ kind, unitId, post, from, to },
          ...writtenInterval(change),
          day: unit.day,
          whole: isOfWhole(change, unit),
          reason: mayWithdraw ? reason : null,
          appliedAt: moment(change.appliedAt),
        },
      ]
    }
  }

  const views: VersionView[] = []
  for (const [index, row] of rows.entries()) views.push(await viewOf(row, index))
  const coming = mayWithdraw ? (await standingDuties(db, id)).filter(duty => duty.start > now) : []
  const named = [
    ...views.flatMap(({ carried, changes }) =>
      [...carried, ...changes].flatMap(({ from, to }) => [from, to]),
    ),
    ...coming.flatMap(holdersOf),
  ]
  return accept({
    association: scheme.association,
    scheme: { id: scheme.id, name: scheme.name, shortName: scheme.shortName, posts: scheme.posts },
    fiscalYear,
    drafted: (await rosters.findRoster(db, id))?.drafted_at != null,
    mayWithdraw,
    physicians: (await versions.listPeople(db, [...new Set(named)])).map(({ id, name, clinic }) => ({
      id,
      name,
      clinic,
    })),
    versions: views,
    coming: unitsOf(coming),
  })
}

const checksOf = (checks: readonly ListedCheck[]): VersionView['checks'] =>
  checks.map(({ check, state, count }) => ({ check, state, findings: count }))

const holdersOf = ({ parts }: StandingDuty): string[] => [...new Set(parts.map(part => part.physicianId))]

/** Each unit once, with everybody who stands any post of it. */
const unitsOf = (duties: readonly StandingDuty[]): VersionsView['coming'] =>
  [...Map.groupBy(duties, ({ unitId }) => unitId)]
    .flatMap(([id, posts]) => (posts[0] ? [{ id, unit: posts[0], posts }] : []))
    .toSorted((a, b) => a.unit.start - b.unit.start || (a.id < b.id ? -1 : 1))
    .map(({ id, unit, posts }) => ({
      id,
      day: unit.day,
      label: unit.label,
      ...writtenInterval(unit),
      physicians: [...new Set(posts.flatMap(holdersOf))],
    }))

const moment = (instant: number): string => new Date(instant).toISOString()
