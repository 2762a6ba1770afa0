import { randomUUID } from 'node:crypto'
import type { Db, Trx } from '../../../db/open.ts'
import type { Actor } from '../../audit/actor.ts'
import { recordAudit } from '../../audit/audit.service.ts'
import type { FiscalYear } from '../../calendar/fiscal-year.ts'
import type { Context } from '../../context.ts'
import { facilitiesOf } from '../../directory/directory.service.ts'
import { findScheme, membersIn } from '../../duty/duty-scheme.service.ts'
import type { DutyScheme } from '../../duty/duty-scheme.ts'
import { accept, type Outcome, refuse, refuseFields } from '../../http/refusal.ts'
import { namesOf } from '../../identity/people.service.ts'
import { writtenInterval } from '../../time/written-interval.ts'
import { rosterId } from '../roster-id.ts'
import { standingDuties } from '../standing/standing-rota.service.ts'
import { placeOf, type StandingDuty } from '../standing/standing-rota.ts'
import { partViews } from './difference-view.ts'
import { faultsIn, inOrder, type StoodHours } from './duty-record.ts'
import type { DutyRecordsView, NewDutyRecord } from './duty-record-view.ts'
import * as versions from './version.repository.ts'

type RecordRow = Awaited<ReturnType<typeof versions.listRecords>>[number]

/** The duties of a year that are over, as they were planned and as they were stood. */
export async function readDutyRecords(
  { db, clock, keyring }: Pick<Context, 'db' | 'clock' | 'keyring'>,
  schemeId: string,
  fiscalYear: FiscalYear,
): Promise<Outcome<DutyRecordsView, 'notFound'>> {
  const scheme = await findScheme(db, schemeId)
  if (!scheme) return refuse('notFound')
  const id = rosterId(schemeId, fiscalYear)
  const now = clock()
  const over = (await standingDuties(db, id)).filter(duty => duty.end <= now)
  const rows = await versions.listRecords(db, id)
  const records = Map.groupBy(rows, row => placeOf({ unitId: row.unit_id, post: row.post }))
  const names = await namesOf({ db, keyring }, [...new Set(rows.flatMap(row => row.recorded_by ?? []))])
  const named = [...over.flatMap(({ parts }) => parts), ...rows.flatMap(stoodOf)]
  const people = await versions.listPeople(db, [
    ...new Set([...named.map(part => part.physicianId), ...(await whoMayStand(db, scheme, fiscalYear))]),
  ])
  return accept({
    association: scheme.association,
    scheme: { id: scheme.id, name: scheme.name, shortName: scheme.shortName, posts: scheme.posts },
    fiscalYear,
    physicians: people.map(({ id, name, clinic }) => ({ id, name, clinic })),
    duties: newestFirst(over).map(duty => ({
      unitId: duty.unitId,
      post: duty.post,
      day: duty.day,
      label: duty.label,
      ...writtenInterval(duty),
      planned: partViews(duty.parts),
      records: (records.get(placeOf(duty)) ?? []).map(row => ({
        number: row.number,
        stood: partViews(stoodOf(row)),
        note: row.note,
        recordedAt: new Date(row.recorded_at).toISOString(),
        recordedBy: row.recorded_by === null ? null : (names.get(row.recorded_by) ?? ''),
      })),
    })),
  })
}

type RecordRefusal =
  | 'notFound'
  | 'unknownUnit'
  | 'notOver'
  | 'unknownMember'
  | 'invalidInput'
  | 'changedMeanwhile'

/**
 * Writes down who really stood a duty, beside the plan, which stays as it is. Nobody knows that before the duty is
 * over. A record is never changed: what is wrong in it is put right by the next. Refused when somebody else has recorded
 * the duty meanwhile.
 */
export const recordDuty = (
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  actor: Actor,
  schemeId: string,
  year: FiscalYear,
  { unitId, post, number, note, ...record }: NewDutyRecord,
): Promise<Outcome<null, RecordRefusal>> =>
  db.transaction().execute(async trx => {
    const now = clock()
    const scheme = await findScheme(trx, schemeId)
    if (!scheme) return refuse('notFound')
    const id = rosterId(schemeId, year)
    const unit = (await standingDuties(trx, id)).filter(duty => duty.unitId === unitId)
    const duty = unit.find(one => one.post === post)
    if (!duty) return refuseFields('unknownUnit', [unit.length === 0 ? 'unitId' : 'post'])
    if (now < duty.end) return refuseFields('notOver', ['unitId'])
    const stood = record.stood.map(({ physicianId, start, end }) => ({
      physicianId,
      start: Date.parse(start),
      end: Date.parse(end),
    }))
    const mayStand = await whoMayStand(trx, scheme, year)
    const known = new Set([...mayStand, ...duty.parts.map(part => part.physicianId)])
    const strangers = stood.flatMap(({ physicianId }, index) =>
      known.has(physicianId) ? [] : [`stood.${index}.physicianId`],
    )
    if (strangers.length > 0) return refuseFields('unknownMember', strangers)
    const faults = faultsIn(stood, duty)
    if (faults.length > 0) return refuseFields('invalidInput', faults)

    const own = (await versions.listRecords(trx, id)).filter(
      row => row.unit_id === unitId && row.post === post,
    )
    if ((own[0]?.number ?? 0) !== number) return refuse('changedMeanwhile')
    const row = {
      id: randomUUID(),
      roster_id: id,
      unit_id: unitId,
      post,
      number: number + 1,
      stood: JSON.stringify(inOrder(stood)),
      note,
      recorded_at: now,
      recorded_by: actor.accountId,
    }
    if (!(await versions.addRecord(trx, row))) return refuse('changedMeanwhile')
    await recordAudit(trx, now, {
      action: 'dutyRecord.enter',
      actor: { accountId: actor.accountId },
      address: actor.address,
      associationId: scheme.association.id,
      resource: `dutyRecord:${row.id}`,
      detail: {
        unit: unitId,
        post: scheme.posts.indexOf(post) + 1,
        number: row.number,
        stood: [...new Set(stood.map(({ physicianId }) => physicianId))].join(','),
      },
    })
    return accept(null)
  })

const stoodOf = ({ stood }: RecordRow): StoodHours[] => JSON.parse(stood)

/** Whoever can have stood a duty: the members of the year, and every physician of the association. */
async function whoMayStand(db: Db | Trx, scheme: DutyScheme, year: FiscalYear): Promise<string[]> {
  const { physicians } = await facilitiesOf(db, scheme.association.id)
  return [...(await membersIn(db, scheme.id, year)), ...physicians].map(({ id }) => id)
}

const newestFirst = (duties: readonly StandingDuty[]): StandingDuty[] =>
  duties.toSorted((a, b) => b.start - a.start || (placeOf(a) < placeOf(b) ? -1 : 1))
