import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { AuditPage } from '../../server/audit/audit-view.ts'
import type { ServerContext } from '../../server/context.ts'
import type { RosterDraft, RosterSummary } from '../../server/roster/roster-view.ts'
import type { CurrentRun, RotaRunView } from '../../server/roster/runs/rota-run-view.ts'
import { aContext, bodyOf } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { anAppOf, membershipOf } from '../setup/person.ts'

const YEAR = '/api/schemes/minato-locum/rosters/2027'
const RUNS = `${YEAR}/runs`

onEachDatabase('the API of searches', ({ seeded }) => {
  let context: ServerContext
  let server: Awaited<ReturnType<typeof anAppOf>>
  beforeEach(async () => {
    context = aContext(await seeded(), { config: { demo: false } }).context
    server = await anAppOf(context, { name: '試験 花子' })
  })
  afterEach(async () => {
    await context.searches.end()
    await context.optimiser.close()
    expect(server.reports).toEqual([])
  })

  const started = () => server.post(RUNS, { revision: 1, keep: 'pins' })

  /** Sends requests while somebody else changes the roster, who lets go when all that wait for it are waiting. */
  const whileRosterIsHeld = async <Value>(send: () => Promise<Value>): Promise<Value> => {
    const holding = Promise.withResolvers<void>()
    const letGo = Promise.withResolvers<void>()
    const held = context.db.transaction().execute(async trx => {
      await trx
        .updateTable('roster')
        .set(eb => ({ revision: eb.ref('revision') }))
        .where('id', '=', 'minato-locum/2027')
        .execute()
      holding.resolve()
      await letGo.promise
    })
    await holding.promise
    const answers = send()
    await setTimeout(700)
    letGo.resolve()
    await held
    return answers
  }

  it('starts one, tells how it stands, and gives what it has found', async () => {
    expect(await bodyOf<CurrentRun>(server.get(`${RUNS}/current`))).toEqual({ run: null, seconds: 20 })
    const response = await started()
    expect(response.status).toBe(200)
    const { id, ...begun } = await bodyOf<RotaRunView>(response)
    expect(begun).toMatchObject({
      state: 'running',
      own: true,
      startedBy: '試験 花子',
      seed: 1,
      seconds: 20,
      inputHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      best: null,
      gap: null,
      found: null,
    })
    await context.searches.over(id)
    const over = await bodyOf<RotaRunView>(server.get(`${RUNS}/${id}`))
    expect(over).toMatchObject({ state: 'done', found: { status: 'optimal', remedies: [], units: [] } })
    expect((await bodyOf<CurrentRun>(server.get(`${RUNS}/current`))).run).toEqual(over)
    const { proof, findings } = await bodyOf<RosterDraft>(server.get(`${YEAR}/draft`))
    expect(proof).toMatchObject({ runId: id, status: 'optimal', inputHash: over.inputHash, seed: 1 })
    expect(findings.remarks).toEqual([])
    expect(Object.keys(over.found ?? {})).not.toContain('assignments')
  })

  it('refuses a second one while it runs, and a stop or a take at the wrong time', async () => {
    const [one, other] = await Promise.all([started(), started()])
    const [won, lost] = one.status === 200 ? [one, other] : [other, one]
    expect([won.status, lost.status]).toEqual([200, 409])
    expect(await lost.json()).toMatchObject({ reason: 'searchUnderWay' })
    const { id } = await bodyOf<RotaRunView>(won)
    await context.searches.over(id)
    const stop = await server.post(`${RUNS}/${id}/stop`, {})
    expect([stop.status, await stop.json()]).toMatchObject([409, { reason: 'searchOver' }])
    const take = await server.post(`${RUNS}/${id}/take`, { revision: 1 })
    expect([take.status, await take.json()]).toMatchObject([409, { reason: 'staleRevision' }])
    const { revision } = await bodyOf<RosterSummary>(server.get(YEAR))
    expect((await server.post(`${RUNS}/${id}/take`, { revision })).status).toBe(200)
  })

  it.each([
    ['over the draft as it is', false],
    ['after a draft made anew', true],
  ])(
    'answers everybody when a rota is taken, a search started %s and one stopped at once',
    async (_title, anew) => {
      const { id } = await bodyOf<RotaRunView>(started())
      await context.searches.over(id)
      for (let round = 0; round < 4; round++) {
        const { revision } = await bodyOf<RosterSummary>(server.get(YEAR))
        await context.db.updateTable('rota_run').set({ taken_at: null }).where('id', '=', id).execute()
        const takes = () => server.post(`${RUNS}/${id}/take`, { revision })
        const starts = () => server.post(RUNS, { revision, keep: 'pins', anew, seconds: 1 })
        const stops = () => server.post(`${RUNS}/${id}/stop`, {})
        const each = [takes, starts, stops]
        const all = await whileRosterIsHeld(() =>
          Promise.all(
            Array.from({ length: 9 }, async (_, one) => {
              const what = each[one % 3] ?? takes
              return { what, status: (await what()).status }
            }),
          ),
        )
        const answers = (what: typeof takes) =>
          all.filter(one => one.what === what).map(({ status }) => status)
        const winners = (what: typeof takes) => answers(what).filter(status => status === 200).length
        expect([...new Set(all.map(({ status }) => status))].toSorted()).toEqual([200, 409])
        expect(winners(stops)).toBe(0)
        expect(winners(starts)).toBeLessThanOrEqual(1)
        // A draft made anew is another revision: whoever is first is the only one.
        expect(winners(takes) + (anew ? winners(starts) : 0)).toBe(1)
        const { run } = await bodyOf<CurrentRun>(server.get(`${RUNS}/current`))
        if (run) await server.post(`${RUNS}/${run.id}/stop`, {})
        if (run) await context.searches.over(run.id)
      }
    },
    60_000,
  )

  it.each([
    ['nothing', {}, ['keep', 'revision']],
    ['no revision', { keep: 'pins' }, ['revision']],
    ['a negative revision', { revision: -1, keep: 'pins' }, ['revision']],
    ['something else to keep', { revision: 1, keep: 'all' }, ['keep']],
    ['a seed that is not whole', { revision: 1, keep: 'pins', seed: 1.5 }, ['seed']],
    ['a seed of more than 32 bits', { revision: 1, keep: 'pins', seed: 2 ** 31 }, ['seed']],
    ['no time', { revision: 1, keep: 'pins', seconds: 0 }, ['seconds']],
    ['eleven minutes', { revision: 1, keep: 'pins', seconds: 660 }, ['seconds']],
    ['a nearness in words', { revision: 1, keep: 'pins', near: 'yes' }, ['near']],
    ['several at once', { revision: 'x', keep: 1, seconds: 'long' }, ['keep', 'revision', 'seconds']],
  ])('refuses by field, all at once: %s', async (_title, body, paths) => {
    const response = await server.post(RUNS, body)
    expect(response.status).toBe(400)
    const { reason, fields } = await bodyOf<{ reason: string; fields: { path: string }[] }>(response)
    expect(reason).toBe('invalidInput')
    expect(fields.map(({ path }) => path).toSorted()).toEqual(paths)
    expect((await bodyOf<CurrentRun>(server.get(`${RUNS}/current`))).run).toBe(null)
  })

  it('names whom and what the input is wrong about', async () => {
    await context.db.deleteFrom('scheme_member').where('scheme_id', '=', 'minato-locum').execute()
    const response = await server.post(RUNS, { revision: 1, keep: 'pins' })
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { reason: 'invalidInput', fields: [{ path: 'people' }] },
    ])
  })

  it.each([
    ['a search nobody has started', `${RUNS}/nothing`],
    ['a scheme that does not exist', '/api/schemes/nowhere/rosters/2027/runs/current'],
  ])('does not find %s', async (_title, path) => {
    expect((await server.get(path)).status).toBe(404)
  })

  it('gives a search to nobody under another year, and to nobody of another association', async () => {
    const { id } = await bodyOf<RotaRunView>(started())
    expect((await server.get(`/api/schemes/minato-locum/rosters/2026/runs/${id}`)).status).toBe(404)
    const stranger = await anAppOf(context, { memberships: [membershipOf('secretariat', 'ward-kita')] })
    const theirs = `/api/schemes/ward-kita-locum/rosters/2027/runs/${id}`
    expect((await stranger.get(`${RUNS}/${id}`)).status).toBe(404)
    expect((await stranger.get(theirs)).status).toBe(404)
    expect((await stranger.post(`${theirs}/stop`, {})).status).toBe(404)
    expect((await stranger.post(`${theirs}/take`, { revision: 1 })).status).toBe(404)
  })

  it('is in the audit trail: who started it, who stopped it, and that its rota became the draft', async () => {
    const { id } = await bodyOf<RotaRunView>(started())
    await server.post(`${RUNS}/${id}/stop`, {})
    await context.searches.over(id)
    const { entries } = await bodyOf<AuditPage>(server.get('/api/associations/minato/audit'))
    const mine = entries.filter(({ resource }) => resource === `rotaRun:${id}`)
    expect(mine.map(({ action }) => action).toSorted()).toEqual(
      expect.arrayContaining(['rota.search', 'rota.stop']),
    )
    expect(new Set(mine.map(({ actor }) => actor?.name))).toEqual(new Set(['試験 花子']))
  })
})
