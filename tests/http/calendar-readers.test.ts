import { beforeAll, describe, expect, it } from 'vitest'
import type { OpenDatabase } from '../../db/open.ts'
import type { Context } from '../../server/context.ts'
import { type Audience, audiences } from '../../server/feeds/audience.ts'
import type { CalendarsView } from '../../server/feeds/subscription-view.ts'
import type { Role } from '../../server/identity/role.ts'
import { aContext, bodyOf } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { anAppOf, membershipOf } from '../setup/person.ts'

/**
 * Who may subscribe to which calendar of their association. `own`: of several of the kind, theirs alone; a physician's
 * clinic is their own.
 */
const TABLE: Record<Audience, Partial<Record<Role, 'every' | 'own'>>> = {
  scheme: everybody(),
  association: everybody(),
  supportBlock: everybody(),
  clinicGroup: everybody(),
  physician: { secretariat: 'every', physician: 'own' },
  clinic: { secretariat: 'every', physician: 'own' },
  nursingStation: { secretariat: 'every', nursingStation: 'own' },
  hospital: { secretariat: 'every', hospitalLiaison: 'own' },
}

function everybody(): Partial<Record<Role, 'every'>> {
  return {
    secretariat: 'every',
    physician: 'every',
    hospitalLiaison: 'every',
    nursingStation: 'every',
    coordinationCentre: 'every',
    observer: 'every',
  }
}

const ROLES: Role[] = [
  'secretariat',
  'physician',
  'hospitalLiaison',
  'nursingStation',
  'coordinationCentre',
  'observer',
]

onEachDatabase('who may subscribe to which calendar', ({ seeded }) => {
  let open: OpenDatabase
  let context: Context
  let calendars: Record<Audience, { own: string; other: string | null }>
  beforeAll(async () => {
    open = await seeded()
    context = aContext(open, { config: { demo: false } }).context
    await open.db.transaction().execute(async trx => {
      const block = { id: 'minato-block-1', association_id: 'minato', name: '東ブロック', status: 'live' }
      await trx.insertInto('support_block').values(block).execute()
      const group = { id: 'minato-group-1', association_id: 'minato', name: '浜組', revision: 1 }
      await trx.insertInto('clinic_group').values(group).execute()
    })
    const { clinic_id } = await open.db
      .selectFrom('physician')
      .where('id', '=', 'minato-physician-1')
      .select('clinic_id')
      .executeTakeFirstOrThrow()
    const { clinic_id: otherClinic } = await open.db
      .selectFrom('physician')
      .where('id', '=', 'minato-physician-2')
      .select('clinic_id')
      .executeTakeFirstOrThrow()
    calendars = {
      scheme: { own: 'minato-locum', other: null },
      association: { own: 'minato', other: null },
      supportBlock: { own: 'minato-block-1', other: null },
      clinicGroup: { own: 'minato-group-1', other: null },
      physician: { own: 'minato-physician-1', other: 'minato-physician-2' },
      clinic: { own: clinic_id, other: otherClinic },
      nursingStation: { own: 'minato-station-1', other: 'minato-station-2' },
      hospital: { own: 'minato-hospital-1', other: 'minato-hospital-2' },
    }
  })

  const wishes = { name: '電話', alarmMinutes: null }
  const subscriptionsOf = (audience: string, id: string, associationId = 'minato') =>
    `/api/associations/${associationId}/calendars/${audience}/${id}/subscriptions`

  describe.each(ROLES)('a %s', role => {
    it.each(audiences)('%s', async audience => {
      const app = await anAppOf(context, { memberships: [membershipOf(role, 'minato')] })
      const { own, other } = calendars[audience]
      const may = TABLE[audience][role]
      expect((await app.post(subscriptionsOf(audience, own), wishes)).status).toBe(may ? 200 : 403)
      if (other !== null)
        expect((await app.post(subscriptionsOf(audience, other), wishes)).status).toBe(
          may === 'every' ? 200 : 403,
        )
    })

    it('is offered exactly what they may subscribe to, with what is their own marked', async () => {
      const app = await anAppOf(context, { memberships: [membershipOf(role, 'minato')] })
      const offered = (await bodyOf<CalendarsView>(app.get('/api/associations/minato/calendars'))).calendars
      for (const audience of audiences) {
        const { own, other } = calendars[audience]
        const found = (id: string) => offered.find(one => one.audience === audience && one.id === id)
        const may = TABLE[audience][role]
        expect([audience, found(own)?.own]).toEqual([audience, may ? may === 'own' : undefined])
        if (other !== null)
          expect([audience, found(other)?.own]).toEqual([audience, may === 'every' ? false : undefined])
      }
    })
  })

  it('what another association has, and what nobody has, answer alike', async () => {
    const app = await anAppOf(context)
    const refused = [
      subscriptionsOf('scheme', 'ward-kita-locum'),
      subscriptionsOf('scheme', 'ward-kita-locum', 'ward-kita'),
      subscriptionsOf('physician', 'ward-kita-physician-1'),
      subscriptionsOf('scheme', 'nothing'),
      subscriptionsOf('nothing', 'minato-locum'),
      subscriptionsOf('toString', 'minato'),
      subscriptionsOf('hospital', 'minato-station-1'),
    ]
    for (const path of refused) {
      const answer = await app.post(path, wishes)
      expect([path, answer.status, await answer.json()]).toMatchObject([path, 404, { reason: 'notFound' }])
    }
  })

  it('whoever shares a calendar sees and ends their own subscriptions alone', async () => {
    const nurse = await anAppOf(context, { memberships: [membershipOf('nursingStation', 'minato')] })
    const doctor = await anAppOf(context, { memberships: [membershipOf('physician', 'minato')] })
    const path = subscriptionsOf('scheme', 'minato-locum')
    const { id } = await bodyOf<{ id: string }>(nurse.post(path, wishes))
    const seenBy = async (app: typeof nurse) =>
      (await bodyOf<{ subscriptions: { id: string }[] }>(app.get(path))).subscriptions.map(one => one.id)
    expect(await seenBy(nurse)).toContain(id)
    expect(await seenBy(doctor)).not.toContain(id)
    for (const [act, body] of [
      ['', { ...wishes, revision: 0 }],
      ['/renew', {}],
      ['/revoke', { farewell: false }],
    ] as const)
      expect((await doctor.post(`${path}/${id}${act}`, body)).status).toBe(404)
    const office = await anAppOf(context)
    expect(await seenBy(office)).toContain(id)
    expect((await office.post(`${path}/${id}/revoke`, { farewell: false })).status).toBe(200)
  })
})
