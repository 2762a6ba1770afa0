import { describe, expect, it } from 'vitest'
import { readConfig } from '../../server/config.ts'

const DEFAULTS = {
  host: '127.0.0.1',
  port: 8080,
  dataDir: './data',
  databaseUrl: null,
  baseUrl: 'http://127.0.0.1:8080',
  demo: true,
}

describe('readConfig', () => {
  it('needs no variable at all', () => {
    expect(readConfig({})).toMatchObject({ ok: true, config: DEFAULTS })
  })

  it.each([
    ['HOST', '::1', { host: '::1', baseUrl: 'http://[::1]:8080' }],
    ['HOST', 'rinban.example.jp', { host: 'rinban.example.jp', baseUrl: 'http://rinban.example.jp:8080' }],
    ['PORT', '0', { port: 0, baseUrl: 'http://127.0.0.1:0' }],
    ['PORT', '65535', { port: 65_535, baseUrl: 'http://127.0.0.1:65535' }], // the last one
    ['DATA_DIR', '/var/lib/rinban', { dataDir: '/var/lib/rinban' }],
    ['DATABASE_URL', 'postgres://db/rinban', { databaseUrl: 'postgres://db/rinban' }],
    ['DATABASE_URL', 'postgresql://db/rinban', { databaseUrl: 'postgresql://db/rinban' }],
    ['BASE_URL', 'https://rinban.example.jp', { baseUrl: 'https://rinban.example.jp' }],
    ['BASE_URL', 'http://[::1]:8080', { baseUrl: 'http://[::1]:8080' }],
    ['RINBAN_DEMO', 'off', { demo: false }],
    ['RINBAN_DEMO', 'on', {}],
    ['RINBAN_DEMO', '', {}], // empty is not given
    ['PATH', '/usr/bin', {}], // other programs' variables are theirs
  ])('%s=%s', (name, value, config) => {
    expect(readConfig({ [name]: value })).toMatchObject({ ok: true, config: { ...DEFAULTS, ...config } })
  })

  const host = 'HOST: must be a host name or an address, such as 127.0.0.1'
  const port = 'PORT: must be a number from 0 to 65535'
  const database = 'DATABASE_URL: must begin with postgres://'
  const base = 'BASE_URL: must be an origin such as https://rinban.example.jp, without a path'
  const demo = 'RINBAN_DEMO: must be on or off'

  it.each([
    ['HOST', 'two words', host],
    ['HOST', 'http://127.0.0.1', host],
    ['PORT', 'abc', port],
    ['PORT', '70000', port],
    ['PORT', '65536', port], // one too many
    ['PORT', '-1', port],
    ['PORT', '80.5', port],
    ['PORT', ' ', port],
    ['DATABASE_URL', 'mysql://db/rinban', database],
    ['DATABASE_URL', 'rinban.sqlite', database],
    ['BASE_URL', 'https://rinban.example.jp/rinban', base],
    ['BASE_URL', 'https://rinban.example.jp/', base],
    ['BASE_URL', 'ftp://rinban.example.jp', base],
    ['BASE_URL', 'rinban.example.jp', base],
    ['RINBAN_DEMO', 'maybe', demo],
    ['RINBAN_DEMO', 'ON', demo],
    ['RINBAN_TYPO', '1', 'RINBAN_TYPO: no such setting'],
    ['RINBAN_TYPO', '', 'RINBAN_TYPO: no such setting'],
  ])('%s=%s is refused', (name, value, line) => {
    expect(readConfig({ [name]: value })).toEqual({ ok: false, errors: [line] })
  })

  it('names every bad variable at once', () => {
    const read = readConfig({ RINBAN_TYPO: '1', PORT: 'abc', BASE_URL: 'nowhere', HOST: 'localhost' })
    expect(read).toEqual({ ok: false, errors: ['RINBAN_TYPO: no such setting', port, base] })
  })

  it('repeats no value, which may be a secret', () => {
    expect(JSON.stringify(readConfig({ DATABASE_URL: 'mysql://rinban:secret@db' }))).not.toContain('secret')
  })
})
