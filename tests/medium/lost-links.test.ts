import { beforeEach, expect, it } from 'vitest'
import type { OpenDatabase } from '../../db/open.ts'
import { PROGRAM } from '../../server/audit/actor.ts'
import { DEFAULT_GATE_SETTINGS, type GateSettings } from '../../server/roster/gate/gate.ts'
import { changeGateSettings, readGateSettings } from '../../server/roster/gate/gate-settings.service.ts'
import { readLostLinks } from '../../server/roster/gate/lost-links.service.ts'
import { standingDuties } from '../../server/roster/standing/standing-rota.service.ts'
import { HOUR } from '../../server/time/interval.ts'
import { instantOf } from '../../server/time/tokyo.ts'
import { writtenInterval } from '../../server/time/written-interval.ts'
import { aContext } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { yes } from '../setup/signed-in.ts'

const SCHEME = 'minato-locum'
const YEAR = 2026

onEachDatabase('published duties that have lost their nurse link', ({ seeded }) => {
  let open: OpenDatabase
  let context: ReturnType<typeof aContext>['context']
  let time: ReturnType<typeof aContext>['time']
  beforeEach(async () => {
    open = await seeded()
    ;({ context, time } = aContext(open))
  })

  const lost = async (year = YEAR) => yes(await readLostLinks(context, SCHEME, year)).units
  const comingUnits = async () => {
    const duties = await standingDuties(open.db, `${SCHEME}/${YEAR}`)
    return [...new Map(duties.map(duty => [duty.unitId, duty])).values()]
      .filter(duty => duty.start > time.now)
      .toSorted((a, b) => a.start - b.start)
  }
  const endLinks = (last: string) => open.db.updateTable('nurse_link').set({ to_day: last }).execute()

  it('are none while every link holds as it did', async () => {
    expect(await lost()).toEqual([])
  })

  it('are named once each, with the hours, from the end of the links on', async () => {
    await endLinks('2026-12-31')
    const end = instantOf('2026-12-31', '24:00')
    expect(await lost()).toEqual(
      (await comingUnits())
        .filter(duty => duty.end > end)
        .map(duty => ({
          unitId: duty.unitId,
          day: duty.day,
          label: duty.label,
          hours: [writtenInterval({ start: Math.max(duty.start, end), end: duty.end })],
        })),
    )
  })

  it('are found where all evidence has run out', async () => {
    await open.db.updateTable('nurse_evidence').set({ valid_until: '2026-06-02' }).execute()
    const all = await comingUnits()
    expect((await lost()).map(({ unitId }) => unitId)).toEqual(all.map(({ unitId }) => unitId))
  })

  it('are no news once they have begun', async () => {
    await endLinks('2026-06-30')
    const [first] = await lost()
    time.now = Date.parse(first?.hours[0]?.start ?? '') + HOUR
    expect((await lost()).map(({ unitId }) => unitId)).not.toContain(first?.unitId)
  })

  it('are none where the scheme does not ask for the link, nor of a year without a published rota', async () => {
    await endLinks('2026-06-30')
    expect(await lost(2027)).toEqual([])
    const { revision } = yes(await readGateSettings(context, SCHEME))
    const settings: GateSettings = { ...DEFAULT_GATE_SETTINGS, nurseLink: 'off' }
    yes(await changeGateSettings(context, PROGRAM, SCHEME, { settings, revision }))
    expect(await lost()).toEqual([])
  })

  it('of a scheme that is none are not found', async () => {
    expect(await readLostLinks(context, 'nowhere', YEAR)).toMatchObject({ reason: 'notFound' })
  })
})
