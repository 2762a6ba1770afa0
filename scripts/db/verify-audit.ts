/** `npm run -s audit:verify`: checks the audit chain of the configured database. */

import type { ChainFault } from '../../server/audit/audit-chain.ts'
import { headFileOf, readHeadFile } from '../../server/audit/audit-head.service.ts'
import { verifyAudit } from '../../server/audit/verify.service.ts'
import { CannotRun, runCommand, withDatabase } from './with-database.ts'

const USAGE = `Usage: npm run -s audit:verify

Reads the whole audit chain of the database (DATABASE_URL, or rinban.sqlite in DATA_DIR) and compares its
end with audit-head.json in DATA_DIR. The server may run meanwhile. Exit code 0: whole. 1: an entry was
changed, deleted, put in, reordered or cut off; the first bad one is named. 2: it could not be checked.`

const MEANING: Record<ChainFault, string> = {
  entryMissing: 'it is missing',
  entryOutOfPlace: 'it stands out of its order',
  linkBroken: 'it does not follow the entry before it: one of the two was replaced or put in',
  entryEdited: 'it was changed after it was written',
  tailCut: 'it is missing, and everything after it: the end of the chain was cut off',
  rewritten: 'it is not what audit-head.json saw: it or an entry before it was written anew',
  headContradicted: "the database's own record of the end was changed, or entries were put in behind it",
  headFileMissing: 'audit-head.json is missing, so it cannot be known whether this is the true end',
  headFileUnreadable: 'audit-head.json cannot be read, so it cannot be known whether this is the true end',
}

await runCommand('audit:verify', async () => {
  const [argument] = process.argv.slice(2)
  if (argument === '--help') {
    console.log(USAGE)
    return 0
  }
  if (argument !== undefined) throw new CannotRun(`unexpected argument '${argument}'`)
  return withDatabase(async ({ db }, config) => {
    const anchor = readHeadFile(headFileOf(config))
    const verdict = await verifyAudit(db, anchor)
    if (!verdict.ok) {
      console.error(`audit:verify: entry ${verdict.seq}: ${MEANING[verdict.fault]}`)
      return 1
    }
    const { seq, hash } = verdict.head
    console.log(`The audit chain is whole: ${seq} entries, head ${hash}`)
    const behind = typeof anchor === 'object' ? seq - anchor.seq : 0
    if (behind > 0) console.log(`audit-head.json is ${behind} entries behind, as after a crash.`)
    return 0
  })
})
