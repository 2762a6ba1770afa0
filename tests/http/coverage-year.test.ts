import { beforeEach, expect, it } from 'vitest'
import type { ServerContext } from '../../server/context.ts'
import type { CoverageYear } from '../../server/coverage/year/coverage-year-view.ts'
import { aContext, bodyOf } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { anAppOf } from '../setup/person.ts'

const YEAR = '/api/associations/minato/coverage/2026'

onEachDatabase('how the days of a year are covered', ({ seeded }) => {
  let context: ServerContext
  let server: Awaited<ReturnType<typeof anAppOf>>
  beforeEach(async () => {
    context = aContext(await seeded()).context
    server = await anAppOf(context)
  })

  const read = (path = YEAR) => bodyOf<CoverageYear>(server.get(path))

  it('tells each day of the year, and has no gap but the eves without a unit', async () => {
    const { days, whole, districts } = await read()
    expect(days).toHaveLength(365)
    expect(whole).toHaveLength(365)
    const [district] = districts
    expect(district?.states).toEqual(whole)
    expect(district?.gaps.every(({ unitId }) => unitId === null)).toBe(true)
    expect(new Set(whole)).toContain('thin')
  })

  it('of a year that is not published yet says so', async () => {
    const { whole, districts } = await read('/api/associations/minato/coverage/2030')
    expect(new Set(whole)).toEqual(new Set(['free', 'unpublished']))
    expect(districts[0]?.gaps).toEqual([])
  })

  it('names who is away, and members who could take the duty, the least burdened first', async () => {
    const duty = await context.db
      .selectFrom('duty_assignment')
      .where('roster_id', '=', 'minato-locum/2026')
      .orderBy('start_at', 'desc')
      .selectAll()
      .executeTakeFirstOrThrow()
    const reason = await context.db
      .selectFrom('absence_reason')
      .where('association_id', '=', 'minato')
      .select('id')
      .executeTakeFirstOrThrow()
    await context.db
      .insertInto('absence')
      .values({
        id: 'away',
        association_id: 'minato',
        physician_id: duty.physician_id,
        start_at: duty.start_at,
        end_at: duty.end_at,
        reason_id: reason.id,
        cover: 'request',
        entered_at: duty.start_at,
        on_behalf: 0,
      })
      .execute()
    const gaps = (await read()).districts[0]?.gaps ?? []
    const gap = gaps.find(({ unitId }) => unitId === duty.unit_id)
    expect(gap).toMatchObject({ post: 'locum', away: [{ id: duty.physician_id }] })
    expect(gap?.proposals).toHaveLength(3)
    expect(gap?.proposals.map(({ id }) => id)).not.toContain(duty.physician_id)
  })

  it.each(['1948', '2101', 'now', '2026.5'])('is refused for the year %s', async year => {
    const refused = await server.get(`/api/associations/minato/coverage/${year}`)
    expect(refused.status).toBe(400)
    expect(await refused.json()).toMatchObject({ reason: 'invalidInput', fields: [{ path: 'fiscalYear' }] })
  })
})
