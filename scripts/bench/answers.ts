import { fork } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { inPortions } from '../../db/portions.ts'
import type { Schema } from '../../db/schema/index.ts'
import { seedDemo } from '../../db/seeds/seed-demo.ts'
import { readConfig } from '../../server/config.ts'
import { addReadyAccount } from '../../server/identity/ready-account.service.ts'
import { newTotpSecret, totpCode } from '../../server/identity/totp.ts'
import { openData } from '../../server/open-data.ts'
import { answerFor } from '../../server/patients/answer.service.ts'
import { loadKeyring } from '../../server/secrets/keyring.service.ts'
import { systemClock } from '../../server/time/clock.ts'
import { DAY } from '../../server/time/interval.ts'
import { localDayOf } from '../../server/time/tokyo.ts'

/**
 * How long it takes to say who answers for one patient in an installation of 60 associations with five years of duties
 * each, on a database of its own (PostgreSQL where DATABASE_URL names an empty one): in this process, and through HTTP
 * from a server that is a process of its own. Each answer is recorded in the audit. Writes lines of JSON.
 */

const [ASSOCIATIONS, YEARS, DUTIES_A_YEAR, PHYSICIANS, PATIENTS] = [60, 5, 80, 20, 50]
const [WARM, ROUNDS] = [100, 1_000]
const person = { email: 'bench@rinban.example', password: 'Tsukuba!rain7kettle', secret: newTotpSecret() }

const dataDir = mkdtempSync(join(tmpdir(), 'rinban-bench-'))
writeFileSync(join(dataDir, 'index.html'), '')
const read = readConfig({ DATA_DIR: dataDir, DATABASE_URL: process.env.DATABASE_URL })
if (!read.ok) throw new Error(read.errors.join('\n'))
const { db, kind } = await openData(read.config, error => {
  throw error
})
const loaded = await loadKeyring({ db, clock: systemClock, config: read.config }, randomBytes)
if (!loaded.ok) throw new Error(loaded.detail)
await seedDemo(db, systemClock)
const now = systemClock()

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)
const associations = numbers(ASSOCIATIONS).map(n => `bench-${n}`)

await db.transaction().execute(async trx => {
  const put = async <Table extends keyof Schema>(table: Table, rows: readonly object[]) => {
    for (const portion of inPortions(rows))
      await trx
        .insertInto(table)
        .values(portion as never)
        .execute()
  }
  const like = await trx
    .selectFrom('duty_scheme')
    .selectAll()
    .where('id', '=', 'minato-locum')
    .executeTakeFirstOrThrow()
  const physicians = associations.flatMap(association =>
    numbers(PHYSICIANS).map(n => ({ id: `${association}-p${n}`, association })),
  )
  await put(
    'association',
    associations.map(id => ({ id, name: id, short_name: id, invented: 1 })),
  )
  await put(
    'clinic',
    physicians.map(({ id, association }) => ({
      id: `${id}-clinic`,
      association_id: association,
      name: `${id} 医院`,
      place: '本町',
      phone: '0000-00-0000',
    })),
  )
  await put(
    'physician',
    physicians.map(({ id }) => ({ id, clinic_id: `${id}-clinic`, name: id, kana: id })),
  )
  await put(
    'duty_scheme',
    associations.map(id => ({ ...like, id: `${id}-locum`, association_id: id })),
  )
  const rosters = associations.flatMap(association =>
    numbers(YEARS).map(n => ({
      id: `${association}/${n}`,
      scheme_id: `${association}-locum`,
      fiscal_year: 2022 + n,
    })),
  )
  await put(
    'roster',
    rosters.map(row => ({ ...row, revision: 0, findings: '{}' })),
  )
  const first = now - 4 * 365 * DAY
  await put(
    'duty_assignment',
    rosters.flatMap(({ id, scheme_id }, index) =>
      numbers(DUTIES_A_YEAR).map(n => {
        const start = first + ((index % YEARS) * 365 + n * 4) * DAY
        return {
          unit_id: `${scheme_id}/${localDayOf(start)}/bench`,
          post: 'locum',
          part: 0,
          roster_id: id,
          physician_id: `${scheme_id.slice(0, -'-locum'.length)}-p${n % PHYSICIANS}`,
          day: localDayOf(start),
          start_at: start,
          end_at: start + DAY,
          holiday_class: 'sunday',
          label: '日曜日',
          tentative: 0,
          sequence: 0,
          first_published_at: first,
          changed_at: first,
        }
      }),
    ),
  )
  const patients = associations.flatMap(association =>
    numbers(PATIENTS).map(n => ({ id: randomUUID(), association, n, team: randomUUID() })),
  )
  await put(
    'patient_reference',
    patients.map(({ id, association, n }) => ({
      id,
      association_id: association,
      code: `K-${n}`,
      entered_at: first,
    })),
  )
  await put(
    'care_team',
    patients.map(({ id, association, team }) => ({
      id: team,
      association_id: association,
      patient_id: id,
      emergency_plan: JSON.stringify({ means: 'ambulance', contacts: [], wishes: 'unknown' }),
      entered_at: first,
    })),
  )
  await put(
    'care_team_member',
    patients.flatMap(({ association, n, team }) =>
      [
        ['attending', `${association}-p${n % PHYSICIANS}`],
        ['deputy', `${association}-p${(n + 1) % PHYSICIANS}`],
        ['deputy', `${association}-p${(n + 2) % PHYSICIANS}`],
        ['scheme', `${association}-locum`],
      ].map(([role, target], position) => ({
        id: randomUUID(),
        team_id: team,
        role,
        target_id: target,
        discipline: '',
        position,
        from_at: first,
      })),
    ),
  )
  await addReadyAccount(trx, loaded.keyring, now, {
    email: person.email,
    name: 'Bench',
    password: person.password,
    totpSecret: person.secret,
    memberships: associations.map(associationId => ({
      associationId,
      role: 'coordinationCentre' as const,
      facilityId: null,
      fromDay: '2020-04-01',
      toDay: null,
    })),
  })
})

