import { beforeEach, expect, it } from 'vitest'
import type { Context } from '../../server/context.ts'
import { findScheme } from '../../server/duty/duty-scheme.service.ts'
import { readDraftedRota } from '../../server/roster/instance.service.ts'
import { DEFAULT_ROTA_SETTINGS, type RotaSettings } from '../../server/roster/settings/rota-settings.ts'
import type { SchemeRotaSettings } from '../../server/roster/settings/rota-settings-view.ts'
import { aContext, bodyOf } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { anAppOf } from '../setup/person.ts'

const ADDRESS = '/api/schemes/minato-locum/rota-settings'

onEachDatabase('the settings of the rota maker', ({ seeded }) => {
  let context: Context
  let server: Awaited<ReturnType<typeof anAppOf>>
  beforeEach(async () => {
    context = aContext(await seeded()).context
    server = await anAppOf(context)
  })

  const read = () => bodyOf<SchemeRotaSettings>(server.get(ADDRESS))

  /** Everything as it was read, but for this. */
  const changed = async (given: { settings?: Partial<RotaSettings>; minGapDays?: number }) => {
    const { settings, minGapDays, revision } = await read()
    return { minGapDays, revision, ...given, settings: { ...settings, ...given.settings } }
  }
  const answer = async (body: unknown) => {
    const response = await server.post(ADDRESS, body)
    const { reason, fields } = await bodyOf<{ reason?: string; fields?: { path: string }[] }>(response)
    return { status: response.status, reason, fields: fields?.map(({ path }) => path) }
  }

  it('are the defaults until somebody changes them', async () => {
    const { settings, defaults, ...rest } = await read()
    expect(settings).toEqual(defaults)
    expect(settings).toMatchObject({
      weights: { count: 10, burden: 4, deadBand: 2, want: 3, avoid: 4, change: 6 },
      spacing: { weeks: 5, cost: 2 },
      burden: { yearEnd: 12, closedDay: 4 },
      precedence: null,
      seconds: 20,
    })
    expect(rest).toEqual({
      scheme: { id: 'minato-locum', name: 'みなと在宅Dr.ネット（見本）', shortName: 'みなとネット' },
      posts: ['locum'],
      minGapDays: 14,
      revision: 0,
    })
  })

  it('have the defaults where only some were ever set', async () => {
    await context.db
      .updateTable('duty_scheme')
      .set({ rota_settings: '{"weights":{"want":5},"burden":{"obon":9},"seconds":60}' })
      .execute()
    const { settings, defaults } = await read()
    expect(settings).toEqual({
      ...defaults,
      weights: { ...defaults.weights, want: 5 },
      burden: { ...defaults.burden, obon: 9 },
      seconds: 60,
    })
  })

  it('are changed as a whole, and each change is recorded with what was before', async () => {
    const { settings } = await read()
    const change = await changed({
      minGapDays: 10,
      settings: {
        weights: { ...settings.weights, want: 0.5 },
        burden: { ...settings.burden, yearEnd: 16 },
        precedence: ['burden', 'wants'],
      },
    })
    expect(await answer(change)).toEqual({ status: 200 })
    expect(await read()).toMatchObject({ minGapDays: 10, settings: change.settings, revision: 1 })
    const entries = await context.db
      .selectFrom('audit_entry')
      .selectAll()
      .where('action', '=', 'rotaSettings.change')
      .execute()
    expect(entries).toMatchObject([
      { actor_id: server.accountId, association_id: 'minato', resource: 'scheme:minato-locum' },
    ])
    expect(JSON.parse(entries[0]?.detail ?? '')).toEqual({
      revision: 1,
      minGapDays: 10,
      'minGapDays.before': 14,
      'weights.want': 0.5,
      'weights.want.before': 3,
      'burden.yearEnd': 16,
      'burden.yearEnd.before': 12,
      precedence: 'burden,wants',
      'precedence.before': 'none',
    })
  })

  it('count in the next instance of the rota maker, and not in those of other schemes', async () => {
    const { settings } = await read()
    await answer(
      await changed({
        minGapDays: 21,
        settings: { burden: { ...settings.burden, closedDayWithEve: 7 }, precedence: ['counts'] },
      }),
    )
    const instanceOf = async (schemeId: string) => {
      const scheme = await findScheme(context.db, schemeId)
      return scheme && (await readDraftedRota(context.db, scheme, 2027))?.instance
    }
    const instance = await instanceOf('minato-locum')
    expect(instance).toMatchObject({ minGapDays: 21, precedence: ['counts'] })
    expect(new Set(instance?.units.map(({ burden }) => burden))).toContain(7)
    expect(await instanceOf('ward-kita-locum')).toMatchObject({ minGapDays: 14 })
    expect(await instanceOf('ward-kita-locum')).not.toHaveProperty('precedence')
  })

  it('of two clerks who change them at once, one does and the others are told', async () => {
    const changes = await Promise.all([11, 12, 13, 14].map(minGapDays => changed({ minGapDays })))
    const answers = await Promise.all(changes.map(answer))
    expect(answers.map(({ reason }) => reason ?? 'done').toSorted()).toEqual([
      'done',
      'staleRevision',
      'staleRevision',
      'staleRevision',
    ])
    expect((await read()).revision).toBe(1)
  })

  it('are stale when a member was changed meanwhile, for both are of one scheme', async () => {
    const change = await changed({ minGapDays: 7 })
    const end = '/api/schemes/minato-locum/members/minato-physician-1/2024-04-01/end'
    expect((await server.post(end, { leftOn: '2027-03-31', revision: 0 })).status).toBe(200)
    expect(await answer(change)).toMatchObject({ status: 409, reason: 'staleRevision' })
    expect(await answer({ ...change, revision: 1 })).toMatchObject({ status: 200 })
  })

  const { weights, spacing, burden } = DEFAULT_ROTA_SETTINGS

  it.each<[string, Parameters<typeof changed>[0], string[]]>([
    ['a weight below zero', { settings: { weights: { ...weights, want: -0.5 } } }, ['weights.want']],
    [
      'a weight out of all proportion',
      { settings: { weights: { ...weights, count: 1001 } } },
      ['weights.count'],
    ],
    [
      'a dead band of a half quarter',
      { settings: { weights: { ...weights, deadBand: 0.5 } } },
      ['weights.deadBand'],
    ],
    ['a weight in words', { settings: { weights: { ...weights, avoid: '4' as never } } }, ['weights.avoid']],
    ['no weeks', { settings: { spacing: { ...spacing, weeks: 0 } } }, ['spacing.weeks']],
    ['27 weeks', { settings: { spacing: { ...spacing, weeks: 27 } } }, ['spacing.weeks']],
    ['a share below zero', { settings: { laterPostShare: -1 } }, ['laterPostShare']],
    ['no seconds', { settings: { seconds: 0 } }, ['seconds']],
    ['601 seconds', { settings: { seconds: 601 } }, ['seconds']],
    ['an empty order', { settings: { precedence: [] } }, ['precedence']],
    ['an order that names a kind twice', { settings: { precedence: ['wants', 'wants'] } }, ['precedence']],
    ['an unknown kind', { settings: { precedence: ['luck' as never] } }, ['precedence.0']],
    [
      'several at once',
      {
        settings: {
          weights: { ...weights, want: -1, change: null as never },
          spacing: { weeks: 1.5, cost: -1 },
          burden: { ...burden, yearEnd: 3.5 },
          seconds: '20' as never,
        },
      },
      ['weights.want', 'weights.change', 'spacing.weeks', 'spacing.cost', 'burden.yearEnd', 'seconds'],
    ],
  ])('%s is refused by field, all at once', async (_title, given, fields) => {
    const before = await read()
    expect(await answer(await changed(given))).toEqual({
      status: 400,
      reason: 'invalidInput',
      fields: fields.map(path => `settings.${path}`),
    })
    expect(await read()).toEqual(before)
  })

  it.each([
    ['below zero', -1, false],
    ['none', 0, true],
    ['a year', 365, true],
    ['more than a year', 366, false],
    ['half a day', 0.5, false],
  ])('a least distance of %s', async (_title, minGapDays, accepted) => {
    expect(await answer(await changed({ minGapDays }))).toEqual(
      accepted ? { status: 200 } : { status: 400, reason: 'invalidInput', fields: ['minGapDays'] },
    )
  })

  it.each([
    ['Infinity, which JSON can write as 1e999', '1e999', 'invalidInput', ['settings.weights.count']],
    ['NaN, which JSON cannot write', 'NaN', 'malformedJson', undefined],
    ['nothing in the place of NaN', 'null', 'invalidInput', ['settings.weights.count']],
  ])('%s is refused', async (_title, written, reason, fields) => {
    const body = JSON.stringify(await changed({})).replace('"count":10', `"count":${written}`)
    expect(body).toContain(`"count":${written}`)
    expect(await answer(body)).toEqual({ status: 400, reason, fields })
  })

  it('a part that is left out is refused, and so is one that does not exist', async () => {
    const { settings, revision, minGapDays } = await read()
    const { seconds: _, ...rest } = settings
    expect(await answer({ settings: { ...rest, haste: 1 }, revision, minGapDays })).toMatchObject({
      status: 400,
      fields: ['settings.seconds', 'settings'],
    })
    expect(await answer({ revision })).toMatchObject({ fields: ['minGapDays', 'settings'] })
  })
})
