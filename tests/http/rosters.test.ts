import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { OpenDatabase } from '../../db/open.ts'
import type { AssociationView } from '../../server/directory/directory-view.ts'
import type { RosterPublication, RosterSummary } from '../../server/roster/roster-view.ts'
import { aContext, bodyOf, ORIGIN } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { anAppOf } from '../setup/person.ts'

const YEAR = '/api/schemes/minato-locum/rosters/2027'

onEachDatabase('the roster API', ({ seeded }) => {
  let open: OpenDatabase
  let server: Awaited<ReturnType<typeof anAppOf>>
  beforeEach(async () => {
    open = await seeded()
    server = await anAppOf(aContext(open).context)
  })

  it('lists the districts with their schemes and years', async () => {
    const response = await server.get('/api/associations')
    expect(response.status).toBe(200)
    const { associations } = await bodyOf<{ associations: AssociationView[] }>(response)
    expect(associations.map(one => one.id)).toEqual(['minato', 'ward-kita'])
    expect(associations[0]).toMatchObject({
      physicians: 14,
      invented: true,
      schemes: [
        {
          id: 'minato-locum',
          years: [
            { fiscalYear: 2025, drafted: true, published: 1 },
            { fiscalYear: 2026, drafted: true, published: 1 },
            { fiscalYear: 2027, drafted: true, published: null },
          ],
        },
      ],
    })
    expect(associations[0]?.nursingStations).toHaveLength(3)
    expect(associations[0]?.hospitals).toHaveLength(2)
    expect(associations[1]?.supportBlocks.map(block => block.clinics)).toEqual([8, 8, 8])
  })

  it('drafts no year that nobody takes part in', async () => {
    const before = YEAR.replace('2027', '2020')
    const refused = await server.post(`${before}/draft`, { revision: 0 })
    expect(refused.status).toBe(409)
    expect(await refused.json()).toEqual({
      reason: 'noMembers',
      message: 'この年度に参加する医師がいません。先に参加医師を登録してください。',
    })
    expect(await bodyOf(server.get(before))).toMatchObject({ revision: 0, draftedAt: null })
  })

  it('drafts, publishes, and gives the version with Tokyo hours', async () => {
    const { revision } = await bodyOf<RosterSummary>(server.get(YEAR))
    const drafted = await bodyOf<RosterSummary>(server.post(`${YEAR}/draft`, { revision }))
    expect(drafted.revision).toBe(revision + 1)
    const published = await bodyOf<RosterSummary>(
      server.post(`${YEAR}/publications`, { revision: drafted.revision }),
    )
    expect(published.publications).toMatchObject([{ number: 1 }])
    const version = await bodyOf<RosterPublication>(server.get(`${YEAR}/publications/1`))
    expect(version.units[0]).toMatchObject({
      start: '2027-04-03T12:00:00+09:00',
      end: '2027-04-05T00:00:00+09:00',
      hours: 36,
      assignments: [{ post: 'locum', physician: expect.stringContaining('minato-physician') }],
    })
    expect(server.reports).toEqual([])
  })

  it('refuses a second click with the revision of the first', async () => {
    const clicks = await Promise.all([1, 2].map(() => server.post(`${YEAR}/publications`, { revision: 1 })))
    expect(clicks.map(click => click.status).sort()).toEqual([200, 409])
  })
})