const quantile = (times: readonly number[], share: number) =>
  Number(([...times].sort((a, b) => a - b)[Math.floor((times.length - 1) * share)] ?? Number.NaN).toFixed(2))

async function measure(what: string, ask: (association: string, code: string) => Promise<unknown>) {
  const times: number[] = []
  for (let round = 0; round < WARM + ROUNDS; round++) {
    const association = associations[(round * 7) % ASSOCIATIONS] ?? ''
    const from = performance.now()
    await ask(association, `K-${(round * 13) % PATIENTS}`)
    if (round >= WARM) times.push(performance.now() - from)
  }
  const load = Number((loadavg()[0] ?? 0).toFixed(1))
  const [medianMs, p99Ms] = [quantile(times, 0.5), quantile(times, 0.99)]
  console.log(JSON.stringify({ what, database: kind, load, rounds: ROUNDS, medianMs, p99Ms }))
}

const everybody = { facilityIds: [], everyone: true }
await measure('in process', async (associationId, patientCode) => {
  const asked = { db, clock: systemClock }
  const viewer = { ...everybody, associationId }
  const answer = await answerFor(
    asked,
    { accountId: null, address: null },
    viewer,
    { patientCode },
    () => false,
  )
  if (!answer.ok) throw new Error(answer.reason)
})

const server = fork(new URL('board-server.ts', import.meta.url), [], {
  env: { ...process.env, DATA_DIR: dataDir },
})
const [{ port }] = (await once(server, 'message')) as [{ port: number }]
const post = (path: string, body: object, cookie = '') =>
  fetch(`http://127.0.0.1:${port}/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify(body),
  })
const cookieOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map(one => one.split(';')[0])
    .join('; ')
const begun = await post('identity/sign-in', { email: person.email, password: person.password })
const code = totpCode(person.secret, systemClock())
const signedIn = await post('identity/sign-in/totp', { code }, cookieOf(begun))
if (!signedIn.ok) throw new Error(await signedIn.text())
const cookie = cookieOf(signedIn)
await measure('through HTTP', async (associationId, patientCode) => {
  const response = await post(`associations/${associationId}/answers`, { patientCode }, cookie)
  if (!response.ok) throw new Error(await response.text())
  await response.arrayBuffer()
})
server.kill()
await db.destroy()
rmSync(dataDir, { recursive: true })
