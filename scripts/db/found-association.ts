/** `npm run -s association:found`: brings the first people into an installation without the demo. */

import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { followAuditHead } from '../../server/audit/audit-head.service.ts'
import { foundAssociation, inviteAdministrator } from '../../server/identity/found-association.service.ts'
import { ONE_LINE } from '../../server/one-line.ts'
import { loadKeyring } from '../../server/secrets/keyring.service.ts'
import { systemClock } from '../../server/time/clock.ts'
import { wallClockOf } from '../../server/time/tokyo.ts'
import { CannotRun, runCommand, withDatabase } from './with-database.ts'

const USAGE = `Usage: npm run -s association:found -- --id ID --name NAME --short-name NAME --email ADDRESS --person NAME
       npm run -s association:found -- --administrator --email ADDRESS --person NAME

Adds a medical association and prints the link by which the first person of its secretariat comes in; or
invites somebody to run the machine. The link works once and for seven days. The server must have been
started once (RINBAN_DEMO=off for an empty database) and may run meanwhile. BASE_URL is the origin in the link.
Exit code 0: done. 2: nothing was changed.`

const MEANING = {
  associationExists: '--id: there is an association of this id already',
  inventedPresent:
    'DATA_DIR: this database has an invented district, whose passwords are printed; take a new one',
}

const line = (longest: number) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(longest, `must not be longer than ${longest} letters`)
    .regex(ONE_LINE, 'must be one line')
const person = { email: z.email('must be an e-mail address').max(254), person: line(100) }
const administrator = z.object(person)
const association = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'must be 1 to 40 of a-z, 0-9 and hyphens'),
  name: line(80),
  'short-name': line(20),
  ...person,
})

function parsed<Shape extends z.ZodType>(shape: Shape, values: object): z.infer<Shape> {
  const result = shape.safeParse(values)
  if (result.success) return result.data
  const lines = result.error.issues.map(issue => {
    const missing = issue.code === 'invalid_type' ? 'is missing' : issue.message
    return `--${issue.path.join('.')} ${missing}`
  })
  throw new CannotRun(lines.join('; '))
}

await runCommand('association:found', async () => {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean' },
      administrator: { type: 'boolean' },
      id: { type: 'string' },
      name: { type: 'string' },
      'short-name': { type: 'string' },
      email: { type: 'string' },
      person: { type: 'string' },
    },
  })
  if (values.help) {
    console.log(USAGE)
    return 0
  }
  const asked = values.administrator ? null : parsed(association, values)
  const who = parsed(administrator, values)
  return withDatabase(async ({ db }, config) => {
    const loaded = await loadKeyring({ db, clock: systemClock, config }, randomBytes)
    if (!loaded.ok) throw new CannotRun(loaded.detail)
    const context = { db, clock: systemClock, config, keyring: loaded.keyring }
    const founder = { email: who.email, name: who.person }
    const made = asked
      ? await foundAssociation(context, { ...asked, shortName: asked['short-name'] }, founder)
      : await inviteAdministrator(context, founder)
    if (!made.ok) throw new CannotRun(MEANING[made.reason])
    await followAuditHead(context)
    console.log(`${made.value.link}\nworks once, until ${wallClockOf(made.value.expiresAt)} in Tokyo`)
    return 0
  })
})
