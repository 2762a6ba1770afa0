import { beforeEach, expect, it } from 'vitest'
import type { ServerContext } from '../../server/context.ts'
import type { AbsencesView } from '../../server/coverage/absences/absence-view.ts'
import { aContext, bodyOf } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { anAppOf } from '../setup/person.ts'

const OWN = '/api/associations/minato/physicians/minato-physician-2'
const SERIES = `${OWN}/absence-series`

const weekly = (given: object = {}) => ({
  weekdays: [2, 4],
  fromTime: '13:00',
  toTime: '18:00',
  fromDay: '2026-07-01',
  toDay: '2026-07-31',
  reasonId: 'minato-absence-reason-5',
  cover: 'rota',
  coverPhysicianId: null,
  note: '県道の通行止めのため',
  ...given,
})

onEachDatabase('weekly absences', ({ seeded }) => {
  let context: ServerContext
  let clerk: Awaited<ReturnType<typeof anAppOf>>
  beforeEach(async () => {
    context = aContext(await seeded()).context
    clerk = await anAppOf(context)
  })

  const read = () => bodyOf<AbsencesView>(clerk.get(`${OWN}/absences`))
  const enter = async () => bodyOf<{ id: string; absences: number }>(clerk.post(SERIES, weekly()))
  const refusalOf = async (response: Response) => {
    const {
      reason,
      detail,
      fields = [],
    } = await bodyOf<{
      reason: string
      detail?: string
      fields?: { path: string }[]
    }>(response)
    return [reason, ...(detail ? [detail] : []), ...fields.map(({ path }) => path)]
  }

  it('are entered as absences of their own', async () => {
    const { id, absences } = await enter()
    expect(absences).toBe(9)
    const own = await read()
    expect(own.series).toMatchObject([
      { id, weekdays: [2, 4], fromTime: '13:00', note: '県道の通行止めのため' },
    ])
    expect(own.absences).toHaveLength(9)
    expect(own.absences[0]).toMatchObject({
      start: '2026-07-02T13:00:00+09:00',
      end: '2026-07-02T18:00:00+09:00',
      seriesId: id,
      cover: 'rota',
    })
  })

  it('of which one is withdrawn while the others stay', async () => {
    await enter()
    const [first] = (await read()).absences
    await clerk.post(`${OWN}/absences/${first?.id}/withdraw`, { revision: 0 })
    expect((await read()).absences).toHaveLength(8)
  })

  it('end from a day on', async () => {
    const { id } = await enter()
    const end = (fromDay: string, revision = 0) => clerk.post(`${SERIES}/${id}/end`, { fromDay, revision })
    expect(await refusalOf(await end('2026-05-31'))).toEqual(['invalidInput', 'fromDay'])
    expect(await refusalOf(await end('2026-08-01'))).toEqual(['invalidInput', 'fromDay'])
    expect(await refusalOf(await end('2026-07-14', 1))).toEqual(['staleRevision'])
    expect(await bodyOf(end('2026-07-14'))).toEqual({ id, absences: 6 })
    const own = await read()
    expect(own.absences.map(({ start }) => start.slice(0, 10))).toEqual([
      '2026-07-02',
      '2026-07-07',
      '2026-07-09',
    ])
    expect(own.series).toEqual([])
    expect((await end('2026-07-14')).status).toBe(404)
  })

  it.each([
    ['a last day before the first', { toDay: '2026-06-30' }, ['invalidInput', 'toDay']],
    ['more than 400', { weekdays: [1, 2, 3, 4, 5, 6, 7], toDay: '2027-08-05' }, ['invalidInput', 'toDay']],
    ['no such weekday in between', { toDay: '2026-07-01' }, ['invalidInput', 'weekdays']],
    ['long ago', { fromDay: '2026-04-01' }, ['invalidInput', 'fromDay']],
    ['a weekday twice', { weekdays: [1, 1] }, ['invalidInput', 'weekdays']],
    ['no such time', { fromTime: '24:00', toTime: '25:00' }, ['invalidInput', 'fromTime', 'toTime']],
    [
      'several at once',
      { toDay: '2026-06-30', reasonId: 'x', cover: 'locum' },
      ['invalidInput', 'toDay', 'reasonId', 'coverPhysicianId'],
    ],
  ])('refused by field: %s', async (_title, given, wanted) => {
    const refused = await clerk.post(SERIES, weekly(given))
    expect(refused.status).toBe(400)
    expect(await refusalOf(refused)).toEqual(wanted)
    expect((await read()).absences).toEqual([])
  })

  it('may be 400 absences long', async () => {
    const everyDay = weekly({ weekdays: [1, 2, 3, 4, 5, 6, 7], toDay: '2027-08-04' })
    expect(await bodyOf(clerk.post(SERIES, everyDay))).toMatchObject({ absences: 400 })
  })

  it('are refused whole where the physician is away already, and say on which days', async () => {
    await clerk.post(`${OWN}/absences`, {
      start: '2026-07-09T17:59:00+09:00',
      end: '2026-07-09T20:00:00+09:00',
      reasonId: 'minato-absence-reason-1',
      cover: 'deputy',
      coverPhysicianId: null,
    })
    const refused = await clerk.post(SERIES, weekly())
    expect(refused.status).toBe(409)
    expect(await refusalOf(refused)).toEqual(['absenceOverlap', '2026-07-09', 'fromDay', 'toDay'])
    expect((await read()).absences).toHaveLength(1)
  })

  it('name no locum who is away on any of the days', async () => {
    const series = { ...weekly(), cover: 'locum', coverPhysicianId: 'minato-physician-3' }
    await clerk.post('/api/associations/minato/physicians/minato-physician-3/absences', {
      start: '2026-07-30T09:00:00+09:00',
      end: '2026-07-30T14:00:00+09:00',
      reasonId: 'minato-absence-reason-1',
      cover: 'deputy',
      coverPhysicianId: null,
    })
    expect(await refusalOf(await clerk.post(SERIES, series))).toEqual(['invalidInput', 'coverPhysicianId'])
  })
})
