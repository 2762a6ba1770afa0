import { beforeEach, expect, it } from 'vitest'
import type { AuditPage } from '../../server/audit/audit-view.ts'
import type { Context } from '../../server/context.ts'
import type { NewSubscription } from '../../server/feeds/subscription-view.ts'
import type { PeopleView } from '../../server/identity/people-view.ts'
import { aContext, bodyOf } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { aMembership, anAppOf, aSignedInPerson, membershipOf } from '../setup/person.ts'

const ASSOCIATION = '/api/associations/minato'
const PEOPLE = `${ASSOCIATION}/people`
const ROSTER = '/api/schemes/minato-locum/rosters/2026'
const CALENDARS = `${ASSOCIATION}/calendars/physician`
const SUBSCRIPTIONS = `${CALENDARS}/minato-physician-1/subscriptions`
const A_PHONE = { name: 'スマートフォン', alarmMinutes: null }

onEachDatabase('people of an association', ({ seeded }) => {
  let context: Context
  let secretariat: Awaited<ReturnType<typeof anAppOf>>
  beforeEach(async () => {
    context = aContext(await seeded(), { config: { demo: false } }).context
    secretariat = await anAppOf(context, { name: '事務 花子' })
  })

  const aPhysician = () =>
    anAppOf(context, { memberships: [membershipOf('physician', 'minato')], name: '青葉 一郎' })
  const person = async (membershipId: string | undefined) =>
    (await bodyOf<PeopleView>(secretariat.get(PEOPLE))).people.find(one => one.membershipId === membershipId)

  it('are listed with name, role and what they are of', async () => {
    const { membershipIds } = await aPhysician()
    expect(await person(membershipIds[0])).toMatchObject({
      account: { name: '青葉 一郎', disabled: false },
      role: 'physician',
      facility: { id: 'minato-physician-1', name: '青葉 一郎' },
      inForce: true,
    })
  })

  it('a membership is changed, and ends at once', async () => {
    const physician = await aPhysician()
    const [id] = physician.membershipIds
    const change = { role: 'observer', facilityId: null, fromDay: '2026-04-01', toDay: '2027-03-31' }
    expect((await secretariat.post(`${PEOPLE}/${id}`, change)).status).toBe(200)
    expect(await person(id)).toMatchObject({ role: 'observer', facility: null, toDay: '2027-03-31' })
    const look = () => physician.get(ROSTER)
    expect((await look()).status).toBe(200)
    expect((await secretariat.post(`${PEOPLE}/${id}/end`, {})).status).toBe(200)
    expect((await look()).status).toBe(404)
    expect(await person(id)).toMatchObject({ inForce: false, toDay: '2026-05-31' })
  })

  it('a disabled account is nobody, and enabled again it has to sign in anew', async () => {
    const physician = await aPhysician()
    const [id] = physician.membershipIds
    const look = async () => (await physician.get(ROSTER)).status
    expect(await look()).toBe(200)
    await secretariat.post(`${PEOPLE}/${id}/disable`, {})
    expect(await look()).toBe(401)
    expect(await person(id)).toMatchObject({ account: { disabled: true } })
    await secretariat.post(`${PEOPLE}/${id}/enable`, {})
    expect(await person(id)).toMatchObject({ account: { disabled: false } })
    expect(await look()).toBe(401)
  })

  it('whose membership has ended can be enabled, but not disabled any more', async () => {
    const { membershipIds } = await aPhysician()
    const [id] = membershipIds
    const post = (verb: string) => secretariat.post(`${PEOPLE}/${id}/${verb}`, {})
    await post('disable')
    await post('end')
    expect((await post('enable')).status).toBe(200)
    expect((await post('disable')).status).toBe(404)
    expect(await person(id)).toMatchObject({ account: { disabled: false } })
  })

  it('a change is recorded with what was before and what came after', async () => {
    const physician = await aPhysician()
    const [id] = physician.membershipIds
    const change = { role: 'observer', facilityId: null, fromDay: '2026-04-01', toDay: '2027-03-31' }
    await secretariat.post(`${PEOPLE}/${id}`, change)
    const row = await context.db
      .selectFrom('audit_entry')
      .where('resource', '=', `membership:${id}`)
      .select(['action', 'detail'])
      .executeTakeFirstOrThrow()
    expect([row.action, JSON.parse(row.detail)]).toEqual([
      'people.change',
      {
        account: physician.accountId,
        roleBefore: 'physician',
        facilityBefore: 'minato-physician-1',
        fromDayBefore: '2020-04-01',
        toDayBefore: '',
        role: 'observer',
        facility: '',
        fromDay: '2026-04-01',
        toDay: '2027-03-31',
      },
    ])
  })

  it('who also belongs to another association cannot be disabled by one of the two', async () => {
    const memberships = [aMembership({ role: 'observer' }), aMembership({ associationId: 'ward-kita' })]
    const { membershipIds } = await aSignedInPerson(context, { memberships })
    const refused = await secretariat.post(`${PEOPLE}/${membershipIds[0]}/disable`, {})
    expect(await refused.json()).toMatchObject({ reason: 'memberElsewhere' })
    expect((await secretariat.post(`${PEOPLE}/${membershipIds[0]}/end`, {})).status).toBe(200)
  })

  it.each(['end', 'disable'])('nobody can %s themselves', async verb => {
    const refused = await secretariat.post(`${PEOPLE}/${secretariat.membershipIds[0]}/${verb}`, {})
    expect([refused.status, await refused.json()]).toMatchObject([409, { reason: 'ownMembership' }])
  })

  it.each([
    ['a physician of nobody', { role: 'physician', facilityId: null }, 'unknownFacility'],
    [
      "another association's physician",
      { role: 'physician', facilityId: 'ward-kita-physician-1' },
      'unknownFacility',
    ],
    ['a hospital for a physician', { role: 'physician', facilityId: 'minato-hospital-1' }, 'unknownFacility'],
    [
      'a physician for an observer',
      { role: 'observer', facilityId: 'minato-physician-1' },
      'unknownFacility',
    ],
    ['the administrator of the machine', { role: 'systemAdministrator', facilityId: null }, 'invalidInput'],
    [
      'an end before the beginning',
      { role: 'observer', facilityId: null, toDay: '2020-01-01' },
      'invalidInput',
    ],
    [
      'a day that does not exist',
      { role: 'observer', facilityId: null, fromDay: '2026-02-30' },
      'invalidInput',
    ],
  ])('%s is refused, and nothing is changed', async (_title, change, reason) => {
    const [id] = (await aPhysician()).membershipIds
    const before = await person(id)
    const refused = await secretariat.post(`${PEOPLE}/${id}`, {
      fromDay: '2026-04-01',
      toDay: null,
      ...change,
    })
    expect([refused.status, await refused.json()]).toMatchObject([400, { reason }])
    expect(await person(id)).toEqual(before)
  })

  it('the secretariat makes one for a physician who telephones, and list and audit say so', async () => {
    const made = await bodyOf<NewSubscription>(secretariat.post(SUBSCRIPTIONS, A_PHONE))
    expect(made.subscriptions).toMatchObject([{ enteredBy: { name: '事務 花子', onBehalf: true } }])
    const audit = await bodyOf<AuditPage>(secretariat.get(`${ASSOCIATION}/audit?action=subscription.make`))
    expect(audit.entries).toMatchObject([
      {
        action: 'subscription.make',
        actor: { id: secretariat.accountId, name: '事務 花子' },
        onBehalfOf: { id: 'minato-physician-1', name: '青葉 一郎' },
      },
    ])
  })

  it('the audit trail is filtered, paged and exported, for this association alone', async () => {
    for (let n = 0; n < 55; n++)
      await secretariat.post(`${CALENDARS}/minato-physician-${1 + (n % 14)}/subscriptions`, A_PHONE)
    const page = (query: string) => bodyOf<AuditPage>(secretariat.get(`${ASSOCIATION}/audit${query}`))
    const first = await page(`?actor=${secretariat.accountId}`)
    expect(first.entries).toHaveLength(50)
    const rest = await page(`?actor=${secretariat.accountId}&before=${first.next}`)
    expect([rest.entries.length, rest.next]).toEqual([5, null])
    expect((await page('?from=2026-06-02')).entries).toEqual([])
    expect((await page('?from=2026-06-01&to=2026-06-01&action=roster.publish')).entries).toHaveLength(2)
    const csv = await (await secretariat.get(`${ASSOCIATION}/audit/export`)).text()
    expect(csv.split('\r\n').filter(line => line.includes('subscription.make'))).toHaveLength(55)
    expect(csv).not.toContain('ward-kita')
    expect((await secretariat.get(`${ASSOCIATION}/audit?from=yesterday`)).status).toBe(400)
  })
})
