import type { Trx } from '../../db/open.ts'

/** How often what calendars show of an association has changed. SQL only. */

const countUp = (trx: Trx) =>
  trx.updateTable('association').set(eb => ({ shown_revision: eb('shown_revision', '+', 1) }))

/** The associations in whose schemes physicians are or were members. */
const schemesOfMembers = (trx: Trx) =>
  trx
    .selectFrom('scheme_member as member')
    .innerJoin('duty_scheme as scheme', 'scheme.id', 'member.scheme_id')
    .innerJoin('physician', 'physician.id', 'member.physician_id')
    .select('scheme.association_id')

export const countUpAssociation = (trx: Trx, associationId: string) =>
  countUp(trx).where('id', '=', associationId).execute()

export const countUpRoster = (trx: Trx, rosterId: string) =>
  countUp(trx)
    .where(
      'id',
      '=',
      trx
        .selectFrom('roster')
        .innerJoin('duty_scheme as scheme', 'scheme.id', 'roster.scheme_id')
        .where('roster.id', '=', rosterId)
        .select('scheme.association_id'),
    )
    .execute()

/** One after the other in one order: two changes that count the same associations never wait in a circle. */
async function countUpEach(trx: Trx, associations: { execute(): Promise<{ id: string }[]> }): Promise<void> {
  for (const { id } of await associations.execute()) await countUpAssociation(trx, id)
}

const associationsInOrder = (trx: Trx) => trx.selectFrom('association').select('id').orderBy('id')

/** The clinic's association, and wherever its physicians serve. */
export const countUpClinic = (trx: Trx, clinicId: string) =>
  countUpEach(
    trx,
    associationsInOrder(trx).where(eb =>
      eb.or([
        eb('id', '=', trx.selectFrom('clinic').where('id', '=', clinicId).select('association_id')),
        eb('id', 'in', schemesOfMembers(trx).where('physician.clinic_id', '=', clinicId)),
      ]),
    ),
  )

/** The station's association, those that have linked it, and wherever the physicians serve to whom it is linked. */
export const countUpStation = (trx: Trx, stationId: string) =>
  countUpEach(
    trx,
    associationsInOrder(trx).where(eb => {
      const links = trx.selectFrom('nurse_link as link').where('link.station_id', '=', stationId)
      const targets = links.select('link.target_id')
      return eb.or([
        eb('id', '=', trx.selectFrom('nursing_station').where('id', '=', stationId).select('association_id')),
        eb('id', 'in', links.select('link.association_id')),
        eb('id', 'in', schemesOfMembers(trx).where('physician.id', 'in', targets)),
        eb('id', 'in', schemesOfMembers(trx).where('physician.clinic_id', 'in', targets)),
      ])
    }),
  )
