import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '../../db/migrate.ts'
import type { Db, OpenDatabase } from '../../db/open.ts'
import {
  type AuditEntry,
  exportAudit,
  LARGEST_PAGE,
  listAudit,
  recordAudit,
} from '../../server/audit/audit.service.ts'
import { hashOfEntry } from '../../server/audit/audit-chain.ts'
import { followAuditHead, headFileOf, readHeadFile } from '../../server/audit/audit-head.service.ts'
import { verifyAudit } from '../../server/audit/verify.service.ts'
import { instantOf } from '../../server/time/tokyo.ts'
import { environmentOf, runScript } from '../setup/command.ts'
import { aContext, MORNING } from '../setup/context.ts'
import { onEachDatabase } from '../setup/databases.ts'

const entry = (given: Partial<AuditEntry> = {}): AuditEntry => ({
  action: 'roster.publish',
  actor: { accountId: 'account-1' },
  associationId: 'minato',
  resource: 'roster:minato-locum/2026',
  address: '192.0.2.7',
  ...given,
})

onEachDatabase('the audit chain', ({ create, migrated }) => {
  let open: OpenDatabase
  let config: { dataDir: string }
  beforeEach(async () => {
    open = await migrated()
    const dataDir = mkdtempSync(join(tmpdir(), 'rinban-audit-'))
    config = { dataDir }
    return () => rmSync(dataDir, { recursive: true })
  })

  const record = (db: Db, given: Partial<AuditEntry> = {}, at = MORNING) =>
    db.transaction().execute(trx => recordAudit(trx, at, entry(given)))
  const recordMany = (db: Db, count: number) =>
    db.transaction().execute(async trx => {
      for (let index = 1; index <= count; index++)
        await recordAudit(trx, MORNING + index, entry({ resource: `roster:${index}`, detail: { index } }))
    })
  const seqs = async (db: Db) =>
    (await db.selectFrom('audit_entry').select('seq').orderBy('seq').execute()).map(row => row.seq)
  const follow = () => followAuditHead({ db: open.db, config: aContext(open, { config }).context.config })
  const anchor = () => readHeadFile(headFileOf(config))
  const verify = () => verifyAudit(open.db, anchor())

  /** Lets this one connection's owner write what the database refuses everybody: an attacker with the file. */
  async function thaw(): Promise<void> {
    if (open.kind === 'postgres') await sql`alter table audit_entry disable trigger all`.execute(open.db)
    else
      for (const event of ['update', 'delete', 'replace'])
        await sql`drop trigger ${sql.ref(`audit_entry_frozen_${event}`)}`.execute(open.db)
  }

  describe('recording', () => {
    it('happens with the change or not at all', async () => {
      const undo = new Error('undo')
      await record(open.db)
      const undone = open.db.transaction().execute(async trx => {
        await recordAudit(trx, MORNING, entry())
        throw undo
      })
      await expect(undone).rejects.toBe(undo)
      await record(open.db)
      expect(await seqs(open.db)).toEqual([1, 2])
      await follow()
      expect(await verify()).toMatchObject({ ok: true, head: { seq: 2 } })
    })

    it('keeps who, for whom, what, when and from where', async () => {
      await record(open.db, { onBehalfOf: 'physician-3', detail: { version: 2, late: true } })
      const { entries } = await listAudit(open.db, {})
      expect(entries).toEqual([
        {
          seq: 1,
          at: MORNING,
          action: 'roster.publish',
          actorId: 'account-1',
          onBehalfOf: 'physician-3',
          associationId: 'minato',
          resource: 'roster:minato-locum/2026',
          detail: '{"late":true,"version":2}',
          address: '192.0.2.7',
          previousHash: '0'.repeat(64),
          hash: expect.stringMatching(/^[\da-f]{64}$/),
        },
      ])
    })

    it('of 200 at once, from two servers, makes one unbroken chain', async () => {
      const database = await create()
      const servers = [database.open(), database.open()] as const
      await migrate(servers[0])
      await Promise.all(
        Array.from({ length: 200 }, (_, index) =>
          record(servers[index % 2 ? 0 : 1].db, { detail: { index } }),
        ),
      )
      expect(await seqs(servers[0].db)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1))
      const { entries } = await listAudit(servers[1].db, {}, { size: 200 })
      expect(new Set(entries.map(({ detail }) => detail)).size).toBe(200)
      const last = { seq: 200, hash: entries[0]?.hash ?? '' }
      expect(await verifyAudit(servers[0].db, last)).toEqual({ ok: true, head: last })
      for (const { db } of servers) await db.destroy()
    })

    it.each([
      ['update', sql`update audit_entry set actor_id = 'account-2'`],
      ['update of nothing but one row', sql`update audit_entry set at = 0 where seq = 1`],
      ['delete', sql`delete from audit_entry`],
      [
        'replacement',
        sql`insert into audit_entry select seq, at, action, 'account-2', on_behalf_of, association_id, resource,
            detail, address, previous_hash, 'other' from audit_entry where seq = 1
            on conflict (seq) do update set actor_id = excluded.actor_id`,
      ],
    ])('refuses %s', async (_title, statement) => {
      await record(open.db)
      await expect(statement.execute(open.db)).rejects.toThrow('frozen')
      expect(await listAudit(open.db, {})).toMatchObject({ entries: [{ actorId: 'account-1' }] })
    })

    it('refuses what one database alone can do: TRUNCATE, or INSERT OR REPLACE', async () => {
      await record(open.db)
      const statement =
        open.kind === 'postgres'
          ? sql`truncate audit_entry`
          : sql`insert or replace into audit_entry select seq, at, action, 'account-2', on_behalf_of, association_id,
                resource, detail, address, previous_hash, hash from audit_entry`
      await expect(statement.execute(open.db)).rejects.toThrow('frozen')
      expect(await listAudit(open.db, {})).toMatchObject({ entries: [{ actorId: 'account-1' }] })
    })
  })

  describe('the head file', () => {
    it('follows what is committed, and is never ahead of it', async () => {
      expect(await follow()).toBe('followed')
      expect(anchor()).toMatchObject({ seq: 0 })
      await recordMany(open.db, 3)
      expect(anchor()).toMatchObject({ seq: 0 })
      expect(await follow()).toBe('followed')
      expect(anchor()).toMatchObject({ seq: 3 })
      expect(readdirSync(config.dataDir)).toEqual(['audit-head.json'])
    })

    it('of ten requests that follow at once ends at the end', async () => {
      await follow()
      await Promise.all(Array.from({ length: 10 }, () => record(open.db).then(follow)))
      expect(anchor()).toMatchObject({ seq: 10 })
      expect(await verify()).toMatchObject({ ok: true, head: { seq: 10 } })
    })

    it('that a crash left behind is whole to the verifier, and brought up at the next start', async () => {
      await follow()
      await recordMany(open.db, 5)
      expect(await verify()).toMatchObject({ ok: true, head: { seq: 5 } })
      await follow()
      expect(anchor()).toMatchObject({ seq: 5 })
    })

    it('that was deleted is made anew, and said to be', async () => {
      await follow()
      await recordMany(open.db, 5)
      rmSync(headFileOf(config))
      expect(await verify()).toMatchObject({ ok: false, fault: 'headFileMissing' })
      expect(await follow()).toBe('madeAnew')
      expect(await verify()).toMatchObject({ ok: true })
    })

    it.each([
      ['leads the chain', `{"seq":9,"hash":"${'a'.repeat(64)}"}`, 'tailCut'],
      ['saw another chain', `{"seq":2,"hash":"${'a'.repeat(64)}"}`, 'rewritten'],
      ['is no head file', '{"seq":', 'headFileUnreadable'],
    ])('that %s is left as it is, also when the chain goes on', async (_title, text, fault) => {
      await recordMany(open.db, 5)
      writeFileSync(headFileOf(config), text)
      expect(await follow()).toBe('contradicted')
      await recordMany(open.db, 1)
      expect(await follow()).toBe('contradicted')
      expect(readFileSync(headFileOf(config), 'utf8')).toBe(text)
      expect(await verify()).toMatchObject({ ok: false, fault })
    })
  })

  describe('npm run audit:verify', () => {
    const command = async (...args: string[]) => {
      const env = await environmentOf(open, config.dataDir)
      config.dataDir = env.DATA_DIR ?? ''
      await follow()
      return runScript('scripts/db/verify-audit.ts', args, env)
    }

    it('says that the chain is whole', async () => {
      await recordMany(open.db, 3)
      expect(await command()).toEqual({
        status: 0,
        stdout: expect.stringMatching(/^The audit chain is whole: 3 entries, head [\da-f]{64}\n$/),
        stderr: '',
      })
    })

    it('names the first bad entry', async () => {
      await recordMany(open.db, 5)
      await thaw()
      await sql`update audit_entry set actor_id = 'account-2' where seq in (3, 4)`.execute(open.db)
      expect(await command()).toEqual({
        status: 1,
        stdout: '',
        stderr: 'audit:verify: entry 3: it was changed after it was written\n',
      })
    })

    it('cannot check a database that is not there, or with an argument it does not know', async () => {
      const nowhere = await runScript('scripts/db/verify-audit.ts', [], { DATA_DIR: config.dataDir })
      expect(nowhere).toMatchObject({
        status: 2,
        stdout: '',
        stderr: expect.stringContaining('there is no database'),
      })
      expect(readdirSync(config.dataDir)).toEqual([])
      expect(await command('--fix')).toMatchObject({ status: 2, stderr: expect.stringContaining("'--fix'") })
    })
  })

  describe('in the hands of one who can write the database, and not the head file', () => {
    beforeEach(async () => {
      await recordMany(open.db, 2_004)
      await follow()
      await thaw()
    })

    const moveHeadTo = (seq: number) =>
      sql`update audit_head set seq = ${seq}, hash = (select hash from audit_entry where seq = ${seq})`.execute(
        open.db,
      )

    it.each([
      [
        'an edit on a later page',
        sql`update audit_entry set resource = 'roster:x' where seq = 1500`,
        'entryEdited',
        1500,
      ],
      ['a deletion', sql`delete from audit_entry where seq = 1001`, 'entryMissing', 1001],
      [
        'an entry put in before the first',
        sql`insert into audit_entry select -1, at, action, actor_id, on_behalf_of, association_id, resource,
            detail, address, previous_hash, 'other' from audit_entry where seq = 5`,
        'entryOutOfPlace',
        -1,
      ],
      ['a tail cut off', sql`delete from audit_entry where seq > 2000`, 'tailCut', 2001],
    ])('%s is found out', async (_title, statement, fault, seq) => {
      await statement.execute(open.db)
      expect(await verify()).toEqual({ ok: false, fault, seq })
    })

    it('two entries in each other’s place are found out', async () => {
      for (const [from, to] of [
        [7, 9_999],
        [9, 7],
        [9_999, 9],
      ])
        await sql`update audit_entry set seq = ${to} where seq = ${from}`.execute(open.db)
      expect(await verify()).toEqual({ ok: false, fault: 'entryEdited', seq: 7 })
    })

    it('a tail cut off with the head moved back is found out by the head file alone', async () => {
      await sql`delete from audit_entry where seq > 2000`.execute(open.db)
      await moveHeadTo(2000)
      expect(await verify()).toEqual({ ok: false, fault: 'tailCut', seq: 2001 })
      expect(await verifyAudit(open.db, { seq: 2000, hash: (await hashAt(2000)) ?? '' })).toMatchObject({
        ok: true,
      })
      expect(await follow()).toBe('contradicted')
    })

    it('a last entry written anew with its hash and the head is found out by the head file alone', async () => {
      const [last] = (await listAudit(open.db, {}, { size: 1 })).entries
      expect(last).toBeDefined()
      if (!last) return
      const hash = hashOfEntry({ ...last, resource: 'roster:forged' })
      await sql`update audit_entry set resource = 'roster:forged', hash = ${hash} where seq = 2004`.execute(
        open.db,
      )
      await moveHeadTo(2004)
      expect(await verify()).toEqual({ ok: false, fault: 'rewritten', seq: 2004 })
    })

    const hashAt = async (seq: number) =>
      (await open.db.selectFrom('audit_entry').where('seq', '=', seq).select('hash').executeTakeFirst())?.hash
  })

  it('is found whole while others append to it', async () => {
    await recordMany(open.db, 2_500)
    await follow()
    const [verdict] = await Promise.all([verify(), ...Array.from({ length: 20 }, () => record(open.db))])
    expect(verdict).toMatchObject({ ok: true })
  })

  describe('the list', () => {
    beforeEach(async () => {
      await record(open.db, {}, instantOf('2026-05-31', '24:00') - 1)
      await record(open.db, { associationId: 'kita' }, instantOf('2026-06-01', '00:00'))
      await record(open.db, { actor: { accountId: 'account-2' } }, instantOf('2026-06-01', '24:00') - 1)
      await record(open.db, { action: 'patient.read' }, instantOf('2026-06-02', '00:00'))
      await record(
        open.db,
        { associationId: null, actor: { accountId: null } },
        instantOf('2026-06-03', '00:00'),
      )
    })

    it.each([
      ['everything, newest first', {}, [5, 4, 3, 2, 1]],
      ['one association', { associationId: 'minato' }, [4, 3, 1]],
      ['one actor', { actorId: 'account-2' }, [3]],
      ['one action', { action: 'patient.read' }, [4]],
      ['eq from: from the first millisecond of a day in Tokyo', { from: '2026-06-01' }, [5, 4, 3, 2]],
      ['eq to: to the last millisecond of a day in Tokyo', { to: '2026-06-01' }, [3, 2, 1]],
      ['one day', { from: '2026-06-01', to: '2026-06-01' }, [3, 2]],
      ['days of one association', { associationId: 'minato', from: '2026-06-01', to: '2026-06-02' }, [4, 3]],
      ['another installation’s association', { associationId: 'nowhere' }, []],
      ['days in the wrong order', { from: '2026-06-02', to: '2026-06-01' }, []],
    ])('%s', async (_title, filter, expected) => {
      const { entries, next } = await listAudit(open.db, filter)
      expect([entries.map(({ seq }) => seq), next]).toEqual([expected, null])
    })

    it('comes in pages that hold together while entries are added', async () => {
      const first = await listAudit(open.db, {}, { size: 2 })
      expect([first.entries.map(({ seq }) => seq), first.next]).toEqual([[5, 4], 4])
      await record(open.db)
      const second = await listAudit(open.db, {}, { size: 2, before: first.next ?? 0 })
      expect([second.entries.map(({ seq }) => seq), second.next]).toEqual([[3, 2], 2])
      const last = await listAudit(open.db, {}, { size: 2, before: second.next ?? 0 })
      expect([last.entries.map(({ seq }) => seq), last.next]).toEqual([[1], null])
    })

    it.each([
      [0, 1],
      [-5, 1],
      [1e9, LARGEST_PAGE],
    ])('a page of %d entries has %d', async (size, expected) => {
      await recordMany(open.db, LARGEST_PAGE)
      expect((await listAudit(open.db, {}, { size })).entries).toHaveLength(expected)
    })

    it('is exported whole, page after page, with the filter', async () => {
      await recordMany(open.db, 2 * LARGEST_PAGE)
      const pieces: string[] = []
      for await (const piece of exportAudit(open.db, { associationId: 'minato' })) pieces.push(piece)
      const lines = pieces.join('').split('\r\n')
      expect(lines).toHaveLength(1 + 3 + 2 * LARGEST_PAGE + 1)
      expect(lines[0]).toMatch(/^\uFEFF通し番号/)
      expect(lines[1]).toMatch(/^"405","2026-06-01 09:00:00"/)
      expect(lines.join()).not.toContain('"kita"')
    })
  })
})
