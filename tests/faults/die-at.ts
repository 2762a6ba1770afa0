import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import Sqlite from 'better-sqlite3'
import pg from 'pg'

/**
 * Loaded before the server (`node --import`): counts its steps, each statement to a database and each change
 * of a file, and kills the process with SIGKILL just before step number `DIE_AT`. Without that number it
 * only says at the end how many steps there were.
 */

const dieAt = Number(process.env.DIE_AT)
let steps = 0

function step(): void {
  steps++
  if (steps === dieAt) process.kill(process.pid, 'SIGKILL')
}

const counted = <Call extends (...given: never[]) => unknown>(call: Call): Call =>
  function (this: unknown, ...given: never[]) {
    step()
    return call.apply(this, given)
  } as Call

Sqlite.prototype.prepare = counted(Sqlite.prototype.prepare)
pg.Client.prototype.query = counted(pg.Client.prototype.query)
fs.mkdirSync = counted(fs.mkdirSync as (path: never) => string | undefined) as typeof fs.mkdirSync
fs.writeFileSync = counted(fs.writeFileSync)
fs.renameSync = counted(fs.renameSync)
syncBuiltinESMExports()

process.once('exit', () => process.stderr.write(`${steps} steps\n`))
