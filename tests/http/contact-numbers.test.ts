import { beforeEach, expect, it } from 'vitest'
import type { Context } from '../../server/context.ts'
import type { ContactNumbers } from '../../server/directory/contact-numbers-view.ts'
import { aContext, bodyOf } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { anAppOf } from '../setup/person.ts'

const READ = '/api/associations/minato/contacts'
const AOBA = '/api/associations/minato/physicians/minato-physician-1/contacts'
const WAS = { clinicPhone: '0000-11-0001', dutyPhone: null }

onEachDatabase('the numbers on which physicians are called', ({ seeded }) => {
  let context: Context
  let server: Awaited<ReturnType<typeof anAppOf>>
  beforeEach(async () => {
    context = aContext(await seeded()).context
    server = await anAppOf(context)
  })

  const read = () => bodyOf<ContactNumbers>(server.get(READ))
  const change = async (given: object) => {
    const body = { clinicPhone: WAS.clinicPhone, dutyPhone: null, was: WAS, ...given }
    const response = await server.post(AOBA, body)
    const { reason, fields } = await bodyOf<{ reason?: string; fields?: { path: string }[] }>(response)
    return { status: response.status, reason, fields: fields?.map(field => field.path) }
  }

  it('are listed by name with their clinics', async () => {
    const { physicians } = await read()
    expect(physicians).toHaveLength(14)
    expect(physicians[0]).toEqual({
      id: 'minato-physician-1',
      name: '青葉 一郎',
      clinic: { id: 'minato-clinic-1', name: '青葉内科医院' },
      numbers: WAS,
    })
  })

  it('are changed in one form, and recorded without the numbers', async () => {
    await change({ clinicPhone: '0000 11 0009', dutyPhone: '＋８１ ９０－１２３４－５６７８' })
    expect((await read()).physicians[0]?.numbers).toEqual({
      clinicPhone: '0000-11-0009',
      dutyPhone: '090-1234-5678',
    })
    const entries = await context.db
      .selectFrom('audit_entry')
      .selectAll()
      .where('action', '=', 'contacts.change')
      .execute()
    expect(entries).toMatchObject([{ actor_id: server.accountId, resource: 'physician:minato-physician-1' }])
    expect(JSON.parse(entries[0]?.detail ?? '')).toEqual({
      clinic: 'minato-clinic-1',
      clinicPhoneChanged: true,
      dutyPhoneChanged: true,
    })
  })

  it('take the number at night away again', async () => {
    const dutyPhone = '090-1234-5678'
    await change({ dutyPhone })
    expect(await change({ was: { ...WAS, dutyPhone } })).toMatchObject({ status: 200 })
    expect((await read()).physicians[0]?.numbers).toEqual(WAS)
  })

  it.each<[string, object, string[]]>([
    ['no clinic number', { clinicPhone: '' }, ['clinicPhone']],
    ['words', { clinicPhone: '留守番電話', dutyPhone: '同上' }, ['clinicPhone', 'dutyPhone']],
    ['a number too long', { dutyPhone: '090-1234-56789' }, ['dutyPhone']],
  ])('%s: refused by field', async (_title, given, fields) => {
    expect(await change(given)).toEqual({ status: 400, reason: 'invalidInput', fields })
    expect((await read()).physicians[0]?.numbers).toEqual(WAS)
  })

  it('of two clerks at once, one changes them and the other is told', async () => {
    const changes = ['090-1111-1111', '090-2222-2222'].map(dutyPhone => change({ dutyPhone }))
    expect((await Promise.all(changes)).map(({ reason }) => reason ?? 'done').sort()).toEqual([
      'done',
      'staleRevision',
    ])
  })

  it('are not changed where the clinic’s is another by now', async () => {
    await change({ clinicPhone: '0000-11-0009' })
    expect(await change({ clinicPhone: '0000-11-0008', dutyPhone: '090-1111-1111' })).toMatchObject({
      reason: 'staleRevision',
    })
    expect((await read()).physicians[0]?.numbers).toEqual({ clinicPhone: '0000-11-0009', dutyPhone: null })
  })
})
