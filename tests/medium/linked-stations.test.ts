import { beforeEach, expect, it } from 'vitest'
import type { Db } from '../../db/open.ts'
import { linkedStationsOf, stationsBehind } from '../../server/directory/stations/linked-stations.service.ts'
import { uncoveredBy } from '../../server/directory/stations/nurse-cover.ts'
import { instantOf, localDayOf } from '../../server/time/tokyo.ts'
import { MORNING } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'

const [AOBA, IZUMI] = ['minato-physician-1', 'minato-physician-2'] as const

onEachDatabase('the stations behind a rota', ({ seeded }) => {
  let db: Db
  beforeEach(async () => {
    db = (await seeded()).db
  })

  const link = (kind: string, id: string, stationId: string, from = '2026-04-01') =>
    db
      .insertInto('nurse_link')
      .values({
        id: `${stationId} ${kind} ${id}`,
        station_id: stationId,
        association_id: 'minato',
        target_kind: kind,
        target_id: id,
        from_day: from,
        to_day: null,
        entered_at: MORNING,
        entered_by: null,
      })
      .execute()
  const read = (physicianIds: readonly string[] = [AOBA, IZUMI]) =>
    linkedStationsOf(db, { schemeId: 'minato-locum', physicianIds })
  const ids = (stations: readonly { id: string }[]) => stations.map(({ id }) => id)

  it('are those of the scheme, with their hours, evidence and link', async () => {
    const { ofScheme, ofPhysician } = await read()
    expect(ids(ofScheme)).toEqual(['minato-station-1', 'minato-station-2', 'minato-station-3'])
    expect(ofPhysician.size).toBe(0)
    expect(ofScheme[0]).toMatchObject({
      name: '訪問看護ステーションみなと',
      closedOn: null,
      link: { from: '2024-04-01', to: null },
      evidence: [
        { kind: 'agreement', checkedOn: '2024-04-01', validUntil: '2027-03-31', withdrawnAt: null },
        { kind: 'system24h', checkedOn: '2026-04-01', validUntil: '2030-03-31', withdrawnAt: null },
      ],
    })
  })

  it('are those of the physician and of their clinic besides', async () => {
    await link('physician', AOBA, 'ward-kita-station-1')
    await link('clinic', 'minato-clinic-1', 'ward-kita-station-2')
    await link('patient', 'K-1', 'ward-kita-station-2')
    const linked = await read()
    expect(ids(linked.ofPhysician.get(AOBA) ?? [])).toEqual(['ward-kita-station-1', 'ward-kita-station-2'])
    expect(ids(stationsBehind(linked, AOBA))).toHaveLength(5)
    expect(ids(stationsBehind(linked, IZUMI))).toHaveLength(3)
    expect((await read([IZUMI])).ofPhysician.size).toBe(0)
  })

  it('one that is linked twice stands there twice, with the days of each link', async () => {
    await link('scheme', 'minato-locum', 'minato-station-1', '2030-04-01')
    const { ofScheme } = await read()
    expect(ofScheme.filter(({ id }) => id === 'minato-station-1').map(station => station.link.from)).toEqual([
      '2024-04-01',
      '2030-04-01',
    ])
  })

  it('of more physicians than one statement takes are read too', async () => {
    await link('physician', AOBA, 'ward-kita-station-1')
    const many = [...Array.from({ length: 1_200 }, (_, index) => `nobody-${index}`), AOBA, AOBA]
    expect(ids((await read(many)).ofPhysician.get(AOBA) ?? [])).toEqual(['ward-kita-station-1'])
  })

  it.each([
    ['minato-locum', 2025],
    ['minato-locum', 2027],
    ['ward-kita-locum', 2027],
  ])('of the invented districts cover every minute of every unit of %s %i', async (schemeId, year) => {
    const units = await db
      .selectFrom('duty_unit')
      .innerJoin('roster', 'roster.id', 'duty_unit.roster_id')
      .where('roster.scheme_id', '=', schemeId)
      .where('roster.fiscal_year', '=', year)
      .select(['start_at', 'end_at'])
      .execute()
    const { ofScheme } = await linkedStationsOf(db, { schemeId, physicianIds: [] })
    expect(units.length).toBeGreaterThan(50)
    for (const { start_at: start, end_at: end } of units)
      expect(uncoveredBy(ofScheme, { start, end }, localDayOf(MORNING))).toEqual([])
    const long = { start: instantOf('2030-03-31', '00:00'), end: instantOf('2030-04-02', '00:00') }
    expect(uncoveredBy(ofScheme, long, localDayOf(MORNING))).toEqual([
      { start: instantOf('2030-04-01', '00:00'), end: instantOf('2030-04-02', '00:00') },
    ])
  })
})
