import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '../../db/migrate.ts'
import type { Db, OpenDatabase } from '../../db/open.ts'
import { keyringWithin, loadKeyring, refreshKeyring } from '../../server/secrets/keyring.service.ts'
import { boundTo, type Keyring } from '../../server/secrets/keyring.ts'
import { masterKeyOf, parseMasterKey } from '../../server/secrets/master-key.ts'
import { rewrapDataKeys, rotateDataKeys } from '../../server/secrets/rotation.service.ts'
import { replaceSealedField } from '../../server/secrets/sealed-column.repository.ts'
import { environmentOf, fileOf, runScript } from '../setup/command.ts'
import { aContext, MORNING } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'

const MINATO = { association: 'minato' }
const base64Key = () => randomBytes(32).toString('base64')
const masterOf = (base64: string) => masterKeyOf(parseMasterKey(base64) ?? new Uint8Array(), randomBytes)

onEachDatabase('the keyring', ({ create, migrated }) => {
  let open: OpenDatabase
  let dataDir: string
  beforeEach(async () => {
    open = await migrated()
    for (const id of ['minato', 'ward-kita']) await addAssociation(open.db, id)
    dataDir = mkdtempSync(join(tmpdir(), 'rinban-keys-'))
    return () => rmSync(dataDir, { recursive: true })
  })

  const load = (on: OpenDatabase, config: Partial<Parameters<typeof loadKeyring>[0]['config']> = {}) =>
    loadKeyring(aContext(on, { config: { dataDir, ...config } }).context, randomBytes)

  async function loaded(on: OpenDatabase, config = {}): Promise<Keyring> {
    const result = await load(on, config)
    if (!result.ok) throw new Error(result.detail)
    return result.keyring
  }

  const keysInForce = (db: Db) =>
    db.selectFrom('data_key').where('retired_at', 'is', null).select('scope').orderBy('scope').execute()

  const addAssociation = (db: Db, id: string) =>
    db.insertInto('association').values({ id, name: id, short_name: id, invented: 0 }).execute()

  /** A table of sealed names, as later rooms have them. */
  const addPatients = (db: Db, keyring: Keyring, names: readonly string[]) =>
    addNotes(
      db,
      names.map((name, index) => keyring.seal(MINATO, name, boundTo('patient_note', 'name', idOf(index)))),
    )
  const idOf = (index: number) => `p${String(index).padStart(4, '0')}`
  const addNotes = (db: Db, texts: readonly string[]) =>
    db.transaction().execute(async trx => {
      await sql`create table patient_note (id text primary key, name text)`.execute(trx)
      for (const [index, text] of texts.entries())
        await sql`insert into patient_note (id, name) values (${idOf(index)}, ${text})`.execute(trx)
    })
  const PATIENTS = { table: 'patient_note', column: 'name' }

  async function patients(db: Db, keyring: Keyring): Promise<string[]> {
    const { rows } = await sql<{ id: string; name: string }>`select * from patient_note order by id`.execute(
      db,
    )
    return rows.map(row => keyring.open(row.name, boundTo('patient_note', 'name', row.id)))
  }

  describe('at the first start', () => {
    it('makes a master key for its owner alone, and a key for the installation and every association', async () => {
      await loaded(open)
      const file = join(dataDir, 'master.key')
      expect(readdirSync(dataDir)).toEqual(['master.key'])
      expect(parseMasterKey(readFileSync(file, 'utf8'))).toHaveLength(32)
      expect(statSync(file).mode & 0o777).toBe(0o600)
      expect((await keysInForce(open.db)).map(key => key.scope)).toEqual([
        'association/minato',
        'association/ward-kita',
        'blindIndex',
        'installation',
      ])
    })

    it('of two servers that start together, both have the same keys', async () => {
      const database = await create()
      const servers = [database.open(), database.open()] as const
      await migrate(servers[0])
      await addAssociation(servers[0].db, 'minato')
      const [one, other] = await Promise.all([loaded(servers[0]), loaded(servers[1])])
      const sealed = one.seal(MINATO, 'x', 'row')
      expect(other.open(sealed, 'row')).toBe('x')
      expect(await keysInForce(servers[0].db)).toHaveLength(3)
      for (const { db } of servers) await db.destroy()
    })

    it('takes a key from the environment or from a file that is named, and makes none', async () => {
      const key = base64Key()
      const sealed = (await loaded(open, { masterKey: key })).seal('installation', 'x', 'row')
      const file = join(dataDir, 'of-the-owner')
      writeFileSync(file, `${key}\n`)
      expect((await loaded(open, { masterKeyFile: file })).open(sealed, 'row')).toBe('x')
      expect(readdirSync(dataDir)).toEqual(['of-the-owner'])
    })

    it('does not make the file that is named', async () => {
      const masterKeyFile = join(dataDir, 'elsewhere')
      expect(await load(open, { masterKeyFile })).toMatchObject({ ok: false, reason: 'masterKeyMissing' })
      expect(readdirSync(dataDir)).toEqual([])
      expect(await keysInForce(open.db)).toEqual([])
    })
  })

  describe('at a later start', () => {
    it('opens what was sealed before', async () => {
      const sealed = (await loaded(open)).seal(MINATO, '山田', 'row')
      expect((await loaded(open)).open(sealed, 'row')).toBe('山田')
    })

    it.each([
      ['missing', () => rmSync(join(dataDir, 'master.key')), {}, 'masterKeyMissing', 'master.key is missing'],
      ['of another database', () => {}, { masterKey: base64Key() }, 'masterKeyDoesNotFit', 'not the one'],
      [
        'cut short',
        () => writeFileSync(join(dataDir, 'master.key'), 'AAAA'),
        {},
        'masterKeyUnreadable',
        '32 bytes',
      ],
      [
        'given twice',
        () => {},
        { masterKey: base64Key(), masterKeyFile: 'f' },
        'masterKeyGivenTwice',
        'not both',
      ],
      ['a folder', () => {}, { masterKeyFile: '/' }, 'masterKeyUnreadable', 'EISDIR'],
    ])(
      'is refused with a master key that is %s, and makes no new one',
      async (_title, spoil, config, reason, words) => {
        await loaded(open)
        spoil()
        const before = readdirSync(dataDir)
        const refused = await load(open, config)
        expect(refused).toMatchObject({ ok: false, reason, detail: expect.stringContaining(words) })
        expect(readdirSync(dataDir)).toEqual(before)
      },
    )

    it('is refused when a wrapped key was moved to another association', async () => {
      await loaded(open)
      await sql`update data_key set scope = 'association/elsewhere' where scope = 'association/minato'`.execute(
        open.db,
      )
      expect(await load(open)).toMatchObject({ ok: false, reason: 'masterKeyDoesNotFit' })
    })
  })

  describe('of an association that is new', () => {
    it('is there for both servers after the next request, whichever made it', async () => {
      const { context: one } = aContext(open, { config: { dataDir } })
      const servers = [
        { ...one, keyring: await loaded(open) },
        { ...one, keyring: await loaded(open) },
      ] as const
      await addAssociation(open.db, 'new')
      await Promise.all(servers.map(refreshKeyring))
      await Promise.all(servers.map(refreshKeyring))
      const sealed = servers[0].keyring.seal({ association: 'new' }, 'x', 'row')
      expect(servers[1].keyring.open(sealed, 'row')).toBe('x')
      expect(await keysInForce(open.db)).toHaveLength(5)
    })

    it('can be used in the transaction that makes it, and is gone when that is undone', async () => {
      const keyring = await loaded(open)
      const undo = new Error('undo')
      const transaction = open.db.transaction().execute(async trx => {
        await addAssociation(trx, 'new')
        const within = await keyringWithin(trx, keyring, MORNING)
        expect(within.open(within.seal({ association: 'new' }, 'x', 'row'), 'row')).toBe('x')
        throw undo
      })
      await expect(transaction).rejects.toBe(undo)
      expect(keyring.holds('association/new')).toBe(false)
      expect(await keysInForce(open.db)).toHaveLength(4)
    })
  })

  describe('rotation of the master key', () => {
    it('wraps every key anew: the old one is refused, the new one opens everything', async () => {
      const [old, anew] = [base64Key(), base64Key()]
      const sealed = (await loaded(open, { masterKey: old })).seal(MINATO, '山田', 'row')
      expect(await rewrapDataKeys(open.db, MORNING, masterOf(old), masterOf(anew))).toEqual({
        ok: true,
        keys: 4,
      })
      expect(await load(open, { masterKey: old })).toMatchObject({ reason: 'masterKeyDoesNotFit' })
      expect((await loaded(open, { masterKey: anew })).open(sealed, 'row')).toBe('山田')
    })

    it('changes nothing when one of the keys does not fit', async () => {
      const [old, anew] = [base64Key(), base64Key()]
      await loaded(open, { masterKey: old })
      await sql`update data_key set scope = 'association/elsewhere' where scope = 'association/minato'`.execute(
        open.db,
      )
      const before = await open.db.selectFrom('data_key').selectAll().orderBy('id').execute()
      expect(await rewrapDataKeys(open.db, MORNING, masterOf(old), masterOf(anew))).toMatchObject({
        ok: false,
      })
      expect(await open.db.selectFrom('data_key').selectAll().orderBy('id').execute()).toEqual(before)
    })

    it('a server that still runs with the old one goes on, but makes no key that nobody could unwrap', async () => {
      const [old, anew] = [base64Key(), base64Key()]
      const keyring = await loaded(open, { masterKey: old })
      await rewrapDataKeys(open.db, MORNING, masterOf(old), masterOf(anew))
      const { context } = aContext(open)
      await refreshKeyring({ ...context, keyring })
      expect(keyring.open(keyring.seal(MINATO, 'x', 'row'), 'row')).toBe('x')
      await addAssociation(open.db, 'new')
      await expect(refreshKeyring({ ...context, keyring })).rejects.toThrow('restart it with the new one')
      expect(await keysInForce(open.db)).toHaveLength(4)
    })
  })

  describe('rotation of the data keys', () => {
    const names = Array.from({ length: 1_203 }, (_, index) => `患者 ${index}`)

    it('seals every registered field anew, in more than one page', async () => {
      const keyring = await loaded(open)
      await addPatients(open.db, keyring, names)
      await sql`insert into patient_note (id) values ('without a name')`.execute(open.db)
      const old = (await keysOfPatients(open.db))[0]
      const done = await rotateDataKeys(open.db, MORNING, keyring, [PATIENTS])
      expect(done).toEqual({ keys: 3, resealed: 1_203, leftToOld: 0 })
      await sql`delete from patient_note where id = 'without a name'`.execute(open.db)
      expect(await keysOfPatients(open.db)).toHaveLength(1)
      expect(await keysOfPatients(open.db)).not.toContain(old)
      expect(await patients(open.db, await loaded(open))).toEqual(names)
    })

    it('is learnt by a running server with its next request', async () => {
      const keyring = await loaded(open)
      const index = keyring.blindIndex('account-email', 'a@example.jp')
      await addPatients(open.db, keyring, ['山田'])
      await rotateDataKeys(open.db, MORNING, await loaded(open), [PATIENTS])
      await refreshKeyring({ ...aContext(open).context, keyring })
      expect(await patients(open.db, keyring)).toEqual(['山田'])
      expect(keyring.seal(MINATO, 'x', 'row')).toContain((await keysOfPatients(open.db))[0] ?? '?')
      expect(keyring.blindIndex('account-email', 'a@example.jp')).toBe(index)
    })

    it('works where nothing is sealed yet', async () => {
      const keyring = await loaded(open)
      expect(await rotateDataKeys(open.db, MORNING, keyring, [])).toEqual({
        keys: 3,
        resealed: 0,
        leftToOld: 0,
      })
    })

    it('is undone as a whole when one field does not open', async () => {
      const keyring = await loaded(open)
      await addPatients(open.db, keyring, ['山田', '鈴木'])
      await sql`update patient_note set name = (select name from patient_note where id = 'p0000')`.execute(
        open.db,
      )
      const keys = await keysInForce(open.db)
      await expect(rotateDataKeys(open.db, MORNING, keyring, [PATIENTS])).rejects.toThrow(
        'p0001 cannot be opened',
      )
      expect(await keysInForce(open.db)).toEqual(keys)
      expect(
        await open.db.selectFrom('data_key').where('retired_at', 'is not', null).select('id').execute(),
      ).toEqual([])
    })

    it('leaves a field alone that was changed after it was read', async () => {
      await addPatients(open.db, await loaded(open), ['山田'])
      const isReplaced = open.db
        .transaction()
        .execute(trx => replaceSealedField(trx, PATIENTS, { id: 'p0000', sealed: 'what was read' }, 'new'))
      expect(await isReplaced).toBe(false)
    })

    const keysOfPatients = async (db: Db): Promise<string[]> => {
      const { rows } = await sql<{
        name: string
      }>`select name from patient_note where name is not null`.execute(db)
      return [...new Set(rows.map(row => row.name.split('.')[1] ?? ''))]
    }
  })

  describe('npm run keys:rotate', () => {
    const rotate = async (args: string[], env: Record<string, string> = {}) =>
      runScript('scripts/db/rotate-keys.ts', args, { ...(await environmentOf(open, dataDir)), ...env })

    it('rotates the data keys, then the master key, and leaves its trace in the audit chain', async () => {
      const key = base64Key()
      const file = join(dataDir, 'new.key')
      writeFileSync(file, base64Key())
      await loaded(open, { masterKey: key })
      const env = { RINBAN_MASTER_KEY: key }
      expect(await rotate(['data'], env)).toMatchObject({ status: 0, stderr: '', stdout: /^3 new data keys/ })
      expect(await rotate(['master', '--new-key-file', file], env)).toMatchObject({
        status: 0,
        stdout: /^7 data keys/,
      })
      expect(await load(open, { masterKeyFile: file })).toMatchObject({ ok: true })
      const audited = await open.db.selectFrom('audit_entry').select('action').orderBy('seq').execute()
      expect(audited.map(entry => entry.action)).toEqual(['keys.rotateData', 'keys.rotateMaster'])
    })

    it.each([
      ['nothing to rotate', [], {}, 'say what to rotate'],
      ['an unknown option', ['data', '--force'], {}, '--force'],
      ['no new key', ['master'], {}, 'the new master key is missing'],
      [
        'a new key of 31 bytes',
        ['master'],
        { NEW_MASTER_KEY: 'AAAA' },
        'NEW_MASTER_KEY: must be the base64 of 32 bytes',
      ],
      [
        'the wrong old key',
        ['master'],
        { NEW_MASTER_KEY: base64Key(), RINBAN_MASTER_KEY: base64Key() },
        'not the one',
      ],
    ])('refuses %s with one line, and nothing is changed', async (_title, args, env, words) => {
      const key = base64Key()
      await loaded(open, { masterKey: key })
      const refused = await rotate(args, { RINBAN_MASTER_KEY: key, ...env })
      expect(refused).toMatchObject({ status: 2, stdout: '' })
      expect(refused.stderr.trim().split('\n')).toEqual([expect.stringContaining(words)])
      expect((await load(open, { masterKey: key })).ok).toBe(true)
      expect(await open.db.selectFrom('audit_entry').select('seq').execute()).toEqual([])
    })
  })

  describe('a copy of the database', () => {
    /** 1,000 names, telephone numbers, streets and e-mail addresses, each of them unmistakable. */
    const personal = Array.from({ length: 1_000 }, (_, index) => {
      const n = String(index).padStart(4, '0')
      return (
        [`山田${n} 花子`, `0767-${n}-5512`, `七尾市浜町${n}番地`, `hanako.${n}@example.jp`][index % 4] ?? ''
      )
    })

    it('holds none of 1,000 known personal strings, and no key', async () => {
      const own = await migrated()
      await addAssociation(own.db, 'minato')
      const keyring = await loaded(own)
      await addPatients(own.db, keyring, personal)
      const copies = own.kind === 'sqlite' ? await copiesOfFile(own) : await copiesOfTables(own.db)
      const master = Buffer.from(readFileSync(join(dataDir, 'master.key'), 'utf8'), 'base64')
      const secrets = [master, ...(['base64', 'base64url', 'hex'] as const).map(as => master.toString(as))]
      for (const [name, bytes] of Object.entries(copies)) {
        expect(
          personal.filter(text => bytes.includes(text)),
          name,
        ).toEqual([])
        expect(
          secrets.filter(secret => bytes.includes(secret)),
          name,
        ).toEqual([])
        expect(bytes.includes('v1.'), `${name} holds the sealed texts`).toBe(true)
      }
      expect(await patients(own.db, keyring)).toEqual(personal)
    })

    it('that was not sealed would have shown: the search finds each of them', async () => {
      const own = await migrated()
      await addNotes(own.db, personal)
      const copies = own.kind === 'sqlite' ? await copiesOfFile(own) : await copiesOfTables(own.db)
      for (const [name, bytes] of Object.entries(copies))
        expect(
          personal.filter(text => !bytes.includes(text)),
          name,
        ).toEqual([])
    })

    async function copiesOfFile(own: OpenDatabase): Promise<Record<string, Buffer>> {
      const path = await fileOf(own)
      const wal = readFileSync(`${path}-wal`)
      const backup = join(dataDir, 'backup.sqlite')
      await sql`vacuum into ${backup}`.execute(own.db)
      await sql`pragma wal_checkpoint(truncate)`.execute(own.db)
      return { wal, file: readFileSync(path), backup: readFileSync(backup) }
    }

    async function copiesOfTables(db: Db): Promise<Record<string, Buffer>> {
      const { rows: tables } = await sql<{ name: string }>`
        select tablename as name from pg_tables where schemaname = 'public'`.execute(db)
      const dumped: string[] = []
      for (const { name } of tables) {
        const { rows } = await sql<{
          row: string
        }>`select t::text as row from ${sql.table(name)} as t`.execute(db)
        dumped.push(...rows.map(({ row }) => row))
      }
      return { dump: Buffer.from(dumped.join('\n')) }
    }
  })
})
