import { randomUUID } from 'node:crypto'
import type { Updateable } from 'kysely'
import type { Trx } from '../../../db/open.ts'
import type { NursingStationTable } from '../../../db/schema/nursing-station.ts'
import type { Actor } from '../../audit/actor.ts'
import { recordAudit } from '../../audit/audit.service.ts'
import type { Context } from '../../context.ts'
import { accept, type Outcome, refuse, refuseFields } from '../../http/refusal.ts'
import { allOrNothing } from '../../identity/all-or-nothing.service.ts'
import { addDays, type LocalDay } from '../../time/local-day.ts'
import { localDayOf } from '../../time/tokyo.ts'
import { stationShownChanged } from '../shown-revision.service.ts'
import { LONGEST_EVIDENCE_DAYS } from './evidence.ts'
import * as stations from './station.repository.ts'
import { readStation } from './station.service.ts'
import type { NewEvidence, NewStation, Station, StationHours } from './station-view.ts'

/** Which station, and whether whoever changes it is of the station itself. */
export type StationPath = { stationId: string; own: boolean }

type ChangeRefusal = 'notFound' | 'invalidInput' | 'staleRevision'
type Changed = Promise<Outcome<Station, ChangeRefusal>>

/** Adds a station to the association, with nothing proven and no hours yet. */
export const addStation = (
  context: Context,
  actor: Actor,
  associationId: string,
  { name, nightPhone }: NewStation,
): Promise<Outcome<Station, 'notFound'>> =>
  context.db.transaction().execute(async trx => {
    const stationId = randomUUID()
    const row = { id: stationId, association_id: associationId, name, night_phone: nightPhone }
    await stations.addStation(trx, row)
    await stationShownChanged(trx, stationId)
    await record(trx, context, actor, { associationId, stationId, verb: 'add', detail: {} })
    return readStation({ ...context, db: trx }, { stationId, own: false })
  })

export const renameStation = (
  context: Context,
  actor: Actor,
  path: StationPath,
  { name, revision }: { name: string; revision: number },
): Changed =>
  changeStation(context, actor, path, 'rename', revision, async () => accept({ set: { name }, detail: {} }))

/** Puts these hours and this number to call at night in the place of the present ones. */
export const changeHours = (
  context: Context,
  actor: Actor,
  path: StationPath,
  { nightPhone, cover, revision }: StationHours,
): Changed =>
  changeStation(context, actor, path, 'hours', revision, async ({ row }) =>
    accept({
      set: { night_phone: nightPhone, cover: JSON.stringify(cover) },
      detail: {
        weekly: cover.weekly.length,
        dates: cover.dates.length,
        nightPhoneChanged: row.night_phone !== nightPhone,
      },
    }),
  )

/** Closes a station from a day on, or opens it again. Its links stay: they count for nothing from that day on. */
export const closeStation = (
  context: Context,
  actor: Actor,
  path: StationPath,
  { closedOn, revision }: { closedOn: LocalDay | null; revision: number },
): Changed =>
  changeStation(context, actor, path, 'close', revision, async () =>
    accept({ set: { closed_on: closedOn }, detail: { closedOn: closedOn ?? '' } }),
  )

/** Keeps a proof of the station's 24-hour system. Nobody can have checked one in the future. */
export const addEvidence = (
  context: Context,
  actor: Actor,
  path: StationPath,
  { revision, ...given }: NewEvidence,
): Changed =>
  changeStation(context, actor, path, 'addEvidence', revision, async ({ trx, today }) => {
    const { kind, checkedOn, checkedBy, nightPhone, validUntil } = given
    const wrong = [
      ...(checkedOn > today ? ['checkedOn'] : []),
      ...(validUntil > addDays(checkedOn, LONGEST_EVIDENCE_DAYS) ? ['validUntil'] : []),
    ]
    if (wrong.length > 0) return refuseFields('invalidInput', wrong)
    const evidenceId = randomUUID()
    await stations.addEvidence(trx, {
      id: evidenceId,
      station_id: path.stationId,
      kind,
      checked_on: checkedOn,
      checked_by: checkedBy,
      night_phone: nightPhone,
      valid_until: validUntil,
      entered_at: context.clock(),
      entered_by: actor.accountId,
      withdrawn_at: null,
    })
    return accept({ set: {}, detail: { evidence: evidenceId, kind, checkedOn, validUntil } })
  })

/** Takes a proof back; it stays in the list, and proves nothing any more. */
export const withdrawEvidence = (
  context: Context,
  actor: Actor,
  path: StationPath & { evidenceId: string },
  { revision }: { revision: number },
): Changed =>
  changeStation(context, actor, path, 'withdrawEvidence', revision, async ({ trx }) => {
    const { stationId, evidenceId } = path
    if (!(await stations.withdrawEvidence(trx, stationId, evidenceId, context.clock())))
      return refuse('notFound')
    return accept({ set: {}, detail: { evidence: evidenceId } })
  })

/** Keeps the station's word that all is right as it stands at `revision`; `spokenWith` null: it says so itself. */
export const confirmStation = (
  context: Context,
  actor: Actor,
  path: StationPath,
  { spokenWith, revision }: { spokenWith: string | null; revision: number },
): Changed =>
  changeStation(context, actor, path, 'confirm', revision, async ({ trx }) => {
    await stations.addConfirmation(trx, {
      id: randomUUID(),
      station_id: path.stationId,
      confirmed_at: context.clock(),
      confirmed_by: actor.accountId,
      by_phone: spokenWith === null ? 0 : 1,
      spoken_with: spokenWith ?? '',
    })
    return accept({ set: {}, detail: { byPhone: spokenWith !== null } })
  })

type Detail = Record<string, string | number | boolean>
type Change = { set: Updateable<NursingStationTable>; detail: Detail }
type StationRow = NonNullable<Awaited<ReturnType<typeof stations.findStation>>>

/** Changes a station that still is as it was seen, records it, and answers with it: all or nothing. */
const changeStation = (
  context: Context,
  actor: Actor,
  path: StationPath,
  verb: string,
  revision: number,
  change: (given: { trx: Trx; row: StationRow; today: LocalDay }) => Promise<Outcome<Change, ChangeRefusal>>,
): Changed =>
  allOrNothing<Station, ChangeRefusal>(context.db, async trx => {
    const { stationId } = path
    const row = await stations.findStation(trx, stationId)
    if (!row) return refuse('notFound')
    if (row.revision !== revision) return refuse('staleRevision')
    const changed = await change({ trx, row, today: localDayOf(context.clock()) })
    if (!changed.ok) return changed
    const { set, detail } = changed.value
    if (!(await stations.changeStation(trx, stationId, revision, set))) return refuse('staleRevision')
    await stationShownChanged(trx, stationId)
    await record(trx, context, actor, { associationId: row.association_id, stationId, verb, detail })
    return readStation({ ...context, db: trx }, path)
  })

const record = (
  trx: Trx,
  { clock }: Context,
  { accountId, address }: Actor,
  about: { associationId: string; stationId: string; verb: string; detail: Detail },
): Promise<void> =>
  recordAudit(trx, clock(), {
    action: `station.${about.verb}`,
    actor: { accountId },
    address,
    associationId: about.associationId,
    resource: `nursingStation:${about.stationId}`,
    detail: about.detail,
  })
