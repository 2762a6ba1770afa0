import { beforeAll, expect, it } from 'vitest'
import { isDoubleBooking } from '../../db/double-booking.ts'
import type { Db, OpenDatabase } from '../../db/open.ts'
import { onEachDatabase } from '../setup/databases.ts'

onEachDatabase('overlapping duties of one physician', ({ seeded }) => {
  let open: OpenDatabase
  beforeAll(async () => {
    open = await seeded()
  })

  const duty = (given: { post?: string; physician_id?: string; start_at?: number; end_at?: number }) => ({
    unit_id: 'test-unit',
    post: 'locum',
    roster_id: 'minato-locum/2026',
    physician_id: 'minato-physician-1',
    start_at: 1_000,
    end_at: 2_000,
    day: '1970-01-01',
    holiday_class: 'other',
    label: '',
    tentative: 0,
    sequence: 0,
    first_published_at: 0,
    changed_at: 0,
    cancelled_at: null,
    ...given,
  })

  /** Puts both into the database, undoes it, and tells whether the second was refused as a double booking. */
  async function isRefused(
    db: Db,
    second: Parameters<typeof duty>[0] & { cancelled_at?: number },
  ): Promise<boolean> {
    const undo = new Error('undo')
    try {
      await db.transaction().execute(async trx => {
        await trx.insertInto('duty_assignment').values(duty({})).execute()
        await trx
          .insertInto('duty_assignment')
          .values({ ...duty({}), unit_id: 'other-unit', ...second })
          .execute()
        throw undo
      })
    } catch (error) {
      if (error === undo) return false
      if (isDoubleBooking(error)) return true
      throw error
    }
    throw new Error('the transaction was not undone')
  }

  it.each([
    ['the same hours', {}, true],
    ['one millisecond shared at the end', { start_at: 1_999, end_at: 3_000 }, true],
    ['one millisecond shared at the start', { start_at: 0, end_at: 1_001 }, true],
    ['inside', { start_at: 1_400, end_at: 1_500 }, true],
    ['around', { start_at: 0, end_at: 9_000 }, true],
    ['eq end: begins as the other ends', { start_at: 2_000, end_at: 3_000 }, false],
    ['eq start: ends as the other begins', { start_at: 0, end_at: 1_000 }, false],
    ['the same hours of another physician', { physician_id: 'minato-physician-2' }, false],
    ['two posts of one unit', { unit_id: 'test-unit', post: 'backup' }, true],
    ['a cancelled duty', { cancelled_at: 5 }, false],
  ])('%s: refused %#', async (_title, second, refused) => {
    expect(await isRefused(open.db, second)).toBe(refused)
  })

  it('a duty that is moved onto another is refused, one that only moves is not', async () => {
    const apart = { ...duty({ start_at: 5_000, end_at: 6_000 }), unit_id: 'moved-unit' }
    await open.db.transaction().execute(async trx => {
      await trx
        .insertInto('duty_assignment')
        .values([duty({}), apart])
        .execute()
      await trx
        .updateTable('duty_assignment')
        .set({ start_at: 5_500 })
        .where('unit_id', '=', 'moved-unit')
        .execute()
    })
    const moved = open.db
      .transaction()
      .execute(trx =>
        trx
          .updateTable('duty_assignment')
          .set({ start_at: 1_500 })
          .where('unit_id', '=', 'moved-unit')
          .execute(),
      )
    await expect(moved).rejects.toSatisfy(isDoubleBooking)
  })

  it('the draft refuses them too, inside one roster', async () => {
    const units = await open.db.selectFrom('draft_assignment').selectAll().limit(1).execute()
    const [held] = units
    expect(held).toBeDefined()
    if (!held) return
    const inRoster = (roster_id: string) =>
      open.db.transaction().execute(async trx => {
        await trx
          .insertInto('draft_assignment')
          .values({ ...held, roster_id, post: `second of ${roster_id}` })
          .execute()
      })
    await expect(inRoster(held.roster_id)).rejects.toSatisfy(isDoubleBooking)
  })

  it.each(['publication', 'publication_assignment'] as const)(
    '%s can be neither changed nor deleted',
    async table => {
      const rows = async () => (await open.db.selectFrom(table).selectAll().execute()).length
      const before = await rows()
      expect(before).toBeGreaterThan(0)
      await expect(open.db.deleteFrom(table).execute()).rejects.toThrow('frozen')
      const change =
        table === 'publication'
          ? open.db.updateTable('publication').set({ number: 9 }).execute()
          : open.db.updateTable('publication_assignment').set({ label: 'x' }).execute()
      await expect(change).rejects.toThrow('frozen')
      expect(await rows()).toBe(before)
    },
  )
})
