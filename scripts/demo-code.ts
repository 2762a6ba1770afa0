import { join } from 'node:path'
import { readDemoFile } from '../db/seeds/demo-file.ts'
import { totpCode } from '../server/identity/totp.ts'
import { systemClock } from '../server/time/clock.ts'

/** Prints the six-digit code that the demo's authenticator shows now, for who has none at hand. */
const path = join(process.env.DATA_DIR || './data', 'demo.json')
const secret = readDemoFile(path)?.accounts[0]?.totpSecret
if (secret) {
  process.stdout.write(`${totpCode(secret, systemClock())}\n`)
} else {
  process.stderr.write(`demo:code: no accounts in ${path}; start the server with RINBAN_DEMO=on first\n`)
  process.exitCode = 1
}
