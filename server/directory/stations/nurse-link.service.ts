import { randomUUID } from 'node:crypto'
import type { Db, Trx } from '../../../db/open.ts'
import type { Actor } from '../../audit/actor.ts'
import { recordAudit } from '../../audit/audit.service.ts'
import type { Context } from '../../context.ts'
import { accept, type Outcome, refuse, refuseFields } from '../../http/refusal.ts'
import { allOrNothing } from '../../identity/all-or-nothing.service.ts'
import type { LocalDay } from '../../time/local-day.ts'
import { localDayOf } from '../../time/tokyo.ts'
import { stationShownChanged } from '../shown-revision.service.ts'
import * as stations from './station.repository.ts'
import { readLinks } from './station.service.ts'
import type { NewNurseLink, NurseLinks } from './station-view.ts'

/** Which stations stand behind whom: links that an association makes and ends (24時間連携). */

type LinkRefusal = 'notFound' | 'invalidInput' | 'linkOverlap' | 'staleRevision'

/** Links a station of the installation, also one of another association, to something of this association. */
export const addLink = (
  context: Context,
  actor: Actor,
  associationId: string,
  { stationId, target, from, to }: NewNurseLink,
): Promise<Outcome<NurseLinks, LinkRefusal>> =>
  changeLinks(context, actor, associationId, 'add', async trx => {
    await stations.takeTurn(trx, stationId)
    const station = await stations.findStation(trx, stationId)
    const gone = !station || (station.closed_on !== null && station.closed_on <= localDayOf(context.clock()))
    const wrong = [
      ...(gone ? ['stationId'] : []),
      ...((await isOfAssociation(trx, associationId, target)) ? [] : ['target.id']),
    ]
    if (wrong.length > 0) return refuseFields('invalidInput', wrong)
    const link = { station_id: stationId, target_kind: target.kind, target_id: target.id }
    if ((await stations.listSameLinks(trx, link, associationId)).some(other => overlap(other, { from, to })))
      return refuse('linkOverlap')
    const linkId = randomUUID()
    await stations.addLink(trx, {
      ...link,
      id: linkId,
      association_id: associationId,
      from_day: from,
      to_day: to,
      entered_at: context.clock(),
      entered_by: actor.accountId,
    })
    await stationShownChanged(trx, stationId)
    const about = target.kind === 'patient' ? {} : { target: target.id }
    return accept({
      linkId,
      detail: { station: stationId, kind: target.kind, ...about, from, to: to ?? '' },
    })
  })

/** Ends a link with a day that is still in it, or moves that day. */
export const endLink = (
  context: Context,
  actor: Actor,
  { associationId, linkId }: { associationId: string; linkId: string },
  { to, revision }: { to: LocalDay; revision: number },
): Promise<Outcome<NurseLinks, LinkRefusal>> =>
  changeLinks(context, actor, associationId, 'end', async trx => {
    await stations.takeTurnOfLink(trx, linkId)
    const link = await stations.findLink(trx, linkId)
    if (!link || link.association_id !== associationId) return refuse('notFound')
    if (link.revision !== revision) return refuse('staleRevision')
    if (to < link.from_day) return refuseFields('invalidInput', ['to'])
    const others = (await stations.listSameLinks(trx, link, associationId)).filter(({ id }) => id !== linkId)
    if (others.some(other => overlap(other, { from: link.from_day, to }))) return refuse('linkOverlap')
    if (!(await stations.endLink(trx, linkId, revision, to))) return refuse('staleRevision')
    await stationShownChanged(trx, link.station_id)
    return accept({ linkId, detail: { station: link.station_id, to, toBefore: link.to_day ?? '' } })
  })

const changeLinks = (
  context: Context,
  actor: Actor,
  associationId: string,
  verb: 'add' | 'end',
  change: (trx: Trx) => Promise<Outcome<{ linkId: string; detail: Record<string, string> }, LinkRefusal>>,
): Promise<Outcome<NurseLinks, LinkRefusal>> =>
  allOrNothing<NurseLinks, LinkRefusal>(context.db, async trx => {
    const changed = await change(trx)
    if (!changed.ok) return changed
    await recordAudit(trx, context.clock(), {
      action: `nurseLink.${verb}`,
      actor: { accountId: actor.accountId },
      address: actor.address,
      associationId,
      resource: `nurseLink:${changed.value.linkId}`,
      detail: changed.value.detail,
    })
    return accept(await readLinks({ ...context, db: trx }, associationId))
  })

/** Whether the scheme, physician or clinic is of the association. A patient's reference is known to it alone. */
async function isOfAssociation(
  db: Db | Trx,
  associationId: string,
  { kind, id }: NewNurseLink['target'],
): Promise<boolean> {
  switch (kind) {
    case 'scheme':
      return (await stations.listSchemes(db, associationId)).some(scheme => scheme.id === id)
    case 'physician':
      return (await stations.listPhysicians(db, associationId)).some(physician => physician.id === id)
    case 'clinic':
      return (await stations.listClinics(db, associationId)).some(clinic => clinic.id === id)
    case 'patient':
      return true
  }
}

const overlap = (
  other: { from_day: LocalDay; to_day: LocalDay | null },
  { from, to }: { from: LocalDay; to: LocalDay | null },
): boolean => (to === null || other.from_day <= to) && (other.to_day === null || from <= other.to_day)
