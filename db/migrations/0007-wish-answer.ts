import type { Migration } from 'kysely/migration'
import { byAccount, needed, reference, table } from './build-table.ts'

/** Members can say that they have no wishes for a year (希望なし), so that the secretariat knows who has answered. */
export const wishAnswer: Migration = {
  async up(db) {
    const answer = reference(table(db, 'wish_answer'), 'scheme_id', 'duty_scheme.id')
    await byAccount(
      needed(
        needed(reference(answer, 'physician_id', 'physician.id'), 'integer', 'fiscal_year', 'on_behalf'),
        'bigint',
        'answered_at',
      ),
      'answered_by',
    )
      .addPrimaryKeyConstraint('wish_answer_key', ['scheme_id', 'fiscal_year', 'physician_id'])
      .execute()
  },
}
