import { beforeEach, describe, expect, it } from 'vitest'
import type { OpenDatabase } from '../../db/open.ts'
import { PROGRAM } from '../../server/audit/actor.ts'
import type { ServerContext } from '../../server/context.ts'
import { overrideDuty } from '../../server/roster/exchanges/override-duty.service.ts'
import { currentDuties } from '../../server/roster/standing/standing-rota.service.ts'
import { HOUR } from '../../server/time/interval.ts'
import { wallClockOf } from '../../server/time/tokyo.ts'
import { type Component, readDocument, valueIn } from '../feeds/grammar.ts'
import { aContext, anApp, MORNING } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { withoutLimits } from '../setup/exchanges.ts'
import { aMembership, aSignedInPerson } from '../setup/person.ts'

const ROSTER = '/api/schemes/minato-locum/rosters/2026'
const CALENDARS = '/api/associations/minato/calendars'

onEachDatabase('calendar files to be imported once', ({ seeded }) => {
  let open: OpenDatabase
  let context: ServerContext
  let server: ReturnType<typeof anApp>
  let cookie: string
  beforeEach(async () => {
    open = await seeded()
    context = aContext(open).context
    server = anApp(context)
    const person = await aSignedInPerson(context, {
      memberships: [aMembership({ associationId: 'minato', role: 'secretariat' })],
    })
    cookie = person.cookie
  })
  const read = (path: string) => server.app.request(path, { headers: { cookie } })
  const calendarIn = async (response: Response): Promise<Component> => {
    expect(response.status).toBe(200)
    const { calendar, faults } = readDocument(Buffer.from(await response.arrayBuffer()))
    expect(faults).toEqual([])
    if (!calendar) throw new Error('no calendar')
    return calendar
  }
  const nextDuty = async () => {
    const [duty] = (await currentDuties(open.db, 'minato-locum/2026'))
      .filter(({ start }) => start > MORNING)
      .toSorted((a, b) => a.start - b.start)
    if (!duty) throw new Error('the seed has one')
    return duty
  }
  const dutyPath = ({ unitId, post }: { unitId: string; post: string }) =>
    `${ROSTER}/duty-file?${new URLSearchParams({ unit: unitId, post })}`

  describe.each([
    ['physician', 'minato-physician-1'],
    ['scheme', 'minato-locum'],
    ['association', 'minato'],
    ['clinic', 'minato-clinic-1'],
    ['nursingStation', 'minato-station-1'],
    ['hospital', 'minato-hospital-1'],
  ])('of a %s', (audience, id) => {
    it('is a message that says who sends it, under a name of its own', async () => {
      const response = await read(`${CALENDARS}/${audience}/${id}/file`)
      expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8; method=PUBLISH')
      expect(response.headers.get('cache-control')).toBe('private, no-store')
      const disposition = response.headers.get('content-disposition') ?? ''
      expect(disposition).toMatch(/^attachment; filename="rinban\.ics"; filename\*=UTF-8''[\w%.~-]+\.ics$/)
      const calendar = await calendarIn(response)
      expect(valueIn(calendar, 'METHOD')).toBe('PUBLISH')
      expect(decodeURIComponent(disposition.split("''")[1] ?? '')).toMatch(/^輪番_.+_2026-06-01\.ics$/)
      for (const event of calendar.components) {
        const organizer = event.properties.find(({ name }) => name === 'ORGANIZER')
        expect(organizer?.value).toBe('mailto:no-reply@rinban.test')
        expect(organizer?.parameters.CN).toBe('見本みなと医師会（架空） 事務局')
      }
    })
  })

  it('of a single duty has that duty alone, under the UID that subscriptions have', async () => {
    const duty = await nextDuty()
    const calendar = await calendarIn(await read(dutyPath(duty)))
    expect(calendar.components.map(event => valueIn(event, 'UID')?.split('@')[0])).toEqual([
      `${duty.unitId}/${duty.post}`,
    ])
  })

  it('of a duty that two stand one after the other has a part for each', async () => {
    await withoutLimits(open)
    const duty = await nextDuty()
    const to = `minato-physician-${duty.physicianId.endsWith('-5') ? 6 : 5}`
    const at = (hours: number) => `${wallClockOf(duty.start + hours * HOUR)}:00+09:00`
    const given = await overrideDuty(
      context,
      PROGRAM,
      { schemeId: 'minato-locum', fiscalYear: 2026 },
      {
        ...{ unit: duty.unitId, post: duty.post, from: duty.physicianId, to, reason: 'x' },
        hours: { start: at(2), end: at(4) },
      },
    )
    expect(given).toMatchObject({ ok: true })
    expect((await calendarIn(await read(dutyPath(duty)))).components).toHaveLength(3)
  })

  it.each([
    ['a unit that is not published', `${ROSTER}/duty-file?unit=none&post=locum`, 404],
    ['no unit', `${ROSTER}/duty-file?post=locum`, 400],
    ['a kind of calendar there is not', `${CALENDARS}/patient/minato-physician-1/file`, 404],
    ['somebody of another association', `${CALENDARS}/physician/ward-kita-physician-1/file`, 404],
  ])('%s', async (_title, path, status) => {
    expect((await read(path)).status).toBe(status)
    expect(server.reports).toEqual([])
  })

  it('nobody downloads a physician’s calendar without signing in', async () => {
    const path = `${CALENDARS}/physician/minato-physician-1/file`
    expect((await server.app.request(path)).status).toBe(401)
  })
})