onEachDatabase('bad input to the roster API', ({ seeded }) => {
  let server: Awaited<ReturnType<typeof anAppOf>>
  beforeAll(async () => {
    server = await anAppOf(aContext(await seeded()).context)
  })

  it.each([
    ['a scheme that does not exist', '/api/schemes/nowhere/rosters/2026', 404, 'notFound'],
    ['a year without a draft', '/api/schemes/minato-locum/rosters/2030/draft', 404, 'notFound'],
    ['a version that does not exist', `${YEAR}/publications/99`, 404, 'notFound'],
    ['a year that is no number', '/api/schemes/minato-locum/rosters/abc', 400, 'invalidInput'],
    ['a year too early', '/api/schemes/minato-locum/rosters/1948', 400, 'invalidInput'],
    ['a year too late', '/api/schemes/minato-locum/rosters/2101', 400, 'invalidInput'],
    ['version 0', `${YEAR}/publications/0`, 400, 'invalidInput'],
    ['an unknown API path', '/api/nothing', 404, 'notFound'],
    ['U+0000 in an id', '/api/schemes/minato%00/rosters/2026', 404, 'notFound'],
    ['U+0000 in a query', '/api/associations/minato/audit?actor=%00', 404, 'notFound'],
  ])('%s', async (_title, path, status, reason) => {
    const response = await server.get(path)
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ reason, message: expect.any(String) })
  })

  it.each([
    ['no revision', {}, 400, 'invalidInput'],
    ['a revision in words', { revision: 'one' }, 400, 'invalidInput'],
    ['a negative revision', { revision: -1 }, 400, 'invalidInput'],
    ['a revision of more than 32 bits', { revision: 2_147_483_647 }, 400, 'invalidInput'],
    ['U+0000 in the body', '{"revision":1,"x":"\\u0000"}', 400, 'invalidInput'],
    ['broken JSON', '{"revision":', 400, 'malformedJson'],
    ['an empty body', '', 400, 'malformedJson'],
    ['a body far too large', `{"revision":1,"x":"${'x'.repeat(70_000)}"}`, 413, 'bodyTooLarge'],
  ])('%s', async (_title, body, status, reason) => {
    const response = await server.post(`${YEAR}/publications`, body)
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ reason })
  })

  it('names the field and does not echo the value', async () => {
    const response = await server.post(`${YEAR}/publications`, { revision: 'a secret' })
    const body = await response.text()
    expect(JSON.parse(body).fields).toEqual([{ path: 'revision', message: expect.any(String) }])
    expect(body).not.toContain('a secret')
  })

  it.each([
    ['Japanese unless asked otherwise', undefined, 'お探しのものは見つかりません。'],
    ['English for who asks first for it', 'en-GB,en;q=0.9,ja;q=0.8', 'Not found.'],
    ['Japanese for who asks first for it', 'ja,en;q=0.5', 'お探しのものは見つかりません。'],
  ])('answers in %s', async (_title, language, message) => {
    const headers: Record<string, string> = language ? { 'accept-language': language } : {}
    expect(await (await server.app.request('/api/nothing', { headers })).json()).toMatchObject({ message })
  })

  it.each([
    ['another site', { origin: 'https://evil.example' }, 403],
    ['a site that begins like ours', { origin: `${ORIGIN}.evil.example` }, 403],
    ['an opaque origin', { origin: 'null' }, 403],
    ['another port', { origin: `${ORIGIN}:8443` }, 403],
    ['a cross-site fetch', { 'sec-fetch-site': 'cross-site' }, 403],
    ['a sibling site', { 'sec-fetch-site': 'same-site' }, 403],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['plain text', { 'content-type': 'text/plain' }, 415],
    ['JSON with an empty parameter', { 'content-type': 'application/json;' }, 415],
    ['our own page', { 'sec-fetch-site': 'same-origin' }, 409],
  ])('a change asked for by %s is answered %#', async (_title, headers, status) => {
    const response = await server.post(
      `${YEAR}/publications`,
      { revision: 77 },
      headers as Record<string, string>,
    )
    expect(response.status).toBe(status)
  })

  it('leaves nothing behind and reports no bug', async () => {
    const { publications, revision } = await bodyOf<RosterSummary>(server.get(YEAR))
    expect({ publications, revision }).toEqual({ publications: [], revision: 1 })
    expect(server.reports).toEqual([])
  })
})

onEachDatabase('what every answer has', ({ seeded }) => {
  let server: Awaited<ReturnType<typeof anAppOf>>
  beforeAll(async () => {
    server = await anAppOf(aContext(await seeded()).context)
  })

  it.each(['/', '/schemes/minato-locum/2026', '/api/associations', '/api/docs', '/api/nothing'])(
    '%s: nothing from other sites, no inline script, no frame',
    async path => {
      const { headers } = await server.get(path)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'self'")
      expect(policy).not.toContain('unsafe')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('x-frame-options')).toBe('DENY')
    },
  )

  it('deep links answer the page, unknown API paths do not', async () => {
    const page = await server.app.request('/schemes/minato-locum/2026')
    expect(await page.text()).toContain('<title>page</title>')
    expect((await server.app.request('/api/nowhere')).headers.get('content-type')).toContain('json')
    expect((await server.app.request('/assets/nowhere.js')).status).toBe(404)
  })

  describe('the API description', () => {
    it('names every route of the program', async () => {
      const document = await bodyOf<{ paths: Record<string, object> }>(
        server.app.request('/api/openapi.json'),
      )
      const described = Object.entries(document.paths).flatMap(([path, methods]) =>
        Object.keys(methods).map(method => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
      )
      const undescribed = server.app.routes
        .filter(route => route.method !== 'ALL')
        .map(route => `${route.method} ${route.path}`)
        .filter(route => /^\w+ \/(api|feeds)\b/.test(route) && !/\/api\/(docs|openapi)/.test(route))
      expect(undescribed.length).toBeGreaterThan(5)
      expect(undescribed.filter(route => !described.includes(route))).toEqual([])
    })

    it('can be read on a page of our own', async () => {
      const page = await (await server.app.request('/api/docs')).text()
      for (const [, path = ''] of page.matchAll(/(?:src|href)="([^"]+)"/g)) {
        expect(path).toMatch(/^\/api\/docs\//)
        expect((await server.get(path)).status).toBe(200)
      }
    })
  })
})
