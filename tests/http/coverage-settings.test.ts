import { beforeEach, expect, it } from 'vitest'
import type { ServerContext } from '../../server/context.ts'
import type { SchemeCoverageSettings } from '../../server/coverage/coverage-settings-view.ts'
import { aContext, bodyOf } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { anAppOf } from '../setup/person.ts'

const SETTINGS = '/api/schemes/minato-locum/coverage-settings'

const settings = (given: object = {}) => ({
  topology: 'hospitalCentred',
  covers: ['rota', 'request'],
  finalBackup: { kind: 'hospital', id: 'minato-hospital-1' },
  deputyLabel: '協力医',
  ...given,
})

onEachDatabase('how a scheme stands in for absent physicians', ({ seeded }) => {
  let context: ServerContext
  let clerk: Awaited<ReturnType<typeof anAppOf>>
  beforeEach(async () => {
    context = aContext(await seeded()).context
    clerk = await anAppOf(context)
  })
  const read = () => bodyOf<SchemeCoverageSettings>(clerk.get(SETTINGS))

  it('is proposed by its topology and changed by the secretariat; the board is told', async () => {
    const before = await read()
    expect(before).toMatchObject({
      settings: { topology: 'clinicNetwork', finalBackup: null, deputyLabel: '副主治医' },
      proposed: { hospitalCentred: ['rota', 'request'] },
      hospitals: [{ id: 'minato-hospital-1' }, { id: 'minato-hospital-2' }],
    })
    const changed = await clerk.post(SETTINGS, { settings: settings(), revision: before.revision })
    expect(await bodyOf(changed)).toMatchObject({ settings: settings(), revision: before.revision + 1 })
    expect(await read()).toMatchObject({ settings: settings() })
    const entry = await context.db
      .selectFrom('audit_entry')
      .where('action', '=', 'coverageSettings.change')
      .select('detail')
      .executeTakeFirstOrThrow()
    expect(entry.detail).toContain('minato-hospital-1')
  })

  it.each([
    ['no cover', { covers: [] }, 'settings.covers'],
    ['a cover twice', { covers: ['rota', 'rota'] }, 'settings.covers'],
    ['a topology nobody knows', { topology: 'star' }, 'settings.topology'],
    ['no word for deputies', { deputyLabel: ' ' }, 'settings.deputyLabel'],
    ['a hospital nobody has', { finalBackup: { kind: 'hospital', id: 'x' } }, 'settings.finalBackup.id'],
    [
      'another association’s physician',
      { finalBackup: { kind: 'physician', id: 'ward-kita-physician-1' } },
      'settings.finalBackup.id',
    ],
  ])('is refused by field: %s', async (_title, given, path) => {
    const { revision } = await read()
    const refused = await clerk.post(SETTINGS, { settings: settings(given), revision })
    expect(refused.status).toBe(400)
    expect(await refused.json()).toMatchObject({ fields: [{ path }] })
  })

  it('of ten clerks who change it at once, one does', async () => {
    const { revision } = await read()
    const statuses = await Promise.all(
      Array.from(
        { length: 10 },
        async () => (await clerk.post(SETTINGS, { settings: settings(), revision })).status,
      ),
    )
    expect(statuses.filter(status => status === 200)).toHaveLength(1)
    expect(statuses.filter(status => status === 409)).toHaveLength(9)
  })
})
