import type { Db, Trx } from '../../../db/open.ts'

/** What the board reads beside the rota itself. SQL only. */

/** The fiscal years of which a rota is published, by scheme. */
export const listPublishedYears = (db: Db | Trx, associationId: string) =>
  db
    .selectFrom('roster')
    .innerJoin('duty_scheme as scheme', 'scheme.id', 'roster.scheme_id')
    .where('scheme.association_id', '=', associationId)
    .where(eb =>
      eb.exists(
        eb
          .selectFrom('publication')
          .whereRef('publication.roster_id', '=', 'roster.id')
          .select('publication.id'),
      ),
    )
    .select(['roster.scheme_id', 'roster.fiscal_year'])
    .execute()

/** How often what is shown of these associations has changed. */
export const listShownRevisions = (db: Db | Trx, associationIds: readonly string[]) =>
  db.selectFrom('association').where('id', 'in', associationIds).select(['id', 'shown_revision']).execute()
