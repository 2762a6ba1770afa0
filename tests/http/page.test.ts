import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { page } from '../../server/http/page.ts'

const folder = mkdtempSync(join(tmpdir(), 'rinban-page-'))
afterAll(() => rmSync(folder, { recursive: true }))
mkdirSync(join(folder, 'assets'))
const files = {
  'index.html': '<title>first build</title>',
  'favicon.svg': '<svg/>',
  'sw.js': 'the keeper of the board',
  'assets/part-1.js': 'plain',
  'assets/part-1.js.br': 'packed by brotli',
  'assets/part-1.js.gz': 'packed by gzip',
  'assets/never-packed-2.css': 'plain',
}
for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
const served = page(folder)

const get = async (path: string, acceptEncoding?: string) => {
  const answer = await served.request(
    path,
    acceptEncoding ? { headers: { 'Accept-Encoding': acceptEncoding } } : {},
  )
  return { status: answer.status, headers: answer.headers, body: await answer.text() }
}

describe('the built page', () => {
  it.each([
    ['gzip, deflate, br, zstd', 'packed by brotli', 'br'],
    ['gzip, deflate', 'packed by gzip', 'gzip'],
    [undefined, 'plain', null],
  ])('gives a part as it was packed for a browser that takes %s', async (accepted, body, encoding) => {
    const answer = await get('/assets/part-1.js', accepted)
    expect(answer).toMatchObject({ status: 200, body })
    expect(answer.headers.get('Content-Encoding')).toBe(encoding)
    expect(answer.headers.get('Content-Type')).toContain('text/javascript')
    expect(answer.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
  })

  it('tells caches in between that a part differs by what the browser takes', async () => {
    expect((await get('/assets/part-1.js', 'gzip')).headers.get('Vary')).toBe('Accept-Encoding')
  })

  it('gives what was never packed as it is', async () => {
    expect(await get('/assets/never-packed-2.css', 'br, gzip')).toMatchObject({ status: 200, body: 'plain' })
  })

  it('does not have a part of another build, and nobody keeps that answer', async () => {
    const answer = await get('/assets/part-0.js', 'br')
    expect(answer.status).toBe(404)
    expect(answer.headers.get('Cache-Control')).toBeNull()
  })

  it('begins at every address of a page with the index of the newest build', async () => {
    expect(await get('/schemes/minato-locum/2026')).toMatchObject({ body: '<title>first build</title>' })
    writeFileSync(join(folder, 'index.html'), '<title>second build</title>')
    const answer = await get('/')
    expect(answer).toMatchObject({ status: 200, body: '<title>second build</title>' })
    expect(answer.headers.get('Cache-Control')).toBe('no-cache')
  })

  it("always asks again for the keeper of the board's files", async () => {
    const answer = await get('/sw.js')
    expect(answer).toMatchObject({ status: 200, body: 'the keeper of the board' })
    expect(answer.headers.get('Cache-Control')).toBe('no-cache')
    expect(answer.headers.get('Content-Type')).toContain('text/javascript')
  })

  it.each(['/api/nothing', '/feeds/nothing', '/assets/nothing'])('is not given at %s', async path => {
    expect((await get(path)).status).toBe(404)
  })
})
