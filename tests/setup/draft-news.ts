import type { OpenDatabase } from '../../db/open.ts'

/**
 * Gives the last unit of a draft another name, so that there is something to publish: a draft that says what the
 * published rota says is not published again.
 */
export async function somethingNew(
  { db }: Pick<OpenDatabase, 'db'>,
  rosterId: string,
  label = '別の名称',
): Promise<void> {
  const last = await db
    .selectFrom('duty_unit')
    .where('roster_id', '=', rosterId)
    .select('id')
    .orderBy('start_at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  await db.updateTable('duty_unit').set({ label }).where('id', '=', last.id).execute()
}
