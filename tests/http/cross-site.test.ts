import { beforeAll, expect, it } from 'vitest'
import { aContext, ORIGIN } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'
import { anAppOf } from '../setup/person.ts'

const ADDRESS = '/api/associations/minato/settings'

const methods = ['POST', 'PUT', 'PATCH', 'DELETE']
const types = [
  undefined,
  'application/json',
  'application/json; charset=utf-8',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/octet-stream',
]
const origins = [
  undefined,
  ORIGIN,
  'https://evil.example',
  'null',
  `${ORIGIN}.evil.example`,
  `${ORIGIN}:8443`,
  'http://rinban.test',
]
const sites = [undefined, 'same-origin', 'same-site', 'cross-site', 'none']

/** A request that only our own page, or a program without a browser, can have made. */
const isOurs = (origin: string | undefined, site: string | undefined): boolean =>
  (origin === undefined || origin === ORIGIN) && (site === undefined || site === 'same-origin')

onEachDatabase('changes asked for from elsewhere', ({ seeded }) => {
  let server: Awaited<ReturnType<typeof anAppOf>>
  beforeAll(async () => {
    server = await anAppOf(aContext(await seeded()).context)
  })

  it('none of all combinations of method, content type, Origin and Sec-Fetch-Site is accepted', async () => {
    const body = JSON.stringify({ name: '乗っ取り', shortName: '乗', closedDays: [], revision: 0 })
    let refused = 0
    for (const method of methods)
      for (const type of types)
        for (const origin of origins)
          for (const site of sites) {
            if (isOurs(origin, site)) continue
            const headers = {
              cookie: server.cookie,
              ...(type ? { 'content-type': type } : {}),
              ...(origin ? { origin } : {}),
              ...(site ? { 'sec-fetch-site': site } : {}),
            }
            const response = await server.app.request(ADDRESS, { method, headers, body })
            expect([method, type, origin, site, response.status]).toEqual([method, type, origin, site, 403])
            refused += 1
          }
    expect(refused).toBeGreaterThan(200)
    expect(await (await server.get(ADDRESS)).json()).toMatchObject({ revision: 0 })
  })

  it('and our own page may, with JSON alone', async () => {
    const settings = await (await server.get(ADDRESS)).json()
    for (const type of types.filter(one => !one?.startsWith('application/json'))) {
      const headers = { cookie: server.cookie, origin: ORIGIN, ...(type ? { 'content-type': type } : {}) }
      const response = await server.app.request(ADDRESS, {
        method: 'POST',
        headers,
        body: JSON.stringify(settings),
      })
      expect([type, response.status]).toEqual([type, 415])
    }
    expect((await server.post(ADDRESS, settings)).status).toBe(200)
  })
})
